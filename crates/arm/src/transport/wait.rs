//! How long to wait before asking again: what Azure says, else longer after each try, a little random.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// How often and how patiently a request is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Tries in all, the first included.
    pub tries: u32,
    /// Tries where no connection comes about, the first included: somebody without a network should not wait long
    /// to hear of it.
    pub connections: u32,
    /// The wait after the first try where Azure names none; it doubles from there.
    pub first_wait: Duration,
    /// No wait of ours is longer.
    pub longest_wait: Duration,
    /// Where Azure asks for a longer wait, its answer is handed on instead.
    pub longest_asked: Duration,
    /// How long to wait for a connection.
    pub connect: Duration,
    /// How long to wait for the next bytes of an answer.
    pub silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            tries: 8,
            connections: 5,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            longest_asked: Duration::from_secs(330),
            connect: Duration::from_secs(20),
            silence: Duration::from_secs(100),
        }
    }
}

impl Patience {
    /// The wait after try number `tried` (the first is 1), between half of the doubled step and all of it.
    pub(crate) fn wait(&self, tried: u32) -> Duration {
        let step =
            self.first_wait.saturating_mul(1 << tried.saturating_sub(1).min(16)).min(self.longest_wait);
        step.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

/// The wait that an answer asks for: `Retry-After` in seconds, with or without a fraction, or as a date; else
/// the words `after 'N' seconds` that Azure Resource Manager writes into its message.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling>,
/// <https://learn.microsoft.com/graph/throttling>
pub(crate) fn asked(headers: &HeaderMap, message: &str, now: Timestamp) -> Option<Duration> {
    header(headers, now).or_else(|| words(message))
}

fn header(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    if let Some(millis) = headers.get("retry-after-ms").or_else(|| headers.get("x-ms-retry-after-ms")) {
        return millis.to_str().ok()?.trim().parse().ok().map(Duration::from_millis);
    }
    duration(headers.get(RETRY_AFTER)?.to_str().ok()?, now)
}

/// Reads the value of a `Retry-After`.
pub(crate) fn duration(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    // HTTP dates say GMT where RFC 2822 says +0000; the parser takes both.
    let until = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

fn words(message: &str) -> Option<Duration> {
    let (_, rest) = message.split_once("after '")?;
    let (number, unit) = rest.split_once('\'')?;
    let seconds: f64 = number.trim().parse().ok()?;
    unit.trim_start().starts_with("second").then(|| Duration::try_from_secs_f64(seconds).ok())?
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn every_form_of_retry_after_is_read() {
        let now = at("2026-03-01T12:00:00Z");
        let cases = [
            ("7", Some(7.0)),
            ("2.128", Some(2.128)),
            (" 0 ", Some(0.0)),
            ("Sun, 01 Mar 2026 12:00:30 GMT", Some(30.0)),
            ("Sun, 01 Mar 2026 11:59:00 GMT", Some(0.0)),
            ("-3", None),
            ("NaN", None),
            ("1e999", None),
            ("soon", None),
            ("", None),
        ];
        for (text, seconds) in cases {
            assert_eq!(duration(text, now).map(|d| d.as_secs_f64()), seconds, "{text}");
        }
    }

    #[test]
    fn words_count_where_the_header_is_missing() {
        let now = at("2026-03-01T12:00:00Z");
        let throttled = "exceeded the backend storage limit. Please try again after '6' seconds.";
        let mut headers = HeaderMap::new();
        assert_eq!(asked(&headers, throttled, now), Some(Duration::from_secs(6)));
        for other in [
            "",
            "after",
            "after '",
            "after 'x' seconds",
            "after '2023-11-27T09:04:57Z' UTC",
            "after '5' hours",
        ] {
            assert_eq!(asked(&headers, other, now), None, "{other}");
        }
        headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        assert_eq!(asked(&headers, throttled, now), Some(Duration::from_secs(2)));
    }

    #[test]
    fn waits_grow_and_stay_bounded() {
        let patience = Patience::default();
        for tried in 1..100 {
            let wait = patience.wait(tried);
            assert!(wait <= patience.longest_wait && wait >= patience.first_wait / 2, "{tried}: {wait:?}");
        }
        assert!(patience.wait(10) > patience.wait(1));
    }
}
