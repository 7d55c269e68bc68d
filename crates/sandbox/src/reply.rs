//! An answer before it is sent: faults may still change it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Without a body.
    pub(crate) fn empty(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, headers: HeaderMap::new(), body: Vec::new() }
    }

    /// With this body as JSON.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => {
                Self { body, ..Self::empty(status) }.with("content-type", "application/json; charset=utf-8")
            }
            Err(error) => Self::empty(500).with("x-ms-failure-cause", &error.to_string()),
        }
    }

    /// A page for a browser.
    pub(crate) fn html(status: u16, body: String) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .with("content-type", "text/html; charset=utf-8")
            .with("cache-control", "no-store")
    }

    /// Leads a browser elsewhere.
    pub(crate) fn redirect(location: &str) -> Self {
        Self::empty(302).with("location", location)
    }

    /// The same with a header; a value that no header can hold is left out.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// The envelope of Resource Manager: `{"error":{"code","message"}}`.
    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        Self::json(status, &json!({"error": {"code": code, "message": message}}))
    }

    /// The body as JSON, if it is.
    pub(crate) fn value(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}
