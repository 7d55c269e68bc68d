import { Body1, Button, Caption1, Field, Input, makeStyles, Radio, RadioGroup, Textarea, tokens } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNotify, useNotifyFailure } from "../../components/notify";
import { When } from "../../components/When";
import { useHost } from "../../host/context";
import type { Annotation } from "../../host/generated/Annotation";
import type { AnnotationState } from "../../host/generated/AnnotationState";
import { reviewQuery, snapshotKey } from "../../host/queries";
import { AnnotationMark } from "../../components/authz/marks";
import { Section } from "./Section";

const useStyles = makeStyles({
  note: { display: "grid", gridTemplateColumns: "1fr auto", gap: "2px 8px", width: "100%" },
  quiet: { color: tokens.colorNeutralForeground3, gridColumn: "1 / -1" },
  form: { display: "grid", gap: "10px", width: "100%" },
});

interface Props {
  snapshot: number;
  rowKey: string;
  annotations: readonly Annotation[];
  changed(): void;
}

/** What reviewers noted about the assignment, and a form for the next note. Notes outlive the snapshot. */
export function Notes({ snapshot, rowKey, annotations, changed }: Props) {
  const styles = useStyles();
  const host = useHost();
  const client = useQueryClient();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const after = (): void => {
    changed();
    void client.invalidateQueries({ queryKey: reviewQuery(host, snapshot).queryKey });
    void client.invalidateQueries({ queryKey: ["rows", ...snapshotKey(snapshot)] });
  };
  const save = async (state: AnnotationState, note: string): Promise<boolean> => {
    try {
      await host.annotate({ snapshot, object: "role-assignment", key: rowKey, state, note });
      notify({ intent: "success", title: "Noted" });
      after();
      return true;
    } catch (thrown) {
      notifyFailure("The note could not be saved", thrown);
      return false;
    }
  };
  const remove = (id: number): void => {
    host.removeAnnotation({ id }).then(after, (thrown: unknown) => notifyFailure("The note could not be removed", thrown));
  };
  return (
    <Section title="Review">
      {annotations.map(({ id, state, note, author, at, expired }) => (
        <div key={id} className={styles.note}>
          <AnnotationMark state={state} />
          <Button size="small" appearance="subtle" icon={<DeleteRegular />} aria-label="Remove this note" onClick={() => remove(id)} />
          {note !== "" && <Body1>{note}</Body1>}
          <Caption1 className={styles.quiet}>
            {author} · <When at={at} />
            {expired && " · has run out"}
          </Caption1>
        </div>
      ))}
      <NoteForm key={rowKey} save={save} />
    </Section>
  );
}

type Choice = AnnotationState["kind"];

function NoteForm({ save }: { save(state: AnnotationState, note: string): Promise<boolean> }) {
  const styles = useStyles();
  const [kind, setKind] = useState<Choice>("reviewed");
  const [until, setUntil] = useState("");
  const [note, setNote] = useState("");
  const complete = kind === "reviewed" || (kind === "question" ? note.trim() !== "" : until !== "");
  const submit = async (): Promise<void> => {
    const saved = await save(kind === "accept-risk" ? { kind, until } : { kind }, note.trim());
    if (saved) setNote("");
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void submit();
      }}
    >
      <RadioGroup layout="horizontal" aria-label="Verdict" value={kind} onChange={(_, { value }) => setKind(value === "question" || value === "accept-risk" ? value : "reviewed")}>
        <Radio value="reviewed" label="Reviewed" />
        <Radio value="question" label="Question" />
        <Radio value="accept-risk" label="Accept the risk" />
      </RadioGroup>
      {kind === "accept-risk" && (
        <Field label="Until" required>
          <Input type="date" value={until} onChange={(_, data) => setUntil(data.value)} />
        </Field>
      )}
      <Field label="Note" required={kind === "question"}>
        <Textarea value={note} resize="vertical" onChange={(_, data) => setNote(data.value)} />
      </Field>
      <div>
        <Button size="small" type="submit" appearance="primary" disabled={!complete}>
          Save the note
        </Button>
      </div>
    </form>
  );
}
