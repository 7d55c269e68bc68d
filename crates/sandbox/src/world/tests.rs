//! What the world allows, refuses and writes down, at one small company.

mod places;

use jiff::Timestamp;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{DeniedPrincipal, VaultKind};
use rolewright_authz::records::{LockLevel, PermissionBlock};

use super::*;
use crate::seed::conditions;
use crate::seed::draw::Draw;
use crate::seed::plant::Plant;

/// A company with an owner, a delegate, a reader and somebody without anything; and a tenant with a guard.
struct Stage {
    world: World,
    tenant: Guid,
    other: Guid,
    owner: Caller,
    delegate: Caller,
    reader: Caller,
    nobody: Caller,
    subscription: ScopePath,
    group: ScopePath,
    account: ScopePath,
    vault: ScopePath,
    guard: ScopePath,
    member: Guid,
}

const READER: u128 = 0xacdd72a7_3385_48ef_bd42_f606fba81ae7;
const CONTRIBUTOR: u128 = 0xb24988ac_6180_42a0_ab88_20f7382dd24c;
const OWNER: u128 = 0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635;

fn role(id: u128) -> Guid {
    Guid::from_u128(id)
}

fn now() -> Timestamp {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

fn caller(tenant: Guid, object_id: Guid, name: &str) -> Caller {
    Caller {
        tenant,
        object_id,
        name: name.to_owned(),
        app_id: None,
        wids: Vec::new(),
        auxiliary: Vec::new(),
        ip: "203.0.113.1".to_owned(),
    }
}

fn stage() -> Stage {
    let mut plant = Plant::new("Test", "test.example", Draw::new(1), now());
    let root = plant.root_group();
    let corp = plant.group("corp", "Corp", Some(&root));
    let subscription = plant.subscription("one", &corp);
    let group = plant.resource_group(&subscription, "rg", "westeurope");
    let account = plant.resource(&group, "Microsoft.Storage/storageAccounts", "acc", Some(true));
    let vault = plant.vault(&group, VaultKind::RecoveryServices, "v", ("Disabled", "On"));
    plant.tenant.places.register(subscription.subscription_id().unwrap(), "Microsoft.DataProtection");
    let tenant = plant.tenant.id;
    let people: Vec<Guid> =
        ["Owner", "Delegate", "Reader", "Nobody", "Member"].iter().map(|name| plant.person(name)).collect();
    let inner = plant.team("inner", &[people[2]]);
    let outer = plant.team("outer", &[inner]);
    plant.assign(people[0], "Owner", &root);
    plant.assign(outer, "Reader", &corp);
    let only = conditions::only_roles(&[role(READER)]);
    plant.assign_if(people[1], "Role Based Access Control Administrator", &subscription, only);

    let mut there = Plant::new("Guards", "guards.example", Draw::new(2), now());
    let guards = there.subscription("guards", &there.root_group());
    let guards_group = there.resource_group(&guards, "rg", "westeurope");
    let guard = there.guard(&guards_group, "g", &[]);
    let other = there.tenant.id;
    let (guest, consenting) =
        (there.guest("Owner", "test.example"), there.guest("Consenting", "test.example"));
    there.assign(guest, "Reader", &guard);
    there.assign(consenting, "Backup MUA Operator", &guard);

    let mut world = World::default();
    world.add_tenant(plant.tenant);
    world.add_tenant(there.tenant);
    world.same_account(vec![(tenant, people[0]), (other, guest)]);
    let call = |at: usize, name: &str| caller(tenant, people[at], name);
    Stage {
        world,
        tenant,
        other,
        owner: call(0, "owner@test.example"),
        delegate: call(1, "delegate@test.example"),
        reader: call(2, "reader@test.example"),
        nobody: call(3, "nobody@test.example"),
        subscription,
        group,
        account,
        vault,
        guard,
        member: people[4],
    }
}

fn act(caller: &Caller) -> Act<'_> {
    Act { caller, now: now(), correlation: role(7), client_request: None, request_body: Some("{}") }
}

