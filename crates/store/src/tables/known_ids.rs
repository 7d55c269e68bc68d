//! `role_ids` and `principal_ids`: every role and every principal that occurs in a tenant, once.

use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use super::table::{damaged, guid_bytes};
use crate::bulk::{Bulk, bind, insert_sql, scan};
use crate::error::StoreError;

/// Which of the two tables, which have the same columns.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KnownIds {
    Roles,
    Principals,
}

impl KnownIds {
    fn table(self) -> &'static str {
        match self {
            Self::Roles => "role_ids",
            Self::Principals => "principal_ids",
        }
    }

    pub(crate) async fn insert(
        self,
        db: &mut SqliteConnection,
        bulk: &mut Bulk,
        tenant: i64,
        rows: Vec<(i64, Guid)>,
    ) -> Result<(), StoreError> {
        let table = self.table();
        let sql = |n: usize| insert_sql(table, &["id", "tenant", "guid"], n);
        bulk.insert(db, table, 3, sql, rows, |(id, guid), values| {
            bind(values, id);
            bind(values, tenant);
            bind(values, guid_bytes(guid).to_vec());
        })
        .await
    }

    /// Number and GUID of every one of a tenant.
    pub(crate) async fn load(
        self,
        db: &mut SqliteConnection,
        tenant: i64,
    ) -> Result<Vec<(i64, Guid)>, StoreError> {
        let table = self.table();
        let mut all = Vec::new();
        scan(db, table, &["id", "hex(guid)"], "tenant = ?2", &[tenant], |(id, guid): (i64, String)| {
            all.push((id, Guid::parse(&guid).ok_or_else(|| damaged("a GUID has not 16 bytes"))?));
            Ok(())
        })
        .await?;
        Ok(all)
    }

    /// The number of one.
    pub(crate) async fn find(
        self,
        db: &mut SqliteConnection,
        tenant: i64,
        guid: Guid,
    ) -> Result<Option<i64>, StoreError> {
        let sql = match self {
            Self::Roles => "select id from role_ids where tenant = ? and guid = ?",
            Self::Principals => "select id from principal_ids where tenant = ? and guid = ?",
        };
        let guid = guid_bytes(guid).to_vec();
        Ok(sqlx::query_scalar(sql).bind(tenant).bind(guid).fetch_optional(db).await?)
    }
}
