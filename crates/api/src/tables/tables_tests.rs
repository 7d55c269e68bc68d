use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;

use super::*;

const COLUMNS: &[Column] = &[
    Column { name: "name", kind: ColumnKind::Text },
    Column { name: "lines", kind: ColumnKind::Texts },
    Column { name: "count", kind: ColumnKind::Number },
    Column { name: "flag", kind: ColumnKind::Flag },
];

fn about() -> About {
    About { facts: vec![("tenant", "=Contoso \"A\"".to_owned()), ("filter", "is:wider".to_owned())] }
}

fn write(format: RowFormat, about: &About, rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let mut writer = TableWriter::new(format, Vec::new(), COLUMNS, about).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

fn hostile<'r>(lines: &'r [String]) -> Vec<Vec<Cell<'r>>> {
    let texts = [
        "=HYPERLINK(\"https://evil.example\",\"x\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "  =1",
        "＝1",
        "a,\"b\"\r\nc",
        "é\u{0}",
        "",
        "plain - and = inside",
    ];
    let mut rows: Vec<Vec<Cell<'_>>> = texts
        .iter()
        .map(|text| vec![Cell::text(*text), Cell::Texts(lines), Cell::Number(u64::MAX), Cell::Flag(true)])
        .collect();
    rows.push(vec![Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Nothing]);
    rows
}

#[test]
fn csv_comes_back_and_runs_nothing() {
    let lines = ["=a".to_owned(), "b".to_owned()];
    let bytes = write(RowFormat::Csv, &about(), &hostile(&lines));
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(heads, ["name", "lines", "count", "flag", "tenant", "filter"]);
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 12);
    for row in &rows {
        for cell in row {
            assert!(!cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '＝']), "{cell:?}");
        }
        assert_eq!(row[4], "'=Contoso \"A\"");
    }
    assert_eq!(rows[0][0], "'=HYPERLINK(\"https://evil.example\",\"x\")");
    assert_eq!(rows[0][1], "'=a\nb");
    assert_eq!(rows[7][0], "a,\"b\"\r\nc");
    assert_eq!(rows[10][0], "plain - and = inside");
    assert_eq!(rows[11][..4], ["", "", "", ""]);
}

#[test]
fn json_comes_back_as_it_was() {
    let lines = ["a".to_owned(), "b".to_owned()];
    let rows = hostile(&lines);
    let value: serde_json::Value = serde_json::from_slice(&write(RowFormat::Json, &about(), &rows)).unwrap();
    assert_eq!(
        (value["tenant"].as_str(), value["filter"].as_str()),
        (Some("=Contoso \"A\""), Some("is:wider"))
    );
    let list = value["rows"].as_array().unwrap();
    assert_eq!((list.len(), list[1]["name"].as_str()), (12, Some("+1")), "JSON is not for spreadsheets");
    assert_eq!(list[0]["lines"], serde_json::json!(["a", "b"]));
    assert_eq!((list[0]["count"].as_u64(), list[0]["flag"].as_bool()), (Some(u64::MAX), Some(true)));
    assert!(list[11].as_object().unwrap().values().all(serde_json::Value::is_null));
    for about in [About::default(), about()] {
        let empty: serde_json::Value = serde_json::from_slice(&write(RowFormat::Json, &about, &[])).unwrap();
        let rows = if about.facts.is_empty() { &empty } else { &empty["rows"] };
        assert_eq!(rows, &serde_json::json!([]));
    }
}

#[test]
fn parquet_comes_back_through_its_own_reader() {
    // More than one group, the last of them not full.
    let count = 45_000_u64;
    let names: Vec<String> = (0..count).map(|n| format!("name {n}")).collect();
    let mut writer = TableWriter::new(RowFormat::Parquet, Vec::new(), COLUMNS, &about()).unwrap();
    for (n, name) in (0_u64..).zip(&names) {
        let third = if n.is_multiple_of(3) { Cell::Nothing } else { Cell::Number(n) };
        writer
            .row(&[Cell::text(name.as_str()), Cell::Nothing, third, Cell::Flag(n.is_multiple_of(2))])
            .unwrap();
    }
    let bytes = writer.finish().unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let facts = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
    assert!(facts.iter().any(|fact| fact.key == "filter" && fact.value.as_deref() == Some("is:wider")));
    let mut seen = 0_u64;
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let cells: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        assert_eq!(cells[0], &Field::Str(format!("name {seen}")));
        assert_eq!(cells[1], &Field::Null);
        let third =
            if seen.is_multiple_of(3) { Field::Null } else { Field::Long(i64::try_from(seen).unwrap()) };
        assert_eq!((cells[2], cells[3]), (&third, &Field::Bool(seen.is_multiple_of(2))));
        seen += 1;
    }
    assert_eq!(seen, count);
    let empty = write(RowFormat::Parquet, &About::default(), &[]);
    let reader = SerializedFileReader::new(bytes::Bytes::from(empty)).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}

/// Takes so many bytes and then no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 < bytes.len() {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_comes() {
    let text = "x".repeat(100);
    for format in [RowFormat::Csv, RowFormat::Json, RowFormat::Parquet] {
        for room in [0, 3, 50, 300] {
            let written = || -> io::Result<()> {
                let mut writer = TableWriter::new(format, Full(room), COLUMNS, &about())?;
                for n in 0..1_000 {
                    writer.row(&[
                        Cell::text(text.as_str()),
                        Cell::Nothing,
                        Cell::Number(n),
                        Cell::Flag(true),
                    ])?;
                }
                writer.finish().map(drop)
            };
            assert!(written().is_err(), "{format:?} with room for {room}");
        }
    }
}
