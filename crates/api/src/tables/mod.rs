//! Rows as files: CSV for spreadsheets, JSON for programs, Parquet for large analysis. Rows are written as they
//! come; none is kept.

mod csv;
mod json;
mod parquet;

use std::borrow::Cow;
use std::io::{self, Write};

pub use self::csv::inert;
use crate::wire::tables::RowFormat;

/// A column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading, in lower case with underscores.
    pub name: &'static str,
    /// What its cells hold; each may also hold nothing.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text; times are RFC 3339.
    Text,
    /// Several texts: a list in JSON, lines in CSV and Parquet.
    Texts,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
}

/// One cell, of its column's kind.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds what the column's kind of that name says")]
pub enum Cell<'r> {
    Nothing,
    Text(Cow<'r, str>),
    Texts(&'r [String]),
    Number(u64),
    Flag(bool),
}

impl<'r> Cell<'r> {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<Cow<'r, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text that may be missing.
    #[must_use]
    pub fn some(text: Option<impl Into<Cow<'r, str>>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }

    /// As a person reads it; empty where it holds nothing.
    #[must_use]
    pub fn shown(&self) -> String {
        self.as_text().unwrap_or_default().into_owned()
    }

    /// The cell in one text; `None` where it holds nothing.
    fn as_text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Nothing => return None,
            Self::Text(text) => Cow::Borrowed(text.as_ref()),
            Self::Texts(lines) => Cow::Owned(lines.join("\n")),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        })
    }
}

/// What a file says of itself: tenant, snapshot, filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name and text, in order. A CSV file repeats them in every row, as it has no other place for them.
    pub facts: Vec<(&'static str, String)>,
}

/// Writes one file. Every row has as many cells as there are columns.
#[derive(Debug)]
pub struct TableWriter<W: Write + Send> {
    inner: Inner<W>,
}

#[derive(Debug)]
enum Inner<W: Write + Send> {
    Csv(Box<csv::CsvRows<W>>),
    Json(json::JsonRows<W>),
    Parquet(Box<parquet::ParquetRows<W>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a file. JSON without facts is a bare list of rows.
    ///
    /// # Errors
    /// What the system said.
    pub fn new(format: RowFormat, out: W, columns: &'static [Column], about: &About) -> io::Result<Self> {
        let inner = match format {
            RowFormat::Csv => Inner::Csv(Box::new(csv::CsvRows::new(out, columns, about)?)),
            RowFormat::Json => Inner::Json(json::JsonRows::new(out, columns, about)?),
            RowFormat::Parquet => Inner::Parquet(Box::new(parquet::ParquetRows::new(out, columns, about)?)),
        };
        Ok(Self { inner })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// What the system said.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        match &mut self.inner {
            Inner::Csv(rows) => rows.row(cells),
            Inner::Json(rows) => rows.row(cells),
            Inner::Parquet(rows) => rows.row(cells),
        }
    }

    /// Writes the end and gives back what it wrote to.
    ///
    /// # Errors
    /// What the system said.
    pub fn finish(self) -> io::Result<W> {
        match self.inner {
            Inner::Csv(rows) => rows.finish(),
            Inner::Json(rows) => rows.finish(),
            Inner::Parquet(rows) => rows.finish(),
        }
    }
}

/// How files of a format end.
#[must_use]
pub fn ending(format: RowFormat) -> &'static str {
    match format {
        RowFormat::Csv => "csv",
        RowFormat::Json => "json",
        RowFormat::Parquet => "parquet",
    }
}

#[cfg(test)]
#[path = "tables_tests.rs"]
mod tests;
