import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useSettings } from "../../host/settings";
import { chordOf } from "./chord";
import { CommandRegistry, type Command, type PaletteSource, type RunnableCommand } from "./registry";

const RegistryContext = createContext<CommandRegistry | null>(null);

export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (registry === null) throw new Error("useCommandRegistry outside CommandProvider");
  return registry;
}

/** Every command that can be run right now. */
export function useCommandList(): readonly Command[] {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.subscribe, registry.commands);
}

/** Makes commands known, with their keys, before and after there is something to run them. */
export function useDeclaredCommands(commands: readonly Command[]): void {
  const registry = useCommandRegistry();
  useEffect(() => registry.declare(commands), [registry, commands]);
}

/** Runs declared commands for as long as the component is mounted. The set of ids must not change; what they do may. */
export function useCommandHandlers(handlers: Readonly<Record<string, () => void>>): void {
  const registry = useCommandRegistry();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const ids = Object.keys(handlers).join(" ");
  useEffect(() => {
    const undo = ids.split(" ").map((id) => registry.handle(id, () => latest.current[id]?.()));
    return () => {
      for (const forget of undo) forget();
    };
  }, [registry, ids]);
}

/** Commands that are known only while they can be run. */
export function useCommands(commands: readonly RunnableCommand[]): void {
  const registry = useCommandRegistry();
  const first = useRef(commands);
  useEffect(() => registry.declare(first.current), [registry]);
  useCommandHandlers(Object.fromEntries(commands.map((command) => [command.id, command.run])));
}

/** Lets the palette find more than commands. */
export function usePaletteSource(source: PaletteSource): void {
  const registry = useCommandRegistry();
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => registry.addSource((query) => latest.current(query)), [registry]);
}

/** Holds the commands of the window and runs them by key. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => new CommandRegistry());
  const { settings } = useSettings();
  const chords = useMemo(() => settings.shortcuts, [settings.shortcuts]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event);
      const command = chord === null ? undefined : registry.commandFor(chord, event.target, chords);
      if (command === undefined) return;
      event.preventDefault();
      registry.run(command.id);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [registry, chords]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}
