import { Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CloudCheckmarkRegular, CloudOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useHost } from "../host/context";
import { sessionQuery } from "../host/queries";
import { PullStatus } from "./PullStatus";

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
      <TenantStatus />
      <div className={styles.page} ref={place} role="status" />
    </footer>
  );
}

/** Who is signed in, that nothing is written, and what is being read. */
function TenantStatus() {
  const styles = useStyles();
  const session = useQuery(sessionQuery(useHost())).data;
  const usable = session?.accounts.filter((account) => account.usable) ?? [];
  return (
    <>
      {usable.length === 0 ? (
        <Caption1 className={styles.item}>
          <CloudOffRegular aria-hidden /> offline
        </Caption1>
      ) : (
        <Caption1 className={styles.item} title={usable.map(({ name }) => name).join(", ")}>
          <CloudCheckmarkRegular aria-hidden /> {usable.length === 1 ? usable[0]?.name : `${usable.length} accounts`}
        </Caption1>
      )}
      {session?.may_write !== true && (
        <Caption1 className={styles.item}>
          <EyeRegular aria-hidden /> read-only
        </Caption1>
      )}
      <PullStatus />
    </>
  );
}
