import {
  Button,
  Caption1,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  mergeClasses,
  OverlayDrawer,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useCallback, useEffect, useState } from "react";
import { Failure } from "../../../components/Failure";
import { useHost } from "../../../host/context";
import type { DraftRevision } from "../../../host/generated/DraftRevision";
import type { DraftSession } from "../session/DraftSession";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: "2px" },
  step: { width: "100%", justifyContent: "flex-start", textAlign: "left", padding: "4px 8px", height: "auto" },
  current: { backgroundColor: tokens.colorNeutralBackground1Selected, "& span": { color: tokens.colorNeutralForeground1Selected } },
  words: { display: "grid", minWidth: 0 },
  preview: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    color: tokens.colorNeutralForeground3,
    fontFamily: tokens.fontFamilyMonospace,
  },
});

/** Every step of the draft, newest first; choosing one goes there, and the later ones stay to be redone. */
export function HistoryDrawer({ session, close }: { session: DraftSession; close: () => void }) {
  const styles = useStyles();
  const host = useHost();
  const [revisions, setRevisions] = useState<DraftRevision[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const read = useCallback(async () => {
    try {
      await session.flush();
      setRevisions(await host.draftHistory({ id: session.state().id }));
      setFailure(null);
    } catch (thrown) {
      setFailure(thrown);
    }
  }, [host, session]);
  useEffect(() => void read(), [read]);
  const go = async (revision: number): Promise<void> => {
    try {
      await session.goTo(revision);
      await read();
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  return (
    <OverlayDrawer open position="end" modalType="non-modal" onOpenChange={(_, { open }) => !open && close()}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} onClick={close} />}>History</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {failure !== null && <Failure what="The history could not be read" error={failure} retry={() => void read()} />}
        <ol className={styles.list}>
          {revisions.map((revision, index) => (
            <li key={revision.revision}>
              <Button
                appearance="subtle"
                className={mergeClasses(styles.step, revision.current && styles.current)}
                aria-current={revision.current ? "step" : undefined}
                onClick={() => void go(revision.revision)}
              >
                <span className={styles.words}>
                  <span title={revision.at}>
                    {new Date(revision.at).toLocaleString()}
                    {revision.current ? " · shown" : ""}
                  </span>
                  <Caption1 className={styles.preview}>{changeWords(revision, revisions[index + 1])}</Caption1>
                </span>
              </Button>
            </li>
          ))}
        </ol>
      </DrawerBody>
    </OverlayDrawer>
  );
}

/** What a step changed, in a few words. */
function changeWords({ content }: DraftRevision, before: DraftRevision | undefined): string {
  if (before === undefined) return "begun";
  const [old, now] = [before.content.text, content.text];
  if (old === now) return "details changed, text as before";
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const added = now.slice(start, now.length - end).replaceAll(/\s+/g, " ").trim();
  const removed = old.slice(start, old.length - end).replaceAll(/\s+/g, " ").trim();
  return [removed === "" ? "" : `− ${removed.slice(0, 40)}`, added === "" ? "" : `+ ${added.slice(0, 40)}`].filter(Boolean).join("  ") || "spacing changed";
}
