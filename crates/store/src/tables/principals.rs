//! `principals`: what the directory tells of those who occur.

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{Principal, Stage};

use super::table::{Column, RowReader, RowWriter, Table};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "principals",
    kind: ObjectKind::Principal,
    stage: Stage::Principals,
    home: None,
    columns: &[
        Column::Principal("principal"),
        Column::Plain("kind"),
        Column::Plain("display_name"),
        Column::Plain("user_principal_name"),
        Column::Plain("guest"),
        Column::Plain("app_id"),
        Column::Plain("service_principal_type"),
        Column::Plain("found"),
    ],
};

pub(crate) fn write(r: &Principal, row: &mut RowWriter<'_>) {
    let Principal {
        id,
        kind,
        display_name,
        user_principal_name,
        guest,
        app_id,
        service_principal_type,
        found,
    } = r;
    row.principal(*id)
        .text(kind.as_str())
        .text_or_null(display_name.as_deref())
        .text_or_null(user_principal_name.as_deref())
        .flag(*guest)
        .guid_or_null(*app_id)
        .text_or_null(service_principal_type.as_deref())
        .flag(*found);
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<Principal, StoreError> {
    Ok(Principal {
        id: row.guid()?,
        kind: PrincipalType::parse(&row.text()?),
        display_name: row.text_or_null()?,
        user_principal_name: row.text_or_null()?,
        guest: row.flag()?,
        app_id: row.guid_or_null()?,
        service_principal_type: row.text_or_null()?,
        found: row.flag()?,
    })
}
