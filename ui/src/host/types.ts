import type { Account } from "./generated/Account";
import type { AccountId } from "./generated/AccountId";
import type { Analysis } from "./generated/Analysis";
import type { AnalyzeRequest } from "./generated/AnalyzeRequest";
import type { Annotate } from "./generated/Annotate";
import type { Annotation } from "./generated/Annotation";
import type { AnnotationId } from "./generated/AnnotationId";
import type { ApiError } from "./generated/ApiError";
import type { AppInfo } from "./generated/AppInfo";
import type { AssignmentDetail } from "./generated/AssignmentDetail";
import type { AssignmentDetailRequest } from "./generated/AssignmentDetailRequest";
import type { AssignmentPage } from "./generated/AssignmentPage";
import type { AssignmentPageRequest } from "./generated/AssignmentPageRequest";
import type { AssignmentValuesRequest } from "./generated/AssignmentValuesRequest";
import type { Catalogue } from "./generated/Catalogue";
import type { ChangeFilter } from "./generated/ChangeFilter";
import type { ChosenFile } from "./generated/ChosenFile";
import type { ColumnValues } from "./generated/ColumnValues";
import type { CompareRequest } from "./generated/CompareRequest";
import type { Comparison } from "./generated/Comparison";
import type { Completion } from "./generated/Completion";
import type { ConditionText } from "./generated/ConditionText";
import type { Copied } from "./generated/Copied";
import type { CopyAssignments } from "./generated/CopyAssignments";
import type { CopyText } from "./generated/CopyText";
import type { CounterexampleRequest } from "./generated/CounterexampleRequest";
import type { CoverageNode } from "./generated/CoverageNode";
import type { CoverageRequest } from "./generated/CoverageRequest";
import type { CreateDraft } from "./generated/CreateDraft";
import type { DiffPage } from "./generated/DiffPage";
import type { DiffRequest } from "./generated/DiffRequest";
import type { DiffValuesRequest } from "./generated/DiffValuesRequest";
import type { Draft } from "./generated/Draft";
import type { DraftId } from "./generated/DraftId";
import type { DraftRevision } from "./generated/DraftRevision";
import type { DraftSummary } from "./generated/DraftSummary";
import type { EditedText } from "./generated/EditedText";
import type { EditRequest } from "./generated/EditRequest";
import type { EvaluateRequest } from "./generated/EvaluateRequest";
import type { Evaluation } from "./generated/Evaluation";
import type { ExportAssignments } from "./generated/ExportAssignments";
import type { ExportDiff } from "./generated/ExportDiff";
import type { ExportedFile } from "./generated/ExportedFile";
import type { FilterColumn } from "./generated/FilterColumn";
import type { FilterText } from "./generated/FilterText";
import type { FindRequest } from "./generated/FindRequest";
import type { FormatRequest } from "./generated/FormatRequest";
import type { Found } from "./generated/Found";
import type { GoToRevision } from "./generated/GoToRevision";
import type { Hover } from "./generated/Hover";
import type { ImportedCondition } from "./generated/ImportedCondition";
import type { ImportRequest } from "./generated/ImportRequest";
import type { Intent } from "./generated/Intent";
import type { ListDrafts } from "./generated/ListDrafts";
import type { OfTable } from "./generated/OfTable";
import type { OpenedFile } from "./generated/OpenedFile";
import type { OpenPage } from "./generated/OpenPage";
import type { Overview } from "./generated/Overview";
import type { PlaceRequest } from "./generated/PlaceRequest";
import type { ProgressEvent } from "./generated/ProgressEvent";
import type { PullProgress } from "./generated/PullProgress";
import type { ReadFilter } from "./generated/ReadFilter";
import type { RenameDraft } from "./generated/RenameDraft";
import type { Request } from "./generated/Request";
import type { ReviewProgress } from "./generated/ReviewProgress";
import type { RuleManual } from "./generated/RuleManual";
import type { RuleRequest } from "./generated/RuleRequest";
import type { SavedFile } from "./generated/SavedFile";
import type { SaveDraft } from "./generated/SaveDraft";
import type { SavedView } from "./generated/SavedView";
import type { SaveReview } from "./generated/SaveReview";
import type { SaveTextFile } from "./generated/SaveTextFile";
import type { SaveView } from "./generated/SaveView";
import type { ScopeChildren } from "./generated/ScopeChildren";
import type { ScopeChildrenRequest } from "./generated/ScopeChildrenRequest";
import type { ScopeCrumb } from "./generated/ScopeCrumb";
import type { ScopeOf } from "./generated/ScopeOf";
import type { Session } from "./generated/Session";
import type { Settings } from "./generated/Settings";
import type { SignInId } from "./generated/SignInId";
import type { SnapshotId } from "./generated/SnapshotId";
import type { SnapshotSummary } from "./generated/SnapshotSummary";
import type { StartPull } from "./generated/StartPull";
import type { StartSignIn } from "./generated/StartSignIn";
import type { TemplateMatch } from "./generated/TemplateMatch";
import type { ViewId } from "./generated/ViewId";

/** Calls back at every `progress` event until the answered function is called. */
export type WatchProgress = (listener: (event: ProgressEvent) => void) => () => void;

/** What the window can ask of the program it runs in. One method per command; every method may reject with `ApiError`. */
export interface Host {
  readonly watchProgress: WatchProgress;

