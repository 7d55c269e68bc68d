//! Resource providers: whether a subscription has one registered, and registering it.
//! Azure: <https://learn.microsoft.com/rest/api/resources/providers>

use reqwest::Method;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::error::Error;
use crate::transport::Call;

const API_VERSION: &str = "2021-04-01";

/// How far a provider's registration is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registration {
    /// It can be used.
    Registered,
    /// It will soon; ask again in some seconds.
    Registering,
    /// It cannot be used.
    NotRegistered,
    /// Anything else, as written.
    Other(String),
}

/// How far the registration of the namespace is.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses.
pub async fn get(azure: &Azure, subscription: Guid, namespace: &str) -> Result<Registration, Error> {
    let path = format!("/subscriptions/{subscription}/providers/{namespace}");
    let url = azure.arm(&path, &[("api-version", API_VERSION)]);
    azure.read(Call::get(url), |reply| read(&reply.body)).await
}

/// Registers the namespace; Azure answers at once and goes on by itself.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses.
pub async fn register(azure: &Azure, subscription: Guid, namespace: &str) -> Result<Registration, Error> {
    let path = format!("/subscriptions/{subscription}/providers/{namespace}/register");
    let call = Call::new(Method::POST, azure.arm(&path, &[("api-version", API_VERSION)]));
    // Registering what is registered changes nothing.
    azure.read(call.repeatable(), |reply| read(&reply.body)).await
}

fn read(body: &[u8]) -> serde_json::Result<Registration> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Row {
        registration_state: String,
    }
    let state = serde_json::from_slice::<Row>(body)?.registration_state;
    let known = [
        ("Registered", Registration::Registered),
        ("Registering", Registration::Registering),
        ("NotRegistered", Registration::NotRegistered),
        ("Unregistered", Registration::NotRegistered),
    ];
    let found = known.into_iter().find(|(name, _)| state.eq_ignore_ascii_case(name));
    Ok(found.map_or(Registration::Other(state), |(_, registration)| registration))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_states_are_read() {
        let Some(exchanges) = contract::exchanges("recordings/misc/provider-register.json") else { return };
        let mut seen = 0;
        for exchange in exchanges.iter().filter(|e| e.status == 200 && !e.body.is_empty()) {
            if !exchange.url.split('?').next().unwrap_or_default().ends_with("/providers") {
                assert!(!matches!(read(&exchange.body).unwrap(), Registration::Other(_)), "{}", exchange.url);
                seen += 1;
            }
        }
        assert!(seen > 0);
        assert_eq!(
            read(br#"{"registrationState":"Later"}"#).unwrap(),
            Registration::Other("Later".to_owned())
        );
        assert!(read(b"{}").is_err());
    }
}
