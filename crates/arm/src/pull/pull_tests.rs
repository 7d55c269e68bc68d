use std::collections::BTreeMap;

use rolewright_authz::records::Outcome;
use serde_json::{Value, json};

use super::*;
use crate::test_server::{Answer, Numbered, Seen, Server, quick};
use crate::transport::{Patience, Transport};

const STAGES: [Stage; 4] =
    [Stage::ManagementGroups, Stage::Subscriptions, Stage::RoleDefinitions, Stage::RoleAssignments];

fn guid(number: usize) -> String {
    format!("{number:08x}-0000-4000-8000-000000000000")
}

fn assignment(number: usize, scope: &str) -> Value {
    json!({"id": "x", "name": guid(number), "properties": {
        "roleDefinitionId": format!("/providers/Microsoft.Authorization/roleDefinitions/{}", guid(1)),
        "principalId": guid(1000 + number), "principalType": if number.is_multiple_of(2) { "User" } else { "Group" }, "scope": scope}})
}

fn role(number: usize) -> Value {
    json!({"name": guid(number), "properties": {"roleName": format!("role {number}"), "type": "CustomRole", "permissions": []}})
}

fn list(rows: &[Value]) -> Answer {
    Answer::ok(json!({ "value": rows }).to_string())
}

/// A tenant with one management group and two subscriptions; the lists show what lies above, as Azure's do.
fn tenant(seen: &Seen) -> Answer {
    let path = seen.target.split('?').next().unwrap_or_default();
    let (one, two) = (format!("/subscriptions/{}", guid(0xa)), format!("/subscriptions/{}", guid(0xb)));
    let group = "/providers/Microsoft.Management/managementGroups/mg";
    let root_rows = [assignment(1, "/")];
    let group_rows = [assignment(2, "/PROVIDERS/Microsoft.Management/managementgroups/MG")];
    let above = [root_rows.as_slice(), group_rows.as_slice()].concat();
    match path {
        "/providers/Microsoft.Management/getEntities" => list(&[
            json!({"name": "mg", "type": "Microsoft.Management/managementGroups", "properties": {"displayName": "Group", "parent": {"id": null}}}),
            json!({"name": guid(0xa), "type": "/subscriptions", "properties": {"parent": {"id": group}}}),
        ]),
        "/subscriptions" => list(&[
            json!({"subscriptionId": guid(0xa), "displayName": "one", "state": "Enabled"}),
            json!({"subscriptionId": guid(0xb), "displayName": "two", "state": "Enabled"}),
        ]),
        _ if path.ends_with("/roleDefinitions") => {
            list(&[role(1), role(if path.contains(&guid(0xb)) { 3 } else { 2 })])
        }
        "/providers/Microsoft.Authorization/roleAssignments" => list(&root_rows),
        _ if path.starts_with(group) => list(&above),
        _ if path.starts_with(&one) => {
            let host = seen.header("host");
            if seen.target.contains("page=2") {
                list(&[assignment(4, &format!("{one}/resourceGroups/g/providers/a/b/c"))])
            } else {
                let rows = [above.as_slice(), &[assignment(3, &one)]].concat();
                let next = format!("https://{host}{path}?page=2");
                Answer::ok(json!({"value": rows, "nextLink": next}).to_string())
            }
        }
        _ if path.starts_with(&two) => list(&[above.as_slice(), &[assignment(5, &two)]].concat()),
        _ => Answer::error(404, "NotFound"),
    }
}

#[derive(Default)]
struct Read {
    records: Vec<Record>,
    coverage: BTreeMap<(Stage, String), Coverage>,
    progress: Progress,
    error: Option<Error>,
}

/// Pulls to the end, or for some steps, and keeps what a caller would keep.
async fn pull(server: &Server, progress: Progress, steps: usize) -> Read {
    pull_with(&server.azure(), progress, steps).await
}

async fn pull_with(azure: &Azure, progress: Progress, steps: usize) -> Read {
    let mut pull = Pull::start(azure, &STAGES, progress.clone());
    let mut read = Read { progress, ..Read::default() };
    for _ in 0..steps {
        match pull.next().await {
            None => break,
            Some(Err(error)) => read.error = Some(error),
            Some(Ok(Step::Begun { .. } | Step::Again { .. })) => {}
            Some(Ok(Step::Page { stage, scope, records, next })) => {
                let mut known = std::mem::take(&mut read.progress.known);
                known.learn(&records);
                read.progress.known = known;
                read.records.extend(records);
                match next {
                    Some(next) => read.progress.next.insert((stage, scope), next),
                    None => read.progress.next.remove(&(stage, scope)),
                };
            }
            Some(Ok(Step::Ended(coverage))) => {
                if coverage.outcome == Outcome::Read {
                    read.progress.done.insert((coverage.stage, coverage.scope.clone()));
                }
                read.coverage.insert((coverage.stage, coverage.scope.to_string()), coverage);
            }
        }
    }
    read
}

