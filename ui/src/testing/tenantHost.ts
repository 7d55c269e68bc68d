import type { FilterTerm } from "../host/generated/FilterTerm";
import type { ProgressEvent } from "../host/generated/ProgressEvent";
import type { Host } from "../host/types";

/** A computer on which nothing was read and nobody signed in; what a test does not answer it does not expect. */
export function noTenant(unanswered: (name: string) => () => Promise<never>) {
  return {
    watchProgress: () => () => undefined,
    session: async () => ({
      accounts: [],
      clouds: [
        { id: "public", name: "Azure", authority_host: "login.microsoftonline.com" },
        { id: "us-government", name: "Azure US Government", authority_host: "login.microsoftonline.us" },
        { id: "china", name: "Azure operated by 21Vianet", authority_host: "login.chinacloudapi.cn" },
      ],
      may_write: false,
      demo_running: false,
    }),
    startSignIn: unanswered("startSignIn"),
    cancelSignIn: async () => undefined,
    signOut: unanswered("signOut"),
    refreshTenants: unanswered("refreshTenants"),
    chooseCertificate: async () => null,
    openPage: unanswered("openPage"),
    openDemoTenant: unanswered("openDemoTenant"),
    startPull: unanswered("startPull"),
    cancelPull: unanswered("cancelPull"),
    resumePull: unanswered("resumePull"),
    pulls: async () => [],
    listSnapshots: async () => [],
    deleteSnapshot: unanswered("deleteSnapshot"),
    coverage: unanswered("coverage"),
    diffSnapshots: unanswered("diffSnapshots"),
    diffValues: unanswered("diffValues"),
    exportDiff: async () => null,
    exportSnapshot: async () => null,
    importSnapshot: async () => null,
    annotate: unanswered("annotate"),
    removeAnnotation: unanswered("removeAnnotation"),
    reviewProgress: unanswered("reviewProgress"),
    saveReview: async () => null,
    overview: unanswered("overview"),
    scopeChildren: unanswered("scopeChildren"),
    scopePath: unanswered("scopePath"),
    assignmentPage: unanswered("assignmentPage"),
    assignmentValues: unanswered("assignmentValues"),
    assignmentDetail: unanswered("assignmentDetail"),
    copyAssignments: unanswered("copyAssignments"),
    exportAssignments: async () => null,
    find: async () => [],
    savedViews: async () => [],
    saveView: unanswered("saveView"),
    deleteView: unanswered("deleteView"),
  } satisfies Partial<Host>;
}

/** Splits a filter at spaces outside quotes. What terms mean is tested where they are read, in `crates/authz`. */
export function termsOf(text: string): FilterTerm[] {
  return (text.match(/(?:[^\s"]+|"[^"]*")+/g) ?? []).map((term) => {
    const [, minus, column, operator, rest] = /^(-?)(?:([a-z-]+)([:=]))?(.*)$/.exec(term) ?? [];
    const values = (rest ?? "").split(",").map((value) => value.replaceAll('"', ""));
    const verb = operator === "=" ? "is" : "contains";
    const words = column === undefined ? `a name contains ${values[0] ?? ""}` : `${column} ${minus === "-" ? "not " : ""}${verb} ${values.join(" or ")}`;
    return { text: term, words, column: column ?? null, negated: minus === "-", values: column === undefined ? [] : values };
  });
}

/** The filter bar's requests, near enough to the real ones for what components do with the answers. */
export const plainFilter: Pick<Host, "readFilter" | "changeFilter" | "filterColumns"> = {
  readFilter: async ({ text }) => {
    const terms = termsOf(text);
    const bad = terms.filter((term) => term.column !== null && term.values.every((value) => value === ""));
    return {
      terms: terms.filter((term) => !bad.includes(term)),
      problems: bad.map((term) => ({ text: term.text, message: `no value follows \`${term.text}\``, help: "write a value" })),
      words: terms.map(({ words }) => words).join(", "),
    };
  },
  changeFilter: async ({ table, text, change }) => {
    const terms = termsOf(text);
    if (change.kind === "remove-term") return { table, text: terms.filter((_, index) => index !== change.number).map((term) => term.text).join(" ") };
    const kept = terms.filter((term) => term.column !== change.column).map((term) => term.text);
    const values = change.values.map((value) => (value === null ? "none" : value.includes(" ") ? `"${value}"` : value));
    return { table, text: [...kept, ...(values.length === 0 ? [] : [`${change.column}=${values.join(",")}`])].join(" ") };
  },
  filterColumns: async () => [
    { name: "role", words: "role", choices: [], example: 'role:part or role="the whole"' },
    { name: "kind", words: "kind", choices: [{ name: "guest", words: "guest" }], example: "kind:guest" },
  ],
};

/** Progress events that a test sends by hand. */
export function progressByHand(): { watchProgress: Host["watchProgress"]; send: (event: ProgressEvent) => void } {
  const listeners = new Set<(event: ProgressEvent) => void>();
  return {
    watchProgress: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    send: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}
