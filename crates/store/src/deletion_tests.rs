use rolewright_authz::records::Record;

use super::*;
use crate::database::tests::temporary;
use crate::diff::tests::pull;
use crate::object::ObjectId;
use crate::sample::Tenant;
use crate::search::Found;

async fn all(db: &Database, snapshot: i64) -> Vec<(ObjectId, Record)> {
    let mut all = Vec::new();
    for kind in ObjectKind::ALL {
        let rows = db.records(snapshot, kind, 0, 1_000_000).await.unwrap();
        all.extend(rows.into_iter().map(|row| (ObjectId::of(&row.record), row.record)));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// Rows that lie in no snapshot of the list.
async fn stray(db: &Database) -> i64 {
    let mut stray = 0;
    for kind in ObjectKind::ALL {
        let sql = format!(
            "select count(*) from {} t where not exists (select 1 from snapshots s where s.deleted = 0 and \
             s.tenant = t.tenant and s.id >= t.since and (t.until is null or s.id < t.until))",
            table(kind).name
        );
        stray += sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)).fetch_one(&db.pool).await.unwrap();
    }
    stray
}

#[tokio::test]
async fn deleting_any_snapshot_leaves_the_others_as_they_were() {
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let (_folder, db) = temporary().await;
        let mut snapshots = Vec::new();
        for day in 0..4 {
            snapshots.push(pull(&db, Tenant { assignments: 600, day: day * 3 }, 10 * day as i64).await);
        }
        let mut left: Vec<(i64, _)> = Vec::new();
        for snapshot in &snapshots {
            left.push((*snapshot, all(&db, *snapshot).await));
        }
        for at in order {
            let deleted = snapshots[at];
            let tenant = db.delete_snapshot(deleted).await.unwrap();
            left.retain(|(snapshot, _)| *snapshot != deleted);
            for (snapshot, was) in &left {
                assert_eq!(&all(&db, *snapshot).await, was, "{order:?}: before the sweep of {deleted}");
            }
            db.sweep(tenant, deleted).await.unwrap();
            for (snapshot, was) in &left {
                assert_eq!(&all(&db, *snapshot).await, was, "{order:?}: after the sweep of {deleted}");
            }
            assert_eq!(stray(&db).await, 0, "{order:?}: {deleted} is swept out");
        }
        assert_eq!(db.snapshots(None).await.unwrap(), []);
        db.check().await.unwrap();
    }
}

#[tokio::test]
async fn the_next_snapshot_has_a_number_of_its_own_and_is_whole() {
    let (_folder, db) = temporary().await;
    let first = pull(&db, Tenant { assignments: 300, day: 0 }, 10).await;
    let second = pull(&db, Tenant { assignments: 300, day: 5 }, 20).await;
    let was = all(&db, second).await;
    let tenant = db.delete_snapshot(second).await.unwrap();
    db.sweep(tenant, second).await.unwrap();
    let third = pull(&db, Tenant { assignments: 300, day: 5 }, 30).await;
    assert!(third > second, "what knew the deleted one by its number knows no other by it");
    assert_eq!(all(&db, third).await, was);
    assert_eq!(db.diff(first, third).await.unwrap().differences.len(), {
        let (_folder, other) = temporary().await;
        let a = pull(&other, Tenant { assignments: 300, day: 0 }, 10).await;
        let b = pull(&other, Tenant { assignments: 300, day: 5 }, 20).await;
        other.diff(a, b).await.unwrap().differences.len()
    });
}

#[tokio::test]
async fn a_pull_that_begins_before_the_sweep_loses_nothing() {
    let (_folder, db) = temporary().await;
    pull(&db, Tenant { assignments: 300, day: 0 }, 10).await;
    let second = pull(&db, Tenant { assignments: 300, day: 5 }, 20).await;
    let was = all(&db, second).await;
    let tenant = db.delete_snapshot(second).await.unwrap();
    let third = pull(&db, Tenant { assignments: 300, day: 5 }, 30).await;
    db.sweep(tenant, second).await.unwrap();
    assert_eq!(all(&db, third).await, was);
    assert_eq!(stray(&db).await, 0);
}

#[tokio::test]
async fn what_is_swept_out_is_found_no_more_and_its_number_finds_no_other() {
    let (_folder, db) = temporary().await;
    let first = pull(&db, Tenant { assignments: 300, day: 0 }, 10).await;
    let found = db.search(first, "Subscription 1", 100).await.unwrap();
    assert!(!found.is_empty());
    let tenant = db.delete_snapshot(first).await.unwrap();
    db.sweep(tenant, first).await.unwrap();
    let second = pull(&db, Tenant { assignments: 30, day: 0 }, 20).await;
    let texts: Vec<String> =
        all(&db, second).await.iter().filter_map(|(_, r)| object_search::text(r)).collect();
    for word in ["Subscription", "ticket", "Anna", "keep-"] {
        for found in db.search(second, word, 1_000).await.unwrap() {
            let Found::Object(row) = found else { panic!("{word} is no condition") };
            let text = object_search::text(&row.record).unwrap();
            assert!(
                texts.contains(&text) && text.to_lowercase().contains(&word.to_lowercase()),
                "{word}: {text}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_there_cannot_be_deleted_and_a_deleted_one_is_not_there() {
    let (_folder, db) = temporary().await;
    let first = pull(&db, Tenant { assignments: 30, day: 0 }, 10).await;
    assert!(matches!(db.delete_snapshot(first + 1).await.unwrap_err(), StoreError::NoSuchSnapshot { .. }));
    db.delete_snapshot(first).await.unwrap();
    for error in [
        db.delete_snapshot(first).await.unwrap_err(),
        db.resume_pull(first).await.unwrap_err(),
        db.coverage(first).await.unwrap_err(),
        db.open_access(first).await.unwrap_err(),
    ] {
        assert!(matches!(error, StoreError::NoSuchSnapshot { .. }), "{error}");
    }
}
