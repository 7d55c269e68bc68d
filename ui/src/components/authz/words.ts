import type { AnnotationState } from "../../host/generated/AnnotationState";
import type { AssignmentState } from "../../host/generated/AssignmentState";
import type { PrincipalKind } from "../../host/generated/PrincipalKind";
import { whenOf } from "../time";

const kinds: Record<Exclude<PrincipalKind, object>, string> = {
  user: "User",
  guest: "Guest",
  group: "Group",
  "service-principal": "Service principal",
  "managed-identity": "Managed identity",
  "foreign-group": "Foreign group",
  device: "Device",
};

export function kindWords(kind: PrincipalKind): string {
  return typeof kind === "string" ? kinds[kind] : kind.other;
}

export const stateWords: Record<AssignmentState, string> = { active: "Active", eligible: "Eligible", activated: "Activated" };

export function annotationWords(state: AnnotationState): string {
  switch (state.kind) {
    case "reviewed":
      return "Reviewed";
    case "question":
      return "Question";
    case "accept-risk":
      return `Risk accepted until ${whenOf(state.until, true)}`;
  }
}

/** What Azure calls the kind in `principalType`: guests are users, managed identities are service principals. */
export function principalType(kind: PrincipalKind): string {
  switch (kind) {
    case "user":
    case "guest":
      return "User";
    case "group":
      return "Group";
    case "service-principal":
    case "managed-identity":
      return "ServicePrincipal";
    case "foreign-group":
      return "ForeignGroup";
    case "device":
      return "Device";
    default:
      return kind.other;
  }
}
