//! What a person types into the filter bar of a table: `role:owner kind:guest -scope:/ "payments api"`.
//!
//! Terms stand side by side and must all hold. A term is free text over names, or a column, an operator and
//! values; a minus sign before it turns it around. Several values after one column mean any of them.
//!
//! | typed | means |
//! |---|---|
//! | `payments` | some name contains the word |
//! | `"payments api"` | some name contains the text between the quotes |
//! | `role:owner,contributor` | the role's name contains `owner` or `contributor`; on a column of fixed values, is one of them |
//! | `role=Owner` | the role's name, or id, is exactly that |
//! | `condition:none`, `condition:any` | there is none, there is one |
//! | `under:/subscriptions/…` | the scope is that one or lies below it |
//! | `created>=2026-01-01`, `created<2026-02-01` | by day, UTC |
//! | `created:30d` | in the last 30 days |
//! | `rows>1000` | by number |
//! | `-kind:group` | not so |
//!
//! Reading never fails: it gives what it understood and every problem with its place.
//! [`Filter`]'s `Display` writes the terms in the one spelling that reads back as the same filter.

mod change;
mod print;
mod read;
mod tables;
mod words;

use std::ops::Range;

use jiff::civil::Date;

pub use change::{remove_term, replace_column};
pub use read::read;
pub use tables::{ROLE_ASSIGNMENTS, SNAPSHOT_CHANGES, Table};

/// One thing that can be asked of a row.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// What is typed before the operator, in lower case.
    pub name: &'static str,
    /// How a sentence names it.
    pub words: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether a row may have nothing there.
    pub optional: bool,
}

/// What a column holds.
#[derive(Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, compared whatever its case.
    Text,
    /// One or several of these values.
    Choice(&'static [Choice]),
    /// A scope and all below it.
    Under,
    /// A time, asked by day.
    Time,
    /// A number of things.
    Count,
}

/// A value of a column of fixed values.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is typed, in lower case.
    pub name: &'static str,
    /// How a sentence says it.
    pub words: &'static str,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All must hold.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it stands in what was typed, in bytes.
    pub span: Range<usize>,
    /// Whether it is turned around.
    pub negated: bool,
    /// What it asks.
    pub test: Test,
}

/// What a term asks of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Some name of the row contains this text, whatever its case.
    Names(String),
    /// The text contains one of these, whatever its case.
    Contains(&'static Column, Vec<String>),
    /// The text, or the id behind it, is one of these, whatever its case.
    Equals(&'static Column, Vec<String>),
    /// The column has one of these values, by [`Choice::name`].
    OneOf(&'static Column, Vec<&'static str>),
    /// The scope is one of these or lies below one.
    Under(&'static Column, Vec<String>),
    /// There is nothing there.
    Missing(&'static Column),
    /// There is something there.
    Present(&'static Column),
    /// On that day or later, UTC.
    From(&'static Column, Date),
    /// Before that day, UTC.
    Before(&'static Column, Date),
    /// On that day, UTC.
    On(&'static Column, Date),
    /// In the last so many days, counted back from now.
    LastDays(&'static Column, u32),
    /// So many or more.
    AtLeast(&'static Column, u64),
    /// So many or fewer.
    AtMost(&'static Column, u64),
    /// Exactly so many.
    Exactly(&'static Column, u64),
}

/// Something typed that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Test {
    /// The column that it asks of; `None` for free text.
    #[must_use]
    pub fn column(&self) -> Option<&'static Column> {
        match self {
            Self::Names(_) => None,
            Self::Contains(column, _)
            | Self::Equals(column, _)
            | Self::OneOf(column, _)
            | Self::Under(column, _)
            | Self::Missing(column)
            | Self::Present(column)
            | Self::From(column, _)
            | Self::Before(column, _)
            | Self::On(column, _)
            | Self::LastDays(column, _)
            | Self::AtLeast(column, _)
            | Self::AtMost(column, _)
            | Self::Exactly(column, _) => Some(column),
        }
    }
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
