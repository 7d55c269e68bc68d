use super::*;
use crate::test_server::{Answer, Server};

fn json(reply: &Reply) -> serde_json::Result<Value> {
    serde_json::from_slice(&reply.body)
}

#[test]
fn paths_and_queries_cannot_break_out() {
    let base = Url::parse("https://host:1").unwrap();
    let url = address(
        &base,
        "/subscriptions/s/resourceGroups/a b?x#y%41",
        &[("$filter", "a eq 'b&c+d#e%20'"), ("v", "1")],
    );
    assert_eq!(
        url.as_str(),
        "https://host:1/subscriptions/s/resourceGroups/a%20b%3Fx%23y%2541?$filter=a%20eq%20%27b%26c%2Bd%23e%2520%27&v=1"
    );
    assert_eq!(address(&base, "/tenants", &[]).as_str(), "https://host:1/tenants");
}

#[test]
fn claims_are_found_in_a_challenge() {
    let challenge = r#"Bearer realm="", authorization_uri="https://login", error="insufficient_claims", claims="eyJhIjoxfQ==""#;
    assert_eq!(parameter(challenge, "claims").as_deref(), Some("eyJhIjoxfQ=="));
    for none in ["", "Bearer", "Bearer claims=", "Bearer claims=\"\"", "Bearer claims=\"open"] {
        assert_eq!(parameter(none, "claims"), None, "{none}");
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_replayed() {
    let server = Server::start(|seen| match seen.header("authorization") {
        "Bearer token-1" => Answer::error(401, "ExpiredAuthenticationToken"),
        _ => Answer::ok("{}"),
    })
    .await;
    let azure = server.azure();
    let (one, other) = tokio::join!(
        azure.read(Call::get(azure.arm("/a", &[])), json),
        azure.read(Call::get(azure.arm("/b", &[])), json)
    );
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    let used: Vec<String> =
        server.seen().iter().map(|seen| seen.header("authorization").to_owned()).collect();
    assert!(used.iter().all(|token| token.ends_with("-1") || token.ends_with("-2")), "{used:?}");
    assert!(server.seen().iter().all(|seen| !seen.header("x-ms-client-request-id").is_empty()));

    let never = Server::start(|_| Answer::error(401, "InvalidAuthenticationToken")).await;
    let azure = never.azure();
    let error = azure.read(Call::get(azure.arm("/a", &[])), json).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(401), "InvalidAuthenticationToken"));
    assert_eq!(error.help(), "sign in again");
    assert_eq!(never.seen().len(), 2);
}

#[tokio::test]
async fn a_demand_for_claims_says_sign_in_again() {
    let server = Server::start(|_| {
        Answer::error(401, "InvalidAuthenticationToken").header(
            "www-authenticate",
            r#"Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#,
        )
    })
    .await;
    let azure = server.azure();
    let error = azure.read(Call::get(azure.arm("/a", &[])), json).await.unwrap_err();
    let Error::SignIn(problem) = &error else { panic!("{error:?}") };
    assert!(problem.sign_in_again);
    assert_eq!(problem.claims.as_deref(), Some(r#"{"access_token":{}}"#));
    assert_eq!(error.help(), "sign in again");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_token_goes_only_to_the_cloud() {
    let ours = Server::start(|_| Answer::ok("{}")).await;
    let foreign = Server::start(|_| Answer::ok("{}")).await;
    let azure = ours.azure();
    let url = Url::parse(&format!("{}/a", foreign.address)).unwrap();
    let error = azure.read(Call::get(url), json).await.unwrap_err();
    assert!(matches!(error, Error::ForeignLink { .. }), "{error:?}");
    assert!(foreign.seen().is_empty() && ours.seen().is_empty());
}

#[tokio::test]
async fn tokens_of_other_tenants_travel_beside() {
    let server = Server::start(|_| Answer::ok("{}")).await;
    let azure = server.azure().beside(&server.azure()).beside(&server.azure());
    azure.read(Call::get(azure.arm("/a", &[])), json).await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.header("authorization"), "Bearer token-1");
    assert_eq!(seen.header("x-ms-authorization-auxiliary"), "Bearer token-1, Bearer token-1");
}

#[test]
fn nothing_secret_is_printed() {
    let value = bearer(&[&Secret::new("SECRET")]).unwrap();
    assert!(!format!("{value:?}").contains("SECRET"));
}

#[tokio::test]
async fn a_call_of_a_plan_is_sent_as_it_stands() {
    let server = Server::start(|seen| match seen.index {
        0 => Answer::new(201, r#"{"made":true}"#),
        1 => Answer::new(204, ""),
        _ => Answer::error(500, "InternalServerError"),
    })
    .await;
    let azure = server.azure();
    let body = serde_json::json!({"properties": {"level": "ReadOnly"}});
    let made = azure.send("PUT", "/subscriptions/s/x?api-version=1&$filter=a", Some(&body)).await.unwrap();
    assert_eq!(made, (201, serde_json::json!({"made": true})));
    assert_eq!(azure.send("DELETE", "/x?api-version=1", None).await.unwrap(), (204, Value::Null));
    let seen = server.seen();
    assert_eq!(
        (seen[0].target.as_str(), seen[0].body.as_str()),
        ("/subscriptions/s/x?api-version=1&$filter=a", r#"{"properties":{"level":"ReadOnly"}}"#)
    );
    assert_eq!(azure.send("POST", "/x", None).await.unwrap_err().status(), Some(500));
    assert_eq!(server.seen().len(), 3, "an action is never sent twice");
    for (method, path) in [
        ("PUT", "https://evil.example/"),
        ("PUT", "x"),
        ("B A D", "/x"),
        ("PUT", ""),
        ("GET", "//evil.example/"),
    ] {
        assert!(azure.send(method, path, None).await.is_err(), "{method} {path}");
    }
    assert_eq!(server.seen().len(), 3);
}
