use serde_json::{Value, json};

use super::*;
use crate::contract;
use crate::test_server::{Answer, Server};

fn event(operation: &str, status: &str, extra: &Value) -> Value {
    let mut event = json!({
        "eventDataId": "e1", "eventTimestamp": "2026-03-01T10:00:00.1234567Z", "caller": "ada@contoso.example",
        "operationName": {"value": operation, "localizedValue": "x"}, "status": {"value": status}, "correlationId": "c1",
        "claims": {"http://schemas.microsoft.com/identity/claims/objectidentifier": "11111111-1111-1111-1111-111111111111", "ipaddr": "1.2.3.4"}
    });
    for (key, value) in extra.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

fn one(event: &Value) -> Option<ElevationRecord> {
    let page = read(json!({ "value": [event] }).to_string().as_bytes()).unwrap();
    assert_eq!(page.unreadable, 0, "{:?}", page.problem);
    page.rows.into_iter().next().flatten()
}

const ELEVATE: &str = "Microsoft.Authorization/elevateAccess/action";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";

#[test]
fn an_elevation_is_recorded_once_with_who_and_from_where() {
    let record = one(&event(ELEVATE, "Succeeded", &json!({}))).unwrap();
    assert_eq!((record.change, record.succeeded), (ElevationChange::Elevated, true));
    assert_eq!(record.principal.unwrap().to_string(), "11111111-1111-1111-1111-111111111111");
    assert_eq!(record.ip_address.as_deref(), Some("1.2.3.4"));
    assert!(one(&event(ELEVATE, "Started", &json!({}))).is_none());
    assert!(!one(&event(ELEVATE, "Failed", &json!({}))).unwrap().succeeded);
    let machine = json!({"claims": {}, "caller": "22222222-2222-2222-2222-222222222222"});
    assert!(one(&event(ELEVATE, "Succeeded", &machine)).unwrap().principal.is_some());
    assert!(one(&event("Microsoft.Authorization/roleAssignments/write", "Succeeded", &json!({}))).is_none());
}

#[test]
fn its_end_is_the_deletion_of_that_role_at_the_root() {
    let at_root = "/providers/Microsoft.Authorization/roleAssignments/33333333333333333333333333333333";
    let deleted = |resource: &str, role: &str| {
        let body = json!({"properties": {"principalId": "44444444-4444-4444-4444-444444444444", "roleDefinitionId": format!("/x/{role}")}});
        event(
            DELETE,
            "Succeeded",
            &json!({"resourceId": resource, "properties": {"responseBody": body.to_string()}}),
        )
    };
    let administrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
    let record = one(&deleted(at_root, administrator)).unwrap();
    assert_eq!(record.change, ElevationChange::Removed);
    assert_eq!(record.principal.unwrap().to_string(), "44444444-4444-4444-4444-444444444444");
    assert!(one(&deleted(at_root, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635")).is_none(), "another role");
    assert!(one(&deleted(&format!("/subscriptions/s{at_root}"), administrator)).is_none(), "another scope");
    let bare = event(DELETE, "Succeeded", &json!({"resourceId": at_root}));
    assert_eq!(one(&bare).unwrap().principal, None, "what the record does not tell stays unknown");
}

#[test]
fn recorded_logs_are_read_whole() {
    let mut seen = 0;
    for file in [
        "recordings/role/test_role_assignment_audits.json",
        "recordings/activity-log/test_activity_log_list_scenario.json",
    ] {
        for exchange in contract::exchanges(file).unwrap_or_default() {
            if exchange.url.contains("/eventtypes/management/values") && exchange.status == 200 {
                let page = read(&exchange.body).unwrap();
                assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                assert!(page.rows.iter().all(Option::is_none), "events of subscriptions are no elevations");
                seen += page.rows.len();
            }
        }
    }
    assert!(contract::text("index.md").is_none() || seen > 5, "{seen}");
}

#[tokio::test]
async fn the_window_stays_within_ninety_days() {
    let server = Server::start(|_| Answer::ok(r#"{"value":[]}"#)).await;
    elevations(&server.azure(), "2026-04-01T00:00:00.5Z".parse().unwrap()).all().await.unwrap();
    let target = &server.seen()[0].target;
    assert!(target.contains("eventTimestamp%20ge%20%272026-01-01T01:00:00Z%27"), "{target}");
    assert!(target.contains("eventTimestamp%20le%20%272026-04-01T00:00:00Z%27"), "{target}");
}
