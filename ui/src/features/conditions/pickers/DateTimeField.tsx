import { Button, Caption1, Field, Input, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { useFocusOnMount } from "../../../components/useFocusOnMount";

const useStyles = makeStyles({ root: { display: "grid", gap: "8px" }, quick: { display: "flex", gap: "4px", flexWrap: "wrap" } });

const day = 86_400_000;

/** Azure reads date-times as UTC in ISO 8601. */
function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, ".0Z");
}

/** A point in time, as Azure writes it, with the usual distances as buttons. */
export function DateTimeField({ value, onSet }: { value: string; onSet: (value: string) => void }) {
  const styles = useStyles();
  const [text, setText] = useState(value);
  const field = useFocusOnMount();
  const time = Date.parse(text);
  const readable = !Number.isNaN(time);
  const set = (next: string): void => {
    setText(next);
    onSet(next);
  };
  return (
    <div className={styles.root}>
      <Field
        label="Date and time (UTC)"
        validationState={text === "" || readable ? "none" : "error"}
        validationMessage={text === "" || readable ? null : "Write it as 2026-12-31T17:00:00.0Z"}
      >
        <Input
          ref={field}
          value={text}
          placeholder="2026-12-31T17:00:00.0Z"
          onChange={(_, data) => setText(data.value)}
          onKeyDown={(event) => event.key === "Enter" && readable && set(text)}
          onBlur={() => readable && text !== value && set(text)}
        />
      </Field>
      {readable && <Caption1>{new Date(time).toLocaleString()} in your zone</Caption1>}
      <div className={styles.quick}>
        {[1, 7, 30, 90].map((days) => (
          <Button key={days} size="small" onClick={() => set(iso(Date.now() + days * day))}>
            in {days} {days === 1 ? "day" : "days"}
          </Button>
        ))}
      </div>
    </div>
  );
}