fn giving(id: u128, principal: Guid) -> NewRoleAssignment {
    NewRoleAssignment {
        role: role(id),
        principal,
        principal_type: Some(PrincipalType::User),
        condition: None,
        condition_version: None,
        description: None,
        delegated_managed_identity: None,
    }
}

#[test]
fn access_is_inherited_through_groups_of_groups_and_management_groups() {
    let s = stage();
    let read = "Microsoft.Storage/storageAccounts/read";
    assert_eq!(s.world.authorize(&s.reader, read, &s.account), Ok(()));
    for (who, action, scope) in [
        (&s.reader, "Microsoft.Storage/storageAccounts/write", &s.account),
        (&s.nobody, read, &s.account),
        (&s.reader, read, &ScopePath::root()),
    ] {
        let refused =
            Refusal::Unauthorized { action: action.to_owned(), scope: scope.clone(), condition: false };
        assert_eq!(s.world.authorize(who, action, scope), Err(refused));
    }
    assert!(s.world.may_see(&s.reader, &s.subscription) && !s.world.may_see(&s.nobody, &s.subscription));
    assert_eq!(s.world.seen_subscriptions(&s.reader).len(), 1);
    assert!(s.world.seen_subscriptions(&s.nobody).is_empty());
}

#[test]
fn another_tenants_scope_needs_another_token() {
    let s = stage();
    let read = "Microsoft.DataProtection/resourceGuards/read";
    assert_eq!(s.world.authorize(&s.owner, read, &s.guard), Err(Refusal::WrongTenant { tenant: s.other }));
    let guest = s.world.object_id_in(s.tenant, s.owner.object_id, s.other).unwrap();
    let both = Caller { auxiliary: vec![(s.other, guest)], ..s.owner.clone() };
    assert_eq!(s.world.authorize(&both, read, &s.guard), Ok(()));
    let nowhere = ScopePath::subscription(role(404));
    assert!(s.world.authorize(&s.reader, read, &nowhere).is_err(), "what is not there is nobody's");
}

#[test]
fn a_role_assignment_is_made_changed_and_removed_and_all_of_it_is_logged() {
    let mut s = stage();
    let name = role(1);
    let made = s.world.put_role_assignment(&act(&s.owner), &s.group, name, giving(READER, s.member)).unwrap();
    assert!(made.created);
    assert_eq!(made.value.stamp.created_by, Some(s.owner.object_id.to_string()));
    let noted = NewRoleAssignment { description: Some("why".to_owned()), ..giving(READER, s.member) };
    let later = Act { now: now() + jiff::SignedDuration::from_secs(60), ..act(&s.owner) };
    let changed = s.world.put_role_assignment(&later, &s.group, name, noted).unwrap();
    assert!(!changed.created && changed.value.stamp.updated_on > changed.value.stamp.created_on);
    let tenant = s.world.tenant(s.tenant).unwrap();
    assert_eq!(tenant.role_assignment(&s.group, name).unwrap().description, Some("why"));
    assert!(tenant.role_assignment(&s.subscription, name).is_none(), "it stands at its own scope only");
    let gone = s.world.delete_role_assignment(&act(&s.owner), &s.group, name).unwrap();
    assert_eq!(gone.map(|row| row.principal), Some(s.member));
    assert_eq!(s.world.delete_role_assignment(&act(&s.owner), &s.group, name), Ok(None));
    let tenant = s.world.tenant(s.tenant).unwrap();
    let told: Vec<_> = tenant.activity(&s.subscription).map(|r| (r.status, r.method)).collect();
    assert_eq!(
        told,
        [
            ("Succeeded", "DELETE"),
            ("Started", "DELETE"),
            ("Succeeded", "PUT"),
            ("Started", "PUT"),
            ("Succeeded", "PUT"),
            ("Started", "PUT"),
        ]
    );
}

