use jiff::Timestamp;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::*;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::*;
use crate::database::tests::temporary;
use crate::diff::tests::origin;
use crate::object::ObjectId;
use crate::pull::Reach;
use crate::sample::covered;

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn time(value: &str) -> Option<Timestamp> {
    Some(value.parse().unwrap())
}

/// One record of each kind, full, and one as empty as it may be; texts as odd as Azure's can be.
fn every_kind() -> Vec<(Stage, Vec<Record>)> {
    let id = |n| Guid::from_u128(n);
    let odd = "ü\u{0}'\";--\n\u{1f980}";
    let sub = ScopePath::subscription(id(1));
    let vault =
        ScopePath::new(&format!("{sub}/resourceGroups/Rg/providers/Microsoft.RecoveryServices/vaults/V"));
    let stamp = Stamp {
        created_on: time("2021-04-20T08:31:26.1234567Z"),
        created_by: text(odd),
        updated_on: time("0001-01-01T00:00:00Z"),
        updated_by: text(""),
    };
    let block = PermissionBlock {
        actions: vec!["*".into(), odd.into()],
        not_actions: vec![],
        data_actions: vec!["x/y/read".into()],
        not_data_actions: vec![String::new()],
        condition: text("(@x)"),
        condition_version: text("2.0"),
    };
    let denied = |kind: &str| DeniedPrincipal { id: id(0), kind: kind.into() };
    vec![
        (
            Stage::ManagementGroups,
            vec![
                Record::ManagementGroup(ManagementGroup {
                    name: "Root".into(),
                    display_name: odd.into(),
                    parent: None,
                }),
                Record::ManagementGroup(ManagementGroup {
                    name: "Below".into(),
                    display_name: String::new(),
                    parent: text("Root"),
                }),
            ],
        ),
        (
            Stage::Subscriptions,
            vec![Record::Subscription(Subscription {
                id: id(1),
                display_name: odd.into(),
                state: "Warned".into(),
                tenant: Some(id(7)),
                management_group: text("Below"),
            })],
        ),
        (
            Stage::RoleDefinitions,
            vec![Record::RoleDefinition(Box::new(RoleDefinition {
                id: id(2),
                name: odd.into(),
                kind: RoleKind::Other("NewRole".into()),
                description: String::new(),
                assignable_scopes: vec![ScopePath::root(), sub.clone()],
                permissions: vec![block.clone(), PermissionBlock::default()],
                stamp: stamp.clone(),
            }))],
        ),
        (
            Stage::RoleAssignments,
            vec![Record::RoleAssignment(Box::new(RoleAssignment {
                name: id(3),
                scope: ScopePath::new("/Odd/Path//with spaces"),
                role: id(2),
                principal: id(4),
                principal_type: PrincipalType::Other("Robot".into()),
                condition: text(odd),
                condition_version: text("2.0"),
                description: text(odd),
                delegated_managed_identity: text("/x"),
                stamp: stamp.clone(),
            }))],
        ),
        (
            Stage::PimInstances,
            vec![Record::PimInstance(Box::new(PimInstance {
                kind: PimKind::Active,
                name: "A".into(),
                scope: ScopePath::root(),
                role: id(2),
                principal: id(4),
                principal_type: PrincipalType::Group,
                member_type: text("Group"),
                assignment_type: None,
                start: time("2021-04-20T08:31:26Z"),
                end: time("9999-12-30T00:00:00Z"),
                condition: None,
                condition_version: None,
                origin_assignment: Some(id(3)),
                eligibility: text("E"),
            }))],
        ),
        (
            Stage::DenyAssignments,
            vec![Record::DenyAssignment(Box::new(DenyAssignment {
                id: id(5),
                name: odd.into(),
                description: text(""),
                scope: sub.clone(),
                not_below: true,
                permissions: vec![block],
                principals: vec![denied("SystemDefined")],
                excluded: vec![denied("User"), denied(odd)],
                system_protected: true,
                condition: text("c"),
                stamp,
            }))],
        ),
        (
            Stage::Locks,
            vec![Record::Lock(Lock {
                scope: vault.clone(),
                name: odd.into(),
                level: LockLevel::Other("NotSpecified".into()),
                notes: text(odd),
            })],
        ),
        (
            Stage::PolicyAssignments,
            vec![Record::PolicyAssignment(Box::new(PolicyAssignment {
                id: ScopePath::new("/P"),
                scope: sub.clone(),
                name: odd.into(),
                definition: ScopePath::new("/D"),
                not_scopes: vec![vault.clone()],
                enforced: false,
                denied_actions: vec!["delete".into()],
                resource_types: vec![],
            }))],
        ),
        (
            Stage::ResourceGroups,
            vec![Record::ResourceGroup(ResourceGroup {
                id: ScopePath::new(&format!("{sub}/resourceGroups/Rg")),
                location: "x".into(),
                managed_by: text("/m"),
                tags: vec![("a".into(), odd.into()), (String::new(), String::new())],
            })],
        ),
        (
            Stage::Resources,
            [None, Some(false), Some(true)]
                .into_iter()
                .zip(0..)
                .map(|(local_auth_disabled, n)| {
                    Record::Resource(Box::new(Resource {
                        id: ScopePath::new(&format!("{vault}{n}")),
                        kind: "A/b".into(),
                        location: String::new(),
                        tags: vec![],
                        local_auth_disabled,
                    }))
                })
                .collect(),
        ),
        (
            Stage::Vaults,
            vec![
                Record::Vault(Vault {
                    id: vault.clone(),
                    kind: VaultKind::RecoveryServices,
                    location: "x".into(),
                    immutability: text("Locked"),
                    soft_delete: None,
                }),
                Record::GuardLink(GuardLink {
                    vault,
                    name: "VaultProxy".into(),
                    guard: ScopePath::new("/subscriptions/Other/G"),
                    operations: vec![odd.into()],
                }),
            ],
        ),
        (
            Stage::ResourceGuards,
            vec![Record::ResourceGuard(ResourceGuard {
                id: ScopePath::new("/subscriptions/x/G"),
                location: "x".into(),
                operations: vec![],
                excluded_operations: vec!["o".into()],
            })],
        ),
        (
            Stage::Elevations,
            vec![Record::Elevation(Box::new(ElevationRecord {
                id: "E".into(),
                source: ElevationSource::DirectoryAudit,
                at: "2026-01-01T00:00:00.9999999Z".parse().unwrap(),
                change: ElevationChange::Removed,
                principal: None,
                caller: text(odd),
                ip_address: text("::1"),
                correlation: None,
                succeeded: false,
            }))],
        ),
        (
            Stage::Principals,
            vec![Record::Principal(Box::new(Principal {
                id: id(4),
                kind: PrincipalType::ServicePrincipal,
                display_name: text(odd),
                user_principal_name: None,
                guest: true,
                app_id: Some(id(9)),
                service_principal_type: text("ManagedIdentity"),
                found: true,
            }))],
        ),
        (
            Stage::GroupMemberships,
            vec![Record::GroupMembership(GroupMembership { group: id(10), member: id(4) })],
        ),
    ]
}

