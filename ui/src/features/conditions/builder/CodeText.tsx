import { Caption1, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { useState } from "react";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: "2px", width: "100%" },
  text: { "& textarea": { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  why: { color: tokens.colorNeutralForeground3 },
});

/** A part that the builder does not understand: kept and edited as text. */
export function CodeText({ text, why, readOnly, onCommit }: { text: string; why: string; readOnly: boolean; onCommit: (text: string) => void }) {
  const styles = useStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    if (typed !== null && typed !== text) onCommit(typed);
    setTyped(null);
  };
  return (
    <div className={styles.root}>
      <Textarea
        className={styles.text}
        aria-label="Condition code"
        tabIndex={-1}
        readOnly={readOnly}
        resize="vertical"
        rows={Math.min(text.split("\n").length, 12)}
        value={typed ?? text}
        onChange={(_, data) => setTyped(data.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.ctrlKey) commit();
          if (event.key === "Escape") setTyped(null);
        }}
      />
      <Caption1 className={styles.why}>Kept as text: {why}</Caption1>
    </div>
  );
}
