//! Drafts: named conditions that are saved as they are typed.

use jiff::Timestamp;
use rolewright_store::drafts as stored;

use crate::app::App;
use crate::wire::drafts::{
    CreateDraft, Draft, DraftContent, DraftId, DraftRevision, DraftSummary, GoToRevision, ListDrafts,
    RenameDraft, SaveDraft,
};
use crate::wire::error::{ApiError, ErrorCode};

/// Length of a preview in characters.
const PREVIEW: usize = 120;

/// Longest name in characters.
const LONGEST_NAME: usize = 200;

/// The drafts that have every word searched for, latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_drafts(app: &App, request: ListDrafts) -> Result<Vec<DraftSummary>, ApiError> {
    let rows = app.database().await?.drafts(&request.search).await?;
    Ok(rows
        .into_iter()
        .map(|stored::Summary { id, name, updated_at, start }| DraftSummary {
            id,
            name,
            updated_at: time(updated_at),
            preview: preview(&start),
        })
        .collect())
}

/// A new draft.
///
/// # Errors
/// When the name is blank, or the database cannot be written.
pub async fn create_draft(app: &App, request: CreateDraft) -> Result<Draft, ApiError> {
    let name = name(&request.name)?;
    draft(app.database().await?.create_draft(name, &store(&request.content)?, app.host.now()).await?)
}

/// The draft as it stands.
///
/// # Errors
/// When there is none.
pub async fn open_draft(app: &App, request: DraftId) -> Result<Draft, ApiError> {
    draft(app.database().await?.draft(request.id).await?)
}

/// Saves what a draft holds; on disk when it returns.
///
/// # Errors
/// When there is no such draft, or the database cannot be written.
pub async fn save_draft(app: &App, request: SaveDraft) -> Result<Draft, ApiError> {
    draft(app.database().await?.save_draft(request.id, &store(&request.content)?, app.host.now()).await?)
}

/// Gives a draft another name.
///
/// # Errors
/// When the name is blank, there is no such draft, or the database cannot be written.
pub async fn rename_draft(app: &App, request: RenameDraft) -> Result<Draft, ApiError> {
    let name = name(&request.name)?;
    draft(app.database().await?.rename_draft(request.id, name, app.host.now()).await?)
}

/// Takes a draft off the list.
///
/// # Errors
/// When there is none, or the database cannot be written.
pub async fn delete_draft(app: &App, request: DraftId) -> Result<(), ApiError> {
    Ok(app.database().await?.delete_draft(request.id, app.host.now()).await?)
}

/// Puts a deleted draft back.
///
/// # Errors
/// When there is none, or the database cannot be written.
pub async fn restore_draft(app: &App, request: DraftId) -> Result<(), ApiError> {
    app.database().await?.restore_draft(request.id).await?;
    Ok(())
}

/// One step back.
///
/// # Errors
/// When there is no earlier step, or the database cannot be written.
pub async fn undo_draft(app: &App, request: DraftId) -> Result<Draft, ApiError> {
    draft(app.database().await?.undo_draft(request.id, app.host.now()).await?)
}

/// The undone step again.
///
/// # Errors
/// When nothing was undone, or the database cannot be written.
pub async fn redo_draft(app: &App, request: DraftId) -> Result<Draft, ApiError> {
    draft(app.database().await?.redo_draft(request.id, app.host.now()).await?)
}

/// The latest steps, newest first.
///
/// # Errors
/// When there is no such draft.
pub async fn draft_history(app: &App, request: DraftId) -> Result<Vec<DraftRevision>, ApiError> {
    let steps = app.database().await?.draft_history(request.id).await?;
    steps
        .into_iter()
        .map(|stored::Revision { revision, at, content, current }| {
            Ok(DraftRevision { revision, at: time(at), content: load(&content)?, current })
        })
        .collect()
}

/// Shows a step of the history.
///
/// # Errors
/// When there is no such step, or the database cannot be written.
pub async fn go_to_revision(app: &App, request: GoToRevision) -> Result<Draft, ApiError> {
    let GoToRevision { id, revision } = request;
    draft(app.database().await?.go_to_revision(id, revision, app.host.now()).await?)
}

fn draft(draft: stored::Draft) -> Result<Draft, ApiError> {
    let stored::Draft { id, name, content, updated_at, revision, can_undo, can_redo } = draft;
    Ok(Draft {
        id,
        name,
        content: load(&content)?,
        updated_at: time(updated_at),
        revision,
        can_undo,
        can_redo,
    })
}

fn store(content: &DraftContent) -> Result<stored::Content, ApiError> {
    let json = serde_json::to_string(content).map_err(internal)?;
    Ok(stored::Content { json, text: content.text.clone() })
}

fn load(content: &stored::Content) -> Result<DraftContent, ApiError> {
    serde_json::from_str(&content.json).map_err(internal)
}

fn internal(error: serde_json::Error) -> ApiError {
    ApiError { code: ErrorCode::Internal, message: format!("a draft cannot be read: {error}"), hint: None }
}

fn name(name: &str) -> Result<&str, ApiError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(ApiError::invalid("a draft needs a name")),
        length if length > LONGEST_NAME => {
            Err(ApiError::invalid(format!("a name has at most {LONGEST_NAME} characters; this has {length}")))
        }
        _ => Ok(name),
    }
}

fn preview(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(PREVIEW).collect()
}

fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

#[cfg(test)]
#[path = "drafts_tests.rs"]
mod tests;
