//! `policy_assignments`: those with the effect `denyAction`.

use rolewright_authz::records::{PolicyAssignment, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::table::{Column, RowReader, RowWriter, Table, texts, texts_from};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "policy_assignments",
    kind: ObjectKind::PolicyAssignment,
    stage: Stage::PolicyAssignments,
    home: Some("scope"),
    columns: &[
        Column::Plain("path"),
        Column::Scope("scope"),
        Column::Plain("name"),
        Column::Plain("definition"),
        Column::Plain("not_scopes"),
        Column::Plain("enforced"),
        Column::Plain("denied_actions"),
        Column::Plain("resource_types"),
    ],
};

pub(crate) fn write(r: &PolicyAssignment, row: &mut RowWriter<'_>) {
    let PolicyAssignment {
        id,
        scope,
        name,
        definition,
        not_scopes,
        enforced,
        denied_actions,
        resource_types,
    } = r;
    row.path(id)
        .home(scope)
        .text(name)
        .path(definition)
        .json(&texts(not_scopes.iter().map(ScopePath::as_str)))
        .flag(*enforced)
        .json(&texts(denied_actions.iter().map(String::as_str)))
        .json(&texts(resource_types.iter().map(String::as_str)));
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<PolicyAssignment, StoreError> {
    Ok(PolicyAssignment {
        id: row.path()?,
        scope: row.path()?,
        name: row.text()?,
        definition: row.path()?,
        not_scopes: texts_from(&row.json()?)?.iter().map(|s| ScopePath::new(s)).collect(),
        enforced: row.flag()?,
        denied_actions: texts_from(&row.json()?)?,
        resource_types: texts_from(&row.json()?)?,
    })
}
