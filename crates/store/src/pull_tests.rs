use rolewright_authz::records::RoleAssignment;
use rolewright_authz::scope_path::ScopePath;

use super::*;
use crate::access::Filter;
use crate::database::tests::temporary;
use crate::object::ObjectKind;
use crate::sample::{self, Tenant, guid};

fn origin() -> Origin {
    Origin {
        tenant: guid(9, 1),
        tenant_name: "Contoso".into(),
        account: "anna@contoso.example".into(),
        source: "test".into(),
    }
}

fn line(stage: Stage, scope: &str, outcome: Outcome) -> Coverage {
    Coverage { scope: ScopePath::new(scope), outcome, ..sample::covered(stage, 0) }
}

fn forbidden() -> Outcome {
    Outcome::Forbidden { code: "AuthorizationFailed".into(), message: "no".into() }
}

fn assignment(name: u64, scope: &str) -> RoleAssignment {
    let Some(Record::RoleAssignment(made)) = (Tenant { assignments: 100, day: 0 }).assignment(name) else {
        panic!()
    };
    RoleAssignment { name: guid(4, name), scope: ScopePath::new(scope), ..*made }
}

fn record(assignment: &RoleAssignment) -> Record {
    Record::RoleAssignment(Box::new(assignment.clone()))
}

async fn names(db: &Database, snapshot: i64) -> Vec<Guid> {
    let page = db.open_access(snapshot).await.unwrap().page(&Filter::default(), &[], 0, 1000).await.unwrap();
    let mut names: Vec<Guid> = page.rows.iter().map(|row| row.record.name).collect();
    names.sort();
    names
}

const SUB_A: &str = "/subscriptions/aaaaaaaa-0000-0000-0000-000000000000";
const SUB_B: &str = "/subscriptions/bbbbbbbb-0000-0000-0000-000000000000";

/// Reads these role assignments of two subscriptions; `None` is forbidden.
async fn pull_two(db: &Database, a: Option<Vec<Record>>, b: Option<Vec<Record>>, now: i64) -> i64 {
    let mut pull = db.begin_pull(&origin(), now).await.unwrap();
    for (scope, records) in [(SUB_A, a), (SUB_B, b)] {
        let outcome = if records.is_some() { Outcome::Read } else { forbidden() };
        if let Some(records) = records {
            pull.ingest(Stage::RoleAssignments, scope, records, None).await.unwrap();
        }
        pull.finish_item(scope, Reach::Below, &line(Stage::RoleAssignments, scope, outcome)).await.unwrap();
    }
    let snapshot = pull.snapshot();
    pull.finish(now + 1).await.unwrap();
    snapshot
}

#[tokio::test]
async fn what_is_gone_is_closed_only_where_it_was_read() {
    let (_folder, db) = temporary().await;
    let a = assignment(1, &format!("{SUB_A}/resourceGroups/x"));
    let b = assignment(2, SUB_B);
    let first = pull_two(&db, Some(vec![record(&a)]), Some(vec![record(&b)]), 10).await;
    let second = pull_two(&db, Some(vec![]), None, 20).await;
    assert_eq!(names(&db, first).await, {
        let mut n = vec![a.name, b.name];
        n.sort();
        n
    });
    assert_eq!(names(&db, second).await, [b.name], "the forbidden scope keeps what was known");
    let access = db.open_access(second).await.unwrap();
    let page = access.page(&Filter::default(), &[], 0, 10).await.unwrap();
    assert!(page.rows[0].unread, "and says that it is of an earlier day");
    assert_eq!(page.rows[0].since, first);
    let access = db.open_access(first).await.unwrap();
    assert!(access.page(&Filter::default(), &[], 0, 10).await.unwrap().rows.iter().all(|row| !row.unread));
    let coverage = db.coverage(second).await.unwrap();
    assert!(matches!(coverage[1].coverage.outcome, Outcome::Forbidden { .. }));
    assert_eq!(db.snapshot(second).await.unwrap().status, Status::Partial);
}

#[tokio::test]
async fn a_reading_with_rows_that_nobody_understood_closes_nothing() {
    let (_folder, db) = temporary().await;
    let a = assignment(1, SUB_A);
    pull_two(&db, Some(vec![record(&a)]), Some(vec![]), 10).await;
    let mut pull = db.begin_pull(&origin(), 20).await.unwrap();
    let odd = Coverage { unreadable: 1, ..line(Stage::RoleAssignments, SUB_A, Outcome::Read) };
    pull.finish_item(SUB_A, Reach::Below, &odd).await.unwrap();
    let second = pull.snapshot();
    assert_eq!(pull.finish(21).await.unwrap(), Status::Partial);
    assert_eq!(names(&db, second).await, [a.name]);
}

#[tokio::test]
async fn a_changed_row_is_closed_and_written_anew_and_case_is_no_change() {
    let (_folder, db) = temporary().await;
    let a = assignment(1, SUB_A);
    let first = pull_two(&db, Some(vec![record(&a)]), Some(vec![]), 10).await;
    let shouted = RoleAssignment { scope: ScopePath::new(&SUB_A.to_uppercase()), ..a.clone() };
    let second = pull_two(&db, Some(vec![record(&shouted)]), Some(vec![]), 20).await;
    let changed = RoleAssignment { description: Some("new".into()), ..a.clone() };
    let third = pull_two(&db, Some(vec![record(&changed)]), Some(vec![]), 30).await;
    for (snapshot, since, description) in [
        (first, first, a.description.clone()),
        (second, first, a.description),
        (third, third, Some("new".into())),
    ] {
        let access = db.open_access(snapshot).await.unwrap();
        let row = access.page(&Filter::default(), &[], 0, 10).await.unwrap().rows.remove(0);
        assert_eq!((row.since, row.record.description), (since, description));
    }
}

