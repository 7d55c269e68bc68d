//! Kept ways to look at a table.

use rolewright_store::views::View;

use crate::app::App;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::tables::{OfTable, SaveView, SavedView, TableName, ViewId};

/// The most letters of a name.
const LONGEST: usize = 200;

/// The views of a table, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn saved_views(app: &App, request: &OfTable) -> Result<Vec<SavedView>, ApiError> {
    let views = app.database().await?.views(stored(request.table)).await?;
    Ok(views.into_iter().map(|view| of(request.table, view)).collect())
}

/// Keeps a view; one of that table and name, whatever the case, is replaced.
///
/// # Errors
/// When it has no name or one that is too long, or the database cannot be written.
pub async fn save_view(app: &App, request: &SaveView) -> Result<SavedView, ApiError> {
    let SaveView { table, name, filter, sort, columns } = request;
    let name = name.trim();
    if name.is_empty() {
        return Err(ApiError::invalid("a view needs a name").with_hint("write what it shows"));
    }
    if name.chars().count() > LONGEST {
        return Err(ApiError::invalid("the name is too long")
            .with_hint(format!("a name has at most {LONGEST} letters")));
    }
    let json = |value: Result<String, serde_json::Error>| {
        value.map_err(|e| ApiError { code: ErrorCode::Internal, message: e.to_string(), hint: None })
    };
    let (sort_text, columns_text) =
        (json(serde_json::to_string(sort))?, json(serde_json::to_string(columns))?);
    let database = app.database().await?;
    let id = database.save_view(stored(*table), name, filter, &sort_text, &columns_text).await?;
    Ok(SavedView {
        id,
        table: *table,
        name: name.to_owned(),
        filter: filter.clone(),
        sort: sort.clone(),
        columns: columns.clone(),
    })
}

/// Takes a view away; one that is gone already is no error.
///
/// # Errors
/// When the database cannot be written.
pub async fn delete_view(app: &App, request: &ViewId) -> Result<(), ApiError> {
    Ok(app.database().await?.delete_view(request.id).await?)
}

/// A table's name on disk.
fn stored(table: TableName) -> &'static str {
    match table {
        TableName::RoleAssignments => "role-assignments",
        TableName::SnapshotChanges => "snapshot-changes",
    }
}

/// A list that a later version wrote otherwise is as if nothing had been chosen; the filter stays.
fn of(table: TableName, view: View) -> SavedView {
    let View { id, name, filter, sort, columns } = view;
    SavedView {
        id,
        table,
        name,
        filter,
        sort: serde_json::from_str(&sort).unwrap_or_default(),
        columns: serde_json::from_str(&columns).unwrap_or_default(),
    }
}