#[test]
fn what_azure_refuses_to_write_is_refused() {
    let mut s = stage();
    let member = s.member;
    let put = |s: &mut Stage, name: u128, new: NewRoleAssignment| {
        s.world
            .put_role_assignment(&act(&s.owner.clone()), &s.group.clone(), role(name), new)
            .map(|w| w.created)
    };
    assert_eq!(put(&mut s, 1, giving(READER, member)), Ok(true));
    let exists = Refusal::AssignmentExists { id: role(1), scope: s.group.clone() };
    assert_eq!(put(&mut s, 2, giving(READER, member)), Err(exists));
    assert_eq!(put(&mut s, 1, giving(CONTRIBUTOR, member)), Err(Refusal::UpdateNotPermitted));
    let unknown = Refusal::PrincipalNotFound { principal: role(404), tenant: s.tenant };
    assert_eq!(put(&mut s, 3, giving(READER, role(404))), Err(unknown));
    assert_eq!(put(&mut s, 3, giving(0, member)), Err(Refusal::RoleNotFound(role(0))));
    let group =
        NewRoleAssignment { principal_type: Some(PrincipalType::Group), ..giving(CONTRIBUTOR, member) };
    assert!(matches!(put(&mut s, 3, group), Err(Refusal::PrincipalTypeMismatch { .. })));
    for (text, version) in [
        ("(", Some("2.0")),
        ("   x", Some("2.0")),
        ("@Resource[Microsoft.Nothing/atAll:name] StringEquals 'a'", Some("2.0")),
        ("@Environment[isPrivateLink] BoolEquals true", Some("1.0")),
        ("@Environment[isPrivateLink] BoolEquals true", None),
        ("", Some("2.0")),
    ] {
        let new = NewRoleAssignment {
            condition: Some(text.to_owned()),
            condition_version: version.map(str::to_owned),
            ..giving(CONTRIBUTOR, member)
        };
        assert!(matches!(put(&mut s, 3, new), Err(Refusal::BadCondition(_))), "{text}");
    }
    let long = NewRoleAssignment {
        condition: Some(format!("@Environment[isPrivateLink] BoolEquals true{}", " ".repeat(9000))),
        condition_version: Some("2.0".to_owned()),
        ..giving(CONTRIBUTOR, member)
    };
    assert!(matches!(put(&mut s, 3, long), Err(Refusal::BadCondition(_))));
    let missing = ScopePath::new(&format!("{}/resourceGroups/none", s.subscription));
    let at_missing = s.world.put_role_assignment(&act(&s.owner), &missing, role(4), giving(READER, member));
    assert_eq!(at_missing, Err(Refusal::ResourceGroupNotFound("none".to_owned())));
}

#[test]
fn a_delegate_is_held_by_the_condition_on_write_and_on_delete() {
    let mut s = stage();
    let by = s.delegate.clone();
    let scope = s.group.clone();
    let mut put =
        |name: u128, new| s.world.put_role_assignment(&act(&by), &scope, role(name), new).map(|w| w.created);
    assert_eq!(put(1, giving(READER, s.member)), Ok(true));
    assert!(matches!(put(2, giving(OWNER, s.member)), Err(Refusal::Unauthorized { condition: true, .. })));
    assert!(matches!(
        put(2, giving(CONTRIBUTOR, s.member)),
        Err(Refusal::Unauthorized { condition: true, .. })
    ));
    let owner = s.owner.clone();
    s.world.put_role_assignment(&act(&owner), &scope, role(3), giving(CONTRIBUTOR, s.member)).unwrap();
    let refused = s.world.delete_role_assignment(&act(&by), &scope, role(3));
    assert!(matches!(refused, Err(Refusal::Unauthorized { condition: true, .. })));
    assert!(s.world.delete_role_assignment(&act(&by), &scope, role(1)).unwrap().is_some());
    assert_eq!(s.world.delete_role_assignment(&act(&by), &scope, role(99)), Ok(None));
}

