//! What was handed out and may be redeemed: authorization codes, device codes, refresh tokens.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rolewright_condition::guid::Guid;

use super::accounts::Person;
use crate::ids;

/// An authorization code's memory of the request that it was given for.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) who: Person,
    pub(crate) client: Guid,
    /// As the path of the request named it.
    pub(crate) tenant: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    pub(crate) nonce: Option<String>,
    /// The challenge, and whether it is the verifier's SHA-256 or the verifier itself.
    pub(crate) challenge: Option<(String, bool)>,
    pub(crate) expires: Timestamp,
}

/// How far a device code has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    Pending,
    Declined,
    Given(Person),
}

/// A device code.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) client: Guid,
    pub(crate) user_code: String,
    pub(crate) scope: String,
    pub(crate) consent: Consent,
    pub(crate) expires: Timestamp,
}

/// A refresh token: good for any resource, in any tenant that knows the person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refresh {
    pub(crate) who: Person,
    pub(crate) client: Guid,
}

#[derive(Debug, Default)]
pub(crate) struct Grants(Mutex<Held>);

#[derive(Debug, Default)]
pub(crate) struct Held {
    pub(crate) codes: HashMap<String, Code>,
    pub(crate) devices: HashMap<String, Device>,
    pub(crate) refresh: HashMap<String, Refresh>,
}

/// Letters that are hard to take for each other.
const USER_CODE_LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>
pub(crate) const DEVICE_CODE_SECONDS: i64 = 900;

impl Grants {
    pub(crate) fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a code and returns it.
    pub(crate) fn code(&self, code: Code) -> String {
        let text = ids::secret();
        self.held().codes.insert(text.clone(), code);
        text
    }

    /// Begins a device flow: the device's code and the one that the person types.
    pub(crate) fn device(&self, client: Guid, scope: &str, now: Timestamp) -> (String, String) {
        let random: [u8; 9] = rand::random();
        let letter = |byte: &u8| USER_CODE_LETTERS.get(usize::from(*byte) % 20).copied().map(char::from);
        let user_code: String = random.iter().filter_map(letter).collect();
        let device_code = ids::secret();
        let device = Device {
            client,
            user_code: user_code.clone(),
            scope: scope.to_owned(),
            consent: Consent::Pending,
            expires: now + SignedDuration::from_secs(DEVICE_CODE_SECONDS),
        };
        self.held().devices.insert(device_code.clone(), device);
        (device_code, user_code)
    }

    /// Answers for the person who typed this code; `false` where no device waits for it.
    pub(crate) fn consent(&self, user_code: &str, consent: Consent, now: Timestamp) -> bool {
        let mut held = self.held();
        let waiting = held.devices.values_mut().find(|device| {
            device.user_code.eq_ignore_ascii_case(user_code.trim())
                && device.consent == Consent::Pending
                && now < device.expires
        });
        waiting.map(|device| device.consent = consent).is_some()
    }

    /// A refresh token for the person.
    pub(crate) fn refresh(&self, who: Person, client: Guid) -> String {
        let text = ids::secret();
        self.held().refresh.insert(text.clone(), Refresh { who, client });
        text
    }
}
