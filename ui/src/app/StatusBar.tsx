import { Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CloudOffRegular } from "@fluentui/react-icons";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: "0 12px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    whiteSpace: "nowrap",
    overflow: "hidden",
  },
  item: { display: "flex", alignItems: "center", gap: "4px" },
  page: { fontSize: tokens.fontSizeBase200, marginLeft: "auto", display: "flex", gap: tokens.spacingHorizontalM },
});

/** How things stand: the connection, and what the page has to say. */
export function StatusBar({ className, place }: { className: string; place: (element: HTMLElement | null) => void }) {
  const styles = useStyles();
  return (
    <footer className={mergeClasses(className, styles.bar)}>
      <Caption1 className={styles.item}>
        <CloudOffRegular aria-hidden /> offline
      </Caption1>
      <Caption1>nothing is sent</Caption1>
      <div className={styles.page} ref={place} role="status" />
    </footer>
  );
}
