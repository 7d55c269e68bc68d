import {
  Badge,
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
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { Failure } from "../../../components/Failure";
import { useHost } from "../../../host/context";
import type { Catalogue } from "../../../host/generated/Catalogue";
import type { TemplateEntry } from "../../../host/generated/TemplateEntry";
import type { TemplateMatch } from "../../../host/generated/TemplateMatch";
import { blank, useNewDraft } from "../draft/newDraft";
import type { DraftSession } from "../session/DraftSession";
import { TemplateForm } from "./TemplateForm";
import { TemplateGallery } from "./TemplateGallery";

const useStyles = makeStyles({
  surface: { maxWidth: "min(1100px, calc(100vw - 48px))", width: "100%" },
  columns: { display: "grid", gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)", gap: "20px", minHeight: "420px" },
  side: { display: "grid", gap: "12px", alignContent: "start", minWidth: 0 },
  preview: {
    margin: 0,
    padding: "10px",
    overflow: "auto",
    maxHeight: "52vh",
    minHeight: "200px",
    boxSizing: "border-box",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

interface Props {
  catalogue: Catalogue;
  session: DraftSession | null;
  /** The template chosen before, by name. */
  start: string | null;
  close(): void;
}

const nothing: Omit<TemplateMatch, "name"> = { roles: [], principal_types: [], principals: [], pairs: [] };

/** From a template to a draft: choose one, say for whom, and see the text it gives. */
export function TemplateDialog({ catalogue, session, start, close }: Props) {
  const styles = useStyles();
  const host = useHost();
  const newDraft = useNewDraft();
  const [template, setTemplate] = useState<TemplateEntry | null>(catalogue.templates.find(({ name }) => name === start) ?? null);
  const [filled, setFilled] = useState(nothing);
  const [names, setNames] = useState<Record<string, string>>({});
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const whole = template !== null && isWhole(template, filled);

  useEffect(() => {
    if (template === null || !whole) {
      setText(null);
      setFailure(null);
      return;
    }
    let wanted = true;
    host.buildTemplate({ name: template.name, ...filled }).then(
      (built) => {
        if (!wanted) return;
        setText(built.text);
        setFailure(null);
      },
      (thrown: unknown) => wanted && setFailure(thrown),
    );
    return () => {
      wanted = false;
    };
  }, [host, template, filled, whole]);

  const blankSession = session !== null && session.state().content.text.trim() === "";
  const use = (): void => {
    if (text === null || template === null) return;
    close();
    if (session !== null && blankSession) {
      session.changeContent({ principal_names: { ...session.state().content.principal_names, ...names } });
      session.changeText(text);
    } else {
      void newDraft(template.title, { ...blank, text, principal_names: names });
    }
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{template === null ? "Start from a template" : template.title}</DialogTitle>
          <DialogContent>
            {template === null ? (
              <TemplateGallery templates={catalogue.templates} onPick={setTemplate} />
            ) : (
              <div className={styles.columns}>
                <div className={styles.side}>
                  <Caption1>
                    {template.description} {template.portal && <Badge appearance="outline">also in the Azure portal</Badge>}
                  </Caption1>
                  <TemplateForm
                    template={template}
                    catalogue={catalogue}
                    filled={filled}
                    onChange={setFilled}
                    names={names}
                    nameIt={(id, name) => setNames((now) => ({ ...now, [id]: name }))}
                  />
                </div>
                <div className={styles.side}>
                  <Field label="The condition it gives">
                    <pre className={styles.preview} tabIndex={0} aria-label="The condition it gives">
                      {text ?? "Choose what is asked for at the left."}
                    </pre>
                  </Field>
                  {failure !== null && <Failure what="The template could not be filled" error={failure} />}
                </div>
              </div>
            )}
          </DialogContent>
          <DialogActions fluid>
            {template !== null && <Button onClick={() => setTemplate(null)}>Other templates</Button>}
            <Button onClick={close}>Cancel</Button>
            {template !== null && (
              <Button appearance="primary" disabledFocusable={text === null} onClick={use}>
                {blankSession ? "Use this condition" : "Open as a new draft"}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function isWhole(template: TemplateEntry, filled: Omit<TemplateMatch, "name">): boolean {
  return (
    (!template.needs_roles || filled.roles.length > 0) &&
    (!template.needs_principal_types || filled.principal_types.length > 0) &&
    (!template.needs_principals || filled.principals.length > 0) &&
    (!template.needs_pairs ||
      (filled.pairs.length > 0 && filled.pairs.every((pair) => pair.roles.length > 0 && pair.principals.length > 0)))
  );
}
