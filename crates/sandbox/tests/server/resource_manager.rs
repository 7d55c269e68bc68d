//! Resource Manager: tokens, lists, writes, locks, logs, limits.

use std::time::Duration;

use rolewright_sandbox::Config;
use rolewright_sandbox::world::GLOBAL_ADMINISTRATOR;
use serde_json::{Value, json};

use crate::client::*;

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const RA: &str = "providers/Microsoft.Authorization/roleAssignments";
const V: &str = "api-version=2022-04-01";

fn guid() -> String {
    let n: u128 = rand::random();
    format!("{:08x}-0000-4000-8000-{:012x}", n >> 96, n & 0xffff_ffff_ffff)
}

/// A Global Administrator of the first tenant.
fn administrator(client: &Client) -> String {
    let world = client.sandbox.world();
    let world = world.read().unwrap();
    let tenant = &world.tenants()[0];
    let admin = tenant.principals().find(|p| {
        !p.guest
            && p.user_principal_name.is_some()
            && tenant.directory_roles(p.id).contains(&GLOBAL_ADMINISTRATOR)
    });
    admin.unwrap().user_principal_name.clone().unwrap()
}

/// A token of a person who elevated their access and became Owner of the first subscription, whose path it is.
fn owner(client: &Client) -> (String, String) {
    let tenant = client.tenants()[0].id.to_string();
    let token = client.person_token(&administrator(client), &tenant, ARM);
    let elevated = client.call(
        &token,
        "POST",
        "/providers/Microsoft.Authorization/elevateAccess?api-version=2016-07-01",
        None,
    );
    assert_eq!((elevated.status, elevated.body.len()), (200, 0));
    let subscription =
        client.get(&token, "/subscriptions?api-version=2022-12-01").json()["value"][0]["id"].clone();
    let subscription = subscription.as_str().unwrap().to_owned();
    let me = client.get(&token, &format!("{subscription}/{RA}?{V}&$filter=assignedTo('x')"));
    assert_eq!(me.status, 400);
    let oid = {
        let world = client.sandbox.world();
        let world = world.read().unwrap();
        let upn = administrator(client);
        let mut all = world.tenants()[0].principals();
        all.find(|p| p.user_principal_name.as_deref() == Some(&upn)).unwrap().id.to_string()
    };
    let path = format!("{subscription}/{RA}/{}?{V}", guid());
    let made = client.call(&token, "PUT", &path, Some(&assignment(OWNER, &oid)));
    assert!(made.status == 201 || made.code() == "RoleAssignmentExists", "{}", made.message());
    (token, subscription)
}

/// Somebody in the directory to give things to.
fn somebody(client: &Client) -> String {
    let world = client.sandbox.world();
    let world = world.read().unwrap();
    let mut principals = world.tenants()[0].principals();
    principals.find(|p| p.display_name.is_some() && p.app_id.is_none() && !p.guest).unwrap().id.to_string()
}

#[test]
fn nobody_gets_in_without_a_token_for_this_door() {
    let client = Client::demo();
    let url = format!("{}/subscriptions?api-version=2022-12-01", client.addresses().resource_manager);
    let ask = |token: &str| client.send("GET", &url, &[("authorization", token)], b"");
    let bare = client.send("GET", &url, &[], b"");
    assert_eq!((bare.status, bare.code().as_str()), (401, "AuthenticationFailed"));
    assert!(bare.header("www-authenticate").unwrap().starts_with("Bearer authorization_uri="));
    assert_eq!(ask("Bearer a.b.c").code(), "InvalidAuthenticationToken");
    assert_eq!(ask("Basic abc").code(), "AuthenticationFailed");
    let graph = client.application_token(0, 0, GRAPH);
    assert_eq!(ask(&format!("Bearer {graph}")).code(), "InvalidAuthenticationTokenAudience");
    let arm = client.application_token(0, 0, ARM);
    assert_eq!(ask(&format!("Bearer {arm}")).status, 200);
    let first = client.all(&arm, "/subscriptions?api-version=2022-12-01")[0]["id"].clone();
    let other = client.application_token(1, 0, ARM);
    let answer = client.get(&other, &format!("{}/{RA}?{V}", first.as_str().unwrap()));
    assert_eq!((answer.status, answer.code().as_str()), (401, "InvalidAuthenticationTokenTenant"));
    let short = Client::start(Config { token_lifetime: Duration::ZERO, ..Config::default() });
    let token = short.application_token(0, 0, ARM);
    assert_eq!(
        short.get(&token, "/subscriptions?api-version=2022-12-01").code(),
        "ExpiredAuthenticationToken"
    );
}

