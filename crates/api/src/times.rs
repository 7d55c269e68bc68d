//! Times and names as files and reports show them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// RFC 3339, UTC, of milliseconds since 1970; empty for what is no time.
pub(crate) fn shown(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).map(|at| at.to_string()).unwrap_or_default()
}

/// `2026-11-21`, UTC.
pub(crate) fn day(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map(|at| at.to_zoned(TimeZone::UTC).date().to_string())
        .unwrap_or_default()
}

/// A name that every file system takes: a tenant may be called anything.
pub(crate) fn as_file_name(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { '_' };
    let name: String = name.chars().map(plain).take(120).collect();
    let name = name.trim();
    if name.is_empty() { "Rolewright".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_hold_nothing_that_leads_elsewhere() {
        assert_eq!(as_file_name("../../etc/passwd"), "______etc_passwd");
        assert_eq!(as_file_name("Contoso: \"A/B\"\u{0}"), "Contoso_ _A_B__");
        assert_eq!(as_file_name("  "), "Rolewright");
        assert!(as_file_name(&"é".repeat(500)).chars().count() <= 120);
    }

    #[test]
    fn times_are_utc() {
        assert_eq!((shown(0).as_str(), day(0).as_str()), ("1970-01-01T00:00:00Z", "1970-01-01"));
        assert_eq!((shown(i64::MAX).as_str(), day(i64::MIN).as_str()), ("", ""));
    }
}
