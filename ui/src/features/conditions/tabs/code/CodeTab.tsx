import { makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useHost } from "../../../../host/context";
import { useSpotlight } from "../../spotlight";
import type { TabProps } from "../../workbench";
import { CodeFooter } from "./CodeFooter";
import { CodeToolbar } from "./CodeToolbar";
import { ConditionEditor, type Caret, type ConditionEditorHandle } from "./ConditionEditor";
import { RuleManual } from "../../problems/RuleManual";
import type { TipActions } from "./tips";

const useStyles = makeStyles({
  tab: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0 },
  editor: {
    flexGrow: 1,
    minHeight: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function CodeTab({ workbench }: TabProps) {
  const { content, analysis, analysedText, readOnly, spotlight, actions } = workbench;
  const styles = useStyles();
  const host = useHost();
  const hint = useId();
  const editor = useRef<ConditionEditorHandle>(null);
  const [caret, setCaret] = useState<Caret | null>(null);
  const [rule, setRule] = useState<string | null>(null);
  const linked = useSpotlight(spotlight, (highlight) => (highlight?.pointer === "code" ? null : highlight));

  useEffect(() => {
    const show = () => {
      const place = spotlight.lastRevealed();
      if (place !== null) editor.current?.reveal(place);
    };
    show();
    return spotlight.onReveal(show);
  }, [spotlight]);
  useEffect(() => () => spotlight.point(null), [spotlight]);

  const sources = useMemo(
    () => ({
      complete: (text: string, offset: number) => host.completeCondition({ text, offset }),
      hover: (text: string, offset: number) => host.hoverCondition({ text, offset }),
    }),
    [host],
  );
  const tipActions = useMemo<TipActions>(
    () => ({ applyFix: (fix) => actions.applyEdits(fix.edits), openRule: setRule }),
    [actions],
  );
  const pointAt = useCallback(
    (at: Caret) => {
      setCaret(at);
      spotlight.point({ from: at.offset, to: at.offset, pointer: "code" });
    },
    [spotlight],
  );

  const latest = useRef(content.text);
  useLayoutEffect(() => {
    latest.current = content.text;
  }, [content.text]);
  const text = useCallback(() => latest.current, []);
  const step = useCallback((forward: boolean) => editor.current?.step(forward), []);
  const closeRule = useCallback(() => {
    setRule(null);
    editor.current?.focus();
  }, []);
  const current = analysis !== null && analysedText === content.text;
  return (
    <div className={styles.tab}>
      <CodeToolbar
        text={text}
        empty={content.text === ""}
        formattable={!readOnly && content.text.trim() !== ""}
        hasProblems={(analysis?.diagnostics.length ?? 0) > 0}
        actions={actions}
        onStep={step}
      />
      <div className={styles.editor}>
        <ConditionEditor
          key={workbench.draftId}
          ref={editor}
          draft={actions}
          text={content.text}
          onText={(text) => actions.changeText(text)}
          diagnostics={current ? analysis.diagnostics : null}
          linked={linked}
          onCaret={pointAt}
          readOnly={readOnly}
          sources={sources}
          actions={tipActions}
          describedBy={hint}
        />
      </div>
      <CodeFooter caret={caret} hintId={hint} />
      <RuleManual code={rule} onClose={closeRule} />
    </div>
  );
}
