//! `azure_core` 0.21, which `azure_mgmt_authorization` is built on: its HTTP client and its credential are ours.
//!
//! The client sends through [`Azure::read`], which adds the token and replays once, so the credential that the
//! crate asks for has nothing to give.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core_021 as core;
use azure_mgmt_authorization::package_2022_04_01::Client as Authorization;
use bytes::Bytes;
use core::auth::{AccessToken, Secret, TokenCredential};
use core::error::ErrorKind;
use core::headers::Headers;
use core::{Body, HttpClient, Request, Response, RetryOptions, StatusCode, TransportOptions};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Method, Url};

use crate::client::Azure;
use crate::error::Error;
use crate::transport::Call;

#[derive(Debug)]
struct Client(Azure);

#[derive(Debug)]
struct Nothing;

/// The typed calls of Microsoft.Authorization, through our transport and with our token.
pub(crate) fn authorization(azure: &Azure) -> Result<Authorization, Error> {
    Authorization::builder(Arc::new(Nothing))
        .endpoint(azure.cloud().arm.clone())
        .retry(RetryOptions::none())
        .transport(TransportOptions::new(Arc::new(Client(azure.clone()))))
        .build()
        .map_err(|problem| Error::Setup(problem.to_string()))
}

/// What a call of the crate reports, as ours.
pub(crate) fn problem(problem: &core::Error) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(problem);
    while let Some(inner) = cause {
        if let Some(ours) = inner.downcast_ref::<Error>() {
            return ours.clone();
        }
        cause = inner.source();
    }
    Error::Setup(problem.to_string())
}

#[async_trait]
impl TokenCredential for Nothing {
    async fn get_token(&self, _: &[&str]) -> core::Result<AccessToken> {
        // The client below puts the real token in its place.
        Ok(AccessToken::new(Secret::new(""), core::date::parse_rfc3339("9999-01-01T00:00:00Z")?))
    }

    async fn clear_cache(&self) -> core::Result<()> {
        Ok(())
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn execute_request(&self, request: &Request) -> core::Result<Response> {
        let ours = |problem: Error| core::Error::new(ErrorKind::Other, problem);
        let call = call(request).map_err(ours)?;
        let reply = self.0.read(call, |reply| Ok(reply.clone())).await.map_err(ours)?;
        let mut headers = Headers::new();
        for (name, value) in &reply.headers {
            if let Ok(value) = value.to_str() {
                headers.insert(name.as_str().to_owned(), value.to_owned());
            }
        }
        let status = StatusCode::try_from(reply.status).unwrap_or(StatusCode::Ok);
        let body: Bytes = reply.body;
        Ok(Response::new(status, headers, Box::pin(core::BytesStream::new(body))))
    }
}

fn call(request: &Request) -> Result<Call, Error> {
    let unusable = |problem: String| Error::Setup(problem);
    let method =
        Method::from_bytes(request.method().as_ref().as_bytes()).map_err(|p| unusable(p.to_string()))?;
    let mut url = Url::parse(request.url().as_str()).map_err(|p| unusable(p.to_string()))?;
    // The crate writes `{endpoint}/{scope}/…`, which gives two slashes where the scope is the root.
    if let Some(path) = url.path().strip_prefix("//").map(|rest| format!("/{rest}")) {
        url.set_path(&path);
    }
    let mut call = Call::new(method, url);
    for (name, value) in request.headers().iter() {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).map_err(|p| unusable(p.to_string()))?;
        // The transport sets these itself.
        if name == AUTHORIZATION || name == reqwest::header::USER_AGENT {
            continue;
        }
        let value = HeaderValue::from_str(value.as_str()).map_err(|p| unusable(p.to_string()))?;
        call.headers.insert(name, value);
    }
    match request.body() {
        Body::Bytes(bytes) if bytes.is_empty() => {}
        Body::Bytes(bytes) => call.body = Some(bytes.clone()),
        Body::SeekableStream(_) => return Err(unusable("a streamed body is not sent".to_owned())),
    }
    Ok(call)
}
