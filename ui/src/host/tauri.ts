import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { ProgressEvent } from "./generated/ProgressEvent";
import type { Host } from "./types";

function ask<T>(command: string, request?: unknown): Promise<T> {
  return invoke<T>(command, request === undefined ? undefined : { request });
}

/** The host inside the desktop window: every method is the command of the same name in snake case. */
export const tauriHost: Host = {
  watchProgress: (listener) => {
    const listening = listen<ProgressEvent>("progress", ({ payload }) => listener(payload));
    return () => void listening.then((stop) => stop());
  },

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

  readFilter: (request) => ask("read_filter", request),
  changeFilter: (request) => ask("change_filter", request),
  filterColumns: (request) => ask("filter_columns", request),

  session: () => ask("session"),
  startSignIn: (request) => ask("start_sign_in", request),
  cancelSignIn: (request) => ask("cancel_sign_in", request),
  signOut: (request) => ask("sign_out", request),
  refreshTenants: (request) => ask("refresh_tenants", request),
  chooseCertificate: () => ask("choose_certificate"),
  openPage: (request) => ask("open_page", request),
  openDemoTenant: () => ask("open_demo_tenant"),
  startPull: (request) => ask("start_pull", request),
  cancelPull: (request) => ask("cancel_pull", request),
  resumePull: (request) => ask("resume_pull", request),
  pulls: () => ask("pulls"),
  listSnapshots: () => ask("list_snapshots"),
  deleteSnapshot: (request) => ask("delete_snapshot", request),
  coverage: (request) => ask("coverage", request),
  diffSnapshots: (request) => ask("diff_snapshots", request),
  diffValues: (request) => ask("diff_values", request),
  exportDiff: (request) => ask("export_diff", request),
  exportSnapshot: (request) => ask("export_snapshot", request),
  importSnapshot: () => ask("import_snapshot"),
  annotate: (request) => ask("annotate", request),
  removeAnnotation: (request) => ask("remove_annotation", request),
  reviewProgress: (request) => ask("review_progress", request),
  saveReview: (request) => ask("save_review", request),
  overview: (request) => ask("overview", request),
  scopeChildren: (request) => ask("scope_children", request),
  scopePath: (request) => ask("scope_path", request),
  assignmentPage: (request) => ask("assignment_page", request),
  assignmentValues: (request) => ask("assignment_values", request),
  assignmentDetail: (request) => ask("assignment_detail", request),
  copyAssignments: (request) => ask("copy_assignments", request),
  exportAssignments: (request) => ask("export_assignments", request),
  find: (request) => ask("find", request),
  savedViews: (request) => ask("saved_views", request),
  saveView: (request) => ask("save_view", request),
  deleteView: (request) => ask("delete_view", request),

  getSettings: () => ask("get_settings"),
  setSettings: (request) => ask("set_settings", request),

  copyText: (request) => ask("copy_text", request),
  saveTextFile: (request) => ask("save_text_file", request),
  openTextFile: () => ask("open_text_file"),
  appInfo: () => ask("app_info"),
};
