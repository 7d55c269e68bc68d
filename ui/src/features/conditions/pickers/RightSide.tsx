import { Button, Caption1, Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { AttributeChoice } from "../../../host/generated/AttributeChoice";
import type { AttributeEntry } from "../../../host/generated/AttributeEntry";
import type { Catalogue } from "../../../host/generated/Catalogue";
import { useFocusOnMount } from "../../../components/useFocusOnMount";
import { AttributePicker, keyMark } from "./AttributePicker";

const useStyles = makeStyles({
  root: { display: "grid", gap: "8px" },
  radios: { flexDirection: "row" },
  key: { display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "6px", alignItems: "end" },
  chosen: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

/** Ids of the attributes that the one on the left can be compared with: those of its kind that the clause's actions have. */
export function comparable(catalogue: Catalogue, available: readonly string[], left: string | null): readonly string[] {
  const entry = catalogue.attributes.find(({ id }) => id === left);
  // What nobody knows may be compared with anything.
  return entry === undefined ? available : available.filter((id) => entry.comparable.includes(id));
}

interface Props {
  catalogue: Catalogue;
  /** Ids of the attributes to offer. */
  fitting: readonly string[];
  /** The attribute on the right now, as it stands in the text. */
  chosen: AttributeChoice | null;
  /** Null where the switch went back to values. */
  onAttribute(attribute: AttributeChoice | null): void;
  /** Picks values. */
  children: ReactNode;
}

/** What a row is compared with: values, or another attribute. Where no attribute fits, there is nothing to switch. */
export function RightSide({ catalogue, fitting, chosen, onAttribute, children }: Props) {
  const styles = useStyles();
  const [side, setSide] = useState<"value" | "attribute">(chosen === null ? "value" : "attribute");
  const [keyed, setKeyed] = useState<AttributeEntry | null>(null);
  if (fitting.length === 0 && chosen === null) return children;
  return (
    <div className={styles.root}>
      <RadioGroup
        layout="horizontal"
        aria-label="Compare with"
        value={side}
        onChange={(_, data) => {
          setSide(data.value === "attribute" ? "attribute" : "value");
          setKeyed(null);
          if (data.value === "value") onAttribute(null);
        }}
      >
        <Radio value="value" label="Value" />
        <Radio value="attribute" label="Attribute" />
      </RadioGroup>
      {side === "value" && children}
      {side === "attribute" && chosen !== null && (
        <Caption1 className={styles.chosen}>
          @{chosen.source}[{chosen.text}]
        </Caption1>
      )}
      {side === "attribute" && keyed === null && (
        <AttributePicker
          catalogue={catalogue}
          available={fitting}
          onPick={(picked) => {
            if (picked.text.includes(keyMark)) setKeyed(picked);
            else onAttribute({ source: picked.source, text: picked.text });
          }}
        />
      )}
      {side === "attribute" && keyed !== null && (
        <KeyForm
          attribute={keyed}
          onKey={(key) => {
            setKeyed(null);
            onAttribute({ source: keyed.source, text: keyed.text.replace(keyMark, key) });
          }}
        />
      )}
    </div>
  );
}

function KeyForm({ attribute, onKey }: { attribute: AttributeEntry; onKey: (key: string) => void }) {
  const styles = useStyles();
  const [key, setKey] = useState("");
  const field = useFocusOnMount();
  const whole = key.trim() !== "";
  return (
    <form
      className={styles.key}
      onSubmit={(event) => {
        event.preventDefault();
        if (whole) onKey(key.trim());
      }}
    >
      <Field label={`Key of ${attribute.title}`}>
        <Input ref={field} size="small" value={key} onChange={(_, data) => setKey(data.value)} />
      </Field>
      <Button type="submit" size="small" disabledFocusable={!whole}>
        Use it
      </Button>
    </form>
  );
}
