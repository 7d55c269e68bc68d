use rolewright_condition::guid::Guid;

use super::*;
use crate::principal::PrincipalType;
use crate::records::{LockLevel, PermissionBlock, RoleKind, Stamp};
use crate::scope_path::ScopePath;

fn assignment(condition: Option<&str>) -> Record {
    Record::RoleAssignment(Box::new(RoleAssignment {
        name: Guid::from_u128(1),
        scope: ScopePath::root(),
        role: Guid::from_u128(2),
        principal: Guid::from_u128(3),
        principal_type: PrincipalType::User,
        condition: condition.map(str::to_owned),
        condition_version: None,
        description: None,
        delegated_managed_identity: None,
        stamp: Stamp::default(),
    }))
}

fn role(name: &str, action: &str) -> Record {
    Record::RoleDefinition(Box::new(RoleDefinition {
        id: Guid::from_u128(2),
        name: name.into(),
        kind: RoleKind::Custom,
        description: String::new(),
        assignable_scopes: vec![],
        permissions: vec![PermissionBlock { actions: vec![action.into()], ..PermissionBlock::default() }],
        stamp: Stamp::default(),
    }))
}

fn principal(found: bool, name: &str) -> Record {
    Record::Principal(Box::new(Principal {
        id: Guid::from_u128(3),
        kind: PrincipalType::User,
        display_name: (!name.is_empty()).then(|| name.to_owned()),
        user_principal_name: None,
        guest: false,
        app_id: None,
        service_principal_type: None,
        found,
    }))
}

fn subscription(group: &str, name: &str) -> Record {
    Record::Subscription(Subscription {
        id: Guid::from_u128(4),
        display_name: name.into(),
        state: "Enabled".into(),
        tenant: None,
        management_group: Some(group.into()),
    })
}

fn lock(level: LockLevel) -> Record {
    Record::Lock(Lock { scope: ScopePath::root(), name: "x".into(), level, notes: None })
}

fn change(before: Option<Record>, after: Option<Record>) -> Option<Change> {
    classify(Pair { before, after })
}

#[test]
fn each_change_is_said_in_its_own_word() {
    let both = |a: Record, b: Record| change(Some(a), Some(b)).unwrap();
    assert!(matches!(change(None, Some(assignment(None))), Some(Change::Granted(_))));
    assert!(matches!(change(Some(assignment(None)), None), Some(Change::Revoked(_))));
    let Change::ConditionChanged(pair) = both(assignment(Some("a")), assignment(None)) else { panic!() };
    assert_eq!((pair[0].condition.as_deref(), pair[1].condition.as_deref()), (Some("a"), None));
    assert!(matches!(both(role("A", "x"), role("A", "y")), Change::RoleChanged(_)));
    assert!(matches!(both(role("A", "x"), role("B", "x")), Change::RoleRenamed(_)));
    assert!(matches!(both(lock(LockLevel::CanNotDelete), lock(LockLevel::ReadOnly)), Change::LockChanged(_)));
    assert!(matches!(change(None, Some(lock(LockLevel::ReadOnly))), Some(Change::LockAdded(_))));
    assert!(matches!(both(subscription("a", "x"), subscription("b", "x")), Change::SubscriptionMoved(_)));
    assert!(matches!(both(subscription("a", "x"), subscription("a", "y")), Change::SubscriptionChanged(_)));
}

#[test]
fn a_deleted_principal_is_told_by_its_last_known_name() {
    let Some(Change::PrincipalDeleted(who)) =
        change(Some(principal(true, "Anna")), Some(principal(false, "")))
    else {
        panic!()
    };
    assert_eq!(who.display_name.as_deref(), Some("Anna"));
    assert!(matches!(
        change(Some(principal(false, "")), Some(principal(true, "Anna"))),
        Some(Change::PrincipalRestored(_))
    ));
}

#[test]
fn nothing_is_said_of_nothing() {
    assert_eq!(change(None, None), None);
    assert_eq!(change(Some(assignment(Some("a"))), Some(assignment(Some("a")))), None);
    assert!(!change(Some(role("A", "x")), Some(role("B", "x"))).unwrap().bears_on_access());
    assert!(change(None, Some(assignment(None))).unwrap().bears_on_access());
}
