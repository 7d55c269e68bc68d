import { Button, Caption1, Field, Input, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { SearchList } from "../../../components/SearchList";
import { useFocusOnMount } from "../../../components/useFocusOnMount";
import { idKey, isGuid } from "../builder/words";

const useStyles = makeStyles({ root: { display: "grid", gap: "8px" }, form: { display: "grid", gap: "6px" } });

interface Props {
  multi: boolean;
  values: readonly string[];
  names: Readonly<Record<string, string | undefined>>;
  onAdd(value: string): void;
  onRemove(index: number): void;
  onSet(values: string[]): void;
  nameIt(id: string, name: string): void;
}

/** Principals by object id. A name typed here is kept with the draft and never leaves this machine. */
export function PrincipalPicker({ multi, values, names, onAdd, onRemove, onSet, nameIt }: Props) {
  const styles = useStyles();
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const field = useFocusOnMount();
  const at = (other: string): number => values.findIndex((value) => idKey(value) === idKey(other));
  const known = [...new Set([...values, ...Object.keys(names)])];
  const items = known.map((key) => ({ key, title: names[key] ?? key, ...(names[key] === undefined ? {} : { detail: key }) }));
  const ok = isGuid(id.trim());
  const toggle = (key: string): void => {
    if (!multi) onSet([key]);
    else if (at(key) >= 0) onRemove(at(key));
    else onAdd(key);
  };
  const add = (): void => {
    if (!ok) return;
    const key = id.trim();
    if (name.trim() !== "") nameIt(key, name.trim());
    if (at(key) < 0) toggle(key);
    setId("");
    setName("");
  };
  return (
    <div className={styles.root}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field
          label="Object ID"
          validationState={id === "" || ok ? "none" : "warning"}
          validationMessage={id === "" || ok ? null : "An object ID looks like 4aa1b9b8-0d3c-4b0a-9f2a-0f6c54c2ea01"}
        >
          <Input size="small" ref={field} value={id} onChange={(_, data) => setId(data.value)} />
        </Field>
        <Field label="Name (optional, kept with this draft)">
          <Input size="small" value={name} onChange={(_, data) => setName(data.value)} />
        </Field>
        <Button type="submit" size="small" appearance="primary" disabledFocusable={!ok} style={{ justifySelf: "start" }}>
          {at(id.trim()) >= 0 ? "Name it" : "Add principal"}
        </Button>
      </form>
      {items.length > 0 ? (
        <SearchList
          label="Principals of this draft"
          placeholder="Principals of this draft"
          items={items}
          chosen={new Set(items.filter((item) => at(item.key) >= 0).map((item) => item.key))}
          onPick={toggle}
        />
      ) : (
        <Caption1>Object IDs stand on the principal's page in Microsoft Entra ID.</Caption1>
      )}
    </div>
  );
}
