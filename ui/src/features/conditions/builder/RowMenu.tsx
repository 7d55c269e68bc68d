import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import {
  AddRegular,
  ArrowDownRegular,
  ArrowSwapRegular,
  ArrowUpRegular,
  DeleteRegular,
  GroupRegular,
  SubtractCircleRegular,
  TextIndentDecreaseLtrRegular,
  TextIndentIncreaseLtrRegular,
} from "@fluentui/react-icons";
import { useCommandRegistry } from "../../../components/commands/CommandProvider";
import { shown } from "../../../components/commands/chord";
import { chordFor } from "../../../components/commands/registry";
import { useSettings } from "../../../host/settings";
import { conditionCommands } from "../commands";
import { useBuilder } from "./context";
import { moveIn, moveOut } from "./edits";
import { canStep, clauseIndex, moveToClause } from "./moves";
import { childrenOf, partAt, type Path } from "./path";
import { selectedPaths } from "./rowSelection";

/** Everything that can be done to a row, with the key for it. */
export function RowMenu({ path, anchor, close }: { path: Path; anchor: HTMLElement; close: () => void }) {
  const builder = useBuilder();
  const registry = useCommandRegistry();
  const { settings } = useSettings();
  const model = builder.model();
  const part = partAt(model, path);
  if (part === undefined) return null;
  const clause = "kind" in part;
  const group = !clause && part.type === "group";
  const parent = clause ? undefined : partAt(model, path.slice(0, path.lastIndexOf(".")));
  const siblings = parent === undefined ? 0 : childrenOf(parent).length;
  const selected = selectedPaths(anchor.closest<HTMLElement>("[data-commands]"));
  const grouped = selected.length > 1 && selected.includes(path) ? `Group the ${selected.length} selected rows` : "Group with the next row";
  const item = (id: string, icon: React.JSX.Element, possible = true, title?: string): React.JSX.Element => {
    const command = conditionCommands.find((other) => other.id === id);
    const chord = command === undefined ? undefined : chordFor(command, settings.shortcuts);
    return (
      <MenuItem
        icon={icon}
        disabled={!possible}
        secondaryContent={chord === undefined ? null : shown(chord)}
        onClick={() => {
          close();
          // The row has the focus again, so the command is for it.
          requestAnimationFrame(() => registry.run(id));
        }}
      >
        {title ?? command?.title}
      </MenuItem>
    );
  };
  return (
    <Menu open onOpenChange={(_, { open }) => !open && close()} positioning={{ target: anchor, position: "below", align: "end" }}>
      <MenuPopover>
        <MenuList>
          {item("builder.add", <AddRegular />, !clause || part.kind !== "code")}
          {!clause && item("builder.negate", <SubtractCircleRegular />, part.type !== "code")}
          {!clause && item("builder.group", <GroupRegular />, siblings > 1, grouped)}
          {group && item("builder.ungroup", <GroupRegular />)}
          <MenuDivider />
          {item("builder.up", <ArrowUpRegular />, canStep(model, path, -1))}
          {item("builder.down", <ArrowDownRegular />, canStep(model, path, 1))}
          {!clause && item("builder.in", <TextIndentIncreaseLtrRegular />, moveIn(model, path) !== null)}
          {!clause && item("builder.out", <TextIndentDecreaseLtrRegular />, moveOut(model, path) !== null)}
          {!clause && <ToClause path={path} close={close} />}
          <MenuDivider />
          {item("builder.remove", <DeleteRegular />)}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** The other clauses to move a row or group to. */
function ToClause({ path, close }: { path: Path; close: () => void }) {
  const builder = useBuilder();
  const model = builder.model();
  const others = model.clauses.flatMap(({ id, title }, index) => {
    const moved = moveToClause(model, path, index, index < clauseIndex(path) ? "last" : "first");
    return moved === null ? [] : [{ id, index, title, moved }];
  });
  if (others.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem icon={<ArrowSwapRegular />}>Move to clause</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {others.map(({ id, index, title, moved }) => (
            <MenuItem
              key={id}
              onClick={() => {
                close();
                const end = index < clauseIndex(path) ? "last" : "first";
                void builder.edit((now) => moveToClause(now, path, index, end)?.edit ?? null, moved.path);
              }}
            >
              {index + 1}. {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
