import { Dialog, DialogBody, DialogContent, DialogSurface, makeStyles } from "@fluentui/react-components";
import { useEffect, useMemo, useState } from "react";
import { shown } from "../components/commands/chord";
import { useCommandList, useCommandRegistry } from "../components/commands/CommandProvider";
import { chordFor, type PaletteEntry } from "../components/commands/registry";
import { SearchList } from "../components/SearchList";
import { useSettings } from "../host/settings";

const useStyles = makeStyles({
  surface: { marginTop: "64px", marginBottom: "auto", maxWidth: "600px", padding: "12px" },
  content: { overflow: "hidden" },
});

/** Finds any command, draft, role or template by name and runs or opens it. */
export function Palette({ close }: { close: () => void }) {
  const styles = useStyles();
  const registry = useCommandRegistry();
  const commands = useCommandList();
  const { settings } = useSettings();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<PaletteEntry[]>([]);

  useEffect(() => {
    let wanted = true;
    registry.search(query).then(
      (entries) => wanted && setFound(entries),
      // A source that cannot answer has nothing to offer; its own page says why.
      () => wanted && setFound([]),
    );
    return () => {
      wanted = false;
    };
  }, [registry, query]);

  const items = useMemo(() => {
    const runnable = commands
      .filter((command) => registry.canRun(command.id) && command.within === undefined && command.id !== "window.palette")
      .map((command) => {
        const chord = chordFor(command, settings.shortcuts);
        return { key: `command:${command.id}`, title: command.title, group: command.category, note: chord === undefined ? undefined : shown(chord) };
      })
      .toSorted((a, b) => a.group.localeCompare(b.group));
    return [...runnable, ...found.map(({ id, title, detail, category }) => ({ key: id, title, detail, group: category }))];
  }, [registry, commands, found, settings.shortcuts]);

  const pick = (key: string): void => {
    close();
    const entry = found.find(({ id }) => id === key);
    // After the dialog has given the focus back, so that what runs may take it.
    setTimeout(() => (entry === undefined ? registry.run(key.replace(/^command:/, "")) : entry.run()), 0);
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface className={styles.surface} aria-label="Search or run">
        <DialogBody>
          <DialogContent className={styles.content}>
            <SearchList label="Search or run" placeholder="A command, draft, role or template" items={items} onPick={pick} onQuery={setQuery} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
