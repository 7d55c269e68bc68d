//! Changes as rows of a file.

use std::io::Write;
use std::path::Path;

use rolewright_store::new_file::NewFile;

use super::{Changes, kind, matching};
use crate::tables::{About, Cell, Column, ColumnKind, TableWriter, ending};
use crate::wire::error::ApiError;
use crate::wire::snapshots::ChangeRow;
use crate::wire::tables::RowFormat;

const fn text(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Text }
}

const fn flag(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Flag }
}

/// The columns of a file of changes.
pub const COLUMNS: &[Column] = &[
    text("change"),
    text("what"),
    flag("wider"),
    text("principal"),
    text("principal_id"),
    text("role"),
    text("role_id"),
    text("privileged"),
    text("scope"),
    text("scope_name"),
    text("level"),
    Column { name: "newly_allowed", kind: ColumnKind::Texts },
    Column { name: "affected_principals", kind: ColumnKind::Number },
    text("before"),
    text("after"),
];

/// A change, one cell for each of [`COLUMNS`].
#[must_use]
pub fn cells(row: &ChangeRow) -> Vec<Cell<'_>> {
    let ChangeRow {
        key: _,
        kind,
        words,
        place,
        principal,
        role,
        wider,
        before,
        after,
        newly_allowed,
        affected,
    } = row;
    vec![
        Cell::text(kind::name(*kind)),
        Cell::text(words.as_str()),
        Cell::Flag(*wider),
        Cell::some(principal.as_ref().and_then(|p| p.name.as_deref())),
        Cell::some(principal.as_ref().map(|p| p.id.as_str())),
        Cell::some(role.as_ref().and_then(|r| r.name.as_deref())),
        Cell::some(role.as_ref().map(|r| r.id.as_str())),
        Cell::some(role.as_ref().and_then(|r| r.privileged.as_deref())),
        Cell::some(place.as_ref().map(|p| p.scope.as_str())),
        Cell::some(place.as_ref().map(|p| p.name.as_str())),
        Cell::some(place.as_ref().map(|p| matching::level(p.level))),
        if newly_allowed.is_empty() { Cell::Nothing } else { Cell::Texts(newly_allowed) },
        affected.map_or(Cell::Nothing, Cell::Number),
        Cell::some(before.as_deref()),
        Cell::some(after.as_deref()),
    ]
}

/// What the file says of itself.
pub(super) fn about(changes: &Changes, filter: &str) -> About {
    let mut facts = vec![
        ("tenant", changes.tenant.clone()),
        ("from", crate::times::shown(changes.before.started)),
        ("to", crate::times::shown(changes.after.started)),
    ];
    if !filter.trim().is_empty() {
        facts.push(("filter", filter.trim().to_owned()));
    }
    About { facts }
}

/// `Contoso changes 2026-11-20 to 2026-11-21.csv`
pub(super) fn file_name(changes: &Changes, format: RowFormat) -> String {
    let day = |at: i64| crate::times::day(at);
    let Changes { before, after, tenant, .. } = changes;
    let name = format!("{tenant} changes {} to {}", day(before.started), day(after.started));
    format!("{}.{}", crate::times::as_file_name(&name), ending(format))
}

pub(super) fn write(
    path: &Path,
    format: RowFormat,
    about: &About,
    rows: &[&ChangeRow],
) -> Result<(), ApiError> {
    let failed = |error: &std::io::Error| ApiError::from(NewFile::failed(path, error));
    let out = NewFile::create(path)?;
    let mut writer = TableWriter::new(format, out, COLUMNS, about).map_err(|e| failed(&e))?;
    for row in rows {
        writer.row(&cells(row)).map_err(|e| failed(&e))?;
    }
    let mut out = writer.finish().map_err(|e| failed(&e))?;
    out.flush().map_err(|e| failed(&e))?;
    Ok(out.finish()?)
}
