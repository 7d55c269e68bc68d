import { Button, Field, Input, makeStyles, Select, Subtitle2 } from "@fluentui/react-components";
import { useState } from "react";
import type { AttributeChoice } from "../../../host/generated/AttributeChoice";
import type { AttributeEntry } from "../../../host/generated/AttributeEntry";
import type { Catalogue } from "../../../host/generated/Catalogue";
import { AttributePicker, keyMark } from "./AttributePicker";
import { comparable, RightSide } from "./RightSide";
import { ValueEditor } from "./ValueEditor";

const useStyles = makeStyles({
  root: { display: "grid", gap: "8px" },
  foot: { display: "flex", gap: "8px", justifyContent: "flex-end" },
});

export type NewExpression =
  | { kind: "comparison"; attribute: AttributeChoice; operator: string; values: string[]; right: AttributeChoice | null }
  | { kind: "exists"; attribute: AttributeChoice; negated: boolean };

interface Props {
  catalogue: Catalogue;
  available: readonly string[];
  names: Readonly<Record<string, string | undefined>>;
  nameIt(id: string, name: string): void;
  /** What the button that ends it says. */
  done?: string;
  /** True where the attribute alone is enough, and has been taken. */
  keeps?: (attribute: AttributeEntry) => boolean;
  onAdd(expression: NewExpression): void;
}

/** A new expression in two steps: the attribute, then operator and values; it is written only when it is whole. */
export function AddExpression(props: Props) {
  const [attribute, setAttribute] = useState<AttributeEntry | null>(null);
  if (attribute === null) {
    return <AttributePicker catalogue={props.catalogue} available={props.available} onPick={(picked) => props.keeps?.(picked) !== true && setAttribute(picked)} />;
  }
  return <Second {...props} attribute={attribute} back={() => setAttribute(null)} />;
}

const exists = "exists";
const missing = "does not exist";

function Second({ attribute, catalogue, available, names, nameIt, keeps, onAdd, back, done = "Add expression" }: Props & { attribute: AttributeEntry; back: () => void }) {
  const styles = useStyles();
  const [operator, setOperator] = useState(attribute.operators[0]?.name ?? exists);
  const [values, setValues] = useState<string[]>([]);
  const [right, setRight] = useState<AttributeChoice | null>(null);
  const [key, setKey] = useState("");
  const choice = attribute.operators.find(({ name }) => name === operator);
  const needsKey = attribute.text.includes(keyMark);
  const whole = (!needsKey || key.trim() !== "") && (choice === undefined || values.length > 0 || right !== null);
  const add = (): void => {
    if (!whole) return;
    const written = { source: attribute.source, text: attribute.text.replace(keyMark, key.trim()) };
    if (choice === undefined) onAdd({ kind: "exists", attribute: written, negated: operator === missing });
    else onAdd({ kind: "comparison", attribute: written, operator, values: choice.takes_set ? values : values.slice(0, 1), right });
  };
  return (
    <div className={styles.root} onKeyDown={(event) => event.key === "Enter" && event.ctrlKey && add()}>
      <Subtitle2>{attribute.title}</Subtitle2>
      {needsKey && (
        <Field label="Key">
          <Input size="small" value={key} onChange={(_, data) => setKey(data.value)} />
        </Field>
      )}
      <Select size="small" aria-label="Operator" value={operator} title={operator} onChange={(_, data) => setOperator(data.value)}>
        {attribute.operators.map(({ name, words }) => (
          <option key={name} value={name} title={name}>
            {words}
          </option>
        ))}
        {attribute.exists && <option value={exists}>exists</option>}
        {attribute.exists && <option value={missing}>does not exist</option>}
      </Select>
      {choice !== undefined && (
        <RightSide catalogue={catalogue} fitting={keeps === undefined ? comparable(catalogue, available, attribute.id) : []} chosen={right} onAttribute={setRight}>
          <ValueEditor
            key={String(choice.takes_set)}
            catalogue={catalogue}
            valueType={attribute.value_type}
            choices={attribute.values}
            multi={choice.takes_set}
            values={values}
            names={names}
            nameIt={nameIt}
            onAdd={(value) => setValues((now) => [...now, value])}
            onRemove={(index) => setValues((now) => now.toSpliced(index, 1))}
            onSet={setValues}
          />
        </RightSide>
      )}
      <div className={styles.foot}>
        <Button size="small" onClick={back}>
          Back
        </Button>
        <Button size="small" appearance="primary" disabledFocusable={!whole} title="Ctrl+Enter" onClick={add}>
          {done}
        </Button>
      </div>
    </div>
  );
}