#[test]
fn a_type_that_the_request_does_not_say_is_absent_to_the_condition() {
    let mut s = stage();
    let text = conditions::only_roles_to_types(&[role(READER)], &["User"]);
    let admin = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
    let delegate = NewRoleAssignment {
        role: Guid::parse(admin).unwrap(),
        condition: Some(text),
        condition_version: Some("2.0".to_owned()),
        ..giving(0, s.nobody.object_id)
    };
    s.world.put_role_assignment(&act(&s.owner), &s.group, role(1), delegate).unwrap();
    let silent = NewRoleAssignment { principal_type: None, ..giving(READER, s.member) };
    let refused = s.world.put_role_assignment(&act(&s.nobody), &s.group, role(2), silent);
    assert!(matches!(refused, Err(Refusal::Unauthorized { condition: true, .. })));
    assert!(
        s.world.put_role_assignment(&act(&s.nobody), &s.group, role(2), giving(READER, s.member)).is_ok()
    );
}

#[test]
fn a_subscription_holds_four_thousand() {
    let mut s = stage();
    let tenant = s.world.tenant_mut(s.tenant).unwrap();
    for number in 0..4000 {
        tenant.assignments.add(NewRow {
            name: role(1_000_000 + number),
            scope: &s.group,
            role: role(READER),
            principal: role(2_000_000 + number),
            principal_type: PrincipalType::User,
            texts: Texts::default(),
            at: now(),
            by: None,
        });
    }
    let full = s.world.put_role_assignment(&act(&s.owner), &s.account, role(1), giving(READER, s.member));
    assert_eq!(full, Err(Refusal::LimitExceeded { limit: Limit::SubscriptionAssignments, most: 4000 }));
    let corp = ScopePath::management_group("CORP");
    assert!(s.world.put_role_assignment(&act(&s.owner), &corp, role(1), giving(READER, s.member)).is_ok());
}

#[test]
fn locks_keep_role_assignments_resources_and_keys() {
    let mut s = stage();
    let account = s.account.clone();
    s.world.put_role_assignment(&act(&s.owner), &account, role(1), giving(READER, s.member)).unwrap();
    let owner = s.owner.clone();
    s.world.put_lock(&act(&owner), &s.group.clone(), "keep", LockLevel::CanNotDelete, None).unwrap();
    let locked = |answer: Result<(), Refusal>| matches!(answer, Err(Refusal::Locked { .. }));
    assert!(locked(s.world.delete_role_assignment(&act(&owner), &account, role(1)).map(drop)));
    assert!(locked(s.world.delete_resource(&act(&owner), &account).map(drop)));
    let keys = "Microsoft.Storage/storageAccounts/listKeys/action";
    assert_eq!(s.world.post(&act(&owner), keys, &account), Ok(()));
    s.world.put_lock(&act(&owner), &account, "frozen", LockLevel::ReadOnly, Some("why".to_owned())).unwrap();
    assert!(locked(s.world.post(&act(&owner), keys, &account)));
    assert!(locked(s.world.set_local_auth(&act(&owner), &account, true).map(drop)));
    assert!(locked(
        s.world.put_role_assignment(&act(&owner), &account, role(2), giving(CONTRIBUTOR, s.member)).map(drop)
    ));
    assert_eq!(
        s.world.delete_lock(&act(&owner), &account, "FROZEN").unwrap().map(|l| l.name),
        Some("frozen".to_owned())
    );
    assert!(s.world.set_local_auth(&act(&owner), &account, true).unwrap().local_auth_disabled == Some(true));
    for (scope, name, level) in [
        (ScopePath::management_group("corp"), "x", LockLevel::ReadOnly),
        (s.group.clone(), "a/b", LockLevel::ReadOnly),
        (s.group.clone(), "x.", LockLevel::ReadOnly),
        (s.group.clone(), "x", LockLevel::Other("Frozen".to_owned())),
    ] {
        let bad = s.world.put_lock(&act(&owner), &scope, name, level, None);
        assert!(matches!(bad, Err(Refusal::BadLock(_))), "{scope} {name}");
    }
    assert!(matches!(
        s.world.put_lock(&act(&s.reader), &s.group, "x", LockLevel::ReadOnly, None),
        Err(Refusal::Unauthorized { .. })
    ));
}

