//! `resource_groups`.

use rolewright_authz::records::{ResourceGroup, Stage};
use serde_json::Value;

use super::table::{Column, RowReader, RowWriter, Table, damaged, texts};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "resource_groups",
    kind: ObjectKind::ResourceGroup,
    stage: Stage::ResourceGroups,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("location"),
        Column::Plain("managed_by"),
        Column::Plain("tags"),
    ],
};

pub(crate) fn write(r: &ResourceGroup, row: &mut RowWriter<'_>) {
    let ResourceGroup { id, location, managed_by, tags: list } = r;
    row.home(id).text(location).text_or_null(managed_by.as_deref()).json(&tags(list));
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<ResourceGroup, StoreError> {
    Ok(ResourceGroup {
        id: row.path()?,
        location: row.text()?,
        managed_by: row.text_or_null()?,
        tags: tags_from(&row.json()?)?,
    })
}

/// Pairs of name and value, in their order.
pub(crate) fn tags(list: &[(String, String)]) -> Value {
    Value::Array(list.iter().map(|(name, value)| texts([name.as_str(), value.as_str()])).collect())
}

/// The way back.
pub(crate) fn tags_from(value: &Value) -> Result<Vec<(String, String)>, StoreError> {
    let pair = |pair: &Value| {
        let text = |at: usize| Some(pair.get(at)?.as_str()?.to_owned());
        Some((text(0)?, text(1)?))
    };
    value
        .as_array()
        .and_then(|list| list.iter().map(pair).collect())
        .ok_or_else(|| damaged("tags are no list of pairs"))
}