fn assignments(records: &[Record]) -> Vec<String> {
    let mut names: Vec<String> = records
        .iter()
        .filter_map(|record| match record {
            Record::RoleAssignment(row) => Some(row.name.to_string()),
            _ => None,
        })
        .collect();
    names.sort();
    names
}

fn names(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    numbers.into_iter().map(guid).collect()
}

#[tokio::test]
async fn everything_is_read_once_from_where_it_lies() {
    let server = Server::start(tenant).await;
    let read = pull(&server, Progress::default(), usize::MAX).await;
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!(assignments(&read.records), names(1..=5));
    assert!(
        read.coverage.values().all(|c| c.outcome == Outcome::Read && c.unreadable == 0),
        "{:?}",
        read.coverage
    );
    let roles = read.records.iter().filter(|r| matches!(r, Record::RoleDefinition(_))).count();
    assert_eq!(roles, 3);
    let placed = read.records.iter().find_map(|r| match r {
        Record::Subscription(s) if s.display_name == "one" => s.management_group.clone(),
        _ => None,
    });
    assert_eq!(placed.as_deref(), Some("mg"));
    assert_eq!(read.progress.known.principals.len(), 5);
    let groups = read.progress.known.principals.values().filter(|kind| **kind == PrincipalType::Group);
    assert_eq!(groups.count(), 3);
    let order: Vec<Stage> = read.records.iter().filter_map(stage_of).collect();
    assert!(order.is_sorted(), "{order:?}");
}

fn stage_of(record: &Record) -> Option<Stage> {
    match record {
        Record::ManagementGroup(_) => Some(Stage::ManagementGroups),
        Record::Subscription(_) => Some(Stage::Subscriptions),
        Record::RoleDefinition(_) => Some(Stage::RoleDefinitions),
        Record::RoleAssignment(_) => Some(Stage::RoleAssignments),
        _ => None,
    }
}

#[tokio::test]
async fn a_scope_that_cannot_be_read_costs_only_that_scope() {
    let (root, two) = ("/providers/Microsoft.Authorization/", format!("/subscriptions/{}", guid(0xb)));
    let server = Server::start(move |seen| match seen.target.as_str() {
        path if path.contains("roleAssignments") && path.starts_with(root) => {
            Answer::error(403, "AuthorizationFailed")
        }
        path if path.contains("roleAssignments") && path.starts_with(&two) => Answer::error(400, "Odd"),
        _ => tenant(seen),
    })
    .await;
    let read = pull(&server, Progress::default(), usize::MAX).await;
    assert!(read.error.is_none());
    // What is assigned at `/` shows in the first subscription, which could be read.
    assert_eq!(assignments(&read.records), names(1..=4));
    let outcome = |scope: &str| &read.coverage[&(Stage::RoleAssignments, scope.to_owned())].outcome;
    assert!(matches!(outcome("/"), Outcome::Forbidden { code, .. } if code == "AuthorizationFailed"));
    assert!(
        matches!(outcome(&format!("/subscriptions/{}", guid(0xb))), Outcome::Failed { code, .. } if code == "Odd")
    );
    assert_eq!(outcome(&format!("/subscriptions/{}", guid(0xa))), &Outcome::Read);
}

#[tokio::test]
async fn faults_of_the_network_lose_nothing() {
    let server = Server::start(|seen| match seen.index % 5 {
        0 => Answer::error(429, "TooManyRequests").header("retry-after", "0.01"),
        1 => Answer::error(503, "ServerTimeout"),
        2 => tenant(seen).cut_body(),
        _ => tenant(seen),
    })
    .await;
    let patient = Patience { tries: 12, ..quick() };
    let transport = Transport::new(Some(&server.certificate), patient).unwrap();
    let azure = Azure::new(server.cloud(), transport, std::sync::Arc::new(Numbered::default()));
    let read = pull_with(&azure, Progress::default(), usize::MAX).await;
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!(assignments(&read.records), names(1..=5));
}

