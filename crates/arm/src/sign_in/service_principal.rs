//! A service principal that proves itself with a secret or a certificate.
//!
//! Both go through `azure_identity`. For certificates it would need OpenSSL on the machine, so the assertion is
//! signed here and handed to its `ClientAssertionCredential`.
//! Azure: <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>

use std::fmt;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions};
use azure_core::error::ErrorKind;
use azure_core::http::ClientMethodOptions;
use azure_identity::{
    ClientAssertion, ClientAssertionCredential, ClientAssertionCredentialOptions, ClientSecretCredential,
    ClientSecretCredentialOptions,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::adapter::core;
use crate::clock;
use crate::cloud::Cloud;
use crate::error::Error;
use crate::transport::Transport;

/// How long an assertion is good, in seconds; Entra takes up to ten minutes.
const ASSERTION_LIFE: i64 = 600;

/// What a service principal proves itself with.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A client secret.
    Secret(Secret),
    /// A certificate and its private key, both in PEM, in one text. RSA.
    Certificate(Secret),
}

/// An application signing in as itself.
#[derive(Clone)]
pub struct ServicePrincipal {
    cloud: Cloud,
    transport: Transport,
    tenant: String,
    client_id: String,
    proof: Proof,
}

impl fmt::Debug for ServicePrincipal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServicePrincipal")
            .field("tenant", &self.tenant)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl ServicePrincipal {
    /// Of a tenant (id or domain). Asks nothing yet.
    ///
    /// # Errors
    /// Where a certificate or its key cannot be read.
    pub fn new(
        cloud: &Cloud,
        transport: &Transport,
        tenant: &str,
        client_id: &str,
        proof: Proof,
    ) -> Result<Self, Error> {
        if let Proof::Certificate(pem) = &proof {
            Assertion::new(cloud, tenant, client_id, pem)?;
        }
        Ok(Self {
            cloud: cloud.clone(),
            transport: transport.clone(),
            tenant: tenant.to_owned(),
            client_id: client_id.to_owned(),
            proof,
        })
    }
}

#[async_trait]
impl TokenCredential for ServicePrincipal {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        // The SDK's credentials keep their tokens until they expire, so that a token that Azure refuses would
        // come back; a new credential asks anew, and `Tokens` keeps what it gives.
        let client_options = core::options(&self.transport, &self.cloud);
        let (tenant, client_id) = (self.tenant.clone(), self.client_id.clone());
        match &self.proof {
            Proof::Secret(secret) => {
                let settings = ClientSecretCredentialOptions { client_options };
                let credential =
                    ClientSecretCredential::new(&tenant, client_id, secret.clone(), Some(settings))?;
                credential.get_token(scopes, options).await
            }
            Proof::Certificate(pem) => {
                let assertion = Assertion::new(&self.cloud, &tenant, &client_id, pem)
                    .map_err(|problem| azure_core::Error::new(ErrorKind::Credential, problem))?;
                let settings = ClientAssertionCredentialOptions { client_options };
                let credential =
                    ClientAssertionCredential::new(tenant, client_id, assertion, Some(settings))?;
                credential.get_token(scopes, options).await
            }
        }
    }
}

/// Signs what a certificate's holder asserts.
struct Assertion {
    audience: String,
    client_id: String,
    thumbprint: String,
    key: EncodingKey,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: String,
    nbf: i64,
    exp: i64,
}

impl fmt::Debug for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assertion").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

impl Assertion {
    fn new(cloud: &Cloud, tenant: &str, client_id: &str, pem: &Secret) -> Result<Self, Error> {
        let unusable = |what: &str| Error::Setup(format!("the certificate file {what}"));
        let pem = pem.secret();
        let certificate =
            pem_block(pem, "CERTIFICATE").ok_or_else(|| unusable("holds no certificate in PEM"))?;
        let key = EncodingKey::from_rsa_pem(private_key(pem).as_bytes())
            .map_err(|_| unusable("holds no RSA private key in PEM without a password"))?;
        Ok(Self {
            audience: format!("{}/{tenant}/oauth2/v2.0/token", cloud.login.origin().ascii_serialization()),
            client_id: client_id.to_owned(),
            thumbprint: URL_SAFE_NO_PAD.encode(Sha256::digest(certificate)),
            key,
        })
    }

    fn sign(&self) -> Result<String, Error> {
        let now = clock::now().as_second();
        let mut header = Header::new(Algorithm::PS256);
        header.x5t_s256 = Some(self.thumbprint.clone());
        let claims = Claims {
            aud: &self.audience,
            iss: &self.client_id,
            sub: &self.client_id,
            jti: uuid::Uuid::new_v4().to_string(),
            nbf: now,
            exp: now + ASSERTION_LIFE,
        };
        jsonwebtoken::encode(&header, &claims, &self.key)
            .map_err(|problem| Error::Setup(format!("the certificate's key cannot sign: {problem}")))
    }
}

#[async_trait]
impl ClientAssertion for Assertion {
    async fn secret(&self, _: Option<ClientMethodOptions<'_>>) -> azure_core::Result<String> {
        self.sign().map_err(|problem| azure_core::Error::new(ErrorKind::Credential, problem))
    }
}

/// The bytes of the first block of that kind.
fn pem_block(pem: &str, kind: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once(&format!("-----BEGIN {kind}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {kind}-----"))?;
    STANDARD.decode(body.split_whitespace().collect::<String>()).ok()
}

/// The text of the private key alone: what reads it takes one block.
fn private_key(pem: &str) -> String {
    for kind in ["PRIVATE KEY", "RSA PRIVATE KEY"] {
        let (begin, end) = (format!("-----BEGIN {kind}-----"), format!("-----END {kind}-----"));
        if let Some((body, _)) = pem.split_once(&begin).and_then(|(_, rest)| rest.split_once(&end)) {
            return format!("{begin}{body}{end}\n");
        }
    }
    String::new()
}

#[cfg(test)]
#[path = "service_principal_tests.rs"]
mod tests;
