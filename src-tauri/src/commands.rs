//! One-line adapters, in the order of `rolewright_api::commands`. All are async, so that none runs on the
//! thread that draws the window.
#![expect(clippy::unreachable, reason = "written by `#[tauri::command]` for async functions that borrow")]

use rolewright_api::access::{choices, copy, detail, export as assignment_file, page, tree};
use rolewright_api::app::App;
use rolewright_api::wire::access::{
    AssignmentDetail, AssignmentDetailRequest, AssignmentPage, AssignmentPageRequest,
    AssignmentValuesRequest, Copied, CopyAssignments, ExportAssignments, FindRequest, Found,
};
use rolewright_api::wire::annotations::{Annotate, Annotation, AnnotationId, ReviewProgress, SaveReview};
use rolewright_api::wire::conditions::{
    Analysis, AnalyzeRequest, CompareRequest, Comparison, Completion, ConditionText, CounterexampleRequest,
    EvaluateRequest, Evaluation, ExportedFile, FormatRequest, Hover, ImportRequest, ImportedCondition,
    Intent, PlaceRequest, Request, RuleManual, RuleRequest,
};
use rolewright_api::wire::desk::{AppInfo, CopyText, OpenedFile, SaveTextFile, SavedFile};
use rolewright_api::wire::drafts::{
    CreateDraft, Draft, DraftId, DraftRevision, DraftSummary, GoToRevision, ListDrafts, RenameDraft,
    SaveDraft,
};
use rolewright_api::wire::error::ApiError;
use rolewright_api::wire::model::{Catalogue, EditRequest, EditedText, TemplateMatch};
use rolewright_api::wire::overview::Overview;
use rolewright_api::wire::progress::PullProgress;
use rolewright_api::wire::scopes::{ScopeChildren, ScopeChildrenRequest, ScopeCrumb, ScopeOf};
use rolewright_api::wire::session::{
    Account, AccountId, ChosenFile, OpenPage, Session, SignInId, StartSignIn,
};
use rolewright_api::wire::settings::Settings;
use rolewright_api::wire::snapshots::{
    CoverageNode, CoverageRequest, DiffPage, DiffRequest, DiffValuesRequest, ExportDiff, SnapshotId,
    SnapshotSummary, StartPull,
};
use rolewright_api::wire::tables::{
    ChangeFilter, ColumnValues, FilterColumn, FilterText, OfTable, ReadFilter, SaveView, SavedView, ViewId,
};
use rolewright_api::{
    analysis, annotations, catalogue as catalogues, changes, comparison, completion, coverage as coverages,
    demo, desk, drafts, edit, evaluation, export, filter, find as finding, format, hover, import, manual,
    overview as overviews, pull_tasks, review, session as sessions, settings, snapshot_list, templates,
    transfer, views,
};
use tauri::ipc::Invoke;
use tauri::{State, Wry};

type Answer<T> = Result<T, ApiError>;

#[tauri::command]
async fn analyze_condition(app: State<'_, App>, request: AnalyzeRequest) -> Answer<Analysis> {
    analysis::analyze_condition(&request, app.now())
}

#[tauri::command]
async fn edit_condition(request: EditRequest) -> Answer<EditedText> {
    edit::edit_condition(&request)
}

#[tauri::command]
async fn evaluate_request(request: EvaluateRequest) -> Answer<Evaluation> {
    evaluation::evaluate_request(&request)
}

#[tauri::command]
async fn find_counterexample(request: CounterexampleRequest) -> Answer<Option<Request>> {
    comparison::find_counterexample(&request)
}

#[tauri::command]
async fn compare_conditions(request: CompareRequest) -> Answer<Comparison> {
    comparison::compare_conditions(&request)
}

#[tauri::command]
async fn import_conditions(request: ImportRequest) -> Answer<Vec<ImportedCondition>> {
    import::import_conditions(&request)
}

#[tauri::command]
async fn export_condition(request: Intent) -> Answer<Vec<ExportedFile>> {
    export::export_condition(&request)
}

