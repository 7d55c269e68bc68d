import { Caption1, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  footer: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalL, padding: "4px 12px", minHeight: "28px" },
  hint: { color: tokens.colorNeutralForeground3, flexGrow: 1 },
  size: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, flexShrink: 0 },
  bar: { width: "96px" },
  over: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** `1.2` for 1,229 bytes; the last byte before the limit does not read as the limit. */
export function kilobytes(bytes: number): string {
  return (Math.floor((bytes / 1024) * 10) / 10).toFixed(1);
}

interface CodeFooterProps {
  size: number;
  limit: number;
  hintId: string;
}

export function CodeFooter({ size, limit, hintId }: CodeFooterProps) {
  const styles = useStyles();
  const over = size > limit;
  const words = over
    ? `${(size - limit).toLocaleString("en")} bytes over the limit of ${limit / 1024} KB`
    : `${kilobytes(size)} of ${limit / 1024} KB`;
  const color = over ? "error" : size > limit * 0.9 ? "warning" : "brand";
  return (
    <div className={styles.footer}>
      <Caption1 id={hintId} className={styles.hint}>
        Escape, then Tab leaves the editor
      </Caption1>
      <div className={styles.size}>
        <Caption1 className={over ? styles.over : ""}>{words}</Caption1>
        <ProgressBar
          className={styles.bar}
          aria-label="Size of the condition"
          aria-valuetext={words}
          value={Math.min(size, limit)}
          max={limit}
          color={color}
          thickness="large"
        />
      </div>
    </div>
  );
}
