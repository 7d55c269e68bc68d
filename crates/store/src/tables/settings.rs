//! `settings`: JSON values by key.

use sqlx::SqliteConnection;

use crate::error::StoreError;

/// All values by key.
pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<(String, String)>, StoreError> {
    Ok(sqlx::query_as("select key, value from settings order by key").fetch_all(db).await?)
}

/// Sets one value.
pub(crate) async fn put(db: &mut SqliteConnection, key: &str, value: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into settings (key, value) values (?1, ?2) on conflict (key) do update set value = ?2",
    )
    .bind(key)
    .bind(value)
    .execute(db)
    .await?;
    Ok(())
}
