//! Where refresh tokens are kept from one start to the next: in the operating system's keyring, or not at all.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use azure_core::credentials::Secret;

use crate::error::Error;

/// What the keyring files our entries under.
const SERVICE: &str = "Rolewright";

/// Keeps one refresh token for each account. Calls may block.
pub trait RefreshTokens: Send + Sync + fmt::Debug {
    /// The token of that account, if one is kept.
    ///
    /// # Errors
    /// Where the keyring is locked or missing.
    fn load(&self, account: &str) -> Result<Option<Secret>, Error>;

    /// Keeps it instead of the one before.
    ///
    /// # Errors
    /// As [`RefreshTokens::load`].
    fn save(&self, account: &str, token: &Secret) -> Result<(), Error>;

    /// Forgets it; it is no error if there is none.
    ///
    /// # Errors
    /// As [`RefreshTokens::load`].
    fn forget(&self, account: &str) -> Result<(), Error>;
}

/// The keyring: Credential Manager on Windows, Keychain on macOS, the Secret Service elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keyring;

/// Until the process ends: for tests, and where a machine has no keyring.
#[derive(Default)]
pub struct InMemory(Mutex<HashMap<String, Secret>>);

impl RefreshTokens for Keyring {
    fn load(&self, account: &str) -> Result<Option<Secret>, Error> {
        match entry(account)?.get_password() {
            Ok(token) => Ok(Some(Secret::new(token))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(problem) => Err(unusable(&problem)),
        }
    }

    fn save(&self, account: &str, token: &Secret) -> Result<(), Error> {
        entry(account)?.set_password(token.secret()).map_err(|problem| unusable(&problem))
    }

    fn forget(&self, account: &str) -> Result<(), Error> {
        match entry(account)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(problem) => Err(unusable(&problem)),
        }
    }
}

fn entry(account: &str) -> Result<keyring::Entry, Error> {
    keyring::Entry::new(SERVICE, account).map_err(|problem| unusable(&problem))
}

fn unusable(problem: &keyring::Error) -> Error {
    // Some variants carry the secret itself in their Debug form; their Display form does not.
    Error::Setup(format!("the keyring of this machine cannot be used: {problem}"))
}

impl RefreshTokens for InMemory {
    fn load(&self, account: &str) -> Result<Option<Secret>, Error> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(account).cloned())
    }

    fn save(&self, account: &str, token: &Secret) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(account.to_owned(), token.clone());
        Ok(())
    }

    fn forget(&self, account: &str) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
        Ok(())
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InMemory")
    }
}
