//! `access_columns`: a snapshot's assignments as columns, ready to be read.

use sqlx::SqliteConnection;

use crate::access::columns::{Columns, LAYOUT};
use crate::error::StoreError;

/// The name under which the layout's number stands.
const LAYOUT_NAME: &str = "layout";

/// The columns of a snapshot; `None` where they are not there or of another layout.
pub(crate) async fn load(db: &mut SqliteConnection, snapshot: i64) -> Result<Option<Columns>, StoreError> {
    let layout: Option<Vec<u8>> =
        sqlx::query_scalar("select data from access_columns where snapshot = ? and name = ?")
            .bind(snapshot)
            .bind(LAYOUT_NAME)
            .fetch_optional(&mut *db)
            .await?;
    if layout.as_deref() != Some(&LAYOUT.to_le_bytes()) {
        return Ok(None);
    }
    let mut columns = Columns::default();
    for (name, mut part) in columns.parts() {
        let data: Option<Vec<u8>> =
            sqlx::query_scalar("select data from access_columns where snapshot = ? and name = ?")
                .bind(snapshot)
                .bind(name)
                .fetch_optional(&mut *db)
                .await?;
        let Some(data) = data else { return Ok(None) };
        part.fill(data);
    }
    Ok(columns.check().is_ok().then_some(columns))
}

/// Keeps the columns of a snapshot, and those of no other of its tenant: they can be made again.
pub(crate) async fn put(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    columns: &mut Columns,
) -> Result<(), StoreError> {
    sqlx::query("delete from access_columns where snapshot in (select id from snapshots where tenant = ?)")
        .bind(tenant)
        .execute(&mut *db)
        .await?;
    let layout = (LAYOUT_NAME, LAYOUT.to_le_bytes().to_vec());
    for (name, data) in columns.parts().iter().map(|(name, part)| (*name, part.to_bytes())).chain([layout]) {
        sqlx::query("insert into access_columns (snapshot, name, data) values (?, ?, ?)")
            .bind(snapshot)
            .bind(name)
            .bind(data)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}
