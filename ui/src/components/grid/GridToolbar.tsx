import { Button, makeStyles, Menu, MenuDivider, MenuItem, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular, ArrowResetRegular, ColumnTripleEditRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { RowFormat } from "../../host/generated/RowFormat";
import { useNotify, useNotifyFailure } from "../notify";
import { FilterBar } from "./FilterBar";
import type { GridSource, GridView } from "./source";
import type { Columns } from "./useColumns";
import { ViewsMenu } from "./ViewsMenu";

const useStyles = makeStyles({
  bar: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: "6px", padding: "8px 12px", borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
});

interface Props<Row> {
  source: GridSource<Row>;
  view: GridView;
  /** The filter with what is being typed. */
  typing: string;
  columns: Columns<Row>;
  onView(change: Partial<GridView>): void;
  onTyping(filter: string): void;
  toRows(): void;
  tools: ReactNode;
}

/** Above a table: its filter, its columns, its kept views, and the rows as a file. */
export function GridToolbar<Row>({ source, view, typing, columns, onView, onTyping, toRows, tools }: Props<Row>) {
  const styles = useStyles();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const save = async (format: RowFormat): Promise<void> => {
    try {
      const file = await source.exportRows?.(typing, view.sort, format);
      if (file !== undefined && file !== null) notify({ intent: "success", title: "Rows saved", body: file.path });
    } catch (thrown) {
      notifyFailure("The rows could not be saved", thrown);
    }
  };
  return (
    <div className={styles.bar}>
      <FilterBar table={source.table} filter={view.filter} onFilter={(filter) => onView({ filter })} onTyping={onTyping} toRows={toRows} />
      {tools}
      <Menu checkedValues={{ shown: columns.all.filter(({ visible }) => visible).map(({ id }) => id) }}>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<ColumnTripleEditRegular />}>
            Columns
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {columns.all.map(({ id, title, toggle }) => (
              <MenuItemCheckbox key={id} name="shown" value={id} onClick={toggle}>
                {title}
              </MenuItemCheckbox>
            ))}
            <MenuDivider />
            <MenuItem icon={<ArrowResetRegular />} onClick={columns.reset}>
              As they came
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <ViewsMenu table={source.table} view={view} shown={columns.placed.map(({ id }) => id)} onView={onView} showColumns={columns.showOnly} />
      {source.exportRows !== undefined && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button size="small" icon={<ArrowDownloadRegular />}>
              Save
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => void save("csv")}>Rows of this filter as CSV…</MenuItem>
              <MenuItem onClick={() => void save("json")}>Rows of this filter as JSON…</MenuItem>
              <MenuItem onClick={() => void save("parquet")}>Rows of this filter as Parquet…</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </div>
  );
}