#[test]
fn the_cloud_describes_itself_to_anybody() {
    let client = Client::demo();
    let address = format!("{}/metadata/endpoints?api-version=", client.addresses().resource_manager);
    let ask = |version: &str| client.send("GET", &format!("{address}{version}"), &[], b"").json();
    let alone = ask("2022-09-01");
    assert_eq!(alone["authentication"]["loginEndpoint"], client.addresses().login);
    assert_eq!(alone["microsoftGraphResourceId"], client.addresses().graph);
    assert_eq!(ask("2019-05-01"), json!([alone]), "older versions list clouds");
}

#[test]
fn requests_that_are_none_are_refused() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    let subscription =
        client.all(&token, "/subscriptions?api-version=2022-12-01")[0]["id"].as_str().unwrap().to_owned();
    for (path, status, code) in [
        ("/subscriptions".to_owned(), 400, "MissingApiVersionParameter"),
        ("/subscriptions?api-version=".to_owned(), 400, "MissingApiVersionParameter"),
        ("/subscriptions?api-version=latest".to_owned(), 400, "InvalidApiVersionParameter"),
        (
            format!("/subscriptions/11111111-1111-4111-8111-111111111111/{RA}?{V}"),
            404,
            "SubscriptionNotFound",
        ),
        (format!("{subscription}/{RA}?{V}&$filter=nonsense()"), 400, "BadRequest"),
        (format!("{subscription}/{RA}?{V}&$skiptoken=nonsense"), 400, "InvalidSkipToken"),
        (format!("{subscription}/{RA}/{}?{V}", guid()), 404, "RoleAssignmentNotFound"),
        (format!("{subscription}/resourceGroups/nowhere/{RA}?{V}"), 404, "ResourceGroupNotFound"),
        (format!("{subscription}/providers/Microsoft.Authorization/nothing?{V}"), 404, "InvalidResourceType"),
        (format!("/providers/Microsoft.Nothing/at/all?{V}"), 404, "InvalidResourceType"),
        (format!("/?{V}"), 404, "NotFound"),
    ] {
        let answer = client.get(&token, &path);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{path}");
        assert!(answer.header("x-ms-request-id").is_some());
    }
}

#[test]
fn lists_come_in_pages_that_stay_with_their_host() {
    let client = Client::start(Config { page_size: 3, ..Config::default() });
    let token = client.application_token(0, 0, ARM);
    let subscription =
        client.all(&token, "/subscriptions?api-version=2022-12-01")[0]["id"].as_str().unwrap().to_owned();
    let rows = client.all(&token, &format!("{subscription}//{RA}?{V}"));
    assert!(rows.len() > 3);
    let ids: std::collections::HashSet<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rows.len());
    // Whatever scope a row is from, its role is below the subscription that was asked.
    let prefix = format!("{subscription}/providers/Microsoft.Authorization/roleDefinitions/");
    assert!(
        rows.iter().all(|row| row["properties"]["roleDefinitionId"].as_str().unwrap().starts_with(&prefix))
    );
    let upper = client.all(&token, &format!("{}/{}?{V}", subscription.to_uppercase(), RA.to_uppercase()));
    assert_eq!(upper.len(), rows.len());
    let page = client.get(&token, &format!("{subscription}/{RA}?{V}&$filter=atScope()"));
    let link = page.json()["nextLink"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&client.addresses().resource_manager), "{link}");
    let token_text = link.split("skiptoken=").nth(1).unwrap();
    assert!(token_text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    let above = client.all(&token, &format!("{subscription}/{RA}?{V}&%24filter=atScope%28%29"));
    let at_or_above = |scope: &str| scope == "/" || scope.starts_with("/providers") || scope == subscription;
    assert!(above.iter().all(|row| at_or_above(row["properties"]["scope"].as_str().unwrap())));
    let at_root = client.all(&token, &format!("/{RA}?{V}&$filter=atScope()"));
    assert!(at_root.iter().all(|row| row["properties"]["scope"] == "/"));
    let remaining = page.header("x-ms-ratelimit-remaining-subscription-reads").unwrap();
    assert!(remaining.parse::<u32>().unwrap() < 250);
}

