//! `draft_revisions`: what a draft held, step by step.

use sqlx::{FromRow, SqliteConnection};

use crate::error::StoreError;

/// What is saved.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Content {
    /// Everything that belongs to the draft, as JSON.
    #[sqlx(rename = "content")]
    pub json: String,
    /// The condition's text, for the list and for search.
    pub text: String,
}

/// One row.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Row {
    pub(crate) revision: i64,
    pub(crate) at: i64,
    #[sqlx(flatten)]
    pub(crate) content: Content,
    pub(crate) parent: Option<i64>,
    pub(crate) redo: Option<i64>,
}

/// Adds a revision.
pub(crate) async fn insert(
    db: &mut SqliteConnection,
    draft: i64,
    revision: i64,
    at: i64,
    content: &Content,
    parent: Option<i64>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into draft_revisions (draft_id, revision, at, content, text, parent) values (?, ?, ?, ?, ?, ?)",
    )
    .bind(draft)
    .bind(revision)
    .bind(at)
    .bind(&content.json)
    .bind(&content.text)
    .bind(parent)
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces a revision's content, where typing goes on.
pub(crate) async fn replace(
    db: &mut SqliteConnection,
    draft: i64,
    revision: i64,
    at: i64,
    content: &Content,
) -> Result<(), StoreError> {
    sqlx::query(
        "update draft_revisions set at = ?3, content = ?4, text = ?5 where draft_id = ?1 and revision = ?2",
    )
    .bind(draft)
    .bind(revision)
    .bind(at)
    .bind(&content.json)
    .bind(&content.text)
    .execute(db)
    .await?;
    Ok(())
}

/// Remembers where redo goes from a revision.
pub(crate) async fn set_redo(
    db: &mut SqliteConnection,
    draft: i64,
    revision: i64,
    redo: i64,
) -> Result<(), StoreError> {
    sqlx::query("update draft_revisions set redo = ?3 where draft_id = ?1 and revision = ?2")
        .bind(draft)
        .bind(revision)
        .bind(redo)
        .execute(db)
        .await?;
    Ok(())
}

/// One revision.
pub(crate) async fn get(db: &mut SqliteConnection, draft: i64, revision: i64) -> Result<Row, StoreError> {
    sqlx::query_as(
        "select revision, at, content, text, parent, redo from draft_revisions \
         where draft_id = ? and revision = ?",
    )
    .bind(draft)
    .bind(revision)
    .fetch_optional(db)
    .await?
    .ok_or(StoreError::NoSuchRevision { id: draft, revision })
}

/// The highest revision number of a draft.
pub(crate) async fn latest(db: &mut SqliteConnection, draft: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select coalesce(max(revision), 0) from draft_revisions where draft_id = ?")
        .bind(draft)
        .fetch_one(db)
        .await?)
}

/// The history panel: the latest steps first, at most `limit` of them.
pub(crate) async fn list(db: &mut SqliteConnection, draft: i64, limit: i64) -> Result<Vec<Row>, StoreError> {
    Ok(sqlx::query_as(
        "select revision, at, content, text, parent, redo from draft_revisions \
         where draft_id = ? order by revision desc limit ?",
    )
    .bind(draft)
    .bind(limit)
    .fetch_all(db)
    .await?)
}
