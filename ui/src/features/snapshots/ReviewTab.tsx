import { Body1, Button, Link, makeStyles, ProgressBar } from "@fluentui/react-components";
import { DocumentTextRegular, MarkdownRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Failure } from "../../components/Failure";
import { useNotify, useNotifyFailure } from "../../components/notify";
import { useCurrentSnapshot } from "../../components/snapshot/current";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import type { ReviewFormat } from "../../host/generated/ReviewFormat";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { reviewQuery } from "../../host/queries";

const useStyles = makeStyles({
  page: { height: "100%", overflowY: "auto", boxSizing: "border-box", padding: "16px", display: "grid", gap: "16px", alignContent: "start", maxWidth: "720px" },
  list: { display: "grid", gap: "6px", margin: 0, paddingLeft: "18px" },
  actions: { display: "flex", gap: "8px" },
});

/** How far the review of the privileged assignments is, and the report to hand on. */
export function ReviewTab({ snapshot }: { snapshot: SnapshotSummary }) {
  const styles = useStyles();
  const host = useHost();
  const navigate = useNavigate();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const { choose } = useCurrentSnapshot();
  const review = useQuery(reviewQuery(host, snapshot.id));
  const save = async (format: ReviewFormat): Promise<void> => {
    try {
      const file = await host.saveReview({ snapshot: snapshot.id, format });
      if (file !== null) notify({ intent: "success", title: "Report saved", body: file.path });
    } catch (thrown) {
      notifyFailure("The report could not be saved", thrown);
    }
  };
  const show = (filter: string): void => {
    choose(snapshot.id);
    void navigate({ to: "/access", search: () => ({ filter }) });
  };
  if (review.isError) return <Failure what="The review could not be read" error={review.error} retry={() => void review.refetch()} />;
  if (review.data === undefined) return <Waiting label="Reading the review" />;
  const { privileged, reviewed, questions, risks_accepted, risks_expired } = review.data;
  const settled = reviewed + risks_accepted - risks_expired;
  const lines: [number, string, string][] = [
    [Math.max(privileged - settled - questions, 0), "have not been looked at", "is:privileged -is:annotated"],
    [reviewed, "have been reviewed", "is:privileged is:reviewed"],
    [questions, "are in question", "is:privileged is:in-question"],
    [risks_accepted, risks_expired === 0 ? "are accepted risks" : `are accepted risks, of which ${risks_expired} have run out`, "is:privileged is:risk-accepted"],
  ];
  return (
    <div className={styles.page} tabIndex={0}>
      <Body1>
        {settled.toLocaleString("en")} of {privileged.toLocaleString("en")} privileged assignments are settled. Notes are written in the detail of an assignment
        and stay through later snapshots.
      </Body1>
      <ProgressBar value={privileged === 0 ? 1 : settled / privileged} aria-label="Settled" />
      <ul className={styles.list}>
        {lines.map(([count, words, filter]) => (
          <li key={filter}>
            <Link onClick={() => show(filter)}>
              {count.toLocaleString("en")} {words}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button icon={<DocumentTextRegular />} onClick={() => void save("html")}>
          Report as one HTML file…
        </Button>
        <Button icon={<MarkdownRegular />} onClick={() => void save("markdown")}>
          Report as Markdown…
        </Button>
      </div>
    </div>
  );
}
