import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Failure } from "../../components/Failure";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import { sessionQuery } from "../../host/queries";
import { DoorForm } from "./DoorForm";
import { isComplete, startOf, type DoorFields } from "./door";
import { SignedIn } from "./SignedIn";
import { SignInStep } from "./SignInStep";
import { useSignIn } from "./useSignIn";

const useStyles = makeStyles({
  surface: { maxWidth: "560px" },
  content: { display: "grid", gap: "14px", alignContent: "start" },
});

/** Signs in to one tenant: chooses a door, goes through it, and offers to read what lies behind. */
export function SignInDialog({ close }: { close(): void }) {
  const styles = useStyles();
  const session = useQuery(sessionQuery(useHost()));
  const [fields, setFields] = useState<DoorFields>({ kind: "browser", cloud: "", tenant: "", remember: true, clientId: "", secret: "", certificate: null });
  const { step, failure, start, cancel, again } = useSignIn();
  const clouds = session.data?.clouds ?? [];
  const cloud = fields.cloud === "" ? (clouds[0]?.id ?? "") : fields.cloud;
  const leave = (): void => {
    void cancel();
    close();
  };
  return (
    <Dialog open modalType="modal" onOpenChange={(_, { open }) => !open && leave()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{step?.kind === "done" ? `Signed in to ${step.tenant.name}` : "Sign in to a tenant"}</DialogTitle>
          <DialogContent className={styles.content}>
            {session.isError && <Failure what="The accounts could not be read" error={session.error} retry={() => void session.refetch()} />}
            {session.isPending && <Waiting label="Opening" />}
            {failure !== null && <Failure what="Signing in did not work" error={failure} />}
            {step === null && session.data !== undefined && (
              <>
                <Body1>Only this tenant is asked for. What is read stays on this computer; tokens stay in memory{fields.remember ? " and the operating system's keyring" : ""}.</Body1>
                <DoorForm fields={{ ...fields, cloud }} clouds={clouds} change={(part) => setFields((now) => ({ ...now, ...part }))} />
              </>
            )}
            {step?.kind === "done" ? <SignedIn account={step.account} tenant={step.tenant} close={close} /> : step !== null && <SignInStep step={step} />}
          </DialogContent>
          {step?.kind !== "done" && (
            <DialogActions>
              {step === null ? (
                <Button onClick={leave}>Cancel</Button>
              ) : (
                <Button onClick={() => void cancel().then(again)}>Choose another way</Button>
              )}
              {step === null && (
                <Button appearance="primary" disabled={!isComplete(fields)} onClick={() => void start(startOf({ ...fields, cloud }))}>
                  Sign in
                </Button>
              )}
            </DialogActions>
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
