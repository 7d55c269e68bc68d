//! Everything that can go wrong between here and Azure, sorted by what the caller may do about it.

use std::time::Duration;

use rolewright_authz::records::Outcome;

/// What went wrong. Each message is whole; [`Error::help`] says what to do next.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Azure answered and said no. Asking again gives the same answer until something changes.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// No connection came about in as many tries as are made. Nothing was sent.
    #[error("`{host}` could not be reached: {reason}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What happened the last time.
        reason: String,
    },
    /// The connection was lost before the answer had come, in as many tries as are made. A write that is not
    /// repeated may have been carried out.
    #[error("the connection to `{host}` was lost: {reason}")]
    Interrupted {
        /// Host and port.
        host: String,
        /// What happened the last time.
        reason: String,
    },
    /// Answers came, but cut off or not as JSON, in as many tries as are made.
    #[error("`{address}` gave an answer that could not be read: {reason}")]
    Unreadable {
        /// The address without what may be secret.
        address: String,
        /// What was wrong with the last one.
        reason: String,
    },
    /// A link in an answer leads to another origin, where a token must not go.
    #[error("a link in an answer leads to `{link}` instead of `{expected}`")]
    ForeignLink {
        /// Origin of the link.
        link: String,
        /// Origin that was asked.
        expected: String,
    },
    /// A page names as next a page that was read already.
    #[error("`{address}` leads to a page that was read already")]
    RepeatedPage {
        /// The address without what may be secret.
        address: String,
    },
    /// A list did not end.
    #[error("`{address}` has more than {pages} pages")]
    TooManyPages {
        /// The address without what may be secret.
        address: String,
        /// How many were read.
        pages: usize,
    },
    /// An address is not `https`.
    #[error("`{address}` is not an https address")]
    NotHttps {
        /// It.
        address: String,
    },
    /// No token was given.
    #[error("{0}")]
    SignIn(Box<SignInProblem>),
    /// The cloud does not have it.
    #[error("{0} is not offered in this cloud")]
    NotOffered(&'static str),
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Something given to this crate cannot be used.
    #[error("{0}")]
    Setup(String),
}

/// An error that Azure answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Azure's code, `AuthorizationFailed`; `Http{status}` where it gave none.
    pub code: String,
    /// Azure's words.
    pub message: String,
    /// What it is about, where the answer names it.
    pub target: Option<String>,
    /// Further codes and messages of the answer, in order.
    pub details: Vec<(String, String)>,
    /// Azure's id of the request, which its support asks for.
    pub request_id: Option<String>,
    /// How long to wait before asking again, where the answer says so.
    pub retry_after: Option<Duration>,
}

/// Why no token was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInProblem {
    /// `invalid_client`, `AADSTS50076`, `expired`: Entra's code where it gave one.
    pub code: String,
    /// What happened.
    pub message: String,
    /// Whether the person has to sign in again, as opposed to something that cannot be mended by that.
    pub sign_in_again: bool,
    /// Claims that the next sign-in has to send, as Azure's challenge gave them.
    /// Azure: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
    pub claims: Option<String>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::fmt::Display for SignInProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl Error {
    /// Azure's code where it gave one, else one of ours.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => &refusal.code,
            Self::Unreachable { .. } => "Unreachable",
            Self::Interrupted { .. } => "Interrupted",
            Self::Unreadable { .. } => "UnreadableAnswer",
            Self::ForeignLink { .. } => "ForeignLink",
            Self::RepeatedPage { .. } => "RepeatedPage",
            Self::TooManyPages { .. } => "TooManyPages",
            Self::NotHttps { .. } => "NotHttps",
            Self::SignIn(problem) => &problem.code,
            Self::NotOffered(_) => "NotOffered",
            Self::Cancelled => "Cancelled",
            Self::Setup(_) => "Setup",
        }
    }

    /// The HTTP status that Azure answered, where it answered.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refusal) => Some(refusal.status),
            _ => None,
        }
    }

    /// What to do next.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => match (refusal.status, refusal.code.as_str()) {
                (401, _) => "sign in again",
                (_, "MissingSubscriptionRegistration") => {
                    "register the resource provider in the subscription, then try again"
                }
                (_, "ScopeLocked") => "remove the lock that the message names, then try again",
                (403, "Authorization_RequestDenied") => {
                    "ask for a directory role such as Directory Readers, or the Graph permission that the call needs"
                }
                (403, _) => {
                    "ask for a role that allows the action at that scope; if it was just granted, try again"
                }
                (404, _) => "check that it still exists and that this account may see it",
                (409, _) => "wait until the other operation has ended, then try again",
                (429, _) => "wait for a moment, then try again",
                (500.., _) => "Azure has a fault of its own; try again later",
                _ => "read Azure's words; the request as it is cannot succeed",
            },
            Self::Unreachable { .. } => "check the network and the proxy, then try again",
            Self::Interrupted { .. } => "look whether a change was carried out, then try again",
            Self::Unreadable { .. } => "check for a proxy that changes answers, then try again",
            Self::ForeignLink { .. } => "check that the addresses of the cloud in the settings are right",
            Self::RepeatedPage { .. } | Self::TooManyPages { .. } => {
                "try again; what was read so far is kept"
            }
            Self::NotHttps { .. } => "use an address that starts with https://",
            Self::SignIn(problem) if problem.sign_in_again => "sign in again",
            Self::SignIn(_) => {
                "check the credential: tenant, client id, secret or certificate, and that it has not expired"
            }
            Self::NotOffered(_) => "use what the cloud offers instead",
            Self::Cancelled => "start again; what was read so far is kept",
            Self::Setup(_) => "correct the setting that the message names",
        }
    }

    /// How a coverage report tells of it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let (code, message) = match self {
            Self::Refused(refusal) => (refusal.code.clone(), refusal.message.clone()),
            other => (other.code().to_owned(), other.to_string()),
        };
        match self {
            Self::NotOffered(_) => Outcome::NotAvailable { code, message },
            Self::Refused(refusal) if is_unavailable(refusal) => Outcome::NotAvailable { code, message },
            Self::Refused(refusal) if refusal.status == 403 => Outcome::Forbidden { code, message },
            _ => Outcome::Failed { code, message },
        }
    }
}

/// Whether the tenant or cloud has no such thing, as opposed to not showing it.
fn is_unavailable(refusal: &Refusal) -> bool {
    // Azure: PIM without a P2 licence answers 400 or 403 with this code; a provider that was never registered
    // has nothing to list; a cloud without the type answers 404 with one of the last two.
    matches!(
        refusal.code.as_str(),
        "AadPremiumLicenseRequired"
            | "MissingSubscriptionRegistration"
            | "Authentication_RequestFromNonPremiumTenantOrB2CTenant"
            | "InvalidResourceType"
            | "NoRegisteredProviderFound"
    )
}
