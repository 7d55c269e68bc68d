import { Button, Caption1, makeStyles, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from "@fluentui/react-components";
import { ArrowResetRegular } from "@fluentui/react-icons";
import { useState, type KeyboardEvent } from "react";
import { chordOf, shown } from "../../components/commands/chord";
import { useCommandList } from "../../components/commands/CommandProvider";
import { chordFor, type Command } from "../../components/commands/registry";
import { useSettings } from "../../host/settings";

const useStyles = makeStyles({
  // In high contrast the row under the mouse is bright, and only this colour can be read on it.
  row: { height: "32px", "&:hover button": { color: tokens.colorNeutralForeground1Hover }, "&:hover span": { color: tokens.colorNeutralForeground1Hover } },
  title: { width: "45%" },
  key: { minWidth: "140px", justifyContent: "flex-start", fontFamily: tokens.fontFamilyMonospace },
  clash: { color: tokens.colorStatusDangerForeground1 },
});

/** Every command with its key; choosing the key waits for a new one. */
export function Shortcuts() {
  const styles = useStyles();
  const commands = useCommandList();
  const { settings, change } = useSettings();
  const [waiting, setWaiting] = useState<string | null>(null);

  const set = (id: string, chord: string): void => change((now) => ({ ...now, shortcuts: { ...now.shortcuts, [id]: chord } }));
  const reset = (id: string): void =>
    change((now) => ({ ...now, shortcuts: Object.fromEntries(Object.entries(now.shortcuts).filter(([other]) => other !== id)) }));
  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    if (waiting !== id || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      setWaiting(null);
      return;
    }
    // Backspace takes the shortcut away.
    const chord = event.key === "Backspace" ? "" : chordOf(event.nativeEvent);
    if (chord === null) return;
    set(id, chord);
    setWaiting(null);
  };
  const clashOf = (command: Command): string | undefined => {
    const chord = chordFor(command, settings.shortcuts);
    const other = commands.find((one) => one.id !== command.id && one.within === command.within && chordFor(one, settings.shortcuts) === chord);
    return chord === undefined ? undefined : other?.title;
  };
  return (
    <Table size="small" aria-label="Keyboard shortcuts">
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.title}>Command</TableHeaderCell>
          <TableHeaderCell>Where</TableHeaderCell>
          <TableHeaderCell>Key</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {commands.map((command) => {
          const chord = chordFor(command, settings.shortcuts);
          const clash = clashOf(command);
          return (
            <TableRow key={command.id} className={styles.row}>
              <TableCell className={styles.title}>{command.title}</TableCell>
              <TableCell>{command.category}</TableCell>
              <TableCell>
                <Button
                  className={styles.key}
                  size="small"
                  appearance={waiting === command.id ? "primary" : "subtle"}
                  aria-label={`Change the key for ${command.title}: ${waiting === command.id ? "Press a key…" : chord === undefined ? "none" : shown(chord)}`}
                  onClick={() => setWaiting(command.id)}
                  onBlur={() => setWaiting(null)}
                  onKeyDown={(event) => onKeyDown(event, command.id)}
                >
                  {waiting === command.id ? "Press a key…" : chord === undefined ? "none" : shown(chord)}
                </Button>
                {settings.shortcuts[command.id] !== undefined && (
                  <Button
                    size="small"
                    appearance="subtle"
                    icon={<ArrowResetRegular />}
                    aria-label={`Give ${command.title} its first key again`}
                    title="As it came"
                    onClick={() => reset(command.id)}
                  />
                )}
                {clash !== undefined && <Caption1 className={styles.clash}>also {clash}</Caption1>}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
