//! `authors`: ids of who made or changed something, as written.

use sqlx::SqliteConnection;

use crate::bulk::{Bulk, bind, insert_sql};
use crate::error::StoreError;

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    bulk: &mut Bulk,
    rows: Vec<(i64, String)>,
) -> Result<(), StoreError> {
    let sql = |n: usize| insert_sql("authors", &["id", "text"], n);
    bulk.insert(db, "authors", 2, sql, rows, |(id, text), values| {
        bind(values, id);
        bind(values, text);
    })
    .await
}

/// Every row.
pub(crate) async fn load(db: &mut SqliteConnection) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(sqlx::query_as("select id, text from authors").fetch_all(db).await?)
}
