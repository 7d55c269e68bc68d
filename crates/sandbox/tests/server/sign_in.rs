//! Signing in, in every way that Entra offers, and what it answers to those who cannot.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rolewright_sandbox::Config;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::client::*;

fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(middle).unwrap()).unwrap()
}

#[test]
fn an_application_signs_in_by_secret_and_is_told_why_not() {
    let client = Client::demo();
    let tenant = client.tenants()[0].clone();
    let app = tenant.applications[0].clone();
    let (tenant_id, client_id) = (tenant.id.to_string(), app.client_id.to_string());
    let ask = |tenant: &str, client_id: &str, secret: &str, scope: &str| {
        let pairs = [
            ("grant_type", "client_credentials"),
            ("client_id", client_id),
            ("client_secret", secret),
            ("scope", scope),
        ];
        client.form(&client.token_url(tenant), &pairs)
    };
    // az doubles the slash.
    let scope = "https://management.core.windows.net//.default";
    let answer = ask(&tenant_id, &client_id, &app.secret, scope);
    let claims = claims(answer.json()["access_token"].as_str().unwrap());
    assert_eq!(claims["aud"], "https://management.core.windows.net/");
    assert_eq!(claims["oid"], app.object_id.to_string());
    assert_eq!((claims["idtyp"].as_str(), claims["appid"].as_str()), (Some("app"), Some(client_id.as_str())));
    // A domain names the tenant, too.
    assert_eq!(ask(&tenant.default_domain, &client_id, &app.secret, scope).status, 200);
    for (answer, status, error, number) in [
        (ask(&tenant_id, &client_id, "wrong", scope), 401, "invalid_client", 7_000_215),
        (ask(&tenant_id, &client_id, "", scope), 401, "invalid_client", 7_000_218),
        (ask(&tenant_id, AZURE_CLI, &app.secret, scope), 400, "unauthorized_client", 700_016),
        (ask("nowhere.example", &client_id, &app.secret, scope), 400, "invalid_request", 90_002),
        (
            ask(&tenant_id, &client_id, &app.secret, "https://other.example/.default"),
            400,
            "invalid_resource",
            500_011,
        ),
        (ask(&tenant_id, &client_id, &app.secret, ""), 400, "invalid_request", 900_144),
    ] {
        let body = answer.json();
        assert_eq!(
            (answer.status, body["error"].as_str(), &body["error_codes"][0]),
            (status, Some(error), &json!(number))
        );
        assert!(body["error_description"].as_str().unwrap().starts_with(&format!("AADSTS{number}: ")));
    }
}

#[test]
fn an_application_signs_in_by_certificate() {
    let client = Client::demo();
    let tenant = client.tenants()[0].clone();
    let id = tenant.applications[0].client_id.to_string();
    let url = client.token_url(&tenant.id.to_string());
    let key = EncodingKey::from_rsa_pem(client.sandbox.certificate_pem().as_bytes()).unwrap();
    // With fractions of a second, as Microsoft's own libraries write it.
    let ask = |algorithm, audience: &str, exp: f64| {
        let claims = json!({"aud": audience, "iss": id, "sub": id, "jti": "1", "nbf": 0, "exp": exp});
        let assertion = jsonwebtoken::encode(&Header::new(algorithm), &claims, &key).unwrap();
        let pairs = [
            ("grant_type", "client_credentials"),
            ("client_id", id.as_str()),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion.as_str()),
            ("scope", "https://management.azure.com/.default"),
        ];
        client.form(&url, &pairs)
    };
    let later = jiff::Timestamp::now().as_duration().as_secs_f64() + 600.0;
    assert_eq!(ask(Algorithm::RS256, &url, later).status, 200);
    assert_eq!(ask(Algorithm::RS256, &url, later.trunc()).status, 200);
    assert_eq!(ask(Algorithm::PS256, &url, later).status, 200);
    assert_eq!(ask(Algorithm::RS256, &url, later - 1200.0).status, 401);
    assert_eq!(
        ask(Algorithm::RS256, "https://login.microsoftonline.com/x/oauth2/v2.0/token", later).status,
        401
    );
}

#[test]
fn a_device_waits_for_its_person() {
    let client = Client::demo();
    let tenant = client.tenants()[0].clone();
    let begin = || {
        let url = format!("{}/{}/oauth2/v2.0/devicecode", client.addresses().login, tenant.id);
        let pairs = [
            ("client_id", AZURE_CLI),
            ("scope", "https://management.azure.com/.default openid offline_access"),
        ];
        client.form(&url, &pairs).json()
    };
    let poll = |begun: &Value| {
        let pairs = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", AZURE_CLI),
            ("device_code", begun["device_code"].as_str().unwrap()),
        ];
        client.form(&client.token_url(&tenant.id.to_string()), &pairs)
    };
    let error = |answer: &Answer| answer.json()["error"].as_str().unwrap_or_default().to_owned();
    let begun = begin();
    let page = begun["verification_uri"].as_str().unwrap().to_owned();
    let code = begun["user_code"].as_str().unwrap().to_owned();
    assert_eq!(error(&poll(&begun)), "authorization_pending");
    assert!(String::from_utf8(client.send("GET", &page, &[], b"").body).unwrap().contains("<form"));
    assert_eq!(client.form(&page, &[("user_code", "WRONG"), ("user", &tenant.people[0])]).status, 400);
    assert_eq!(client.form(&page, &[("user_code", &code), ("user", "nobody@x")]).status, 400);
    assert_eq!(error(&poll(&begun)), "authorization_pending");
    assert_eq!(
        client.form(&page, &[("user_code", &code.to_lowercase()), ("user", &tenant.people[0])]).status,
        200
    );
    let answer = poll(&begun).json();
    assert_eq!(claims(answer["access_token"].as_str().unwrap())["upn"], tenant.people[0]);
    assert_eq!(claims(answer["id_token"].as_str().unwrap())["preferred_username"], tenant.people[0]);
    assert_eq!(error(&poll(&begun)), "bad_verification_code", "a code is good once");
    let declined = begin();
    let code = declined["user_code"].as_str().unwrap().to_owned();
    client.form(&page, &[("user_code", &code), ("decline", "1")]);
    assert_eq!(error(&poll(&declined)), "authorization_declined");
}

