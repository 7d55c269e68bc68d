import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useNotifyFailure } from "../../../components/notify";
import { useFocusOnMount } from "../../../components/useFocusOnMount";
import type { Analysis } from "../../../host/generated/Analysis";
import type { Clause } from "../../../host/generated/Clause";
import type { VisualModel } from "../../../host/generated/VisualModel";
import type { DraftSession } from "../session/DraftSession";
import type { Workbench } from "../workbench";
import { ClauseCard } from "./ClauseCard";
import { BuilderContext, type Ask, type BuilderApi } from "./context";
import { keepSame, pathOfPlace, type Path } from "./path";
import { PickerPopover } from "./PickerPopover";
import { RowProblems } from "./problems";
import { focusedPath, focusRow, keepOneTabbable, rowAt } from "./rowFocus";
import { clearSelection, selectTo } from "./rowSelection";
import { RowMenu } from "./RowMenu";
import { useRowCommands } from "./useRowCommands";
import { useRowDrag } from "./useRowDrag";

const useStyles = makeStyles({
  root: { position: "relative", overflowY: "auto", flexGrow: 1, minHeight: 0, padding: "8px 10px 24px", boxSizing: "border-box" },
  cards: { display: "grid", gap: "8px" },
  add: { marginTop: "8px" },
  line: { position: "absolute", height: "2px", marginTop: "-1px", pointerEvents: "none", backgroundColor: tokens.colorBrandStroke1 },
});

const empty: VisualModel = { clauses: [], editable: true };

/** The model as it is shown. It is merged once for every model, however often the builder renders. */
class Shown {
  #newest: VisualModel;
  #merged: VisualModel;

  constructor(model: VisualModel) {
    this.#newest = model;
    this.#merged = model;
  }

  after(model: VisualModel): VisualModel {
    if (model !== this.#newest) {
      this.#merged = keepSame(this.#merged, model);
      this.#newest = model;
    }
    return this.#merged;
  }
}

interface Asked {
  ask: Ask;
  anchor: HTMLElement;
}

