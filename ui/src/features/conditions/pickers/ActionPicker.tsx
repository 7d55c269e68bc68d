import { Button, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { SearchList } from "../../../components/SearchList";
import type { ActionChoice } from "../../../host/generated/ActionChoice";
import type { Catalogue } from "../../../host/generated/Catalogue";

const useStyles = makeStyles({ root: { display: "grid", gap: "8px" }, foot: { display: "flex", justifyContent: "flex-end" } });

function keyOf({ action, suboperation, suboperation_negated }: ActionChoice): string {
  return `${action}|${suboperation ?? ""}|${String(suboperation_negated)}`.toLowerCase();
}

interface Props {
  catalogue: Catalogue;
  start: readonly ActionChoice[];
  /** What the button that ends the picking says. */
  done: string;
  onDone(actions: ActionChoice[]): void;
}

/** The actions that a clause is about, by the portal's names, grouped by service. */
export function ActionPicker({ catalogue, start, done, onDone }: Props) {
  const styles = useStyles();
  const [chosen, setChosen] = useState<readonly ActionChoice[]>(start);
  const choices = new Map<string, ActionChoice>([...catalogue.actions, ...start].map((action) => [keyOf(action), action]));
  const items = [...choices].map(([key, choice]) => {
    const entry = catalogue.actions.find((action) => keyOf(action) === key);
    const suboperation = choice.suboperation === null ? "" : ` · ${choice.suboperation_negated ? "not " : ""}${choice.suboperation}`;
    return { key, title: entry?.title ?? choice.action, detail: choice.action + suboperation, group: entry?.service ?? "In this condition" };
  });
  const keys = new Set(chosen.map(keyOf));
  const finish = (): void => {
    if (chosen.length > 0) {
      onDone(chosen.map(({ action, suboperation, suboperation_negated }) => ({ action, suboperation, suboperation_negated })));
    }
  };
  return (
    <div className={styles.root} onKeyDown={(event) => event.key === "Enter" && event.ctrlKey && finish()}>
      <SearchList
        label="Actions"
        placeholder="Action or service"
        items={items}
        chosen={keys}
        onPick={(key) => {
          const choice = choices.get(key);
          if (choice === undefined) return;
          setChosen(keys.has(key) ? chosen.filter((other) => keyOf(other) !== key) : [...chosen, choice]);
        }}
      />
      <div className={styles.foot}>
        <Button size="small" appearance="primary" disabledFocusable={chosen.length === 0} title="Ctrl+Enter" onClick={finish}>
          {done}
        </Button>
      </div>
    </div>
  );
}
