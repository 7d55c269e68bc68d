import { Button, Field, Input, makeStyles, Menu, MenuDivider, MenuGroup, MenuGroupHeader, MenuItem, MenuList, MenuPopover, MenuTrigger, Popover, PopoverSurface, type PositioningImperativeRef } from "@fluentui/react-components";
import { BookmarkRegular, DeleteRegular, SaveRegular } from "@fluentui/react-icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useHost } from "../../host/context";
import type { TableName } from "../../host/generated/TableName";
import { viewsQuery } from "../../host/queries";
import { useNotify, useNotifyFailure } from "../notify";
import { useFocusOnMount } from "../useFocusOnMount";
import type { GridView } from "./source";

const useStyles = makeStyles({
  form: { display: "grid", gap: "10px", width: "280px" },
  actions: { display: "flex", justifyContent: "flex-end", gap: "8px" },
});

interface Props {
  table: TableName;
  view: GridView;
  shown: readonly string[];
  onView(change: Partial<GridView>): void;
  showColumns(ids: readonly string[]): void;
}

/** Kept views of a table: filter, order and columns under a name. */
export function ViewsMenu({ table, view, shown, onView, showColumns }: Props) {
  const host = useHost();
  const client = useQueryClient();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const query = viewsQuery(host, table);
  const views = useQuery(query).data ?? [];
  const [naming, setNaming] = useState(false);
  const place = useRef<PositioningImperativeRef>(null);
  const anchor = useCallback((element: HTMLElement | null) => place.current?.setTarget(element), []);
  const done = (what: string, work: Promise<unknown>, title: string): void => {
    work.then(
      () => {
        notify({ intent: "success", title });
        return client.invalidateQueries({ queryKey: query.queryKey });
      },
      (thrown: unknown) => notifyFailure(what, thrown),
    );
  };
  return (
    <span ref={anchor}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<BookmarkRegular />}>
            Views
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {views.length > 0 && (
              <MenuGroup>
                <MenuGroupHeader>Saved views</MenuGroupHeader>
                {views.map(({ id, name, filter, sort, columns }) => (
                  <MenuItem
                    key={id}
                    onClick={() => {
                      onView({ filter, sort, row: null });
                      showColumns(columns);
                    }}
                  >
                    {name}
                  </MenuItem>
                ))}
              </MenuGroup>
            )}
            {views.length > 0 && <MenuDivider />}
            <MenuItem icon={<SaveRegular />} onClick={() => setNaming(true)}>
              Save this view…
            </MenuItem>
            {views.length > 0 && (
              <Menu>
                <MenuTrigger disableButtonEnhancement>
                  <MenuItem icon={<DeleteRegular />}>Delete a view</MenuItem>
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    {views.map(({ id, name }) => (
                      <MenuItem key={id} onClick={() => done("The view could not be deleted", host.deleteView({ id }), `Deleted the view ${name}`)}>
                        {name}
                      </MenuItem>
                    ))}
                  </MenuList>
                </MenuPopover>
              </Menu>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Popover open={naming} onOpenChange={(_, data) => setNaming(data.open)} positioning={{ positioningRef: place, position: "below", align: "end" }} trapFocus>
        <PopoverSurface aria-label="Save this view">
          <NameForm
            save={(name) => {
              setNaming(false);
              done("The view could not be saved", host.saveView({ table, name, filter: view.filter, sort: view.sort, columns: [...shown] }), `Saved the view ${name}`);
            }}
            taken={views.map(({ name }) => name)}
          />
        </PopoverSurface>
      </Popover>
    </span>
  );
}

function NameForm({ save, taken }: { save(name: string): void; taken: readonly string[] }) {
  const styles = useStyles();
  const field = useFocusOnMount();
  const [name, setName] = useState("");
  const given = name.trim();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== "") save(given);
      }}
    >
      <Field label="Name of the view" {...(taken.includes(given) ? { validationState: "warning" as const, validationMessage: "The view of this name is replaced" } : {})}>
        <Input ref={field} value={name} maxLength={80} onChange={(_, data) => setName(data.value)} />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabled={given === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