#[tauri::command]
async fn build_template(request: TemplateMatch) -> Answer<ConditionText> {
    templates::build_template(&request)
}

#[tauri::command]
async fn format_condition(request: FormatRequest) -> Answer<ConditionText> {
    format::format_condition(&request)
}

#[tauri::command]
async fn complete_condition(request: PlaceRequest) -> Vec<Completion> {
    completion::complete_condition(&request)
}

#[tauri::command]
async fn hover_condition(request: PlaceRequest) -> Option<Hover> {
    hover::hover_condition(&request)
}

#[tauri::command]
async fn catalogue() -> Catalogue {
    catalogues::catalogue()
}

#[tauri::command]
async fn rule_manual(request: RuleRequest) -> Answer<RuleManual> {
    manual::rule_manual(&request)
}

#[tauri::command]
async fn list_drafts(app: State<'_, App>, request: ListDrafts) -> Answer<Vec<DraftSummary>> {
    drafts::list_drafts(&app, request).await
}

#[tauri::command]
async fn create_draft(app: State<'_, App>, request: CreateDraft) -> Answer<Draft> {
    drafts::create_draft(&app, request).await
}

#[tauri::command]
async fn open_draft(app: State<'_, App>, request: DraftId) -> Answer<Draft> {
    drafts::open_draft(&app, request).await
}

#[tauri::command]
async fn save_draft(app: State<'_, App>, request: SaveDraft) -> Answer<Draft> {
    drafts::save_draft(&app, request).await
}

#[tauri::command]
async fn rename_draft(app: State<'_, App>, request: RenameDraft) -> Answer<Draft> {
    drafts::rename_draft(&app, request).await
}

#[tauri::command]
async fn delete_draft(app: State<'_, App>, request: DraftId) -> Answer<()> {
    drafts::delete_draft(&app, request).await
}

#[tauri::command]
async fn restore_draft(app: State<'_, App>, request: DraftId) -> Answer<()> {
    drafts::restore_draft(&app, request).await
}

#[tauri::command]
async fn undo_draft(app: State<'_, App>, request: DraftId) -> Answer<Draft> {
    drafts::undo_draft(&app, request).await
}

#[tauri::command]
async fn redo_draft(app: State<'_, App>, request: DraftId) -> Answer<Draft> {
    drafts::redo_draft(&app, request).await
}

#[tauri::command]
async fn draft_history(app: State<'_, App>, request: DraftId) -> Answer<Vec<DraftRevision>> {
    drafts::draft_history(&app, request).await
}

#[tauri::command]
async fn go_to_revision(app: State<'_, App>, request: GoToRevision) -> Answer<Draft> {
    drafts::go_to_revision(&app, request).await
}

#[tauri::command]
async fn session(app: State<'_, App>) -> Answer<Session> {
    sessions::session(&app).await
}

#[tauri::command]
async fn start_sign_in(app: State<'_, App>, request: StartSignIn) -> Answer<SignInId> {
    sessions::start_sign_in(&app, request)
}

#[tauri::command]
async fn cancel_sign_in(app: State<'_, App>, request: SignInId) -> Answer<()> {
    sessions::cancel_sign_in(&app, request);
    Ok(())
}

#[tauri::command]
async fn sign_out(app: State<'_, App>, request: AccountId) -> Answer<()> {
    sessions::sign_out(&app, request).await
}

#[tauri::command]
async fn refresh_tenants(app: State<'_, App>, request: AccountId) -> Answer<Account> {
    sessions::refresh_tenants(&app, request).await
}

#[tauri::command]
async fn choose_certificate(app: State<'_, App>) -> Answer<Option<ChosenFile>> {
    Ok(sessions::choose_certificate(&app))
}

#[tauri::command]
async fn open_page(app: State<'_, App>, request: OpenPage) -> Answer<()> {
    sessions::open_page(&app, &request)
}

