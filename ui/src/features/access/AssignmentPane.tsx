import { Body1, Caption1, Divider, makeStyles, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { Failure } from "../../components/Failure";
import { DetailPane } from "../../components/panes/DetailPane";
import { ScopeBreadcrumb } from "../../components/ScopeBreadcrumb";
import { Waiting } from "../../components/Waiting";
import { When } from "../../components/When";
import { Words } from "../../components/Words";
import { useHost } from "../../host/context";
import type { AssignmentDetail } from "../../host/generated/AssignmentDetail";
import type { AssignmentsOf } from "../../host/generated/AssignmentsOf";
import { assignmentQuery } from "../../host/queries";
import { PrincipalSection, RoleSection } from "./cards";
import { ConditionSection } from "./ConditionSection";
import { PrincipalMark } from "../../components/authz/marks";
import { Notes } from "./Notes";
import { Section } from "./Section";
import { stateWords } from "../../components/authz/words";

const useStyles = makeStyles({
  stack: { display: "grid", gap: "16px" },
  facts: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "16px", rowGap: "4px", margin: 0, "& dt": { color: tokens.colorNeutralForeground3 }, "& dd": { margin: 0, overflowWrap: "anywhere" } },
  history: { display: "grid", gap: "4px", margin: 0, padding: 0, listStyle: "none" },
});

interface Props {
  of: AssignmentsOf;
  rowKey: string;
  go(scope: string): void;
  close(): void;
}

/** One role assignment: who, what, where it comes from, under which condition, what became of it, what was noted. */
export function AssignmentPane({ of, rowKey, go, close }: Props) {
  const host = useHost();
  const query = assignmentQuery(host, { of, key: rowKey });
  const detail = useQuery({ ...query, placeholderData: (before) => before });
  return (
    <DetailPane
      label="Role assignment"
      title={detail.data === undefined ? "Role assignment" : <PrincipalMark who={detail.data.principal.who} />}
      close={close}
    >
      {detail.isError ? (
        <Failure what="The role assignment could not be read" error={detail.error} retry={() => void detail.refetch()} />
      ) : detail.data === undefined ? (
        <Waiting label="Reading" />
      ) : (
        <Detail detail={detail.data} of={of} go={go} changed={() => void detail.refetch()} />
      )}
    </DetailPane>
  );
}

function Detail({ detail, of, go, changed }: { detail: AssignmentDetail; of: AssignmentsOf; go(scope: string): void; changed(): void }) {
  const styles = useStyles();
  const { row, id, principal, role, path, why, condition, history, annotations } = detail;
  return (
    <div className={styles.stack}>
      <Section title="Where it comes from">
        <Body1>
          <Words text={why} />
        </Body1>
        <ScopeBreadcrumb label="Path of inheritance" path={path} current={row.place.scope} go={go} />
      </Section>
      <RoleSection card={role} />
      <ConditionSection condition={condition} row={row} of={of} />
      <PrincipalSection card={principal} />
      <Section title="Assignment">
        <dl className={styles.facts}>
          <dt>State</dt>
          <dd>{stateWords[row.state]}</dd>
          {row.ends !== null && (
            <>
              <dt>Ends</dt>
              <dd>
                <When at={row.ends} />
              </dd>
            </>
          )}
          {row.created_on !== null && (
            <>
              <dt>Created</dt>
              <dd>
                <When at={row.created_on} />
                {row.created_by !== null && ` by ${row.created_by}`}
              </dd>
            </>
          )}
          {row.updated_on !== null && (
            <>
              <dt>Updated</dt>
              <dd>
                <When at={row.updated_on} />
              </dd>
            </>
          )}
          {row.description !== null && (
            <>
              <dt>Description</dt>
              <dd>{row.description}</dd>
            </>
          )}
          <dt>Id</dt>
          <dd>
            <Caption1>{id}</Caption1>
          </dd>
        </dl>
      </Section>
      <Section title="Through the snapshots">
        {history.length === 0 && <Body1>Only this snapshot has been taken.</Body1>}
        <ul className={styles.history}>
          {history.map(({ snapshot, at, words }) => (
            <li key={`${snapshot} ${words}`}>
              <Caption1>
                <When at={at} /> · <Words text={words} />
              </Caption1>
            </li>
          ))}
        </ul>
      </Section>
      <Divider />
      <Notes snapshot={of.snapshot} rowKey={row.key} annotations={annotations} changed={changed} />
    </div>
  );
}
