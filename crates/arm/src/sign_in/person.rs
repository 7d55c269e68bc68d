//! A person who has signed in, and stays so by a refresh token.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions};
use azure_core::error::ErrorKind;
use azure_core::time::OffsetDateTime;
use oauth2::{RefreshToken, Scope, TokenResponse};

use super::entra::{self, Answer, PersonSignIn};
use super::{Identity, RefreshTokens};
use crate::error::{Error, SignInProblem};

/// How long a token is taken for good where the answer does not say.
const ASSUMED_LIFE: Duration = Duration::from_secs(1800);

/// A signed-in person, in one tenant. Give it to [`Tokens`](super::Tokens).
#[derive(Clone)]
pub struct Person {
    settings: PersonSignIn,
    identity: Identity,
    refresh: Arc<Mutex<Secret>>,
    not_kept: Option<Error>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person")
            .field("settings", &self.settings)
            .field("name", &self.identity.name)
            .finish_non_exhaustive()
    }
}

impl Person {
    /// From the answer to a sign-in. The refresh token goes to the keyring; where that fails the person is signed
    /// in all the same, until the program ends.
    pub(super) async fn new(mut settings: PersonSignIn, answer: &Answer) -> Result<Self, Error> {
        settings.claims = None;
        let beside =
            answer.extra_fields().id_token.as_deref().map(Identity::of_token).filter(|i| !i.name.is_empty());
        let identity = beside.unwrap_or_else(|| Identity::of_token(answer.access_token().secret()));
        let Some(refresh) = answer.refresh_token() else {
            return Err(sign_in_again("NoRefreshToken", "the sign-in gave no refresh token"));
        };
        let refresh = Secret::new(refresh.secret().clone());
        let account = account(&settings, &identity.name);
        let not_kept = save(&settings.keep, &account, &refresh).await.err();
        Ok(Self { settings, identity, refresh: Arc::new(Mutex::new(refresh)), not_kept })
    }

    /// Who signed in before under that name, from the keyring; `None` where nothing is kept.
    ///
    /// # Errors
    /// Where the keyring cannot be read.
    pub async fn kept(settings: PersonSignIn, name: &str) -> Result<Option<Self>, Error> {
        let (keep, account) = (Arc::clone(&settings.keep), account(&settings, name));
        let Some(refresh) = blocking(move || keep.load(&account)).await? else { return Ok(None) };
        let identity = Identity { name: name.to_owned(), ..Identity::default() };
        Ok(Some(Self { settings, identity, refresh: Arc::new(Mutex::new(refresh)), not_kept: None }))
    }

    /// The same person in another tenant, as member or guest.
    #[must_use]
    pub fn in_tenant(&self, tenant: &str) -> Self {
        let mut other = self.clone();
        tenant.clone_into(&mut other.settings.tenant);
        other
    }

    /// Who it is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Why the sign-in will not outlive the program, if it will not.
    #[must_use]
    pub fn not_kept(&self) -> Option<&Error> {
        self.not_kept.as_ref()
    }

    /// Forgets the refresh token in the keyring.
    ///
    /// # Errors
    /// Where the keyring cannot be written.
    pub async fn sign_out(self) -> Result<(), Error> {
        let (keep, account) = (Arc::clone(&self.settings.keep), account(&self.settings, &self.identity.name));
        blocking(move || keep.forget(&account)).await
    }

    async fn refreshed(&self, scopes: &[&str]) -> Result<AccessToken, Error> {
        let entra = self.settings.entra()?;
        let current = self.refresh.lock().unwrap_or_else(PoisonError::into_inner).secret().to_owned();
        let token = RefreshToken::new(current);
        let mut request = entra.exchange_refresh_token(&token);
        for scope in scopes.iter().copied().chain(["offline_access", "openid", "profile"]) {
            request = request.add_scope(Scope::new(scope.to_owned()));
        }
        let transport = &self.settings.transport;
        // A refresh token stays good until it is used up by time, so asking twice is harmless.
        let send = |request| entra::send(transport.clone(), request, true);
        let answer = request.request_async(&send).await.map_err(entra::problem)?;
        if let Some(next) = answer.refresh_token() {
            let next = Secret::new(next.secret().clone());
            *self.refresh.lock().unwrap_or_else(PoisonError::into_inner) = next.clone();
            if self.not_kept.is_none() {
                // The token before is still good at the next start, so a keyring that fails here costs nothing.
                drop(save(&self.settings.keep, &account(&self.settings, &self.identity.name), &next).await);
            }
        }
        let life = answer.expires_in().unwrap_or(ASSUMED_LIFE);
        Ok(AccessToken::new(answer.access_token().secret().clone(), OffsetDateTime::now_utc() + life))
    }
}

#[async_trait]
impl TokenCredential for Person {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        self.refreshed(scopes).await.map_err(|problem| azure_core::Error::new(ErrorKind::Credential, problem))
    }
}

/// What the keyring files a person under: the same person in two clouds or two applications has two tokens.
fn account(settings: &PersonSignIn, name: &str) -> String {
    format!(
        "{}/{}/{}",
        settings.cloud.login.host_str().unwrap_or_default(),
        settings.client_id,
        name.to_lowercase()
    )
}

async fn save(keep: &Arc<dyn RefreshTokens>, account: &str, token: &Secret) -> Result<(), Error> {
    let (keep, account, token) = (Arc::clone(keep), account.to_owned(), token.clone());
    blocking(move || keep.save(&account, &token)).await
}

/// Keyrings block, some of them until a person has answered a question.
async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(act)
        .await
        .map_err(|problem| Error::Setup(format!("the keyring: {problem}")))?
}

pub(super) fn sign_in_again(code: &str, message: &str) -> Error {
    Error::SignIn(Box::new(SignInProblem {
        code: code.to_owned(),
        message: message.to_owned(),
        sign_in_again: true,
        claims: None,
    }))
}

#[cfg(test)]
#[path = "person_tests.rs"]
mod tests;
