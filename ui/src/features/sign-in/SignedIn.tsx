import { Body1, Button, makeStyles, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";
import { usePull } from "../../components/snapshot/usePull";
import { useHost } from "../../host/context";
import type { Account } from "../../host/generated/Account";
import type { Tenant } from "../../host/generated/Tenant";

const useStyles = makeStyles({ actions: { display: "flex", gap: "8px", justifyContent: "flex-end" } });

/** Who is signed in where, and the next thing to do: read the tenant. */
export function SignedIn({ account, tenant, close }: { account: Account; tenant: Tenant; close(): void }) {
  const styles = useStyles();
  const host = useHost();
  const pull = usePull();
  const [chosen, setChosen] = useState(tenant.id);
  const name = account.tenants.find(({ id }) => id === chosen)?.name ?? tenant.name;
  const begin = async (): Promise<void> => {
    const begun = await pull(`Reading ${name} could not begin`, () => host.startPull({ account: account.id, tenant: chosen }));
    if (begun !== null) close();
  };
  return (
    <>
      <Body1>
        {account.name} may read {account.tenants.length > 1 ? "these tenants" : tenant.name}. Reading changes nothing in Azure; it can be cancelled and resumed at any time.
      </Body1>
      {account.tenants.length > 1 && (
        <RadioGroup aria-label="Tenant to read" value={chosen} onChange={(_, { value }) => setChosen(value)}>
          {account.tenants.map(({ id, name, domain }) => (
            <Radio key={id} value={id} label={domain === null ? name : `${name} (${domain})`} />
          ))}
        </RadioGroup>
      )}
      <div className={styles.actions}>
        <Button onClick={close}>Later</Button>
        <Button appearance="primary" onClick={() => void begin()}>
          Take a snapshot of {name}
        </Button>
      </div>
    </>
  );
}
