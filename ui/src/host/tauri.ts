import { invoke } from "@tauri-apps/api/core";
import type { Host } from "./types";

function ask<T>(command: string, request?: unknown): Promise<T> {
  return invoke<T>(command, request === undefined ? undefined : { request });
}

/** The host inside the desktop window: every method is the command of the same name in snake case. */
export const tauriHost: Host = {
  analyzeCondition: (request) => ask("analyze_condition", request),
  editCondition: (request) => ask("edit_condition", request),
  evaluateRequest: (request) => ask("evaluate_request", request),
  findCounterexample: (request) => ask("find_counterexample", request),
  compareConditions: (request) => ask("compare_conditions", request),
  importConditions: (request) => ask("import_conditions", request),
  exportCondition: (request) => ask("export_condition", request),
  buildTemplate: (request) => ask("build_template", request),
  formatCondition: (request) => ask("format_condition", request),
  completeCondition: (request) => ask("complete_condition", request),
  hoverCondition: (request) => ask("hover_condition", request),
  catalogue: () => ask("catalogue"),
  ruleManual: (request) => ask("rule_manual", request),

  listDrafts: (request) => ask("list_drafts", request),
  createDraft: (request) => ask("create_draft", request),
  openDraft: (request) => ask("open_draft", request),
  saveDraft: (request) => ask("save_draft", request),
  renameDraft: (request) => ask("rename_draft", request),
  deleteDraft: (request) => ask("delete_draft", request),
  restoreDraft: (request) => ask("restore_draft", request),
  undoDraft: (request) => ask("undo_draft", request),
  redoDraft: (request) => ask("redo_draft", request),
  draftHistory: (request) => ask("draft_history", request),
  goToRevision: (request) => ask("go_to_revision", request),

  getSettings: () => ask("get_settings"),
  setSettings: (request) => ask("set_settings", request),

  copyText: (request) => ask("copy_text", request),
  saveTextFile: (request) => ask("save_text_file", request),
  openTextFile: () => ask("open_text_file"),
  appInfo: () => ask("app_info"),
};
