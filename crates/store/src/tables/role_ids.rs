//! `role_ids`: every role that occurs in a tenant, once.

use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use super::table::{damaged, guid_bytes, guid_from};
use crate::bulk::{Bulk, bind, insert_sql};
use crate::error::StoreError;

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    bulk: &mut Bulk,
    tenant: i64,
    rows: Vec<(i64, Guid)>,
) -> Result<(), StoreError> {
    let sql = |n: usize| insert_sql("role_ids", &["id", "tenant", "guid"], n);
    bulk.insert(db, "role_ids", 3, sql, rows, |(id, guid), values| {
        bind(values, id);
        bind(values, tenant);
        bind(values, guid_bytes(guid).to_vec());
    })
    .await
}

/// Id and GUID of every role of a tenant.
pub(crate) async fn load(db: &mut SqliteConnection, tenant: i64) -> Result<Vec<(i64, Guid)>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("select id, guid from role_ids where tenant = ?").bind(tenant).fetch_all(db).await?;
    rows.into_iter()
        .map(|(id, guid)| Some((id, guid_from(&guid)?)))
        .collect::<Option<_>>()
        .ok_or_else(|| damaged("a GUID has not 16 bytes"))
}

/// The number of one.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    tenant: i64,
    guid: Guid,
) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("select id from role_ids where tenant = ? and guid = ?")
        .bind(tenant)
        .bind(guid_bytes(guid).to_vec())
        .fetch_optional(db)
        .await?)
}
