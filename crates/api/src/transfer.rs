//! A snapshot in one file, to hand on.

use std::path::Path;

use rolewright_store::Database;

use crate::app::App;
use crate::times;
use crate::wire::desk::SavedFile;
use crate::wire::error::ApiError;
use crate::wire::snapshots::SnapshotId;

/// How the file of an exported snapshot ends.
const ENDING: &str = "rolewright";

/// Writes a snapshot with its annotations to a file that the user chooses.
///
/// # Errors
/// That there is no such snapshot; when the file cannot be written; those of the database.
pub async fn export_snapshot(app: &App, request: SnapshotId) -> Result<Option<SavedFile>, ApiError> {
    let database = app.database().await?;
    let name = file_name(database, request.snapshot).await?;
    let Some(path) = app.host.choose_file_to_write(&name) else { return Ok(None) };
    export_to(database, request.snapshot, &path).await?;
    Ok(Some(SavedFile { path: path.display().to_string() }))
}

/// Takes in a snapshot from a file that the user chooses. One that was taken in before is found again.
///
/// # Errors
/// When the file is none of ours, damaged or of a later version; those of the database.
pub async fn import_snapshot(app: &App) -> Result<Option<SnapshotId>, ApiError> {
    let Some(path) = app.host.choose_file_to_read() else { return Ok(None) };
    let snapshot = import_from(app.database().await?, &path).await?;
    Ok(Some(SnapshotId { snapshot }))
}

/// Writes a snapshot to a file.
///
/// # Errors
/// As [`export_snapshot`].
pub async fn export_to(database: &Database, snapshot: i64, path: &Path) -> Result<(), ApiError> {
    database.export_snapshot(snapshot, path).await?;
    Ok(())
}

/// Takes in a snapshot from a file; gives its number here.
///
/// # Errors
/// As [`import_snapshot`].
pub async fn import_from(database: &Database, path: &Path) -> Result<i64, ApiError> {
    Ok(database.import_snapshot(path).await?)
}

/// `Contoso 2026-11-21.rolewright`
async fn file_name(database: &Database, snapshot: i64) -> Result<String, ApiError> {
    let found = database.snapshot(snapshot).await?;
    let tenants = database.tenants().await?;
    let tenant = tenants.into_iter().find(|t| t.id == found.tenant).map(|t| t.name).unwrap_or_default();
    let name = format!("{tenant} {}", times::day(found.started));
    Ok(format!("{}.{ENDING}", times::as_file_name(&name)))
}

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
