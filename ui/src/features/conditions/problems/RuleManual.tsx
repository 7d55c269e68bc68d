import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { Failure } from "../../../components/Failure";
import { Waiting } from "../../../components/Waiting";
import { useHost } from "../../../host/context";

const useStyles = makeStyles({ text: { whiteSpace: "pre-wrap", fontFamily: tokens.fontFamilyBase, margin: 0 } });

/** The manual page of one rule. */
export function RuleManual({ code, close }: { code: string; close: () => void }) {
  const styles = useStyles();
  const host = useHost();
  const manual = useQuery({ queryKey: ["rule-manual", code], queryFn: () => host.ruleManual({ code }), staleTime: Infinity });
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Rule {code}</DialogTitle>
          <DialogContent tabIndex={0}>
            {manual.isError && <Failure what="The manual page could not be read" error={manual.error} />}
            {manual.isPending && <Waiting label="Reading" />}
            {manual.data !== undefined && <pre className={styles.text}>{manual.data.text}</pre>}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
