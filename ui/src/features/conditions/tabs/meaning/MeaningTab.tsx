import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo, useCallback, useEffect } from "react";
import { Waiting } from "../../../../components/Waiting";
import type { MeaningLine } from "../../../../host/generated/MeaningLine";
import { useRemembered } from "../../../../host/settings";
import { useSpotlight, type Spotlight } from "../../spotlight";
import type { TabProps } from "../../workbench";
import { Empty } from "../shared/Empty";
import { Words } from "../../../../components/Words";

const useStyles = makeStyles({
  tab: { height: "100%", display: "flex", flexDirection: "column", minHeight: 0 },
  scroll: { flexGrow: 1, minHeight: 0, overflowY: "auto", padding: "12px 16px" },
  code: {
    flexShrink: 0,
    height: "72px",
    overflow: "hidden",
    boxSizing: "border-box",
    margin: 0,
    padding: "6px 16px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: "pre-wrap",
    wordBreak: "break-all",
  },
  lines: { listStyleType: "none", margin: 0, padding: 0, maxWidth: "760px", display: "flex", flexDirection: "column" },
  line: {
    display: "block",
    width: "100%",
    boxSizing: "border-box",
    padding: "4px 8px",
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    background: "none",
    color: tokens.colorNeutralForeground1,
    font: "inherit",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: "left",
    overflowWrap: "anywhere",
  },
  placed: {
    cursor: "pointer",
    ":hover": { color: tokens.colorNeutralForeground1Hover, backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  linked: { backgroundColor: tokens.colorBrandBackground2, outline: `1px solid ${tokens.colorBrandStroke2}` },
  top: { fontWeight: tokens.fontWeightSemibold },
  later: { marginTop: tokens.spacingVerticalM },
  nested: { borderLeft: `2px solid ${tokens.colorNeutralStroke2}` },
});

export function MeaningTab({ workbench }: TabProps) {
  const { analysis, analysedText, content, spotlight } = workbench;
  const [, open] = useRemembered("conditions.tab", "meaning");
  const pointed = useSpotlight(spotlight, (at) => (at?.pointer === "meaning" ? at : null));
  const styles = useStyles();
  useEffect(() => () => spotlight.point(null), [spotlight]);
  const openCode = useCallback(() => open("code"), [open]);
  if (content.text.trim() === "") {
    return (
      <Empty title="No condition yet">
        Without a condition the role assignment is not limited. Add a clause on the left, or write one under Code.
      </Empty>
    );
  }
  if (analysis === null) return <Waiting label="Reading the condition" />;
  if (analysis.meaning.length === 0) {
    return (
      <Empty title="Nothing to say in words">
        No part of the text could be understood as a condition. The problems below say where to begin.
      </Empty>
    );
  }
  return (
    <div className={styles.tab}>
      <div className={styles.scroll}>
        <ul className={styles.lines} aria-label="The condition in words">
          {analysis.meaning.map((line, index) => (
            <Sentence
              key={index}
              line={line}
              leads={(analysis.meaning[index + 1]?.depth ?? 0) > line.depth}
              first={index === 0}
              spotlight={spotlight}
              onChosen={openCode}
            />
          ))}
        </ul>
      </div>
      <pre className={styles.code} aria-label="Code of the sentence">
        {pointed === null
          ? "Point at a sentence to see its code; choose it to go there."
          : analysedText.slice(pointed.from, pointed.to).replaceAll(/\s+/g, " ")}
      </pre>
    </div>
  );
}

interface SentenceProps {
  line: MeaningLine;
  /** Whether lines below it belong to it. */
  leads: boolean;
  first: boolean;
  spotlight: Spotlight;
  onChosen: () => void;
}

const Sentence = memo(function Sentence({ line, leads, first, spotlight, onChosen }: SentenceProps) {
  const styles = useStyles();
  const { depth, text, span } = line;
  const linked = useSpotlight(
    spotlight,
    (at) => at !== null && span !== null && at.pointer !== "meaning" && !leads && span.from <= at.from && at.to <= span.to,
  );
  const look = mergeClasses(styles.line, depth === 0 && leads && styles.top, linked && styles.linked);
  const leave = () => spotlight.point(null);
  const point = () => span !== null && spotlight.point({ from: span.from, to: span.to, pointer: "meaning" });
  return (
    <li
      className={mergeClasses(depth === 0 && !first && styles.later, depth > 0 && styles.nested)}
      style={{ marginInlineStart: `${Math.max(0, depth - 1) * 20 + (depth > 0 ? 12 : 0)}px` }}
    >
      {span === null ? (
        <span className={look}>
          <Words text={text} />
        </span>
      ) : (
        <button
          type="button"
          className={mergeClasses(look, styles.placed)}
          title="Show it in the code"
          onMouseEnter={point}
          onMouseLeave={leave}
          onFocus={point}
          onBlur={leave}
          onClick={() => {
            spotlight.reveal(span);
            onChosen();
          }}
        >
          <Words text={text} />
        </button>
      )}
    </li>
  );
});
