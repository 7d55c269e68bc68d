import { Button, makeStyles, OverlayDrawer, Subtitle2, tokens, Tooltip } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { KeyboardEvent, ReactNode } from "react";
import { SidePane } from "./SidePane";
import { useNarrow } from "./useNarrow";

const useStyles = makeStyles({
  head: {
    display: "flex",
    alignItems: "center",
    gap: "8px",
    padding: "8px 8px 8px 16px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minHeight: "32px",
  },
  title: { flex: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  body: { flex: 1, minHeight: 0, overflowY: "auto", padding: "12px 16px 24px" },
  whole: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0 },
});

interface Props {
  label: string;
  title: ReactNode;
  close(): void;
  children: ReactNode;
}

/** What belongs to the row that is open: beside the table, or over it where the window is narrow. Esc closes it. */
export function DetailPane({ label, title, close, children }: Props) {
  const styles = useStyles();
  const narrow = useNarrow(1280);
  const content = (
    <div
      className={styles.whole}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <div className={styles.head}>
        <Subtitle2 as="h2" className={styles.title}>
          {title}
        </Subtitle2>
        <Tooltip content="Close (Esc)" relationship="label">
          <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={close} />
        </Tooltip>
      </div>
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
    </div>
  );
  if (narrow) {
    return (
      <OverlayDrawer open position="end" modalType="non-modal" style={{ width: 440 }} aria-label={label} onOpenChange={(_, { open }) => !open && close()}>
        {content}
      </OverlayDrawer>
    );
  }
  return (
    <SidePane name="detail" side="right" label={label} smallest={360} largest={560} start={420}>
      {content}
    </SidePane>
  );
}
