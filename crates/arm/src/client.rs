//! A signed-in tenant: where to call, through what, and with whose token.

use std::sync::Arc;

use azure_core::credentials::{Secret, TokenCredential};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use reqwest::{Method, Url};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::cloud::Cloud;
use crate::error::{Error, SignInProblem};
use crate::sign_in::{Identity, Machine, Tokens};
use crate::transport::{Call, Reply, Transport, redact, refusal};

/// Tokens of further tenants, for calls that touch a resource there.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/authenticate-multi-tenant>
const AUXILIARY: HeaderName = HeaderName::from_static("x-ms-authorization-auxiliary");

/// One tenant of one cloud, with somebody signed in. Cloning shares connections and tokens.
#[derive(Clone, Debug)]
pub struct Azure {
    cloud: Arc<Cloud>,
    transport: Transport,
    tokens: Arc<Tokens>,
    auxiliary: Vec<Arc<Tokens>>,
    cancel: CancellationToken,
}

#[derive(serde::Deserialize)]
struct Skimmed {
    #[serde(rename = "nextLink")]
    next_link: Option<String>,
}

impl Azure {
    /// How long Azure has asked to wait before something is asked of it again; nothing where it has not.
    #[must_use]
    pub fn waits(&self) -> Option<std::time::Duration> {
        self.transport.waits()
    }

    /// A tenant, seen by whoever the credential stands for. Nothing is asked yet.
    #[must_use]
    pub fn new(cloud: Cloud, transport: Transport, credential: Arc<dyn TokenCredential>) -> Self {
        Self {
            cloud: Arc::new(cloud),
            transport,
            tokens: Arc::new(Tokens::new(credential)),
            auxiliary: Vec::new(),
            cancel: CancellationToken::new(),
        }
    }

    /// The same, whose calls end with [`Error::Cancelled`] as soon as the token is cancelled.
    #[must_use]
    pub fn cancelled_by(&self, cancel: &CancellationToken) -> Self {
        Self { cancel: cancel.clone(), ..self.clone() }
    }

    /// The same cloud by the same way, seen by whoever this credential stands for.
    #[must_use]
    pub fn seen_by(&self, credential: Arc<dyn TokenCredential>) -> Self {
        Self { tokens: Arc::new(Tokens::new(credential)), auxiliary: Vec::new(), ..self.clone() }
    }

    /// The same cloud by the same way, seen by whoever the Azure CLI has signed in to that tenant.
    #[must_use]
    pub fn in_tenant_of_azure_cli(&self, tenant: &str) -> Self {
        self.seen_by(Arc::new(Machine::azure_cli(&self.cloud, &self.transport, Some(tenant))))
    }

