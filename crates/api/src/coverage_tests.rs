use rolewright_authz::records::{Coverage, ManagementGroup, Outcome, Stage};

use super::*;
use crate::test_desk::{Bench, sandbox};
use crate::wire::error::ErrorCode;
use crate::wire::snapshots;

fn line(stage: Stage, scope: &str, outcome: Outcome) -> Coverage {
    let (source, problem) = ("ARM list".to_owned(), None);
    Coverage { stage, scope: ScopePath::new(scope), source, rows: 1, unreadable: 0, problem, outcome }
}

fn no() -> Outcome {
    Outcome::Forbidden { code: "AuthorizationFailed".to_owned(), message: "no".to_owned() }
}

fn group(name: &str, parent: Option<&str>) -> Record {
    Record::ManagementGroup(ManagementGroup {
        name: name.to_owned(),
        display_name: format!("Group {name}"),
        parent: parent.map(str::to_owned),
    })
}

const HUB: &str = "/providers/Microsoft.Management/managementGroups/hub";
const SUB: &str = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000000";

/// Every node from the top, with its depth.
async fn walk(app: &App, snapshot: i64, only_problems: bool) -> Vec<(usize, CoverageNode)> {
    let mut found = Vec::new();
    let mut waiting: Vec<(usize, Option<String>)> = vec![(0, None)];
    while let Some((depth, parent)) = waiting.pop() {
        for node in coverage(app, CoverageRequest { snapshot, parent, only_problems }).await.unwrap() {
            if node.has_children {
                waiting.push((depth + 1, Some(node.place.scope.clone())));
            }
            found.push((depth, node));
        }
    }
    found
}

#[test]
fn marks_tell_refused_from_partly_read() {
    let places = Places::default();
    let vault = format!("{SUB}/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v");
    let none =
        Outcome::NotAvailable { code: "AadPremiumLicenseRequired".to_owned(), message: "no".to_owned() };
    let tree = Tree::of(
        vec![
            line(Stage::RoleAssignments, "/", Outcome::Read),
            line(Stage::Locks, SUB, Outcome::Read),
            line(Stage::PimInstances, SUB, none),
            line(Stage::Vaults, &vault, no()),
            line(Stage::RoleAssignments, HUB, no()),
            Coverage { unreadable: 2, ..line(Stage::GroupMemberships, "/groups/x", Outcome::Read) },
        ],
        &places,
    );
    let node = |scope: &str| tree.node(&ScopePath::new(scope), &places, false).unwrap();
    for (scope, read, below) in [
        ("/", ReadMark::Partly, 3),
        (SUB, ReadMark::Partly, 1),
        (&format!("{SUB}/resourceGroups/g"), ReadMark::Partly, 1),
        (&vault, ReadMark::Refused, 0),
        (HUB, ReadMark::Refused, 0),
        ("/groups/x", ReadMark::Partly, 0),
    ] {
        let node = node(scope);
        assert_eq!((node.read, node.problems_below), (read, below), "{scope}");
    }
    assert_eq!(node(SUB).stages.len(), 2);
    assert!(node(&format!("{SUB}/resourceGroups/g")).stages.is_empty());
    assert!(tree.node(&ScopePath::new("/subscriptions/other"), &places, false).is_none());
}

#[test]
fn groups_that_name_each_other_as_parents_end_at_the_root() {
    let mut places = Places::default();
    for record in [group("hub", Some("b")), group("b", Some("hub")), group("c", Some("c"))] {
        places.learn(record);
    }
    let at = |name: &str| ScopePath::management_group(name).to_string();
    let lines = ["hub", "b", "c"].map(|name| line(Stage::Locks, &at(name), no()));
    let tree = Tree::of(lines.to_vec(), &places);
    let node = tree.node(&ScopePath::root(), &places, false).unwrap();
    assert_eq!((node.has_children, node.problems_below, node.place.name.as_str()), (true, 3, "Root"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_of_a_real_snapshot_has_its_place_and_problems_come_first() {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    // Somebody who may not see everything.
    let (account, tenant) = bench.sign_in_as(&facts, "vulnerability-scanner").await;
    let pull = snapshots::StartPull { account: account.id, tenant: tenant.id };
    let snapshot = crate::pull_tasks::start_pull(&bench.app, pull).await.unwrap().snapshot;
    bench.end(snapshot, 0).await;
    let lines = bench.app.database().await.unwrap().coverage(snapshot).await.unwrap();
    let problems = lines.iter().filter(|line| is_problem(&line.coverage)).count();
    assert!(problems > 0, "it may see everything");

    let all = walk(&bench.app, snapshot, false).await;
    assert_eq!(all.iter().map(|(_, node)| node.stages.len()).sum::<usize>(), lines.len());
    assert!(
        all.iter()
            .any(|(depth, node)| *depth >= 2 && node.place.level != crate::wire::scopes::ScopeLevel::Root)
    );
    let bad = |line: &CoverageLine| {
        line.unreadable > 0
            || matches!(line.outcome, snapshots::Outcome::Refused { .. } | snapshots::Outcome::Failed { .. })
    };
    let hints = all.iter().flat_map(|(_, node)| &node.stages).filter(|line| bad(line));
    for line in hints {
        if let snapshots::Outcome::Refused { code, message, hint } = &line.outcome {
            assert!(!code.is_empty() && !message.is_empty() && !hint.is_empty());
        }
    }
    let only = walk(&bench.app, snapshot, true).await;
    assert!(only.len() < all.len());
    assert_eq!(only.iter().flat_map(|(_, n)| &n.stages).filter(|line| bad(line)).count(), problems);
    assert!(only.iter().all(|(_, node)| node.read != ReadMark::Whole));
    let top =
        coverage(&bench.app, CoverageRequest { snapshot, parent: Some("/".to_owned()), only_problems: true });
    let below: Vec<u32> =
        top.await.unwrap().iter().map(|n| n.problems_below + u32::from(n.stages.iter().any(bad))).collect();
    assert!(below.is_sorted_by(|a, b| a >= b), "the worst first: {below:?}");

    let missing = CoverageRequest { snapshot: 99, parent: None, only_problems: false };
    assert_eq!(coverage(&bench.app, missing).await.unwrap_err().code, ErrorCode::NotFound);
    let nowhere = CoverageRequest { snapshot, parent: Some("/nowhere".to_owned()), only_problems: false };
    assert!(coverage(&bench.app, nowhere).await.unwrap().is_empty());
    bench.app.close().await;
}