#[tokio::test]
async fn a_pull_goes_on_from_wherever_it_was_left() {
    let server = Server::start(tenant).await;
    let whole = pull(&server, Progress::default(), usize::MAX).await;
    let steps = 40;
    for stop in 0..steps {
        let first = pull(&server, Progress::default(), stop).await;
        let asked = server.seen().len();
        let second = pull(&server, first.progress.clone(), usize::MAX).await;
        assert!(second.error.is_none());
        let mut all = [assignments(&first.records), assignments(&second.records)].concat();
        all.sort();
        all.dedup();
        assert_eq!(all, assignments(&whole.records), "stopped after {stop} steps");
        let again = server.seen()[asked..].iter().any(|seen| {
            first.progress.done.contains(&(Stage::RoleAssignments, ScopePath::root()))
                && seen.target.starts_with("/providers/Microsoft.Authorization/roleAssignments")
        });
        assert!(!again, "what was read whole is not asked again");
    }
}

#[tokio::test]
async fn a_page_that_was_kept_is_not_asked_again() {
    let server = Server::start(tenant).await;
    let one = ScopePath::new(&format!("/subscriptions/{}", guid(0xa)));
    let next = format!("{}{one}/providers/Microsoft.Authorization/roleAssignments?page=2", server.address);
    let mut progress = pull(&server, Progress::default(), usize::MAX).await.progress;
    progress.done.remove(&(Stage::RoleAssignments, one.clone()));
    progress.next.insert((Stage::RoleAssignments, one), next);
    let asked = server.seen().len();
    let read = pull(&server, progress, usize::MAX).await;
    assert_eq!(assignments(&read.records), names([4]));
    assert_eq!(server.seen().len() - asked, 1);
}

#[tokio::test]
async fn where_an_item_stood_may_be_good_no_more_and_then_it_is_read_from_its_start() {
    let server = Server::start(|seen| {
        if seen.target.contains("page=old") { Answer::error(400, "InvalidSkipToken") } else { tenant(seen) }
    })
    .await;
    let one = ScopePath::new(&format!("/subscriptions/{}", guid(0xa)));
    let whole = pull(&server, Progress::default(), usize::MAX).await.progress;
    for old in [
        format!("{}{one}/providers/Microsoft.Authorization/roleAssignments?page=old", server.address),
        format!("https://localhost:1{one}/providers/Microsoft.Authorization/roleAssignments?page=2"),
    ] {
        let mut progress = whole.clone();
        progress.done.remove(&(Stage::RoleAssignments, one.clone()));
        progress.next.insert((Stage::RoleAssignments, one.clone()), old.clone());
        let read = pull(&server, progress, usize::MAX).await;
        assert!(read.error.is_none());
        assert_eq!(assignments(&read.records), names([3, 4]), "{old}");
        let coverage = &read.coverage[&(Stage::RoleAssignments, one.to_string())];
        assert_eq!((coverage.rows, &coverage.outcome), (2, &Outcome::Read));
    }
}

#[tokio::test]
async fn nothing_further_can_be_read_ends_the_pull() {
    let signed_out = Server::start(|_| Answer::error(401, "InvalidAuthenticationToken")).await;
    let read = pull(&signed_out, Progress::default(), usize::MAX).await;
    assert_eq!(read.error.unwrap().status(), Some(401));
    assert!(read.coverage.is_empty());

    let server = Server::start(tenant).await;
    let cancel = CancellationToken::new();
    let azure = server.azure().cancelled_by(&cancel);
    let mut pull = Pull::start(&azure, &STAGES, Progress::default());
    pull.next().await.unwrap().unwrap();
    cancel.cancel();
    let mut last = None;
    while let Some(step) = pull.next().await {
        last = Some(step);
    }
    assert!(matches!(last, Some(Err(Error::Cancelled))), "{last:?}");
}

#[tokio::test]
async fn odd_rows_are_counted_where_they_lie() {
    let server = Server::start(|seen| {
        if seen.target.starts_with("/providers/Microsoft.Authorization/roleAssignments") {
            list(&[assignment(1, "/"), json!({"name": "odd"}), json!(null)])
        } else {
            tenant(seen)
        }
    })
    .await;
    let read = pull(&server, Progress::default(), usize::MAX).await;
    let coverage = &read.coverage[&(Stage::RoleAssignments, "/".to_owned())];
    assert_eq!((coverage.rows, coverage.unreadable, &coverage.outcome), (1, 2, &Outcome::Read));
    assert!(coverage.problem.is_some());
}
