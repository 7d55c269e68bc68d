//! One request and one answer. Neither shows what may be secret when it is printed.

use std::fmt;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Serialize;

use super::redact;
use crate::error::Error;

/// A request, ready to be sent any number of times.
#[derive(Clone)]
pub struct Call {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// Whether sending it twice does no more than sending it once.
    pub(crate) repeatable: bool,
}

/// An answer, read whole.
#[derive(Clone)]
pub struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    /// A request without a body. GET, PUT and DELETE may be sent again after a fault; a POST may not unless
    /// [`Call::repeatable`] says so.
    #[must_use]
    pub fn new(method: Method, url: Url) -> Self {
        let repeatable = matches!(method, Method::GET | Method::PUT | Method::DELETE | Method::HEAD);
        Self { method, url, headers: HeaderMap::new(), body: None, repeatable }
    }

    /// A GET.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self::new(Method::GET, url)
    }

    /// With a JSON body.
    ///
    /// # Errors
    /// Where the value has no JSON form.
    pub fn json(mut self, value: &impl Serialize) -> Result<Self, Error> {
        let body = serde_json::to_vec(value).map_err(|problem| Error::Setup(problem.to_string()))?;
        self.body = Some(Bytes::from(body));
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(self)
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Says that sending it twice does no more than sending it once, though it is a POST.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }
}

impl Reply {
    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, whole and unpacked.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// A header's value, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("url", &redact::address(&self.url))
            .field("headers", &redact::headers(&self.headers))
            .field("body_bytes", &self.body.as_ref().map_or(0, Bytes::len))
            .field("repeatable", &self.repeatable)
            .finish()
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("headers", &redact::headers(&self.headers))
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_printed() {
        let url = Url::parse("https://host/path?sig=SECRET").unwrap();
        let call = Call::new(Method::POST, url)
            .header("authorization".parse().unwrap(), HeaderValue::from_static("Bearer SECRET"))
            .json(&"SECRET")
            .unwrap();
        let reply = Reply {
            status: 200,
            headers: call.headers.clone(),
            body: Bytes::from_static(b"{\"access_token\":\"SECRET\"}"),
        };
        let shown = format!("{call:?} {reply:?}");
        assert!(!shown.contains("SECRET"), "{shown}");
        assert!(shown.contains("authorization") && shown.contains("/path"), "{shown}");
    }
}
