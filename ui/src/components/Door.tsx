import { Caption1, Card, CardHeader, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  // Columns of one width, also where a row has fewer doors than the one above it.
  row: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(230px, 1fr))", gap: "12px", width: "100%" },
  card: { height: "100%", boxSizing: "border-box" },
  icon: { fontSize: "24px", color: tokens.colorBrandForeground1 },
});

/** Ways to begin, side by side. */
export function Doors({ children }: { children: ReactNode }) {
  return <div className={useStyles().row}>{children}</div>;
}

interface Props {
  icon: FluentIcon;
  title: string;
  text: string;
  open(): void;
  /** Names it for those who look for it in the page. */
  name?: string;
}

/** One way to begin. */
export function Door({ icon: Icon, title, text, open, name }: Props) {
  const styles = useStyles();
  return (
    <Card
      className={styles.card}
      focusMode="off"
      tabIndex={0}
      role="button"
      data-door={name}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open();
      }}
    >
      <CardHeader image={<Icon className={styles.icon} />} header={<Text weight="semibold">{title}</Text>} />
      <Caption1>{text}</Caption1>
    </Card>
  );
}
