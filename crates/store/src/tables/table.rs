//! What the tables of records have in common: a row is written from a record and read back in column order.

use std::fmt::Write;
use std::sync::Arc;

use jiff::Timestamp;
use rolewright_authz::records::{Stage, Stamp};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, Type};

use crate::bulk::insert_sql;
use crate::dictionary::Dictionary;
use crate::error::StoreError;
use crate::object::ObjectKind;

/// SHA-256, cut to what makes a chance or a made collision out of reach.
pub(crate) type Short = [u8; 16];

/// One table of records.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) kind: ObjectKind,
    pub(crate) stage: Stage,
    /// Which column says where a row lies, for coverage: a scope, a group, or nowhere but the tenant.
    pub(crate) home: Option<&'static str>,
    /// The columns after those that every table has.
    pub(crate) columns: &'static [Column],
}

/// A column, and where its integers are spelled out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    Plain(&'static str),
    Scope(&'static str),
    Role(&'static str),
    Principal(&'static str),
    Condition(&'static str),
    Author(&'static str),
}

impl Column {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain(n)
            | Self::Scope(n)
            | Self::Role(n)
            | Self::Principal(n)
            | Self::Condition(n)
            | Self::Author(n) => n,
        }
    }
}

impl Table {
    /// `select id, since, until, …` with what the dictionaries say in place of their integers.
    pub(crate) fn select(&self) -> String {
        let mut sql = "select t.id, t.since, t.until".to_owned();
        for column in self.columns {
            let name = column.name();
            // Writing to a string cannot fail.
            let _ = match column {
                Column::Plain(_) => write!(sql, ", t.{name}"),
                Column::Scope(_) => write!(sql, ", (select path from scopes where id = t.{name})"),
                Column::Role(_) => write!(sql, ", (select guid from role_ids where id = t.{name})"),
                Column::Principal(_) => write!(sql, ", (select guid from principal_ids where id = t.{name})"),
                Column::Condition(_) => write!(sql, ", (select text from conditions where id = t.{name})"),
                Column::Author(_) => write!(sql, ", (select text from authors where id = t.{name})"),
            };
        }
        sql.push_str(" from ");
        sql.push_str(self.name);
        sql.push_str(" as t");
        sql
    }

    /// How many values one row binds.
    pub(crate) fn width(&self) -> usize {
        self.columns.len() + 5
    }

    /// The statement that inserts that many rows.
    pub(crate) fn insert(&self, rows: usize) -> String {
        let mut names = vec!["id", "tenant", "identity", "content", "since"];
        names.extend(self.columns.iter().map(|c| c.name()));
        insert_sql(self.name, &names, rows)
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Null,
    Int(i64),
    Text(Arc<str>),
    Blob(Vec<u8>),
}

/// A row that is about to be written.
#[derive(Debug)]
pub(crate) struct NewRow {
    pub(crate) identity: Short,
    pub(crate) content: Short,
    /// The dictionary's number of where it lies; 0 is the tenant.
    pub(crate) home: i64,
    pub(crate) cells: Vec<Cell>,
}

/// Collects the cells of a row and, on the way, a digest of what they mean: the texts themselves, not this
/// file's integers for them, so that rows of two files can be compared.
pub(crate) struct RowWriter<'a> {
    ids: &'a mut Dictionary,
    /// What the digest is made of.
    said: &'a mut Vec<u8>,
    cells: Vec<Cell>,
    home: i64,
}

impl<'a> RowWriter<'a> {
    /// `said` is any buffer; it can be used again.
    pub(crate) fn new(ids: &'a mut Dictionary, said: &'a mut Vec<u8>, width: usize) -> Self {
        said.clear();
        Self { ids, said, cells: Vec::with_capacity(width), home: 0 }
    }

    pub(crate) fn finish(self, identity: Short) -> NewRow {
        NewRow { identity, content: short(self.said), home: self.home, cells: self.cells }
    }

    fn hash(&mut self, tag: u8, bytes: &[u8]) {
        self.said.push(tag);
        self.said.extend((bytes.len() as u64).to_le_bytes());
        self.said.extend(bytes);
    }

    fn null(&mut self) -> &mut Self {
        self.said.push(0);
        self.cells.push(Cell::Null);
        self
    }

    pub(crate) fn int(&mut self, value: i64) -> &mut Self {
        self.hash(1, &value.to_le_bytes());
        self.cells.push(Cell::Int(value));
        self
    }

    pub(crate) fn flag(&mut self, value: bool) -> &mut Self {
        self.int(i64::from(value))
    }

    pub(crate) fn flag_or_null(&mut self, value: Option<bool>) -> &mut Self {
        match value {
            Some(value) => self.flag(value),
            None => self.null(),
        }
    }

    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        self.hash(2, value.as_bytes());
        self.cells.push(Cell::Text(value.into()));
        self
    }

    pub(crate) fn text_or_null(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => self.null(),
        }
    }

    pub(crate) fn guid(&mut self, value: Guid) -> &mut Self {
        let bytes = guid_bytes(value);
        self.hash(3, &bytes);
        self.cells.push(Cell::Blob(bytes.to_vec()));
        self
    }

    pub(crate) fn guid_or_null(&mut self, value: Option<Guid>) -> &mut Self {
        match value {
            Some(value) => self.guid(value),
            None => self.null(),
        }
    }

    pub(crate) fn json(&mut self, value: &Value) -> &mut Self {
        let text = value.to_string();
        self.hash(4, text.as_bytes());
        self.cells.push(Cell::Text(text.into()));
        self
    }

    pub(crate) fn time(&mut self, value: Timestamp) -> &mut Self {
        self.int(ticks(value))
    }

    pub(crate) fn time_or_null(&mut self, value: Option<Timestamp>) -> &mut Self {
        match value {
            Some(value) => self.time(value),
            None => self.null(),
        }
    }

    /// A path that is no scope of this tenant.
    pub(crate) fn path(&mut self, value: &ScopePath) -> &mut Self {
        self.hash(5, value.key().as_bytes());
        self.cells.push(Cell::Text(value.as_str().into()));
        self
    }

    /// The scope where the row lies.
    pub(crate) fn home(&mut self, value: &ScopePath) -> &mut Self {
        let id = self.scope(value);
        self.home = id;
        self
    }

    fn scope(&mut self, value: &ScopePath) -> i64 {
        let (id, digest) = self.ids.scope(value);
        self.hash(5, &digest);
        self.cells.push(Cell::Int(id));
        id
    }

    pub(crate) fn role(&mut self, value: Guid) -> &mut Self {
        self.hash(3, &guid_bytes(value));
        let id = self.ids.role(value);
        self.cells.push(Cell::Int(id));
        self
    }

    pub(crate) fn principal(&mut self, value: Guid) -> &mut Self {
        self.hash(3, &guid_bytes(value));
        let id = self.ids.principal(value);
        self.cells.push(Cell::Int(id));
        self
    }

    /// The group where the row lies.
    pub(crate) fn home_group(&mut self, value: Guid) -> &mut Self {
        self.principal(value);
        self.home = self.ids.principal(value);
        self
    }

    pub(crate) fn principal_or_null(&mut self, value: Option<Guid>) -> &mut Self {
        match value {
            Some(value) => self.principal(value),
            None => self.null(),
        }
    }

    pub(crate) fn condition(&mut self, value: Option<&str>) -> &mut Self {
        let Some(value) = value else { return self.null() };
        self.hash(2, value.as_bytes());
        let id = self.ids.condition(value);
        self.cells.push(Cell::Int(id));
        self
    }

    fn author(&mut self, value: Option<&str>) -> &mut Self {
        let Some(value) = value else { return self.null() };
        self.hash(2, value.as_bytes());
        let id = self.ids.author(value);
        self.cells.push(Cell::Int(id));
        self
    }

    /// Four cells: created on and by, updated on and by.
    pub(crate) fn stamp(&mut self, value: &Stamp) -> &mut Self {
        self.time_or_null(value.created_on)
            .author(value.created_by.as_deref())
            .time_or_null(value.updated_on)
            .author(value.updated_by.as_deref())
    }

    /// A cell that follows from the others, so that it is no part of what the record says.
    pub(crate) fn derived(&mut self, value: Cell) -> &mut Self {
        self.cells.push(value);
        self
    }
}

