//! Signing in: which doors there are, how far one is, and who is signed in. No token ever stands here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::error::ApiError;

/// How things stand: who can be read as, and that nothing is written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Session {
    pub accounts: Vec<Account>,
    /// Clouds that can be signed in to; the first is the one offered.
    pub clouds: Vec<Cloud>,
    /// Whether a profile may write. Reading is all there is until the user turns this on.
    pub may_write: bool,
    /// Whether the demo tenant's local Azure is running.
    pub demo_running: bool,
}

/// An Azure cloud.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Cloud {
    /// `public`, `us-government`, `china`, or the name of one that the program was started with.
    pub id: String,
    /// `Azure`, `Azure US Government`, `Azure operated by 21Vianet`.
    pub name: String,
    /// Host of the sign-in page: `login.microsoftonline.com`.
    pub authority_host: String,
}

/// Somebody or something that signed in, with the tenants it can open.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Account {
    /// Names the account in other requests; means nothing outside this program.
    pub id: String,
    /// `dara@contoso.example`, or an application's display name or id.
    pub name: String,
    pub door: DoorKind,
    /// By [`Cloud::id`].
    pub cloud: String,
    /// Whether a token is at hand or can be had without asking the user.
    pub usable: bool,
    /// Whether its refresh token lies in the operating system's keyring.
    pub remembered: bool,
    pub tenants: Vec<Tenant>,
}

/// A tenant that an account belongs to. Only the one that is opened is ever asked for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Tenant {
    /// A GUID.
    pub id: String,
    /// `Contoso`; the id where the name could not be read.
    pub name: String,
    /// `contoso.onmicrosoft.com`
    pub domain: Option<String>,
    /// Whether the account has signed in to it.
    pub opened: bool,
}

/// Which way in, without what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum DoorKind {
    Browser,
    DeviceCode,
    AzureCli,
    ServicePrincipalSecret,
    ServicePrincipalCertificate,
    ManagedIdentity,
    /// The demo tenant's local Azure.
    Demo,
}

/// Asks to sign in to one tenant through one door.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export)]
pub struct StartSignIn {
    pub door: Door,
    /// By [`Cloud::id`].
    pub cloud: String,
    /// Id or domain; `None` is the account's home tenant, which a service principal does not have.
    pub tenant: Option<String>,
    /// Whether to keep the refresh token in the operating system's keyring.
    pub remember: bool,
}

/// A way in with what it needs.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum Door {
    /// The system's browser, authorization code with PKCE.
    Browser,
    /// A code typed on another page or device.
    DeviceCode,
    /// Whoever `az login` signed in.
    AzureCli,
    ServicePrincipalSecret {
        client_id: String,
        secret: Secret,
    },
    ServicePrincipalCertificate {
        client_id: String,
        /// PEM or PFX, as [`ChosenFile::path`] gave it.
        path: String,
        password: Option<Secret>,
    },
    /// Of the machine that this runs on; a client id where there are several.
    ManagedIdentity {
        client_id: Option<String>,
    },
}

/// Text that the user typed and that nothing ever prints or gives back.
#[derive(Clone, Deserialize, TS)]
#[serde(transparent)]
#[ts(export)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Names a sign-in that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInId {
    pub sign_in: u32,
}

/// How far a sign-in is. Sent as an event at every step; the last one is `Done`, `Failed` or `Cancelled`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInProgress {
    pub sign_in: u32,
    pub step: SignInStep,
}

/// One step of a sign-in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum SignInStep {
    /// Nothing to do for the user but wait.
    Waiting {
        /// `asking the Azure CLI for a token`
        words: String,
    },
    /// The user types the code at the page.
    DeviceCode {
        code: String,
        /// `https://microsoft.com/devicelogin`
        page: String,
        /// RFC 3339, UTC.
        expires_at: String,
    },
    /// The user signs in in the system's browser, which was opened at this page.
    Browser {
        page: String,
    },
    Done {
        account: Account,
        tenant: Tenant,
    },
    Failed {
        error: ApiError,
    },
    Cancelled,
}

/// Names an account.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountId {
    pub account: String,
}

/// A page to show in the system's browser; nothing but https of Azure's own and of the sandbox is opened.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenPage {
    pub url: String,
}

/// A file that the user chose and that only the program reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChosenFile {
    pub path: String,
    /// Without its folder.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_and_never_printed() {
        let json = r#"{"door":{"kind":"service-principal-secret","client_id":"a","secret":"hunter2"},"cloud":"public","tenant":"t","remember":false}"#;
        let request: StartSignIn = serde_json::from_str(json).unwrap();
        assert!(!format!("{request:?}").contains("hunter2"));
        let Door::ServicePrincipalSecret { secret: Secret(secret), .. } = request.door else {
            panic!("another door")
        };
        assert_eq!(secret, "hunter2");
    }
}
