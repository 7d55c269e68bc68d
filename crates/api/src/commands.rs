//! The command list: the contract between window and program, declared once.
//!
//! A test compares it with the commands that the desktop registers and with what the window calls.

use ts_rs::{Config, TS};

use crate::wire::access::{
    AssignmentDetail, AssignmentDetailRequest, AssignmentPage, AssignmentPageRequest,
    AssignmentValuesRequest, Copied, CopyAssignments, ExportAssignments, FindRequest, Found,
};
use crate::wire::annotations::{Annotate, Annotation, AnnotationId, ReviewProgress, SaveReview};
use crate::wire::conditions::{
    Analysis, AnalyzeRequest, CompareRequest, Comparison, Completion, ConditionText, CounterexampleRequest,
    EvaluateRequest, Evaluation, ExportedFile, FormatRequest, Hover, ImportRequest, ImportedCondition,
    Intent, PlaceRequest, Request, RuleManual, RuleRequest,
};
use crate::wire::desk::{AppInfo, CopyText, OpenedFile, SaveTextFile, SavedFile};
use crate::wire::drafts::{
    CreateDraft, Draft, DraftId, DraftRevision, DraftSummary, GoToRevision, ListDrafts, RenameDraft,
    SaveDraft,
};
use crate::wire::model::{Catalogue, EditRequest, EditedText, TemplateMatch};
use crate::wire::overview::Overview;
use crate::wire::progress::PullProgress;
use crate::wire::scopes::{ScopeChildren, ScopeChildrenRequest, ScopeCrumb, ScopeOf};
use crate::wire::session::{Account, AccountId, ChosenFile, OpenPage, Session, SignInId, StartSignIn};
use crate::wire::settings::Settings;
use crate::wire::snapshots::{
    CoverageNode, CoverageRequest, DiffPage, DiffRequest, DiffValuesRequest, ExportDiff, SnapshotId,
    SnapshotSummary, StartPull,
};
use crate::wire::tables::{
    ChangeFilter, ColumnValues, FilterColumn, FilterText, OfTable, ReadFilter, SaveView, SavedView, ViewId,
};

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name, which is the function's.
    pub name: &'static str,
    /// The TypeScript type of its request, if it takes one.
    pub request: Option<String>,
    /// The TypeScript type of its answer.
    pub response: String,
}

macro_rules! commands {
    ($($name:ident($($request:ty)?) -> $response:ty;)*) => {
        /// All commands.
        #[must_use]
        pub fn commands() -> Vec<Command> {
            let config = Config::default();
            vec![$(Command {
                name: stringify!($name),
                request: None$(.or(Some(<$request as TS>::name(&config))))?,
                response: <$response as TS>::name(&config),
            }),*]
        }
    };
}

commands! {
    analyze_condition(AnalyzeRequest) -> Analysis;
    edit_condition(EditRequest) -> EditedText;
    evaluate_request(EvaluateRequest) -> Evaluation;
    find_counterexample(CounterexampleRequest) -> Option<Request>;
    compare_conditions(CompareRequest) -> Comparison;
    import_conditions(ImportRequest) -> Vec<ImportedCondition>;
    export_condition(Intent) -> Vec<ExportedFile>;
    build_template(TemplateMatch) -> ConditionText;
    format_condition(FormatRequest) -> ConditionText;
    complete_condition(PlaceRequest) -> Vec<Completion>;
    hover_condition(PlaceRequest) -> Option<Hover>;
    catalogue() -> Catalogue;
    rule_manual(RuleRequest) -> RuleManual;

    list_drafts(ListDrafts) -> Vec<DraftSummary>;
    create_draft(CreateDraft) -> Draft;
    open_draft(DraftId) -> Draft;
    save_draft(SaveDraft) -> Draft;
    rename_draft(RenameDraft) -> Draft;
    delete_draft(DraftId) -> ();
    restore_draft(DraftId) -> ();
    undo_draft(DraftId) -> Draft;
    redo_draft(DraftId) -> Draft;
    draft_history(DraftId) -> Vec<DraftRevision>;
    go_to_revision(GoToRevision) -> Draft;

    session() -> Session;
    start_sign_in(StartSignIn) -> SignInId;
    cancel_sign_in(SignInId) -> ();
    sign_out(AccountId) -> ();
    refresh_tenants(AccountId) -> Account;
    choose_certificate() -> Option<ChosenFile>;
    open_page(OpenPage) -> ();
    open_demo_tenant() -> SnapshotId;
    start_pull(StartPull) -> SnapshotId;
    cancel_pull(SnapshotId) -> ();
    resume_pull(SnapshotId) -> SnapshotId;
    pulls() -> Vec<PullProgress>;
    list_snapshots() -> Vec<SnapshotSummary>;
    delete_snapshot(SnapshotId) -> ();
    coverage(CoverageRequest) -> Vec<CoverageNode>;

    read_filter(FilterText) -> ReadFilter;
    change_filter(ChangeFilter) -> FilterText;
    filter_columns(OfTable) -> Vec<FilterColumn>;

    overview(SnapshotId) -> Overview;
    scope_children(ScopeChildrenRequest) -> ScopeChildren;
    scope_path(ScopeOf) -> Vec<ScopeCrumb>;
    assignment_page(AssignmentPageRequest) -> AssignmentPage;
    assignment_values(AssignmentValuesRequest) -> ColumnValues;
    assignment_detail(AssignmentDetailRequest) -> AssignmentDetail;
    copy_assignments(CopyAssignments) -> Copied;
    export_assignments(ExportAssignments) -> Option<SavedFile>;
    find(FindRequest) -> Vec<Found>;
    saved_views(OfTable) -> Vec<SavedView>;
    save_view(SaveView) -> SavedView;
    delete_view(ViewId) -> ();
    diff_snapshots(DiffRequest) -> DiffPage;
    diff_values(DiffValuesRequest) -> ColumnValues;
    export_diff(ExportDiff) -> Option<SavedFile>;
    export_snapshot(SnapshotId) -> Option<SavedFile>;
    import_snapshot() -> Option<SnapshotId>;
    annotate(Annotate) -> Annotation;
    remove_annotation(AnnotationId) -> ();
    review_progress(SnapshotId) -> ReviewProgress;
    save_review(SaveReview) -> Option<SavedFile>;

    get_settings() -> Settings;
    set_settings(Settings) -> ();

    copy_text(CopyText) -> ();
    save_text_file(SaveTextFile) -> Option<SavedFile>;
    open_text_file() -> Option<OpenedFile>;
    app_info() -> AppInfo;
}

#[cfg(test)]
#[path = "commands_tests.rs"]
mod tests;
