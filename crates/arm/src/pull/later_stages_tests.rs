//! The stages that follow the assignments: what they ask, and what becomes of what they cannot read.

use rolewright_authz::records::{Outcome, VaultKind};
use serde_json::{Value, json};

use super::*;
use crate::test_server::{Answer, Seen, Server};

const SUB: &str = "/subscriptions/0000000a-0000-4000-8000-000000000000";
const GROUP: &str = "00000001-0000-4000-8000-000000000000";
const HIDDEN: &str = "00000002-0000-4000-8000-000000000000";
const GONE: &str = "00000003-0000-4000-8000-000000000000";
const DELETED: &str = "00000004-0000-4000-8000-000000000000";
const MEMBER: &str = "00000009-0000-4000-8000-000000000000";

fn known() -> Known {
    let guid = |text: &str| Guid::parse(text).unwrap();
    Known {
        management_groups: BTreeSet::from(["mg".to_owned()]),
        subscriptions: BTreeSet::from([guid("0000000a-0000-4000-8000-000000000000")]),
        vaults: HashSet::new(),
        principals: BTreeMap::from([
            (guid(GROUP), PrincipalType::Group),
            (guid(HIDDEN), PrincipalType::Group),
            (guid(GONE), PrincipalType::User),
            (guid(DELETED), PrincipalType::Group),
        ]),
    }
}

fn list(rows: &[Value]) -> Answer {
    Answer::ok(json!({ "value": rows }).to_string())
}

fn tenant(seen: &Seen) -> Answer {
    let vault = format!("{SUB}/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v");
    let path = seen.target.split('?').next().unwrap_or_default();
    let rest = path.strip_prefix(SUB).unwrap_or(path);
    match rest {
        "/providers/Microsoft.RecoveryServices/vaults" => {
            list(&[json!({"id": vault, "location": "westeurope"})])
        }
        "/providers/Microsoft.DataProtection/backupVaults" => {
            Answer::error(409, "MissingSubscriptionRegistration")
        }
        "/providers/Microsoft.DataProtection/resourceGuards" => list(&[
            json!({"id": "/g", "properties": {"resourceGuardOperations": [{"vaultCriticalOperation": "x#y"}]}}),
        ]),
        _ if rest.ends_with("/backupResourceGuardProxies") => {
            list(&[json!({"id": format!("{path}/VaultProxy"),
            "name": "VaultProxy", "properties": {"resourceGuardResourceId": "/guard"}})])
        }
        "/providers/Microsoft.ResourceGraph/resources" => Answer::error(403, "AuthorizationFailed"),
        "/resources" => list(&[json!({"id": "/r", "type": "a/b", "tags": {"k": "v"}})]),
        "/resourcegroups" => list(&[json!({"id": format!("{SUB}/resourceGroups/g")})]),
        "/providers/Microsoft.Authorization/policyAssignments" => list(&[
            json!({"id": "/p1", "properties": {"scope": SUB, "policyDefinitionId": "/defs/deny"}}),
            json!({"id": "/p2", "properties": {"scope": SUB, "policyDefinitionId": "/defs/gone"}}),
            json!({"id": "/p3", "properties": {"scope": "/providers/Microsoft.Management/managementGroups/mg", "policyDefinitionId": "/defs/deny"}}),
        ]),
        "/defs/deny" => Answer::ok(
            r#"{"properties":{"policyRule":{"then":{"effect":"denyAction","details":{"actionNames":["delete"]}}}}}"#,
        ),
        _ if rest.ends_with("/locks") => list(&[
            json!({"id": format!("{SUB}/providers/Microsoft.Authorization/locks/l"), "name": "l", "properties": {"level": "ReadOnly"}}),
        ]),
        _ if rest.contains("ScheduleInstances") => Answer::error(400, "AadPremiumLicenseRequired"),
        _ if rest.ends_with("/denyAssignments") => list(&[]),
        "/providers/Microsoft.Insights/eventtypes/management/values" => {
            Answer::error(403, "AuthorizationFailed")
        }
        "/v1.0/auditLogs/directoryAudits" if seen.target.contains("loggedByService") => {
            Answer::error(400, "BadRequest")
        }
        "/v1.0/auditLogs/directoryAudits" => {
            list(&[json!({"id": "a", "activityDateTime": "2026-03-01T10:00:00Z",
            "loggedByService": "Azure RBAC (Elevated Access)", "activityDisplayName": "User has elevated their access to …", "result": "success"})])
        }
        "/v1.0/directoryObjects/getByIds" => list(
            &[GROUP, HIDDEN]
                .map(|id| json!({"@odata.type": "#microsoft.graph.group", "id": id, "displayName": id})),
        ),
        "/v1.0/$batch" => batch(seen),
        _ if rest.ends_with("/transitiveMembers") => {
            list(&[json!({"id": GONE, "@odata.type": "#microsoft.graph.user"})])
        }
        _ => Answer::error(404, "NotFound"),
    }
}

