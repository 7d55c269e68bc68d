import type { Annotate } from "./generated/Annotate";
import type { Annotation } from "./generated/Annotation";
import type { AnnotationId } from "./generated/AnnotationId";
import type { Account } from "./generated/Account";
import type { AccountId } from "./generated/AccountId";
import type { AssignmentDetail } from "./generated/AssignmentDetail";
import type { AssignmentDetailRequest } from "./generated/AssignmentDetailRequest";
import type { AssignmentPage } from "./generated/AssignmentPage";
import type { AssignmentPageRequest } from "./generated/AssignmentPageRequest";
import type { AssignmentValuesRequest } from "./generated/AssignmentValuesRequest";
import type { ColumnValues } from "./generated/ColumnValues";
import type { Copied } from "./generated/Copied";
import type { CopyAssignments } from "./generated/CopyAssignments";
import type { ChosenFile } from "./generated/ChosenFile";
import type { ColumnValues } from "./generated/ColumnValues";
import type { CoverageNode } from "./generated/CoverageNode";
import type { CoverageRequest } from "./generated/CoverageRequest";
import type { DiffPage } from "./generated/DiffPage";
import type { DiffRequest } from "./generated/DiffRequest";
import type { DiffValuesRequest } from "./generated/DiffValuesRequest";
import type { ExportDiff } from "./generated/ExportDiff";
import type { ExportAssignments } from "./generated/ExportAssignments";
import type { FindRequest } from "./generated/FindRequest";
import type { Found } from "./generated/Found";
import type { OfTable } from "./generated/OfTable";
import type { Overview } from "./generated/Overview";
import type { OpenPage } from "./generated/OpenPage";
import type { ProgressEvent } from "./generated/ProgressEvent";
import type { ReviewProgress } from "./generated/ReviewProgress";
import type { SavedFile } from "./generated/SavedFile";
import type { SaveReview } from "./generated/SaveReview";
import type { PullProgress } from "./generated/PullProgress";
import type { SavedFile } from "./generated/SavedFile";
import type { SavedView } from "./generated/SavedView";
import type { SaveView } from "./generated/SaveView";
import type { ScopeChildren } from "./generated/ScopeChildren";
import type { ScopeChildrenRequest } from "./generated/ScopeChildrenRequest";
import type { ScopeCrumb } from "./generated/ScopeCrumb";
import type { ScopeOf } from "./generated/ScopeOf";
import type { SnapshotId } from "./generated/SnapshotId";
import type { ViewId } from "./generated/ViewId";
import type { Session } from "./generated/Session";
import type { SignInId } from "./generated/SignInId";
import type { SnapshotId } from "./generated/SnapshotId";
import type { SnapshotSummary } from "./generated/SnapshotSummary";
import type { StartPull } from "./generated/StartPull";
import type { StartSignIn } from "./generated/StartSignIn";

/** What the pages about a tenant ask of the program: sign-in, snapshots and what is in them. */
export interface TenantHost {
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
}

/** Calls back at every `progress` event until the answered function is called. */
export type WatchProgress = (listener: (event: ProgressEvent) => void) => () => void;
