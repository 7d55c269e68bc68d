import { Button, Input, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useCommandHandlers } from "../../../components/commands/CommandProvider";
import { useNotifyFailure } from "../../../components/notify";
import { draftsKey } from "../../../host/queries";
import type { DraftSession } from "../session/DraftSession";

const useStyles = makeStyles({
  heading: { margin: 0, minWidth: 0, display: "flex" },
  name: { minWidth: 0, maxWidth: "320px", justifyContent: "flex-start", padding: "0 6px", flexShrink: 1 },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", color: tokens.colorNeutralForeground1 },
});

/** The draft's name; choosing it makes it a field. */
export function DraftName({ session, name }: { session: DraftSession; name: string }) {
  const styles = useStyles();
  const client = useQueryClient();
  const notifyFailure = useNotifyFailure();
  const [typed, setTyped] = useState<string | null>(null);
  useCommandHandlers({ "draft.rename": () => setTyped(name) });
  const commit = (): void => {
    const next = typed?.trim() ?? "";
    setTyped(null);
    if (next === "" || next === name) return;
    session.rename(next).then(
      () => void client.invalidateQueries({ queryKey: draftsKey }),
      (thrown: unknown) => notifyFailure("The draft was not renamed", thrown),
    );
  };
  if (typed === null) {
    return (
      <h1 className={styles.heading}>
        <Button className={styles.name} size="small" appearance="subtle" title={`${name}\nRename (F2)`} onClick={() => setTyped(name)}>
          <Subtitle2 className={styles.text}>{name}</Subtitle2>
        </Button>
      </h1>
    );
  }
  return (
    <Input
      size="small"
      aria-label="Name of the draft"
      autoFocus
      value={typed}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(_, data) => setTyped(data.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