#[tauri::command]
async fn open_demo_tenant(app: State<'_, App>) -> Answer<SnapshotId> {
    demo::open_demo_tenant(&app).await
}

#[tauri::command]
async fn start_pull(app: State<'_, App>, request: StartPull) -> Answer<SnapshotId> {
    pull_tasks::start_pull(&app, request).await
}

#[tauri::command]
async fn cancel_pull(app: State<'_, App>, request: SnapshotId) -> Answer<()> {
    pull_tasks::cancel_pull(&app, request).await
}

#[tauri::command]
async fn resume_pull(app: State<'_, App>, request: SnapshotId) -> Answer<SnapshotId> {
    pull_tasks::resume_pull(&app, request).await
}

#[tauri::command]
async fn pulls(app: State<'_, App>) -> Answer<Vec<PullProgress>> {
    Ok(pull_tasks::pulls(&app))
}

#[tauri::command]
async fn list_snapshots(app: State<'_, App>) -> Answer<Vec<SnapshotSummary>> {
    snapshot_list::list_snapshots(&app).await
}

#[tauri::command]
async fn delete_snapshot(app: State<'_, App>, request: SnapshotId) -> Answer<()> {
    snapshot_list::delete_snapshot(&app, request).await
}

#[tauri::command]
async fn coverage(app: State<'_, App>, request: CoverageRequest) -> Answer<Vec<CoverageNode>> {
    coverages::coverage(&app, request).await
}

#[tauri::command]
async fn read_filter(request: FilterText) -> ReadFilter {
    filter::read_filter(&request)
}

#[tauri::command]
async fn change_filter(request: ChangeFilter) -> Answer<FilterText> {
    filter::change_filter(&request)
}

#[tauri::command]
async fn filter_columns(request: OfTable) -> Vec<FilterColumn> {
    filter::filter_columns(request)
}

#[tauri::command]
async fn overview(app: State<'_, App>, request: SnapshotId) -> Answer<Overview> {
    overviews::overview(&app, &request).await
}

#[tauri::command]
async fn scope_children(app: State<'_, App>, request: ScopeChildrenRequest) -> Answer<ScopeChildren> {
    tree::scope_children(&app, &request).await
}

#[tauri::command]
async fn scope_path(app: State<'_, App>, request: ScopeOf) -> Answer<Vec<ScopeCrumb>> {
    tree::scope_path(&app, &request).await
}

#[tauri::command]
async fn assignment_page(app: State<'_, App>, request: AssignmentPageRequest) -> Answer<AssignmentPage> {
    page::assignment_page(&app, &request).await
}

#[tauri::command]
async fn assignment_values(app: State<'_, App>, request: AssignmentValuesRequest) -> Answer<ColumnValues> {
    choices::assignment_values(&app, &request).await
}

#[tauri::command]
async fn assignment_detail(
    app: State<'_, App>,
    request: AssignmentDetailRequest,
) -> Answer<AssignmentDetail> {
    detail::assignment_detail(&app, &request).await
}

#[tauri::command]
async fn copy_assignments(app: State<'_, App>, request: CopyAssignments) -> Answer<Copied> {
    copy::copy_assignments(&app, &request).await
}

#[tauri::command]
async fn export_assignments(app: State<'_, App>, request: ExportAssignments) -> Answer<Option<SavedFile>> {
    assignment_file::export_assignments(&app, &request).await
}

#[tauri::command]
async fn find(app: State<'_, App>, request: FindRequest) -> Answer<Vec<Found>> {
    finding::find(&app, &request).await
}

#[tauri::command]
async fn saved_views(app: State<'_, App>, request: OfTable) -> Answer<Vec<SavedView>> {
    views::saved_views(&app, &request).await
}

#[tauri::command]
async fn save_view(app: State<'_, App>, request: SaveView) -> Answer<SavedView> {
    views::save_view(&app, &request).await
}

#[tauri::command]
async fn delete_view(app: State<'_, App>, request: ViewId) -> Answer<()> {
    views::delete_view(&app, &request).await
}

