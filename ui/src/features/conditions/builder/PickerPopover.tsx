import { makeStyles, Popover, PopoverSurface } from "@fluentui/react-components";
import type { AttributeChoice } from "../../../host/generated/AttributeChoice";
import type { Node as ModelNode } from "../../../host/generated/Node";
import { SearchList } from "../../../components/SearchList";
import { ActionPicker } from "../pickers/ActionPicker";
import { AddExpression } from "../pickers/AddExpression";
import { keyMark } from "../pickers/AttributePicker";
import { comparable, RightSide } from "../pickers/RightSide";
import { ValueEditor } from "../pickers/ValueEditor";
import { addExpression } from "./addExpression";
import { useBuilder, type Ask } from "./context";
import { addValue, removeValue, setValues } from "./edits";
import { clauseAt, nodeAt, type Path } from "./path";

const useStyles = makeStyles({ surface: { width: "400px", maxWidth: "calc(100vw - 32px)", padding: "10px", boxSizing: "border-box" } });

interface Props {
  ask: Exclude<Ask, { kind: "menu" }>;
  anchor: HTMLElement;
  close(): void;
}

/** The one popover of the builder: whatever is being picked, below the part it is picked for. */
export function PickerPopover({ ask, anchor, close }: Props) {
  const styles = useStyles();
  return (
    <Popover
      open
      trapFocus
      onOpenChange={(_, { open }) => !open && close()}
      positioning={{ target: anchor, position: "below", align: "start", fallbackPositions: ["above-start", "after-top"] }}
    >
      <PopoverSurface className={styles.surface} aria-label={titles[ask.kind]}>
        <Picker ask={ask} close={close} />
      </PopoverSurface>
    </Popover>
  );
}

const titles = {
  attribute: "Choose an attribute",
  operator: "Choose an operator",
  values: "Choose values",
  actions: "Choose actions",
  "add-expression": "Add an expression",
  "add-clause": "Add a clause",
};

function Picker({ ask, close }: Omit<Props, "anchor">) {
  const builder = useBuilder();
  const { catalogue, principalNames } = builder;
  const model = builder.model();
  switch (ask.kind) {
    case "add-clause":
      return (
        <ActionPicker
          catalogue={catalogue}
          start={[]}
          done="Add clause"
          onDone={(actions) => {
            close();
            void builder.edit(() => ({ type: "add-clause", actions, row: null }), String(model.clauses.length));
          }}
        />
      );
    case "actions":
      return (
        <ActionPicker
          catalogue={catalogue}
          start={clauseAt(model, ask.path)?.actions ?? []}
          done="Set actions"
          onDone={(actions) => {
            close();
            void builder.edit((now) => {
              const clause = clauseAt(now, ask.path);
              return clause === undefined ? null : { type: "set-actions", clause: clause.id, actions };
            }, ask.path);
          }}
        />
      );
    case "add-expression":
      return (
        <AddExpression
          catalogue={catalogue}
          available={clauseAt(model, ask.path)?.available_attributes ?? []}
          names={principalNames}
          nameIt={builder.namePrincipal}
          onAdd={(expression) => {
            close();
            void addExpression(builder, ask.path, ask.alternative, expression);
          }}
        />
      );
    case "attribute":
      return <ChangeAttribute path={ask.path} close={close} />;
    case "operator":
      return <OperatorPicker path={ask.path} close={close} />;
    case "values":
      return <ValuesOf path={ask.path} close={close} />;
  }
}

