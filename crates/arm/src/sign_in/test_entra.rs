//! A sign-in for tests: hands out numbered tokens, and says what Entra says where something is wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{InMemory, PersonSignIn};
use crate::test_server::{Answer, Seen, Server};

pub(super) fn settings(server: &Server, keep: &Arc<InMemory>) -> PersonSignIn {
    PersonSignIn {
        cloud: server.cloud(),
        transport: server.transport(),
        tenant: "contoso.example".to_owned(),
        client_id: "the-client".to_owned(),
        keep: Arc::<InMemory>::clone(keep),
        claims: None,
    }
}

pub(super) async fn entra() -> Server {
    let (polls, refreshes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    Server::start(move |seen| answer(seen, &polls, &refreshes)).await
}

fn answer(seen: &Seen, polls: &AtomicUsize, refreshes: &AtomicUsize) -> Answer {
    let grant = seen.field("grant_type").unwrap_or_default();
    match (seen.target.as_str(), grant.as_str()) {
        ("/contoso.example/oauth2/v2.0/devicecode", _) => Answer::ok(
            r#"{"user_code":"ABCD-EFGH","device_code":"SECRET-DEVICE","verification_uri":"https://microsoft.com/devicelogin",
                "expires_in":900,"interval":0,"message":"To sign in, use a web browser"}"#,
        ),
        ("/contoso.example/oauth2/v2.0/token", "urn:ietf:params:oauth:grant-type:device_code") => {
            match polls.fetch_add(1, Ordering::Relaxed) {
                0 | 1 => refused("authorization_pending", "AADSTS70016: pending"),
                _ => tokens("access-by-device", "refresh-1"),
            }
        }
        ("/contoso.example/oauth2/v2.0/token", "authorization_code") => tokens("access-by-code", "refresh-1"),
        ("/contoso.example/oauth2/v2.0/token" | "/other.example/oauth2/v2.0/token", "refresh_token") => {
            let number = refreshes.fetch_add(1, Ordering::Relaxed) + 1;
            if seen.field("refresh_token") != Some(format!("refresh-{number}")) {
                return refused(
                    "invalid_grant",
                    "AADSTS700082: The refresh token has expired due to inactivity.",
                );
            }
            tokens(&format!("access-by-refresh-{number}"), &format!("refresh-{}", number + 1))
        }
        ("/contoso.example/oauth2/v2.0/token", "client_credentials") => {
            let by_assertion = seen.field("client_assertion").is_some_and(|a| a.split('.').count() == 3);
            if by_assertion || seen.field("client_secret").as_deref() == Some("right") {
                tokens("access-by-client", "")
            } else {
                Answer::new(
                    401,
                    r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215]}"#,
                )
            }
        }
        _ => Answer::new(400, r#"{"error":"unsupported_grant_type","error_description":"AADSTS70003"}"#),
    }
}

fn refused(code: &str, words: &str) -> Answer {
    Answer::new(400, format!(r#"{{"error":"{code}","error_description":"{words}"}}"#))
}

fn tokens(access: &str, refresh: &str) -> Answer {
    let claims = URL_SAFE_NO_PAD.encode(
        r#"{"preferred_username":"ada@contoso.example","oid":"11111111-1111-1111-1111-111111111111"}"#,
    );
    let refresh = if refresh.is_empty() { String::new() } else { format!(r#","refresh_token":"{refresh}""#) };
    Answer::ok(format!(
        r#"{{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"h.{claims}.{access}","id_token":"h.{claims}.s"{refresh}}}"#
    ))
}
