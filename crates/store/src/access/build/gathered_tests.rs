use rolewright_authz::records::{Record, RoleAssignment, Stage};

use super::super::build;
use crate::database::Database;
use crate::database::tests::temporary;
use crate::diff::tests::{origin, pull};
use crate::pull::{Pull, Reach};
use crate::sample::{Tenant, covered};
use crate::tables::access_columns;

const MADE: Tenant = Tenant { assignments: 900, day: 0 };

/// The columns that were kept at the end of a pull are those that its rows give; how many rows those are.
async fn compare(db: &Database, snapshot: i64) -> usize {
    let tenant = db.snapshot(snapshot).await.unwrap().tenant;
    let mut db = db.pool.acquire().await.unwrap();
    let kept = access_columns::load(&mut db, snapshot).await.unwrap().unwrap();
    assert_eq!(kept, build(&mut db, tenant, snapshot, None).await.unwrap());
    kept.len()
}

fn rows(of: Tenant, from: u64, to: u64) -> Vec<Record> {
    (from..to).filter_map(|n| of.assignment(n)).collect()
}

/// The same assignments, described otherwise.
fn described(of: Tenant, from: u64, to: u64, text: &str) -> Vec<Record> {
    let describe = |record| match record {
        Record::RoleAssignment(row) => Record::RoleAssignment(Box::new(RoleAssignment {
            description: Some(format!("{text} {}", row.name)),
            ..*row
        })),
        other => other,
    };
    rows(of, from, to).into_iter().map(describe).collect()
}

async fn bring(pull: &mut Pull, records: Vec<Record>) {
    pull.ingest(Stage::RoleAssignments, "all", records, Some("more")).await.unwrap();
}

async fn finish(mut pull: Pull) -> i64 {
    pull.finish_item("all", Reach::Everything, &covered(Stage::RoleAssignments, 0)).await.unwrap();
    let snapshot = pull.snapshot();
    pull.finish(2).await.unwrap();
    snapshot
}

#[tokio::test]
async fn the_columns_of_a_pull_are_those_of_its_rows() {
    let (_folder, db) = temporary().await;
    for (day, now) in [(0, 1), (1, 2), (1, 3), (2, 4)] {
        let snapshot = pull(&db, Tenant { day, ..MADE }, now).await;
        assert!(compare(&db, snapshot).await > 850);
    }
}

#[tokio::test]
async fn rows_that_were_replaced_or_came_before_a_break_are_in_the_columns_once() {
    let (_folder, db) = temporary().await;
    let earlier = {
        let mut pull = db.begin_pull(&origin(1), 1).await.unwrap();
        bring(&mut pull, rows(MADE, 0, 300)).await;
        finish(pull).await
    };
    let mut pull = db.begin_pull(&origin(1), 2).await.unwrap();
    bring(&mut pull, rows(MADE, 0, 600)).await;
    bring(&mut pull, described(MADE, 200, 400, "at once")).await;
    pull.flush().await.unwrap();
    let snapshot = pull.snapshot();
    drop(pull);
    let mut pull = db.resume_pull(snapshot).await.unwrap();
    bring(&mut pull, described(MADE, 350, 450, "after the break")).await;
    bring(&mut pull, rows(MADE, 600, 800)).await;
    pull.flush().await.unwrap();
    bring(&mut pull, described(MADE, 700, 750, "later")).await;
    finish(pull).await;
    assert_eq!(compare(&db, snapshot).await, 800);
    assert_eq!(db.open_access(earlier).await.unwrap().len(), 300);
}

#[tokio::test]
async fn a_pull_that_is_dropped_while_it_writes_goes_on_after_what_it_has_written() {
    let (_folder, db) = temporary().await;
    let made = Tenant { assignments: 9_000, day: 0 };
    let mut pull = db.begin_pull(&origin(1), 1).await.unwrap();
    // More than is worth a transaction, so that it is being written when the pull goes.
    bring(&mut pull, rows(made, 0, 5_000)).await;
    bring(&mut pull, rows(made, 5_000, 6_000)).await;
    let snapshot = pull.snapshot();
    drop(pull);
    let mut pull = db.resume_pull(snapshot).await.unwrap();
    let item = pull.items().await.unwrap().remove(0);
    assert_eq!((item.rows, item.continuation.as_deref()), (5_000, Some("more")));
    bring(&mut pull, rows(made, 5_000, 9_000)).await;
    finish(pull).await;
    assert_eq!(compare(&db, snapshot).await, 9_000);
}
