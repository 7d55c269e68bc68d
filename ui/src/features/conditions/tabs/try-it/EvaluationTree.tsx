import { makeStyles, tokens, Tree, TreeItem, TreeItemLayout } from "@fluentui/react-components";
import type { EvaluationNode } from "../../../../host/generated/EvaluationNode";
import type { Spotlight } from "../../spotlight";
import { TruthMark, valueWords } from "../shared/TruthMark";
import { Words } from "../../../../components/Words";

const useStyles = makeStyles({
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    display: "block",
  },
  because: {
    display: "block",
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
  // Fluent centres the label; a column that may shrink lets long expressions end in an ellipsis.
  layout: { "& > .fui-TreeItemLayout__main": { minWidth: 0, flexGrow: 1 }, paddingTop: "2px", paddingBottom: "2px", minHeight: "28px" },
});

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** The value at every node of the condition for one request. */
export function EvaluationTree({ root, spotlight }: { root: EvaluationNode; spotlight: Spotlight }) {
  return (
    <Tree aria-label="Value of every part" size="small" defaultOpenItems={branchPaths(root, "0")} onMouseLeave={() => spotlight.point(null)}>
      <NodeItem node={root} path="0" spotlight={spotlight} />
    </Tree>
  );
}

function branchPaths(node: EvaluationNode, path: string): string[] {
  if (node.children.length === 0) return [];
  return [path, ...node.children.flatMap((child, index) => branchPaths(child, `${path}.${index}`))];
}

function NodeItem({ node, path, spotlight }: { node: EvaluationNode; path: string; spotlight: Spotlight }) {
  const styles = useStyles();
  const { children, span, text, value, because } = node;
  const branch = children.length > 0;
  const point = () => spotlight.point({ from: span.from, to: span.to, pointer: "evaluation" });
  return (
    <TreeItem itemType={branch ? "branch" : "leaf"} value={path}>
      <TreeItemLayout
        className={styles.layout}
        iconBefore={<TruthMark value={value} words={valueWords} />}
        onMouseEnter={point}
        onFocus={point}
      >
        <span className={styles.text} title={text}>
          {oneLine(text)}
        </span>
        {because !== null && (
          <span className={styles.because}>
            <Words text={because} />
          </span>
        )}
      </TreeItemLayout>
      {branch && (
        <Tree>
          {children.map((child, index) => (
            <NodeItem key={index} node={child} path={`${path}.${index}`} spotlight={spotlight} />
          ))}
        </Tree>
      )}
    </TreeItem>
  );
}
