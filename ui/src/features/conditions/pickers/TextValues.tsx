import { Button, Field, Input, makeStyles, Tag, TagGroup } from "@fluentui/react-components";
import { useState } from "react";
import { useFocusOnMount } from "../../../components/useFocusOnMount";

const useStyles = makeStyles({
  root: { display: "grid", gap: "8px" },
  form: { display: "grid", gridTemplateColumns: "1fr auto", gap: "6px", alignItems: "end" },
  tags: { flexWrap: "wrap", gap: "4px" },
});

interface Props {
  valueType: string;
  multi: boolean;
  values: readonly string[];
  onAdd(value: string): void;
  onRemove(index: number): void;
  onSet(values: string[]): void;
}

/** Strings and numbers, typed. */
export function TextValues({ valueType, multi, values, onAdd, onRemove, onSet }: Props) {
  const styles = useStyles();
  const [text, setText] = useState(multi ? "" : (values[0] ?? ""));
  const field = useFocusOnMount();
  const number = valueType === "number";
  const ok = number ? /^-?\d+$/.test(text.trim()) : text !== "" || !multi;
  const submit = (): void => {
    if (!ok) return;
    const value = number ? text.trim() : text;
    if (multi) {
      if (!values.includes(value)) onAdd(value);
      setText("");
    } else {
      onSet([value]);
    }
  };
  return (
    <form
      className={styles.root}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.form}>
        <Field label={number ? "Number" : "Text"} validationMessage={text !== "" && !ok ? "Write a whole number" : null}>
          <Input
            size="small"
            ref={field}
            value={text}
            onChange={(_, data) => {
              setText(data.value);
              // One value needs no button: what is typed is what is meant.
              if (!multi && (!number || /^-?\d+$/.test(data.value.trim()))) onSet([number ? data.value.trim() : data.value]);
            }}
          />
        </Field>
        {multi && (
          <Button type="submit" size="small" disabledFocusable={!ok}>
            Add
          </Button>
        )}
      </div>
      {multi && values.length > 0 && (
        <TagGroup className={styles.tags} aria-label="Values" onDismiss={(_, { value }) => onRemove(values.indexOf(value))}>
          {values.map((value) => (
            <Tag key={value} value={value} size="small" dismissible dismissIcon={{ "aria-label": "remove" }}>
              {value === "" ? "(empty)" : value}
            </Tag>
          ))}
        </TagGroup>
      )}
    </form>
  );
}
