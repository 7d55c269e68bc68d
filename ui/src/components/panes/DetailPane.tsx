import { Button, InlineDrawer, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
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
  floating: { position: "absolute", top: 0, bottom: 0, right: 0, width: "min(440px, 80%)", maxWidth: "none", height: "100%", zIndex: 10, boxShadow: tokens.shadow28 },
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
  // Where one was when the pane opened, which is where one wants to be when it is gone.
  const [before] = useState(() => document.activeElement);
  const here = useRef<HTMLDivElement>(null);
  const leave = (): void => {
    const inside = here.current?.contains(document.activeElement) === true;
    close();
    if (inside && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const content = (
    <div
      ref={here}
      className={styles.whole}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        leave();
      }}
    >
      <div className={styles.head}>
        <Subtitle2 as="h2" className={styles.title}>
          {title}
        </Subtitle2>
        {/* No tooltip: it would take the first Esc for itself. */}
        <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label="Close" title="Close (Esc)" onClick={leave} />
      </div>
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
    </div>
  );
  if (narrow) {
    return (
      <InlineDrawer open position="end" separator className={styles.floating} role="complementary" aria-label={label}>
        {content}
      </InlineDrawer>
    );
  }
  return (
    <SidePane name="detail" side="right" label={label} smallest={360} largest={560} start={420}>
      {content}
    </SidePane>
  );
}
