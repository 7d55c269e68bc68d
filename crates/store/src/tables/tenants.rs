//! `tenants`: one line of snapshots each.

use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use super::table::{guid_bytes, guid_from};
use crate::error::StoreError;

/// A tenant of which there are snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Its number in this file: one line of snapshots.
    pub id: i64,
    /// Its id in Entra.
    pub tenant: Guid,
    /// Empty where the snapshots were pulled here; the digest of the file where one was imported.
    pub origin: String,
    /// Its name.
    pub name: String,
}

/// The tenant's number; it is added or takes the new name.
pub(crate) async fn put(
    db: &mut SqliteConnection,
    tenant: Guid,
    origin: &str,
    name: &str,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "insert into tenants (tenant, origin, name) values (?1, ?2, ?3) \
         on conflict (tenant, origin) do update set name = ?3 returning id",
    )
    .bind(guid_bytes(tenant).to_vec())
    .bind(origin)
    .bind(name)
    .fetch_one(db)
    .await?)
}

/// All, by name.
pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<Tenant>, StoreError> {
    let rows: Vec<(i64, Vec<u8>, String, String)> =
        sqlx::query_as("select id, tenant, origin, name from tenants order by name, origin, id")
            .fetch_all(db)
            .await?;
    let one = |(id, tenant, origin, name): (i64, Vec<u8>, _, _)| {
        Some(Tenant { id, tenant: guid_from(&tenant)?, origin, name })
    };
    rows.into_iter()
        .map(one)
        .collect::<Option<_>>()
        .ok_or_else(|| super::table::damaged("a tenant has no id"))
}
