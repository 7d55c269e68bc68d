import { Body1, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { ShortId } from "../../components/ShortId";
import { Words } from "../../components/Words";
import type { PrincipalCard } from "../../host/generated/PrincipalCard";
import type { RoleCard } from "../../host/generated/RoleCard";
import { PrincipalMark, RoleMark } from "../../components/authz/marks";
import { Section } from "./Section";
import { kindWords } from "../../components/authz/words";

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: "18px" },
  quiet: { color: tokens.colorNeutralForeground3 },
  groups: { display: "flex", flexWrap: "wrap", columnGap: "12px", rowGap: "2px" },
});

const many = (count: number, one: string, more: string): string => (count === 1 ? `one ${one}` : `${count.toLocaleString("en")} ${more}`);

/** The role: what it can do, in at most five lines. */
export function RoleSection({ card }: { card: RoleCard }) {
  const styles = useStyles();
  return (
    <Section title="Role">
      <RoleMark role={card.role} />
      {card.role.privileged !== null && <Body1>Privileged: {card.role.privileged}.</Body1>}
      {card.description !== null && <Body1>{card.description}</Body1>}
      <ul className={styles.list}>
        {card.can.map((line) => (
          <li key={line}>
            <Words text={line} />
          </li>
        ))}
      </ul>
      <Caption1 className={styles.quiet}>
        {many(card.assignments, "assignment", "assignments")} in this snapshot · <ShortId id={card.role.id} />
      </Caption1>
    </Section>
  );
}

/** The principal: who it is, and what else it holds. */
export function PrincipalSection({ card }: { card: PrincipalCard }) {
  const styles = useStyles();
  const { who, user_principal_name, app_id, members, assignments, privileged_assignments, groups } = card;
  return (
    <Section title="Principal">
      <PrincipalMark who={who} />
      <Caption1 className={styles.quiet}>
        {kindWords(who.kind)} · <ShortId id={who.id} />
      </Caption1>
      {user_principal_name !== null && <Body1>{user_principal_name}</Body1>}
      {app_id !== null && (
        <Body1>
          Application <ShortId id={app_id} />
        </Body1>
      )}
      {members !== null && <Body1>{many(members, "member", "members")}, through other groups too</Body1>}
      {who.standing === "deleted" && <Body1>The directory does not know it: it was deleted, or belongs to another tenant. The assignment does nothing and can be removed.</Body1>}
      {who.standing === "not-read" && <Body1>The directory could not be asked for its name; the snapshot's coverage says why.</Body1>}
      <Body1>
        Holds {many(assignments, "role assignment", "role assignments")}, {privileged_assignments === 0 ? "none" : many(privileged_assignments, "of them", "of them")} privileged.
      </Body1>
      {groups.length > 0 && (
        <>
          <Caption1 className={styles.quiet}>More through these groups</Caption1>
          <div className={styles.groups}>
            {groups.map((group) => (
              <PrincipalMark key={group.id} who={group} />
            ))}
          </div>
        </>
      )}
    </Section>
  );
}