#[tauri::command]
async fn diff_snapshots(app: State<'_, App>, request: DiffRequest) -> Answer<DiffPage> {
    changes::diff_snapshots(&app, &request).await
}

#[tauri::command]
async fn diff_values(app: State<'_, App>, request: DiffValuesRequest) -> Answer<ColumnValues> {
    changes::diff_values(&app, &request).await
}

#[tauri::command]
async fn export_diff(app: State<'_, App>, request: ExportDiff) -> Answer<Option<SavedFile>> {
    changes::export_diff(&app, &request).await
}

#[tauri::command]
async fn export_snapshot(app: State<'_, App>, request: SnapshotId) -> Answer<Option<SavedFile>> {
    transfer::export_snapshot(&app, request).await
}

#[tauri::command]
async fn import_snapshot(app: State<'_, App>) -> Answer<Option<SnapshotId>> {
    transfer::import_snapshot(&app).await
}

#[tauri::command]
async fn annotate(app: State<'_, App>, request: Annotate) -> Answer<Annotation> {
    annotations::annotate(&app, &request).await
}

#[tauri::command]
async fn remove_annotation(app: State<'_, App>, request: AnnotationId) -> Answer<()> {
    annotations::remove_annotation(&app, request).await
}

#[tauri::command]
async fn review_progress(app: State<'_, App>, request: SnapshotId) -> Answer<ReviewProgress> {
    annotations::review_progress(&app, request).await
}

#[tauri::command]
async fn save_review(app: State<'_, App>, request: SaveReview) -> Answer<Option<SavedFile>> {
    review::save_review(&app, request).await
}

#[tauri::command]
async fn get_settings(app: State<'_, App>) -> Answer<Settings> {
    settings::get_settings(&app).await
}

#[tauri::command]
async fn set_settings(app: State<'_, App>, request: Settings) -> Answer<()> {
    settings::set_settings(&app, request).await
}

#[tauri::command]
async fn copy_text(app: State<'_, App>, request: CopyText) -> Answer<()> {
    desk::copy_text(&app, &request)
}

#[tauri::command]
async fn save_text_file(app: State<'_, App>, request: SaveTextFile) -> Answer<Option<SavedFile>> {
    desk::save_text_file(&app, &request)
}

#[tauri::command]
async fn open_text_file(app: State<'_, App>) -> Answer<Option<OpenedFile>> {
    desk::open_text_file(&app)
}

#[tauri::command]
async fn app_info(app: State<'_, App>) -> Answer<AppInfo> {
    Ok(desk::app_info(&app))
}

/// All of them.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        analyze_condition,
        edit_condition,
        evaluate_request,
        find_counterexample,
        compare_conditions,
        import_conditions,
        export_condition,
        build_template,
        format_condition,
        complete_condition,
        hover_condition,
        catalogue,
        rule_manual,
        list_drafts,
        create_draft,
        open_draft,
        save_draft,
        rename_draft,
        delete_draft,
        restore_draft,
        undo_draft,
        redo_draft,
        draft_history,
        go_to_revision,
        session,
        start_sign_in,
        cancel_sign_in,
        sign_out,
        refresh_tenants,
        choose_certificate,
        open_page,
        open_demo_tenant,
        start_pull,
        cancel_pull,
        resume_pull,
        pulls,
        list_snapshots,
        delete_snapshot,
        coverage,
        read_filter,
        change_filter,
        filter_columns,
        overview,
        scope_children,
        scope_path,
        assignment_page,
        assignment_values,
        assignment_detail,
        copy_assignments,
        export_assignments,
        find,
        saved_views,
        save_view,
        delete_view,
        diff_snapshots,
        diff_values,
        export_diff,
        export_snapshot,
        import_snapshot,
        annotate,
        remove_annotation,
        review_progress,
        save_review,
        get_settings,
        set_settings,
        copy_text,
        save_text_file,
        open_text_file,
        app_info,
    ]
}
