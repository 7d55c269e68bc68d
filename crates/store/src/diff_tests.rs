use rolewright_authz::records::{Coverage, Lock, LockLevel, RoleAssignment};

use super::*;
use crate::database::tests::temporary;
use crate::pull::Origin;
use crate::sample::{Tenant, covered, guid};

pub(crate) fn origin(tenant: u64) -> Origin {
    Origin {
        tenant: guid(9, tenant),
        tenant_name: "Contoso".into(),
        account: "anna@contoso.example".into(),
        source: "test".into(),
    }
}

/// A whole small tenant on a day.
pub(crate) async fn pull(db: &Database, made: Tenant, now: i64) -> i64 {
    let mut pull = db.begin_pull(&origin(1), now).await.unwrap();
    let mut stages = made.inventory();
    stages.push((Stage::RoleAssignments, (0..made.assignments).filter_map(|n| made.assignment(n)).collect()));
    stages.push((Stage::Principals, (0..made.principals()).map(|n| made.principal(n)).collect()));
    stages.push((Stage::GroupMemberships, made.memberships()));
    for (stage, rows) in stages {
        let line = covered(stage, rows.len() as u64);
        pull.ingest(stage, "all", rows, None).await.unwrap();
        pull.finish_item("all", Reach::Everything, &line).await.unwrap();
    }
    let snapshot = pull.snapshot();
    pull.finish(now + 1).await.unwrap();
    snapshot
}

fn assignments(made: Tenant) -> HashMap<ObjectId, RoleAssignment> {
    (0..made.assignments)
        .filter_map(|n| made.assignment(n))
        .map(|record| match &record {
            Record::RoleAssignment(r) => (ObjectId::of(&record), (**r).clone()),
            _ => panic!(),
        })
        .collect()
}

