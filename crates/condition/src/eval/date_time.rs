//! Points in time as the language writes them.

use jiff::Timestamp;

/// Reads `yyyy-mm-ddThh:mm:ss.fffffffZ` with one to seven digits of fraction. A missing fraction is accepted,
/// which no page promises; offsets other than `Z` are not.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#datetime-comparison-operators>
#[must_use]
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let head = bytes.get(..shape.len())?;
    let fits = head.iter().zip(shape).all(|(b, s)| if *s == b'd' { b.is_ascii_digit() } else { b == s });
    let tail = bytes.get(shape.len()..)?.strip_suffix(b"Z")?;
    let fraction = match tail.strip_prefix(b".") {
        Some(digits) => (1..=7).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        None => tail.is_empty(),
    };
    // jiff reads a leap second; the service's own type has none.
    if !fits || !fraction || head.ends_with(b"60") { None } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fractions_seen_are_read_in_full() {
        let parsed = |text| parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(parsed("2022-06-01T00:00:00.0Z"), parsed("2022-06-01T00:00:00.0000000Z"));
        assert_eq!(parsed("2022-06-01T00:00:00Z"), parsed("2022-06-01T00:00:00.000Z"));
        assert!(parsed("2022-06-01T23:38:32.8883645Z") > parsed("2022-06-01T23:38:32.8883644Z"));
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "",
            "2022-06-01",
            "2022-06-01T00:00:00",
            "2022-06-01 00:00:00Z",
            "2022-06-01t00:00:00z",
            "2022-06-01T00:00:00.Z",
            "2022-06-01T00:00:00.12345678Z",
            "2022-06-01T00:00:00+01:00",
            "2022-13-01T00:00:00Z",
            "2022-02-30T00:00:00Z",
            "2022-06-01T24:00:00Z",
            "2022-06-01T00:00:60Z",
            "é022-06-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
