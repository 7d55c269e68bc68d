//! A request as the routes see it, whichever listener it came to.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};

/// A request, read whole.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// The path, decoded, in segments; doubled slashes leave nothing behind.
    pub(crate) segments: Vec<String>,
    pub(crate) query: Pairs,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// `https://127.0.0.1:8443`: as the client addressed it, so that links lead where it already is.
    pub(crate) origin: String,
    /// Path and query as they came.
    pub(crate) target: String,
    pub(crate) ip: String,
}

/// Names and values of a query or a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads `a=1&b=2`, percent-encoded or not.
    pub(crate) fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of that name, whatever its case; an empty value counts as none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// All of them, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// `a=1&b=2` without the pairs of that name, and with this one at the end.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (key, old) in self.iter().filter(|(key, _)| !key.eq_ignore_ascii_case(name)) {
            out.append_pair(key, old);
        }
        out.append_pair(name, value).finish()
    }
}

impl Asked {
    /// The header's text, where it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The path, decoded, with single slashes.
    pub(crate) fn path(&self) -> String {
        self.segments.iter().fold(String::new(), |path, segment| path + "/" + segment)
    }

    /// The body as a form.
    pub(crate) fn form(&self) -> Pairs {
        Pairs::parse(&self.body)
    }
}

/// The segments of a path as it came.
pub(crate) fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_doubled_slashes_and_escapes() {
        assert_eq!(segments("//a//b%20c/"), ["a", "b c"]);
        assert_eq!(segments("/%ff"), ["\u{fffd}"]);
        assert_eq!(segments("").len(), 0);
    }

    #[test]
    fn a_query_is_read_encoded_or_not() {
        let encoded = Pairs::parse(b"api-version=2022-04-01&%24filter=atScope%28%29&x=");
        let plain = Pairs::parse(b"API-Version=2022-04-01&$filter=atScope()");
        assert_eq!(encoded.get("$filter"), plain.get("$Filter"));
        assert_eq!(plain.get("api-version"), Some("2022-04-01"));
        assert_eq!(encoded.get("x"), None);
        assert_eq!(
            plain.with("$skiptoken", "a b"),
            "API-Version=2022-04-01&%24filter=atScope%28%29&%24skiptoken=a+b"
        );
    }
}
