use std::sync::Arc;

use azure_core::credentials::TokenCredential as _;

use super::*;
use crate::sign_in::test_entra::{entra, settings};
use crate::sign_in::{InMemory, RefreshTokens};
use crate::test_server::Server;

async fn start(server: &Server, keep: &Arc<InMemory>) -> BrowserSignIn {
    BrowserSignIn::start(settings(server, keep)).await.unwrap()
}

fn parameter_of(sign_in: &BrowserSignIn, name: &str) -> String {
    let url = Url::parse(sign_in.address()).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Sends a request as a browser would and gives the first line of the answer.
async fn visit_with(redirect: &str, request: &str) -> String {
    let port = Url::parse(redirect).unwrap().port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    drop(stream.read_to_string(&mut answer).await);
    answer.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_person_signs_in_and_strangers_are_turned_away() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let sign_in = start(&server, &keep).await;
    assert_eq!(parameter_of(&sign_in, "code_challenge_method"), "S256");
    assert_eq!(parameter_of(&sign_in, "client_id"), "the-client");
    assert!(parameter_of(&sign_in, "scope").contains("offline_access"));
    let (redirect, state) = (parameter_of(&sign_in, "redirect_uri"), parameter_of(&sign_in, "state"));
    let challenge = parameter_of(&sign_in, "code_challenge");
    let finished = tokio::spawn(async move { sign_in.finish(&CancellationToken::new()).await });
    for stranger in [
        "GET /?code=stolen&state=guessed HTTP/1.1\r\n\r\n".to_owned(),
        "GET /?code=stolen HTTP/1.1\r\n\r\n".to_owned(),
        "GET /favicon.ico HTTP/1.1\r\n\r\n".to_owned(),
        format!("GET /other?code=x&state={state} HTTP/1.1\r\n\r\n"),
        format!("GET /?state={state} HTTP/1.1\r\n\r\n"),
    ] {
        assert_eq!(visit_with(&redirect, &stranger).await, "HTTP/1.1 404 Not Found", "{stranger}");
    }
    for nonsense in ["POST / HTTP/1.1\r\n\r\n", "\r\n\r\n", &"x".repeat(40_000)] {
        assert_eq!(visit_with(&redirect, nonsense).await, "");
    }
    let right = format!("GET /?code=the-code&state={state} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert_eq!(visit_with(&redirect, &right).await, "HTTP/1.1 200 OK");

    let person = finished.await.unwrap().unwrap();
    assert_eq!(person.identity().name, "ada@contoso.example");
    let exchange = server
        .seen()
        .into_iter()
        .find(|seen| seen.field("grant_type").as_deref() == Some("authorization_code"));
    let exchange = exchange.unwrap();
    assert_eq!(exchange.field("code").as_deref(), Some("the-code"));
    assert_eq!(exchange.field("redirect_uri").as_deref(), Some(redirect.as_str()));
    let verifier = PkceCodeVerifier::new(exchange.field("code_verifier").unwrap());
    assert_eq!(PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str(), challenge);

    let token = person.get_token(&["https://x/.default"], None).await.unwrap();
    assert!(token.token.secret().contains("access-by-refresh-1"));
    let account = format!("localhost/{}/ada@contoso.example", "the-client");
    assert_eq!(keep.load(&account).unwrap().unwrap().secret(), "refresh-2", "the newest is kept");
    person.sign_out().await.unwrap();
    assert!(keep.load(&account).unwrap().is_none());
}

#[tokio::test]
async fn a_refusal_comes_back_in_words() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let sign_in = start(&server, &keep).await;
    let (redirect, state) = (parameter_of(&sign_in, "redirect_uri"), parameter_of(&sign_in, "state"));
    let finished = tokio::spawn(async move { sign_in.finish(&CancellationToken::new()).await });
    let request = format!(
        "GET /?error=access_denied&error_description=The+user+declined&state={state} HTTP/1.1\r\n\r\n"
    );
    visit_with(&redirect, &request).await;
    let error = finished.await.unwrap().unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        ("access_denied", "access_denied: The user declined")
    );
}

#[tokio::test]
async fn claims_are_sent_and_cancelling_ends_the_wait() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let demanded =
        PersonSignIn { claims: Some(r#"{"access_token":{}}"#.to_owned()), ..settings(&server, &keep) };
    let sign_in = BrowserSignIn::start(demanded).await.unwrap();
    assert_eq!(parameter_of(&sign_in, "claims"), r#"{"access_token":{}}"#);
    let cancel = CancellationToken::new();
    cancel.cancel();
    assert!(matches!(sign_in.finish(&cancel).await, Err(Error::Cancelled)));
}

#[tokio::test]
async fn a_tenant_that_is_none_is_refused() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    for tenant in ["", "a/b", "../x", "a b", "a?b"] {
        let odd = PersonSignIn { tenant: tenant.to_owned(), ..settings(&server, &keep) };
        assert!(matches!(BrowserSignIn::start(odd).await, Err(Error::Setup(_))), "{tenant}");
    }
}
