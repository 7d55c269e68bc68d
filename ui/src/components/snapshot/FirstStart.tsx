import { Body1, Card, CardHeader, makeStyles, Subtitle2, Title3, tokens } from "@fluentui/react-components";
import { BeakerRegular, PersonKeyRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { useCommandRegistry } from "../commands/CommandProvider";

const useStyles = makeStyles({
  page: { display: "grid", alignContent: "center", justifyItems: "center", height: "100%", overflowY: "auto", gap: "24px", padding: "24px", boxSizing: "border-box" },
  head: { display: "grid", gap: "6px", justifyItems: "center", textAlign: "center", maxWidth: "560px" },
  doors: { display: "flex", flexWrap: "wrap", gap: "16px", justifyContent: "center" },
  door: { width: "300px", minHeight: "148px" },
  icon: { fontSize: "28px", color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Two ways in while nothing has been read: the user's own tenant, or the demo tenant. */
export function FirstStart({ pulling }: { pulling: boolean }) {
  const styles = useStyles();
  if (pulling) {
    return (
      <div className={styles.page}>
        <div className={styles.head}>
          <Title3 as="h1">The first snapshot is being read</Title3>
          <Body1 className={styles.quiet}>How far it is stands below. This page opens when it is done; drafts can be worked on meanwhile.</Body1>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <Title3 as="h1">Nothing has been read yet</Title3>
        <Body1 className={styles.quiet}>
          A snapshot holds everything in a tenant that bears on authorization, so that it can be searched, compared and reviewed offline. Reading changes
          nothing in Azure, and what is read stays on this computer.
        </Body1>
      </div>
      <TenantDoors />
    </div>
  );
}

/** The doors alone; `then` is called when one was chosen. */
export function TenantDoors({ then }: { then?: () => void }) {
  const styles = useStyles();
  const registry = useCommandRegistry();
  const open = (command: string) => () => {
    registry.run(command);
    then?.();
  };
  return (
    <div className={styles.doors}>
      <Door open={open("session.signIn")} icon={<PersonKeyRegular className={styles.icon} />} title="Sign in and read a tenant" words="With the browser, a device code, the Azure CLI, a service principal or a managed identity. Reader access is enough." />
      <Door open={open("session.demo")} icon={<BeakerRegular className={styles.icon} />} title="Open the demo tenant" words="Contoso, with a local Azure on this computer: people, delegates, guests, locks, vaults. Nothing is sent anywhere." />
    </div>
  );
}

function Door({ open, icon, title, words }: { open: () => void; icon: ReactElement; title: string; words: string }) {
  const styles = useStyles();
  return (
    <Card
      className={styles.door}
      focusMode="off"
      role="button"
      tabIndex={0}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open();
      }}
    >
      <CardHeader image={icon} header={<Subtitle2>{title}</Subtitle2>} />
      <Body1 className={styles.quiet}>{words}</Body1>
    </Card>
  );
}
