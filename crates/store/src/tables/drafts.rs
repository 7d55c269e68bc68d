//! `drafts`: the name, and which revision is shown.

use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection};

use crate::error::StoreError;
use crate::tables::draft_search::Search;

/// One row.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) updated_at: i64,
    pub(crate) current_revision: i64,
    pub(crate) typing_since: Option<i64>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Summary {
    /// The draft.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// When it was last changed.
    pub updated_at: i64,
    /// The beginning of its text.
    pub start: String,
}

/// Adds a row whose revision 1 is about to be written.
pub(crate) async fn insert(db: &mut SqliteConnection, name: &str, now: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query("insert into drafts (name, updated_at, current_revision) values (?, ?, 1)")
        .bind(name)
        .bind(now)
        .execute(db)
        .await?
        .last_insert_rowid())
}

/// The row, deleted or not.
pub(crate) async fn get(db: &mut SqliteConnection, id: i64) -> Result<Row, StoreError> {
    sqlx::query_as("select id, name, updated_at, current_revision, typing_since from drafts where id = ?")
        .bind(id)
        .fetch_optional(db)
        .await?
        .ok_or(StoreError::NoSuchDraft { id })
}

/// Changes the name.
pub(crate) async fn set_name(
    db: &mut SqliteConnection,
    id: i64,
    name: &str,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("update drafts set name = ?2, updated_at = ?3 where id = ?1")
        .bind(id)
        .bind(name)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Marks the draft deleted (`Some`) or not.
pub(crate) async fn set_deleted(
    db: &mut SqliteConnection,
    id: i64,
    at: Option<i64>,
) -> Result<(), StoreError> {
    sqlx::query("update drafts set deleted_at = ?2 where id = ?1").bind(id).bind(at).execute(db).await?;
    Ok(())
}

/// Shows another revision.
pub(crate) async fn set_current(
    db: &mut SqliteConnection,
    id: i64,
    revision: i64,
    typing_since: Option<i64>,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("update drafts set current_revision = ?2, typing_since = ?3, updated_at = ?4 where id = ?1")
        .bind(id)
        .bind(revision)
        .bind(typing_since)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// The draft list: those not deleted that have every word searched for, latest first.
pub(crate) async fn list(db: &mut SqliteConnection, search: &Search) -> Result<Vec<Summary>, StoreError> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "select d.id, d.name, d.updated_at, substr(r.text, 1, 480) as start from drafts d \
         join draft_revisions r on r.draft_id = d.id and r.revision = d.current_revision \
         where d.deleted_at is null",
    );
    if let Some(pattern) = &search.pattern {
        query.push(" and d.id in (select rowid from draft_search where draft_search match ");
        query.push_bind(pattern).push(")");
    }
    for word in &search.short {
        query.push(" and instr(lower(d.name || char(10) || r.text), ").push_bind(word).push(") > 0");
    }
    query.push(" order by d.updated_at desc, d.id desc");
    Ok(query.build_query_as().fetch_all(db).await?)
}
