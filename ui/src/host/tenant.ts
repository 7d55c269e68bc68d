import type { Annotate } from "./generated/Annotate";
import type { Annotation } from "./generated/Annotation";
import type { AnnotationId } from "./generated/AnnotationId";
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
import type { FindRequest } from "./generated/FindRequest";
import type { Found } from "./generated/Found";
import type { OfTable } from "./generated/OfTable";
import type { Overview } from "./generated/Overview";
import type { OpenPage } from "./generated/OpenPage";
import type { ProgressEvent } from "./generated/ProgressEvent";
import type { ReviewProgress } from "./generated/ReviewProgress";
import type { SavedFile } from "./generated/SavedFile";
import type { SaveReview } from "./generated/SaveReview";
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
}

/** Calls back at every `progress` event until the answered function is called. */
export type WatchProgress = (listener: (event: ProgressEvent) => void) => () => void;
