import type { Analysis } from "./generated/Analysis";
import type { AnalyzeRequest } from "./generated/AnalyzeRequest";
import type { ApiError } from "./generated/ApiError";
import type { Catalogue } from "./generated/Catalogue";
import type { Comparison } from "./generated/Comparison";
import type { Completion } from "./generated/Completion";
import type { Draft } from "./generated/Draft";
import type { DraftContent } from "./generated/DraftContent";
import type { DraftRevision } from "./generated/DraftRevision";
import type { DraftSummary } from "./generated/DraftSummary";
import type { EditedText } from "./generated/EditedText";
import type { Evaluation } from "./generated/Evaluation";
import type { ExportedFile } from "./generated/ExportedFile";
import type { Hover } from "./generated/Hover";
import type { ImportedCondition } from "./generated/ImportedCondition";
import type { Intent } from "./generated/Intent";
import type { ModelEdit } from "./generated/ModelEdit";
import type { Request } from "./generated/Request";
import type { Settings } from "./generated/Settings";
import type { TemplateMatch } from "./generated/TemplateMatch";

/** What the window can ask of the program it runs in. One method per command; every method may reject with `ApiError`. */
export interface Host {
  analyzeCondition(request: AnalyzeRequest): Promise<Analysis>;
  editCondition(request: { text: string; edit: ModelEdit }): Promise<EditedText>;
  evaluateRequest(request: { text: string; request: Request }): Promise<Evaluation>;
  findCounterexample(request: CounterexampleRequest): Promise<Request | null>;
  compareConditions(request: { a: string; b: string }): Promise<Comparison>;
  importConditions(request: { text: string; file_name: string | null }): Promise<ImportedCondition[]>;
  exportCondition(request: Intent): Promise<ExportedFile[]>;
  buildTemplate(request: TemplateMatch): Promise<{ text: string }>;
  formatCondition(request: { text: string; single_line: boolean }): Promise<{ text: string }>;
  /** `offset` counts UTF-16 code units, as the editor does. */
  completeCondition(request: { text: string; offset: number }): Promise<Completion[]>;
  hoverCondition(request: { text: string; offset: number }): Promise<Hover | null>;
  catalogue(): Promise<Catalogue>;
  ruleManual(request: { code: string }): Promise<{ text: string }>;

  listDrafts(request: { search: string }): Promise<DraftSummary[]>;
  createDraft(request: { name: string; content: DraftContent }): Promise<Draft>;
  openDraft(request: { id: number }): Promise<Draft>;
  saveDraft(request: { id: number; content: DraftContent }): Promise<Draft>;
  renameDraft(request: { id: number; name: string }): Promise<Draft>;
  deleteDraft(request: { id: number }): Promise<void>;
  restoreDraft(request: { id: number }): Promise<void>;
  undoDraft(request: { id: number }): Promise<Draft>;
  redoDraft(request: { id: number }): Promise<Draft>;
  draftHistory(request: { id: number }): Promise<DraftRevision[]>;
  goToRevision(request: { id: number; revision: number }): Promise<Draft>;

  getSettings(): Promise<Settings>;
  setSettings(request: Settings): Promise<void>;

  copyText(request: { text: string }): Promise<void>;
  /** Asks for a place with the system's dialog; null when the user cancels. */
  saveTextFile(request: { suggested_name: string; text: string }): Promise<{ path: string } | null>;
  openTextFile(): Promise<{ name: string; text: string } | null>;
  appInfo(): Promise<AppInfo>;
}

export interface CounterexampleRequest {
  text: string;
  want: "allowed" | "refused";
  role: string | null;
  principal_type: string | null;
}

export interface AppInfo {
  version: string;
  /** Where drafts and settings are kept, as the user would type it. */
  store_path_hint: string;
}

/** The host rejects with nothing but `ApiError`; the two fields tell it from a JavaScript error. */
function isApiError(thrown: unknown): thrown is ApiError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "hint" in thrown;
}

/** Makes an `ApiError` of whatever was thrown. */
export function apiErrorOf(thrown: unknown): ApiError {
  if (isApiError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message, hint: "this is a defect of Rolewright; restart the window and report the message" };
}
