import { Button, Card, Checkbox, Label, makeStyles } from "@fluentui/react-components";
import { AddRegular, DeleteRegular } from "@fluentui/react-icons";
import { useId } from "react";
import type { Catalogue } from "../../../host/generated/Catalogue";
import type { TemplateEntry } from "../../../host/generated/TemplateEntry";
import type { TemplateMatch } from "../../../host/generated/TemplateMatch";
import { ChosenField } from "./ChosenField";

type Filled = Omit<TemplateMatch, "name">;
type Names = Readonly<Record<string, string | undefined>>;

const useStyles = makeStyles({
  root: { display: "grid", gap: "12px", maxHeight: "56vh", overflowY: "auto", padding: "0 4px 8px 0" },
  types: { display: "flex", flexWrap: "wrap" },
  add: { justifySelf: "start" },
});

const principalTypes = [
  ["User", "User"],
  ["Group", "Group"],
  ["ServicePrincipal", "Service principal"],
] as const;

interface Props {
  template: TemplateEntry;
  catalogue: Catalogue;
  filled: Filled;
  onChange(filled: Filled): void;
  names: Names;
  nameIt(id: string, name: string): void;
}

/** What a template asks for. */
export function TemplateForm({ template, catalogue, filled, onChange, names, nameIt }: Props) {
  const styles = useStyles();
  const typesLabel = useId();
  const pairs = template.needs_pairs && filled.pairs.length === 0 ? [{ roles: [], principals: [] }] : filled.pairs;
  const common = { catalogue, names, nameIt };
  return (
    <div className={styles.root}>
      {template.needs_roles && (
        <ChosenField {...common} label="Roles" kind="role" values={filled.roles} onChange={(roles) => onChange({ ...filled, roles })} />
      )}
      {/* Not a Field: that would give all three boxes its one id. */}
      {template.needs_principal_types && (
        <div role="group" aria-labelledby={typesLabel}>
          <Label id={typesLabel}>Kinds of principal</Label>
          <div className={styles.types}>
            {principalTypes.map(([value, label]) => (
              <Checkbox
                key={value}
                label={label}
                checked={filled.principal_types.includes(value)}
                onChange={(_, { checked }) =>
                  onChange({
                    ...filled,
                    principal_types: principalTypes.map(([type]) => type).filter((type) => (type === value ? checked === true : filled.principal_types.includes(type))),
                  })
                }
              />
            ))}
          </div>
        </div>
      )}
      {template.needs_principals && (
        <ChosenField
          {...common}
          label="Principals"
          kind="principal"
          values={filled.principals}
          onChange={(principals) => onChange({ ...filled, principals })}
        />
      )}
      {template.needs_pairs &&
        pairs.map((pair, index) => {
          const change = (next: typeof pair): void => onChange({ ...filled, pairs: pairs.with(index, next) });
          return (
            // Pairs are known by their place.
            // oxlint-disable-next-line react/no-array-index-key
            <Card key={index} size="small" appearance="outline" role="group" aria-label={`Pair ${index + 1}`}>
              <ChosenField
                {...common}
                label="These principals"
                kind="principal"
                values={pair.principals}
                onChange={(principals) => change({ ...pair, principals })}
              />
              <ChosenField {...common} label="may get only these roles" kind="role" values={pair.roles} onChange={(roles) => change({ ...pair, roles })} />
              {pairs.length > 1 && (
                <Button
                  className={styles.add}
                  size="small"
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  onClick={() => onChange({ ...filled, pairs: pairs.toSpliced(index, 1) })}
                >
                  Remove this pair
                </Button>
              )}
            </Card>
          );
        })}
      {template.needs_pairs && (
        <Button
          className={styles.add}
          size="small"
          icon={<AddRegular />}
          onClick={() => onChange({ ...filled, pairs: [...pairs, { roles: [], principals: [] }] })}
        >
          Another pair
        </Button>
      )}
    </div>
  );
}
