//! `resource_guards`.

use rolewright_authz::records::{ResourceGuard, Stage};

use super::table::{Column, RowReader, RowWriter, Table, texts, texts_from};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "resource_guards",
    kind: ObjectKind::ResourceGuard,
    stage: Stage::ResourceGuards,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("location"),
        Column::Plain("operations"),
        Column::Plain("excluded_operations"),
    ],
};

pub(crate) fn write(r: &ResourceGuard, row: &mut RowWriter<'_>) {
    let ResourceGuard { id, location, operations, excluded_operations } = r;
    row.home(id)
        .text(location)
        .json(&texts(operations.iter().map(String::as_str)))
        .json(&texts(excluded_operations.iter().map(String::as_str)));
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<ResourceGuard, StoreError> {
    Ok(ResourceGuard {
        id: row.path()?,
        location: row.text()?,
        operations: texts_from(&row.json()?)?,
        excluded_operations: texts_from(&row.json()?)?,
    })
}
