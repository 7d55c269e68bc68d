//! `resources`.

use rolewright_authz::records::{Resource, Stage};

use super::resource_groups::{tags, tags_from};
use super::table::{Column, RowReader, RowWriter, Table};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "resources",
    kind: ObjectKind::Resource,
    stage: Stage::Resources,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("kind"),
        Column::Plain("location"),
        Column::Plain("tags"),
        Column::Plain("local_auth_disabled"),
    ],
};

pub(crate) fn write(r: &Resource, row: &mut RowWriter<'_>) {
    let Resource { id, kind, location, tags: list, local_auth_disabled } = r;
    row.home(id).text(kind).text(location).json(&tags(list)).flag_or_null(*local_auth_disabled);
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<Resource, StoreError> {
    Ok(Resource {
        id: row.path()?,
        kind: row.text()?,
        location: row.text()?,
        tags: tags_from(&row.json()?)?,
        local_auth_disabled: row.flag_or_null()?,
    })
}
