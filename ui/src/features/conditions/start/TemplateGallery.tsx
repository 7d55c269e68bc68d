import { Badge, Caption1, Card, CardHeader, makeStyles, Text } from "@fluentui/react-components";
import type { TemplateEntry } from "../../../host/generated/TemplateEntry";

const useStyles = makeStyles({
  gallery: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(240px, 1fr))", gap: "10px" },
});

/** Every template, with what it is for. */
export function TemplateGallery({ templates, onPick }: { templates: readonly TemplateEntry[]; onPick: (template: TemplateEntry) => void }) {
  const styles = useStyles();
  return (
    <div className={styles.gallery}>
      {templates.map((template) => (
        <Card
          key={template.name}
          size="small"
          focusMode="off"
          tabIndex={0}
          role="button"
          data-template={template.name}
          onClick={() => onPick(template)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            onPick(template);
          }}
        >
          <CardHeader
            header={<Text weight="semibold">{template.title}</Text>}
            action={<Badge appearance="outline">{template.portal ? "portal" : "Rolewright"}</Badge>}
          />
          <Caption1>{template.description}</Caption1>
        </Card>
      ))}
    </div>
  );
}