#[test]
fn deny_assignments_beat_owners_and_have_narrow_rules() {
    let mut s = stage();
    let owner = s.owner.clone();
    let spared = DeniedPrincipal { id: s.nobody.object_id, kind: "User".to_owned() };
    let everybody = DeniedPrincipal { id: role(0), kind: "SystemDefined".to_owned() };
    let new = NewDenyAssignment {
        name: "no deletes".to_owned(),
        description: None,
        not_below: false,
        permissions: vec![PermissionBlock {
            actions: vec!["Microsoft.Storage/storageAccounts/delete".to_owned()],
            ..PermissionBlock::default()
        }],
        principals: vec![everybody.clone()],
        excluded: vec![spared],
        condition: None,
    };
    let reads = PermissionBlock { actions: vec!["*/read".to_owned()], ..PermissionBlock::default() };
    for bad in [
        NewDenyAssignment { not_below: true, ..new.clone() },
        NewDenyAssignment { excluded: Vec::new(), ..new.clone() },
        NewDenyAssignment { principals: Vec::new(), ..new.clone() },
        NewDenyAssignment { principals: vec![everybody.clone(), everybody], ..new.clone() },
        NewDenyAssignment { permissions: vec![reads], ..new.clone() },
    ] {
        let answer = s.world.put_deny_assignment(&act(&owner), &s.group, role(1), bad);
        assert!(matches!(answer, Err(Refusal::BadDenyAssignment(_))), "{answer:?}");
    }
    assert!(s.world.put_deny_assignment(&act(&owner), &s.group, role(1), new).unwrap().created);
    let denied = s.world.delete_resource(&act(&owner), &s.account);
    assert!(matches!(denied, Err(Refusal::Denied { id, .. }) if id == role(1)));
    assert!(s.world.delete_deny_assignment(&act(&owner), &s.group, role(1)).unwrap().is_some());
    assert_eq!(s.world.delete_resource(&act(&owner), &s.account), Ok(true));
}

#[test]
fn custom_roles_follow_azures_rules() {
    let mut s = stage();
    let owner = s.owner.clone();
    let new = NewRoleDefinition {
        name: "Ours".to_owned(),
        description: String::new(),
        assignable_scopes: vec![s.group.clone()],
        permissions: vec![PermissionBlock {
            actions: vec!["*/read".to_owned()],
            ..PermissionBlock::default()
        }],
    };
    let mut put = |id: u128, new: NewRoleDefinition| {
        s.world.put_role_definition(&act(&owner), &s.group, role(id), new).map(|w| w.created)
    };
    assert_eq!(put(1, new.clone()), Ok(true));
    assert_eq!(put(1, new.clone()), Ok(false));
    assert_eq!(put(2, new.clone()), Err(Refusal::RoleNameTaken("Ours".to_owned())));
    assert_eq!(
        put(OWNER, NewRoleDefinition { name: "x".to_owned(), ..new.clone() }),
        Err(Refusal::BuiltInRole(role(OWNER)))
    );
    for scopes in [vec![], vec![ScopePath::root()], vec![ScopePath::management_group("corp"); 2]] {
        let bad = NewRoleDefinition { name: "b".to_owned(), assignable_scopes: scopes, ..new.clone() };
        assert!(matches!(put(3, bad), Err(Refusal::BadAssignableScope(_))));
    }
    let odd = PermissionBlock { actions: vec!["read".to_owned()], ..PermissionBlock::default() };
    let bad = NewRoleDefinition { name: "b".to_owned(), permissions: vec![odd], ..new };
    assert_eq!(put(3, bad), Err(Refusal::BadAction("read".to_owned())));
    let elsewhere = s.world.put_role_assignment(&act(&owner), &s.subscription, role(9), giving(1, s.member));
    assert_eq!(elsewhere, Err(Refusal::RoleNotFound(role(1))), "it can be assigned in the group only");
    s.world.put_role_assignment(&act(&owner), &s.group, role(9), giving(1, s.member)).unwrap();
    let used = s.world.delete_role_definition(&act(&owner), &s.group, role(1));
    assert_eq!(used, Err(Refusal::RoleInUse { role: role(1), assignments: 1 }));
    s.world.delete_role_assignment(&act(&owner), &s.group, role(9)).unwrap();
    assert!(s.world.delete_role_definition(&act(&owner), &s.group, role(1)).unwrap().is_some());
}