    /// The same, with the token of another tenant beside its own: for a vault whose Resource Guard lies there.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.auxiliary.push(Arc::clone(&other.tokens));
        both
    }

    /// Which cloud.
    #[must_use]
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// Who is signed in. Asks for a token where there is none, so it also tells whether signing in works.
    ///
    /// # Errors
    /// [`Error::SignIn`]; what the transport met on the way.
    pub async fn identity(&self) -> Result<Identity, Error> {
        self.tokens.identity(&self.cloud.arm_scope()).await
    }

    pub(crate) fn cancel(&self) -> &CancellationToken {
        &self.cancel
    }

    /// An address of Azure Resource Manager.
    pub(crate) fn arm(&self, path: &str, query: &[(&str, &str)]) -> Url {
        address(&self.cloud.arm, path, query)
    }

    /// An address of Microsoft Graph.
    pub(crate) fn graph(&self, path: &str, query: &[(&str, &str)]) -> Url {
        address(&self.cloud.graph, path, query)
    }

    /// Sends, signs in anew once if the token is refused, and gives what `read` makes of the answer.
    ///
    /// # Errors
    /// [`Error::Refused`] for an error status; [`Error::SignIn`] where only a person can help;
    /// [`Error::ForeignLink`] for an address that is not the cloud's; what the transport met.
    pub(crate) async fn read<T>(
        &self,
        call: Call,
        read: impl Fn(&Reply) -> serde_json::Result<T>,
    ) -> Result<T, Error> {
        let scope = self.scope_for(&call.url)?;
        let mut call = call;
        call.headers.insert("x-ms-client-request-id", text_header(&uuid::Uuid::new_v4().to_string())?);
        let mut token = self.tokens.token(&scope).await?;
        let mut replayed = false;
        loop {
            call.headers.insert(AUTHORIZATION, bearer(&[&token])?);
            if !self.auxiliary.is_empty() {
                let mut others = Vec::new();
                for tokens in &self.auxiliary {
                    others.push(tokens.token(&scope).await?);
                }
                call.headers.insert(AUXILIARY, bearer(&others.iter().collect::<Vec<_>>())?);
            }
            let refused = match self.transport.exchange(&call, &self.cancel, &read).await? {
                Ok(value) => return Ok(value),
                Err(refused) => refused,
            };
            if let Some(problem) = demanded_claims(&refused) {
                return Err(Error::SignIn(Box::new(problem)));
            }
            if refused.status != 401 || replayed {
                return Err(Error::Refused(Box::new(refusal(&refused))));
            }
            replayed = true;
            token = self.tokens.renewed(&scope, &token).await?;
        }
    }

    /// Sends one call of a reviewed plan as it stands: method, path with its query, body. Gives the status and the
    /// body, which is `null` where there is none. PUT and DELETE are sent again after a fault, POST and PATCH never.
    ///
    /// # Errors
    /// [`Error::Setup`] for a path that does not start with a slash; otherwise as every call.
    pub async fn send(
        &self,
        method: &str,
        path_and_query: &str,
        body: Option<&Value>,
    ) -> Result<(u16, Value), Error> {
        let unusable =
            || Error::Setup(format!("`{method} {path_and_query}` is no call of Azure Resource Manager"));
        let method = Method::from_bytes(method.as_bytes()).map_err(|_| unusable())?;
        if !path_and_query.starts_with('/') {
            return Err(unusable());
        }
        let url = self.cloud.arm.join(path_and_query).map_err(|_| unusable())?;
        let mut call = Call::new(method, url);
        if let Some(body) = body {
            call = call.json(body)?;
        }
        self.read(call, |reply| {
            let body = if reply.body.is_empty() { Value::Null } else { serde_json::from_slice(&reply.body)? };
            Ok((reply.status, body))
        })
        .await
    }

    /// Reads one page of a list and keeps nothing of it but where the next one is: the least that reading a list can
    /// cost, for a pull to be compared with.
    ///
    /// # Errors
    /// [`Error::ForeignLink`] for a link to elsewhere; otherwise as every call.
    pub async fn skim(&self, link: &str) -> Result<Option<String>, Error> {
        let url = self.follow(&self.cloud.arm, link)?;
        self.read(Call::get(url), |reply| Ok(serde_json::from_slice::<Skimmed>(&reply.body)?.next_link)).await
    }

    /// What token an address needs. A token never goes to an origin that is not the cloud's.
    fn scope_for(&self, url: &Url) -> Result<String, Error> {
        if url.origin() == self.cloud.arm.origin() {
            Ok(self.cloud.arm_scope())
        } else if url.origin() == self.cloud.graph.origin() {
            Ok(self.cloud.graph_scope())
        } else {
            Err(Error::ForeignLink {
                link: url.origin().ascii_serialization(),
                expected: self.cloud.arm.origin().ascii_serialization(),
            })
        }
    }
}

/// The address with path and query written so that nothing in them can be taken for something else.
fn address(base: &Url, path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    url.set_path(&path.replace('%', "%25"));
    let pairs: Vec<String> = query
        .iter()
        .map(|(name, value)| {
            let value = value.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('#', "%23");
            format!("{name}={value}")
        })
        .collect();
    url.set_query((!pairs.is_empty()).then(|| pairs.join("&")).as_deref());
    url
}

fn bearer(tokens: &[&Secret]) -> Result<HeaderValue, Error> {
    let value: Vec<String> = tokens.iter().map(|token| format!("Bearer {}", token.secret())).collect();
    let mut value = text_header(&value.join(", "))?;
    value.set_sensitive(true);
    Ok(value)
}

fn text_header(text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text)
        .map_err(|_| Error::Setup("a token or name holds characters that no header can".to_owned()))
}

/// A challenge that only a person can meet, by signing in again with these claims.
/// Azure: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
fn demanded_claims(reply: &Reply) -> Option<SignInProblem> {
    let challenges = reply.headers.get_all(WWW_AUTHENTICATE);
    let encoded = challenges.iter().find_map(|value| parameter(value.to_str().ok()?, "claims"))?;
    let claims = STANDARD
        .decode(encoded.as_bytes())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| encoded.clone());
    let said = refusal(reply);
    Some(SignInProblem { code: said.code, message: said.message, sign_in_again: true, claims: Some(claims) })
}

/// The quoted value of a parameter of a challenge.
fn parameter(challenge: &str, name: &str) -> Option<String> {
    let (_, rest) = challenge.split_once(&format!("{name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    (!value.is_empty()).then(|| value.to_owned())
}

impl Azure {
    /// The address of a link in an answer to `from`, if it leads to the same origin.
    pub(crate) fn follow(&self, from: &Url, link: &str) -> Result<Url, Error> {
        let unreadable = |reason: String| Error::Unreadable { address: redact::address(from), reason };
        let url = from
            .join(link)
            .map_err(|problem| unreadable(format!("its next link is no address: {problem}")))?;
        if url.origin() != from.origin() {
            return Err(Error::ForeignLink {
                link: url.origin().ascii_serialization(),
                expected: from.origin().ascii_serialization(),
            });
        }
        Ok(url)
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
