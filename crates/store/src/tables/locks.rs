//! `locks`.

use rolewright_authz::records::{Lock, LockLevel, Stage};

use super::table::{Column, RowReader, RowWriter, Table};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "locks",
    kind: ObjectKind::Lock,
    stage: Stage::Locks,
    home: Some("scope"),
    columns: &[Column::Scope("scope"), Column::Plain("name"), Column::Plain("level"), Column::Plain("notes")],
};

pub(crate) fn write(r: &Lock, row: &mut RowWriter<'_>) {
    let Lock { scope, name, level, notes } = r;
    row.home(scope).text(name).text(level.as_str()).text_or_null(notes.as_deref());
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<Lock, StoreError> {
    Ok(Lock {
        scope: row.path()?,
        name: row.text()?,
        level: LockLevel::parse(&row.text()?),
        notes: row.text_or_null()?,
    })
}
