//! Azure's calls, one file for each kind of thing, named as everywhere else: which address, which api-version,
//! and how its rows become records.
//!
//! Reading what one list of Azure answered never fails for a field or a value that is new; a row that cannot be
//! understood is counted ([`Page::unreadable`](crate::rows::Page)).

pub mod activity_log;
pub mod deny_assignments;
pub mod directory_audits;
pub mod directory_objects;
pub mod elevate_access;
pub mod group_members;
pub mod guard_links;
pub mod locks;
pub mod management_groups;
mod permission_blocks;
pub mod permissions;
pub mod pim;
pub mod policy_assignments;
mod policy_rule;
pub mod providers;
mod resource_graph;
pub mod resource_groups;
pub mod resource_guards;
pub mod resources;
pub mod role_assignments;
pub mod role_definitions;
pub mod subscriptions;
pub mod tenants;
pub mod vaults;

use rolewright_authz::scope_path::ScopePath;

/// The path of what hangs on a scope.
fn at(scope: &ScopePath, rest: &str) -> String {
    if *scope == ScopePath::root() { rest.to_owned() } else { format!("{scope}{rest}") }
}
