use super::*;
use crate::session::{session, sign_out};
use crate::snapshot_list::list_snapshots;
use crate::test_desk::Bench;
use crate::wire::progress::{ProgressEvent, PullState};
use crate::wire::session::AccountId;
use crate::wire::snapshots::SnapshotState;

#[tokio::test(flavor = "multi_thread")]
async fn one_request_opens_the_demo_tenant_and_a_second_one_reads_it_again() {
    let bench = Bench::new(None);
    let first = open_demo_tenant(&bench.app).await.unwrap();
    assert_eq!(pull_tasks::pulls(&bench.app).len(), 1, "it answers when the pull has begun");
    assert_eq!(open_demo_tenant(&bench.app).await.unwrap(), first, "while it is read, that goes on");
    let end = bench.end(first.snapshot, 0).await;
    assert!(matches!(end.state, PullState::Whole), "{end:?}");
    let now = session(&bench.app).await.unwrap();
    assert!(now.demo_running);
    let [account] = now.accounts.as_slice() else { panic!("{now:?}") };
    assert_eq!((account.door, account.remembered), (DoorKind::Demo, false));

    let second = open_demo_tenant(&bench.app).await.unwrap();
    bench.end(second.snapshot, 0).await;
    let list = list_snapshots(&bench.app).await.unwrap();
    let [later, earlier] = list.as_slice() else { panic!("{list:?}") };
    assert!(later.tenant.demo && earlier.tenant.demo);
    assert_eq!(
        (later.id, later.previous, later.counts),
        (second.snapshot, Some(first.snapshot), earlier.counts)
    );
    assert!(later.changes.is_empty(), "nothing has changed: {:?}", later.changes);
    assert!(
        later.bytes * 5 < earlier.bytes,
        "an unchanged tenant costs little: {} {}",
        later.bytes,
        earlier.bytes
    );

    sign_out(&bench.app, AccountId { account: account.id.clone() }).await.unwrap();
    assert!(!session(&bench.app).await.unwrap().demo_running);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_demo_pull_goes_on_after_a_restart_without_a_sign_in() {
    let bench = Bench::new(None);
    let begun = open_demo_tenant(&bench.app).await.unwrap();
    bench
        .until("a page", |event| match event {
            ProgressEvent::Pull(p) if p.stage_number > 2 => Some(()),
            _ => None,
        })
        .await;
    bench.app.close().await;
    let bench = Bench::at(bench.folder.clone(), None);
    let list = list_snapshots(&bench.app).await.unwrap();
    if list[0].resumable {
        assert_eq!(list[0].state, SnapshotState::Interrupted);
        pull_tasks::resume_pull(&bench.app, begun).await.unwrap();
        let end = bench.end(begun.snapshot, 0).await;
        assert!(matches!(end.state, PullState::Whole), "{end:?}");
    }
    bench.app.close().await;
}
