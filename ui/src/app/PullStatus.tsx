import { Button, Caption1, makeStyles, ProgressBar } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useNotifyFailure } from "../components/notify";
import { pullWords } from "../components/snapshot/pullWords";
import { useHost } from "../host/context";
import { pullsQuery } from "../host/queries";

const useStyles = makeStyles({
  pull: { display: "flex", alignItems: "center", gap: "8px", minWidth: 0 },
  words: { overflow: "hidden", textOverflow: "ellipsis", fontVariantNumeric: "tabular-nums" },
  bar: { width: "96px", flexShrink: 0 },
  button: { minWidth: 0, height: "20px", padding: "0 6px" },
});

/** Pulls that are under way: how far, how fast, how long still, and a way to cancel. */
export function PullStatus() {
  const styles = useStyles();
  const host = useHost();
  const navigate = useNavigate();
  const notifyFailure = useNotifyFailure();
  const pulls = useQuery(pullsQuery(host)).data ?? [];
  return pulls.map((pull) => (
    <span key={pull.snapshot} className={styles.pull}>
      <ProgressBar className={styles.bar} {...(pull.fraction === null ? {} : { value: pull.fraction })} aria-label={`Reading ${pull.tenant}`} aria-valuetext={pullWords(pull)} />
      <Button className={styles.button} size="small" appearance="transparent" onClick={() => void navigate({ to: "/snapshots", search: () => ({ snapshot: pull.snapshot }) })}>
        <Caption1 className={styles.words}>
          {pull.tenant}: {pullWords(pull)}
        </Caption1>
      </Button>
      <Button
        className={styles.button}
        size="small"
        disabled={pull.state.kind === "cancelling"}
        onClick={() => void host.cancelPull({ snapshot: pull.snapshot }).catch((thrown: unknown) => notifyFailure("Reading could not be cancelled", thrown))}
      >
        Cancel
      </Button>
    </span>
  ));
}
