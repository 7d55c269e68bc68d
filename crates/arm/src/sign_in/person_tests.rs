use tokio_util::sync::CancellationToken;

use super::*;
use crate::sign_in::test_entra::{entra, settings};
use crate::sign_in::{DeviceCodeSignIn, InMemory};
use crate::test_server::{Answer, Server};

async fn signed_in(server: &Server, keep: &Arc<InMemory>) -> Person {
    let sign_in = DeviceCodeSignIn::start(settings(server, keep)).await.unwrap();
    assert_eq!((sign_in.user_code(), sign_in.page()), ("ABCD-EFGH", "https://microsoft.com/devicelogin"));
    sign_in.finish(&CancellationToken::new()).await.unwrap()
}

#[tokio::test]
async fn a_device_code_is_waited_for_and_the_person_stays_signed_in() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let person = signed_in(&server, &keep).await;
    assert_eq!(person.identity().name, "ada@contoso.example");
    assert!(person.not_kept().is_none());
    let polls = server
        .seen()
        .iter()
        .filter(|seen| seen.field("device_code").as_deref() == Some("SECRET-DEVICE"))
        .count();
    assert_eq!(polls, 3);

    let other = person.in_tenant("other.example");
    assert!(
        other.get_token(&["https://x/.default"], None).await.unwrap().token.secret().ends_with("refresh-1")
    );
    assert!(server.seen().last().unwrap().target.starts_with("/other.example/"));
    assert!(
        person.get_token(&["https://y/.default"], None).await.unwrap().token.secret().ends_with("refresh-2")
    );
    assert!(server.seen().last().unwrap().field("scope").unwrap().contains("https://y/.default"));

    // The next start of the program.
    let again = Person::kept(settings(&server, &keep), "Ada@Contoso.example").await.unwrap().unwrap();
    assert!(
        again.get_token(&["https://x/.default"], None).await.unwrap().token.secret().ends_with("refresh-3")
    );
    assert!(Person::kept(settings(&server, &keep), "nobody@contoso.example").await.unwrap().is_none());
}

#[tokio::test]
async fn a_refresh_token_that_has_expired_says_sign_in_again() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let person = signed_in(&server, &keep).await;
    *person.refresh.lock().unwrap() = Secret::new("stale");
    let refused = person.get_token(&["https://x/.default"], None).await.unwrap_err();
    let error = crate::adapter::core::problem(&refused);
    let Error::SignIn(problem) = &error else { panic!("{error:?}") };
    assert!(problem.sign_in_again, "{problem:?}");
    assert_eq!(problem.code, "AADSTS700082");
    assert_eq!(error.help(), "sign in again");
}

#[tokio::test]
async fn declining_and_expiring_are_told() {
    for (code, again) in
        [("authorization_declined", false), ("expired_token", false), ("bad_verification_code", false)]
    {
        let server = Server::start(move |seen| {
            if seen.target.ends_with("devicecode") {
                Answer::ok(
                    r#"{"user_code":"A","device_code":"d","verification_uri":"https://m","expires_in":900,"interval":0}"#,
                )
            } else {
                Answer::new(400, format!(r#"{{"error":"{code}","error_description":"words"}}"#))
            }
        })
        .await;
        let keep = Arc::new(InMemory::default());
        let sign_in = DeviceCodeSignIn::start(settings(&server, &keep)).await.unwrap();
        let error = sign_in.finish(&CancellationToken::new()).await.unwrap_err();
        let Error::SignIn(problem) = error else { panic!("{error:?}") };
        assert_eq!((problem.code.as_str(), problem.sign_in_again), (code, again));
    }
}

#[tokio::test]
async fn odd_answers_of_the_sign_in_show_no_token() {
    for body in [
        r#"{"access_token":"SECRET"}"#,
        r#"{"access_token":7,"refresh_token":"SECRET"}"#,
        "[]",
        r#""SECRET""#,
    ] {
        let server = Server::start(move |seen| {
            if seen.target.ends_with("devicecode") {
                Answer::ok(
                    r#"{"user_code":"A","device_code":"SECRET","verification_uri":"https://m","expires_in":900,"interval":0}"#,
                )
            } else {
                Answer::ok(body)
            }
        })
        .await;
        let keep = Arc::new(InMemory::default());
        let sign_in = DeviceCodeSignIn::start(settings(&server, &keep)).await.unwrap();
        assert!(!format!("{sign_in:?}").contains("SECRET"), "{sign_in:?}");
        let error = sign_in.finish(&CancellationToken::new()).await.unwrap_err();
        assert!(!format!("{error:?} {error}").contains("SECRET"), "{error:?}");
    }
}

/// A keyring that is locked.
#[derive(Debug)]
struct Locked;

impl RefreshTokens for Locked {
    fn load(&self, _: &str) -> Result<Option<Secret>, Error> {
        Err(Error::Setup("locked".to_owned()))
    }
    fn save(&self, _: &str, _: &Secret) -> Result<(), Error> {
        Err(Error::Setup("locked".to_owned()))
    }
    fn forget(&self, _: &str) -> Result<(), Error> {
        Err(Error::Setup("locked".to_owned()))
    }
}

#[tokio::test]
async fn a_locked_keyring_costs_only_the_next_start() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let locked = PersonSignIn { keep: Arc::new(Locked), ..settings(&server, &keep) };
    let sign_in = DeviceCodeSignIn::start(locked.clone()).await.unwrap();
    let person = sign_in.finish(&CancellationToken::new()).await.unwrap();
    assert_eq!(person.not_kept().unwrap().to_string(), "locked");
    assert!(person.get_token(&["https://x/.default"], None).await.is_ok());
    assert!(Person::kept(locked, "ada@contoso.example").await.is_err());
}

#[tokio::test]
async fn nobody_prints_a_secret() {
    let (server, keep) = (entra().await, Arc::new(InMemory::default()));
    let person = signed_in(&server, &keep).await;
    let tokens = crate::sign_in::Tokens::new(Arc::new(person.clone()));
    tokens.token("https://x/.default").await.unwrap();
    let shown = format!("{person:?} {tokens:?} {keep:?} {:?}", person.settings);
    for secret in ["refresh-", "access-", "h."] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
