import { Body1, makeStyles, Title3, tokens } from "@fluentui/react-components";
import { BeakerRegular, PersonKeyRegular } from "@fluentui/react-icons";
import { useCommandRegistry } from "../commands/CommandProvider";
import { Door, Doors } from "../Door";

const useStyles = makeStyles({
  page: { display: "grid", alignContent: "center", justifyItems: "center", height: "100%", overflowY: "auto", gap: "24px", padding: "24px", boxSizing: "border-box" },
  head: { display: "grid", gap: "6px", justifyItems: "center", textAlign: "center", maxWidth: "560px" },
  doors: { width: "560px", maxWidth: "100%" },
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
      <div className={styles.doors}>
        <TenantDoors />
      </div>
    </div>
  );
}

/** The doors alone; `then` is called when one was chosen. */
export function TenantDoors({ then }: { then?: () => void }) {
  const registry = useCommandRegistry();
  const open = (command: string) => () => {
    registry.run(command);
    then?.();
  };
  return (
    <Doors>
      <Door
        open={open("session.signIn")}
        icon={PersonKeyRegular}
        title="Sign in and read a tenant"
        text="With the browser, a device code, the Azure CLI, a service principal or a managed identity. Reader access is enough."
      />
      <Door
        open={open("session.demo")}
        icon={BeakerRegular}
        title="Open the demo tenant"
        text="Contoso, with a local Azure on this computer: people, delegates, guests, locks, vaults. Nothing is sent anywhere."
      />
    </Doors>
  );
}
