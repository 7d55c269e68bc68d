import {
  Badge,
  Button,
  Caption1,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ProgressBar,
  tokens,
  Tooltip,
} from "@fluentui/react-components";
import { AddRegular, ArrowRedoRegular, ArrowUndoRegular, DeleteRegular, HistoryRegular } from "@fluentui/react-icons";
import { memo, useState } from "react";
import { useCommandHandlers, useCommandRegistry } from "../../../components/commands/CommandProvider";
import { shown } from "../../../components/commands/chord";
import { chordFor } from "../../../components/commands/registry";
import { useSettings } from "../../../host/settings";
import type { Severity } from "../../../host/generated/Severity";
import { apiErrorOf } from "../../../host/types";
import { conditionCommands } from "../commands";
import { SeverityIcon } from "../SeverityIcon";
import type { DraftSession, SessionState } from "../session/DraftSession";
import { useSession } from "../session/useSession";
import type { Door } from "../start/door";
import { DraftName } from "./DraftName";
import { DraftSwitcher } from "./DraftSwitcher";
import { HistoryDrawer } from "./HistoryDrawer";
import { savedWords } from "./savedWords";
import { useDeleteDraft } from "./useDeleteDraft";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    gap: "4px",
    height: "40px",
    padding: "0 10px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
    overflow: "hidden",
  },
  saved: { whiteSpace: "nowrap", color: tokens.colorNeutralForeground3, margin: "0 6px" },
  failed: { color: tokens.colorStatusDangerForeground1, margin: "0 6px" },
  end: { marginLeft: "auto", display: "flex", alignItems: "center", gap: "10px", whiteSpace: "nowrap" },
  meter: { display: "grid", gap: "2px", width: "92px" },
  counts: { display: "flex", gap: "8px", "& > span": { display: "flex", alignItems: "center", gap: "3px" } },
});

/** Which draft this is, whether it is saved, how big it is, and what is wrong with it. */
export const DraftBar = memo(function DraftBar({ session, openDoor }: { session: DraftSession; openDoor: (door: Door) => void }) {
  const styles = useStyles();
  const id = useSession(session, (state) => state.id);
  const name = useSession(session, (state) => state.name);
  const canUndo = useSession(session, (state) => state.canUndo);
  const canRedo = useSession(session, (state) => state.canRedo);
  const registry = useCommandRegistry();
  const { settings } = useSettings();
  const [history, setHistory] = useState(false);
  const remove = useDeleteDraft(session);
  useCommandHandlers({ "draft.history": () => setHistory(true), "draft.delete": () => void remove() });

  const keys = (id: string): string => {
    const command = conditionCommands.find((other) => other.id === id);
    const chord = command === undefined ? undefined : chordFor(command, settings.shortcuts);
    return chord === undefined ? "" : shown(chord);
  };
  const tool = (id: string, icon: React.JSX.Element, label: string, possible = true): React.JSX.Element => (
    <Tooltip content={keys(id) === "" ? label : `${label} (${keys(id)})`} relationship="label">
      <Button size="small" appearance="subtle" icon={icon} disabledFocusable={!possible} onClick={() => possible && registry.run(id)} />
    </Tooltip>
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label="Draft">
      <DraftName session={session} name={name} />
      <DraftSwitcher current={id} />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" appearance="subtle" icon={<AddRegular />}>
            New
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem secondaryContent={keys("draft.new")} onClick={() => registry.run("draft.new")}>
              Blank
            </MenuItem>
            <MenuItem secondaryContent={keys("draft.template")} onClick={() => openDoor("template")}>
              From a template…
            </MenuItem>
            <MenuItem secondaryContent={keys("draft.paste")} onClick={() => openDoor("paste")}>
              Paste anything…
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {tool("draft.undo", <ArrowUndoRegular />, "Undo", canUndo)}
      {tool("draft.redo", <ArrowRedoRegular />, "Redo", canRedo)}
      {tool("draft.history", <HistoryRegular />, "History")}
      {tool("draft.delete", <DeleteRegular />, "Delete this draft")}
      <Saved session={session} />
      <div className={styles.end}>
        <Counts session={session} />
        <Size session={session} />
      </div>
      {history && <HistoryDrawer session={session} close={() => setHistory(false)} />}
    </div>
  );
});

function Saved({ session }: { session: DraftSession }) {
  const styles = useStyles();
  const words = useSession(session, ({ saved }) => (saved === "failed" ? null : savedWords(saved)));
  return words === null ? <SaveFailure session={session} /> : <Caption1 className={styles.saved}>{words}</Caption1>;
}

function SaveFailure({ session }: { session: DraftSession }) {
  const styles = useStyles();
  const { message, hint } = apiErrorOf(useSession(session, (state) => state.saveFailure));
  return (
    <>
      <Caption1 className={styles.failed} role="alert" title={hint ?? undefined}>
        not saved: {message}
      </Caption1>
      <Button size="small" onClick={() => void session.flush()}>
        Try again
      </Button>
    </>
  );
}

function countOf(severity: Severity): (state: SessionState) => number {
  return ({ analysis }) => analysis?.diagnostics.filter((problem) => problem.severity === severity).length ?? 0;
}
const countErrors = countOf("error");
const countWarnings = countOf("warning");

function Counts({ session }: { session: DraftSession }) {
  const styles = useStyles();
  const errors = useSession(session, countErrors);
  const warnings = useSession(session, countWarnings);
  const dialect = useSession(session, (state) => state.analysis?.dialect);
  return (
    <Caption1 className={styles.counts}>
      {errors > 0 && (
        <span>
          <SeverityIcon severity="error" /> {errors} {errors === 1 ? "error" : "errors"}
        </span>
      )}
      {warnings > 0 && (
        <span>
          <SeverityIcon severity="warning" /> {warnings} {warnings === 1 ? "warning" : "warnings"}
        </span>
      )}
      {dialect === "v1" && <Badge appearance="outline">version 1, read-only</Badge>}
      {dialect === "template" && <Badge appearance="outline">has placeholders</Badge>}
    </Caption1>
  );
}

function kilobytes(bytes: number): string {
  const whole = bytes / 1024;
  return Number.isInteger(whole) ? String(whole) : whole.toFixed(1);
}

function Size({ session }: { session: DraftSession }) {
  const styles = useStyles();
  const size = useSession(session, (state) => state.analysis?.size);
  const limit = useSession(session, (state) => state.analysis?.size_limit);
  if (size === undefined || limit === undefined) return null;
  const share = Math.min(size / limit, 1);
  return (
    <Tooltip content={`${size} of ${limit} bytes. Azure refuses a longer condition.`} relationship="description">
      <div className={styles.meter} tabIndex={0} role="group" aria-label="Size of the condition">
        <Caption1>
          {kilobytes(size)} of {kilobytes(limit)} KB
        </Caption1>
        {/* A bar that slides to each new size keeps the window painting for a third of a second after every key. */}
        <ProgressBar bar={{ style: { transitionDuration: "0s" } }} aria-label="Size" value={share} color={size > limit ? "error" : share > 0.9 ? "warning" : "brand"} />
      </div>
    </Tooltip>
  );
}
