//! A snapshot's rows as the records that they were made of, kind by kind: for lists, tables and export.

use std::collections::HashMap;

use rolewright_authz::records::{Principal, Record};
use rolewright_condition::guid::Guid;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::database::Database;
use crate::error::StoreError;
use crate::object::{ObjectId, ObjectKind};
use crate::tables::record::{self, table};
use crate::tables::snapshots;
use crate::tables::table::{RowReader, Short};

/// Objects that one question may name.
const MANY: usize = 5_000;

/// A record and the interval of snapshots in which it was true.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The row's number on disk.
    pub row: i64,
    /// The first snapshot that has it.
    pub since: i64,
    /// The snapshot in which it was found changed or gone.
    pub until: Option<i64>,
    /// What Azure answered.
    pub record: Record,
}

/// The errors are those of the file ([`StoreError`]) and that there is no such snapshot.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// The records of one kind in a snapshot, by row number, after the row `after` (0 at the beginning), at
    /// most `limit`. Ask again with the last row's number until nothing comes.
    pub async fn records(
        &self,
        snapshot: i64,
        kind: ObjectKind,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Stored>, StoreError> {
        let mut db = self.readers.acquire().await?;
        let tenant = snapshots::get(&mut db, snapshot).await?.tenant;
        read(&mut db, tenant, snapshot, kind, after, limit).await
    }

    /// Hands over every record of one kind in a snapshot, in the order in which they were written.
    pub async fn each_record(
        &self,
        snapshot: i64,
        kind: ObjectKind,
        mut take: impl FnMut(Record),
    ) -> Result<(), StoreError> {
        /// Few enough to be held, enough that asking costs nothing.
        const CHUNK: u32 = 10_000;
        let mut after = 0;
        loop {
            let rows = self.records(snapshot, kind, after, CHUNK).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.row;
            rows.into_iter().for_each(|row| take(row.record));
        }
    }

    /// The records of those objects of one kind that a snapshot has, in no order.
    pub async fn objects(
        &self,
        snapshot: i64,
        kind: ObjectKind,
        keys: &[String],
    ) -> Result<Vec<Stored>, StoreError> {
        let mut db = self.readers.acquire().await?;
        let tenant = snapshots::get(&mut db, snapshot).await?.tenant;
        by_key(&mut db, tenant, snapshot, kind, keys.iter().map(|key| key.to_ascii_lowercase())).await
    }

    /// What the directory told of these principals in a snapshot; those that it did not tell of are left out.
    pub async fn principals(
        &self,
        snapshot: i64,
        ids: &[Guid],
    ) -> Result<HashMap<Guid, Principal>, StoreError> {
        let mut db = self.readers.acquire().await?;
        let tenant = snapshots::get(&mut db, snapshot).await?.tenant;
        known_by_id(&mut db, tenant, snapshot, ids).await
    }

    /// Every row of an object of a tenant, the latest first: its history.
    pub async fn history(&self, tenant: i64, object: &ObjectId) -> Result<Vec<Stored>, StoreError> {
        let sql = format!(
            "{} where t.identity = ? and +t.tenant = ? order by t.since desc",
            table(object.kind).select()
        );
        let mut db = self.readers.acquire().await?;
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(object.digest().to_vec())
            .bind(tenant)
            .fetch_all(&mut *db)
            .await?;
        rows.iter().map(|row| stored(object.kind, row)).collect()
    }
}

/// Principals by their ids, through the index of identities.
pub(crate) async fn known_by_id(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    ids: &[Guid],
) -> Result<HashMap<Guid, Principal>, StoreError> {
    let keys = ids.iter().map(Guid::to_string);
    let rows = by_key(db, tenant, snapshot, ObjectKind::Principal, keys).await?;
    let principals = rows.into_iter().filter_map(|row| match row.record {
        Record::Principal(principal) => Some((principal.id, *principal)),
        _ => None,
    });
    Ok(principals.collect())
}

/// Objects of one kind by their keys, through the index of identities.
pub(crate) async fn by_key(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    kind: ObjectKind,
    keys: impl Iterator<Item = String>,
) -> Result<Vec<Stored>, StoreError> {
    // The plus keeps SQLite from going through the whole tenant instead. <https://sqlite.org/queryplanner-ng.html>
    let sql = format!(
        "{} where t.identity in (select unhex(value) from json_each(?1)) and +t.tenant = ?2 \
         and t.since <= ?3 and (t.until is null or t.until > ?3)",
        table(kind).select()
    );
    let digests: Vec<Short> = keys.map(|key| ObjectId { kind, key }.digest()).collect();
    let mut found = Vec::with_capacity(digests.len());
    for some in digests.chunks(MANY) {
        let rows = sqlx::query(AssertSqlSafe(sql.clone()))
            .bind(hex_list(some.iter().copied()))
            .bind(tenant)
            .bind(snapshot)
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            found.push(stored(kind, row)?);
        }
    }
    Ok(found)
}

/// Digests as a JSON list, for `in (select unhex(value) from json_each(?))`.
pub(crate) fn hex_list(digests: impl IntoIterator<Item = Short>) -> String {
    let list: Vec<String> =
        digests.into_iter().map(|digest| format!("\"{:032x}\"", u128::from_be_bytes(digest))).collect();
    format!("[{}]", list.join(","))
}

pub(crate) async fn read(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    kind: ObjectKind,
    after: i64,
    limit: u32,
) -> Result<Vec<Stored>, StoreError> {
    let sql = format!(
        "{} not indexed where t.id > ?1 and t.tenant = ?2 and t.since <= ?3 \
         and (t.until is null or t.until > ?3) order by t.id limit ?4",
        table(kind).select()
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(after)
        .bind(tenant)
        .bind(snapshot)
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| stored(kind, row)).collect()
}

pub(crate) fn stored(kind: ObjectKind, row: &sqlx::sqlite::SqliteRow) -> Result<Stored, StoreError> {
    let record = record::read(kind, &mut RowReader::new(row))?;
    Ok(Stored { row: row.try_get(0)?, since: row.try_get(1)?, until: row.try_get(2)?, record })
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
