import { Button, Label, makeStyles, Popover, PopoverSurface, PopoverTrigger, Tag, TagGroup } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useId } from "react";
import type { Catalogue } from "../../../host/generated/Catalogue";
import { idKey, shortened } from "../builder/words";
import { ValueEditor } from "../pickers/ValueEditor";

const useStyles = makeStyles({
  chosen: { display: "flex", flexWrap: "wrap", gap: "4px", alignItems: "center" },
  surface: { width: "400px", padding: "10px" },
});

interface Props {
  label: string;
  kind: "role" | "principal";
  catalogue: Catalogue;
  values: readonly string[];
  onChange(values: string[]): void;
  names: Readonly<Record<string, string | undefined>>;
  nameIt(id: string, name: string): void;
}

/** Chosen roles or principals as tags, with the picker behind a button. */
export function ChosenField({ label, kind, catalogue, values, onChange, names, nameIt }: Props) {
  const styles = useStyles();
  const labelId = useId();
  const nameOf = (id: string): string =>
    (kind === "role" ? catalogue.roles.find((role) => idKey(role.id) === idKey(id))?.name : names[id]) ?? shortened(id);
  return (
    <div role="group" aria-labelledby={labelId}>
      <Label id={labelId}>{label}</Label>
      <div className={styles.chosen}>
        {values.length > 0 && (
          <TagGroup
            className={styles.chosen}
            aria-label={label}
            onDismiss={(_, { value }) => onChange(values.filter((other) => other !== value))}
          >
            {values.map((value) => (
              <Tag key={value} value={value} size="small" dismissible dismissIcon={{ "aria-label": "remove" }} title={value}>
                {nameOf(value)}
              </Tag>
            ))}
          </TagGroup>
        )}
        <Popover trapFocus positioning={{ position: "below", align: "start" }}>
          <PopoverTrigger disableButtonEnhancement>
            <Button size="small" icon={<AddRegular />}>
              {kind === "role" ? "Choose roles" : "Choose principals"}
            </Button>
          </PopoverTrigger>
          <PopoverSurface className={styles.surface} aria-label={label}>
            <ValueEditor
              catalogue={catalogue}
              valueType={kind}
              choices={[]}
              multi
              values={values}
              names={names}
              nameIt={nameIt}
              onAdd={(value) => onChange([...values, value])}
              onRemove={(index) => onChange(values.toSpliced(index, 1))}
              onSet={onChange}
            />
          </PopoverSurface>
        </Popover>
      </div>
    </div>
  );
}
