//! Who asks. Every way of signing in ends as an `azure_core` `TokenCredential`; [`Tokens`] keeps what it gave
//! for as long as it is good.
//!
//! | way | for | by |
//! |---|---|---|
//! | Azure CLI, managed identity, workload identity | a machine that has one | `azure_identity` ([`Machine`]) |
//! | client secret, certificate | a pipeline | `azure_identity` ([`ServicePrincipal`]) |
//! | browser, device code | a person | `oauth2` ([`BrowserSignIn`], [`DeviceCodeSignIn`]), then [`Person`] |
//!
//! Tokens live in memory. Refresh tokens go to the operating system's keyring and nowhere else
//! ([`RefreshTokens`]).

mod browser;
mod device_code;
mod entra;
mod identity;
mod keeping;
mod machine;
mod person;
mod service_principal;
#[cfg(test)]
mod test_entra;
mod tokens;

pub use browser::BrowserSignIn;
pub use device_code::DeviceCodeSignIn;
pub use entra::{AZURE_CLI, PersonSignIn};
pub use identity::Identity;
pub use keeping::{InMemory, Keyring, RefreshTokens};
pub use machine::Machine;
pub use person::Person;
pub use service_principal::{Proof, ServicePrincipal};
pub use tokens::Tokens;