#[test]
fn role_assignments_are_made_changed_and_removed() {
    let client = Client::demo();
    let (token, subscription) = owner(&client);
    let who = somebody(&client);
    let path = format!("{subscription}/{RA}/{}?{V}", guid());
    let put = |path: &str, body: &Value| client.call(&token, "PUT", path, Some(body));
    let made = put(&path, &assignment(READER, &who));
    assert_eq!(made.status, 201, "{}", made.message());
    assert_eq!(made.json()["properties"]["scope"], subscription);
    let twin = put(&format!("{subscription}/{RA}/{}?{V}", guid()), &assignment(READER, &who));
    assert_eq!((twin.status, twin.code().as_str()), (409, "RoleAssignmentExists"));
    let mut changed = assignment(READER, &who);
    changed["properties"]["description"] = json!("for the audit");
    assert_eq!(put(&path, &changed).json()["properties"]["description"], "for the audit");
    assert_eq!(put(&path, &assignment(OWNER, &who)).code(), "RoleAssignmentUpdateNotPermitted");
    let mut bad = assignment(READER, &somebody(&client));
    bad["properties"]["condition"] = json!("((@Request[");
    bad["properties"]["conditionVersion"] = json!("2.0");
    let bad = put(&path, &bad);
    assert_eq!(
        (bad.status, bad.message().as_str()),
        (400, "The given role assignment condition is invalid.")
    );
    let nobody = put(&format!("{subscription}/{RA}/{}?{V}", guid()), &assignment(READER, &guid()));
    assert_eq!((nobody.status, nobody.code().as_str()), (400, "PrincipalNotFound"));
    for body in [json!({}), json!({"properties": {"principalId": who}}), json!([1])] {
        assert_eq!(put(&path, &body).code(), "InvalidRequestContent");
    }
    assert_eq!(put(&format!("{subscription}/{RA}/no-guid?{V}"), &assignment(READER, &who)).status, 400);
    let reader = client.application_token(0, 0, ARM);
    let refused = client.call(&reader, "DELETE", &path, None);
    assert_eq!((refused.status, refused.code().as_str()), (403, "AuthorizationFailed"));
    assert!(refused.message().starts_with("The client '"), "{}", refused.message());
    let gone = client.call(&token, "DELETE", &path, None);
    assert_eq!((gone.status, gone.json()["properties"]["principalId"].as_str()), (200, Some(who.as_str())));
    assert_eq!(client.call(&token, "DELETE", &path, None).status, 204);
}

#[test]
fn a_lock_keeps_role_assignments_below_it() {
    let client = Client::demo();
    let (token, subscription) = owner(&client);
    let path = format!("{subscription}/{RA}/{}?{V}", guid());
    assert_eq!(client.call(&token, "PUT", &path, Some(&assignment(READER, &somebody(&client)))).status, 201);
    let lock = format!("{subscription}/providers/Microsoft.Authorization/locks/keep?api-version=2016-09-01");
    let body = json!({"properties": {"level": "CanNotDelete"}});
    assert_eq!(client.call(&token, "PUT", &lock, Some(&body)).status, 201);
    assert_eq!(client.call(&token, "PUT", &lock, Some(&body)).status, 200);
    assert_eq!(client.get(&token, &lock).json()["properties"]["level"], "CanNotDelete");
    let refused = client.call(&token, "DELETE", &path, None);
    assert_eq!((refused.status, refused.code().as_str()), (409, "ScopeLocked"));
    assert_eq!(
        client.call(&token, "PUT", &lock, Some(&json!({"properties": {"level": "Sometimes"}}))).status,
        400
    );
    assert_eq!(client.call(&token, "DELETE", &lock, None).status, 200);
    assert_eq!(client.call(&token, "DELETE", &lock, None).status, 204);
    assert_eq!(client.call(&token, "DELETE", &path, None).status, 200);
}

