import { Button, makeStyles, mergeClasses, tokens, Tooltip } from "@fluentui/react-components";
import { MoreHorizontalRegular, ReOrderDotsVerticalRegular } from "@fluentui/react-icons";
import { memo, type ReactNode } from "react";
import { useSpotlight } from "../spotlight";
import { useBuilder } from "./context";
import { partAt, pathOfPlace, type Path } from "./path";
import { RowProblemList } from "./RowProblemList";

const useStyles = makeStyles({
  row: {
    // No grid: WebKit keeps the height of its rows when the builder is made narrower and the content wraps.
    display: "flex",
    flexShrink: 0,
    alignItems: "flex-start",
    minHeight: "32px",
    padding: "2px 4px 2px 0",
    boxSizing: "border-box",
    borderRadius: tokens.borderRadiusMedium,
    ":hover": { backgroundColor: tokens.colorNeutralBackground2 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-1px" },
    "&[data-selected]": { backgroundColor: tokens.colorNeutralBackground1Selected, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
    // Quiet until the row is meant.
    "& .row-tool": { opacity: 0 },
    "&:hover .row-tool, &:focus-within .row-tool": { opacity: 1 },
  },
  lit: { backgroundColor: tokens.colorBrandBackground2, boxShadow: `inset 2px 0 0 ${tokens.colorBrandStroke1}` },
  handle: {
    display: "flex",
    flex: "0 0 16px",
    alignItems: "center",
    justifyContent: "center",
    height: "28px",
    color: tokens.colorNeutralForeground3,
    cursor: "grab",
    touchAction: "none",
  },
  content: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "2px 4px", minHeight: "28px", minWidth: 0, flex: "1 1 0" },
});

interface Props {
  path: Path;
  /** The row in one sentence. */
  label: string;
  children: ReactNode;
}

/** One line of the builder: handle, content, menu, and the problems that belong to it. */
export const RowFrame = memo(function RowFrame({ path, label, children }: Props) {
  const styles = useStyles();
  const builder = useBuilder();
  const lit = useSpotlight(
    builder.spotlight,
    (highlight) => highlight !== null && highlight.pointer !== "builder" && pathOfPlace(builder.model(), highlight) === path,
  );
  const point = (): void => {
    const span = partAt(builder.model(), path)?.span;
    builder.spotlight.point(span === undefined ? null : { from: span.from, to: span.to, pointer: "builder" });
  };
  return (
    <>
      <div
        role="group"
        aria-label={label}
        tabIndex={-1}
        data-path={path}
        className={mergeClasses(styles.row, lit && styles.lit)}
        onPointerEnter={point}
        onPointerLeave={() => builder.spotlight.point(null)}
        onFocus={point}
      >
        {builder.readOnly ? (
          <span className={styles.handle} />
        ) : (
          <span className={mergeClasses(styles.handle, "row-tool")} data-drag={path} aria-hidden>
            <ReOrderDotsVerticalRegular />
          </span>
        )}
        <div className={styles.content}>{children}</div>
        {!builder.readOnly && (
          <Tooltip content="More for this row" relationship="label">
            <Button
              className="row-tool"
              tabIndex={-1}
              size="small"
              appearance="subtle"
              icon={<MoreHorizontalRegular />}
              onClick={(event) => builder.ask({ kind: "menu", path }, event.currentTarget)}
            />
          </Tooltip>
        )}
      </div>
      <RowProblemList path={path} />
    </>
  );
});
