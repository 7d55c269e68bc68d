import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { useNotifyFailure } from "../../components/notify";
import { whenOf } from "../../components/time";
import { useHost } from "../../host/context";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { snapshotsQuery } from "../../host/queries";

/** Asks before a snapshot is deleted: what Azure has changed since cannot be read again. */
export function DeleteDialog({ snapshot, close }: { snapshot: SnapshotSummary; close(): void }) {
  const host = useHost();
  const client = useQueryClient();
  const notifyFailure = useNotifyFailure();
  const remove = async (): Promise<void> => {
    try {
      await host.deleteSnapshot({ snapshot: snapshot.id });
      await client.invalidateQueries({ queryKey: snapshotsQuery(host).queryKey });
      close();
    } catch (thrown) {
      notifyFailure("The snapshot could not be deleted", thrown);
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Delete this snapshot?</DialogTitle>
          <DialogContent>
            <Body1>
              The snapshot of {snapshot.tenant.name} of {whenOf(snapshot.started_at)} cannot be read again: Azure keeps no state of the past. Notes stay; they
              belong to the tenant. Export it first to keep it.
            </Body1>
          </DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={close}>
              Keep it
            </Button>
            <Button appearance="primary" onClick={() => void remove()}>
              Delete the snapshot
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
