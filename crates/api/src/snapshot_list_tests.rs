use rolewright_condition::guid::Guid;
use serde_json::json;

use super::*;
use crate::accounts::tenant_id;
use crate::test_desk::{Bench, sandbox};
use crate::wire::error::ErrorCode;
use crate::wire::snapshots::StartPull;

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_since_the_one_before_is_told_and_counted_anew_when_that_is_deleted() {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    let (account, tenant) = bench.sign_in_as(&facts, "rolewright-deployer").await;
    let id = tenant_id(&tenant.id).unwrap();
    let azure = bench.app.accounts.open(&bench.app, &account.id, id).await.unwrap().azure;
    let pull = StartPull { account: account.id, tenant: tenant.id };
    let mut snapshots = Vec::new();
    for round in 0..3_u128 {
        if round > 0 {
            let lock = format!(
                "{}/providers/Microsoft.Authorization/locks/h{round}?api-version=2020-05-01",
                subscription(&bench, snapshots[0]).await
            );
            let body = json!({"properties": {"level": "CanNotDelete"}});
            azure.send("PUT", &lock, Some(&body)).await.unwrap();
        }
        let SnapshotId { snapshot } = crate::pull_tasks::start_pull(&bench.app, pull.clone()).await.unwrap();
        bench.end(snapshot, 0).await;
        snapshots.push(snapshot);
    }
    let list = list_snapshots(&bench.app).await.unwrap();
    assert_eq!(list.iter().map(|s| s.id).collect::<Vec<_>>(), [snapshots[2], snapshots[1], snapshots[0]]);
    assert_eq!(
        list.iter().map(|s| s.previous).collect::<Vec<_>>(),
        [Some(snapshots[1]), Some(snapshots[0]), None]
    );
    let words =
        |list: &[SnapshotSummary]| list[0].changes.iter().map(|c| c.words.clone()).collect::<Vec<_>>();
    assert_eq!(words(&list), ["1 lock added"]);
    assert_eq!(list[0].counts.locks, list[2].counts.locks + 2);
    assert_eq!(list[0].account, account.name);

    delete_snapshot(&bench.app, SnapshotId { snapshot: snapshots[1] }).await.unwrap();
    let list = list_snapshots(&bench.app).await.unwrap();
    assert_eq!(list.iter().map(|s| s.id).collect::<Vec<_>>(), [snapshots[2], snapshots[0]]);
    assert_eq!(list[0].previous, Some(snapshots[0]));
    assert_eq!(words(&list), ["2 locks added"]);
    let gone = delete_snapshot(&bench.app, SnapshotId { snapshot: snapshots[1] }).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
    bench.app.close().await;
}

async fn subscription(bench: &Bench, snapshot: i64) -> String {
    let database = bench.app.database().await.unwrap();
    let rows = database.records(snapshot, ObjectKind::Subscription, 0, 1).await.unwrap();
    let rolewright_authz::records::Record::Subscription(found) = &rows[0].record else { panic!() };
    let id: Guid = found.id;
    format!("/subscriptions/{id}")
}

#[tokio::test]
async fn an_empty_database_has_an_empty_list() {
    let bench = Bench::new(None);
    assert!(list_snapshots(&bench.app).await.unwrap().is_empty());
    let gone = delete_snapshot(&bench.app, SnapshotId { snapshot: 1 }).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}
