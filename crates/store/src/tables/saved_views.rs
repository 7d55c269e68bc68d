//! `saved_views`: kept ways to look at a table.

use sqlx::{FromRow, SqliteConnection};

use crate::error::StoreError;

/// A kept way to look at a table.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct View {
    /// Its number.
    pub id: i64,
    /// Its name; unique in its table, whatever the case.
    pub name: String,
    /// As typed in the filter bar.
    pub filter: String,
    /// The order, as JSON.
    pub sort: String,
    /// The columns shown, as JSON.
    pub columns: String,
}

/// Those of one table, by name.
pub(crate) async fn list(db: &mut SqliteConnection, of: &str) -> Result<Vec<View>, StoreError> {
    Ok(sqlx::query_as("select id, name, filter, sort, columns from saved_views where of = ? order by name")
        .bind(of)
        .fetch_all(db)
        .await?)
}

/// Keeps one, in place of the one of that name; gives its number.
pub(crate) async fn put(
    db: &mut SqliteConnection,
    of: &str,
    name: &str,
    filter: &str,
    sort: &str,
    columns: &str,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "insert into saved_views (of, name, filter, sort, columns) values (?1, ?2, ?3, ?4, ?5) \
         on conflict (of, name) do update set name = ?2, filter = ?3, sort = ?4, columns = ?5 returning id",
    )
    .bind(of)
    .bind(name)
    .bind(filter)
    .bind(sort)
    .bind(columns)
    .fetch_one(db)
    .await?)
}

/// Takes one away.
pub(crate) async fn delete(db: &mut SqliteConnection, id: i64) -> Result<(), StoreError> {
    sqlx::query("delete from saved_views where id = ?").bind(id).execute(db).await?;
    Ok(())
}