#[tokio::test]
async fn every_kind_of_record_comes_back_as_it_went_and_an_unchanged_one_is_not_written_again() {
    let (_folder, db) = temporary().await;
    let mut snapshots = Vec::new();
    for now in [1, 2] {
        let mut pull = db.begin_pull(&origin(1), now).await.unwrap();
        for (stage, rows) in every_kind() {
            let line = covered(stage, rows.len() as u64);
            pull.ingest(stage, "all", rows, None).await.unwrap();
            pull.finish_item("all", Reach::Everything, &line).await.unwrap();
        }
        snapshots.push(pull.snapshot());
        assert_eq!(pull.finish(now).await.unwrap(), crate::snapshots::Status::Complete);
    }
    let wanted: Vec<Record> = every_kind().into_iter().flat_map(|(_, rows)| rows).collect();
    for snapshot in &snapshots {
        let mut found = Vec::new();
        for kind in ObjectKind::ALL {
            for row in db.records(*snapshot, kind, 0, 100).await.unwrap() {
                assert_eq!((row.since, row.until), (snapshots[0], None), "{:?}", row.record);
                found.push(row.record);
            }
        }
        assert_eq!(found, wanted);
    }
    let tenant = db.snapshot(snapshots[0]).await.unwrap().tenant;
    for record in &wanted {
        let id = ObjectId::of(record);
        let history = db.history(tenant, &id).await.unwrap();
        assert_eq!(history.iter().map(|row| &row.record).collect::<Vec<_>>(), [record], "{id:?}");
        assert_eq!(ObjectKind::parse(id.kind.as_str()), Some(id.kind));
    }
    let notes = "x".repeat(3);
    let object = ObjectId::of(&wanted[0]);
    let note =
        db.annotate(tenant, &object, crate::annotations::Verdict::Question, &notes, "anna", 1).await.unwrap();
    assert_eq!(db.annotations(tenant, Some(&object)).await.unwrap().len(), 1);
    db.withdraw_annotation(note, 2).await.unwrap();
    assert!(db.annotations(tenant, Some(&object)).await.unwrap().is_empty());
    db.restore_annotation(note).await.unwrap();
    assert_eq!(db.annotations(tenant, None).await.unwrap()[0].note, notes);
}

#[tokio::test]
async fn anything_is_found_by_a_part_of_its_name_or_its_id() {
    let (_folder, db) = temporary().await;
    let snapshot =
        crate::diff::tests::pull(&db, crate::sample::Tenant { assignments: 1_000, day: 0 }, 1).await;
    for (text, at_least) in [
        ("rson1", 5),
        ("anna 5", 1),
        ("OWNER", 1),
        ("acdd72a7-3385-48ef-bd42-f606fba81ae7", 1),
        ("forAnyOf", 1),
        ("\"; drop table --", 0),
        ("ab", 0),
        ("", 0),
        ("NOT AND OR", 0),
    ] {
        let found = db.search(snapshot, text, 20).await.unwrap();
        assert!(found.len() >= at_least && found.len() <= 20, "{text}: {}", found.len());
        if at_least == 0 {
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