#[tokio::test]
async fn the_changes_are_those_between_any_two_days_and_no_others() {
    let (_folder, db) = temporary().await;
    let day = |day| Tenant { assignments: 2_000, day };
    let mut snapshots = Vec::new();
    for n in 0..4 {
        snapshots.push(pull(&db, day(n), 10 * n as i64).await);
    }
    for (from, to) in [(0, 1), (0, 3), (1, 2), (2, 3), (1, 1)] {
        let (was, is) = (assignments(day(from as u64)), assignments(day(to as u64)));
        let mut expected: Vec<ObjectId> =
            was.keys().chain(is.keys()).filter(|id| was.get(id) != is.get(id)).cloned().collect();
        expected.sort();
        expected.dedup();
        let diff = db.diff(snapshots[to], snapshots[from]).await.unwrap();
        assert_eq!((diff.before.id, diff.after.id), (snapshots[from], snapshots[to]));
        let found: Vec<ObjectId> = diff.differences.iter().map(|d| d.object.clone()).collect();
        assert_eq!(found, expected, "{from} to {to}");
        for difference in &diff.differences {
            assert!(difference.certain);
            match &difference.change {
                Change::Granted(r) => assert_eq!(is.get(&difference.object), Some(&**r)),
                Change::Revoked(r) => assert_eq!(was.get(&difference.object), Some(&**r)),
                Change::AssignmentChanged(pair) => {
                    assert_eq!(was.get(&difference.object), Some(&pair[0]));
                    assert_eq!(is.get(&difference.object), Some(&pair[1]));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn what_was_not_read_is_unknown_and_not_removed_and_what_is_newly_seen_is_not_certain() {
    let (_folder, db) = temporary().await;
    let (a, b) = (
        "/subscriptions/aaaaaaaa-0000-0000-0000-000000000000",
        "/subscriptions/bbbbbbbb-0000-0000-0000-000000000000",
    );
    let lock = |scope: &str, level: LockLevel| {
        Record::Lock(Lock { scope: ScopePath::new(scope), name: "keep".into(), level, notes: None })
    };
    let refused = Outcome::Forbidden { code: "AuthorizationFailed".into(), message: "no".into() };
    let mut ids = Vec::new();
    for (now, in_a, in_b) in [
        (1, Some(vec![lock(a, LockLevel::ReadOnly)]), None),
        (2, None, Some(vec![lock(b, LockLevel::ReadOnly)])),
        (3, Some(vec![lock(a, LockLevel::CanNotDelete)]), Some(vec![])),
    ] {
        let mut pull = db.begin_pull(&origin(1), now).await.unwrap();
        for (scope, rows) in [(a, in_a), (b, in_b)] {
            let outcome = if rows.is_some() { Outcome::Read } else { refused.clone() };
            pull.ingest(Stage::Locks, scope, rows.unwrap_or_default(), None).await.unwrap();
            let line = Coverage { scope: ScopePath::new(scope), outcome, ..covered(Stage::Locks, 0) };
            pull.finish_item(scope, Reach::Below, &line).await.unwrap();
        }
        ids.push(pull.snapshot());
        pull.finish(now).await.unwrap();
    }
    let diff = db.diff(ids[0], ids[1]).await.unwrap();
    assert_eq!(diff.differences.len(), 1, "{:?}", diff.differences);
    assert!(matches!(diff.differences[0].change, Change::LockAdded(_)) && !diff.differences[0].certain);
    let unknown: Vec<_> = diff.unknown.iter().filter(|u| u.stage == Stage::Locks).collect();
    assert_eq!(unknown.len(), 2);
    assert_eq!((&unknown[0].before, &unknown[0].after), (&None, &Some(refused.clone())));
    assert_eq!((&unknown[1].before, &unknown[1].after), (&Some(refused), &None));
    assert!(diff.unknown.iter().any(|u| u.stage == Stage::Vaults), "what no pull came to is said");

    let diff = db.diff(ids[1], ids[2]).await.unwrap();
    let changes: Vec<&Change> = diff.differences.iter().map(|d| &d.change).collect();
    assert!(matches!(changes.as_slice(), [Change::LockChanged(_), Change::LockRemoved(_)]), "{changes:?}");
}

#[tokio::test]
async fn a_changed_role_says_whom_it_reaches() {
    let (_folder, db) = temporary().await;
    let made = Tenant { assignments: 500, day: 0 };
    let first = pull(&db, made, 1).await;
    let mut pull = db.begin_pull(&origin(1), 2).await.unwrap();
    let mut roles = made.inventory().remove(2).1;
    let Record::RoleDefinition(reader) = &mut roles[0] else { panic!() };
    reader.permissions[0].actions.push("Microsoft.Authorization/roleAssignments/write".into());
    let id = reader.id;
    pull.ingest(Stage::RoleDefinitions, "all", roles, None).await.unwrap();
    pull.finish_item("all", Reach::Everything, &covered(Stage::RoleDefinitions, 400)).await.unwrap();
    let second = pull.snapshot();
    pull.finish(3).await.unwrap();
    let diff = db.diff(first, second).await.unwrap();
    assert!(matches!(&diff.differences[0].change, Change::RoleChanged(_)) && diff.differences.len() == 1);
    let all = assignments(made);
    let mut principals: Vec<Guid> = all.values().filter(|r| r.role == id).map(|r| r.principal).collect();
    let count = principals.len() as u64;
    principals.sort();
    principals.dedup();
    assert_eq!(
        diff.affected,
        [Affected { role: id, assignments: count, principals: principals.len() as u64 }]
    );
    assert!(count > 10);
}

#[tokio::test]
async fn two_tenants_are_not_compared() {
    let (_folder, db) = temporary().await;
    let a = db.begin_pull(&origin(1), 1).await.unwrap().snapshot();
    let b = db.begin_pull(&origin(2), 1).await.unwrap().snapshot();
    assert!(matches!(db.diff(a, b).await.unwrap_err(), StoreError::OtherTenant { .. }));
    assert!(matches!(db.diff(a, 77).await.unwrap_err(), StoreError::NoSuchSnapshot { id: 77 }));
}