/** Another attribute of the same type keeps operator and values; for one of another type they are asked for. */
function ChangeAttribute({ path, close }: { path: Path; close: () => void }) {
  const builder = useBuilder();
  const { catalogue, principalNames } = builder;
  const node = nodeAt(builder.model(), path);
  if (node?.type !== "comparison" && node?.type !== "exists") return null;
  const now = node.type === "exists" ? node.attribute : node.left.type === "attribute" ? node.left.attribute : null;
  const type = catalogue.attributes.find(({ id }) => id === now?.id)?.value_type;
  const set = (attribute: AttributeChoice, operator: string | null, values: string[] | null): void => {
    close();
    void builder.edit((model) => {
      const row = nodeAt(model, path);
      return row === undefined ? null : { type: "set-attribute", node: row.id, attribute, operator, values };
    }, path);
  };
  return (
    <AddExpression
      catalogue={catalogue}
      available={clauseAt(builder.model(), path)?.available_attributes ?? []}
      names={principalNames}
      nameIt={builder.namePrincipal}
      done="Set attribute"
      keeps={(attribute) => {
        const key = now?.key ?? null;
        const keeps = (node.type === "exists" ? attribute.exists : attribute.value_type === type) && (key !== null || !attribute.text.includes(keyMark));
        if (keeps) set({ source: attribute.source, text: attribute.text.replace(keyMark, key ?? "") }, null, null);
        return keeps;
      }}
      onAdd={(expression) =>
        expression.kind === "comparison" ? set(expression.attribute, expression.operator, expression.values) : set(expression.attribute, null, null)
      }
    />
  );
}

function OperatorPicker({ path, close }: { path: Path; close: () => void }) {
  const builder = useBuilder();
  const node = nodeAt(builder.model(), path);
  if (node?.type !== "comparison") return null;
  return (
    <SearchList
      label="Operators"
      placeholder="Operator"
      items={node.operator.choices.map(({ name, words }) => ({ key: name, title: words, detail: name }))}
      onPick={(operator) => {
        close();
        void builder.edit((now) => {
          const row = nodeAt(now, path);
          return row === undefined ? null : { type: "set-operator", node: row.id, operator };
        }, path);
      }}
    />
  );
}

function ValuesOf({ path, close }: { path: Path; close: () => void }) {
  const builder = useBuilder();
  const node = nodeAt(builder.model(), path);
  if (node?.type !== "comparison") return null;
  const attribute = node.left.type === "attribute" ? builder.catalogue.attributes.find(({ id }) => idOf(node) === id) : undefined;
  const { right, operator } = node;
  const views = right.type === "set" ? right.items : right.type === "value" ? [right.value] : [];
  const multi = right.type === "set" || operator.choices.find(({ name }) => name === operator.name)?.takes_set === true;
  const editor = (
    <ValueEditor
      catalogue={builder.catalogue}
      valueType={attribute?.value_type ?? (views[0]?.kind === "boolean" ? "boolean" : views[0]?.kind === "integer" ? "number" : "string")}
      choices={attribute?.values ?? []}
      multi={multi}
      values={views.map(({ value }) => value)}
      names={builder.principalNames}
      nameIt={builder.namePrincipal}
      onAdd={(value) => void builder.edit((now) => addValue(now, path, value))}
      onRemove={(index) => void builder.edit((now) => removeValue(now, path, index))}
      onSet={(values) => {
        void builder.edit((now) => setValues(now, path, values));
        if (!multi && (attribute?.value_type === "boolean" || attribute?.value_type === "role")) close();
      }}
    />
  );
  // The other way round (a value on the left) only the attribute stands on the right, and stays.
  if (node.left.type !== "attribute") return editor;
  const chosen = right.type === "attribute" ? { source: right.attribute.source, text: right.attribute.text } : null;
  return (
    <RightSide
      catalogue={builder.catalogue}
      fitting={comparable(builder.catalogue, clauseAt(builder.model(), path)?.available_attributes ?? [], idOf(node))}
      chosen={chosen}
      onAttribute={(picked) => {
        if (picked === null) return;
        close();
        void builder.edit((now) => {
          const row = nodeAt(now, path);
          return row === undefined ? null : { type: "set-right-attribute", node: row.id, attribute: picked };
        }, path);
      }}
    >
      {editor}
    </RightSide>
  );
}

function idOf(node: Extract<ModelNode, { type: "comparison" }>): string | null {
  return node.left.type === "attribute" ? node.left.attribute.id : null;
}