/** The condition as cards: words first, every part changed where it stands. */
export function Builder({ workbench, session, analysis }: { workbench: Workbench; session: DraftSession; analysis: Analysis }) {
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const notifyFailure = useNotifyFailure();
  const focusFirst = useFocusOnMount();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problems] = useState(() => new RowProblems());
  const { catalogue, readOnly, spotlight } = workbench;
  const principalNames = workbench.content.principal_names;

  // Rows that say the same as before keep their objects, so that a key press re-renders the changed row alone.
  const [shown] = useState(() => new Shown(analysis.model));
  const merged = shown.after(analysis.model);

  useLayoutEffect(() => problems.place(analysis.model, analysis.diagnostics), [problems, analysis]);
  useLayoutEffect(() => keepOneTabbable(root.current, null));

  // Where the builder itself put the focus last.
  const given = useRef<Element | null>(null);
  const giveFocus = useCallback((path: Path): void => {
    focusRow(root.current, path);
    given.current = document.activeElement;
  }, []);

  const edit = useCallback<BuilderApi["edit"]>(
    async (make, focus) => {
      const before = focusedPath(root.current);
      const from = document.activeElement;
      try {
        await session.edit(make);
      } catch (thrown) {
        notifyFailure("This change could not be made", thrown);
      }
      requestAnimationFrame(() => {
        const active = document.activeElement;
        const lost = active === document.body;
        // Who has gone on to another place while the edit was under way stays there.
        const waited = lost || active === from || active === given.current;
        const wanted = waited ? (focus ?? (lost ? before : null)) : null;
        if (wanted !== null) giveFocus(wanted);
      });
    },
    [session, notifyFailure, giveFocus],
  );

  const builder = useMemo<BuilderApi>(
    () => ({
      catalogue,
      principalNames,
      readOnly,
      spotlight,
      problems,
      model: () => session.state().analysis?.model ?? empty,
      text: () => session.state().analysedText,
      edit,
      applyFix: (path, problem, fix) => {
        const edits = problems.newestAt(path)[problem]?.fixes[fix]?.edits;
        if (edits !== undefined) session.applyEdits(edits);
      },
      ask: (ask, anchor) => setAsked({ ask, anchor }),
      namePrincipal: (id, name) =>
        session.changeContent({ principal_names: { ...session.state().content.principal_names, [id]: name } }),
    }),
    [catalogue, principalNames, readOnly, spotlight, problems, session, edit],
  );
  useRowCommands(root, builder);
  const { line, dragging, handlers } = useRowDrag(root, builder);

  useEffect(
    () =>
      spotlight.onReveal((place) => {
        const path = pathOfPlace(builder.model(), place);
        if (path !== null) rowAt(root.current, path)?.scrollIntoView({ block: "nearest" });
      }),
    [spotlight, builder],
  );

  const close = useCallback(() => {
    setAsked((now) => {
      // The focus goes with what had it, unless it is somewhere else by then.
      if (now !== null) requestAnimationFrame(() => "path" in now.ask && document.activeElement === document.body && giveFocus(now.ask.path));
      return null;
    });
  }, [giveFocus]);
  const titles = analysis.model.clauses;
  return (
    <BuilderContext value={builder}>
      <div
        ref={root}
        className={styles.root}
        data-commands="builder"
        style={dragging ? { cursor: "grabbing", userSelect: "none" } : undefined}
        onFocus={() => keepOneTabbable(root.current, focusedPath(root.current))}
        onMouseDown={(event) => {
          const row = event.target instanceof Element && event.target.closest("button") === null ? event.target.closest<HTMLElement>("[data-path]") : null;
          const path = row?.dataset["path"];
          if (path === undefined) return;
          if (event.shiftKey) {
            // The focus moves with the selection, and no text is marked.
            event.preventDefault();
            selectTo(root.current, focusedPath(root.current) ?? path, path);
          } else clearSelection(root.current);
        }}
        {...handlers}
      >
        <div className={styles.cards} role="list" aria-label="Clauses">
          {merged.clauses.map((clause, index) => {
            const same = sameAs(titles, index);
            const other = same === null ? otherSide(titles, index) : null;
            return (
              <ClauseCard
                // Clauses are known by where they stand.
                // oxlint-disable-next-line react/no-array-index-key
                key={index}
                clause={clause}
                path={String(index)}
                sameAs={same === null ? null : (titles[same]?.title ?? null)}
                copyTo={other === null ? null : String(other)}
                copyToTitle={other === null ? null : (titles[other]?.title ?? null)}
              />
            );
          })}
        </div>
        {!readOnly && (
          <Button
            className={styles.add}
            // Not where the first clause is being typed in the code: the focus stays there.
            ref={workbench.content.text.trim() === "" ? focusFirst : null}
            size="small"
            icon={<AddRegular />}
            onClick={(event) => builder.ask({ kind: "add-clause" }, event.currentTarget)}
          >
            clause
          </Button>
        )}
        {line !== null && <div className={styles.line} style={{ top: line.top, left: line.left, width: line.width }} />}
      </div>
      {asked !== null &&
        (asked.ask.kind === "menu" ? (
          <RowMenu path={asked.ask.path} anchor={asked.anchor} close={close} />
        ) : (
          <PickerPopover key={`${asked.ask.kind}${"path" in asked.ask ? asked.ask.path : ""}`} ask={asked.ask} anchor={asked.anchor} close={close} />
        ))}
    </BuilderContext>
  );
}

function sameAs(clauses: readonly Clause[], index: number): number | null {
  const id = clauses[index]?.same_as ?? null;
  const found = id === null ? -1 : clauses.findIndex((clause) => clause.id === id);
  return found < 0 ? null : found;
}

const write = "microsoft.authorization/roleassignments/write";
const remove = "microsoft.authorization/roleassignments/delete";

function onlyAction(clause: Clause | undefined): string | undefined {
  return clause?.actions.length === 1 ? clause.actions[0]?.action.toLowerCase() : undefined;
}

/** The delete clause for a write clause and the other way round, if the draft has both. */
function otherSide(clauses: readonly Clause[], index: number): number | null {
  const own = onlyAction(clauses[index]);
  if (clauses[index]?.expression === null || (own !== write && own !== remove)) return null;
  const found = clauses.findIndex((clause) => onlyAction(clause) === (own === write ? remove : write));
  // Where the other says the same already, there is nothing to copy.
  return found < 0 || sameAs(clauses, found) === index ? null : found;
}
