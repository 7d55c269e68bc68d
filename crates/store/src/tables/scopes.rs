//! `scopes`: every path that occurs in a tenant, once.

use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use sqlx::SqliteConnection;

use super::table::{Short, short};
use crate::bulk::{Bulk, bind, insert_sql, scan};
use crate::error::StoreError;

/// A row that is about to be written.
#[derive(Debug)]
pub(crate) struct NewScope {
    pub(crate) id: i64,
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) level: ScopeLevel,
    pub(crate) subscription: Option<i64>,
    pub(crate) parent: Option<i64>,
}

const COLUMNS: [&str; 7] = ["id", "tenant", "key", "path", "level", "subscription", "parent"];

/// What a scope is called in the dictionary.
pub(crate) fn digest(key: &str) -> Short {
    short(key.as_bytes())
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    bulk: &mut Bulk,
    tenant: i64,
    rows: Vec<NewScope>,
) -> Result<(), StoreError> {
    let sql = |n: usize| insert_sql("scopes", &COLUMNS, n);
    bulk.insert(db, "scopes", COLUMNS.len(), sql, rows, |row, values| {
        bind(values, row.id);
        bind(values, tenant);
        bind(values, row.key);
        bind(values, row.path);
        bind(values, row.level as i64);
        bind(values, row.subscription);
        bind(values, row.parent);
    })
    .await
}

/// Id and key of every scope of a tenant.
pub(crate) async fn load(db: &mut SqliteConnection, tenant: i64) -> Result<Vec<(i64, String)>, StoreError> {
    let mut all = Vec::new();
    scan(db, "scopes", &["id", "key"], "tenant = ?2", &[tenant], |(id, key): (i64, String)| {
        all.push((id, key));
        Ok(())
    })
    .await?;
    Ok(all)
}

/// The scope itself.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    tenant: i64,
    scope: &ScopePath,
) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("select id from scopes where tenant = ? and key = ?")
        .bind(tenant)
        .bind(scope.key())
        .fetch_optional(db)
        .await?)
}

/// The scope and all that lie in it as the texts tell.
pub(crate) async fn below(
    db: &mut SqliteConnection,
    tenant: i64,
    scope: &ScopePath,
) -> Result<Vec<i64>, StoreError> {
    // The slash and the zero are neighbours, so this is a range of the index.
    Ok(sqlx::query_scalar(
        "select id from scopes where tenant = ?1 and (key = ?2 or key >= ?2 || '/' and key < ?2 || '0')",
    )
    .bind(tenant)
    .bind(scope.key())
    .fetch_all(db)
    .await?)
}
