//! `deny_assignments`.

use rolewright_authz::records::{DeniedPrincipal, DenyAssignment, Stage};
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::role_definitions::{blocks, blocks_from};
use super::table::{Column, RowReader, RowWriter, Table, damaged};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "deny_assignments",
    kind: ObjectKind::DenyAssignment,
    stage: Stage::DenyAssignments,
    home: Some("scope"),
    columns: &[
        Column::Plain("name_id"),
        Column::Plain("name"),
        Column::Plain("description"),
        Column::Scope("scope"),
        Column::Plain("not_below"),
        Column::Plain("permissions"),
        Column::Plain("principals"),
        Column::Plain("excluded"),
        Column::Plain("system_protected"),
        Column::Condition("condition"),
        Column::Plain("created_on"),
        Column::Author("created_by"),
        Column::Plain("updated_on"),
        Column::Author("updated_by"),
    ],
};

pub(crate) fn write(r: &DenyAssignment, row: &mut RowWriter<'_>) {
    let DenyAssignment {
        id,
        name,
        description,
        scope,
        not_below,
        permissions,
        principals,
        excluded,
        system_protected,
        condition,
        stamp,
    } = r;
    row.guid(*id)
        .text(name)
        .text_or_null(description.as_deref())
        .home(scope)
        .flag(*not_below)
        .json(&blocks(permissions))
        .json(&denied(principals))
        .json(&denied(excluded))
        .flag(*system_protected)
        .condition(condition.as_deref())
        .stamp(stamp);
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<DenyAssignment, StoreError> {
    Ok(DenyAssignment {
        id: row.guid()?,
        name: row.text()?,
        description: row.text_or_null()?,
        scope: row.path()?,
        not_below: row.flag()?,
        permissions: blocks_from(&row.json()?)?,
        principals: denied_from(&row.json()?)?,
        excluded: denied_from(&row.json()?)?,
        system_protected: row.flag()?,
        condition: row.text_or_null()?,
        stamp: row.stamp()?,
    })
}

fn denied(list: &[DeniedPrincipal]) -> Value {
    Value::Array(list.iter().map(|p| json!({ "id": p.id.to_string(), "type": p.kind })).collect())
}

fn denied_from(value: &Value) -> Result<Vec<DeniedPrincipal>, StoreError> {
    let one = |value: &Value| {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        Some(DeniedPrincipal { id: Guid::parse(text("id")?)?, kind: text("type")?.to_owned() })
    };
    value
        .as_array()
        .and_then(|list| list.iter().map(one).collect())
        .ok_or_else(|| damaged("the principals of a deny assignment are no list"))
}
