//! How Graph says no.
//!
//! Azure: <https://learn.microsoft.com/graph/errors>

use jiff::Timestamp;
use serde_json::json;

use crate::ids;
use crate::reply::Reply;

/// A refusal on its way to the client.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// `Retry-After`, in seconds.
    pub(crate) retry_after: Option<f64>,
}

impl Problem {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after: None }
    }

    pub(crate) fn denied() -> Self {
        Self::new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    }

    pub(crate) fn not_found(id: &str) -> Self {
        let message = format!(
            "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::new(404, "Request_ResourceNotFound", message)
    }

    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(400, "Request_BadRequest", message)
    }

    pub(crate) fn bad_filter(clause: &str) -> Self {
        let message = format!("Unsupported or invalid query filter clause specified: '{clause}'.");
        Self::new(400, "Request_UnsupportedQuery", message)
    }

    pub(crate) fn throttled(seconds: f64) -> Self {
        let problem = Self::new(429, "TooManyRequests", "Too many requests. Please try again later.");
        Self { retry_after: Some(seconds), ..problem }
    }

    /// As it is sent.
    pub(crate) fn reply(&self, now: Timestamp, client_request: Option<&str>) -> Reply {
        let request = ids::guid().to_string();
        let reply = Reply::json(
            self.status,
            &json!({"error": {
                "code": self.code,
                "message": self.message,
                "innerError": {
                    "date": now.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                    "request-id": request,
                    "client-request-id": client_request.unwrap_or(&request),
                },
            }}),
        );
        match self.retry_after {
            // Graph documents fractions of seconds here.
            Some(seconds) => reply.with("retry-after", &format!("{seconds:.3}")),
            None => reply,
        }
    }
}
