//! Signing in on another device: a code to type at a page.
//! Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use std::time::Duration;

use oauth2::StandardDeviceAuthorizationResponse;
use tokio_util::sync::CancellationToken;

use super::entra::{self, PersonSignIn};
use super::person::Person;
use crate::error::Error;

/// A code that waits to be typed.
#[derive(Debug)]
pub struct DeviceCodeSignIn {
    settings: PersonSignIn,
    details: StandardDeviceAuthorizationResponse,
}

impl DeviceCodeSignIn {
    /// Asks for a code.
    ///
    /// # Errors
    /// [`Error::SignIn`] where Entra gives none; what the transport met on the way.
    pub async fn start(settings: PersonSignIn) -> Result<Self, Error> {
        let entra = settings.entra()?;
        let transport = &settings.transport;
        let send = |request| entra::send(transport.clone(), request, true);
        let request = entra.exchange_device_code().add_scopes(settings.scopes());
        let details = request.request_async(&send).await.map_err(entra::problem)?;
        Ok(Self { settings, details })
    }

    /// What to type.
    #[must_use]
    pub fn user_code(&self) -> &str {
        self.details.user_code().secret()
    }

    /// Where to type it.
    #[must_use]
    pub fn page(&self) -> &str {
        self.details.verification_uri().as_str()
    }

    /// How long the code is good.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.details.expires_in()
    }

    /// Waits until the person has signed in at the page.
    ///
    /// # Errors
    /// [`Error::SignIn`] where the person declines or the code expires; [`Error::Cancelled`].
    pub async fn finish(self, cancel: &CancellationToken) -> Result<Person, Error> {
        let entra = self.settings.entra()?;
        let transport = &self.settings.transport;
        let send = |request| entra::send(transport.clone(), request, true);
        let request = entra.exchange_device_access_token(&self.details);
        let answer = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(Error::Cancelled),
            answer = request.request_async(&send, tokio::time::sleep, Some(self.details.expires_in())) => {
                answer.map_err(entra::problem)?
            }
        };
        Person::new(self.settings, &answer).await
    }
}
