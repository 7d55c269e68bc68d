import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  empty: { padding: tokens.spacingHorizontalXXL, color: tokens.colorNeutralForeground2, maxWidth: "560px" },
  title: { display: "block", color: tokens.colorNeutralForeground1, margin: `0 0 ${tokens.spacingVerticalS}` },
});

/** Why there is nothing here, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <Subtitle2 as="h3" className={styles.title}>
        {title}
      </Subtitle2>
      {children}
    </div>
  );
}
