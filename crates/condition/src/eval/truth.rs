//! Three truth values and Kleene's tables: unknown is what could be either.

use std::ops::{BitAnd, BitOr, Not};

/// The value of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// Could be either.
    Unknown,
}

impl Truth {
    /// All three.
    pub const ALL: [Truth; 3] = [Self::True, Self::False, Self::Unknown];

    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl BitAnd for Truth {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }
}

impl BitOr for Truth {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_laws_of_kleene_hold() {
        for a in Truth::ALL {
            assert_eq!(!!a, a);
            assert_eq!(a & Truth::True, a);
            assert_eq!(a | Truth::False, a);
            assert_eq!(a & Truth::False, Truth::False);
            assert_eq!(a | Truth::True, Truth::True);
            for b in Truth::ALL {
                assert_eq!(a & b, b & a);
                assert_eq!(a | b, b | a);
                assert_eq!(!(a & b), !a | !b, "De Morgan");
                for c in Truth::ALL {
                    assert_eq!(a & (b & c), (a & b) & c);
                    assert_eq!(a & (b | c), (a & b) | (a & c));
                }
            }
        }
    }
}
