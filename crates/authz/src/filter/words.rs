//! A filter as a sentence.

use super::{Column, ColumnKind, Filter, Term, Test};

impl Filter {
    /// `role contains owner, kind is guest, scope is not /`; empty for the empty filter.
    #[must_use]
    pub fn words(&self) -> String {
        self.terms.iter().map(Term::words).collect::<Vec<_>>().join(", ")
    }
}

impl Term {
    /// `role contains owner`
    #[must_use]
    pub fn words(&self) -> String {
        let not = |yes: &'static str, no: &'static str| if self.negated { no } else { yes };
        match &self.test {
            Test::Names(text) => format!("{} {text}", not("a name contains", "no name contains")),
            Test::Contains(column, values) => {
                format!("{} {} {}", column.words, not("contains", "does not contain"), any(values))
            }
            Test::Equals(column, values) => {
                format!("{} {} {}", column.words, not("is", "is not"), any(values))
            }
            Test::OneOf(column, values) => {
                let words: Vec<&str> = values.iter().map(|v| choice_words(column, v)).collect();
                format!("{} {} {}", column.words, not("is", "is not"), any(&words))
            }
            Test::Under(column, values) => {
                format!("{} {} {}", column.words, not("is at or under", "is not at or under"), any(values))
            }
            Test::Missing(column) => format!("{} {}", column.words, not("is none", "is not none")),
            Test::Present(column) => format!("{} {}", column.words, not("is not none", "is none")),
            Test::From(column, day) => format!("{} {} {day}", column.words, not("from", "not from")),
            Test::Before(column, day) => format!("{} {} {day}", column.words, not("before", "not before")),
            Test::On(column, day) => format!("{} {} {day}", column.words, not("on", "not on")),
            Test::LastDays(column, days) => {
                let unit = if *days == 1 { "day" } else { "days" };
                format!("{} {} {days} {unit}", column.words, not("in the last", "not in the last"))
            }
            Test::AtLeast(column, number) => {
                format!("{} {} {number}", column.words, not("at least", "less than"))
            }
            Test::AtMost(column, number) => {
                format!("{} {} {number}", column.words, not("at most", "more than"))
            }
            Test::Exactly(column, number) => format!("{} {} {number}", column.words, not("is", "is not")),
        }
    }
}

fn choice_words<'a>(column: &'static Column, name: &'a str) -> &'a str {
    match &column.kind {
        ColumnKind::Choice(choices) => choices.iter().find(|c| c.name == name).map_or(name, |c| c.words),
        _ => name,
    }
}

fn any(values: &[impl AsRef<str>]) -> String {
    match values {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", head.join(", "), last.as_ref())
        }
    }
}
