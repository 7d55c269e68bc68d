//! What both ways for a person have in common: whom to ask, and how Entra's answers are read.
//! Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use std::fmt;
use std::sync::Arc;

use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthUrl, ClientId, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet, ErrorResponseType,
    ExtraTokenFields, HttpRequest, HttpResponse, RequestTokenError, Scope, StandardErrorResponse,
    StandardRevocableToken, StandardTokenResponse, TokenUrl,
};
use reqwest::{Method, Url};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::RefreshTokens;
use crate::adapter::core::{entra_code, needs_person};
use crate::cloud::Cloud;
use crate::error::{Error, SignInProblem};
use crate::transport::{Call, Transport};

/// The Azure CLI's own application, which every tenant knows: for those who register none of their own.
/// Azure: <https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in>
pub const AZURE_CLI: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// Where and as what a person signs in.
#[derive(Clone)]
pub struct PersonSignIn {
    /// The cloud.
    pub cloud: Cloud,
    /// The way out.
    pub transport: Transport,
    /// Tenant id or domain; `organizations` where the person's own is not known yet.
    pub tenant: String,
    /// The application that the person signs in to; [`AZURE_CLI`] where there is none of one's own.
    pub client_id: String,
    /// Where the refresh token goes.
    pub keep: Arc<dyn RefreshTokens>,
    /// Claims that Azure demanded ([`SignInProblem::claims`]).
    pub claims: Option<String>,
}

/// The identity token beside the access token.
#[derive(Serialize, Deserialize)]
pub(super) struct Beside {
    #[serde(default)]
    pub(super) id_token: Option<String>,
}

pub(super) type Answer = StandardTokenResponse<Beside, BasicTokenType>;

pub(super) type Entra = oauth2::Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

impl ExtraTokenFields for Beside {}

impl fmt::Debug for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Beside")
    }
}

impl fmt::Debug for PersonSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonSignIn")
            .field("tenant", &self.tenant)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl PersonSignIn {
    /// Entra's endpoints for this tenant.
    pub(super) fn entra(&self) -> Result<Entra, Error> {
        let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
        if self.tenant.is_empty() || !self.tenant.chars().all(safe) {
            return Err(Error::Setup(format!("`{}` is no tenant id and no domain", self.tenant)));
        }
        let at = |what: &str| {
            format!("{}/{}/oauth2/v2.0/{what}", self.cloud.login.origin().ascii_serialization(), self.tenant)
        };
        let unusable = |problem: oauth2::url::ParseError| Error::Setup(problem.to_string());
        Ok(oauth2::Client::new(ClientId::new(self.client_id.clone()))
            .set_auth_uri(AuthUrl::new(at("authorize")).map_err(unusable)?)
            .set_device_authorization_url(DeviceAuthorizationUrl::new(at("devicecode")).map_err(unusable)?)
            .set_token_uri(TokenUrl::new(at("token")).map_err(unusable)?)
            // Public clients name themselves in the body.
            .set_auth_type(oauth2::AuthType::RequestBody))
    }

    /// What a person consents to first: Azure Resource Manager, and to stay signed in.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        [self.cloud.arm_scope().as_str(), "offline_access", "openid", "profile"]
            .into_iter()
            .map(|scope| Scope::new(scope.to_owned()))
            .collect()
    }
}

/// `oauth2`'s HTTP client: our transport.
pub(super) async fn send(
    transport: Transport,
    request: HttpRequest,
    repeatable: bool,
) -> Result<HttpResponse, Error> {
    let (parts, body) = request.into_parts();
    let url = Url::parse(&parts.uri.to_string()).map_err(|problem| Error::Setup(problem.to_string()))?;
    let mut call = Call::new(Method::POST, url);
    call.method = parts.method;
    call.headers = parts.headers;
    call.body = Some(body.into());
    call.repeatable = repeatable;
    let read = |reply: &crate::transport::Reply| {
        serde_json::from_slice::<serde::de::IgnoredAny>(&reply.body)?;
        Ok(reply.clone())
    };
    let answer = transport.exchange(&call, &CancellationToken::new(), read).await?;
    let reply = answer.unwrap_or_else(|refused| refused);
    let mut response = HttpResponse::new(reply.body.to_vec());
    *response.status_mut() = oauth2::http::StatusCode::from_u16(reply.status)
        .map_err(|problem| Error::Setup(problem.to_string()))?;
    *response.headers_mut() = reply.headers;
    Ok(response)
}

/// What a failed request for a token means. The answer's own text is never shown: it may hold a token.
pub(super) fn problem<T: ErrorResponseType + fmt::Display + 'static>(
    problem: RequestTokenError<Error, StandardErrorResponse<T>>,
) -> Error {
    match problem {
        RequestTokenError::Request(ours) => ours,
        RequestTokenError::ServerResponse(refused) => {
            let kind = serde_json::to_value(refused.error()).ok().and_then(|v| v.as_str().map(str::to_owned));
            let kind = kind.unwrap_or_else(|| "SignInFailed".to_owned());
            let message = refused.error_description().cloned().unwrap_or_else(|| kind.clone());
            let sign_in_again =
                needs_person(&kind) || entra_code(&message).is_some_and(|code| needs_person(&code));
            let code = entra_code(&message).unwrap_or(kind);
            Error::SignIn(Box::new(SignInProblem { code, message, sign_in_again, claims: None }))
        }
        RequestTokenError::Parse(place, _) => Error::SignIn(Box::new(SignInProblem {
            code: "UnreadableAnswer".to_owned(),
            message: format!("the answer of the sign-in could not be read at `{}`", place.path()),
            ..SignInProblem::default()
        })),
        RequestTokenError::Other(message) => Error::SignIn(Box::new(SignInProblem {
            code: "SignInFailed".to_owned(),
            message,
            ..SignInProblem::default()
        })),
    }
}
