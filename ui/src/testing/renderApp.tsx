import { FluentProvider, Toaster, webLightTheme } from "@fluentui/react-components";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { CommandProvider, useDeclaredCommands } from "../components/commands/CommandProvider";
import type { Command } from "../components/commands/registry";
import { toasterId } from "../components/notify";
import { HostProvider } from "../host/context";
import type { Host } from "../host/types";

function Declared({ commands, children }: { commands: readonly Command[]; children: ReactNode }) {
  useDeclaredCommands(commands);
  return children;
}

/** Everything a component expects around it: host, queries, colours, commands. */
export function renderWithHost(content: ReactNode, host: Host, commands: readonly Command[] = []) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <HostProvider value={host}>
      <QueryClientProvider client={queries}>
        <FluentProvider theme={webLightTheme}>
          <CommandProvider>
            <Declared commands={commands}>{content}</Declared>
            <Toaster toasterId={toasterId} />
          </CommandProvider>
        </FluentProvider>
      </QueryClientProvider>
    </HostProvider>,
  );
}
