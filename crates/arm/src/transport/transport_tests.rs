use std::time::{Duration, Instant};

use super::*;
use crate::test_server::{Answer, Server, quick};

const LIST: &str = r#"{"value":[1,2,3]}"#;
const HALF: &str = r#"{"value":[1,"#;

fn json(reply: &Reply) -> serde_json::Result<serde_json::Value> {
    serde_json::from_slice(&reply.body)
}

async fn get(server: &Server) -> Result<Result<serde_json::Value, Reply>, Error> {
    get_with(server, &CancellationToken::new()).await
}

async fn get_with(
    server: &Server,
    cancel: &CancellationToken,
) -> Result<Result<serde_json::Value, Reply>, Error> {
    let url = Url::parse(&format!("{}/things?api-version=1", server.address)).unwrap();
    server.transport().exchange(&Call::get(url), cancel, json).await
}

/// First some faults, then a good answer.
async fn after(faults: Vec<Answer>) -> Server {
    Server::start(move |seen| faults.get(seen.index).cloned().unwrap_or_else(|| Answer::ok(LIST))).await
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    for fault in [
        Answer::error(429, "TooManyRequests"),
        Answer::error(500, "InternalServerError"),
        Answer::error(502, "BadGateway"),
        Answer::new(503, "<html>busy</html>"),
        Answer::error(504, "GatewayTimeout"),
        Answer::cut(),
        Answer::ok(LIST).cut_body(),
        Answer::ok(HALF),
        Answer::ok("<html>a proxy's page</html>"),
        Answer::ok(""),
        Answer::silence(),
    ] {
        let server = after(vec![fault.clone(), fault.clone()]).await;
        let answer = get(&server).await;
        assert!(matches!(answer, Ok(Ok(_))), "{fault:?}: {answer:?}");
        assert_eq!(server.seen().len(), 3, "{fault:?}");
    }
}

#[tokio::test]
async fn what_lasts_is_told() {
    let always = |fault: Answer| after(vec![fault; 50]);
    let broken = always(Answer::ok(HALF)).await;
    let error = get(&broken).await.unwrap_err();
    assert!(matches!(&error, Error::Unreadable { reason, .. } if reason.contains("EOF")), "{error}");
    assert_eq!(broken.seen().len() as u32, quick().tries);

    let cut = always(Answer::cut()).await;
    let error = get(&cut).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error}");

    let silent = always(Answer::silence()).await;
    let error = get(&silent).await.unwrap_err();
    assert!(matches!(&error, Error::Interrupted { reason, .. } if reason.contains("in time")), "{error}");

    let busy = always(Answer::error(503, "ServerTimeout")).await;
    assert_eq!(refusal(&get(&busy).await.unwrap().unwrap_err()).code, "ServerTimeout");
    assert_eq!(busy.seen().len() as u32, quick().tries);
}

#[tokio::test]
async fn what_will_not_change_is_asked_once() {
    for status in [400, 401, 403, 404, 409, 412, 302, 501] {
        let server = after(vec![Answer::error(status, "No"); 9]).await;
        let refused = get(&server).await.unwrap().unwrap_err();
        assert_eq!((refused.status, refusal(&refused).code.as_str()), (status, "No"));
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_post_is_sent_once_unless_it_may_be_repeated() {
    for fault in [Answer::error(500, "E"), Answer::error(429, "E"), Answer::cut(), Answer::ok("{")] {
        let server = after(vec![fault.clone()]).await;
        let url = Url::parse(&server.address).unwrap();
        let call = Call::new(reqwest::Method::POST, url).json(&1).unwrap();
        let once = server.transport().exchange(&call, &CancellationToken::new(), json).await;
        assert!(!matches!(once, Ok(Ok(_))), "{fault:?}");
        assert_eq!(server.seen().len(), 1, "{fault:?}");

        let server = after(vec![fault.clone()]).await;
        let call = Call { url: Url::parse(&server.address).unwrap(), ..call.repeatable() };
        assert!(server.transport().exchange(&call, &CancellationToken::new(), json).await.unwrap().is_ok());
        assert_eq!(server.seen().last().unwrap().body, "1");
    }
}

#[tokio::test]
async fn a_wait_that_azure_asks_for_is_kept() {
    for asked in [
        Answer::error(429, "T").header("retry-after", "0.3"),
        Answer::error(503, "T").header("retry-after", "0.3"),
        Answer::new(429, r#"{"error":{"code":"T","message":"Please try again after '0.3' seconds."}}"#),
        Answer::error(429, "T").header("retry-after-ms", "300"),
    ] {
        let server = after(vec![asked.clone()]).await;
        let start = Instant::now();
        get(&server).await.unwrap().unwrap();
        assert!(start.elapsed() >= Duration::from_millis(300), "{asked:?}");
    }
    let server = after(vec![Answer::error(429, "T").header("retry-after", "4000"); 3]).await;
    let refused = get(&server).await.unwrap().unwrap_err();
    assert_eq!(
        refusal(&refused).retry_after,
        Some(Duration::from_secs(4000)),
        "too long a wait is the caller's"
    );
    assert_eq!(server.seen().len(), 1);
    // A good answer may carry the header, too; it means nothing there.
    let server = after(vec![Answer::ok(LIST).header("retry-after", "4000")]).await;
    get(&server).await.unwrap().unwrap();
}

#[tokio::test]
async fn cancelling_ends_it_at_once() {
    for fault in [Answer::silence(), Answer::error(429, "T").header("retry-after", "300"), Answer::cut()] {
        let server = after(vec![fault; 50]).await;
        let cancel = CancellationToken::new();
        let from_outside = cancel.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(3)).await;
            from_outside.cancel();
        });
        let answer = get_with(&server, &cancel).await;
        assert!(matches!(answer, Err(Error::Cancelled)), "{answer:?}");
    }
}

#[tokio::test]
async fn only_https_and_only_who_is_trusted() {
    let server = after(Vec::new()).await;
    let cancel = CancellationToken::new();
    let plain = Url::parse(&server.address.replace("https", "http")).unwrap();
    let answer = server.transport().exchange(&Call::get(plain), &cancel, json).await;
    assert!(matches!(answer, Err(Error::NotHttps { .. })), "{answer:?}");

    let url = Url::parse(&server.address).unwrap();
    let stranger = Transport::new(None, quick()).unwrap();
    let answer = stranger.exchange(&Call::get(url), &cancel, json).await;
    assert!(matches!(answer, Err(Error::Unreachable { .. })), "{answer:?}");
    assert!(server.seen().is_empty());

    let nobody = Url::parse("https://localhost:1/").unwrap();
    let answer = server.transport().exchange(&Call::get(nobody), &cancel, json).await;
    assert!(
        matches!(&answer, Err(Error::Unreachable { reason, .. }) if reason.contains("refused")),
        "{answer:?}"
    );
}

#[test]
fn a_bad_certificate_is_told() {
    for pem in ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----"] {
        let error = Transport::new(Some(pem), quick()).unwrap_err();
        assert!(matches!(&error, Error::Setup(words) if words.contains("certificate")), "{error}");
    }
}
