//! `subscriptions`.

use rolewright_authz::records::{Stage, Subscription};
use rolewright_authz::scope_path::ScopePath;

use super::table::{Column, RowReader, RowWriter, Table, damaged};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "subscriptions",
    kind: ObjectKind::Subscription,
    stage: Stage::Subscriptions,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("display_name"),
        Column::Plain("state"),
        Column::Plain("home_tenant"),
        Column::Plain("management_group"),
    ],
};

pub(crate) fn write(r: &Subscription, row: &mut RowWriter<'_>) {
    let Subscription { id, display_name, state, tenant, management_group } = r;
    row.home(&ScopePath::subscription(*id))
        .text(display_name)
        .text(state)
        .guid_or_null(*tenant)
        .text_or_null(management_group.as_deref());
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<Subscription, StoreError> {
    let scope = row.path()?;
    Ok(Subscription {
        id: scope.subscription_id().ok_or_else(|| damaged("a subscription has no id"))?,
        display_name: row.text()?,
        state: row.text()?,
        tenant: row.guid_or_null()?,
        management_group: row.text_or_null()?,
    })
}
