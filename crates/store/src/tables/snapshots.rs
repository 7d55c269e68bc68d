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
}

impl TryFrom<Row> for Snapshot {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, tenant, started, finished, status, account, source } = row;
        let status = Status::parse(&status).ok_or_else(|| damaged("a snapshot has no known status"))?;
        Ok(Self { id, tenant, started, finished, status, account, source })
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
        "select id, tenant, started, finished, status, account, source from snapshots where id = ?",
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
        "select id, tenant, started, finished, status, account, source from snapshots \
         where ?1 is null or tenant = ?1 order by id desc",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Snapshot::try_from).collect()
}
