//! `conditions`: every condition's text, once, and what it means for who may assign roles.

use sqlx::SqliteConnection;

use super::table::{Short, short};
use crate::bulk::{Bulk, bind, insert_sql};
use crate::error::StoreError;

/// What a condition is called in the dictionary.
pub(crate) fn digest(text: &str) -> Short {
    short(text.as_bytes())
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    bulk: &mut Bulk,
    rows: Vec<(i64, Short, String)>,
) -> Result<(), StoreError> {
    let sql = |n: usize| insert_sql("conditions", &["id", "digest", "text"], n);
    bulk.insert(db, "conditions", 3, sql, rows, |(id, digest, text), values| {
        bind(values, id);
        bind(values, digest.to_vec());
        bind(values, text);
    })
    .await
}

/// Id and digest of every condition.
pub(crate) async fn load(db: &mut SqliteConnection) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    Ok(sqlx::query_as("select id, digest from conditions").fetch_all(db).await?)
}
