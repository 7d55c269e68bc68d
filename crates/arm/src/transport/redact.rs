//! What of a request or an answer may be shown: a list of what is allowed, so that what nobody thought of stays
//! hidden.

use reqwest::Url;
use reqwest::header::HeaderMap;

/// Query parameters whose values are shown.
const QUERY: &[&str] = &[
    "api-version",
    "$filter",
    "$top",
    "$skip",
    "$select",
    "$expand",
    "$orderby",
    "$count",
    "$view",
    "$recurse",
];

/// Headers whose values are shown.
const HEADERS: &[&str] = &[
    "content-type",
    "content-length",
    "date",
    "retry-after",
    "x-ms-request-id",
    "x-ms-correlation-request-id",
    "x-ms-routing-request-id",
    "x-ms-client-request-id",
    "x-ms-failure-cause",
    "x-ms-resource-unit",
    "request-id",
    "client-request-id",
];

/// The address with the values of unknown query parameters, and any user information, left out.
pub(crate) fn address(url: &Url) -> String {
    let mut text = format!("{}{}", url.origin().ascii_serialization(), url.path());
    for (index, (name, value)) in url.query_pairs().enumerate() {
        let shown = QUERY.iter().any(|known| name.eq_ignore_ascii_case(known));
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(&name);
        text.push('=');
        text.push_str(if shown { &value } else { "…" });
    }
    text
}

/// Names of all headers, with the values of those that are known to be harmless.
pub(crate) fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let shown =
                HEADERS.contains(&name.as_str()) || name.as_str().starts_with("x-ms-ratelimit-remaining");
            let value = if shown { value.to_str().unwrap_or("…") } else { "…" };
            (name.as_str().to_owned(), value.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn only_known_values_are_shown() {
        let url = Url::parse(
            "https://user:word@host:8443/a/b?api-version=1&code=SECRET&$filter=atScope()&%24skiptoken=SECRET",
        );
        assert_eq!(
            address(&url.unwrap()),
            "https://host:8443/a/b?api-version=1&code=…&$filter=atScope()&$skiptoken=…"
        );
        let mut map = HeaderMap::new();
        for name in
            ["authorization", "x-ms-authorization-auxiliary", "set-cookie", "www-authenticate", "x-new"]
        {
            map.insert(name, HeaderValue::from_static("SECRET"));
        }
        map.insert("retry-after", HeaderValue::from_static("7"));
        map.insert("x-ms-ratelimit-remaining-tenant-reads", HeaderValue::from_static("9"));
        let shown = format!("{:?}", headers(&map));
        assert!(!shown.contains("SECRET"), "{shown}");
        assert!(shown.contains("authorization") && shown.contains('7') && shown.contains('9'), "{shown}");
    }
}
