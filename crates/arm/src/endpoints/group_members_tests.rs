use serde_json::Value;

use super::*;
use crate::test_server::{Answer, Server};

fn guid(number: u128) -> Guid {
    Guid::from_u128(number)
}

fn answer(entries: &[Value]) -> Answer {
    Answer::ok(json!({ "responses": entries }).to_string())
}

fn member(number: u128) -> Value {
    json!({"@odata.type": "#microsoft.graph.user", "id": guid(number).to_string(), "displayName": "x"})
}

#[tokio::test]
async fn answers_come_in_any_order_and_each_stands_for_itself() {
    let server = Server::start(|seen| {
        let asked: Value = serde_json::from_str(&seen.body).unwrap();
        let entries: Vec<Value> = asked["requests"]
            .as_array()
            .unwrap()
            .iter()
            .rev()
            .map(|request| {
                let id = &request["id"];
                assert!(request["url"].as_str().unwrap().starts_with("/groups/0"));
                match id.as_str().unwrap() {
                    "0" => json!({"id": id, "status": 200, "body": {"value": [member(7), member(8)], "@odata.nextLink": "n"}}),
                    "1" => json!({"id": id, "status": 403, "body": {"error": {"code": "Authorization_RequestDenied", "message": "m"}}}),
                    "2" if seen.index == 0 => json!({"id": id, "status": 429, "headers": {"Retry-After": "0.01"}, "body": {}}),
                    "2" => json!({"id": id, "status": 200, "body": {"value": []}}),
                    _ => json!({"id": id, "status": 200, "body": {"values": []}}),
                }
            })
            .collect();
        answer(&entries)
    })
    .await;
    let pages = first_pages(&server.azure(), &[guid(1), guid(2), guid(3), guid(4)]).await.unwrap();
    let first = pages[0].as_ref().unwrap();
    assert_eq!((first.rows.len(), first.next.as_deref()), (2, Some("n")));
    assert_eq!(pages[1].as_ref().unwrap_err().code(), "Authorization_RequestDenied");
    assert!(pages[2].as_ref().unwrap().rows.is_empty(), "asked again on its own");
    assert!(matches!(pages[3], Err(Error::Unreadable { .. })), "{:?}", pages[3]);
    assert_eq!(server.seen().len(), 2);
    assert!(!server.seen()[1].body.contains(&guid(1).to_string()));
}

#[tokio::test]
async fn an_entry_that_is_missing_or_odd_is_told() {
    let server =
        Server::start(|_| answer(&[json!({"id": "x", "status": 200}), json!({"id": "99", "status": 200})]))
            .await;
    let pages = first_pages(&server.azure(), &[guid(1)]).await.unwrap();
    assert!(matches!(&pages[0], Err(Error::Unreadable { reason, .. }) if reason.contains("no answer")));
    let refused = Server::start(|_| Answer::error(403, "Authorization_RequestDenied")).await;
    assert_eq!(first_pages(&refused.azure(), &[guid(1)]).await.unwrap_err().status(), Some(403));
}
