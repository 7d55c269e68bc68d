import type { Catalogue } from "../../../host/generated/Catalogue";
import { SearchList, type SearchItem } from "../../../components/SearchList";
import { idKey } from "../builder/words";
import { DateTimeField } from "./DateTimeField";
import { PrincipalPicker } from "./PrincipalPicker";
import { pastedRoles, roleItems, typedRole } from "./roleItems";
import { TextValues } from "./TextValues";

interface ValueEditorProps {
  catalogue: Catalogue;
  /** As in the catalogue: `role`, `principal`, `principal-type`, `string`, `boolean`, `number`, `date-time`, … */
  valueType: string;
  /** Values to choose from, if the set is closed. */
  choices: readonly string[];
  /** Whether several can be given. */
  multi: boolean;
  values: readonly string[];
  names: Readonly<Record<string, string | undefined>>;
  onAdd(value: string): void;
  onRemove(index: number): void;
  onSet(values: string[]): void;
  nameIt(id: string, name: string): void;
}

/** Picks the values of one expression, in the way that fits their type. */
export function ValueEditor(props: ValueEditorProps) {
  const { catalogue, valueType, choices, values } = props;
  switch (valueType) {
    case "role":
      return <RolePicker {...props} />;
    case "principal":
      return <PrincipalPicker {...props} />;
    case "boolean":
      return <Choices {...props} choices={["true", "false"]} multi={false} />;
    case "date-time":
      return <DateTimeField value={values[0] ?? ""} onSet={(value) => props.onSet([value])} />;
    default: {
      const closed = valueType === "principal-type" && choices.length === 0 ? ["User", "Group", "ServicePrincipal"] : choices;
      if (closed.length > 0) return <Choices {...props} choices={closed} />;
      return <TextValues {...props} key={catalogue.roles.length} />;
    }
  }
}

function RolePicker({ catalogue, values, multi, onAdd, onRemove, onSet }: ValueEditorProps) {
  const items: SearchItem[] = [...roleItems(catalogue.roles)];
  for (const value of values) {
    const unknown = catalogue.roles.every((role) => idKey(role.id) !== idKey(value));
    if (unknown) items.unshift({ key: value, title: value, detail: "not in the catalogue; kept as it is", group: "In this condition" });
  }
  const at = (id: string): number => values.findIndex((value) => idKey(value) === idKey(id));
  const chosen = new Set(items.filter((item) => at(item.key) >= 0).map((item) => item.key));
  const pick = (key: string): void => {
    const list = key.startsWith(manyMark) ? key.slice(manyMark.length).split(" ") : [key];
    if (!multi) {
      onSet(list.slice(0, 1));
    } else if (list.length > 1) {
      onSet([...values, ...list.filter((id) => at(id) < 0)]);
    } else if (at(key) >= 0) {
      onRemove(at(key));
    } else {
      onAdd(key);
    }
  };
  const typed = (query: string): SearchItem | null => {
    const many = pastedRoles(catalogue.roles, query);
    if (many !== null && multi) return { key: manyMark + many.join(" "), title: `Add these ${many.length} roles`, detail: query };
    return typedRole(catalogue.roles, query);
  };
  return <SearchList label="Roles" placeholder="Name, id or what it can do; paste ids" items={items} chosen={chosen} typed={typed} onPick={pick} />;
}

const manyMark = "many ";

const shownNames: Record<string, string> = { ServicePrincipal: "Service principal", true: "True", false: "False" };

function Choices({ choices, values, multi, onAdd, onRemove, onSet }: ValueEditorProps) {
  const at = (choice: string): number => values.findIndex((value) => value.toLowerCase() === choice.toLowerCase());
  const all = [...choices, ...values.filter((value) => choices.every((choice) => choice.toLowerCase() !== value.toLowerCase()))];
  const items = all.map((choice) => ({ key: choice, title: shownNames[choice] ?? choice, ...(shownNames[choice] === undefined ? {} : { detail: choice }) }));
  return (
    <SearchList
      label="Values"
      placeholder="Choose"
      items={items}
      chosen={new Set(items.filter((item) => at(item.key) >= 0).map((item) => item.key))}
      onPick={(key) => {
        if (!multi) onSet([key]);
        else if (at(key) >= 0) onRemove(at(key));
        else onAdd(key);
      }}
    />
  );
}
