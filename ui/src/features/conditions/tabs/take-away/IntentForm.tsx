import { Dropdown, Field, Input, makeStyles, Option, tokens } from "@fluentui/react-components";
import type { Workbench } from "../../workbench";
import { PickOrType } from "../shared/PickOrType";

const useStyles = makeStyles({
  form: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    flexShrink: 0,
  },
  narrow: { minWidth: 0 },
});

const kinds = [
  { value: "User", text: "User" },
  { value: "Group", text: "Group" },
  { value: "ServicePrincipal", text: "Service principal" },
];

const kept = (text: string) => (text === "" ? null : text);

/** The role assignment that carries the condition; every change is saved with the draft. */
export function IntentForm({ workbench }: { workbench: Workbench }) {
  const styles = useStyles();
  const { content, actions, catalogue } = workbench;
  const roles = catalogue.roles.map(({ id, name, category }) => ({ value: id, text: name, detail: category }));
  const principals = Object.entries(content.principal_names).map(([id, name]) => ({ value: id, text: name, detail: id }));
  return (
    <section className={styles.form} aria-label="Role assignment">
      <Field label="Role to assign" required size="small">
        <PickOrType
          label="Role to assign"
          placeholder="Name or id"
          value={content.role ?? ""}
          options={roles}
          onChange={(role) => actions.changeContent({ role: kept(role) })}
        />
      </Field>
      <Field label="Principal (object ID)" required size="small">
        <PickOrType
          label="Principal (object ID)"
          placeholder="Name or object ID"
          value={content.principal ?? ""}
          options={principals}
          onChange={(principal) => actions.changeContent({ principal: kept(principal) })}
        />
      </Field>
      <Field label="Principal type" required size="small">
        <Dropdown
          size="small"
          className={styles.narrow}
          placeholder="Choose"
          value={kinds.find(({ value }) => value === content.principal_type)?.text ?? content.principal_type ?? ""}
          selectedOptions={content.principal_type === null ? [] : [content.principal_type]}
          onOptionSelect={(_, { optionValue }) => actions.changeContent({ principal_type: optionValue ?? null })}
        >
          {kinds.map(({ value, text }) => (
            <Option key={value} value={value}>
              {text}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label="Scope" required size="small">
        <Input
          size="small"
          className={styles.narrow}
          placeholder="/subscriptions/…"
          value={content.scope ?? ""}
          onChange={(_, { value }) => actions.changeContent({ scope: kept(value) })}
        />
      </Field>
      <Field label="Description" size="small">
        <Input
          size="small"
          className={styles.narrow}
          value={content.description ?? ""}
          onChange={(_, { value }) => actions.changeContent({ description: kept(value) })}
        />
      </Field>
    </section>
  );
}
