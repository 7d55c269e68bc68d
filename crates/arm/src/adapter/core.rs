//! `azure_core` 1: its HTTP client is our transport, so that sign-in has the same certificates, patience and
//! redaction as everything else.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::cloud::{CloudConfiguration, CustomConfiguration};
use azure_core::error::ErrorKind;
use azure_core::http::headers::Headers;
use azure_core::http::request::Body;
use azure_core::http::{AsyncRawResponse, ClientOptions, HttpClient, Request, RetryOptions};
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Url};
use tokio_util::sync::CancellationToken;

use crate::cloud::Cloud;
use crate::error::{Error, SignInProblem};
use crate::transport::{Call, Reply, Transport};

/// Our transport as the SDK's HTTP client. For sign-in only: it takes every request for repeatable, because
/// asking for a token twice gives two tokens.
#[derive(Debug)]
struct Client(Transport);

/// Options that send a credential's requests through our transport, to the cloud's own sign-in.
pub(crate) fn options(transport: &Transport, cloud: &Cloud) -> ClientOptions {
    client_options(Arc::new(Client(transport.clone())), cloud)
}

/// Options with another HTTP client.
pub(crate) fn client_options(client: Arc<dyn HttpClient>, cloud: &Cloud) -> ClientOptions {
    let mut custom = CustomConfiguration::default();
    custom.authority_host = cloud.login.origin().ascii_serialization();
    ClientOptions {
        // The transport has its own patience; two of them would multiply.
        retry: RetryOptions::none(),
        transport: Some(azure_core::http::Transport::new(client)),
        cloud: Some(Arc::new(CloudConfiguration::Custom(custom))),
        ..ClientOptions::default()
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let call = call(request)?.repeatable();
        let answer = self
            .0
            .exchange(&call, &CancellationToken::new(), |reply| {
                serde_json::from_slice::<serde::de::IgnoredAny>(&reply.body)?;
                Ok(reply.clone())
            })
            .await
            .map_err(|problem| azure_core::Error::new(ErrorKind::Other, problem))?;
        Ok(raw(answer.unwrap_or_else(|refused| refused)))
    }
}

/// The SDK's request as ours.
pub(crate) fn call(request: &Request) -> azure_core::Result<Call> {
    let unusable = |problem: String| azure_core::Error::with_message(ErrorKind::DataConversion, problem);
    let method =
        Method::from_bytes(request.method().as_str().as_bytes()).map_err(|p| unusable(p.to_string()))?;
    let url = Url::parse(request.url().as_str()).map_err(|p| unusable(p.to_string()))?;
    let mut call = Call::new(method, url);
    for (name, value) in request.headers().iter() {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).map_err(|p| unusable(p.to_string()))?;
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

/// Our answer as the SDK's.
pub(crate) fn raw(reply: Reply) -> AsyncRawResponse {
    let mut headers = Headers::new();
    for (name, value) in &reply.headers {
        if let Ok(value) = value.to_str() {
            headers.insert(name.as_str().to_owned(), value.to_owned());
        }
    }
    AsyncRawResponse::from_bytes(reply.status.into(), headers, reply.body)
}

/// What a credential of the SDK reports, as ours. What our transport reported comes back as it was.
pub(crate) fn problem(problem: &azure_core::Error) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(problem);
    while let Some(inner) = cause {
        if let Some(ours) = inner.downcast_ref::<Error>() {
            return ours.clone();
        }
        if let Some(refused) = inner.downcast_ref::<azure_core::Error>()
            && let Some(ours) = refused.downcast_ref::<Error>()
        {
            return ours.clone();
        }
        cause = inner.source();
    }
    let message = problem.to_string();
    let code = match problem.kind() {
        ErrorKind::HttpResponse { error_code: Some(code), .. } => format!("AADSTS{code}"),
        _ => entra_code(&message).unwrap_or_else(|| "SignInFailed".to_owned()),
    };
    Error::SignIn(Box::new(SignInProblem { sign_in_again: needs_person(&code), code, message, claims: None }))
}

/// `AADSTS70008` where the message begins or goes on with such a code.
/// Azure: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
pub(crate) fn entra_code(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("AADSTS")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("AADSTS{digits}"))
}

/// Whether signing in again can mend it.
pub(crate) fn needs_person(code: &str) -> bool {
    let entra = [
        "AADSTS50076",  // a second factor is needed
        "AADSTS50078",  // the second factor is too old
        "AADSTS50079",  // a second factor has to be set up
        "AADSTS50132",  // the session was revoked
        "AADSTS50133",  // the password was changed
        "AADSTS50173",  // the grant was revoked
        "AADSTS65001",  // consent is missing
        "AADSTS70008",  // the code or refresh token has expired
        "AADSTS70043",  // the sign-in frequency policy ran out
        "AADSTS700082", // the refresh token was not used for too long
    ];
    entra.contains(&code)
        || ["invalid_grant", "interaction_required", "login_required", "consent_required"].contains(&code)
}
