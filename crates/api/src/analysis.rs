//! Everything the Conditions page shows about one text. The text is parsed once; called at every key press.

use jiff::Timestamp;
use rolewright_authz::directory::StarterDirectory;
use rolewright_authz::roles;
use rolewright_condition::builder::{model, templates};
use rolewright_condition::delegation::{self, Column, Group, Row};
use rolewright_condition::explain::{self, explain};
use rolewright_condition::facts::RoleFacts;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::parse;
use rolewright_condition::syntax::ast::Dialect as CoreDialect;

use crate::diagnostics::{diagnostic, not_checked};
use crate::directory::Names;
use crate::evaluation::truth;
use crate::model::visual_model;
use crate::places::Places;
use crate::templates::template_match;
use crate::wire::conditions::{
    Analysis, AnalyzeRequest, Dialect, Grid, GridCell, GridColumn, GridGroup, GridRow, MeaningLine,
};
use crate::wire::error::ApiError;

/// Azure: a condition has at most 8 KB.
/// <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
const SIZE_LIMIT: u32 = 8 * 1024;

/// Analyses a text. `now`, where known, lets rules judge dates.
///
/// An id that the catalogue does not know, such as a custom role's, leaves the rules that need the role
/// unchecked.
///
/// # Errors
/// When the role chosen is a name that is not known.
pub fn analyze_condition(request: &AnalyzeRequest, now: Option<Timestamp>) -> Result<Analysis, ApiError> {
    let AnalyzeRequest { text, role, principal_names } = request;
    let role = role_facts(role.as_deref())?;
    let condition = parse(text);
    let names = Names::new(principal_names);
    // Whatever is taken away from here says conditionVersion 2.0.
    let version = Some("2.0");
    let context = Context { version, role, directory: Some(&StarterDirectory), now, ..Context::default() };
    let report = lint(&condition, &context);
    let places = Places::new(text);
    let place = |span| places.span(span);
    let lines = explain(&condition, &names).into_iter().map(|line| {
        let explain::Line { depth, text, span } = line;
        MeaningLine { depth, text, span: span.map(place) }
    });
    Ok(Analysis {
        dialect: match condition.dialect {
            CoreDialect::V2 => Dialect::V2,
            CoreDialect::V1 => Dialect::V1,
            CoreDialect::Template => Dialect::Template,
        },
        size: u32::try_from(text.len()).unwrap_or(u32::MAX),
        size_limit: SIZE_LIMIT,
        diagnostics: report.diagnostics.into_iter().map(|d| diagnostic(d, &place)).collect(),
        not_checked: report.not_checked.into_iter().map(not_checked).collect(),
        meaning: lines.collect(),
        grid: delegation::grid(&condition, &names).map(grid),
        template: templates::recognise(&condition).as_ref().map(template_match),
        model: visual_model(model(&condition, &names), &places),
    })
}

/// The catalogue's facts of a role given by id or name. A name must be right; an id may be of a tenant's own role,
/// of which nothing is known.
pub(crate) fn role_facts(role: Option<&str>) -> Result<Option<&'static RoleFacts>, ApiError> {
    let Some(role) = role else { return Ok(None) };
    match roles::find(role) {
        Some(known) => Ok(Some(&known.facts)),
        None if roles::id(role).is_some() => Ok(None),
        None => Err(unknown_role(role)),
    }
}

/// What to say of a role that the catalogue does not have.
pub(crate) fn unknown_role(role: &str) -> ApiError {
    let role = role.trim();
    if roles::id(role).is_some() {
        return ApiError::invalid(format!("no role of the catalogue has the id `{role}`"))
            .with_hint("choose one of its roles by name or id, or leave the role open");
    }
    let hint = match roles::similar(role).as_slice() {
        [] => "write a role's name as Azure shows it, as in `Storage Blob Data Reader`, or its id".to_owned(),
        names => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("did you mean {}? A role is given by its name or its id", names.join(" or "))
        }
    };
    ApiError::invalid(format!("`{role}` is neither a known role nor a role id")).with_hint(hint)
}

fn grid(grid: delegation::Grid) -> Grid {
    let delegation::Grid { summary, columns, rows, readings_differ } = grid;
    let columns = columns.into_iter().map(|column| {
        let Column { principal_type, principal, named, label } = column;
        GridColumn { principal_type, principal_id: named.then(|| principal.to_string()), label }
    });
    let rows = rows.into_iter().map(|row| {
        let Row { role, label, group, privileged, cells } = row;
        GridRow {
            role_id: role.to_string(),
            label,
            group: match group {
                Group::InCondition => GridGroup::InCondition,
                Group::Privileged => GridGroup::Privileged,
                Group::AnyOther => GridGroup::AnyOther,
            },
            privileged,
            cells: cells
                .into_iter()
                .map(|cell| GridCell { write: truth(cell.write), delete: truth(cell.delete) })
                .collect(),
        }
    });
    Grid { summary, columns: columns.collect(), rows: rows.collect(), readings_differ }
}

#[cfg(test)]
#[path = "analysis_tests.rs"]
mod tests;
