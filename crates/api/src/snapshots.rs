//! Snapshots as the terminal lists them.

use jiff::Timestamp;
use rolewright_authz::records::{Coverage, Outcome};
use rolewright_store::Database;
use rolewright_store::snapshots::{Snapshot, Status};
use serde::Serialize;

use crate::wire::error::{ApiError, ErrorCode};

/// One snapshot.
#[derive(Clone, Debug, Serialize)]
pub struct SnapshotLine {
    /// Its number.
    pub id: i64,
    /// The tenant's id.
    pub tenant: String,
    /// The tenant's name.
    pub tenant_name: String,
    /// Who read it.
    pub account: String,
    /// Which cloud.
    pub source: String,
    /// RFC 3339, UTC: what it is "as of".
    pub started_at: String,
    /// RFC 3339, UTC.
    pub finished_at: Option<String>,
    /// `whole`, `partial`, `cancelled` or `interrupted`.
    pub state: &'static str,
}

/// One line of what a snapshot could and could not read.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageRow {
    /// `roleAssignments`
    pub stage: &'static str,
    /// Where.
    pub scope: String,
    /// Which call answered.
    pub source: String,
    /// Rows read.
    pub rows: u64,
    /// Rows that could not be understood.
    pub unreadable: u64,
    /// `read`, `forbidden`, `failed` or `not-available`.
    pub outcome: &'static str,
    /// Azure's code and message, or what was wrong with the first unreadable row.
    pub reason: Option<String>,
}

/// Every snapshot, the latest first.
///
/// # Errors
/// Those of the database.
pub async fn list(database: &Database) -> Result<Vec<SnapshotLine>, ApiError> {
    let tenants = database.tenants().await?;
    let snapshots = database.snapshots(None).await?;
    let line = |snapshot: Snapshot| {
        let tenant = tenants.iter().find(|t| t.id == snapshot.tenant);
        SnapshotLine {
            id: snapshot.id,
            tenant: tenant.map(|t| t.tenant.to_string()).unwrap_or_default(),
            tenant_name: tenant.map(|t| t.name.clone()).unwrap_or_default(),
            account: snapshot.account,
            source: snapshot.source,
            started_at: time(snapshot.started),
            finished_at: snapshot.finished.map(time),
            state: match snapshot.status {
                Status::Running => "interrupted",
                Status::Complete => "whole",
                Status::Partial => "partial",
                Status::Cancelled => "cancelled",
            },
        }
    };
    Ok(snapshots.into_iter().map(line).collect())
}

/// What a snapshot could and could not read, in the order of stages.
///
/// # Errors
/// That there is no such snapshot; those of the database.
pub async fn coverage(database: &Database, snapshot: i64) -> Result<Vec<CoverageRow>, ApiError> {
    let lines = database.coverage(snapshot).await?;
    Ok(lines.into_iter().map(|line| row(line.coverage)).collect())
}

/// The snapshot that was named, or the latest.
///
/// # Errors
/// That there is none; those of the database.
pub async fn named_or_latest(database: &Database, named: Option<i64>) -> Result<i64, ApiError> {
    if let Some(named) = named {
        return Ok(named);
    }
    let latest = database.snapshots(None).await?.first().map(|snapshot| snapshot.id);
    latest.ok_or_else(|| {
        let message = "there is no snapshot yet".to_owned();
        ApiError { code: ErrorCode::NotFound, message, hint: None }
            .with_hint("make one: rolewright snapshot pull")
    })
}

fn row(line: Coverage) -> CoverageRow {
    let Coverage { stage, scope, source, rows, unreadable, problem, outcome } = line;
    let (outcome, reason) = match outcome {
        Outcome::Read => ("read", problem),
        Outcome::Forbidden { code, message } => ("forbidden", Some(format!("{code}: {message}"))),
        Outcome::Failed { code, message } => ("failed", Some(format!("{code}: {message}"))),
        Outcome::NotAvailable { code, message } => ("not-available", Some(format!("{code}: {message}"))),
    };
    CoverageRow {
        stage: stage.as_str(),
        scope: scope.as_str().to_owned(),
        source,
        rows,
        unreadable,
        outcome,
        reason,
    }
}

fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).map(|at| at.to_string()).unwrap_or_default()
}

/// Opens the database of a profile.
///
/// # Errors
/// Where it cannot be used; the hint says what to do.
pub async fn open(path: &std::path::Path) -> Result<Database, ApiError> {
    Ok(Database::open(path).await?)
}
