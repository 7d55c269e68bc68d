import { Button, Field, makeStyles, Radio, RadioGroup, Textarea, tokens, Combobox, Option, Dropdown } from "@fluentui/react-components";
import { FolderOpenRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { Failure } from "../../../../components/Failure";
import { useHost } from "../../../../host/context";
import { draftQuery, draftsQuery, importQuery } from "../../../../host/queries";

export interface Other {
  name: string;
  text: string;
}

const useStyles = makeStyles({
  side: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, minHeight: "120px" },
  found: { display: "flex", alignItems: "end", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  wide: { flexGrow: 1, minWidth: "220px" },
});

interface OtherSideProps {
  draftId: number;
  onOther: (other: Other | null) => void;
}

export function OtherSide({ draftId, onOther }: OtherSideProps) {
  const styles = useStyles();
  const [kind, setKind] = useState<"draft" | "pasted">("draft");
  return (
    <section className={styles.side} aria-label="Compare with">
      <Field label="Compare this draft with">
        <RadioGroup
          layout="horizontal"
          value={kind}
          onChange={(_, { value }) => {
            setKind(value === "pasted" ? "pasted" : "draft");
            onOther(null);
          }}
        >
          <Radio value="draft" label="another draft" />
          <Radio value="pasted" label="pasted text or a file" />
        </RadioGroup>
      </Field>
      {kind === "draft" ? <DraftChoice draftId={draftId} onOther={onOther} /> : <PastedText onOther={onOther} />}
    </section>
  );
}

function DraftChoice({ draftId, onOther }: OtherSideProps) {
  const host = useHost();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<number | null>(null);
  const drafts = useQuery(draftsQuery(host, ""));
  const draft = useQuery({ ...draftQuery(host, chosen ?? 0), enabled: chosen !== null });
  const report = useEffectEvent(onOther);
  useEffect(() => {
    if (draft.data !== undefined) report({ name: draft.data.name, text: draft.data.content.text });
  }, [draft.data]);
  if (drafts.isError) return <Failure what="The drafts could not be read" error={drafts.error} retry={() => void drafts.refetch()} />;
  if (draft.isError) return <Failure what="The draft could not be opened" error={draft.error} retry={() => void draft.refetch()} />;
  const others = (drafts.data ?? []).filter(({ id }) => id !== draftId);
  const fitting = others.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  const none = drafts.data !== undefined && others.length === 0;
  return (
    <Field label="Other draft" hint={none ? "There is no other draft; paste a condition instead" : ""}>
      <Combobox
        aria-label="Other draft"
        placeholder="Choose a draft"
        disabled={none}
        value={typed}
        selectedOptions={chosen === null ? [] : [String(chosen)]}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onOptionSelect={(_, { optionValue, optionText }) => {
          setTyped(optionText ?? "");
          setChosen(Number(optionValue));
        }}
      >
        {(fitting.length === 0 || chosen !== null ? others : fitting).map(({ id, name, preview }) => (
          <Option key={id} value={String(id)} text={name}>
            {preview === "" ? `${name} · empty` : name}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

/** Takes a condition, or any file that holds some: what is found is unescaped by the host. */
function PastedText({ onOther }: { onOther: (other: Other | null) => void }) {
  const styles = useStyles();
  const host = useHost();
  const [pasted, setPasted] = useState<{ text: string; file: string | null }>({ text: "", file: null });
  const [picked, setPicked] = useState(0);
  const [unread, setUnread] = useState<unknown>(null);
  const filled = pasted.text.trim() !== "";
  const found = useQuery({ ...importQuery(host, pasted.text, pasted.file), enabled: filled });
  const conditions = filled ? (found.data ?? []) : [];
  const condition = conditions[picked] ?? conditions[0];
  const report = useEffectEvent(onOther);
  useEffect(() => {
    report(condition === undefined ? null : { name: condition.host === "plain" ? "the pasted text" : condition.label, text: condition.text });
  }, [condition]);
  const openFile = async () => {
    try {
      const file = await host.openTextFile();
      if (file === null) return;
      setPicked(0);
      setPasted({ text: file.text, file: file.name });
    } catch (thrown) {
      setUnread(thrown);
    }
  };
  const empty = filled && found.data?.length === 0;
  return (
    <>
      <Field
        label="Condition, Bicep, Terraform, or JSON with a condition in it"
        {...(empty ? { validationState: "warning", validationMessage: "no condition found in this text" } : {})}
      >
        <Textarea
          resize="vertical"
          textarea={{ className: styles.text, spellCheck: false }}
          value={pasted.text}
          onChange={(_, { value }) => {
            setPicked(0);
            setPasted({ text: value, file: null });
          }}
        />
      </Field>
      <div className={styles.found}>
        <Button icon={<FolderOpenRegular />} onClick={() => void openFile()}>
          Open file
        </Button>
        {conditions.length > 1 && (
          <Field label={`${conditions.length} conditions found`} className={styles.wide}>
            <Dropdown
              value={condition?.label ?? ""}
              selectedOptions={[String(picked)]}
              onOptionSelect={(_, { optionValue }) => setPicked(Number(optionValue))}
            >
              {conditions.map(({ label, span }, index) => (
                <Option key={span.from} value={String(index)} text={label}>
                  {`${label} · line ${span.line}`}
                </Option>
              ))}
            </Dropdown>
          </Field>
        )}
      </div>
      {unread !== null && <Failure what="The file could not be read" error={unread} />}
      {found.isError && <Failure what="The text could not be searched for conditions" error={found.error} />}
    </>
  );
}
