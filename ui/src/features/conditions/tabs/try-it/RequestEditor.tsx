import { Button, Dropdown, Field, makeStyles, Option, tokens, Tooltip } from "@fluentui/react-components";
import { AddRegular, BracesRegular, DeleteRegular, FormRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { Request } from "../../../../host/generated/Request";
import type { Workbench } from "../../workbench";
import { PickOrType, type Choice } from "../shared/PickOrType";
import { RequestJson } from "./RequestJson";
import { clash, rowsOf, sources, typedValue, valueText, withRows, type AttributeRow } from "./requestRows";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  row: { display: "grid", gridTemplateColumns: "112px minmax(80px, 1fr) minmax(80px, 1fr) 28px", gap: tokens.spacingHorizontalXS, alignItems: "center" },
  narrow: { minWidth: 0 },
  bar: { display: "flex", gap: tokens.spacingHorizontalS },
});

interface RequestEditorProps {
  request: Request;
  workbench: Workbench;
  onChange: (request: Request) => void;
}

export function RequestEditor({ request, workbench, onChange }: RequestEditorProps) {
  const styles = useStyles();
  const [json, setJson] = useState(false);
  const { actions, attributes } = workbench.catalogue;
  const rows = rowsOf(request);
  const change = (next: AttributeRow[]) => {
    if (!clash(next)) onChange(withRows(request, next));
  };
  const addRow = () => {
    const used = new Set(rows.map(({ source, name }) => `${source}:${name}`.toLowerCase()));
    const entry = attributes.find(({ id, text }) => !used.has(id.toLowerCase()) && !text.includes("<key>"));
    const source = sources.find((name) => name === entry?.source) ?? "Request";
    change([...rows, { source, name: entry?.text ?? "attribute", value: entry?.values[0] ?? "" }]);
  };
  const actionChoices = [...new Map(actions.map((entry) => [entry.action, entry])).values()].map(
    ({ action, title, service }): Choice => ({ value: action, text: action, detail: `${service}: ${title}` }),
  );
  const suboperations = [...new Set(actions.flatMap(({ suboperation }) => suboperation ?? []))];
  const toggle = (
    <Button
      size="small"
      appearance="subtle"
      icon={json ? <FormRegular /> : <BracesRegular />}
      onClick={() => setJson(!json)}
    >
      {json ? "Edit as form" : "Edit as JSON"}
    </Button>
  );
  if (json) {
    return (
      <div className={styles.form}>
        <RequestJson request={request} onChange={onChange} />
        <div className={styles.bar}>{toggle}</div>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <Field label="Action" size="small">
        <PickOrType
          label="Action"
          value={request.action ?? ""}
          options={actionChoices}
          onChange={(action) => onChange({ ...request, action: action === "" ? null : action })}
        />
      </Field>
      <Field label="Suboperation" size="small">
        <PickOrType
          label="Suboperation"
          placeholder="none"
          value={request.suboperation ?? ""}
          options={suboperations.map((name) => ({ value: name, text: name }))}
          onChange={(name) => onChange({ ...request, suboperation: name === "" ? null : name })}
        />
      </Field>
      {rows.map((row, index) => (
        <AttributeFields
          key={index}
          row={row}
          workbench={workbench}
          onChange={(changed) => change(rows.with(index, changed))}
          onRemove={() => change(rows.toSpliced(index, 1))}
        />
      ))}
      <div className={styles.bar}>
        <Button size="small" icon={<AddRegular />} onClick={addRow}>
          Add attribute
        </Button>
        {toggle}
      </div>
    </div>
  );
}

interface AttributeFieldsProps {
  row: AttributeRow;
  workbench: Workbench;
  onChange: (row: AttributeRow) => void;
  onRemove: () => void;
}

function AttributeFields({ row, workbench, onChange, onRemove }: AttributeFieldsProps) {
  const styles = useStyles();
  const { catalogue, content } = workbench;
  const offered = catalogue.attributes.filter(({ source }) => source === row.source);
  const entry = offered.find(({ text }) => text.toLowerCase() === row.name.toLowerCase());
  const title = entry?.title ?? row.name;
  const values: Choice[] =
    entry?.value_type === "role"
      ? catalogue.roles.map(({ id, name }) => ({ value: id, text: name }))
      : entry?.value_type === "principal"
        ? Object.entries(content.principal_names).map(([id, name]) => ({ value: id, text: name }))
        : (entry?.values ?? []).map((value) => ({ value, text: value }));
  return (
    <div className={styles.row} role="group" aria-label={`${row.source} ${title}`}>
      <Dropdown
        size="small"
        className={styles.narrow}
        aria-label="Source"
        value={row.source}
        selectedOptions={[row.source]}
        onOptionSelect={(_, { optionValue }) => {
          const source = sources.find((name) => name === optionValue);
          if (source !== undefined) onChange({ ...row, source });
        }}
      >
        {sources.map((source) => (
          <Option key={source} value={source}>
            {source}
          </Option>
        ))}
      </Dropdown>
      <PickOrType
        label="Attribute"
        value={row.name}
        options={offered.map(({ text, title }) => ({ value: text, text: title, detail: text }))}
        onChange={(name) => name !== "" && onChange({ ...row, name })}
      />
      <PickOrType
        label={`Value of ${title}`}
        value={valueText(row.value)}
        options={values}
        onChange={(text) => onChange({ ...row, value: typedValue(text, entry?.value_type, row.value) })}
      />
      <Tooltip relationship="label" content={`Leave out ${title}`}>
        <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={onRemove} />
      </Tooltip>
    </div>
  );
}
