//! `guard_links`: which Resource Guard protects which vault.

use rolewright_authz::records::{GuardLink, Stage};

use super::table::{Column, RowReader, RowWriter, Table, texts, texts_from};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "guard_links",
    kind: ObjectKind::GuardLink,
    stage: Stage::Vaults,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("name"),
        Column::Plain("guard"),
        Column::Plain("operations"),
    ],
};

pub(crate) fn write(r: &GuardLink, row: &mut RowWriter<'_>) {
    let GuardLink { vault, name, guard, operations } = r;
    row.home(vault).text(name).path(guard).json(&texts(operations.iter().map(String::as_str)));
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<GuardLink, StoreError> {
    Ok(GuardLink {
        vault: row.path()?,
        name: row.text()?,
        guard: row.path()?,
        operations: texts_from(&row.json()?)?,
    })
}
