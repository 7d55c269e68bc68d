import { Button, Card, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { AddRegular, CopyRegular } from "@fluentui/react-icons";
import { memo } from "react";
import type { Clause } from "../../../host/generated/Clause";
import { useBuilder } from "./context";
import { homeOf } from "./edits";
import { childPath, type Path } from "./path";
import { NodeView } from "./NodeView";
import { RowFrame } from "./RowFrame";
import { clauseWords } from "./words";

const useStyles = makeStyles({
  card: { padding: "6px 8px 8px", gap: "2px", overflow: "visible" },
  title: { minWidth: 0, overflowWrap: "anywhere" },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  foot: { display: "flex", flexWrap: "wrap", gap: "4px", paddingLeft: "16px", alignItems: "center" },
  same: { color: tokens.colorNeutralForeground3, padding: "0 5px" },
  none: { padding: "4px 16px", color: tokens.colorNeutralForeground2 },
});

interface Props {
  clause: Clause;
  path: Path;
  /** Which clause says the same for its own source, by title. */
  sameAs: string | null;
  /** The clause of the other side that this one's rows could be copied to. */
  copyTo: Path | null;
  copyToTitle: string | null;
}

/** One card: for which actions, and what must hold for them. */
export const ClauseCard = memo(function ClauseCard({ clause, path, sameAs, copyTo, copyToTitle }: Props) {
  const styles = useStyles();
  const builder = useBuilder();
  const anchored = clause.kind === "guarded" || clause.kind === "block";
  return (
    <Card className={styles.card} size="small" role="listitem" data-clause={path} appearance="outline">
      <RowFrame path={path} label={clauseWords(clause)}>
        {anchored && !builder.readOnly ? (
          <Button
            size="small"
            tabIndex={-1}
            appearance="subtle"
            style={{ minWidth: 0, padding: "0 5px", textAlign: "left" }}
            title={clause.actions.map((action) => action.action).join("\n")}
            onClick={(event) => builder.ask({ kind: "actions", path }, event.currentTarget)}
          >
            <Subtitle2 className={styles.title}>{clause.title}</Subtitle2>
          </Button>
        ) : (
          <Subtitle2 className={styles.title}>{clause.title}</Subtitle2>
        )}
        {sameAs !== null && (
          <Text size={200} className={styles.same} title={`Says for its own side what “${sameAs}” says`}>
            = same as {sameAs.replace(/^When /, "")}
          </Text>
        )}
      </RowFrame>
      {clause.expression !== null && (
        <ul className={styles.list}>
          <NodeView node={clause.expression} path={childPath(path, 0)} />
        </ul>
      )}
      {clause.kind === "block" && <Text className={styles.none}>Never allowed. Add an expression to say when it is.</Text>}
      {!builder.readOnly && clause.kind !== "code" && (
        <div className={styles.foot}>
          <Add label="expression" path={path} alternative={false} />
          {clause.expression !== null && <Add label="group" path={path} alternative />}
          {copyTo !== null && (
            <Button
              size="small"
              appearance="subtle"
              icon={<CopyRegular />}
              onClick={() =>
                void builder.edit((model) => {
                  const from = model.clauses[Number(path)];
                  const to = model.clauses[Number(copyTo)];
                  return from === undefined || to === undefined ? null : { type: "copy-expression", from: from.id, to: to.id };
                }, copyTo)
              }
            >
              Copy to “{copyToTitle}”
            </Button>
          )}
        </div>
      )}
    </Card>
  );
});

function Add({ label, path, alternative }: { label: string; path: Path; alternative: boolean }) {
  const builder = useBuilder();
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={<AddRegular />}
      title={alternative ? "Add an expression as an alternative to the last one: any of the two" : "Add an expression that must hold as well"}
      onClick={(event) =>
        builder.ask({ kind: "add-expression", path: homeOf(builder.model(), path), alternative }, event.currentTarget)
      }
    >
      {label}
    </Button>
  );
}
