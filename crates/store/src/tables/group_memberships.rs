//! `group_memberships`: who belongs to which group, directly or through other groups.

use rolewright_authz::records::{GroupMembership, Stage};

use super::table::{Column, RowReader, RowWriter, Table};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "group_memberships",
    kind: ObjectKind::GroupMembership,
    stage: Stage::GroupMemberships,
    home: Some("member_of"),
    columns: &[Column::Principal("member_of"), Column::Principal("member")],
};

pub(crate) fn write(r: &GroupMembership, row: &mut RowWriter<'_>) {
    let GroupMembership { group, member } = r;
    row.home_group(*group).principal(*member);
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<GroupMembership, StoreError> {
    Ok(GroupMembership { group: row.guid()?, member: row.guid()? })
}
