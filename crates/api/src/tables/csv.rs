//! CSV as spreadsheets read it: RFC 4180, UTF-8, one heading, no cell that runs as a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Writer;

use super::{About, Cell, Column, ColumnKind};

#[derive(Debug)]
pub(super) struct CsvRows<W: Write> {
    out: Writer<W>,
    columns: &'static [Column],
    facts: Vec<String>,
}

impl<W: Write> CsvRows<W> {
    pub(super) fn new(out: W, columns: &'static [Column], about: &About) -> io::Result<Self> {
        let mut out = Writer::from_writer(out);
        let facts = about.facts.iter();
        out.write_record(columns.iter().map(|c| c.name).chain(facts.clone().map(|(name, _)| *name)))?;
        Ok(Self { out, columns, facts: facts.map(|(_, text)| inert(text).into_owned()).collect() })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter().zip(cells) {
            let text = cell.as_text().unwrap_or_default();
            // Numbers and flags are ours and begin like no formula.
            match column.kind {
                ColumnKind::Text | ColumnKind::Texts => self.out.write_field(inert(&text).as_bytes())?,
                ColumnKind::Number | ColumnKind::Flag => self.out.write_field(text.as_bytes())?,
            }
        }
        for fact in &self.facts {
            self.out.write_field(fact)?;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| error.into_error())
    }
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it text.
/// OWASP: <https://owasp.org/www-community/attacks/CSV_Injection>
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    // Some programs pass over spaces before they look.
    let runs = text
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