#[test]
fn a_browser_comes_back_with_a_code_that_only_its_client_can_redeem() {
    let client = Client::demo();
    let tenant = client.tenants()[0].clone();
    let verifier = "a-verifier-of-forty-three-characters-or-more";
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let redirect = "http://localhost:12345/";
    let authorize = |redirect: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("client_id", AZURE_CLI),
                ("response_type", "code"),
                ("redirect_uri", redirect),
                ("scope", "https://management.azure.com/.default offline_access"),
                ("state", "s&t"),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ])
            .finish();
        format!("{}/{}/oauth2/v2.0/authorize?{query}", client.addresses().login, tenant.id)
    };
    let url = authorize(redirect);
    let page = String::from_utf8(client.send("GET", &url, &[], b"").body).unwrap();
    assert!(page.contains(&format!("value=\"{}\"", tenant.people[0])));
    let code = || {
        let answer = client.form(&url.replace("?", "?_="), &[]);
        assert_eq!(answer.status, 400, "a form without fields is no request");
        let form = url.split_once('?').unwrap().1.to_owned() + "&user=" + &tenant.people[0];
        let answer = client.send("POST", url.split('?').next().unwrap(), &[], form.as_bytes());
        let location = answer.header("location").unwrap().to_owned();
        assert!(location.starts_with(redirect) && location.contains("state=s%26t"));
        location.split_once("code=").unwrap().1.split('&').next().unwrap().to_owned()
    };
    let redeem = |code: &str, verifier: &str| {
        let pairs = [
            ("grant_type", "authorization_code"),
            ("client_id", AZURE_CLI),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        client.form(&client.token_url(&tenant.id.to_string()), &pairs)
    };
    let first = code();
    assert_eq!(redeem(&first, "another").json()["error_codes"][0], 501_481);
    assert_eq!(redeem(&first, verifier).json()["error_codes"][0], 54_005, "a failed attempt spends the code");
    let second = redeem(&code(), verifier);
    assert_eq!(second.status, 200);
    // The refresh token is good for another resource.
    let refresh = second.json()["refresh_token"].as_str().unwrap().to_owned();
    let pairs = [
        ("grant_type", "refresh_token"),
        ("client_id", AZURE_CLI),
        ("refresh_token", refresh.as_str()),
        ("scope", "https://graph.microsoft.com/.default"),
    ];
    let answer = client.form(&client.token_url(&tenant.id.to_string()), &pairs).json();
    assert_eq!(claims(answer["access_token"].as_str().unwrap())["aud"], "https://graph.microsoft.com");
    let away = client.send("GET", &authorize("https://evil.example/"), &[], b"");
    assert_eq!((away.status, away.header("location")), (400, None));
}

#[test]
fn a_machine_has_an_identity() {
    let client = Client::demo();
    let url = &client.addresses().managed_identity;
    let ask = |header: &str, query: &str| {
        client.send("GET", &format!("{url}?{query}"), &[("x-identity-header", header)], b"")
    };
    let query = "api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com";
    let answer = ask(client.sandbox.identity_header(), query);
    assert_eq!(claims(answer.json()["access_token"].as_str().unwrap())["idtyp"], "app");
    assert!(answer.json()["expires_on"].is_string());
    assert_eq!(ask("wrong", query).status, 401);
    assert_eq!(ask(client.sandbox.identity_header(), "api-version=2019-08-01").status, 400);
}

#[test]
fn documents_lead_to_the_endpoints() {
    let client = Client::demo();
    let login = &client.addresses().login;
    let get = |path: &str| client.send("GET", &format!("{login}{path}"), &[], b"");
    let tenant = client.tenants()[0].id;
    let document = get(&format!("/{tenant}/v2.0/.well-known/openid-configuration")).json();
    assert_eq!(document["issuer"], format!("{login}/{tenant}/v2.0"));
    assert_eq!(get(&format!("/{tenant}/discovery/v2.0/keys")).json()["keys"][0]["alg"], "RS256");
    assert_eq!(get("/nowhere/v2.0/.well-known/openid-configuration").status, 400);
    assert_eq!(get("/x").status, 404);
    assert_eq!(get("/").status, 404);
}

#[test]
fn nobody_else_can_reach_it() {
    let listen = "0.0.0.0:0".parse().unwrap();
    let error = rolewright_sandbox::Sandbox::start(Config { listen, ..Config::default() }).unwrap_err();
    assert!(error.to_string().contains("loopback"));
}
