//! The items of each stage, one file for each.
//!
//! A stage is planned in waves: what one wave has read, or could not read, decides what the next has to.

mod backup;
mod deny_assignments;
mod elevations;
mod group_memberships;
mod hierarchy;
mod inventory;
mod locks;
mod pim;
mod policy_assignments;
mod principals;
mod role_assignments;
mod role_definitions;

use rolewright_authz::records::Stage;
use rolewright_authz::scope_path::ScopePath;

use super::Known;
use super::item::Item;
use super::run::Context;

/// Plans a part of a stage.
pub(super) type Plan = fn(&Context) -> Vec<Item>;

/// The waves of a stage.
pub(super) fn waves(stage: Stage) -> &'static [Plan] {
    match stage {
        Stage::ManagementGroups => &[hierarchy::management_groups],
        Stage::Subscriptions => &[hierarchy::subscriptions],
        Stage::RoleDefinitions => &[role_definitions::tenant, role_definitions::below],
        Stage::RoleAssignments => &[role_assignments::above, role_assignments::subscriptions],
        Stage::PimInstances => &[pim::instances],
        Stage::DenyAssignments => &[deny_assignments::above, deny_assignments::subscriptions],
        Stage::Locks => &[locks::locks],
        Stage::ResourceGroups => &[inventory::resource_groups],
        Stage::Resources => &[inventory::resources, inventory::resources_without_resource_graph],
        Stage::PolicyAssignments => &[policy_assignments::assignments],
        Stage::Vaults => &[backup::vaults, backup::guard_links],
        Stage::ResourceGuards => &[backup::resource_guards],
        Stage::Elevations => &[elevations::elevations],
        Stage::Principals => &[principals::principals],
        Stage::GroupMemberships => &[group_memberships::memberships],
    }
}

/// The scopes of all management groups.
fn management_groups(known: &Known) -> impl Iterator<Item = ScopePath> {
    known.management_groups.iter().map(|name| ScopePath::management_group(name))
}

/// The scopes of all subscriptions.
fn subscriptions(known: &Known) -> impl Iterator<Item = ScopePath> {
    known.subscriptions.iter().map(|id| ScopePath::subscription(*id))
}
