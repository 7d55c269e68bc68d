import { Body1, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { PrincipalMark, RoleMark } from "../../components/authz/marks";
import { DetailPane } from "../../components/panes/DetailPane";
import { Words } from "../../components/Words";
import type { ChangeRow } from "../../host/generated/ChangeRow";
import { changeWords } from "./words";

const useStyles = makeStyles({
  stack: { display: "grid", gap: "12px" },
  code: {
    margin: 0,
    padding: "8px",
    maxHeight: "240px",
    overflow: "auto",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  list: { margin: 0, paddingLeft: "18px" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** One change: what it means, whom it concerns, as it was and as it is. */
export function ChangePane({ row, close }: { row: ChangeRow; close(): void }) {
  const styles = useStyles();
  const { kind, words, place, principal, role, wider, before, after, newly_allowed, affected } = row;
  return (
    <DetailPane label="Change" title={changeWords[kind]} close={close}>
      <div className={styles.stack}>
        <Body1>
          <Words text={words} />
        </Body1>
        {wider && <Body1>More is allowed, or less protected, than before.</Body1>}
        {principal !== null && <PrincipalMark who={principal} />}
        {role !== null && <RoleMark role={role} />}
        {place !== null && <Caption1 className={styles.quiet}>{place.scope}</Caption1>}
        {affected !== null && <Body1>Affects {affected === 1 ? "one principal" : `${affected.toLocaleString("en")} principals`}.</Body1>}
        {newly_allowed.length > 0 && (
          <section aria-label="Newly allowed">
            <Caption1 className={styles.quiet}>Newly allowed</Caption1>
            <ul className={styles.list}>
              {newly_allowed.map((line) => (
                <li key={line}>
                  <Words text={line} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {before !== null && <Text title="As it was" text={before} />}
        {after !== null && <Text title="As it is" text={after} />}
      </div>
    </DetailPane>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  const styles = useStyles();
  return (
    <section aria-label={title}>
      <Caption1 className={styles.quiet}>{title}</Caption1>
      <pre className={styles.code} tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </section>
  );
}
