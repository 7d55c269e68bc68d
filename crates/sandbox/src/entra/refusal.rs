//! How Entra says no: OAuth's code, and a number that people search for.
//!
//! Azure: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use jiff::Timestamp;
use serde_json::json;

use crate::ids;
use crate::reply::Reply;

/// A refusal of the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: u16,
    error: &'static str,
    number: u32,
    text: String,
}

impl Refusal {
    fn new(error: &'static str, number: u32, text: String) -> Self {
        Self { status: 400, error, number, text }
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        let text = format!("The request body must contain the following parameter: '{parameter}'.");
        Self::new("invalid_request", 900_144, text)
    }

    pub(crate) fn unknown_tenant(tenant: &str) -> Self {
        let text = format!(
            "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing \
             into the correct cloud. Check with your subscription administrator, this may happen if there are \
             no active subscriptions for the tenant."
        );
        Self::new("invalid_request", 90_002, text)
    }

    pub(crate) fn unknown_application(client: &str, tenant: &str) -> Self {
        let text = format!(
            "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen \
             if the application has not been installed by the administrator of the tenant or consented to by \
             any user in the tenant. You may have sent your authentication request to the wrong tenant."
        );
        Self { status: 400, ..Self::new("unauthorized_client", 700_016, text) }
    }

    pub(crate) fn wrong_secret(client: &str) -> Self {
        let text = format!(
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret \
             value, not the client secret ID, for a secret added to app '{client}'."
        );
        Self { status: 401, ..Self::new("invalid_client", 7_000_215, text) }
    }

    pub(crate) fn no_secret() -> Self {
        let text =
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        Self { status: 401, ..Self::new("invalid_client", 7_000_218, text.to_owned()) }
    }

    pub(crate) fn wrong_assertion(why: &str) -> Self {
        let text = format!("Client assertion failed signature validation. {why}");
        Self { status: 401, ..Self::new("invalid_client", 700_027, text) }
    }

    pub(crate) fn unknown_grant(grant: &str) -> Self {
        let text = format!("The app requested an unsupported grant type '{grant}'.");
        Self::new("unsupported_grant_type", 70_003, text)
    }

    pub(crate) fn unknown_resource(resource: &str, tenant: &str) -> Self {
        let text = format!(
            "The resource principal named {resource} was not found in the tenant named {tenant}. This can \
             happen if the application has not been installed by the administrator of the tenant or consented \
             to by any user in the tenant. You might have sent your authentication request to the wrong tenant."
        );
        Self::new("invalid_resource", 500_011, text)
    }

    pub(crate) fn pending() -> Self {
        let text = "OAuth 2.0 device flow error. Authorization is pending. Continue polling.";
        Self::new("authorization_pending", 70_016, text.to_owned())
    }

    pub(crate) fn device_code_expired() -> Self {
        let text = "The provided device code has expired.";
        Self::new("expired_token", 70_020, text.to_owned())
    }

    pub(crate) fn declined() -> Self {
        let text = "End-user declined the authorization request.";
        Self::new("authorization_declined", 70_018, text.to_owned())
    }

    pub(crate) fn wrong_device_code() -> Self {
        let text = "The device code is not valid: it was used before, or belongs to another application.";
        Self::new("bad_verification_code", 70_019, text.to_owned())
    }

    pub(crate) fn wrong_code() -> Self {
        let text = "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use \
                    an existing refresh token.";
        Self::new("invalid_grant", 54_005, text.to_owned())
    }

    pub(crate) fn code_expired() -> Self {
        let text = "The provided authorization code or refresh token has expired due to inactivity. Send a new \
                    interactive authorization request for this user and resource.";
        Self::new("invalid_grant", 70_008, text.to_owned())
    }

    pub(crate) fn wrong_verifier() -> Self {
        let text =
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.";
        Self::new("invalid_grant", 501_481, text.to_owned())
    }

    pub(crate) fn wrong_redirect(uri: &str, client: &str) -> Self {
        let text = format!(
            "The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for \
             the application '{client}'."
        );
        Self::new("invalid_request", 50_011, text)
    }

    pub(crate) fn not_in_tenant(user: &str, tenant: &str, client: &str) -> Self {
        let text = format!(
            "User account '{user}' from identity provider of its home tenant does not exist in tenant \
             '{tenant}' and cannot access the application '{client}' in that tenant. The account needs to be \
             added as an external user in the tenant first."
        );
        Self::new("invalid_grant", 50_020, text)
    }

    pub(crate) fn wrong_refresh_token() -> Self {
        let text = "The refresh token is not valid: it was revoked, or issued to another application.";
        Self::new("invalid_grant", 50_173, text.to_owned())
    }

    pub(crate) fn unknown_user(user: &str) -> Self {
        let text = format!("The user account '{user}' does not exist in the directory.");
        Self::new("invalid_grant", 50_034, text)
    }

    /// OAuth's code.
    pub(crate) fn error(&self) -> &'static str {
        self.error
    }

    /// Number and text, as they stand in a page.
    pub(crate) fn description(&self) -> String {
        format!("AADSTS{}: {}", self.number, self.text)
    }

    /// As the token endpoint answers.
    pub(crate) fn reply(&self, now: Timestamp) -> Reply {
        let (trace, correlation) = (ids::guid().to_string(), ids::guid().to_string());
        let stamp = now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        let description = format!(
            "{} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {stamp}",
            self.description()
        );
        Reply::json(
            self.status,
            &json!({
                "error": self.error,
                "error_description": description,
                "error_codes": [self.number],
                "timestamp": stamp,
                "trace_id": trace,
                "correlation_id": correlation,
                "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.number),
            }),
        )
        .with("cache-control", "no-store, no-cache")
    }
}
