import { Badge, Button, Caption1, makeStyles, tokens, Tooltip } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { memo, useState } from "react";
import type { AttributeView } from "../../../host/generated/AttributeView";
import type { Node as ModelNode } from "../../../host/generated/Node";
import type { Operand } from "../../../host/generated/Operand";
import { CodeText } from "./CodeText";
import { useBuilder } from "./context";
import { negate, toggleConnector } from "./edits";
import { childPath, nodeAt, type Path } from "./path";
import { RowFrame } from "./RowFrame";
import { ValueChip } from "./ValueChip";
import { connectorWords, rowWords } from "./words";

const useStyles = makeStyles({
  children: {
    listStyleType: "none",
    margin: "0 0 0 7px",
    padding: "0 0 0 8px",
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
  button: {
    minWidth: 0,
    padding: "0 5px",
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: "nowrap",
    // In high contrast the button under the pointer is bright, and only its own colour can be read on it.
    "&:hover span, &:active span": { color: "inherit" },
  },
  attribute: { fontWeight: tokens.fontWeightSemibold },
  source: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular, marginLeft: "4px" },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
});

/** A row or a group with the rows in it. */
export const NodeView = memo(function NodeView({ node, path }: { node: ModelNode; path: Path }) {
  const styles = useStyles();
  const builder = useBuilder();
  const label = rowWords(node, builder.principalNames);
  if (node.type === "group") {
    return (
      <li>
        <RowFrame path={path} label={label}>
          <Not node={node} path={path} />
          <Button
            className={styles.button}
            tabIndex={-1}
            size="small"
            appearance="subtle"
            disabledFocusable={builder.readOnly}
            title={node.connector === "and" ? "Every row must hold (AND)" : "One row must hold (OR)"}
            onClick={() => void builder.edit((model) => toggleConnector(model, path))}
          >
            {connectorWords(node.connector)}
          </Button>
        </RowFrame>
        <ul className={styles.children}>
          {node.children.map((child, index) => (
            // Rows are known by where they stand.
            // oxlint-disable-next-line react/no-array-index-key
            <NodeView key={index} node={child} path={childPath(path, index)} />
          ))}
        </ul>
      </li>
    );
  }
  return (
    <li>
      <RowFrame path={path} label={label}>
        <NodeContent node={node} path={path} />
      </RowFrame>
    </li>
  );
});

function NodeContent({ node, path }: { node: Exclude<ModelNode, { type: "group" }>; path: Path }) {
  const styles = useStyles();
  const builder = useBuilder();
  switch (node.type) {
    case "comparison":
      return (
        <>
          <Not node={node} path={path} />
          <OperandView operand={node.left} path={path} side="left" />
          <Tooltip content={node.operator.name} relationship="description">
            <Button
              className={styles.button}
              tabIndex={-1}
              size="small"
              appearance="subtle"
              disabledFocusable={builder.readOnly}
              onClick={(event) => builder.ask({ kind: "operator", path }, event.currentTarget)}
            >
              {node.operator.words}
            </Button>
          </Tooltip>
          <OperandView operand={node.right} path={path} side="right" />
        </>
      );
    case "exists":
      return (
        <>
          <AttributeButton attribute={node.attribute} path={path} />
          <Button
            className={styles.button}
            tabIndex={-1}
            size="small"
            appearance="subtle"
            disabledFocusable={builder.readOnly}
            onClick={() => void builder.edit((model) => negate(model, path))}
          >
            {node.negated ? "does not exist" : "exists"}
          </Button>
        </>
      );
    case "action":
      return (
        <>
          <Not node={node} path={path} />
          <Caption1>{node.suboperation ? "suboperation is" : "action is"}</Caption1>
          <span className={styles.mono}>{node.value}</span>
        </>
      );
    case "code":
      return (
        <CodeText
          text={node.text}
          why={node.why}
          readOnly={builder.readOnly}
          onCommit={(text) =>
            void builder.edit((model) => {
              const code = nodeAt(model, path);
              return code === undefined ? null : { type: "set-code", node: code.id, text };
            })
          }
        />
      );
  }
}

function Not({ node, path }: { node: ModelNode; path: Path }) {
  const builder = useBuilder();
  if (node.type === "code" || !node.negated) return null;
  if (builder.readOnly) return <Badge appearance="tint">not</Badge>;
  return (
    <Button
      size="small"
      tabIndex={-1}
      title="Holds when the following does not; choose to take the negation away"
      style={{ minWidth: 0, padding: "0 6px" }}
      onClick={() => void builder.edit((model) => negate(model, path))}
    >
      not
    </Button>
  );
}

/** An attribute. The one on the right is chosen where values are. */
function AttributeButton({ attribute, path, asks = "attribute" }: { attribute: AttributeView; path: Path; asks?: "attribute" | "values" }) {
  const styles = useStyles();
  const builder = useBuilder();
  return (
    <Button
      className={styles.button}
      tabIndex={-1}
      size="small"
      appearance="subtle"
      disabledFocusable={builder.readOnly}
      title={`@${attribute.source}[${attribute.text}]`}
      onClick={(event) => builder.ask({ kind: asks, path }, event.currentTarget)}
    >
      <span className={styles.attribute}>{attribute.title}</span>
      {attribute.key !== null && <span className={styles.source}>{attribute.key}</span>}
      <Caption1 className={styles.source}>{attribute.source}</Caption1>
    </Button>
  );
}

/** More chips than this are folded away until asked for; the picker searches all of them. */
const chipsShown = 12;

function OperandView({ operand, path, side }: { operand: Operand; path: Path; side: "left" | "right" }) {
  const styles = useStyles();
  const builder = useBuilder();
  const [all, setAll] = useState(false);
  switch (operand.type) {
    case "attribute":
      return side === "left" ? (
        <AttributeButton attribute={operand.attribute} path={path} />
      ) : (
        <AttributeButton attribute={operand.attribute} path={path} asks="values" />
      );
    case "value":
      return <ValueChip value={operand.value} path={path} index={null} />;
    case "set":
      return (
        <>
          {operand.items.slice(0, all ? undefined : chipsShown).map((value, index) => (
            <ValueChip key={`${value.text}:${index}`} value={value} path={path} index={index} />
          ))}
          {operand.items.length > chipsShown && (
            // Stays where it is, so that the focus does.
            <Button size="small" tabIndex={-1} appearance="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "fewer" : `and ${operand.items.length - chipsShown} more`}
            </Button>
          )}
          {!builder.readOnly && (
            <Button
              size="small"
              tabIndex={-1}
              appearance="subtle"
              icon={<AddRegular />}
              aria-label="Add a value"
              title="Add a value"
              onClick={(event) => builder.ask({ kind: "values", path }, event.currentTarget)}
            />
          )}
        </>
      );
    case "code":
      return <span className={styles.mono}>{operand.text}</span>;
  }
}
