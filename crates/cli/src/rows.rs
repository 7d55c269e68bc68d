//! Rows as a table for people, as JSON, or as CSV.

use std::io::{self, BufWriter, Stdout, Write as _};

use comfy_table::{ContentArrangement, Table, presets};
use rolewright_api::tables::{About, Cell, Column, TableWriter, inert};
use rolewright_api::wire::tables::RowFormat;
use serde::Serialize;
use serde_json::Value;

use crate::azure_args::Rows;
use crate::failure::Failure;
use crate::one::json;

/// Writes rows; the columns are the fields, in their order, under these titles.
pub(crate) fn write(
    rows: &[impl Serialize],
    titles: &[(&str, &str)],
    format: Rows,
) -> Result<String, Failure> {
    if format == Rows::Json {
        return json(&rows);
    }
    let mut lines = Vec::new();
    for row in rows {
        let value =
            serde_json::to_value(row).map_err(|error| Failure::new(format!("cannot write: {error}")))?;
        lines.push(titles.iter().map(|(field, _)| cell(value.get(field))).collect::<Vec<_>>());
    }
    match format {
        Rows::Csv => csv(titles.iter().map(|(field, _)| (*field).to_owned()).collect(), lines),
        _ => Ok(table(titles.iter().map(|(_, title)| *title).collect(), lines)),
    }
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn table(titles: Vec<&str>, lines: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(titles);
    table.add_rows(lines);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let text = table.to_string();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn csv(head: Vec<String>, lines: Vec<Vec<String>>) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in std::iter::once(head).chain(lines) {
        writer.write_record(line.iter().map(|text| inert(text).into_owned())).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

/// Rows that go to standard output as they come. A table for people has to know its widths first, so it is kept,
/// and cut where nobody would read on.
pub(crate) struct Stream {
    out: To,
}

enum To {
    Table {
        shown: Vec<usize>,
        titles: Vec<String>,
        lines: Vec<Vec<String>>,
        more: u64,
    },
    File(Box<TableWriter<BufWriter<Stdout>>>),
    /// The reader stopped early (`| head`), which is no error of ours.
    Nobody,
}

/// Lines of a table for people, at most.
const LONGEST: usize = 1_000;

impl Stream {
    /// `shown` names the columns of a table for people; files have all.
    pub(crate) fn new(format: Rows, columns: &'static [Column], shown: &[&str]) -> Result<Self, Failure> {
        let format = match format {
            Rows::Json => RowFormat::Json,
            Rows::Csv => RowFormat::Csv,
            Rows::Table => {
                let place = |name: &&str| columns.iter().position(|column| column.name == *name);
                let titles = shown.iter().map(|name| name.replace('_', " ").to_uppercase()).collect();
                let shown = shown.iter().filter_map(place).collect();
                return Ok(Self { out: To::Table { shown, titles, lines: Vec::new(), more: 0 } });
            }
        };
        let out = BufWriter::new(io::stdout());
        let writer = TableWriter::new(format, out, columns, &About::default());
        let out = or_nobody(writer.map(|writer| To::File(Box::new(writer))))?;
        Ok(Self { out })
    }

    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Failure> {
        match &mut self.out {
            To::Table { lines, more, .. } if lines.len() >= LONGEST => *more += 1,
            To::Table { shown, lines, .. } => {
                let text = |at: &usize| cells.get(*at).map(Cell::shown).unwrap_or_default();
                lines.push(shown.iter().map(text).collect());
            }
            To::File(writer) => {
                if let Err(error) = writer.row(cells) {
                    self.out = or_nobody(Err(error))?;
                }
            }
            To::Nobody => {}
        }
        Ok(())
    }

    /// Whether rows still reach somebody.
    pub(crate) fn is_read(&self) -> bool {
        !matches!(self.out, To::Nobody)
    }

    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self.out {
            To::Table { titles, lines, more, .. } => {
                if !lines.is_empty() {
                    let text = table(titles.iter().map(String::as_str).collect(), lines);
                    let mut out = io::stdout();
                    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
                    or_nobody(written.map(|()| To::Nobody))?;
                }
                if more > 0 {
                    crate::note(&format!(
                        "{more} more rows are not shown; see them all with --format csv or json"
                    ));
                }
            }
            To::File(writer) => {
                let written = writer.finish().and_then(|mut out| out.flush());
                or_nobody(written.map(|()| To::Nobody))?;
            }
            To::Nobody => {}
        }
        Ok(())
    }
}

fn or_nobody(written: io::Result<To>) -> Result<To, Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(To::Nobody),
        Err(error) => {
            Err(Failure::new(format!("cannot write: {error}")).hint("free some space or write elsewhere"))
        }
        Ok(to) => Ok(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TITLES: &[(&str, &str)] = &[("id", "ID"), ("name", "NAME")];

    #[test]
    fn csv_quotes_and_keeps_formulas_from_running() {
        let rows = [json!({"id": 1, "name": "a,\"b\""}), json!({"id": 2, "name": "=1+1"}), json!({"id": 3})];
        let text = write(&rows, TITLES, Rows::Csv).unwrap();
        assert_eq!(text, "id,name\n1,\"a,\"\"b\"\"\"\n2,'=1+1\n3,\n");
    }

    #[test]
    fn a_table_has_its_titles_and_no_trailing_space() {
        let text = write(&[json!({"id": 1, "name": "x"})], TITLES, Rows::Table).unwrap();
        assert_eq!(text.lines().collect::<Vec<_>>(), ["ID  NAME", "1   x"]);
    }
}
