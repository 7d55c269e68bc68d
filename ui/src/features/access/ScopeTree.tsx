import { Caption1, makeStyles, mergeClasses, SearchBox, tokens } from "@fluentui/react-components";
import { LockClosedFilled, LockClosedRegular, ShieldDismissRegular, ShieldKeyholeRegular, WarningRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { Failure } from "../../components/Failure";
import { ScopeIcon } from "../../components/ScopeIcon";
import { useLazyTree, type Branch } from "../../components/tree/useLazyTree";
import { VirtualTree, type TreeLine } from "../../components/tree/VirtualTree";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import type { FoundKind } from "../../host/generated/FoundKind";
import type { ScopeNode } from "../../host/generated/ScopeNode";
import { scopePathQuery, snapshotKey } from "../../host/queries";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0 },
  search: { margin: "8px", maxWidth: "none" },
  name: { flex: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" },
  icon: { display: "flex", fontSize: "16px", flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
  privileged: { color: tokens.colorPaletteRedForeground1, fontVariantNumeric: "tabular-nums" },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  more: { padding: "6px 12px", color: tokens.colorNeutralForeground3 },
});

const atMost = 1000;
const scopeKind: FoundKind = "scope";

interface Props {
  snapshot: number;
  scope: string;
  choose(scope: string): void;
}

/** The tenant as a tree of scopes, with how much access lies where. */
export function ScopeTree({ snapshot, scope, choose }: Props) {
  const styles = useStyles();
  const host = useHost();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const tree = useLazyTree<ScopeNode>(
    (parent) => ({
      queryKey: [...snapshotKey(snapshot), "scopes", parent],
      queryFn: (): Promise<Branch<ScopeNode>> => host.scopeChildren({ snapshot, parent, search: "", offset: 0, limit: atMost }),
      staleTime: Infinity,
    }),
    ({ place }) => place.scope,
    ["/"],
  );
  const found = useQuery({
    queryKey: [...snapshotKey(snapshot), "find-scope", search],
    queryFn: () => host.find({ snapshot, text: search, limit: 100 }),
    enabled: search !== "",
    placeholderData: (before) => before,
  });
  // A scope that was chosen elsewhere is shown in its place.
  const path = useQuery(scopePathQuery(host, { snapshot, scope })).data;
  const { open } = tree;
  useEffect(() => {
    if (path !== undefined) open(path.slice(0, -1).map((crumb) => crumb.scope));
  }, [path, open]);

  const searching = search !== "";
  const lines: TreeLine[] = searching
    ? (found.data ?? [])
        .filter(({ kind }) => kind === scopeKind)
        .map(({ id, name, detail, level }) => ({
          key: id,
          depth: 0,
          name,
          expandable: false,
          expanded: false,
          content: (
            <>
              <span className={styles.icon}>{level !== null && <ScopeIcon level={level} />}</span>
              <span className={styles.name} title={detail}>
                {name} <Caption1 className={styles.quiet}>{detail}</Caption1>
              </span>
            </>
          ),
        }))
    : tree.placed.map(({ node, key, depth, expanded }) => ({
        key,
        depth,
        name: node.place.name,
        expandable: node.has_children,
        expanded,
        content: <ScopeLine node={node} />,
      }));
  return (
    <div className={styles.root}>
      <SearchBox className={styles.search} size="small" aria-label="Find a scope" placeholder="Find a scope" value={typed} onChange={(_, data) => setTyped(data.value)} />
      {tree.error !== null && <Failure what="The scopes could not be read" error={tree.error} retry={tree.retry} />}
      {tree.pending && <Waiting label="Reading the scopes" />}
      <VirtualTree label={searching ? "Scopes found" : "Scopes"} lines={lines} chosen={scope} choose={choose} toggle={tree.toggle} />
      {searching && found.data !== undefined && lines.length === 0 && <Caption1 className={styles.more}>No scope has these words in its name</Caption1>}
    </div>
  );
}

function ScopeLine({ node }: { node: ScopeNode }) {
  const styles = useStyles();
  const { place, below, privileged_below, lock, guarded, read } = node;
  return (
    <>
      <span className={styles.icon}>
        <ScopeIcon level={place.level} />
      </span>
      <span className={styles.name} title={place.scope}>
        {place.name}
      </span>
      {read !== "whole" && (
        <span className={mergeClasses(styles.icon, styles.warning)} title={readWords[read]}>
          <WarningRegular aria-label={readWords[read]} />
        </span>
      )}
      {guarded !== null && (
        <span className={styles.icon} title={guarded ? "linked to a Resource Guard" : "no Resource Guard"}>
          {guarded ? <ShieldKeyholeRegular aria-label="linked to a Resource Guard" /> : <ShieldDismissRegular aria-label="no Resource Guard" />}
        </span>
      )}
      {lock !== "none" && (
        <span className={styles.icon} title={lock === "own" ? "locked here" : "locked further up"}>
          {lock === "own" ? <LockClosedFilled aria-label="locked here" /> : <LockClosedRegular aria-label="locked further up" />}
        </span>
      )}
      {privileged_below > 0 && (
        <Caption1 className={styles.privileged} title={`${privileged_below.toLocaleString("en")} privileged, here and below`}>
          {short(privileged_below)}
        </Caption1>
      )}
      <Caption1 className={styles.quiet} title={`${below.toLocaleString("en")} role assignments, here and below`}>
        {short(below)}
      </Caption1>
    </>
  );
}

const readWords = { partly: "not all below could be read", refused: "reading was refused", failed: "reading failed" } as const;
const shortNumber = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

function short(count: number): string {
  return count < 10_000 ? count.toLocaleString("en") : shortNumber.format(count);
}
