//! Resource Graph: queries in pages, and what is no query.

use serde_json::{Value, json};

use crate::client::*;

const PATH: &str = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

#[test]
fn a_query_is_answered_page_by_page() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    let query = "resources | project id, type, location, tags, switch = case(type =~ 'microsoft.storage/storageaccounts', tostring(properties.allowSharedKeyAccess), '') | order by id asc";
    let mut options = json!({"$top": 4, "resultFormat": "objectArray"});
    let mut rows: Vec<Value> = Vec::new();
    for _ in 0..10 {
        let answer = client.call(&token, "POST", PATH, Some(&json!({"query": query, "options": options})));
        assert_eq!(answer.status, 200, "{}", answer.message());
        assert_eq!(answer.header("x-ms-user-quota-resets-after"), Some("00:00:05"));
        let page = answer.json();
        rows.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["$skipToken"].as_str() {
            Some(token) => options["$skipToken"] = json!(token),
            None => break,
        }
    }
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 4 && ids.is_sorted_by_key(|id| id.to_lowercase()));
    for (table, least) in [
        ("resourcecontainers", 12),
        ("authorizationresources | where type =~ 'microsoft.authorization/roleassignments'", 12),
    ] {
        let body = json!({"query": format!("{table} | project id | count")});
        let count =
            client.call(&token, "POST", PATH, Some(&body)).json()["data"][0]["Count"].as_u64().unwrap();
        assert!(count >= least, "{table}: {count}");
    }
}

#[test]
fn what_is_no_query_is_refused_where_it_goes_wrong() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    let ask = |body: Value| client.call(&token, "POST", PATH, Some(&body));
    let answer = ask(json!({"query": "resources | summarize count()"}));
    assert_eq!((answer.status, answer.code().as_str()), (400, "BadRequest"));
    let details = &answer.json()["error"]["details"];
    assert_eq!((&details[0]["code"], &details[1]["code"]), (&json!("InvalidQuery"), &json!("ParserFailure")));
    assert_eq!(
        (&details[1]["characterPositionInLine"], &details[1]["token"]),
        (&json!(12), &json!("summarize"))
    );
    assert_eq!(ask(json!({"query": "nothing"})).status, 400);
    assert_eq!(ask(json!({})).status, 400);
    assert_eq!(ask(json!({"query": "resources", "options": {"$top": 5000}})).status, 400);
}
