//! Short ways to write records in tests.

use rolewright_condition::guid::Guid;

use crate::principal::PrincipalType;
use crate::records::{
    DeniedPrincipal, DenyAssignment, PermissionBlock, RoleAssignment, RoleDefinition, RoleKind, Stamp,
};
use crate::scope_path::ScopePath;

pub(crate) fn guid(n: u128) -> Guid {
    Guid::from_u128(n)
}

pub(crate) fn block(actions: &[&str], not_actions: &[&str]) -> PermissionBlock {
    let list = |items: &[&str]| items.iter().map(|s| (*s).to_owned()).collect();
    PermissionBlock { actions: list(actions), not_actions: list(not_actions), ..PermissionBlock::default() }
}

pub(crate) fn role(id: u128, name: &str, actions: &[&str]) -> RoleDefinition {
    RoleDefinition {
        id: guid(id),
        name: name.to_owned(),
        kind: RoleKind::Custom,
        description: String::new(),
        assignable_scopes: vec![ScopePath::root()],
        permissions: vec![block(actions, &[])],
        stamp: Stamp::default(),
    }
}

pub(crate) fn assignment(name: u128, principal: u128, role: u128, scope: &str) -> RoleAssignment {
    RoleAssignment {
        name: guid(name),
        scope: ScopePath::new(scope),
        role: guid(role),
        principal: guid(principal),
        principal_type: PrincipalType::User,
        condition: None,
        condition_version: None,
        description: None,
        delegated_managed_identity: None,
        stamp: Stamp::default(),
    }
}

pub(crate) fn deny(id: u128, scope: &str, principals: &[u128], excluded: &[u128]) -> DenyAssignment {
    let named = |ids: &[u128]| {
        ids.iter().map(|id| DeniedPrincipal { id: guid(*id), kind: "User".to_owned() }).collect()
    };
    DenyAssignment {
        id: guid(id),
        name: format!("deny {id}"),
        description: None,
        scope: ScopePath::new(scope),
        not_below: false,
        permissions: vec![block(&["*/write"], &[])],
        principals: named(principals),
        excluded: named(excluded),
        system_protected: true,
        condition: None,
        stamp: Stamp::default(),
    }
}
