import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../app/App";
import { HostProvider } from "../host/context";
import type { Host } from "../host/types";
import { contosoHost } from "./contosoHost";
import { emptyAnalysis, smallCatalogue } from "./fixtures";
import { createTestHost } from "./testHost";

/** jsdom has no layout; lists and tables show what fits in this height. */
export function giveLayout(): void {
  for (const [name, value] of [["clientHeight", 96], ["clientWidth", 900], ["offsetHeight", 96], ["offsetWidth", 900]] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
  }
}

/** The whole window over Contoso of some rows, at an address. */
export function openTenant(address: string, answers: Partial<Host> = {}, rows = 1_000) {
  location.hash = address;
  const host = createTestHost({
    catalogue: async () => smallCatalogue,
    analyzeCondition: async () => emptyAnalysis,
    exportCondition: async () => [],
    ...contosoHost({ rows, signedIn: true }),
    ...answers,
  });
  const view = render(
    <HostProvider value={host}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <App />
      </QueryClientProvider>
    </HostProvider>,
  );
  return { host, user: userEvent.setup(), ...view };
}
