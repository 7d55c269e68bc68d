//! `pull_items`: where a pull stands.

use rolewright_authz::records::Stage;
use sqlx::SqliteConnection;

use super::table::damaged;
use crate::error::StoreError;

/// One thing that a pull reads: a stage at a scope, or however the puller divides its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The stage.
    pub stage: Stage,
    /// The puller's name for it, unique in its stage.
    pub name: String,
    /// Where the next page is, as the puller said with the last one that is stored.
    pub continuation: Option<String>,
    /// Records stored so far.
    pub rows: u64,
    /// Whether it is finished, one way or the other.
    pub done: bool,
}

/// Adds rows and remembers where the next page is.
pub(crate) async fn advance(
    db: &mut SqliteConnection,
    snapshot: i64,
    stage: Stage,
    item: &str,
    rows: usize,
    continuation: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into pull_items (snapshot, stage, item, continuation, rows, done) values (?1, ?2, ?3, ?4, ?5, 0) \
         on conflict (snapshot, stage, item) do update set continuation = ?4, rows = rows + ?5",
    )
    .bind(snapshot)
    .bind(stage.as_str())
    .bind(item)
    .bind(continuation)
    .bind(i64::try_from(rows).unwrap_or(i64::MAX))
    .execute(db)
    .await?;
    Ok(())
}

/// Marks an item finished.
pub(crate) async fn finish(
    db: &mut SqliteConnection,
    snapshot: i64,
    stage: Stage,
    item: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into pull_items (snapshot, stage, item, rows, done) values (?1, ?2, ?3, 0, 1) \
         on conflict (snapshot, stage, item) do update set continuation = null, done = 1",
    )
    .bind(snapshot)
    .bind(stage.as_str())
    .bind(item)
    .execute(db)
    .await?;
    Ok(())
}

/// All of a pull, by stage and name.
pub(crate) async fn list(db: &mut SqliteConnection, snapshot: i64) -> Result<Vec<Item>, StoreError> {
    let rows: Vec<(String, String, Option<String>, i64, bool)> = sqlx::query_as(
        "select stage, item, continuation, rows, done from pull_items where snapshot = ? order by stage, item",
    )
    .bind(snapshot)
    .fetch_all(db)
    .await?;
    let mut items = rows
        .into_iter()
        .map(|(stage, name, continuation, rows, done)| {
            let stage = Stage::parse(&stage).ok_or_else(|| damaged("a pull has an unknown stage"))?;
            Ok(Item { stage, name, continuation, rows: u64::try_from(rows).unwrap_or(0), done })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    items.sort_by_key(|item| item.stage);
    Ok(items)
}

/// Counts anew what is read from its start again: items without a place to go on from.
pub(crate) async fn restart(db: &mut SqliteConnection, snapshot: i64) -> Result<(), StoreError> {
    sqlx::query("update pull_items set rows = 0 where snapshot = ? and done = 0 and continuation is null")
        .bind(snapshot)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets all of a pull that has ended.
pub(crate) async fn clear(db: &mut SqliteConnection, snapshot: i64) -> Result<(), StoreError> {
    sqlx::query("delete from pull_items where snapshot = ?").bind(snapshot).execute(db).await?;
    Ok(())
}
