import {
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { Failure } from "../../../components/Failure";
import { useHost } from "../../../host/context";
import type { ImportedCondition } from "../../../host/generated/ImportedCondition";
import { blank, useNewDraft } from "../draft/newDraft";
import type { DraftSession } from "../session/DraftSession";
import { Words } from "../../../components/Words";
import { comesAlong, fieldsOf, nothingSaid, staysEmpty } from "./imported";

const useStyles = makeStyles({
  surface: { maxWidth: "760px" },
  content: { display: "grid", gap: "12px" },
  text: { "& textarea": { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  file: { justifySelf: "start" },
  found: { display: "grid", minWidth: 0 },
  computed: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  preview: { color: tokens.colorNeutralForeground3, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", maxWidth: "620px" },
});

const hosts: Record<string, string> = {
  terraform: "Terraform",
  bicep: "Bicep",
  "arm-json": "ARM template",
  "role-assignment-json": "role assignment JSON",
  plain: "plain text",
};

/** Finds the conditions in whatever is pasted or opened, and starts with the one that is chosen. */
export function PasteDialog({ session, close }: { session: DraftSession | null; close: () => void }) {
  const styles = useStyles();
  const host = useHost();
  const newDraft = useNewDraft();
  const [text, setText] = useState("");
  const [fileName, setFileName] = useState<string | null>(null);
  const [found, setFound] = useState<ImportedCondition[]>([]);
  const [chosen, setChosen] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    if (text.trim() === "") {
      setFound([]);
      return;
    }
    let wanted = true;
    host.importConditions({ text, file_name: fileName }).then(
      (conditions) => {
        if (!wanted) return;
        setFound(conditions);
        setChosen(0);
        setFailure(null);
      },
      (thrown: unknown) => {
        if (!wanted) return;
        setFound([]);
        setFailure(thrown);
      },
    );
    return () => {
      wanted = false;
    };
  }, [host, text, fileName]);

  const open = (): void => {
    host.openTextFile().then(
      (file) => {
        if (file === null) return;
        setFileName(file.name);
        setText(file.text);
      },
      (thrown: unknown) => setFailure(thrown),
    );
  };
  const picked = found[chosen];
  const blankSession = session !== null && session.state().content.text.trim() === "";
  const use = (asNew: boolean): void => {
    const condition = picked?.text ?? text;
    close();
    const assignment = picked?.assignment ?? nothingSaid;
    if (session !== null && !asNew) {
      session.changeText(condition);
      session.changeContent(fieldsOf(assignment, session.state().content.principal_names));
    } else {
      const name = picked?.label.replace(/ \(.*\)$/, "") ?? fileName ?? "Pasted condition";
      void newDraft(name, { ...blank, ...fieldsOf(assignment, {}), text: condition });
    }
  };
  const assignment = picked?.assignment ?? nothingSaid;
  const [along, empty] = [comesAlong(assignment), staysEmpty(assignment)];
  const nothing = text.trim() !== "" && found.length === 0 && failure === null;
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Paste anything</DialogTitle>
          <DialogContent className={styles.content}>
            <Field label="A condition, Bicep, Terraform, an ARM template, a role assignment as JSON or an az script">
              <Textarea
                className={styles.text}
                autoFocus
                rows={10}
                resize="vertical"
                value={text}
                onChange={(_, data) => {
                  setText(data.value);
                  setFileName(null);
                }}
              />
            </Field>
            <Button className={styles.file} size="small" onClick={open}>
              Open a file…
            </Button>
            {failure !== null && <Failure what="This could not be read" error={failure} />}
            {nothing && (
              <MessageBar intent="info">
                <MessageBarBody>No condition was found in it. It can still be opened as it is, and the problem list says why.</MessageBarBody>
              </MessageBar>
            )}
            {found.length > 0 && (
              <Field label={found.length === 1 ? "Found one condition" : `Found ${found.length} conditions; choose one`}>
                <RadioGroup value={String(chosen)} onChange={(_, data) => setChosen(Number(data.value))}>
                  {found.map((condition, index) => (
                    <Radio
                      key={`${condition.span.start}:${condition.label}`}
                      value={String(index)}
                      label={
                        <span className={styles.found}>
                          {condition.label}
                          <Caption1 className={styles.preview}>
                            {hosts[condition.host] ?? condition.host}, line {condition.span.line}
                            {condition.template ? ", with placeholders" : ""}: {condition.text.replaceAll(/\s+/g, " ").slice(0, 160)}
                          </Caption1>
                        </span>
                      }
                    />
                  ))}
                </RadioGroup>
              </Field>
            )}
            {along !== null && <Caption1>{along}</Caption1>}
            {empty !== null && (
              <Caption1 className={styles.computed}>
                <Words text={empty} />
              </Caption1>
            )}
          </DialogContent>
          <DialogActions fluid>
            {session !== null && !blankSession && (
              <Button disabledFocusable={text.trim() === ""} onClick={() => text.trim() !== "" && use(false)}>
                Replace this draft's text
              </Button>
            )}
            <Button onClick={close}>Cancel</Button>
            <Button appearance="primary" disabledFocusable={text.trim() === ""} onClick={() => text.trim() !== "" && use(!blankSession)}>
              {blankSession ? "Use it" : "Open as a new draft"}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
