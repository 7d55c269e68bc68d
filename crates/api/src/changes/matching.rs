//! Which changes a filter leaves, in which order, and which values their columns have.

use std::cmp::Ordering;
use std::collections::HashMap;

use rolewright_authz::filter::{self, Filter, Test};
use rolewright_authz::hierarchy::Hierarchy;
use rolewright_authz::scope_path::ScopePath;

use super::kind;
use crate::wire::error::ApiError;
use crate::wire::scopes::ScopeLevel;
use crate::wire::snapshots::ChangeRow;
use crate::wire::tables::{ColumnValue, ColumnValues, SortBy};

/// A filter of changes; one with problems is refused.
pub(super) fn read(text: &str) -> Result<Filter, ApiError> {
    let (filter, problems) = filter::read(filter::SNAPSHOT_CHANGES, text);
    match problems.into_iter().next() {
        Some(problem) => Err(ApiError::invalid(problem.message).with_hint(problem.help)),
        None => Ok(filter),
    }
}

/// Whether every term holds of a row.
pub(super) fn matches(filter: &Filter, row: &ChangeRow, hierarchy: &Hierarchy) -> bool {
    filter.terms.iter().all(|term| holds(&term.test, row, hierarchy) != term.negated)
}

fn holds(test: &Test, row: &ChangeRow, hierarchy: &Hierarchy) -> bool {
    match test {
        Test::Names(text) => {
            let text = text.to_lowercase();
            let names = ["principal", "role", "scope"].into_iter().filter_map(|column| value(row, column));
            names.chain([row.words.clone()]).any(|name| name.to_lowercase().contains(&text))
        }
        Test::Contains(column, values) => {
            values.iter().any(|wanted| text_is(row, column.name, wanted, false))
        }
        Test::Equals(column, values) => values.iter().any(|wanted| text_is(row, column.name, wanted, true)),
        Test::OneOf(column, values) => values.iter().any(|wanted| match column.name {
            "is" => flag(row, wanted),
            name => value(row, name).as_deref() == Some(*wanted),
        }),
        Test::Under(_, values) => row.place.as_ref().is_some_and(|place| {
            let scope = ScopePath::new(&place.scope);
            values.iter().any(|outer| hierarchy.covers(&ScopePath::new(outer), &scope))
        }),
        Test::Missing(column) => value(row, column.name).is_none(),
        Test::Present(column) => value(row, column.name).is_some(),
        // The table has no column of times or numbers.
        Test::From(..)
        | Test::Before(..)
        | Test::On(..)
        | Test::LastDays(..)
        | Test::AtLeast(..)
        | Test::AtMost(..)
        | Test::Exactly(..) => false,
    }
}

fn text_is(row: &ChangeRow, column: &str, wanted: &str, whole: bool) -> bool {
    let wanted = wanted.to_lowercase();
    let id = match column {
        "principal" => row.principal.as_ref().map(|p| &p.id),
        "role" => row.role.as_ref().map(|r| &r.id),
        "scope" => row.place.as_ref().map(|p| &p.scope),
        _ => None,
    };
    if id.is_some_and(|id| id.to_lowercase().trim_end_matches('/') == wanted.trim_end_matches('/')) {
        return true;
    }
    // A text that begins like a scope is one, and no part of a name.
    if column == "scope" && wanted.starts_with('/') {
        return false;
    }
    let Some(name) = value(row, column) else { return false };
    let name = name.to_lowercase();
    if whole { name == wanted } else { name.contains(&wanted) }
}

fn flag(row: &ChangeRow, name: &str) -> bool {
    match name {
        "wider" => row.wider,
        "privileged" => row.role.as_ref().is_some_and(|role| role.privileged.is_some()),
        _ => false,
    }
}

/// What a column shows of a row, as a filter names it.
fn value(row: &ChangeRow, column: &str) -> Option<String> {
    match column {
        "change" => Some(kind::name(row.kind).to_owned()),
        "principal" => row.principal.as_ref().map(|p| crate::names::who(p).to_owned()),
        "role" => row.role.as_ref().map(|r| crate::names::what(r).to_owned()),
        "scope" => row.place.as_ref().map(|p| p.name.clone()),
        "level" => row.place.as_ref().map(|p| level(p.level).to_owned()),
        _ => None,
    }
}

/// As a filter names a level.
pub(super) fn level(level: ScopeLevel) -> &'static str {
    match level {
        ScopeLevel::Root => "root",
        ScopeLevel::ManagementGroup => "management-group",
        ScopeLevel::Subscription => "subscription",
        ScopeLevel::ResourceGroup => "resource-group",
        ScopeLevel::Resource => "resource",
    }
}

/// Sorts rows, given by their places; equal ones stay as they are, and what has no value comes last.
pub(super) fn sort(order: &mut [u32], rows: &[ChangeRow], sort: &[SortBy]) -> Result<(), ApiError> {
    // The first column counts most, so it is sorted by last.
    for SortBy { column, descending } in sort.iter().rev() {
        if !["change", "principal", "role", "scope", "level"].contains(&column.as_str()) {
            return Err(ApiError::invalid(format!("changes cannot be sorted by `{column}`"))
                .with_hint("sort by change, principal, role, scope or level"));
        }
        let key = |at: &u32| {
            let row = rows.get(*at as usize)?;
            Some(match column.as_str() {
                "change" => format!("{:03}", row.kind as u8),
                "level" => format!("{:03}", row.place.as_ref()?.level as u8),
                column => value(row, column)?.to_lowercase(),
            })
        };
        let keys: HashMap<u32, String> = order.iter().filter_map(|at| Some((*at, key(at)?))).collect();
        order.sort_by(|a, b| match (keys.get(a), keys.get(b)) {
            (Some(a), Some(b)) if *descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
    }
    Ok(())
}

/// The commonest values of a column among the rows that the rest of the filter leaves.
pub(super) fn values(
    rows: &[ChangeRow],
    mut filter: Filter,
    hierarchy: &Hierarchy,
    column: &str,
    search: &str,
    limit: usize,
) -> Result<ColumnValues, ApiError> {
    let Some(known) = filter::SNAPSHOT_CHANGES.iter().find(|c| c.name == column) else {
        return Err(ApiError::invalid(format!("there is no column `{column}`")));
    };
    if column == "under" {
        return Err(ApiError::invalid("`under` is not chosen by value").with_hint("type a scope after it"));
    }
    filter.terms.retain(|term| term.test.column().is_none_or(|c| c.name != column));
    let mut counts: HashMap<Option<String>, u64> = HashMap::new();
    for row in rows.iter().filter(|row| matches(&filter, row, hierarchy)) {
        if column == "is" {
            for name in ["privileged", "wider"].into_iter().filter(|name| flag(row, name)) {
                *counts.entry(Some(name.to_owned())).or_default() += 1;
            }
        } else {
            *counts.entry(value(row, column)).or_default() += 1;
        }
    }
    let label = |value: &Option<String>| match (value, &known.kind) {
        (None, _) => "(none)".to_owned(),
        (Some(value), filter::ColumnKind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.name == value)
            .map_or_else(|| value.clone(), |choice| choice.words.to_owned()),
        (Some(value), _) => value.clone(),
    };
    let search = search.to_lowercase();
    let mut values: Vec<ColumnValue> = counts
        .into_iter()
        .map(|(value, rows)| ColumnValue { label: label(&value), value, rows })
        .filter(|value| value.label.to_lowercase().contains(&search))
        .collect();
    values.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.label.cmp(&b.label)));
    let more = values.len().saturating_sub(limit) as u64;
    values.truncate(limit);
    Ok(ColumnValues { values, more })
}