  analyzeCondition(request: AnalyzeRequest): Promise<Analysis>;
  editCondition(request: EditRequest): Promise<EditedText>;
  evaluateRequest(request: EvaluateRequest): Promise<Evaluation>;
  findCounterexample(request: CounterexampleRequest): Promise<Request | null>;
  compareConditions(request: CompareRequest): Promise<Comparison>;
  importConditions(request: ImportRequest): Promise<ImportedCondition[]>;
  exportCondition(request: Intent): Promise<ExportedFile[]>;
  buildTemplate(request: TemplateMatch): Promise<ConditionText>;
  formatCondition(request: FormatRequest): Promise<ConditionText>;
  /** `offset` counts UTF-16 code units, as the editor does. */
  completeCondition(request: PlaceRequest): Promise<Completion[]>;
  hoverCondition(request: PlaceRequest): Promise<Hover | null>;
  catalogue(): Promise<Catalogue>;
  ruleManual(request: RuleRequest): Promise<RuleManual>;

  listDrafts(request: ListDrafts): Promise<DraftSummary[]>;
  createDraft(request: CreateDraft): Promise<Draft>;
  openDraft(request: DraftId): Promise<Draft>;
  saveDraft(request: SaveDraft): Promise<Draft>;
  renameDraft(request: RenameDraft): Promise<Draft>;
  deleteDraft(request: DraftId): Promise<void>;
  restoreDraft(request: DraftId): Promise<void>;
  undoDraft(request: DraftId): Promise<Draft>;
  redoDraft(request: DraftId): Promise<Draft>;
  draftHistory(request: DraftId): Promise<DraftRevision[]>;
  goToRevision(request: GoToRevision): Promise<Draft>;

  /** Who is signed in; reads no network. */
  session(): Promise<Session>;
  /** Answers at once; the steps come as `progress` events. */
  startSignIn(request: StartSignIn): Promise<SignInId>;
  cancelSignIn(request: SignInId): Promise<void>;
  /** Forgets the account's tokens, those in the keyring too. */
  signOut(request: AccountId): Promise<void>;
  /** Finds the tenants that the account belongs to; asks the network once. */
  refreshTenants(request: AccountId): Promise<Account>;
  chooseCertificate(): Promise<ChosenFile | null>;
  openPage(request: OpenPage): Promise<void>;
  /** Starts the local Azure, signs in to its demo tenant and pulls it; answers when the pull has begun. */
  openDemoTenant(): Promise<SnapshotId>;

  startPull(request: StartPull): Promise<SnapshotId>;
  cancelPull(request: SnapshotId): Promise<void>;
  resumePull(request: SnapshotId): Promise<SnapshotId>;
  /** The pulls that are under way. */
  pulls(): Promise<PullProgress[]>;
  /** Newest first. */
  listSnapshots(): Promise<SnapshotSummary[]>;
  deleteSnapshot(request: SnapshotId): Promise<void>;
  coverage(request: CoverageRequest): Promise<CoverageNode[]>;

  /** What a filter bar's text means; a text with problems is answered, not refused. */
  readFilter(request: FilterText): Promise<ReadFilter>;
  changeFilter(request: ChangeFilter): Promise<FilterText>;
  filterColumns(request: OfTable): Promise<FilterColumn[]>;

  overview(request: SnapshotId): Promise<Overview>;
  scopeChildren(request: ScopeChildrenRequest): Promise<ScopeChildren>;
  /** From the root down to the scope itself. */
  scopePath(request: ScopeOf): Promise<ScopeCrumb[]>;
  assignmentPage(request: AssignmentPageRequest): Promise<AssignmentPage>;
  assignmentValues(request: AssignmentValuesRequest): Promise<ColumnValues>;
  assignmentDetail(request: AssignmentDetailRequest): Promise<AssignmentDetail>;
  copyAssignments(request: CopyAssignments): Promise<Copied>;
  exportAssignments(request: ExportAssignments): Promise<SavedFile | null>;
  find(request: FindRequest): Promise<Found[]>;

  savedViews(request: OfTable): Promise<SavedView[]>;
  saveView(request: SaveView): Promise<SavedView>;
  deleteView(request: ViewId): Promise<void>;

  diffSnapshots(request: DiffRequest): Promise<DiffPage>;
  diffValues(request: DiffValuesRequest): Promise<ColumnValues>;
  /** Asks for a place with the system's dialog; null when the user cancels. So do the other exports. */
  exportDiff(request: ExportDiff): Promise<SavedFile | null>;
  exportSnapshot(request: SnapshotId): Promise<SavedFile | null>;
  importSnapshot(): Promise<SnapshotId | null>;

  annotate(request: Annotate): Promise<Annotation>;
  removeAnnotation(request: AnnotationId): Promise<void>;
  reviewProgress(request: SnapshotId): Promise<ReviewProgress>;
  saveReview(request: SaveReview): Promise<SavedFile | null>;

  getSettings(): Promise<Settings>;
  setSettings(request: Settings): Promise<void>;

  copyText(request: CopyText): Promise<void>;
  /** Asks for a place with the system's dialog; null when the user cancels. */
  saveTextFile(request: SaveTextFile): Promise<SavedFile | null>;
  openTextFile(): Promise<OpenedFile | null>;
  appInfo(): Promise<AppInfo>;
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
