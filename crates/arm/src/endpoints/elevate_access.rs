//! Elevation: a Global Administrator takes User Access Administrator at `/`.
//!
//! There is no call to give it back: that is the deletion of the role assignment at `/`.
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>

use reqwest::Method;

use crate::client::Azure;
use crate::error::Error;
use crate::transport::Call;

const API_VERSION: &str = "2016-07-01";

/// Elevates the signed-in principal, and nobody else. It lasts until the assignment is deleted.
///
/// # Errors
/// [`Error::Refused`] where the token carries no Global Administrator; a role activated a moment ago is only in a
/// new token.
pub async fn elevate(azure: &Azure) -> Result<(), Error> {
    let url = azure.arm("/providers/Microsoft.Authorization/elevateAccess", &[("api-version", API_VERSION)]);
    // Each call writes log records of its own, so it is not repeated.
    azure.read(Call::new(Method::POST, url), |_| Ok(())).await
}
