import {
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { shown } from "../components/commands/chord";
import { useCommandList } from "../components/commands/CommandProvider";
import { chordFor } from "../components/commands/registry";
import { useFocusOnMount } from "../components/useFocusOnMount";
import { useSettings } from "../host/settings";

const useStyles = makeStyles({
  surface: { maxWidth: "min(860px, calc(100vw - 48px))", maxHeight: "calc(100vh - 96px)" },
  // The scroll bar stands beside the keys, not on them.
  columns: { columns: "2 280px", columnGap: "40px", paddingRight: "16px" },
  group: { marginBottom: "16px" },
  heading: { fontWeight: tokens.fontWeightSemibold, margin: "0 0 4px", fontSize: tokens.fontSizeBase300, breakAfter: "avoid" },
  row: { display: "flex", justifyContent: "space-between", gap: "12px", padding: "2px 0", breakInside: "avoid" },
  keys: { whiteSpace: "nowrap", color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace },
});

/** Every shortcut of what is on screen. */
export function ShortcutSheet({ close }: { close: () => void }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const end = useFocusOnMount();
  const { settings } = useSettings();
  const rows = useCommandList().flatMap((command) => {
    const chord = chordFor(command, settings.shortcuts);
    return chord === undefined ? [] : [{ ...command, chord }];
  });
  const categories = [...new Set(rows.map((row) => row.category))];
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogContent tabIndex={0}>
            <div className={styles.columns}>
              {categories.map((category) => (
                <section key={category} className={styles.group}>
                  <h3 className={styles.heading}>{category}</h3>
                  {rows
                    .filter((row) => row.category === category)
                    .map((row) => (
                      <div key={row.id} className={styles.row}>
                        <span>{row.title}</span>
                        <Caption1 className={styles.keys}>{shown(row.chord)}</Caption1>
                      </div>
                    ))}
                </section>
              ))}
            </div>
          </DialogContent>
          <DialogActions>
            <Button
              onClick={() => {
                close();
                void navigate({ to: "/settings" });
              }}
            >
              Change…
            </Button>
            <Button ref={end} appearance="primary" onClick={close}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
