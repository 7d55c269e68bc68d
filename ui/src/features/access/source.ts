import { useMemo } from "react";
import type { GridSource } from "../../components/grid/source";
import { useHost } from "../../host/context";
import type { AssignmentRow } from "../../host/generated/AssignmentRow";
import type { AssignmentsOf } from "../../host/generated/AssignmentsOf";
import type { Reach } from "../../host/generated/Reach";
import { snapshotKey } from "../../host/queries";

/** The role assignments of a scope as rows of a table. */
export function useAssignments(snapshot: number, scope: string, reach: Reach): { of: AssignmentsOf; source: GridSource<AssignmentRow> } {
  const host = useHost();
  return useMemo(() => {
    const of: AssignmentsOf = { snapshot, scope, reach };
    return {
      of,
      source: {
        table: "role-assignments",
        key: [...snapshotKey(snapshot), "assignments", scope, reach],
        page: (page) => host.assignmentPage({ of, page }),
        values: (column, filter, search) => host.assignmentValues({ of, filter, column, search, limit: 200 }),
        rowKey: (row) => row.key,
        copy: (chosen, filter, sort, format) => host.copyAssignments({ of, filter, sort, chosen, format }),
        exportRows: (filter, sort, format) => host.exportAssignments({ of, filter, sort, format }),
      },
    };
  }, [host, snapshot, scope, reach]);
}
