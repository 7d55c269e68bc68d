import { levelWords } from "../../components/levelWords";
import type { GridColumn } from "../../components/grid/source";
import { ScopeIcon } from "../../components/ScopeIcon";
import { When } from "../../components/When";
import type { AssignmentRow } from "../../host/generated/AssignmentRow";
import { AnnotationMark, PrincipalMark, RoleMark } from "../../components/authz/marks";
import { kindWords, stateWords } from "../../components/authz/words";

/** The columns of role assignments; their ids are those of the filter language. */
export const assignmentColumns: readonly GridColumn<AssignmentRow>[] = [
  { id: "principal", title: "Principal", width: 220, byValue: true, cell: ({ principal }) => <PrincipalMark who={principal} /> },
  { id: "kind", title: "Kind", width: 130, byValue: true, cell: ({ principal }) => kindWords(principal.kind) },
  { id: "role", title: "Role", width: 230, byValue: true, cell: ({ role }) => <RoleMark role={role} /> },
  {
    id: "scope",
    title: "Scope",
    width: 200,
    byValue: true,
    cell: ({ place, inherited }) => (
      <span title={place.scope} style={{ display: "inline-flex", alignItems: "center", gap: 6, maxWidth: "100%" }}>
        <ScopeIcon level={place.level} />
        <span style={{ overflow: "hidden", textOverflow: "ellipsis" }}>{inherited ? `${place.name} (inherited)` : place.name}</span>
      </span>
    ),
  },
  { id: "condition", title: "Condition", width: 240, cell: ({ condition }) => (condition === null ? "—" : <span title={condition}>{condition}</span>) },
  { id: "created", title: "Created", width: 150, cell: ({ created_on }) => (created_on === null ? "" : <When at={created_on} />) },
  { id: "by", title: "Created by", width: 160, byValue: true, cell: ({ created_by }) => created_by ?? "" },
  { id: "annotation", title: "Review", width: 160, sortable: false, cell: ({ annotation }) => (annotation === null ? "" : <AnnotationMark state={annotation} />) },
  { id: "level", title: "Level", width: 140, byValue: true, hidden: true, cell: ({ place }) => levelWords[place.level] },
  { id: "state", title: "State", width: 110, byValue: true, hidden: true, cell: ({ state }) => stateWords[state] },
  { id: "role-kind", title: "Role kind", width: 110, byValue: true, hidden: true, cell: ({ role }) => ({ "built-in": "Built-in", custom: "Custom", unknown: "Unknown" })[role.kind] },
  { id: "updated", title: "Updated", width: 150, hidden: true, cell: ({ updated_on }) => (updated_on === null ? "" : <When at={updated_on} />) },
  { id: "ends", title: "Ends", width: 150, hidden: true, cell: ({ ends }) => (ends === null ? "" : <When at={ends} />) },
  { id: "description", title: "Description", width: 240, hidden: true, cell: ({ description }) => description ?? "" },
];
