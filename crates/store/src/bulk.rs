//! Many rows in few statements.

use std::collections::HashMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, SqliteConnection};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::StoreError;
use crate::tables::table::{Cell, damaged};

/// Values that one statement may bind. SQLite: <https://sqlite.org/limits.html#max_variable_number>
const MOST_VALUES: usize = 32_000;

/// Rows that [`scan`] reads at a time.
const STEP: i64 = 20_000;

/// Reads all rows of a table by their ids, in their order. sqlx fetches each row on another thread and wakes whoever
/// waits for it, which for a million rows takes many times as long as reading them; here SQLite writes thousands of
/// rows into one JSON text.
///
/// The first of `columns` is the id; a blob is read as `hex(…)`. In the condition `?2` and on are `values`. `take` is
/// given one row after the other.
pub(crate) async fn scan<T: DeserializeOwned + Send + 'static>(
    db: &mut SqliteConnection,
    table: &str,
    columns: &[&str],
    condition: &str,
    values: &[i64],
    mut take: impl FnMut(T) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let named: Vec<String> =
        columns.iter().enumerate().map(|(at, column)| format!("{column} as c{at}")).collect();
    let names: Vec<String> = (0..columns.len()).map(|at| format!("c{at}")).collect();
    // By an index each step would sort all rows that are left.
    let sql = format!(
        "select json_group_array(json_array({})), max(c0) from \
         (select {} from {table} not indexed where id > ?1 and {condition} order by id limit {STEP})",
        names.join(", "),
        named.join(", ")
    );
    let mut last = 0;
    let mut parsing: Option<JoinHandle<serde_json::Result<Vec<T>>>> = None;
    loop {
        let mut query = sqlx::query_as(AssertSqlSafe(sql.clone())).bind(last);
        for value in values {
            query = query.bind(*value);
        }
        // One text is written while the one before is parsed.
        let (text, end): (String, Option<i64>) = query.fetch_one(&mut *db).await?;
        let next = end.map(|end| {
            last = end;
            spawn_blocking(move || serde_json::from_str(&text))
        });
        if let Some(parsed) = std::mem::replace(&mut parsing, next) {
            let parsed = parsed.await.map_err(|problem| StoreError::Other { detail: problem.to_string() })?;
            parsed.map_err(|e| damaged(&e.to_string()))?.into_iter().try_for_each(&mut take)?;
        }
        if parsing.is_none() {
            return Ok(());
        }
    }
}

/// Writes rows by statements of a few fixed lengths, so that each is prepared once.
#[derive(Debug, Default)]
pub(crate) struct Bulk {
    statements: HashMap<(&'static str, usize), Arc<str>>,
}

/// An insertion that is ready to be run.
#[derive(Debug)]
pub(crate) struct Insertion {
    sql: Arc<str>,
    values: SqliteArguments,
}

impl Insertion {
    pub(crate) async fn run(self, db: &mut SqliteConnection) -> Result<(), StoreError> {
        sqlx::query_with(AssertSqlSafe(self.sql), self.values).execute(db).await?;
        Ok(())
    }
}

/// How many rows of so many values the longest statement has.
pub(crate) fn longest(width: usize) -> usize {
    (MOST_VALUES / width.max(1)).min(512)
}

impl Bulk {
    /// Takes as many rows as fit into one statement; `insert` gives the statement for that many rows of `width`
    /// values.
    pub(crate) fn take<R>(
        &mut self,
        table: &'static str,
        width: usize,
        insert: impl Fn(usize) -> String,
        rows: &mut impl ExactSizeIterator<Item = R>,
        bind: impl Fn(R, &mut SqliteArguments),
    ) -> Insertion {
        let length = [longest(width), 32, 1].into_iter().find(|n| *n <= rows.len()).unwrap_or(1);
        let sql = self.statements.entry((table, length)).or_insert_with(|| insert(length).into()).clone();
        let mut values = SqliteArguments::default();
        values.reserve(length * width, 0);
        for row in rows.take(length) {
            bind(row, &mut values);
        }
        Insertion { sql, values }
    }

    /// Inserts the rows.
    pub(crate) async fn insert<R>(
        &mut self,
        db: &mut SqliteConnection,
        table: &'static str,
        width: usize,
        insert: impl Fn(usize) -> String,
        rows: Vec<R>,
        bind: impl Fn(R, &mut SqliteArguments),
    ) -> Result<(), StoreError> {
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            self.take(table, width, &insert, &mut rows, &bind).run(&mut *db).await?;
        }
        Ok(())
    }
}

/// Binds one value. The types bound here always encode.
pub(crate) fn bind<'q, T>(values: &mut SqliteArguments, value: T)
where
    T: sqlx::Encode<'q, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    let _ = values.add(value);
}

/// Binds a cell.
pub(crate) fn bind_cell(values: &mut SqliteArguments, cell: Cell) {
    match cell {
        Cell::Null => bind(values, None::<i64>),
        Cell::Int(v) => bind(values, v),
        Cell::Text(v) => bind(values, v),
        Cell::Blob(v) => bind(values, v),
    }
}

/// `insert or rollback into table (columns) values (?, …), …`: whoever inserts many rows gives the whole transaction
/// up when one fails, so that SQLite need not keep what would undo the statement alone.
/// SQLite: <https://sqlite.org/lang_conflict.html>
pub(crate) fn insert_sql(table: &str, columns: &[&str], rows: usize) -> String {
    let one = format!("({}?)", "?, ".repeat(columns.len().saturating_sub(1)));
    format!("insert or rollback into {table} ({}) values {}", columns.join(", "), vec![one; rows].join(", "))
}

/// A list of integers as JSON, for `in (select value from json_each(?))`.
pub(crate) fn json_list(ids: impl IntoIterator<Item = i64>) -> String {
    let mut text = "[".to_owned();
    for (at, id) in ids.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&id.to_string());
    }
    text.push(']');
    text
}
