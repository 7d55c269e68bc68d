use rolewright_authz::records::{Coverage, Outcome};
use rolewright_authz::scope_path::ScopePath;

use super::*;
use crate::database::tests::temporary;
use crate::diff::tests::{origin, pull};
use crate::sample::{Tenant, covered};
use crate::tables::coverage::Reach;

#[tokio::test]
async fn counts_are_those_of_the_rows_and_are_kept() {
    let (_folder, db) = temporary().await;
    let first = pull(&db, Tenant { assignments: 300, day: 0 }, 10).await;
    let second = pull(&db, Tenant { assignments: 300, day: 4 }, 20).await;
    let before = db.summaries().await.unwrap();
    assert!(before.iter().all(|summary| !summary.is_counted()));
    for snapshot in [first, second] {
        db.count_snapshot(snapshot).await.unwrap();
    }
    db.keep_changes(second, &[("granted", 3), ("revoked", 2)]).await.unwrap();
    let after = db.summaries().await.unwrap();
    let [later, earlier] = after.as_slice() else { panic!("{after:?}") };
    assert_eq!((later.snapshot.id, later.previous), (second, Some(first)));
    assert_eq!((earlier.snapshot.id, earlier.previous), (first, None));
    assert!(later.is_counted() && earlier.is_counted());
    for summary in &after {
        for kind in ObjectKind::ALL {
            let rows = db.records(summary.snapshot.id, kind, 0, 1_000_000).await.unwrap().len() as u64;
            assert_eq!(summary.held.get(&kind), Some(&rows), "{kind:?}");
        }
    }
    let changed = BTreeMap::from([("granted".to_owned(), 3), ("revoked".to_owned(), 2)]);
    assert_eq!(later.changed, Some(changed));
    assert!(earlier.bytes > later.bytes, "{} {}", earlier.bytes, later.bytes);
    db.keep_changes(second, &[]).await.unwrap();
    assert_eq!(
        db.summaries().await.unwrap()[0].changed,
        Some(BTreeMap::new()),
        "nothing changed is an answer"
    );
}

#[tokio::test]
async fn a_scope_counts_by_the_worst_of_its_stages() {
    let (_folder, db) = temporary().await;
    let mut pull = db.begin_pull(&origin(1), 10).await.unwrap();
    let no = Outcome::Forbidden { code: "AuthorizationFailed".into(), message: "no".into() };
    let broken = Outcome::Failed { code: "Http500".into(), message: "no".into() };
    let none = Outcome::NotAvailable { code: "AadPremiumLicenseRequired".into(), message: "no".into() };
    for (stage, scope, outcome, unreadable) in [
        (Stage::Locks, "/subscriptions/a", Outcome::Read, 0),
        (Stage::RoleAssignments, "/subscriptions/A", none, 0),
        (Stage::Locks, "/subscriptions/b", Outcome::Read, 0),
        (Stage::RoleAssignments, "/subscriptions/b", no.clone(), 0),
        (Stage::Locks, "/subscriptions/c", no, 0),
        (Stage::RoleAssignments, "/subscriptions/c", broken, 0),
        (Stage::Locks, "/subscriptions/d", Outcome::Read, 1),
    ] {
        let line = Coverage { scope: ScopePath::new(scope), outcome, unreadable, ..covered(stage, 0) };
        pull.finish_item(scope, Reach::Below, &line).await.unwrap();
    }
    pull.flush().await.unwrap();
    let expected = ScopeCounts { read: 1, refused: 1, failed: 2 };
    assert_eq!(db.summaries().await.unwrap()[0].scopes, expected, "while it is read");
    let snapshot = pull.snapshot();
    pull.finish(20).await.unwrap();
    db.count_snapshot(snapshot).await.unwrap();
    assert_eq!(db.summaries().await.unwrap()[0].scopes, expected);
}

#[tokio::test]
async fn a_stopped_pull_says_so_until_it_is_resumed() {
    let (_folder, db) = temporary().await;
    let pull = db.begin_pull(&origin(1), 10).await.unwrap();
    let snapshot = pull.snapshot();
    db.stop_pull(snapshot).await.unwrap();
    drop(pull);
    assert!(db.snapshot(snapshot).await.unwrap().stopped);
    let pull = db.resume_pull(snapshot).await.unwrap();
    assert!(!db.snapshot(snapshot).await.unwrap().stopped);
    pull.finish(20).await.unwrap();
    db.stop_pull(snapshot).await.unwrap();
    assert!(!db.snapshot(snapshot).await.unwrap().stopped, "one that has ended is not stopped");
}
