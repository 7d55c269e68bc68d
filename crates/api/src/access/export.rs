//! Role assignments in a file.

use serde_json::json;

use super::copy::internal;
use super::history;
use super::taken::{HEADINGS, Row, Taken, cells};
use crate::app::App;
use crate::wire::access::{AssignmentRow, ExportAssignments};
use crate::wire::desk::SavedFile;
use crate::wire::error::ApiError;
use crate::wire::tables::{Chosen, RowFormat};

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
    let all = Chosen::AllBut { keys: Vec::new() };
    let ending = match format {
        RowFormat::Csv => "csv",
        RowFormat::Json => "json",
        RowFormat::Parquet => {
            return Err(ApiError::invalid("role assignments cannot be written as Parquet")
                .with_hint("choose CSV or JSON"));
        }
    };
    let rows = Taken::of(app, &opened, of, filter, sort, &all).await?.all().await?;
    let taken = history::time(opened.snapshot.started);
    let name = format!("role-assignments-{}.{ending}", taken.get(..10).unwrap_or("snapshot"));
    let Some(path) = app.host.choose_file_to_write(&name) else { return Ok(None) };
    let text = match format {
        RowFormat::Csv => as_csv(&rows).map_err(|e| internal(&e))?,
        _ => {
            let rows: Vec<&AssignmentRow> = rows.iter().map(|(shown, _)| shown).collect();
            let whole = json!({
                "snapshot": { "id": of.snapshot, "takenAt": taken, "scope": of.scope, "filter": filter },
                "roleAssignments": rows,
            });
            serde_json::to_string_pretty(&whole).map_err(|e| internal(&e))?
        }
    };
    let shown = path.display().to_string();
    app.host.write(&path, &text).map_err(|e| {
        ApiError::file(
            format!("`{shown}` cannot be written: {e}"),
            "choose another folder or free some space",
        )
    })?;
    Ok(Some(SavedFile { path: shown }))
}

/// A heading and one line a row. A cell that a spreadsheet would take for a formula begins with an apostrophe.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn as_csv(rows: &[Row]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS)?;
    for row in rows {
        writer.write_record(cells(row).map(
            |cell| match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                true => format!("'{cell}"),
                false => cell,
            },
        ))?;
    }
    let bytes = writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
