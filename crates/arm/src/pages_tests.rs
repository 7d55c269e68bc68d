use serde::Deserialize;

use super::*;
use crate::rows;
use crate::test_server::{Answer, Server};

fn numbers(body: &[u8]) -> serde_json::Result<Page<u32>> {
    #[derive(Deserialize)]
    struct Row(u32);
    rows::page(body, |row: Row| Ok(row.0))
}

fn pages(server: &Server) -> Pages<u32> {
    let azure = server.azure();
    let call = Call::get(azure.arm("/things", &[("page", "0")]));
    Pages::new(&azure, call, numbers)
}

fn page_of(target: &str) -> usize {
    target.split("page=").nth(1).and_then(|n| n.parse().ok()).unwrap_or_default()
}

/// `count` pages of one number each; the links are made by `link`.
async fn server(count: usize, link: impl Fn(&str, usize) -> String + Send + Sync + 'static) -> Server {
    Server::start(move |seen| {
        let page = page_of(&seen.target);
        let host = seen.header("host").to_owned();
        let next = if page + 1 < count { link(&format!("https://{host}"), page + 1) } else { String::new() };
        Answer::ok(format!(r#"{{"value":[{page}],"nextLink":"{next}"}}"#))
    })
    .await
}

#[tokio::test]
async fn links_are_followed_to_the_end() {
    let absolute = server(5, |host, page| format!("{host}/things?page={page}")).await;
    assert_eq!(pages(&absolute).all().await.unwrap(), [0, 1, 2, 3, 4]);
    let relative = server(3, |_, page| format!("/things?page={page}")).await;
    assert_eq!(pages(&relative).all().await.unwrap(), [0, 1, 2]);
    let resumed = pages(&absolute).from_page(&format!("{}/things?page=3", absolute.address));
    assert_eq!(resumed.all().await.unwrap(), [3, 4]);
}

#[tokio::test]
async fn a_link_to_another_origin_is_refused_with_its_page() {
    let foreign = Server::start(|_| Answer::ok(r#"{"value":[]}"#)).await;
    let elsewhere = foreign.address.clone();
    for link in [
        format!("{elsewhere}/things?page=1"),
        "https://evil.example/things".to_owned(),
        "http://localhost/things".to_owned(),
        "//evil.example/things".to_owned(),
        "https://management.azure.com@evil.example/".to_owned(),
    ] {
        let bad = link.clone();
        let server = server(9, move |_, _| bad.clone()).await;
        let error = pages(&server).next().await.unwrap_err();
        assert!(matches!(error, Error::ForeignLink { .. }), "{link}: {error:?}");
        assert_eq!(server.seen().len(), 1, "{link}");
        let error = pages(&server).from_page(&link).next().await.unwrap_err();
        assert!(matches!(error, Error::ForeignLink { .. }), "{link}: {error:?}");
    }
    assert!(foreign.seen().is_empty());
}

#[tokio::test]
async fn a_page_that_comes_round_again_is_told() {
    for back_to in [0, 1, 2] {
        let server = server(9, move |host, page| {
            let page = if page > 2 { back_to } else { page };
            format!("{host}/things?page={page}")
        })
        .await;
        let error = pages(&server).all().await.unwrap_err();
        assert!(matches!(error, Error::RepeatedPage { .. }), "{back_to}: {error:?}");
        assert!(server.seen().len() <= 3);
    }
}

#[tokio::test]
async fn a_list_read_at_once_does_not_hide_odd_rows() {
    let server = Server::start(|_| Answer::ok(r#"{"value":[1,"two"]}"#)).await;
    let error = pages(&server).all().await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
    let page = pages(&server).next().await.unwrap().unwrap();
    assert_eq!((page.rows.as_slice(), page.unreadable), ([1].as_slice(), 1));
}

#[tokio::test]
async fn a_token_of_resource_graph_goes_into_the_body() {
    let server = Server::start(|seen| {
        let next = if seen.body.contains("$skipToken") { "" } else { r#","$skipToken":"t0k/en==""# };
        Answer::ok(format!(r#"{{"data":[{}]{next}}}"#, seen.index))
    })
    .await;
    let azure = server.azure();
    let call = Call::new(reqwest::Method::POST, azure.arm("/q", &[])).json(&json!({"query": "x"})).unwrap();
    let rows = Pages::new(&azure, call.repeatable(), numbers).all().await.unwrap();
    assert_eq!(rows, [0, 1]);
    let sent: Value = serde_json::from_str(&server.seen()[1].body).unwrap();
    assert_eq!(sent, json!({"query": "x", "options": {"$skipToken": "t0k/en=="}}));
}

#[tokio::test]
async fn what_is_json_but_no_list_is_asked_once() {
    let server = Server::start(|_| Answer::ok(r#"{"values":[]}"#)).await;
    let error = pages(&server).next().await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}
