//! From terms to the text that reads back as them.

use std::fmt;

use super::{Filter, Term, Test};

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        self.test.fmt(f)
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // In quotes wherever it could be read as something else.
            Self::Names(text) if plain(text) && !text.contains([':', '=', '<', '>', '-']) => {
                f.write_str(text)
            }
            Self::Names(text) => write!(f, "{}", Quoted(text)),
            Self::Contains(column, values) | Self::Under(column, values) => {
                write!(f, "{}:{}", column.name, Values(values))
            }
            Self::Equals(column, values) => write!(f, "{}={}", column.name, Values(values)),
            Self::OneOf(column, values) => write!(f, "{}:{}", column.name, values.join(",")),
            Self::Missing(column) => write!(f, "{}:none", column.name),
            Self::Present(column) => write!(f, "{}:any", column.name),
            Self::From(column, day) => write!(f, "{}>={day}", column.name),
            Self::Before(column, day) => write!(f, "{}<{day}", column.name),
            Self::On(column, day) => write!(f, "{}:{day}", column.name),
            Self::LastDays(column, days) => write!(f, "{}:{days}d", column.name),
            Self::AtLeast(column, number) => write!(f, "{}>={number}", column.name),
            Self::AtMost(column, number) => write!(f, "{}<={number}", column.name),
            Self::Exactly(column, number) => write!(f, "{}:{number}", column.name),
        }
    }
}

/// Whether a value needs no quotes.
fn plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '"' || c == ',')
}

struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

struct Values<'a>(&'a [String]);

impl fmt::Display for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            let keyword = value.eq_ignore_ascii_case("none") || value.eq_ignore_ascii_case("any");
            if plain(value) && !keyword {
                f.write_str(value)?;
            } else {
                write!(f, "{}", Quoted(value))?;
            }
        }
        Ok(())
    }
}
