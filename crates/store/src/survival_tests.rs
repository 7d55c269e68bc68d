//! A pull that is killed, a disk that is full, a file of the first version.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use rolewright_authz::records::Stage;

use crate::access::Filter;
use crate::database::tests::temporary;
use crate::database::{APPLICATION_ID, Database};
use crate::diff::tests::origin;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::pull::{Pull, Reach};
use crate::sample::{Tenant, covered};
use crate::snapshots::Status;

const MADE: Tenant = Tenant { assignments: 100_000, day: 0 };
const PAGE: u64 = 50;
const CHILD: &str = "ROLEWRIGHT_STORE_PULL_CHILD";

/// Brings the page of assignments that begins at `from`.
async fn page(pull: &mut Pull, from: u64) -> Result<(), StoreError> {
    let rows = (from..from + PAGE).filter_map(|n| MADE.assignment(n)).collect();
    pull.ingest(Stage::RoleAssignments, "all", rows, Some(&(from + PAGE).to_string())).await?;
    pull.flush().await
}

/// Not a test of its own: the process that the next test kills.
#[tokio::test]
async fn child_that_pulls_until_killed() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let db = Database::open(Path::new(&path)).await.unwrap();
    let mut pull = db.begin_pull(&origin(1), 1).await.unwrap();
    for from in (0..).step_by(PAGE as usize) {
        page(&mut pull, from).await.unwrap();
        println!("stored {}", from + PAGE);
    }
}

#[tokio::test]
async fn a_killed_pull_goes_on_after_the_last_page_it_was_told_is_stored() {
    for round in 0..3_u64 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rolewright.db");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "survival_tests::child_that_pulls_until_killed", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            told = line.rsplit("stored ").next().and_then(|n| n.parse().ok()).unwrap_or(told);
            if told >= PAGE * (5 + 3 * round) {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let db = Database::open(&path).await.unwrap();
        let left = db.snapshots(None).await.unwrap().remove(0);
        assert_eq!(left.status, Status::Running);
        let mut pull = db.resume_pull(left.id).await.unwrap();
        let item = pull.items().await.unwrap().remove(0);
        let from: u64 = item.continuation.unwrap().parse().unwrap();
        assert!(from >= told && from <= told + PAGE, "stored {from}, told {told}");
        assert_eq!(
            db.records(left.id, ObjectKind::RoleAssignment, 0, 9_999).await.unwrap().len() as u64,
            from
        );
        page(&mut pull, from).await.unwrap();
        pull.finish_item("all", Reach::Everything, &covered(Stage::RoleAssignments, 0)).await.unwrap();
        pull.finish(2).await.unwrap();
        let access = db.open_access(left.id).await.unwrap();
        assert_eq!(access.count(&Filter::default()), from + PAGE, "nothing lost, nothing twice");
    }
}

#[tokio::test]
async fn a_full_disk_stops_a_pull_that_can_be_resumed() {
    let (_folder, db) = temporary().await;
    let mut pull = db.begin_pull(&origin(1), 1).await.unwrap();
    page(&mut pull, 0).await.unwrap();
    let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(&db.pool).await.unwrap();
    // The limit belongs to the connection that writes.
    sqlx::query(sqlx::AssertSqlSafe(format!("pragma max_page_count = {}", pages + 20)))
        .execute(&db.pool)
        .await
        .unwrap();
    let mut stored = PAGE;
    let error = loop {
        match page(&mut pull, stored).await {
            Ok(()) => stored += PAGE,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::DiskFull), "{error}");
    let error = page(&mut pull, stored).await.unwrap_err();
    assert!(
        matches!(error, StoreError::PullBroken { .. }) && error.hint().unwrap().contains("resume"),
        "{error}"
    );
    // The refused change took its connection, and the limit with it.
    let mut pull = db.resume_pull(pull.snapshot()).await.unwrap();
    assert_eq!(pull.items().await.unwrap()[0].continuation, Some(stored.to_string()));
    page(&mut pull, stored).await.unwrap();
    let snapshot = pull.snapshot();
    pull.cancel(2).await.unwrap();
    let access = db.open_access(snapshot).await.unwrap();
    assert_eq!(access.count(&Filter::default()), stored + PAGE);
}

#[tokio::test]
async fn a_file_of_the_first_version_keeps_its_drafts_and_takes_snapshots() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rolewright.db");
    Database::first_version(&path).await;
    let db = Database::open(&path).await.unwrap();
    let drafts = db.drafts("kept").await.unwrap();
    assert_eq!((drafts.len(), drafts[0].name.as_str(), drafts[0].start.as_str()), (1, "a", "kept text"));
    let mut pull = db.begin_pull(&origin(1), 1).await.unwrap();
    page(&mut pull, 0).await.unwrap();
    let id: i64 = sqlx::query_scalar("pragma application_id").fetch_one(&db.pool).await.unwrap();
    assert_eq!(id, APPLICATION_ID);
}