fn batch(seen: &Seen) -> Answer {
    let asked: Value = serde_json::from_str(&seen.body).unwrap();
    let entries: Vec<Value> = asked["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|request| {
            if request["url"].as_str().unwrap().contains(HIDDEN) {
                return json!({"id": request["id"], "status": 403, "body": {"error": {"code": "Authorization_RequestDenied", "message": "m"}}});
            }
            if request["url"].as_str().unwrap().contains(DELETED) {
                return json!({"id": request["id"], "status": 404, "body": {"error": {"code": "Request_ResourceNotFound", "message": "m"}}});
            }
            let next = format!("https://{}/v1.0/groups/{GROUP}/transitiveMembers?$skiptoken=2", seen.header("host"));
            let member = json!({"id": MEMBER, "@odata.type": "#microsoft.graph.user", "displayName": "Ada"});
            json!({"id": request["id"], "status": 200, "body": {"value": [member], "@odata.nextLink": next}})
        })
        .collect();
    Answer::ok(json!({ "responses": entries }).to_string())
}

async fn read(server: &Server, progress: Progress) -> (Vec<Record>, Vec<Coverage>, Option<String>) {
    let stages: Vec<Stage> = Stage::ALL.into_iter().filter(|stage| *stage > Stage::RoleAssignments).collect();
    let mut pull = Pull::start(&server.azure(), &stages, progress);
    let (mut records, mut lines, mut mark) = (Vec::new(), Vec::new(), None);
    while let Some(step) = pull.next().await {
        match step.unwrap() {
            Step::Begun { .. } | Step::Again { .. } => {}
            Step::Page { records: more, next, .. } => {
                records.extend(more);
                mark = next.or(mark);
            }
            Step::Ended(coverage) => lines.push(coverage),
        }
    }
    (records, lines, mark)
}

fn progress() -> Progress {
    Progress { known: known(), ..Progress::default() }
}

