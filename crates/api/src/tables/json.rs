//! JSON: an object that says what the rows are of, with one row a line.

use std::io::{self, Write};

use serde_json::Value;

use super::{About, Cell, Column};

#[derive(Debug)]
pub(super) struct JsonRows<W: Write> {
    out: W,
    columns: &'static [Column],
    rows: u64,
    end: &'static str,
}

impl<W: Write> JsonRows<W> {
    pub(super) fn new(mut out: W, columns: &'static [Column], about: &About) -> io::Result<Self> {
        let end = if about.facts.is_empty() {
            out.write_all(b"[")?;
            "]\n"
        } else {
            out.write_all(b"{")?;
            for (name, text) in &about.facts {
                serde_json::to_writer(&mut out, name)?;
                out.write_all(b": ")?;
                serde_json::to_writer(&mut out, text)?;
                out.write_all(b",\n ")?;
            }
            out.write_all(b"\"rows\": [")?;
            "]}\n"
        };
        Ok(Self { out, columns, rows: 0, end })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        let mut before = "  {";
        for (column, cell) in self.columns.iter().zip(cells) {
            self.out.write_all(before.as_bytes())?;
            before = ", ";
            serde_json::to_writer(&mut self.out, column.name)?;
            self.out.write_all(b": ")?;
            match cell {
                Cell::Nothing => serde_json::to_writer(&mut self.out, &Value::Null)?,
                Cell::Text(text) => serde_json::to_writer(&mut self.out, text.as_ref())?,
                Cell::Texts(lines) => serde_json::to_writer(&mut self.out, lines)?,
                Cell::Number(number) => serde_json::to_writer(&mut self.out, number)?,
                Cell::Flag(flag) => serde_json::to_writer(&mut self.out, flag)?,
            }
        }
        self.out.write_all(b"}")
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.out.write_all(b"\n")?;
        }
        self.out.write_all(self.end.as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }
}