#[tokio::test]
async fn the_same_row_from_two_items_is_stored_once_and_a_later_answer_counts() {
    let (_folder, db) = temporary().await;
    let root = assignment(1, "/");
    let later = RoleAssignment { description: Some("later".into()), ..root.clone() };
    let snapshot =
        pull_two(&db, Some(vec![record(&root), record(&root)]), Some(vec![record(&later)]), 10).await;
    let access = db.open_access(snapshot).await.unwrap();
    let page = access.page(&Filter::default(), &[], 0, 10).await.unwrap();
    assert_eq!(page.total, 1);
    assert_eq!(page.rows[0].record, later);
}

#[tokio::test]
async fn a_pull_goes_on_where_it_stood() {
    let (_folder, db) = temporary().await;
    let rows: Vec<RoleAssignment> = (1..=4).map(|n| assignment(n, SUB_A)).collect();
    let first = pull_two(&db, Some(rows.iter().map(record).collect()), Some(vec![]), 10).await;
    let mut pull = db.begin_pull(&origin(), 20).await.unwrap();
    let snapshot = pull.snapshot();
    pull.ingest(Stage::RoleAssignments, SUB_A, vec![record(&rows[0])], Some("page 2")).await.unwrap();
    pull.flush().await.unwrap();
    drop(pull);
    let mut pull = db.resume_pull(snapshot).await.unwrap();
    let items = pull.items().await.unwrap();
    assert_eq!((items[0].continuation.as_deref(), items[0].rows, items[0].done), (Some("page 2"), 1, false));
    pull.ingest(Stage::RoleAssignments, SUB_A, vec![record(&rows[1])], None).await.unwrap();
    pull.finish_item(SUB_A, Reach::Below, &line(Stage::RoleAssignments, SUB_A, Outcome::Read)).await.unwrap();
    assert!(pull.is_done(Stage::RoleAssignments, SUB_A) && !pull.is_done(Stage::RoleAssignments, SUB_B));
    pull.finish(30).await.unwrap();
    let mut met = vec![rows[0].name, rows[1].name];
    met.sort();
    assert_eq!(names(&db, snapshot).await, met, "what was met before the break is not gone");
    assert_eq!(names(&db, first).await.len(), 4);
    let error = db.resume_pull(snapshot).await.unwrap_err();
    assert!(matches!(error, StoreError::PullEnded { .. }), "{error}");
    assert!(matches!(db.resume_pull(99).await.unwrap_err(), StoreError::NoSuchSnapshot { id: 99 }));
}

#[tokio::test]
async fn a_new_pull_gives_up_the_interrupted_one_and_a_cancelled_one_is_never_shown_first() {
    let (_folder, db) = temporary().await;
    let a = assignment(1, SUB_A);
    let whole = pull_two(&db, Some(vec![record(&a)]), Some(vec![]), 10).await;
    let left = db.begin_pull(&origin(), 20).await.unwrap().snapshot();
    let pull = db.begin_pull(&origin(), 30).await.unwrap();
    let cancelled = pull.snapshot();
    pull.cancel(40).await.unwrap();
    for id in [left, cancelled] {
        assert_eq!(db.snapshot(id).await.unwrap().status, Status::Cancelled);
        assert_eq!(names(&db, id).await, [a.name]);
    }
    let tenant = db.tenants().await.unwrap()[0].id;
    assert_eq!(db.snapshot_to_show(tenant).await.unwrap().unwrap().id, whole);
    assert_eq!(db.snapshots(None).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_record_of_another_stage_is_refused_and_nothing_is_stored() {
    let (_folder, db) = temporary().await;
    let mut pull = db.begin_pull(&origin(), 10).await.unwrap();
    let error = pull.ingest(Stage::Locks, "x", vec![record(&assignment(1, "/"))], None).await.unwrap_err();
    assert!(error.to_string().contains("roleAssignment does not belong to locks"), "{error}");
    assert!(pull.items().await.unwrap().is_empty());
    pull.ingest(Stage::RoleAssignments, "x", vec![record(&assignment(1, "/"))], None).await.unwrap();
}

#[tokio::test]
async fn group_members_are_closed_by_group() {
    let (_folder, db) = temporary().await;
    let of = |group: u64, member: u64| {
        Record::GroupMembership(rolewright_authz::records::GroupMembership {
            group: guid(3, group),
            member: guid(3, member),
        })
    };
    let scope = |group: u64| format!("/groups/{}", guid(3, group));
    let mut open = Vec::new();
    for (day, rows) in [(1, vec![of(1, 10), of(1, 11), of(2, 10)]), (2, vec![of(1, 11)])] {
        let mut pull = db.begin_pull(&origin(), day).await.unwrap();
        pull.ingest(Stage::GroupMemberships, "g", rows, None).await.unwrap();
        let only = line(Stage::GroupMemberships, &scope(1), Outcome::Read);
        pull.finish_item("g", Reach::Group, &only).await.unwrap();
        let snapshot = pull.snapshot();
        pull.finish(day).await.unwrap();
        open.push(db.records(snapshot, ObjectKind::GroupMembership, 0, 10).await.unwrap().len());
    }
    assert_eq!(open, [3, 2], "group 2 was not read on the second day");
}