#[tokio::test]
async fn every_stage_reads_what_there_is_and_says_what_it_could_not() {
    let server = Server::start(tenant).await;
    let (records, lines, _) = read(&server, progress()).await;
    let count = |is: fn(&Record) -> bool| records.iter().filter(|record| is(record)).count();
    assert_eq!(count(|r| matches!(r, Record::Vault(v) if v.kind == VaultKind::RecoveryServices)), 1);
    assert_eq!(count(|r| matches!(r, Record::GuardLink(link) if link.guard.as_str() == "/guard")), 1);
    assert_eq!(count(|r| matches!(r, Record::ResourceGuard(guard) if guard.operations == ["x#y"])), 1);
    assert_eq!(count(|r| matches!(r, Record::ResourceGroup(_))), 1);
    assert_eq!(
        count(|r| matches!(r, Record::Resource(resource) if resource.local_auth_disabled.is_none())),
        1
    );
    assert_eq!(count(|r| matches!(r, Record::Lock(_))), 1);
    assert_eq!(
        count(|r| matches!(r, Record::PolicyAssignment(policy) if policy.denied_actions == ["delete"])),
        1
    );
    assert_eq!(count(|r| matches!(r, Record::Elevation(_))), 1);
    assert_eq!(count(|r| matches!(r, Record::Principal(p) if !p.found)), 2);
    assert_eq!(count(|r| matches!(r, Record::Principal(p) if p.display_name.as_deref() == Some("Ada"))), 1);
    assert_eq!(count(|r| matches!(r, Record::GroupMembership(_))), 2);

    let line = |stage: Stage, scope: &str| {
        let found: Vec<_> =
            lines.iter().filter(|l| l.stage == stage && l.scope == ScopePath::new(scope)).collect();
        assert_eq!(found.len(), 1, "{stage} {scope}: {found:?}");
        found[0]
    };
    let backup = line(Stage::Vaults, &format!("{SUB}/providers/Microsoft.DataProtection"));
    assert!(
        matches!(&backup.outcome, Outcome::NotAvailable { code, .. } if code == "MissingSubscriptionRegistration")
    );
    assert!(matches!(line(Stage::PimInstances, SUB).outcome, Outcome::NotAvailable { .. }));
    assert!(matches!(line(Stage::Resources, "/").outcome, Outcome::Forbidden { .. }));
    assert_eq!(line(Stage::Resources, SUB).outcome, Outcome::Read);
    assert!(matches!(
        line(Stage::Elevations, "/providers/Microsoft.Insights").outcome,
        Outcome::Forbidden { .. }
    ));
    assert_eq!(line(Stage::Elevations, "/").outcome, Outcome::Read);
    let policies = line(Stage::PolicyAssignments, SUB);
    assert_eq!((policies.rows, policies.unreadable, &policies.outcome), (1, 1, &Outcome::Read));
    assert!(policies.problem.as_ref().unwrap().contains("`/p2`"), "{policies:?}");
    assert!(matches!(
        line(Stage::GroupMemberships, &format!("/groups/{HIDDEN}")).outcome,
        Outcome::Forbidden { .. }
    ));
    assert_eq!(line(Stage::GroupMemberships, "/").outcome, Outcome::Read);
    let deleted = ScopePath::new(&format!("/groups/{DELETED}"));
    assert!(lines.iter().all(|line| line.scope != deleted), "what is gone was not missed");
}

#[tokio::test]
async fn principals_and_groups_go_on_after_the_last_that_was_kept() {
    let server = Server::start(tenant).await;
    let mut progress = progress();
    progress.next.insert((Stage::Principals, ScopePath::root()), HIDDEN.to_owned());
    progress.next.insert((Stage::GroupMemberships, ScopePath::root()), GROUP.to_owned());
    let (_, _, mark) = read(&server, progress).await;
    let bodies: Vec<String> = server.seen().iter().map(|seen| seen.body.clone()).collect();
    let asked = |what: &str, id: &str| bodies.iter().any(|body| body.contains(what) && body.contains(id));
    assert!(asked("\"ids\"", GONE) && !asked("\"ids\"", GROUP), "{bodies:?}");
    assert!(asked("requests", HIDDEN) && !asked("requests", GROUP), "{bodies:?}");
    assert_eq!(mark.as_deref(), Some(DELETED));
}

#[tokio::test]
async fn a_cloud_without_audits_is_not_asked_for_them() {
    let server = Server::start(tenant).await;
    let cloud = crate::cloud::Cloud { has_directory_audits: false, ..server.cloud() };
    let azure =
        Azure::new(cloud, server.transport(), std::sync::Arc::new(crate::test_server::Numbered::default()));
    let mut pull = Pull::start(&azure, &[Stage::Elevations], Progress::default());
    let mut outcome = None;
    while let Some(step) = pull.next().await {
        if let Step::Ended(line) = step.unwrap()
            && line.scope == ScopePath::root()
        {
            outcome = Some(line.outcome);
        }
    }
    assert!(matches!(outcome, Some(Outcome::NotAvailable { .. })), "{outcome:?}");
    assert!(server.seen().iter().all(|seen| !seen.target.contains("directoryAudits")));
}
