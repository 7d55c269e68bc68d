//! `snapshots`: when what was read, and how it ended.

use sqlx::{FromRow, SqliteConnection};

use super::table::damaged;
use crate::error::StoreError;

/// How a pull ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is being read, or was interrupted and can be resumed.
    Running,
    /// Every stage was read at every scope.
    Complete,
    /// It ended, and some stage or scope could not be read; the coverage says which.
    Partial,
    /// It was given up.
    Cancelled,
}

impl Status {
    /// Its name on disk and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Cancelled => "cancelled",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Running, Self::Complete, Self::Partial, Self::Cancelled]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}

/// A snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its number; later ones of a tenant have higher numbers.
    pub id: i64,
    /// The tenant's number in this file.
    pub tenant: i64,
    /// When the pull began, in milliseconds since 1970.
    pub started: i64,
    /// When it ended.
    pub finished: Option<i64>,
    /// How it ended.
    pub status: Status,
    /// Who was signed in.
    pub account: String,
    /// Which cloud or file it was read from.
    pub source: String,
    /// Whether a person stopped the pull.
    pub stopped: bool,
    /// Name of the file that it came in.
    pub file: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    tenant: i64,
    started: i64,
    finished: Option<i64>,
    status: String,
    account: String,
    source: String,
    stopped: bool,
    file: Option<String>,
}

impl TryFrom<Row> for Snapshot {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, tenant, started, finished, status, account, source, stopped, file } = row;
        let status = Status::parse(&status).ok_or_else(|| damaged("a snapshot has no known status"))?;
        Ok(Self { id, tenant, started, finished, status, account, source, stopped, file })
    }
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    tenant: i64,
    started: i64,
    account: &str,
    source: &str,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "insert into snapshots (tenant, started, status, account, source) \
         values (?, ?, 'running', ?, ?) returning id",
    )
    .bind(tenant)
    .bind(started)
    .bind(account)
    .bind(source)
    .fetch_one(db)
    .await?)
}

/// Says whether a person stopped the pull.
pub(crate) async fn set_stopped(db: &mut SqliteConnection, id: i64, stopped: bool) -> Result<(), StoreError> {
    sqlx::query("update snapshots set stopped = ?2 where id = ?1 and status = 'running'")
        .bind(id)
        .bind(stopped)
        .execute(db)
        .await?;
    Ok(())
}

/// Says which file it came in.
pub(crate) async fn set_file(db: &mut SqliteConnection, id: i64, file: &str) -> Result<(), StoreError> {
    sqlx::query("update snapshots set file = ?2 where id = ?1").bind(id).bind(file).execute(db).await?;
    Ok(())
}

/// Takes it out of every list, with all that is known of it alone.
pub(crate) async fn delete(db: &mut SqliteConnection, id: i64) -> Result<(), StoreError> {
    sqlx::query("update snapshots set deleted = 1 where id = ?").bind(id).execute(&mut *db).await?;
    for table in ["coverage", "pull_items", "pull_seen", "access_columns", "snapshot_counts"] {
        let sql = format!("delete from {table} where snapshot = ?");
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}

/// The snapshots of the same tenant before and after one, which may be a deleted one.
pub(crate) async fn neighbours(
    db: &mut SqliteConnection,
    tenant: i64,
    id: i64,
) -> Result<(Option<i64>, Option<i64>), StoreError> {
    Ok(sqlx::query_as(
        "select (select max(id) from snapshots where tenant = ?1 and deleted = 0 and id < ?2), \
         (select min(id) from snapshots where tenant = ?1 and deleted = 0 and id > ?2)",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(db)
    .await?)
}

/// Sets how it ended.
pub(crate) async fn finish(
    db: &mut SqliteConnection,
    id: i64,
    status: Status,
    finished: i64,
) -> Result<(), StoreError> {
    sqlx::query("update snapshots set status = ?2, finished = ?3 where id = ?1")
        .bind(id)
        .bind(status.as_str())
        .bind(finished)
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn get(db: &mut SqliteConnection, id: i64) -> Result<Snapshot, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, tenant, started, finished, status, account, source, stopped, file from snapshots \
         where id = ? and deleted = 0",
    )
    .bind(id)
    .fetch_optional(db)
    .await?
    .ok_or(StoreError::NoSuchSnapshot { id })?
    .try_into()
}

/// All, or those of one tenant; the latest first.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    tenant: Option<i64>,
) -> Result<Vec<Snapshot>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, tenant, started, finished, status, account, source, stopped, file from snapshots \
         where (?1 is null or tenant = ?1) and deleted = 0 order by id desc",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Snapshot::try_from).collect()
}