#[test]
fn custom_roles_answer_created_each_time() {
    let client = Client::demo();
    let (token, subscription) = owner(&client);
    let path = format!(
        "{subscription}/providers/Microsoft.Authorization/roleDefinitions/{}?api-version=2022-05-01-preview",
        guid()
    );
    let body = json!({"properties": {
        "roleName": "Rack Reader", "description": "", "assignableScopes": [subscription],
        "permissions": [{"actions": ["Microsoft.Compute/*/read"], "notActions": []}],
    }});
    assert_eq!(client.call(&token, "PUT", &path, Some(&body)).status, 201);
    assert_eq!(client.call(&token, "PUT", &path, Some(&body)).status, 201);
    let list = format!(
        "{subscription}/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-05-01-preview&$filter=roleName%20eq%20'rack%20reader'"
    );
    let rows = client.all(&token, &list);
    assert_eq!((rows.len(), rows[0]["properties"]["type"].as_str()), (1, Some("CustomRole")));
    assert_eq!(client.call(&token, "DELETE", &path, None).status, 200);
    assert_eq!(client.call(&token, "DELETE", &path, None).status, 204);
}

#[test]
fn elevation_is_written_down_in_both_logs() {
    let client = Client::demo();
    let (token, _) = owner(&client);
    let since = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let log = "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=";
    let rows = client.all(&token, &format!("{log}eventTimestamp%20ge%20'{since}'"));
    let of = |status: &str| {
        rows.iter()
            .filter(|row| {
                row["operationName"]["value"] == "Microsoft.Authorization/elevateAccess/action"
                    && row["status"]["value"] == status
            })
            .count()
    };
    assert_eq!((of("Started"), of("Succeeded")), (1, 1));
    let old = client.get(&token, &format!("{log}eventTimestamp%20ge%20'2020-01-01T00:00:00Z'"));
    assert_eq!(old.status, 400);
    assert_eq!(old.json()["message"], "The start time cannot be more than 90 days in the past.");
    assert_eq!(old.json()["code"], "BadRequest");
    assert_eq!(client.get(&token, log.trim_end_matches("&$filter=")).json()["code"], "BadRequest");
}

#[test]
fn the_activity_log_tells_what_was_granted_and_what_was_removed() {
    let client = Client::demo();
    let (token, subscription) = owner(&client);
    let (somebody, name) = (somebody(&client), guid());
    let path = format!("{subscription}/{RA}/{name}?{V}");
    assert_eq!(client.call(&token, "PUT", &path, Some(&assignment(READER, &somebody))).status, 201);
    let gone = client.call(&token, "DELETE", &path, None);
    assert_eq!(gone.status, 200);
    let since = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let log = format!(
        "{subscription}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01\
         &$filter=eventTimestamp%20ge%20'{since}'"
    );
    let rows = client.all(&token, &log);
    let body = |verb: &str, status: &str, member: &str| -> Value {
        let operation = format!("Microsoft.Authorization/roleAssignments/{verb}");
        let row = rows.iter().find(|row| {
            row["operationName"]["value"] == operation.as_str()
                && row["status"]["value"] == status
                && row["resourceId"].as_str().is_some_and(|id| id.ends_with(&name))
        });
        let text = row.unwrap()["properties"][member].as_str();
        serde_json::from_str(text.unwrap_or("null")).unwrap()
    };
    assert_eq!(body("write", "Started", "requestbody")["properties"]["principalId"], somebody.as_str());
    assert_eq!(body("delete", "Succeeded", "responseBody"), gone.json());
    assert_eq!(body("delete", "Started", "responseBody"), Value::Null);
}

#[test]
fn the_hierarchy_comes_in_one_call() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    let tenant = client.tenants()[0].id.to_string();
    let path = "/providers/Microsoft.Management/getEntities?api-version=2021-04-01";
    let entities = client.call(&token, "POST", path, None).json();
    let rows = entities["value"].as_array().unwrap();
    assert_eq!(entities["count"], rows.len());
    let root = rows.iter().find(|row| row["name"] == tenant.as_str()).unwrap();
    assert_eq!(root["properties"]["parent"]["id"], Value::Null);
    assert!(rows.iter().any(|row| row["type"] == "/subscriptions"));
    let group = format!(
        "/providers/Microsoft.Management/managementGroups/{tenant}?api-version=2021-04-01&$expand=children&$recurse=true"
    );
    assert!(client.get(&token, &group).json()["properties"]["children"].is_array());
    let descendants = format!(
        "/providers/Microsoft.Management/managementGroups/{tenant}/descendants?api-version=2021-04-01"
    );
    assert_eq!(client.all(&token, &descendants).len() + 1, rows.len());
    let missing =
        client.get(&token, "/providers/Microsoft.Management/managementGroups/nowhere?api-version=2021-04-01");
    assert_eq!((missing.status, missing.code().as_str()), (403, "AuthorizationFailed"));
}

