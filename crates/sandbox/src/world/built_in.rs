//! The built-in roles of every tenant of the sandbox: the starter catalogue.

use std::sync::LazyLock;

use indexmap::IndexMap;
use rolewright_authz::records::{PermissionBlock, RoleDefinition, RoleKind, Stamp};
use rolewright_authz::roles;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

/// Owner.
pub(crate) const OWNER: Guid = Guid::from_u128(0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635);

static ROLES: LazyLock<IndexMap<Guid, RoleDefinition>> = LazyLock::new(|| {
    let definition = |role: &roles::StarterRole| RoleDefinition {
        id: role.facts.id,
        name: role.facts.name.clone(),
        kind: RoleKind::BuiltIn,
        description: role.description.to_owned(),
        assignable_scopes: vec![ScopePath::root()],
        permissions: role
            .facts
            .permissions
            .iter()
            .map(|block| PermissionBlock {
                actions: block.actions.clone(),
                not_actions: block.not_actions.clone(),
                data_actions: block.data_actions.clone(),
                not_data_actions: block.not_data_actions.clone(),
                condition: None,
                condition_version: None,
            })
            .collect(),
        stamp: Stamp::default(),
    };
    roles::starter().iter().map(|role| (role.facts.id, definition(role))).collect()
});

/// All of them by id.
pub(crate) fn roles() -> IndexMap<Guid, RoleDefinition> {
    ROLES.clone()
}

/// The id of a role of the catalogue; its name is one of the catalogue's.
pub(crate) fn id(name: &str) -> Option<Guid> {
    roles::find(name).map(|role| role.facts.id)
}
