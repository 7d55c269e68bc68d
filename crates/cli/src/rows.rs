//! Rows as a table for people, as JSON, or as CSV.

use comfy_table::{ContentArrangement, Table, presets};
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
    let text = table.to_string();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn csv(head: Vec<String>, lines: Vec<Vec<String>>) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in std::iter::once(head).chain(lines) {
        writer.write_record(line.iter().map(|text| inert(text))).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it text.
/// OWASP: <https://owasp.org/www-community/attacks/CSV_Injection>
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
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
        assert_eq!(text.lines().map(str::trim).collect::<Vec<_>>(), ["ID   NAME", "1    x"]);
    }
}
