import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger, Popover, PopoverSurface, type PositioningImperativeRef } from "@fluentui/react-components";
import { ArrowExpandRegular, ArrowMinimizeRegular, ArrowResetRegular, EyeOffRegular, FilterRegular, PinOffRegular, PinRegular, TextSortAscendingRegular, TextSortDescendingRegular } from "@fluentui/react-icons";
import { useCallback, useRef, useState, type ReactElement } from "react";
import type { GridSource, GridView } from "./source";
import type { PlacedColumn } from "./useColumns";
import { ValueFilter } from "./ValueFilter";

interface Props<Row> {
  source: GridSource<Row>;
  column: PlacedColumn<Row>;
  view: GridView;
  onView(change: Partial<GridView>): void;
  open: boolean;
  setOpen(open: boolean): void;
  children: ReactElement;
}

/** What can be done with a column: order, filter by value, pin, hide, width. */
export function ColumnMenu<Row>({ source, column, view, onView, open, setOpen, children }: Props<Row>) {
  const [choosing, setChoosing] = useState(false);
  const place = useRef<PositioningImperativeRef>(null);
  const anchor = useCallback((element: HTMLElement | null) => place.current?.setTarget(element), []);
  const definition = column.definition;
  const sort = (descending: boolean): void => onView({ sort: [{ column: column.id, descending }, ...view.sort.filter((by) => by.column !== column.id)] });
  return (
    <span ref={anchor} style={{ minWidth: 0, display: "flex" }}>
      <Menu open={open} onOpenChange={(_, data) => setOpen(data.open)}>
        <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
        <MenuPopover>
          <MenuList>
            {definition?.sortable !== false && (
              <>
                <MenuItem icon={<TextSortAscendingRegular />} onClick={() => sort(false)}>
                  Sort ascending
                </MenuItem>
                <MenuItem icon={<TextSortDescendingRegular />} onClick={() => sort(true)}>
                  Sort descending
                </MenuItem>
                {view.sort.some((by) => by.column === column.id) && (
                  <MenuItem icon={<ArrowResetRegular />} onClick={() => onView({ sort: view.sort.filter((by) => by.column !== column.id) })}>
                    Do not sort
                  </MenuItem>
                )}
              </>
            )}
            {definition?.byValue === true && (
              <MenuItem icon={<FilterRegular />} onClick={() => setChoosing(true)}>
                Filter by value…
              </MenuItem>
            )}
            <MenuDivider />
            <MenuItem icon={column.pinnedAt === null ? <PinRegular /> : <PinOffRegular />} onClick={column.pin}>
              {column.pinnedAt === null ? "Pin at the left" : "Do not pin"}
            </MenuItem>
            <MenuItem icon={<EyeOffRegular />} onClick={column.hide}>
              Hide
            </MenuItem>
            <MenuDivider />
            <MenuItem persistOnClick icon={<ArrowExpandRegular />} onClick={() => column.resize(column.width + 32)}>
              Wider
            </MenuItem>
            <MenuItem persistOnClick icon={<ArrowMinimizeRegular />} onClick={() => column.resize(column.width - 32)}>
              Narrower
            </MenuItem>
            <MenuItem icon={<ArrowResetRegular />} onClick={column.resetWidth}>
              Usual width
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Popover open={choosing} onOpenChange={(_, data) => setChoosing(data.open)} positioning={{ positioningRef: place, position: "below", align: "start" }} trapFocus>
        <PopoverSurface style={{ padding: 12, width: 300 }} aria-label={`Values of ${definition?.title ?? column.id}`}>
          <ValueFilter source={source} column={column.id} title={definition?.title ?? column.id} filter={view.filter} apply={(filter) => onView({ filter })} close={() => setChoosing(false)} />
        </PopoverSurface>
      </Popover>
    </span>
  );
}
