//! `management_groups`: the tree above subscriptions.

use rolewright_authz::records::{ManagementGroup, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::table::{Column, RowReader, RowWriter, Table};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "management_groups",
    kind: ObjectKind::ManagementGroup,
    stage: Stage::ManagementGroups,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("name"),
        Column::Plain("display_name"),
        Column::Plain("parent"),
    ],
};

pub(crate) fn write(r: &ManagementGroup, row: &mut RowWriter<'_>) {
    let ManagementGroup { name, display_name, parent } = r;
    row.home(&ScopePath::management_group(name))
        .text(name)
        .text(display_name)
        .text_or_null(parent.as_deref());
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<ManagementGroup, StoreError> {
    let _scope = row.path()?;
    Ok(ManagementGroup { name: row.text()?, display_name: row.text()?, parent: row.text_or_null()? })
}
