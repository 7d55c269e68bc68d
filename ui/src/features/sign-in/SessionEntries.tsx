import { lazy, Suspense, useState } from "react";
import { useCommands } from "../../components/commands/CommandProvider";
import { usePull } from "../../components/snapshot/usePull";
import { useHost } from "../../host/context";

// Its forms are a tenth of the script that the window would read before it is drawn.
const SignInDialog = lazy(async () => ({ default: (await import("./SignInDialog")).SignInDialog }));

/** Signing in and the demo tenant, from anywhere in the window. */
export function SessionEntries() {
  const host = useHost();
  const pull = usePull();
  const [open, setOpen] = useState(false);
  useCommands([
    { id: "session.signIn", title: "Sign in to a tenant…", category: "Tenant", chord: "Ctrl+Shift+S", run: () => setOpen(true) },
    { id: "session.demo", title: "Open the demo tenant", category: "Tenant", run: () => void pull("The demo tenant could not be opened", () => host.openDemoTenant()) },
  ]);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <SignInDialog close={() => setOpen(false)} />
    </Suspense>
  );
}