#[test]
fn a_bucket_runs_dry() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    let refused =
        (0..300).map(|_| client.get(&token, "/tenants?api-version=2022-12-01")).find(|a| a.status != 200);
    let refused = refused.expect("250 reads and what trickles in");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").unwrap().parse::<u32>().unwrap() >= 1);
    let free = Client::start(Config { throttled: false, ..Config::default() });
    let token = free.application_token(0, 0, ARM);
    assert!((0..300).all(|_| free.get(&token, "/tenants?api-version=2022-12-01").status == 200));
}

#[test]
fn resources_are_listed_locked_and_switched() {
    let client = Client::demo();
    let (token, subscription) = owner(&client);
    let group = format!("{subscription}/resourcegroups/rack?api-version=2024-11-01");
    let made = client.call(&token, "PUT", &group, Some(&json!({"location": "westeurope"})));
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["id"], format!("{subscription}/resourceGroups/rack"), "in Azure's spelling");
    let account = format!(
        "{subscription}/resourceGroups/rack/providers/Microsoft.CognitiveServices/accounts/brain?api-version=2023-05-01"
    );
    let body = json!({"location": "westeurope", "tags": {"a": "b"}, "properties": {}});
    let made = client.call(&token, "PUT", &account, Some(&body));
    if made.code() == "MissingSubscriptionRegistration" {
        assert_eq!(made.json()["error"]["details"][0]["target"], "Microsoft.CognitiveServices");
        let register =
            format!("{subscription}/providers/Microsoft.CognitiveServices/register?api-version=2021-04-01");
        assert_eq!(client.call(&token, "POST", &register, None).json()["registrationState"], "Registered");
        assert_eq!(client.call(&token, "PUT", &account, Some(&body)).status, 201);
    }
    let patch = json!({"properties": {"disableLocalAuth": true}});
    assert_eq!(
        client.call(&token, "PATCH", &account, Some(&patch)).json()["properties"]["disableLocalAuth"],
        true
    );
    let list = format!(
        "{subscription}/resources?api-version=2024-11-01&$filter=resourceGroup%20eq%20'RACK'&$expand=createdTime"
    );
    let rows = client.all(&token, &list);
    assert_eq!(
        (rows.len(), rows[0]["name"].as_str(), rows[0]["createdTime"].is_string()),
        (1, Some("brain"), true)
    );
    let lock = format!(
        "{subscription}/resourceGroups/rack/providers/Microsoft.Authorization/locks/still?api-version=2016-09-01"
    );
    assert_eq!(
        client.call(&token, "PUT", &lock, Some(&json!({"properties": {"level": "ReadOnly"}}))).status,
        201
    );
    let keys = account.replace("brain?", "brain/listKeys?");
    assert_eq!(client.call(&token, "POST", &keys, None).code(), "ScopeLocked");
    assert_eq!(client.call(&token, "PATCH", &account, Some(&patch)).code(), "ScopeLocked");
    assert_eq!(client.call(&token, "DELETE", &group, None).code(), "ScopeLocked");
    assert_eq!(client.call(&token, "DELETE", &lock, None).status, 200);
    assert_eq!(client.call(&token, "POST", &keys, None).status, 200);
    let accepted = client.call(&token, "DELETE", &group, None);
    let place = accepted.header("location").unwrap();
    let path = place.strip_prefix(&client.addresses().resource_manager).unwrap();
    assert_eq!((accepted.status, client.get(&token, path).status), (202, 200));
    assert_eq!(client.get(&token, &group).code(), "ResourceGroupNotFound");
    assert_eq!(client.call(&token, "DELETE", &group, None).code(), "ResourceGroupNotFound");
}
