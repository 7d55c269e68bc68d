//! `snapshot_counts`: what the list of snapshots shows of each.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::error::StoreError;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum What {
    Held,
    Scopes,
    Changed,
    Size,
}

impl What {
    fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Scopes => "scopes",
            Self::Changed => "changed",
            Self::Size => "size",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Held, Self::Scopes, Self::Changed, Self::Size].into_iter().find(|what| what.as_str() == text)
    }
}

/// Sets counts of a snapshot; what was counted before of the same sort is forgotten.
pub(crate) async fn put(
    db: &mut SqliteConnection,
    snapshot: i64,
    what: What,
    counts: &[(&str, u64)],
) -> Result<(), StoreError> {
    clear(db, snapshot, what).await?;
    for (name, count) in counts {
        sqlx::query("insert into snapshot_counts (snapshot, what, name, count) values (?, ?, ?, ?)")
            .bind(snapshot)
            .bind(what.as_str())
            .bind(name)
            .bind(i64::try_from(*count).unwrap_or(i64::MAX))
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Forgets counts of one sort.
pub(crate) async fn clear(db: &mut SqliteConnection, snapshot: i64, what: What) -> Result<(), StoreError> {
    sqlx::query("delete from snapshot_counts where snapshot = ? and what = ?")
        .bind(snapshot)
        .bind(what.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// One count, where it was kept.
pub(crate) async fn get(
    db: &mut SqliteConnection,
    snapshot: i64,
    what: What,
    name: &str,
) -> Result<Option<u64>, StoreError> {
    let count: Option<i64> =
        sqlx::query_scalar("select count from snapshot_counts where snapshot = ? and what = ? and name = ?")
            .bind(snapshot)
            .bind(what.as_str())
            .bind(name)
            .fetch_optional(db)
            .await?;
    Ok(count.map(|count| u64::try_from(count).unwrap_or(0)))
}

/// All that is kept, by snapshot.
pub(crate) async fn list(
    db: &mut SqliteConnection,
) -> Result<HashMap<i64, Vec<(What, String, u64)>>, StoreError> {
    let rows: Vec<(i64, String, String, i64)> =
        sqlx::query_as("select snapshot, what, name, count from snapshot_counts").fetch_all(db).await?;
    let mut counts: HashMap<i64, Vec<_>> = HashMap::new();
    for (snapshot, what, name, count) in rows {
        if let Some(what) = What::parse(&what) {
            counts.entry(snapshot).or_default().push((what, name, u64::try_from(count).unwrap_or(0)));
        }
    }
    Ok(counts)
}
