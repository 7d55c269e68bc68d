//! `role_definitions`: what each role grants, and what that makes of its holders.

use rolewright_authz::privilege;
use rolewright_authz::records::{PermissionBlock, RoleDefinition, RoleKind, Stage};
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Map, Value, json};

use super::table::{Cell, Column, RowReader, RowWriter, Table, damaged, texts, texts_from};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "role_definitions",
    kind: ObjectKind::RoleDefinition,
    stage: Stage::RoleDefinitions,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Role("role"),
        Column::Plain("name"),
        Column::Plain("kind"),
        Column::Plain("description"),
        Column::Plain("assignable_scopes"),
        Column::Plain("permissions"),
        Column::Plain("created_on"),
        Column::Author("created_by"),
        Column::Plain("updated_on"),
        Column::Author("updated_by"),
        Column::Plain("privilege"),
        Column::Plain("delegation"),
    ],
};

pub(crate) fn write(r: &RoleDefinition, row: &mut RowWriter<'_>) {
    let RoleDefinition { id, name, kind, description, assignable_scopes, permissions, stamp } = r;
    let home = match assignable_scopes.as_slice() {
        [only] => only.clone(),
        _ => ScopePath::root(),
    };
    let judged = privilege::of_role(permissions);
    row.home(&home)
        .role(*id)
        .text(name)
        .text(kind.as_str())
        .text(description)
        .json(&texts(assignable_scopes.iter().map(ScopePath::as_str)))
        .json(&blocks(permissions))
        .stamp(stamp)
        .derived(judged.reason.map_or(Cell::Null, |reason| Cell::Text(reason.into())))
        .derived(Cell::Int(judged.delegation as i64));
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<RoleDefinition, StoreError> {
    let _home = row.path()?;
    Ok(RoleDefinition {
        id: row.guid()?,
        name: row.text()?,
        kind: RoleKind::parse(&row.text()?),
        description: row.text()?,
        assignable_scopes: texts_from(&row.json()?)?.iter().map(|s| ScopePath::new(s)).collect(),
        permissions: blocks_from(&row.json()?)?,
        stamp: row.stamp()?,
    })
}

/// Permission blocks as JSON, with Azure's names.
pub(crate) fn blocks(list: &[PermissionBlock]) -> Value {
    let list_of = |list: &[String]| texts(list.iter().map(String::as_str));
    let one = |block: &PermissionBlock| {
        let PermissionBlock {
            actions,
            not_actions,
            data_actions,
            not_data_actions,
            condition,
            condition_version,
        } = block;
        json!({
            "actions": list_of(actions),
            "notActions": list_of(not_actions),
            "dataActions": list_of(data_actions),
            "notDataActions": list_of(not_data_actions),
            "condition": condition,
            "conditionVersion": condition_version,
        })
    };
    Value::Array(list.iter().map(one).collect())
}

/// The way back.
pub(crate) fn blocks_from(value: &Value) -> Result<Vec<PermissionBlock>, StoreError> {
    let list = |block: &Map<String, Value>, name: &str| texts_from(block.get(name).unwrap_or(&Value::Null));
    let text =
        |block: &Map<String, Value>, name: &str| block.get(name).and_then(Value::as_str).map(str::to_owned);
    let one = |block: &Value| {
        let block = block.as_object().ok_or_else(|| damaged("a permission block is none"))?;
        Ok(PermissionBlock {
            actions: list(block, "actions")?,
            not_actions: list(block, "notActions")?,
            data_actions: list(block, "dataActions")?,
            not_data_actions: list(block, "notDataActions")?,
            condition: text(block, "condition"),
            condition_version: text(block, "conditionVersion"),
        })
    };
    value.as_array().ok_or_else(|| damaged("permissions are no list"))?.iter().map(one).collect()
}
