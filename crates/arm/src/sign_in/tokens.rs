//! Tokens in memory, one for each scope, asked for anew shortly before they expire or when Azure refuses one.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use azure_core::credentials::{AccessToken, Secret, TokenCredential};
use azure_core::time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;

use super::Identity;
use crate::adapter;
use crate::error::Error;

/// A token with less time left than this is not used any more.
const MARGIN: Duration = Duration::minutes(5);

/// The tokens of one credential. The credential itself need not keep any.
pub struct Tokens {
    credential: Arc<dyn TokenCredential>,
    kept: Mutex<HashMap<String, AccessToken>>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("credential", &self.credential).finish_non_exhaustive()
    }
}

impl Tokens {
    /// With nothing asked for yet.
    #[must_use]
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self { credential, kept: Mutex::default() }
    }

    /// A token for the scope, kept or new.
    ///
    /// # Errors
    /// [`Error::SignIn`] where none is given; what the transport met on the way.
    pub async fn token(&self, scope: &str) -> Result<Secret, Error> {
        self.token_unless(scope, None).await
    }

    /// A token for the scope that is another than `refused`. Several who met the same refusal share one new token.
    ///
    /// # Errors
    /// As [`Tokens::token`].
    pub async fn renewed(&self, scope: &str, refused: &Secret) -> Result<Secret, Error> {
        self.token_unless(scope, Some(refused)).await
    }

    /// Who the tokens for this scope speak for.
    ///
    /// # Errors
    /// As [`Tokens::token`].
    pub async fn identity(&self, scope: &str) -> Result<Identity, Error> {
        Ok(Identity::of_token(self.token(scope).await?.secret()))
    }

    async fn token_unless(&self, scope: &str, refused: Option<&Secret>) -> Result<Secret, Error> {
        // Held while asking, so that many requests that need a token ask once.
        let mut kept = self.kept.lock().await;
        let good = kept.get(scope).filter(|token| {
            token.expires_on - MARGIN > OffsetDateTime::now_utc()
                && refused.is_none_or(|refused| *refused != token.token)
        });
        if let Some(token) = good {
            return Ok(token.token.clone());
        }
        let token =
            self.credential.get_token(&[scope], None).await.map_err(|p| adapter::core::problem(&p))?;
        let secret = token.token.clone();
        kept.insert(scope.to_owned(), token);
        Ok(secret)
    }
}
