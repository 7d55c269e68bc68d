import { SearchList } from "../../../components/SearchList";
import type { AttributeEntry } from "../../../host/generated/AttributeEntry";
import type { Catalogue } from "../../../host/generated/Catalogue";

/** Where the user types a key: a tag's name, a column. */
export const keyMark = "<key>";

interface Props {
  catalogue: Catalogue;
  /** Ids of the attributes that fit the clause's actions. */
  available: readonly string[];
  onPick(attribute: AttributeEntry): void;
}

/** The attributes that fit, by source, with what they mean. */
export function AttributePicker({ catalogue, available, onPick }: Props) {
  const fitting = available.flatMap((id) => catalogue.attributes.find((attribute) => attribute.id === id) ?? []);
  const items = fitting
    .map(({ id, title, description, source, text }) => ({ key: id, title, detail: description, group: source, words: text }))
    .toSorted((a, b) => (a.group === b.group ? 0 : a.group < b.group ? 1 : -1));
  return (
    <SearchList
      label="Attributes"
      placeholder="Attribute"
      items={items}
      empty="No attribute fits all actions of this clause"
      onPick={(key) => {
        const picked = fitting.find(({ id }) => id === key);
        if (picked !== undefined) onPick(picked);
      }}
    />
  );
}
