import { HighlightStyle, LanguageSupport, StreamLanguage, type StringStream, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { tokens } from "@fluentui/react-components";

// Colours only. What the text means, and whether it is right, is answered by the host.

interface State {
  /** Inside the brackets of `@Source[…]`. */
  attribute: boolean;
}

const guid = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})\b/i;
const connectors = /^(?:AND|OR|NOT)\b/i;
const tests = /^(?:ActionMatches|SubOperationMatches|Exists)\b/i;

function token(stream: StringStream, state: State): string | null {
  if (state.attribute) {
    if (stream.eat("]")) {
      state.attribute = false;
      return "bracket";
    }
    stream.match(/^[^\]]+/);
    return "propertyName";
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^'[^']*'?/)) return "string";
  if (stream.match(/^[$%]\{[^}]*\}/)) return "meta";
  if (stream.match(/^@\w*/)) return "typeName";
  if (stream.eat("[")) {
    state.attribute = true;
    return "bracket";
  }
  if (stream.match(guid)) return "atom";
  if (stream.match(/^-?\d+\b/)) return "number";
  if (stream.match(/^(?:&&|\|\||!)/) || stream.match(connectors)) return "keyword";
  if (stream.match(tests)) return "function";
  if (stream.match(/^(?:true|false)\b/i)) return "bool";
  if (stream.match(/^\w+(?::\w+)?/)) return "operator";
  if (stream.match(/^[(){}]/)) return "bracket";
  stream.next();
  return null;
}

const language = StreamLanguage.define<State>({
  name: "azure-condition",
  startState: () => ({ attribute: false }),
  copyState: (state) => ({ ...state }),
  token,
  languageData: { closeBrackets: { brackets: ["(", "{", "[", "'"] } },
  tokenTable: { function: tags.function(tags.variableName), operator: tags.compareOperator },
});

const style = HighlightStyle.define([
  { tag: tags.keyword, color: tokens.colorPaletteBerryForeground2, fontWeight: tokens.fontWeightSemibold },
  { tag: tags.function(tags.variableName), color: tokens.colorBrandForeground1 },
  { tag: tags.compareOperator, color: tokens.colorPaletteTealForeground2 },
  { tag: tags.typeName, color: tokens.colorPalettePurpleForeground2 },
  { tag: tags.propertyName, color: tokens.colorNeutralForeground1 },
  { tag: tags.string, color: tokens.colorPaletteDarkOrangeForeground2 },
  { tag: [tags.atom, tags.number, tags.bool], color: tokens.colorPaletteGreenForeground2 },
  { tag: tags.meta, color: tokens.colorPaletteMarigoldForeground2, fontStyle: "italic" },
  { tag: tags.bracket, color: tokens.colorNeutralForeground2 },
]);

export function conditionLanguage(): LanguageSupport {
  return new LanguageSupport(language, syntaxHighlighting(style));
}
