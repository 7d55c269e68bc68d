import { Badge } from "@fluentui/react-components";
import { PrincipalMark, RoleMark } from "../../components/authz/marks";
import type { GridColumn } from "../../components/grid/source";
import { ScopeIcon } from "../../components/ScopeIcon";
import { Words } from "../../components/Words";
import type { ChangeRow } from "../../host/generated/ChangeRow";
import { changeWords } from "./words";

/** The columns of changes; their ids are those of the filter language. */
export const changeColumns: readonly GridColumn<ChangeRow>[] = [
  {
    id: "change",
    title: "Change",
    width: 210,
    byValue: true,
    cell: ({ kind, wider }) => (
      <span style={{ display: "inline-flex", alignItems: "center", gap: 6, verticalAlign: "top" }}>
        {changeWords[kind]}
        {wider && (
          <Badge size="small" appearance="tint" color="warning" title="More is allowed, or less protected, than before">
            wider
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: "words",
    title: "What",
    width: 380,
    sortable: false,
    cell: ({ words }) => (
      <span title={words}>
        <Words text={words} />
      </span>
    ),
  },
  { id: "principal", title: "Principal", width: 190, byValue: true, cell: ({ principal }) => principal !== null && <PrincipalMark who={principal} /> },
  { id: "role", title: "Role", width: 190, byValue: true, cell: ({ role }) => role !== null && <RoleMark role={role} /> },
  {
    id: "scope",
    title: "Scope",
    width: 180,
    byValue: true,
    cell: ({ place }) =>
      place !== null && (
        <span title={place.scope} style={{ display: "inline-flex", alignItems: "center", gap: 6 }}>
          <ScopeIcon level={place.level} />
          {place.name}
        </span>
      ),
  },
];
