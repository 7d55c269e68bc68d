//! Role assignments as rows of a file or a terminal.

use std::io::Write as _;

use rolewright_store::new_file::NewFile;

use super::history;
use super::opened::Opened;
use super::taken::{Row, Taken, cells};
use crate::app::App;
use crate::tables::{About, Cell, Column, ColumnKind, TableWriter, ending};
use crate::times;
use crate::wire::access::{AssignmentsOf, ExportAssignments};
use crate::wire::desk::SavedFile;
use crate::wire::error::ApiError;
use crate::wire::tables::{Chosen, SortBy};

const fn text(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Text }
}

/// The columns of a file: those of the window, and the assignment's id.
pub const COLUMNS: &[Column] = &[
    text("principal"),
    text("principal_id"),
    text("kind"),
    text("role"),
    text("role_id"),
    text("privileged"),
    text("scope"),
    text("scope_name"),
    text("state"),
    text("condition"),
    text("condition_in_words"),
    text("created_on"),
    text("created_by"),
    text("updated_on"),
    text("ends"),
    text("description"),
    text("id"),
];

/// Writes the rows of the filter into a file that says snapshot and filter; `None` when the user thinks better
/// of it.
///
/// # Errors
/// When the snapshot is gone or cannot be read, the filter is not understood, or the file cannot be written.
pub async fn export_assignments(
    app: &App,
    request: &ExportAssignments,
) -> Result<Option<SavedFile>, ApiError> {
    let ExportAssignments { of, filter, sort, format } = request;
    let opened = app.opened(of.snapshot).await?;
    let mut rows = taken(app, &opened, of, filter, sort).await?;
    let about = about(&opened, of, filter).await?;
    let (_, tenant) = about.facts.first().cloned().unwrap_or_default();
    let name = format!("{tenant} role assignments {}", times::day(opened.snapshot.started));
    let name = format!("{}.{}", times::as_file_name(&name), ending(*format));
    let Some(path) = app.host.choose_file_to_write(&name) else { return Ok(None) };
    let failed = |error: std::io::Error| ApiError::from(NewFile::failed(&path, &error));
    let mut writer = TableWriter::new(*format, NewFile::create(&path)?, COLUMNS, &about).map_err(failed)?;
    loop {
        let some = rows.some().await?;
        if some.is_empty() {
            break;
        }
        for row in &some {
            with_cells(row, |cells| writer.row(cells)).map_err(failed)?;
        }
    }
    let mut out = writer.finish().map_err(failed)?;
    out.flush().map_err(failed)?;
    out.finish()?;
    Ok(Some(SavedFile { path: path.display().to_string() }))
}

/// Gives every row of the filter, in order, to somebody who says whether to go on; the cells are those of
/// [`COLUMNS`].
///
/// # Errors
/// When the snapshot is gone or cannot be read, or the filter is not understood; what `take` says.
pub async fn each_assignment<E: From<ApiError>>(
    app: &App,
    of: &AssignmentsOf,
    filter: &str,
    mut take: impl FnMut(&[Cell<'_>]) -> Result<bool, E>,
) -> Result<(), E> {
    let opened = app.opened(of.snapshot).await?;
    let mut rows = taken(app, &opened, of, filter, &[]).await?;
    loop {
        let some = rows.some().await?;
        if some.is_empty() {
            return Ok(());
        }
        for row in &some {
            if !with_cells(row, &mut take)? {
                return Ok(());
            }
        }
    }
}

async fn taken<'o>(
    app: &App,
    opened: &'o Opened,
    of: &AssignmentsOf,
    filter: &str,
    sort: &[SortBy],
) -> Result<Taken<'o>, ApiError> {
    Taken::of(app, opened, of, filter, sort, &Chosen::AllBut { keys: Vec::new() }).await
}

fn with_cells<T>(row: &Row, take: impl FnOnce(&[Cell<'_>]) -> T) -> T {
    let texts = cells(row);
    let cell = |text| Cell::some(Some(text).filter(|text: &&str| !text.is_empty()));
    let mut list: Vec<Cell<'_>> = texts.iter().map(|text| cell(text.as_str())).collect();
    list.push(Cell::text(row.0.key.as_str()));
    take(&list)
}

async fn about(opened: &Opened, of: &AssignmentsOf, filter: &str) -> Result<About, ApiError> {
    let tenants = opened.database.tenants().await?;
    let tenant = tenants.into_iter().find(|t| t.id == opened.snapshot.tenant).map(|t| t.name);
    let mut facts = vec![
        ("tenant", tenant.unwrap_or_default()),
        ("as_of", history::time(opened.snapshot.started)),
        ("within", of.scope.clone()),
    ];
    if !filter.trim().is_empty() {
        facts.push(("filter", filter.trim().to_owned()));
    }
    Ok(About { facts })
}