#[test]
fn elevation_is_for_global_administrators_and_leaves_traces() {
    let mut s = stage();
    assert!(matches!(s.world.elevate_access(&act(&s.nobody)), Err(Refusal::Unauthorized { .. })));
    let admin = Caller { wids: vec![GLOBAL_ADMINISTRATOR], ..s.nobody.clone() };
    let root = ScopePath::root();
    s.world.elevate_access(&act(&admin)).unwrap();
    let later = Act { now: now() + jiff::SignedDuration::from_secs(9000), ..act(&admin) };
    s.world.elevate_access(&later).unwrap();
    let tenant = s.world.tenant(s.tenant).unwrap();
    let rows: Vec<_> =
        tenant.role_assignments(&root, Reach::AtAndAbove, None).map(|(_, row)| row.record()).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].stamp.created_on, rows[0].stamp.updated_on), (Some(now()), Some(later.now)));
    let log: Vec<_> = tenant.activity(&root).collect();
    assert_eq!(log.len(), 4);
    assert_eq!((log[1].status, log[0].status, log[1].operation), ("Started", "Succeeded", log[0].operation));
    assert_eq!(log[0].scope.as_str(), "/providers/Microsoft.Authorization");
    let removed = s.world.delete_role_assignment(&act(&admin), &root, rows[0].name).unwrap();
    assert!(removed.is_some());
    let audits: Vec<_> = s.world.tenant(s.tenant).unwrap().directory_audits().map(|a| a.change).collect();
    assert_eq!(audits, [AuditedChange::Removed, AuditedChange::Elevated, AuditedChange::Elevated]);
}

#[test]
fn a_guard_of_another_tenant_holds_the_vault() {
    let mut s = stage();
    let guest = s.world.object_id_in(s.tenant, s.owner.object_id, s.other).unwrap();
    let alone = s.owner.clone();
    let both = Caller { auxiliary: vec![(s.other, guest)], ..alone.clone() };
    let linked = |answer: &Result<_, Refusal>| matches!(answer, Err(Refusal::Linked { .. }));
    assert!(linked(&s.world.put_guard_link(&act(&alone), &s.vault, &s.guard).map(drop)));
    let link = s.world.put_guard_link(&act(&both), &s.vault, &s.guard).unwrap().value;
    assert!(
        link.operations.iter().all(|o| o.starts_with("Microsoft.RecoveryServices/"))
            && link.operations.len() > 5
    );
    let config = "Microsoft.RecoveryServices/vaults/backupconfig/write";
    let missing = s.world.vault_operation(&act(&both), &s.vault, config, &[]);
    let Err(Refusal::GuardConsentMissing { consent: Some(consent), .. }) = missing else {
        panic!("{missing:?}")
    };
    assert!(consent.as_str().ends_with("/disableSoftDeleteRequests/default"));
    let named = [consent];
    let Err(Refusal::Linked { scope, linked, .. }) =
        s.world.vault_operation(&act(&both), &s.vault, config, &named)
    else {
        panic!("a reader of the guard may not")
    };
    assert_eq!((&scope, linked.as_slice()), (&s.vault, named.as_slice()), "what is done, and what it needs");
    let consenting = s
        .world
        .tenant(s.other)
        .unwrap()
        .principals()
        .find(|p| p.display_name.as_deref() == Some("Consenting"))
        .unwrap()
        .id;
    let helped = Caller { auxiliary: vec![(s.other, consenting)], ..alone.clone() };
    assert_eq!(s.world.vault_operation(&act(&helped), &s.vault, config, &named), Ok(()));
    assert!(matches!(
        s.world.delete_guard_link(&act(&helped), &s.vault),
        Err(Refusal::GuardLinkLocked { .. })
    ));
    let unlock = [ScopePath::new(&format!("{}/deleteResourceGuardProxyRequests/default", s.guard))];
    assert!(s.world.unlock_delete(&act(&alone), &s.vault, &unlock, None).is_err());
    let until = s.world.unlock_delete(&act(&helped), &s.vault, &unlock, None).unwrap();
    let late = Act { now: until + jiff::SignedDuration::from_secs(1), ..act(&helped) };
    assert!(matches!(s.world.delete_guard_link(&late, &s.vault), Err(Refusal::GuardLinkLocked { .. })));
    assert!(s.world.delete_guard_link(&act(&helped), &s.vault).unwrap().is_some());
    assert_eq!(s.world.delete_guard_link(&act(&helped), &s.vault), Ok(None));
}

