import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from "@fluentui/react-components";
import { PersonAddRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCommandRegistry } from "../../components/commands/CommandProvider";
import { Failure } from "../../components/Failure";
import { SearchList, type SearchItem } from "../../components/SearchList";
import { usePull } from "../../components/snapshot/usePull";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import type { Account } from "../../host/generated/Account";
import { sessionQuery } from "../../host/queries";

const useStyles = makeStyles({ content: { display: "grid", gap: "10px" } });

/** Asks which tenant to read, as whom; the prompt names both. */
export function PullDialog({ close }: { close(): void }) {
  const styles = useStyles();
  const host = useHost();
  const registry = useCommandRegistry();
  const navigate = useNavigate();
  const pull = usePull();
  const session = useQuery(sessionQuery(host));
  const accounts = session.data?.accounts ?? [];
  const pick = async (key: string): Promise<void> => {
    const [account, tenant, name] = pairs(accounts).get(key) ?? [];
    if (account === undefined || tenant === undefined) return;
    close();
    const begun = await pull(`Reading ${name ?? tenant} could not begin`, () => host.startPull({ account, tenant }));
    if (begun !== null) await navigate({ to: "/snapshots", search: () => ({ snapshot: begun.snapshot }) });
  };
  const signIn = (): void => {
    close();
    registry.run("session.signIn");
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Take a snapshot</DialogTitle>
          <DialogContent className={styles.content}>
            {session.isError && <Failure what="The accounts could not be read" error={session.error} retry={() => void session.refetch()} />}
            {session.isPending && <Waiting label="Opening" />}
            {session.data !== undefined && accounts.length === 0 && <Body1>Nobody is signed in.</Body1>}
            {accounts.length > 0 && <SearchList label="Tenant to read" placeholder="Find a tenant" items={items(accounts)} onPick={(key) => void pick(key)} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button icon={<PersonAddRegular />} appearance={accounts.length === 0 ? "primary" : "secondary"} onClick={signIn}>
              Sign in…
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function pairs(accounts: readonly Account[]): Map<string, [account: string, tenant: string, name: string]> {
  return new Map(accounts.flatMap((account) => account.tenants.map((tenant) => [`${account.id} ${tenant.id}`, [account.id, tenant.id, tenant.name]])));
}

function items(accounts: readonly Account[]): SearchItem[] {
  return accounts.flatMap((account) =>
    account.tenants.map(({ id, name, domain, opened }) => ({
      key: `${account.id} ${id}`,
      title: name,
      detail: `as ${account.name}${domain === null ? "" : ` · ${domain}`}`,
      note: account.usable && opened ? undefined : "asks to sign in",
      group: account.name,
      words: id,
    })),
  );
}
