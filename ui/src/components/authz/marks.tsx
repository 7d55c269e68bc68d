import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  AppGenericRegular,
  BotRegular,
  CheckmarkCircleRegular,
  DeviceEqRegular,
  PeopleRegular,
  PersonDeleteRegular,
  PersonQuestionMarkRegular,
  PersonRegular,
  PersonWalkingRegular,
  QuestionCircleRegular,
  ShieldErrorRegular,
  WarningRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { shortened } from "../shortened";
import type { AnnotationState } from "../../host/generated/AnnotationState";
import type { PrincipalName } from "../../host/generated/PrincipalName";
import type { RoleName } from "../../host/generated/RoleName";
import { annotationWords, kindWords } from "./words";

const useStyles = makeStyles({
  line: { display: "inline-flex", alignItems: "center", gap: "6px", minWidth: 0, maxWidth: "100%", verticalAlign: "top" },
  icon: { display: "flex", flexShrink: 0, fontSize: "16px" },
  words: { overflow: "hidden", textOverflow: "ellipsis" },
  privileged: { color: tokens.colorPaletteRedForeground1 },
  odd: { color: tokens.colorPaletteDarkOrangeForeground1 },
  quiet: { fontStyle: "italic" },
});

function principalIcon({ kind, standing }: PrincipalName): ReactElement {
  if (standing === "deleted") return <PersonDeleteRegular aria-label="deleted principal" />;
  const label = kindWords(kind).toLowerCase();
  switch (kind) {
    case "user":
      return <PersonRegular aria-label={label} />;
    case "guest":
      return <PersonWalkingRegular aria-label={label} />;
    case "group":
    case "foreign-group":
      return <PeopleRegular aria-label={label} />;
    case "service-principal":
      return <AppGenericRegular aria-label={label} />;
    case "managed-identity":
      return <BotRegular aria-label={label} />;
    case "device":
      return <DeviceEqRegular aria-label={label} />;
    default:
      return <PersonQuestionMarkRegular aria-label={label} />;
  }
}

/** A principal by name; by id and marked where it is deleted or its name could not be read. */
export function PrincipalMark({ who }: { who: PrincipalName }) {
  const styles = useStyles();
  const gone = who.standing === "deleted";
  return (
    <span className={styles.line} title={gone ? `${who.id}: the directory does not know this principal` : `${who.name ?? who.id} (${kindWords(who.kind)})`}>
      <span className={mergeClasses(styles.icon, gone && styles.odd)}>{principalIcon(who)}</span>
      <span className={mergeClasses(styles.words, who.name === null && styles.quiet)}>
        {who.name ?? shortened(who.id)}
        {gone && " (deleted)"}
      </span>
    </span>
  );
}

/** A role by name, with a shield where it is privileged. */
export function RoleMark({ role }: { role: RoleName }) {
  const styles = useStyles();
  const { id, name, kind, privileged } = role;
  return (
    <span className={styles.line} title={`${name ?? id}${privileged === null ? "" : `: privileged, ${privileged}`}${kind === "unknown" ? ": its definition is not in the snapshot" : ""}`}>
      {privileged !== null && (
        <span className={mergeClasses(styles.icon, styles.privileged)}>
          <ShieldErrorRegular aria-label={`privileged: ${privileged}`} />
        </span>
      )}
      {kind === "unknown" && (
        <span className={mergeClasses(styles.icon, styles.odd)}>
          <WarningRegular aria-label="unknown role" />
        </span>
      )}
      <span className={mergeClasses(styles.words, name === null && styles.quiet)}>{name ?? shortened(id)}</span>
      {kind === "custom" && (
        <Badge size="small" appearance="outline" color="informative">
          custom
        </Badge>
      )}
    </span>
  );
}

export function AnnotationMark({ state }: { state: AnnotationState }) {
  const styles = useStyles();
  const icon = state.kind === "reviewed" ? <CheckmarkCircleRegular /> : state.kind === "question" ? <QuestionCircleRegular /> : <WarningRegular />;
  return (
    <span className={styles.line} title={annotationWords(state)}>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>{annotationWords(state)}</span>
    </span>
  );
}
