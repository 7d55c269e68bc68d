//! Many rows in few statements.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, SqliteConnection};

use crate::error::StoreError;
use crate::tables::table::Cell;

/// Values that one statement may bind. SQLite: <https://sqlite.org/limits.html#max_variable_number>
const MOST_VALUES: usize = 32_000;

/// Writes rows by statements of a few fixed lengths, so that each is prepared once.
#[derive(Debug, Default)]
pub(crate) struct Bulk {
    statements: HashMap<(&'static str, usize), Arc<str>>,
}

impl Bulk {
    /// Inserts the rows; `insert` gives the statement for that many rows of `width` values.
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
        let longest = (MOST_VALUES / width.max(1)).min(512);
        while rows.len() > 0 {
            let length = [longest, 32, 1].into_iter().find(|n| *n <= rows.len()).unwrap_or(1);
            let sql = self.statements.entry((table, length)).or_insert_with(|| insert(length).into()).clone();
            let mut values = SqliteArguments::default();
            values.reserve(length * width, 0);
            for row in rows.by_ref().take(length) {
                bind(row, &mut values);
            }
            sqlx::query_with(AssertSqlSafe(sql), values).execute(&mut *db).await?;
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

/// `insert into table (columns) values (?, …), …`.
pub(crate) fn insert_sql(table: &str, columns: &[&str], rows: usize) -> String {
    let one = format!("({}?)", "?, ".repeat(columns.len().saturating_sub(1)));
    format!("insert into {table} ({}) values {}", columns.join(", "), vec![one; rows].join(", "))
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
