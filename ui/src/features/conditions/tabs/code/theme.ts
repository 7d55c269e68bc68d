import { EditorView } from "@codemirror/view";
import { tokens } from "@fluentui/react-components";

const squiggle = (color: string, line: "wavy" | "dotted" = "wavy") => ({
  backgroundImage: "none",
  textDecorationLine: "underline",
  textDecorationStyle: line,
  textDecorationColor: color,
  textDecorationSkipInk: "none",
  textUnderlineOffset: "3px",
});

const button = {
  font: "inherit",
  color: tokens.colorNeutralForeground1,
  backgroundColor: tokens.colorNeutralBackground1,
  backgroundImage: "none",
  border: `1px solid ${tokens.colorNeutralStroke1}`,
  borderRadius: tokens.borderRadiusMedium,
  padding: "2px 8px",
  cursor: "pointer",
};

/** The editor in the colours of the Fluent theme around it; the tokens are CSS variables, so a theme change needs no rebuild. */
export const fluentTheme = EditorView.theme({
  "&": {
    height: "100%",
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase300,
  },
  "&.cm-focused": { outline: `1px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: tokens.fontFamilyMonospace, lineHeight: "20px", overflow: "auto" },
  ".cm-content": { caretColor: tokens.colorNeutralForeground1, padding: "8px 0" },
  // Breaking anywhere keeps the first word of a long line beside its indent; what wraps hangs a little deeper.
  ".cm-line": { wordBreak: "break-all", padding: "0 8px 0 calc(8px + var(--hang, 0ch))", textIndent: "calc(-1 * var(--hang, 0ch))" },
  ".cm-gutters": {
    color: tokens.colorNeutralForeground3,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  ".cm-activeLineGutter": { color: tokens.colorNeutralForeground1, backgroundColor: "transparent" },
  ".cm-content ::selection": { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackground },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    outline: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  ".cm-rw-linked": {
    backgroundColor: tokens.colorBrandBackground2,
    outline: `1px solid ${tokens.colorBrandStroke2}`,
    borderRadius: tokens.borderRadiusSmall,
  },
  ".cm-lintRange-error": squiggle(tokens.colorPaletteRedForeground3),
  ".cm-lintRange-warning": squiggle(tokens.colorPaletteDarkOrangeForeground3),
  ".cm-lintRange-info": squiggle(tokens.colorBrandForeground1, "dotted"),
  ".cm-tooltip": {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: tokens.fontFamilyBase, maxHeight: "280px", minWidth: "320px", maxWidth: "440px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "baseline",
    gap: "8px",
    padding: "4px 8px",
    lineHeight: tokens.lineHeightBase300,
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1Selected,
  },
  ".cm-completionLabel": { flexShrink: 0, maxWidth: "280px", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: tokens.fontWeightSemibold },
  ".cm-completionDetail": {
    marginLeft: "auto",
    fontStyle: "normal",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    // The end of an attribute's path is what tells it from the others.
    direction: "rtl",
    unicodeBidi: "plaintext",
  },
  ".cm-rw-tip": { maxWidth: "480px", padding: "8px 12px", display: "flex", flexDirection: "column", gap: "8px" },
  ".cm-rw-tip p": { margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".cm-rw-tip code": { fontFamily: tokens.fontFamilyMonospace, fontSize: "0.93em" },
  ".cm-rw-tip-title": { fontWeight: tokens.fontWeightSemibold },
  ".cm-rw-tip-quiet": { color: tokens.colorNeutralForeground2 },
  ".cm-rw-tip-row": { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center" },
  ".cm-rw-tip button": button,
  ".cm-rw-tip button:hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  ".cm-rw-tip button:focus-visible, .cm-panel.cm-search button:focus-visible": {
    outline: `2px solid ${tokens.colorStrokeFocus2}`,
  },
  ".cm-rw-tip button.cm-rw-rule": {
    color: tokens.colorBrandForegroundLink,
    border: "none",
    padding: 0,
    textDecoration: "underline",
  },
  ".cm-rw-tip + .cm-rw-tip": { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  ".cm-panels": {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
    fontFamily: tokens.fontFamilyBase,
  },
  ".cm-panels-top": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  ".cm-panel.cm-search": { padding: "8px 28px 8px 8px" },
  ".cm-panel.cm-search label, .cm-panel.cm-search button, .cm-panel.cm-search input": { fontSize: tokens.fontSizeBase200 },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "2px", marginRight: "8px" },
  ".cm-panel.cm-search input[type=text], .cm-textfield": {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: "2px 8px",
  },
  ".cm-textfield:focus": { outline: "none", borderBottom: `2px solid ${tokens.colorCompoundBrandStroke}` },
  ".cm-button": button,
  ".cm-panel.cm-search [name=close]": { color: tokens.colorNeutralForeground1, fontSize: tokens.fontSizeBase400 },
  ".cm-searchMatch": { backgroundColor: tokens.colorPaletteYellowBackground2 },
  ".cm-searchMatch-selected": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
});
