//! Graph: principals, groups, batches, the audit log.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::client::*;

fn ids(
    client: &Client,
    kind: fn(&rolewright_authz::records::Principal) -> bool,
    count: usize,
) -> Vec<String> {
    let world = client.sandbox.world();
    let world = world.read().unwrap();
    world.tenants()[0].principals().filter(|p| kind(p)).take(count).map(|p| p.id.to_string()).collect()
}

#[test]
fn principals_are_found_by_their_ids() {
    let client = Client::demo();
    let token = client.application_token(0, 0, GRAPH);
    let known = ids(&client, |_| true, 5);
    let ask = |body: Value| {
        client.graph(&token, "POST", "/directoryObjects/getByIds?$select=id,displayName", Some(&body))
    };
    let mut wanted = known.clone();
    wanted.push("11111111-1111-4111-8111-111111111111".to_owned());
    wanted.push(known[0].clone());
    let answer = ask(json!({"ids": wanted})).json();
    assert_eq!(answer["value"].as_array().unwrap().len(), 5);
    let members: HashSet<&String> = answer["value"][0].as_object().unwrap().keys().collect();
    assert_eq!(members.len(), 3);
    let groups = ids(&client, |p| p.kind.as_str() == "Group", 3);
    assert_eq!(ask(json!({"ids": groups, "types": ["user"]})).json()["value"], json!([]));
    assert_eq!(ask(json!({"ids": vec![known[0].clone(); 1001]})).status, 400);
    assert_eq!(ask(json!({"ids": ["x"]})).status, 400);
    assert_eq!(ask(json!({})).status, 400);
}

#[test]
fn graph_wants_a_token_of_its_own() {
    let client = Client::demo();
    let arm = client.application_token(0, 0, ARM);
    let answer = client.graph(&arm, "GET", "/users", None);
    assert_eq!((answer.status, answer.code().as_str()), (401, "InvalidAuthenticationToken"));
    assert!(answer.json()["error"]["innerError"]["request-id"].is_string());
}

#[test]
fn az_finds_whom_it_looks_for() {
    let client = Client::demo();
    let token = client.application_token(0, 0, GRAPH);
    let tenant = &client.tenants()[0];
    let get = |path: String| client.graph(&token, "GET", &path, None);
    let upn = &tenant.people[0];
    assert_eq!(
        get(format!("/users?$filter=userPrincipalName%20eq%20'{upn}'")).json()["value"][0]["userPrincipalName"],
        upn.as_str()
    );
    assert_eq!(get(format!("/users/{upn}")).json()["userPrincipalName"], upn.as_str());
    let app = tenant.applications[0].client_id;
    let found =
        get(format!("/servicePrincipals?$filter=servicePrincipalNames/any(c:c%20eq%20'{app}')")).json();
    assert_eq!(found["value"][0]["appId"], app.to_string());
    assert_eq!(get("/users?$filter=age%20eq%205".to_owned()).code(), "Request_UnsupportedQuery");
    assert_eq!(
        get("/users/11111111-1111-4111-8111-111111111111".to_owned()).code(),
        "Request_ResourceNotFound"
    );
    assert_eq!(get("/me".to_owned()).status, 400);
    assert_eq!(get("/organization".to_owned()).json()["value"][0]["id"], tenant.id.to_string());
    let mut next = Some("/users?$top=7&$count=true".to_owned());
    let mut seen = HashSet::new();
    while let Some(path) = next {
        let page = get(path).json();
        assert!(page["@odata.count"].as_u64().unwrap() > 7);
        seen.extend(page["value"].as_array().unwrap().iter().map(|u| u["id"].as_str().unwrap().to_owned()));
        next = page["@odata.nextLink"].as_str().map(|link| link.split_once("/v1.0").unwrap().1.to_owned());
    }
    assert_eq!(seen.len(), ids(&client, |p| p.kind.as_str() == "User", usize::MAX).len());
    let guest = ids(&client, |p| p.kind.as_str() == "Group", 1)[0].clone();
    assert_eq!(get(format!("/groups/{guest}/transitiveMembers?$select=id&$top=999")).status, 200);
    assert_eq!(get(format!("/groups/{guest}/transitiveMembers/microsoft.graph.user")).status, 200);
    assert_eq!(get(format!("/groups/{guest}/nothing")).status, 400);
}

#[test]
fn a_batch_answers_each_of_its_requests() {
    let client = Client::demo();
    let token = client.application_token(0, 0, GRAPH);
    let group = ids(&client, |p| p.kind.as_str() == "Group", 1)[0].clone();
    let body = json!({"requests": [
        {"id": "1", "method": "GET", "url": format!("/groups/{group}/transitiveMembers?$select=id")},
        {"id": "2", "method": "GET", "url": "/users/nobody"},
        {"id": "3", "method": "POST", "url": "/directoryObjects/getByIds", "body": {"ids": [group]}},
        {"id": "4", "method": "GET", "url": "/users", "dependsOn": ["2"]},
    ]});
    let answer = client.graph(&token, "POST", "/$batch", Some(&body)).json();
    let status = |id: &str| {
        let all = answer["responses"].as_array().unwrap();
        all.iter().find(|r| r["id"] == id).unwrap()["status"].as_u64().unwrap()
    };
    assert_eq!([status("1"), status("2"), status("3"), status("4")], [200, 404, 200, 424]);
    let many: Vec<Value> =
        (0..21).map(|n| json!({"id": n.to_string(), "method": "GET", "url": "/users"})).collect();
    assert_eq!(client.graph(&token, "POST", "/$batch", Some(&json!({"requests": many}))).status, 400);
    assert_eq!(client.graph(&token, "POST", "/$batch", Some(&json!({}))).status, 400);
}

#[test]
fn the_audit_log_is_read_slowly_and_by_few() {
    let client = Client::demo();
    let reader = client.application_token(0, 0, GRAPH);
    let path = "/auditLogs/directoryAudits?$filter=loggedByService%20eq%20'Azure%20RBAC%20(Elevated%20Access)'&$orderby=activityDateTime%20desc&$top=999";
    let answer = client.graph(&reader, "GET", path, None);
    assert_eq!(answer.status, 200, "{}", answer.message());
    let rows = answer.json()["value"].as_array().unwrap().clone();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["category"] == "AzureRBACRoleManagementElevateAccess"));
    let times: Vec<&str> = rows.iter().map(|row| row["activityDateTime"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    let refused = (0..6).map(|_| client.graph(&reader, "GET", path, None)).find(|a| a.status != 200).unwrap();
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").unwrap().parse::<f64>().unwrap() > 0.0);
    let tenants = client.tenants();
    let world = client.sandbox.world();
    let nobody = {
        let world = world.read().unwrap();
        let tenant = &world.tenants()[0];
        let plain = tenant.principals().find(|p| {
            tenants[0].people.contains(&p.user_principal_name.clone().unwrap_or_default())
                && tenant.directory_roles(p.id).is_empty()
        });
        plain.unwrap().user_principal_name.clone().unwrap()
    };
    let token = client.person_token(&nobody, &tenants[0].id.to_string(), GRAPH);
    let answer = client.graph(&token, "GET", path, None);
    assert_eq!((answer.status, answer.code().as_str()), (403, "Authorization_RequestDenied"));
}
