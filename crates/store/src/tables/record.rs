//! Every kind of record and its table.

use rolewright_authz::records::Record;

use super::table::{NewRow, RowReader, RowWriter, Table};
use super::{
    deny_assignments, elevations, group_memberships, guard_links, locks, management_groups, pim_instances,
    policy_assignments, principals, resource_groups, resource_guards, resources, role_assignments,
    role_definitions, subscriptions, vaults,
};
use crate::dictionary::Dictionary;
use crate::error::StoreError;
use crate::object::{self, ObjectKind};

/// The tables, in the order in which a pull fills them.
pub(crate) const TABLES: [&Table; 16] = [
    &management_groups::TABLE,
    &subscriptions::TABLE,
    &role_definitions::TABLE,
    &role_assignments::TABLE,
    &pim_instances::TABLE,
    &deny_assignments::TABLE,
    &locks::TABLE,
    &policy_assignments::TABLE,
    &resource_groups::TABLE,
    &resources::TABLE,
    &vaults::TABLE,
    &guard_links::TABLE,
    &resource_guards::TABLE,
    &elevations::TABLE,
    &principals::TABLE,
    &group_memberships::TABLE,
];

/// The table of a kind.
pub(crate) fn table(kind: ObjectKind) -> &'static Table {
    match kind {
        ObjectKind::ManagementGroup => &management_groups::TABLE,
        ObjectKind::Subscription => &subscriptions::TABLE,
        ObjectKind::RoleDefinition => &role_definitions::TABLE,
        ObjectKind::RoleAssignment => &role_assignments::TABLE,
        ObjectKind::PimInstance => &pim_instances::TABLE,
        ObjectKind::DenyAssignment => &deny_assignments::TABLE,
        ObjectKind::Lock => &locks::TABLE,
        ObjectKind::PolicyAssignment => &policy_assignments::TABLE,
        ObjectKind::ResourceGroup => &resource_groups::TABLE,
        ObjectKind::Resource => &resources::TABLE,
        ObjectKind::Vault => &vaults::TABLE,
        ObjectKind::GuardLink => &guard_links::TABLE,
        ObjectKind::ResourceGuard => &resource_guards::TABLE,
        ObjectKind::Elevation => &elevations::TABLE,
        ObjectKind::Principal => &principals::TABLE,
        ObjectKind::GroupMembership => &group_memberships::TABLE,
    }
}

/// The row of a record; names that it is the first to use are added to the dictionary. `said` is any buffer.
pub(crate) fn write(record: &Record, ids: &mut Dictionary, said: &mut Vec<u8>) -> NewRow {
    let mut row = RowWriter::new(ids, said, table(object::kind(record)).columns.len());
    match record {
        Record::ManagementGroup(r) => management_groups::write(r, &mut row),
        Record::Subscription(r) => subscriptions::write(r, &mut row),
        Record::RoleDefinition(r) => role_definitions::write(r, &mut row),
        Record::RoleAssignment(r) => role_assignments::write(r, &mut row),
        Record::PimInstance(r) => pim_instances::write(r, &mut row),
        Record::DenyAssignment(r) => deny_assignments::write(r, &mut row),
        Record::Lock(r) => locks::write(r, &mut row),
        Record::PolicyAssignment(r) => policy_assignments::write(r, &mut row),
        Record::ResourceGroup(r) => resource_groups::write(r, &mut row),
        Record::Resource(r) => resources::write(r, &mut row),
        Record::Vault(r) => vaults::write(r, &mut row),
        Record::GuardLink(r) => guard_links::write(r, &mut row),
        Record::ResourceGuard(r) => resource_guards::write(r, &mut row),
        Record::Elevation(r) => elevations::write(r, &mut row),
        Record::Principal(r) => principals::write(r, &mut row),
        Record::GroupMembership(r) => group_memberships::write(r, &mut row),
    }
    row.finish(object::identity(record))
}

/// The record of a row that [`Table::select`] gave.
pub(crate) fn read(kind: ObjectKind, row: &mut RowReader<'_>) -> Result<Record, StoreError> {
    Ok(match kind {
        ObjectKind::ManagementGroup => Record::ManagementGroup(management_groups::read(row)?),
        ObjectKind::Subscription => Record::Subscription(subscriptions::read(row)?),
        ObjectKind::RoleDefinition => Record::RoleDefinition(Box::new(role_definitions::read(row)?)),
        ObjectKind::RoleAssignment => Record::RoleAssignment(Box::new(role_assignments::read(row)?)),
        ObjectKind::PimInstance => Record::PimInstance(Box::new(pim_instances::read(row)?)),
        ObjectKind::DenyAssignment => Record::DenyAssignment(Box::new(deny_assignments::read(row)?)),
        ObjectKind::Lock => Record::Lock(locks::read(row)?),
        ObjectKind::PolicyAssignment => Record::PolicyAssignment(Box::new(policy_assignments::read(row)?)),
        ObjectKind::ResourceGroup => Record::ResourceGroup(resource_groups::read(row)?),
        ObjectKind::Resource => Record::Resource(Box::new(resources::read(row)?)),
        ObjectKind::Vault => Record::Vault(vaults::read(row)?),
        ObjectKind::GuardLink => Record::GuardLink(guard_links::read(row)?),
        ObjectKind::ResourceGuard => Record::ResourceGuard(resource_guards::read(row)?),
        ObjectKind::Elevation => Record::Elevation(Box::new(elevations::read(row)?)),
        ObjectKind::Principal => Record::Principal(Box::new(principals::read(row)?)),
        ObjectKind::GroupMembership => Record::GroupMembership(group_memberships::read(row)?),
    })
}
