use rolewright_authz::records::Record;
use rolewright_store::Database;
use rolewright_store::object::{ObjectId, ObjectKind};

use super::*;
use crate::snapshot_list::list_snapshots;
use crate::test_desk::{Bench, sandbox};
use crate::wire::progress::{PullState, Stage};
use crate::wire::snapshots::{SnapshotState, SnapshotSummary};

async fn all(database: &Database, snapshot: i64) -> Vec<(ObjectId, Record)> {
    let mut all = Vec::new();
    for kind in ObjectKind::ALL {
        let rows = database.records(snapshot, kind, 0, 1_000_000).await.unwrap();
        all.extend(rows.into_iter().map(|row| (ObjectId::of(&row.record), row.record)));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// What a pull that nothing disturbs brings.
async fn undisturbed() -> Vec<(ObjectId, Record)> {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    let snapshot = bench.begin(&facts).await;
    bench.end(snapshot, 0).await;
    let all = all(bench.app.database().await.unwrap(), snapshot).await;
    bench.app.close().await;
    all
}

/// Two sandboxes are alike but for ids and times that they make anew; names and numbers of objects are the same.
fn alike(a: &[(ObjectId, Record)], b: &[(ObjectId, Record)]) {
    let kinds = |list: &[(ObjectId, Record)]| {
        let mut kinds = std::collections::BTreeMap::new();
        for (id, _) in list {
            *kinds.entry(id.kind).or_insert(0) += 1;
        }
        kinds
    };
    assert_eq!(kinds(a), kinds(b));
}

async fn summary(bench: &Bench, snapshot: i64) -> SnapshotSummary {
    let list = list_snapshots(&bench.app).await.unwrap();
    list.into_iter().find(|summary| summary.id == snapshot).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_tells_how_far_it_is_and_stands_in_the_list_from_the_start() {
    let (_sandbox, facts) = sandbox(&["latency=20"]);
    let bench = Bench::new(Some(&facts));
    let snapshot = bench.begin(&facts).await;
    let listed = summary(&bench, snapshot).await;
    assert_eq!((listed.state, listed.resumable), (SnapshotState::Running, false));
    let [under_way] = pulls(&bench.app).try_into().unwrap();
    assert_eq!((under_way.snapshot, under_way.tenant.as_str()), (snapshot, facts.tenants[0].name.as_str()));
    let again = StartPull {
        account: bench.app.accounts.list(&bench.app).await.unwrap()[0].id.clone(),
        tenant: facts.tenants[0].id.clone(),
    };
    let error = start_pull(&bench.app, again.clone()).await.unwrap_err();
    assert!(error.code == ErrorCode::InvalidInput && error.hint.is_some(), "{error:?}");
    let delete =
        crate::snapshot_list::delete_snapshot(&bench.app, SnapshotId { snapshot }).await.unwrap_err();
    assert!(delete.hint.is_some());

    let end = bench.end(snapshot, 0).await;
    assert!(matches!(end.state, PullState::Whole), "{end:?}");
    assert_eq!((end.stages, end.fraction), (15, Some(1.0)));
    assert!(pulls(&bench.app).is_empty());
    let stages: Vec<Stage> = bench
        .events()
        .iter()
        .filter_map(|event| match event {
            ProgressEvent::Pull(progress) => Some(progress.stage),
            ProgressEvent::SignIn(_) => None,
        })
        .collect();
    for stage in [Stage::ManagementGroups, Stage::RoleAssignments, Stage::Locks, Stage::Principals] {
        assert!(stages.contains(&stage), "every change of stage is told: {stage:?}");
    }
    let listed = summary(&bench, snapshot).await;
    assert_eq!(listed.state, SnapshotState::Whole);
    assert!(
        listed.counts.role_assignments > 0 && listed.counts.principals > 0 && listed.counts.subscriptions > 0
    );
    assert!(listed.coverage.read > 0 && listed.bytes > 0 && listed.finished_at.is_some());
    start_pull(&bench.app, again).await.unwrap();
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_pull_is_resumed_and_brings_what_an_undisturbed_one_brings() {
    let (sandbox, facts) = sandbox(&["latency=15"]);
    let bench = Bench::new(Some(&facts));
    let snapshot = bench.begin(&facts).await;
    bench
        .until("role assignments", |event| match event {
            ProgressEvent::Pull(p) if p.stage == Stage::RoleAssignments => Some(()),
            _ => None,
        })
        .await;
    cancel_pull(&bench.app, SnapshotId { snapshot }).await.unwrap();
    let end = bench.end(snapshot, 0).await;
    assert!(matches!(end.state, PullState::Cancelled), "{end:?}");
    let states: Vec<PullState> = bench
        .events()
        .into_iter()
        .filter_map(|event| match event {
            ProgressEvent::Pull(progress) => Some(progress.state),
            ProgressEvent::SignIn(_) => None,
        })
        .collect();
    let asked = states.iter().position(|state| matches!(state, PullState::Cancelling)).unwrap();
    assert!(states[asked..].iter().all(|state| !matches!(state, PullState::Running)), "{states:?}");
    let listed = summary(&bench, snapshot).await;
    assert_eq!((listed.state, listed.resumable), (SnapshotState::Cancelled, true));
    assert!(listed.counts.role_definitions > 0, "what was read so far is told");
    cancel_pull(&bench.app, SnapshotId { snapshot }).await.unwrap();

    sandbox.faults().set(Vec::new());
    assert_eq!(resume_pull(&bench.app, SnapshotId { snapshot }).await.unwrap().snapshot, snapshot);
    assert_eq!(summary(&bench, snapshot).await.state, SnapshotState::Running);
    let end = bench.end(snapshot, 1).await;
    assert!(matches!(end.state, PullState::Whole), "{end:?}");
    alike(&all(bench.app.database().await.unwrap(), snapshot).await, &undisturbed().await);
    let ended = resume_pull(&bench.app, SnapshotId { snapshot }).await.unwrap_err();
    assert!(ended.code == ErrorCode::InvalidInput && ended.hint.is_some(), "{ended:?}");
    let missing = resume_pull(&bench.app, SnapshotId { snapshot: 99 }).await.unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_that_the_end_of_the_program_or_the_network_stopped_is_taken_up_after_a_new_sign_in() {
    let (first, facts) = sandbox(&["latency=15"]);
    let bench = Bench::new(Some(&facts));
    let snapshot = bench.begin(&facts).await;
    bench
        .until("role definitions", |event| match event {
            ProgressEvent::Pull(p) if p.stage == Stage::RoleDefinitions => Some(()),
            _ => None,
        })
        .await;
    bench.app.close().await;
    drop(first);

    // The same tenant, elsewhere, with other certificates.
    let (second, facts) = sandbox(&["latency=15"]);
    let bench = Bench::at(bench.folder.clone(), Some(&facts));
    let listed = summary(&bench, snapshot).await;
    assert_eq!((listed.state, listed.resumable), (SnapshotState::Interrupted, true));
    let error = resume_pull(&bench.app, SnapshotId { snapshot }).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignInNeeded);
    assert!(error.message.contains(&facts.tenants[0].name) && error.hint.is_some(), "{error:?}");
    bench.sign_in_as(&facts, &facts.tenants[0].applications[0].name).await;
    resume_pull(&bench.app, SnapshotId { snapshot }).await.unwrap();
    bench
        .until("role assignments", |event| match event {
            ProgressEvent::Pull(p) if p.stage == Stage::RoleAssignments => Some(()),
            _ => None,
        })
        .await;
    drop(second);
    let end = bench.end(snapshot, 0).await;
    let PullState::Failed { error } = end.state else { panic!("{end:?}") };
    assert!(error.code == ErrorCode::Network && error.hint.is_some(), "{error:?}");
    let listed = summary(&bench, snapshot).await;
    assert_eq!((listed.state, listed.resumable), (SnapshotState::Interrupted, true));
    bench.app.close().await;

    let (_third, facts) = sandbox(&[]);
    let bench = Bench::at(bench.folder.clone(), Some(&facts));
    bench.sign_in_as(&facts, &facts.tenants[0].applications[0].name).await;
    resume_pull(&bench.app, SnapshotId { snapshot }).await.unwrap();
    let end = bench.end(snapshot, 0).await;
    assert!(matches!(end.state, PullState::Whole), "{end:?}");
    alike(&all(bench.app.database().await.unwrap(), snapshot).await, &undisturbed().await);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_stops_what_is_read_as_the_account() {
    let (_sandbox, facts) = sandbox(&["latency=30"]);
    let bench = Bench::new(Some(&facts));
    let snapshot = bench.begin(&facts).await;
    let account = bench.app.accounts.list(&bench.app).await.unwrap()[0].id.clone();
    crate::session::sign_out(&bench.app, crate::wire::session::AccountId { account }).await.unwrap();
    assert!(matches!(bench.end(snapshot, 0).await.state, PullState::Cancelled));
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_given_up_pull_says_that_it_cannot_be_resumed() {
    let (sandbox, facts) = sandbox(&["latency=30"]);
    let bench = Bench::new(Some(&facts));
    let first = bench.begin(&facts).await;
    cancel_pull(&bench.app, SnapshotId { snapshot: first }).await.unwrap();
    bench.end(first, 0).await;
    sandbox.faults().set(Vec::new());
    let second = bench.begin(&facts).await;
    bench.end(second, 0).await;
    let listed = summary(&bench, first).await;
    assert_eq!((listed.state, listed.resumable), (SnapshotState::Cancelled, false));
    assert!(resume_pull(&bench.app, SnapshotId { snapshot: first }).await.is_err());
    assert_eq!(
        summary(&bench, second).await.previous,
        None,
        "what was given up is no snapshot to compare with"
    );
    bench.app.close().await;
}
