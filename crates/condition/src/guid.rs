//! GUIDs as the language reads them: dashed or 32 digits, any case, one value.

use std::fmt;

/// A GUID. Two spellings of the same value are equal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(u128);

impl Guid {
    /// From its number, most significant digit first.
    #[must_use]
    pub const fn from_u128(value: u128) -> Self {
        Self(value)
    }

    /// Its number, most significant digit first.
    #[must_use]
    pub const fn as_u128(self) -> u128 {
        self.0
    }

    /// Reads 8-4-4-4-12 or 32 hexadecimal digits; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let dashed = match text.len() {
            36 => true,
            32 => false,
            _ => return None,
        };
        let mut value: u128 = 0;
        let mut half: u64 = 0;
        let mut digits = 0;
        for (i, b) in text.bytes().enumerate() {
            if dashed && matches!(i, 8 | 13 | 18 | 23) {
                if b != b'-' {
                    return None;
                }
                continue;
            }
            half = half << 4 | u64::from(char::from(b).to_digit(16)?);
            digits += 1;
            if digits == 16 {
                // Whole halves are joined, which is quicker than 128-bit shifts digit by digit.
                value = value << 64 | u128::from(half);
                digits = 0;
            }
        }
        Some(Self(value))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A digit at a time into one text: a million rows are known by their ids.
        let mut text = [b'-'; 36];
        let mut left = self.0;
        for (at, slot) in text.iter_mut().enumerate().rev() {
            if !matches!(at, 8 | 13 | 18 | 23) {
                let digit = (left & 0xf) as u8;
                *slot = if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
                left >>= 4;
            }
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_one_value() {
        let dashed = Guid::parse("8e3af657-A8FF-443c-a75c-2fe8c4bcb635").unwrap();
        assert_eq!(Some(dashed), Guid::parse("8e3af657a8ff443ca75c2fe8c4bcb635"));
        assert_eq!(dashed.to_string(), "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    }

    #[test]
    fn near_misses_are_refused() {
        for text in [
            "",
            "8e3af657",
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb63g",
            "8e3af657a-8ff-443c-a75c-2fe8c4bcb635",
            "éééééééééééééééé",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }
}
