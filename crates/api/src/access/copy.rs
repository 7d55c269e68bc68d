//! Role assignments on the clipboard, as a table or as code.

use rolewright_authz::intent::{AssignmentIntent, IntentInput};
use rolewright_iac::{Format, export};
use rolewright_store::access::Assignment;

use super::taken::{HEADINGS, Row, Taken, cells};
use crate::app::App;
use crate::wire::access::{AssignmentRow, Copied, CopyAssignments, CopyFormat};
use crate::wire::error::{ApiError, ErrorCode};

/// The most rows that go to the clipboard.
const MOST: u64 = 100_000;
/// The most rows written as code: each is a declaration that a person reads.
const MOST_CODE: u64 = 1_000;

/// Puts rows on the clipboard.
///
/// # Errors
/// When the snapshot is gone or cannot be read, the filter is not understood, there are too many rows, or the
/// system has no clipboard to give.
pub async fn copy_assignments(app: &App, request: &CopyAssignments) -> Result<Copied, ApiError> {
    let CopyAssignments { of, filter, sort, chosen, format } = request;
    let most = if matches!(format, CopyFormat::Text | CopyFormat::Json) { MOST } else { MOST_CODE };
    let opened = app.opened(of.snapshot).await?;
    let mut taken = Taken::of(app, &opened, of, filter, sort, chosen).await?;
    let count = taken.count();
    if count > most {
        return Err(ApiError::invalid(format!("{count} rows are too many to copy; the most are {most}"))
            .with_hint("export them to a file, or narrow the filter"));
    }
    let rows = taken.all().await?;
    let text = match format {
        CopyFormat::Text => as_text(&rows),
        CopyFormat::Json => as_json(rows.iter().map(|(shown, _)| shown))?,
        CopyFormat::Bicep => as_code(&rows, Format::Bicep),
        CopyFormat::Terraform => as_code(&rows, Format::TerraformAzurerm),
        CopyFormat::AzureCli => as_code(&rows, Format::AzBash),
    };
    app.host.copy(&text).map_err(|e| {
        ApiError::file(format!("the clipboard cannot be used: {e}"), "export the rows to a file instead")
    })?;
    Ok(Copied { rows: u32::try_from(rows.len()).unwrap_or(u32::MAX) })
}

/// Columns parted by tabs, with a heading; what would part a cell becomes a space.
fn as_text(rows: &[Row]) -> String {
    let mut text = HEADINGS.join("\t");
    text.push('\n');
    for row in rows {
        let clean = |cell: &String| cell.replace(['\t', '\r', '\n'], " ");
        text.push_str(&cells(row).iter().map(clean).collect::<Vec<_>>().join("\t"));
        text.push('\n');
    }
    text
}

fn as_json<'r>(rows: impl Iterator<Item = &'r AssignmentRow>) -> Result<String, ApiError> {
    serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).map_err(|e| internal(&e))
}

pub(super) fn internal(problem: &dyn std::error::Error) -> ApiError {
    ApiError { code: ErrorCode::Internal, message: problem.to_string(), hint: None }
}

/// One declaration after the other, each under a comment that says what it is. Bicep wants one file for each
/// level of scope, so each stays whole.
fn as_code(rows: &[Row], format: Format) -> String {
    let comment = if format == Format::Bicep { "//" } else { "#" };
    let mut parts = Vec::with_capacity(rows.len());
    for (number, (shown, row)) in (1..).zip(rows) {
        let line = |text: &str| text.replace(|c: char| c.is_control(), " ");
        let who = shown.principal.name.as_ref().unwrap_or(&shown.principal.id);
        let what = shown.role.name.as_ref().unwrap_or(&shown.role.id);
        let heading = line(&format!("{comment} {who}: {what} at {}", shown.place.scope));
        let code = match code(row, format) {
            Ok(code) => distinct(&code, format, number),
            Err(why) => line(&format!("{comment} not written: {why}")) + "\n",
        };
        parts.push(format!("{heading}\n{code}"));
    }
    parts.join("\n")
}

fn code(row: &Assignment, format: Format) -> Result<String, String> {
    let format = match (&row.instance, format) {
        (None, format) => format,
        (Some(_), Format::Bicep) => Format::PimBicep,
        (Some(_), _) => return Err("this format has no eligible assignments; copy it as Bicep".to_owned()),
    };
    let (role, principal) = (row.record.role.to_string(), row.record.principal.to_string());
    let input = IntentInput {
        role: &role,
        role_name: row.role_name.as_deref(),
        principal: &principal,
        principal_type: row.record.principal_type.as_str(),
        scope: row.record.scope.as_str(),
        condition: row.record.condition.as_deref().unwrap_or_default(),
        description: row.record.description.as_deref().unwrap_or_default(),
    };
    let written = export(&AssignmentIntent::new(input).map_err(|e| e.to_string())?, format);
    match written.impossible {
        Some(why) => Err(why),
        None => Ok(written.code),
    }
}

/// Terraform wants another name for each resource of a file.
fn distinct(code: &str, format: Format, number: usize) -> String {
    const HEAD: &str = "resource \"azurerm_role_assignment\" \"";
    let Some(rest) = code.strip_prefix(HEAD).filter(|_| format == Format::TerraformAzurerm) else {
        return code.to_owned();
    };
    match rest.split_once('"') {
        Some((name, rest)) => format!("{HEAD}{name}_{number}\"{rest}"),
        None => code.to_owned(),
    }
}