/// Reads the cells of a row in the order in which they were written.
pub(crate) struct RowReader<'r> {
    row: &'r SqliteRow,
    next: usize,
}

impl<'r> RowReader<'r> {
    /// Begins after the row's id and interval.
    pub(crate) fn new(row: &'r SqliteRow) -> Self {
        Self::at(row, 3)
    }

    /// Begins at this column.
    pub(crate) fn at(row: &'r SqliteRow, next: usize) -> Self {
        Self { row, next }
    }

    fn take<T>(&mut self) -> Result<T, StoreError>
    where
        T: sqlx::Decode<'r, sqlx::Sqlite> + Type<sqlx::Sqlite>,
    {
        let value = self.row.try_get(self.next).map_err(|e| StoreError::Damaged { detail: e.to_string() })?;
        self.next += 1;
        Ok(value)
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.take()
    }

    pub(crate) fn flag(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn flag_or_null(&mut self) -> Result<Option<bool>, StoreError> {
        Ok(self.take::<Option<i64>>()?.map(|v| v != 0))
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.take()
    }

    pub(crate) fn text_or_null(&mut self) -> Result<Option<String>, StoreError> {
        self.take()
    }

    pub(crate) fn guid(&mut self) -> Result<Guid, StoreError> {
        self.guid_or_null()?.ok_or_else(|| damaged("a GUID is missing"))
    }

    pub(crate) fn guid_or_null(&mut self) -> Result<Option<Guid>, StoreError> {
        let bytes: Option<&[u8]> = self.take()?;
        bytes.map(|b| guid_from(b).ok_or_else(|| damaged("a GUID has not 16 bytes"))).transpose()
    }

    pub(crate) fn json(&mut self) -> Result<Value, StoreError> {
        let text: &str = self.take()?;
        serde_json::from_str(text).map_err(|e| damaged(&e.to_string()))
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp, StoreError> {
        self.time_or_null()?.ok_or_else(|| damaged("a time is missing"))
    }

    pub(crate) fn time_or_null(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let value: Option<i64> = self.take()?;
        value.map(|v| from_ticks(v).ok_or_else(|| damaged("a time is out of range"))).transpose()
    }

    pub(crate) fn path(&mut self) -> Result<ScopePath, StoreError> {
        Ok(ScopePath::new(self.take()?))
    }

    pub(crate) fn stamp(&mut self) -> Result<Stamp, StoreError> {
        Ok(Stamp {
            created_on: self.time_or_null()?,
            created_by: self.text_or_null()?,
            updated_on: self.time_or_null()?,
            updated_by: self.text_or_null()?,
        })
    }
}

pub(crate) fn damaged(detail: &str) -> StoreError {
    StoreError::Damaged { detail: detail.to_owned() }
}

/// The digest of some bytes.
pub(crate) fn short(bytes: &[u8]) -> Short {
    Sha256::digest(bytes).first_chunk().copied().unwrap_or_default()
}

/// Hundreds of nanoseconds since 1970: as fine as Azure writes a time, and every year fits.
pub(crate) fn ticks(time: Timestamp) -> i64 {
    i64::try_from(time.as_nanosecond() / 100).unwrap_or(i64::MAX)
}

pub(crate) fn from_ticks(ticks: i64) -> Option<Timestamp> {
    Timestamp::from_nanosecond(i128::from(ticks) * 100).ok()
}

/// Most significant byte first.
pub(crate) fn guid_bytes(guid: Guid) -> [u8; 16] {
    guid.as_u128().to_be_bytes()
}

pub(crate) fn guid_from(bytes: &[u8]) -> Option<Guid> {
    Some(Guid::from_u128(u128::from_be_bytes(bytes.try_into().ok()?)))
}

/// A list of texts, as JSON.
pub(crate) fn texts<'t>(list: impl IntoIterator<Item = &'t str>) -> Value {
    Value::Array(list.into_iter().map(|t| Value::String(t.to_owned())).collect())
}

pub(crate) fn texts_from(value: &Value) -> Result<Vec<String>, StoreError> {
    value
        .as_array()
        .ok_or_else(|| damaged("a list of texts is none"))?
        .iter()
        .map(|t| t.as_str().map(str::to_owned).ok_or_else(|| damaged("a text is none")))
        .collect()
}