#[test]
fn the_last_owner_of_a_subscription_stays() {
    let mut s = stage();
    let by = s.owner.clone();
    s.world.put_role_assignment(&act(&by), &s.subscription, role(1), giving(OWNER, s.member)).unwrap();
    assert!(s.world.delete_role_assignment(&act(&by), &s.subscription, role(1)).is_ok(), "one is above");
    s.world.put_role_assignment(&act(&by), &s.subscription, role(1), giving(OWNER, s.member)).unwrap();
    let root = ScopePath::management_group(&s.tenant.to_string());
    let above = s
        .world
        .tenant(s.tenant)
        .unwrap()
        .role_assignments(&root, Reach::AtAndAbove, None)
        .next()
        .unwrap()
        .1
        .name;
    s.world.delete_role_assignment(&act(&by), &root, above).unwrap();
    let last = caller(s.tenant, s.member, "member@test.example");
    assert_eq!(
        s.world.delete_role_assignment(&act(&last), &s.subscription, role(1)),
        Err(Refusal::LastOwner)
    );
    let admin = Caller { wids: vec![GLOBAL_ADMINISTRATOR], ..last };
    assert!(s.world.delete_role_assignment(&act(&admin), &s.subscription, role(1)).is_ok());
}

#[test]
fn a_list_goes_on_where_it_stopped_though_rows_come_and_go() {
    let mut s = stage();
    let by = s.owner.clone();
    for number in 1..=6 {
        let new = giving(
            [READER, CONTRIBUTOR, OWNER][number % 3],
            if number > 3 { s.member } else { s.nobody.object_id },
        );
        s.world.put_role_assignment(&act(&by), &s.group, role(number as u128), new).unwrap();
    }
    let names = |world: &World, after: Option<u32>| -> Vec<(u32, Guid)> {
        let tenant = world.tenant(s.tenant).unwrap();
        tenant
            .role_assignments(&s.subscription, Reach::AtAboveAndBelow, after)
            .take(5)
            .map(|(at, row)| (at, row.name))
            .collect()
    };
    let first = names(&s.world, None);
    s.world.delete_role_assignment(&act(&by), &s.group, role(1)).unwrap();
    let second = names(&s.world, first.last().map(|(at, _)| *at));
    let mut all: Vec<Guid> = first.iter().chain(&second).map(|(_, name)| *name).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), first.len() + second.len(), "none comes twice");
    assert_eq!(all.len(), 3 + 6, "three that were there and six new ones, the one that went read before");
    let only = s.world.tenant(s.tenant).unwrap();
    assert_eq!(only.role_assignments_of(&[s.member], &s.account, Reach::AtAndAbove, None).count(), 3);
}

#[test]
fn who_leaves_a_group_loses_what_it_gave() {
    let mut s = stage();
    let tenant = s.world.tenant_mut(s.tenant).unwrap();
    let inner = tenant.principals().find(|p| p.display_name.as_deref() == Some("inner")).unwrap().id;
    assert_eq!(tenant.groups_of(s.reader.object_id).len(), 2);
    assert!(tenant.leave(inner, s.reader.object_id));
    assert!(!tenant.leave(inner, s.reader.object_id) && !tenant.leave(role(1), s.member));
    assert!(tenant.groups_of(s.reader.object_id).is_empty() && tenant.members(inner).is_empty());
}
