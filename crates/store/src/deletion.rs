//! Deleting a snapshot: it leaves the list at once, and the rows that no other snapshot has are swept out after it.
//!
//! INVARIANT: what the other snapshots show does not change. A sweep that was cut short leaves rows that no
//! snapshot shows, and nothing else.

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::bulk::json_list;
use crate::database::Database;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::records::stored;
use crate::tables::record::table;
use crate::tables::snapshot_counts::{self, What};
use crate::tables::{object_search, snapshots};

/// Rows swept out in one transaction, so that nobody who writes beside it waits long.
const STEP: i64 = 5_000;

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// Takes a snapshot out of every list, and gives the number of its tenant for [`Database::sweep`]. What people
    /// wrote stays: it belongs to the tenant.
    pub async fn delete_snapshot(&self, snapshot: i64) -> Result<i64, StoreError> {
        let mut change = self.change().await?;
        let found = snapshots::get(&mut change, snapshot).await?;
        snapshots::delete(&mut change, snapshot).await?;
        // What changed is counted from the one before, which is now another.
        let (_, next) = snapshots::neighbours(&mut change, found.tenant, snapshot).await?;
        if let Some(next) = next {
            snapshot_counts::clear(&mut change, next, What::Changed).await?;
        }
        change.commit().await?;
        Ok(found.tenant)
    }

    /// Sweeps out the rows of a deleted snapshot that no other one has.
    pub async fn sweep(&self, tenant: i64, deleted: i64) -> Result<(), StoreError> {
        for kind in ObjectKind::ALL {
            while self.sweep_step(kind, tenant, deleted).await? {}
        }
        Ok(())
    }

    /// Whether there may be more to sweep out.
    async fn sweep_step(&self, kind: ObjectKind, tenant: i64, deleted: i64) -> Result<bool, StoreError> {
        let name = table(kind).name;
        let mut change = self.change().await?;
        // Looked up each time: a pull may have begun in between, and then open rows are its rows.
        let (before, after) = snapshots::neighbours(&mut change, tenant, deleted).await?;
        let before = before.unwrap_or(0);
        let ids: Vec<i64> = match after {
            Some(after) => {
                let sql = format!(
                    "select id from {name} where tenant = ?1 and since > ?2 and since < ?3 \
                     and until is not null and until <= ?3 limit ?4"
                );
                let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(tenant).bind(before).bind(after);
                query.bind(STEP).fetch_all(&mut *change).await?
            }
            None => {
                // What the deleted one found changed or gone is again as it was known last.
                let sql = format!("update {name} set until = null where tenant = ?1 and until > ?2");
                sqlx::query(AssertSqlSafe(sql)).bind(tenant).bind(before).execute(&mut *change).await?;
                let sql = format!("select id from {name} where tenant = ?1 and since > ?2 limit ?3");
                let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(tenant).bind(before);
                query.bind(STEP).fetch_all(&mut *change).await?
            }
        };
        let more = ids.len() as i64 == STEP;
        remove(&mut change, kind, ids).await?;
        change.commit().await?;
        Ok(more)
    }
}

/// Removes rows with what the search knows of them: their numbers will be given to other rows.
async fn remove(db: &mut SqliteConnection, kind: ObjectKind, ids: Vec<i64>) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let table = table(kind);
    let list = json_list(ids);
    let sql = format!("{} where t.id in (select value from json_each(?))", table.select());
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(list.clone()).fetch_all(&mut *db).await?;
    for row in &rows {
        let row = stored(kind, row)?;
        if let Some(text) = object_search::text(&row.record) {
            object_search::remove(db, object_search::row_id(kind as i64, row.row), &text).await?;
        }
    }
    let sql = format!("delete from {} where id in (select value from json_each(?))", table.name);
    sqlx::query(AssertSqlSafe(sql)).bind(list).execute(db).await?;
    Ok(())
}

#[cfg(test)]
#[path = "deletion_tests.rs"]
mod tests;
