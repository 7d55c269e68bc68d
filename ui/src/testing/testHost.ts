import type { Draft } from "../host/generated/Draft";
import type { DraftContent } from "../host/generated/DraftContent";
import type { Settings } from "../host/generated/Settings";
import type { Host } from "../host/types";
import { noTenant, plainFilter } from "./tenantHost";

/** A method that a test did not expect to be called says so by name. */
function unanswered(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`test double: ${name} has no answer in this test`));
}

/** Draft content with nothing but a text. */
export function contentOf(text: string): DraftContent {
  return { text, role: null, principal: null, principal_type: null, scope: null, description: null, principal_names: {}, bench: [] };
}

interface Kept {
  draft: Draft;
  revisions: DraftContent[];
  at: number;
  deleted: boolean;
}

/**
 * A test double of the host for component tests: drafts and settings live in memory, everything that needs the engine
 * answers only what the test gives in `answers`.
 */
export function createTestHost(answers: Partial<Host> = {}): Host {
  const kept = new Map<number, Kept>();
  let settings: Settings = { theme: "light", layout: {}, shortcuts: {} };
  const find = (id: number): Kept => {
    const found = kept.get(id);
    if (found === undefined) throw new Error(`test double: no draft ${id}`);
    return found;
  };
  const shown = (entry: Kept): Draft => ({
    ...entry.draft,
    content: entry.revisions[entry.at] ?? entry.draft.content,
    revision: entry.at,
    can_undo: entry.at > 0,
    can_redo: entry.at < entry.revisions.length - 1,
  });
  const moveTo = (id: number, at: (now: number) => number): Draft => {
    const entry = find(id);
    entry.at = Math.min(Math.max(at(entry.at), 0), entry.revisions.length - 1);
    return shown(entry);
  };
  return {
    ...noTenant(unanswered),
    ...plainFilter,
    analyzeCondition: unanswered("analyzeCondition"),
    editCondition: unanswered("editCondition"),
    evaluateRequest: unanswered("evaluateRequest"),
    findCounterexample: unanswered("findCounterexample"),
    compareConditions: unanswered("compareConditions"),
    importConditions: unanswered("importConditions"),
    exportCondition: unanswered("exportCondition"),
    buildTemplate: unanswered("buildTemplate"),
    formatCondition: unanswered("formatCondition"),
    completeCondition: async () => [],
    hoverCondition: async () => null,
    catalogue: unanswered("catalogue"),
    ruleManual: unanswered("ruleManual"),
    listDrafts: async ({ search }) =>
      [...kept.values()]
        .filter((entry) => !entry.deleted && entry.draft.name.toLowerCase().includes(search.toLowerCase()))
        .map((entry) => ({
          id: entry.draft.id,
          name: entry.draft.name,
          updated_at: entry.draft.updated_at,
          preview: shown(entry).content.text.slice(0, 120),
        })),
    createDraft: async ({ name, content }) => {
      const id = kept.size + 1;
      const draft: Draft = { id, name, content, updated_at: "2026-11-20T10:00:00Z", revision: 0, can_undo: false, can_redo: false };
      kept.set(id, { draft, revisions: [content], at: 0, deleted: false });
      return draft;
    },
    openDraft: async ({ id }) => shown(find(id)),
    saveDraft: async ({ id, content }) => {
      const entry = find(id);
      entry.revisions = [...entry.revisions.slice(0, entry.at + 1), content];
      entry.at += 1;
      return shown(entry);
    },
    renameDraft: async ({ id, name }) => {
      const entry = find(id);
      entry.draft = { ...entry.draft, name };
      return shown(entry);
    },
    deleteDraft: async ({ id }) => {
      find(id).deleted = true;
    },
    restoreDraft: async ({ id }) => {
      find(id).deleted = false;
    },
    undoDraft: async ({ id }) => moveTo(id, (at) => at - 1),
    redoDraft: async ({ id }) => moveTo(id, (at) => at + 1),
    draftHistory: async ({ id }) =>
      find(id)
        .revisions.map((content, revision) => ({
          revision,
          at: "2026-11-20T10:00:00Z",
          content,
          current: revision === find(id).at,
        }))
        .toReversed(),
    goToRevision: async ({ id, revision }) => moveTo(id, () => revision),
    getSettings: async () => settings,
    setSettings: async (next) => {
      settings = next;
    },
    copyText: async () => undefined,
    saveTextFile: async () => null,
    openTextFile: async () => null,
    appInfo: async () => ({ version: "0.0.0-test", store_path_hint: "memory", roles_as_of: "2026-08-22" }),
    ...answers,
  };
}
