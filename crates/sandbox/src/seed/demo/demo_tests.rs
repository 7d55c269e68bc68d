use rolewright_authz::access::Verdict;
use rolewright_authz::elevation::{End, sessions};
use rolewright_authz::guards::{Cover, cover};
use rolewright_authz::records::{ElevationChange, ElevationRecord, ElevationSource, RoleAssignment};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::eval::Request;
use rolewright_condition::guid::Guid;
use rolewright_condition::parse;

use super::*;
use crate::world::{Act, AuditedChange, Caller, Reach, Refusal, Tenant};

fn demo() -> World {
    world(1, "2026-06-01T12:00:00Z".parse().unwrap())
}

fn rows(tenant: &Tenant) -> Vec<RoleAssignment> {
    tenant
        .role_assignments(&ScopePath::root(), Reach::AtAboveAndBelow, None)
        .map(|(_, row)| row.record())
        .collect()
}

#[test]
fn contoso_is_as_large_as_it_says() {
    let world = demo();
    let tenant = &world.tenants()[0];
    assert_eq!(world.tenants().len(), 2);
    assert_eq!(tenant.subscriptions().count(), 12);
    let count = |kind: &str, guest: bool| {
        tenant.principals().filter(|p| p.kind.as_str() == kind && p.guest == guest).count()
    };
    assert_eq!((count("User", false), count("User", true)), (60, 6));
    assert_eq!((count("Group", false), count("ServicePrincipal", false)), (25, 30));
    assert!(rows(tenant).len() > 90, "{}", rows(tenant).len());
    let depth = |scope: &ScopePath| {
        tenant.ancestors(scope).iter().filter(|s| s.management_group_name().is_some()).count()
    };
    assert!(tenant.subscriptions().any(|s| depth(&ScopePath::subscription(s.id)) == 4));
}

#[test]
fn nothing_is_planted_for_a_name_that_nobody_has() {
    let world = demo();
    for tenant in world.tenants() {
        for row in rows(tenant) {
            assert_ne!(row.principal, Guid::from_u128(0), "{row:?}");
            assert!(tenant.role_definition(row.role).is_some(), "{row:?}");
            assert!(tenant.hierarchy().knows(&row.scope), "{row:?}");
            if let Some(text) = &row.condition {
                assert!(!parse(text).has_errors(), "{text}");
            }
        }
        for deny in tenant.deny_assignments(&ScopePath::root(), Reach::AtAboveAndBelow) {
            assert!(deny.excluded.iter().all(|p| p.id != Guid::from_u128(0)));
        }
    }
}

#[test]
fn one_backup_administrator_has_both_halves_of_what_a_guard_keeps_apart() {
    let world = demo();
    let (contoso, security) = (&world.tenants()[0], &world.tenants()[1]);
    let named = |tenant: &Tenant, name: &str| {
        tenant.principals().find(|p| p.display_name.as_deref() == Some(name)).unwrap().id
    };
    let unlock = "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies/unlockDelete/action";
    let consent = "Microsoft.DataProtection/resourceGuards/deleteResourceGuardProxyRequests/action";
    let root = ScopePath::root();
    let vault = contoso.vaults(&root).find(|v| v.id.name() == "rsv-platform-weu").unwrap();
    let link = contoso.guard_links(&vault.id).next().unwrap();
    for (name, both) in [("Rosa Delgado", true), ("Samir Nasser", false), ("Tereza Dvorak", false)] {
        let request = Request::default();
        assert!(contoso.permit(named(contoso, name), unlock, &vault.id, &request).is_ok(), "{name}");
        let consents = security.permit(named(security, name), consent, &link.guard, &request).is_ok();
        assert_eq!(consents, both, "{name}");
    }
}

#[test]
fn some_who_left_still_hold_roles() {
    let world = demo();
    let tenant = &world.tenants()[0];
    let stale: Vec<_> =
        rows(tenant).into_iter().filter(|row| tenant.principal(row.principal).is_none()).collect();
    assert_eq!(stale.len(), 7);
}

#[test]
fn the_vacuous_exclusion_lets_a_delegate_make_an_owner_and_the_good_one_does_not() {
    let world = demo();
    let tenant = &world.tenants()[0];
    let owner = Guid::parse("8e3af657-a8ff-443c-a75c-2fe8c4bcb635").unwrap();
    let allowed = |holder: &str, subscription: &str| {
        let who = tenant.principals().find(|p| p.display_name.as_deref() == Some(holder)).unwrap().id;
        let scope = tenant.subscriptions().find(|s| s.display_name == subscription).unwrap();
        let request = rolewright_condition::delegation::request(
            rolewright_condition::delegation::Act::Write,
            owner,
            Guid::from_u128(5),
            "User",
        );
        let action = "Microsoft.Authorization/roleAssignments/write";
        let answer = tenant.access(who, action, &ScopePath::subscription(scope.id), &Request { ..request });
        answer.verdict
    };
    assert_eq!(allowed("app-shop-owners", "online-shop-test"), Verdict::Allowed);
    assert_eq!(allowed("subscription-vending", "online-shop-test"), Verdict::Refused);
    assert_eq!(allowed("app-payroll-owners", "corp-payroll-prod"), Verdict::Refused);
    assert_eq!(allowed("legacy-vm-operators", "corp-finance-prod"), Verdict::Allowed);
}

