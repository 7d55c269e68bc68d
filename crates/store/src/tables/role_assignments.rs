//! `role_assignments`: the large table.

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{RoleAssignment, Stage};

use super::table::{Column, RowReader, RowWriter, Table};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "role_assignments",
    kind: ObjectKind::RoleAssignment,
    stage: Stage::RoleAssignments,
    home: Some("scope"),
    columns: &[
        Column::Plain("name"),
        Column::Scope("scope"),
        Column::Role("role"),
        Column::Principal("principal"),
        Column::Plain("principal_type"),
        Column::Condition("condition"),
        Column::Plain("condition_version"),
        Column::Plain("description"),
        Column::Plain("delegated_managed_identity"),
        Column::Plain("created_on"),
        Column::Author("created_by"),
        Column::Plain("updated_on"),
        Column::Author("updated_by"),
    ],
};

pub(crate) fn write(r: &RoleAssignment, row: &mut RowWriter<'_>) {
    let RoleAssignment {
        name,
        scope,
        role,
        principal,
        principal_type,
        condition,
        condition_version,
        description,
        delegated_managed_identity,
        stamp,
    } = r;
    row.guid(*name)
        .home(scope)
        .role(*role)
        .principal(*principal)
        .text(principal_type.as_str())
        .condition(condition.as_deref())
        .text_or_null(condition_version.as_deref())
        .text_or_null(description.as_deref())
        .text_or_null(delegated_managed_identity.as_deref())
        .stamp(stamp);
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<RoleAssignment, StoreError> {
    Ok(RoleAssignment {
        name: row.guid()?,
        scope: row.path()?,
        role: row.guid()?,
        principal: row.guid()?,
        principal_type: PrincipalType::parse(&row.text()?),
        condition: row.text_or_null()?,
        condition_version: row.text_or_null()?,
        description: row.text_or_null()?,
        delegated_managed_identity: row.text_or_null()?,
        stamp: row.stamp()?,
    })
}
