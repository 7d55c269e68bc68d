//! Parquet: columns, compressed, with their types. Rows are gathered into groups, and a full group is written.
//! Format: <https://parquet.apache.org/docs/file-format/>

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::{About, Cell, Column, ColumnKind};

/// Rows of a group: what is in memory at once.
const GROUP: usize = 20_000;

pub(super) struct ParquetRows<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Gathered>,
    rows: usize,
}

impl<W: Write + Send> std::fmt::Debug for ParquetRows<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetRows").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// The cells of one column in the group that is being gathered: what is there, and for each row whether it is.
struct Gathered {
    present: Vec<i16>,
    values: Values,
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
    Flags(Vec<bool>),
}

impl<W: Write + Send> ParquetRows<W> {
    pub(super) fn new(out: W, columns: &'static [Column], about: &About) -> io::Result<Self> {
        let fields = columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<Vec<_>, _>>();
        let schema = fields
            .and_then(|fields| Type::group_type_builder("rows").with_fields(fields).build())
            .map_err(|error| plain(&error))?;
        let facts = about.facts.iter().map(|(name, text)| KeyValue::new((*name).to_owned(), text.clone()));
        let level = ZstdLevel::try_new(3).map_err(|error| plain(&error))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_key_value_metadata(Some(facts.collect()))
            .set_created_by("Rolewright".to_owned())
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
            .map_err(|error| plain(&error))?;
        let columns = columns.iter().map(|column| Gathered {
            present: Vec::new(),
            values: match column.kind {
                ColumnKind::Text | ColumnKind::Texts => Values::Texts(Vec::new()),
                ColumnKind::Number => Values::Numbers(Vec::new()),
                ColumnKind::Flag => Values::Flags(Vec::new()),
            },
        });
        Ok(Self { out, columns: columns.collect(), rows: 0 })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            let there = match (&mut column.values, cell) {
                (Values::Numbers(list), Cell::Number(number)) => {
                    list.push(i64::try_from(*number).unwrap_or(i64::MAX));
                    true
                }
                (Values::Flags(list), Cell::Flag(flag)) => {
                    list.push(*flag);
                    true
                }
                (Values::Texts(list), cell) => match cell.as_text() {
                    Some(text) => {
                        list.push(ByteArray::from(text.as_bytes().to_vec()));
                        true
                    }
                    None => false,
                },
                _ => false,
            };
            column.present.push(i16::from(there));
        }
        self.rows += 1;
        if self.rows == GROUP { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> io::Result<()> {
        self.rows = 0;
        let mut group = self.out.next_row_group().map_err(|error| plain(&error))?;
        for column in &mut self.columns {
            let Some(mut out) = group.next_column().map_err(|error| plain(&error))? else { break };
            let present = std::mem::take(&mut column.present);
            let written = match &mut column.values {
                Values::Texts(list) => {
                    let list = std::mem::take(list);
                    out.typed::<ByteArrayType>().write_batch(&list, Some(&present), None)
                }
                Values::Numbers(list) => {
                    let list = std::mem::take(list);
                    out.typed::<Int64Type>().write_batch(&list, Some(&present), None)
                }
                Values::Flags(list) => {
                    let list = std::mem::take(list);
                    out.typed::<BoolType>().write_batch(&list, Some(&present), None)
                }
            };
            written.and_then(|_| out.close()).map_err(|error| plain(&error))?;
        }
        group.close().map(drop).map_err(|error| plain(&error))
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.out.into_inner().map_err(|error| plain(&error))
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical, converted) = match column.kind {
        ColumnKind::Text | ColumnKind::Texts => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String), ConvertedType::UTF8)
        }
        ColumnKind::Number => (Physical::INT64, None, ConvertedType::NONE),
        ColumnKind::Flag => (Physical::BOOLEAN, None, ConvertedType::NONE),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .with_converted_type(converted)
        .build()
}

/// What the disk said stays as it said it.
fn plain(error: &ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}