#[test]
fn the_logs_tell_the_elevation_sessions() {
    let world = demo();
    let tenant = &world.tenants()[0];
    let records: Vec<ElevationRecord> = tenant
        .directory_audits()
        .map(|audit| ElevationRecord {
            id: audit.id.to_string(),
            source: ElevationSource::DirectoryAudit,
            at: audit.at,
            change: match audit.change {
                AuditedChange::Elevated => ElevationChange::Elevated,
                AuditedChange::Removed => ElevationChange::Removed,
            },
            principal: Some(audit.target),
            caller: Some(audit.initiator_name.clone()),
            ip_address: None,
            correlation: None,
            succeeded: true,
        })
        .collect();
    let found = sessions(&records, &rows(tenant));
    let count = |end: fn(End) -> bool| found.iter().filter(|s| end(s.end)).count();
    assert_eq!((found.len(), count(|e| e == End::Open)), (6, 2), "{found:#?}");
    assert_eq!(count(|e| matches!(e, End::Removed(_))), 4);
    assert_eq!(found.iter().filter(|s| s.renewed.is_some()).count(), 1);
    let root = ScopePath::root();
    let elevations = tenant.activity(&root).filter(|r| r.operation_name.contains("elevateAccess"));
    assert_eq!(elevations.count(), 2 * 6);
}

#[test]
fn vaults_are_guarded_well_partly_and_not() {
    let world = demo();
    let (tenant, security) = (&world.tenants()[0], &world.tenants()[1]);
    let root = ScopePath::root();
    let links: Vec<_> = tenant.vaults(&root).flat_map(|vault| tenant.guard_links(&vault.id)).collect();
    let guards: Vec<_> = security.resource_guards(&root).collect();
    let of = |name: &str| {
        let vault = tenant.vaults(&root).find(|vault| vault.id.name() == name).unwrap();
        match cover(vault, links.iter().copied(), guards.iter().copied()) {
            Cover::Unlinked => "unlinked",
            Cover::Guarded { .. } => "guarded",
            Cover::Elsewhere { .. } => "elsewhere",
        }
    };
    assert_eq!(of("rsv-platform-weu"), "guarded");
    assert_eq!(of("rsv-ledger"), "unlinked");
    assert_eq!(of("bvault-lake"), "elsewhere");
}

#[test]
fn the_same_number_plants_the_same_and_another_something_else() {
    let names = |seed| {
        rows(&world(seed, Timestamp::UNIX_EPOCH).tenants()[0]).iter().map(|r| r.name).collect::<Vec<_>>()
    };
    assert_eq!(names(3), names(3));
    assert_ne!(names(3), names(4));
}

#[test]
fn locks_policies_and_the_stack_stop_even_an_owner() {
    let mut world = demo();
    let tenant = &world.tenants()[0];
    let deployer =
        tenant.applications().iter().find(|app| app.display_name == "rolewright-deployer").unwrap();
    let owner = Caller {
        tenant: tenant.id,
        object_id: deployer.object_id,
        name: deployer.app_id.to_string(),
        app_id: Some(deployer.app_id),
        wids: Vec::new(),
        auxiliary: Vec::new(),
        ip: "203.0.113.1".to_owned(),
    };
    let root = ScopePath::root();
    let id = |name: &str| tenant.resources(&root).find(|r| r.id.name() == name).unwrap().id.clone();
    let names =
        ["stledgerprod", "streportsprod", "stledgertest", "kv-shop-prod", "kv-assistants", "stshopprod"];
    let ids = names.map(id);
    let act = Act {
        caller: &owner,
        now: "2026-06-01T12:00:00Z".parse().unwrap(),
        correlation: Guid::from_u128(1),
        client_request: None,
        request_body: None,
    };
    let [ledger, reports, test, shop_keys, assistants, shop] = &ids;
    assert!(matches!(world.delete_resource(&act, ledger), Err(Refusal::Locked { delete: true, .. })));
    assert!(matches!(world.delete_resource(&act, reports), Err(Refusal::Policy { .. })));
    assert_eq!(world.delete_resource(&act, test), Ok(true), "the policy spares it");
    assert!(matches!(world.delete_resource(&act, shop_keys), Err(Refusal::Denied { .. })));
    assert_eq!(world.delete_resource(&act, assistants), Ok(true), "the policy is not enforced");
    let keys = world.post(&act, "Microsoft.Storage/storageAccounts/listKeys/action", shop);
    assert!(matches!(keys, Err(Refusal::Locked { delete: false, .. })));
}
