import { makeStyles } from "@fluentui/react-components";
import { useState, type ClipboardEvent, type ReactNode } from "react";
import { useNotify, useNotifyFailure } from "../../../components/notify";
import { useHost } from "../../../host/context";
import type { DraftSession } from "../session/DraftSession";
import { Doors } from "./Doors";
import { comesAlong, fieldsOf, nothingSaid, staysEmpty } from "./imported";
import type { Door } from "./door";

const useStyles = makeStyles({ root: { flexGrow: 1, minHeight: 0, overflowY: "auto", display: "flex", flexDirection: "column" } });

interface Props {
  session: DraftSession;
  /** Whether the draft has no text yet. */
  blank: boolean;
  /** Whether building has been chosen already. */
  begun: boolean;
  openDoor(door: Door): void;
  /** The builder. It stays mounted from its first clause on, so that the focus stays in it. */
  children: ReactNode;
}

/** The builder, or while the draft is empty, the ways to begin. Pasting into the emptiness starts with what is pasted. */
export function BlankCanvas({ session, blank, begun, openDoor, children }: Props) {
  const styles = useStyles();
  const host = useHost();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const [building, setBuilding] = useState(begun);
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData("text/plain");
    if (!blank || text.trim() === "" || (event.target instanceof Element && event.target.closest("input, textarea") !== null)) return;
    event.preventDefault();
    host.importConditions({ text, file_name: null }).then(
      (found) => {
        const [first, ...others] = found;
        if (others.length > 0) {
          openDoor("paste");
          notify({ intent: "info", title: `${found.length} conditions found`, body: "Paste once more into the dialog to choose one." });
        } else {
          session.changeText(first?.text ?? text);
          const assignment = first?.assignment ?? nothingSaid;
          session.changeContent(fieldsOf(assignment, session.state().content.principal_names));
          const [along, empty] = [comesAlong(assignment), staysEmpty(assignment)];
          if (along !== null || empty !== null) notify({ intent: "info", title: "A role assignment was pasted", body: [along, empty].filter(Boolean).join(" ") });
        }
      },
      (thrown: unknown) => notifyFailure("What was pasted could not be read", thrown),
    );
  };
  return (
    <div className={styles.root} onPaste={onPaste}>
      {blank && !building && !begun ? <Doors open={openDoor} blank={() => setBuilding(true)} /> : children}
    </div>
  );
}
