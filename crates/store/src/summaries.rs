//! The list of snapshots: how much each holds, how much of it was read, what changed since the one before.
//!
//! Counting looks through every row, so it is done once, when a pull has ended, and kept.

use std::collections::{BTreeMap, HashMap};

use rolewright_authz::records::Stage;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::database::Database;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::pull::ADDED;
use crate::tables::record::TABLES;
use crate::tables::snapshot_counts::{self, What};
use crate::tables::snapshots::{self, Snapshot, Status};
use crate::tables::{coverage, pull_items, tenants};

/// A snapshot in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// When what was read, by whom, and how it ended.
    pub snapshot: Snapshot,
    /// The tenant's snapshot before it that was read to its end.
    pub previous: Option<i64>,
    /// Objects by kind. Of a pull that has not ended: rows that it has stored.
    pub held: BTreeMap<ObjectKind, u64>,
    /// How many scopes were read.
    pub scopes: ScopeCounts,
    /// How often each kind of change occurs since `previous`, by the names that [`Database::keep_changes`] was
    /// given; `None` where that was not counted.
    pub changed: Option<BTreeMap<String, u64>>,
    /// Bytes by which it made the database larger.
    pub bytes: u64,
}

/// How many scopes a snapshot asked, by how the worst of their stages ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScopeCounts {
    /// Read whole.
    pub read: u64,
    /// Azure said no.
    pub refused: u64,
    /// Failed, or some rows could not be understood.
    pub failed: u64,
}

/// The errors are those of the file ([`StoreError`]) and, where a snapshot is named, that it does not exist.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// Every snapshot, the latest first.
    pub async fn summaries(&self) -> Result<Vec<Summary>, StoreError> {
        let mut db = self.readers.acquire().await?;
        let list = snapshots::list(&mut db, None).await?;
        let mut kept = snapshot_counts::list(&mut db).await?;
        let mut summaries = Vec::with_capacity(list.len());
        for snapshot in &list {
            let counts = kept.remove(&snapshot.id).unwrap_or_default();
            let before = |other: &&Snapshot| {
                other.tenant == snapshot.tenant
                    && other.id < snapshot.id
                    && matches!(other.status, Status::Complete | Status::Partial)
            };
            let previous = list.iter().find(before).map(|other| other.id);
            let mut summary = Summary::of(snapshot.clone(), previous, &counts);
            if snapshot.status == Status::Running {
                summary.held = so_far(&mut db, snapshot.id).await?;
                summary.scopes = scopes(&mut db, snapshot.id).await?;
            }
            summaries.push(summary);
        }
        Ok(summaries)
    }

    /// Counts what a snapshot holds and how much of it was read, where that is not kept yet. Of a pull that has not
    /// ended nothing is kept.
    pub async fn count_snapshot(&self, snapshot: i64) -> Result<(), StoreError> {
        let mut db = self.readers.acquire().await?;
        let found = snapshots::get(&mut db, snapshot).await?;
        let kept = snapshot_counts::list(&mut db).await?.remove(&snapshot).unwrap_or_default();
        if found.status == Status::Running || kept.iter().any(|(what, ..)| *what == What::Scopes) {
            return Ok(());
        }
        let mut held = Vec::new();
        for table in TABLES {
            let sql = format!(
                "select count(*) from {} where tenant = ?1 and since <= ?2 and (until is null or until > ?2)",
                table.name
            );
            let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(found.tenant)
                .bind(snapshot)
                .fetch_one(&mut *db)
                .await?;
            held.push((table.kind.as_str(), u64::try_from(count).unwrap_or(0)));
        }
        let ScopeCounts { read, refused, failed } = scopes(&mut db, snapshot).await?;
        drop(db);
        let mut change = self.change().await?;
        snapshot_counts::put(&mut change, snapshot, What::Held, &held).await?;
        let scopes = [("read", read), ("refused", refused), ("failed", failed)];
        snapshot_counts::put(&mut change, snapshot, What::Scopes, &scopes).await?;
        change.commit().await
    }

    /// Keeps how often each kind of change occurs since the snapshot before.
    pub async fn keep_changes(&self, snapshot: i64, changes: &[(&str, u64)]) -> Result<(), StoreError> {
        let all = changes.iter().map(|(_, count)| count).sum();
        let counts: Vec<_> = changes.iter().copied().chain([("", all)]).collect();
        let mut change = self.change().await?;
        snapshots::get(&mut change, snapshot).await?;
        snapshot_counts::put(&mut change, snapshot, What::Changed, &counts).await?;
        change.commit().await
    }

    /// The tenant of a line of snapshots.
    pub async fn tenant(&self, tenant: i64) -> Result<Option<tenants::Tenant>, StoreError> {
        let list = tenants::list(&mut *self.readers.acquire().await?).await?;
        Ok(list.into_iter().find(|known| known.id == tenant))
    }
}

impl Summary {
    fn of(snapshot: Snapshot, previous: Option<i64>, counts: &[(What, String, u64)]) -> Self {
        let of = |what: What| {
            counts.iter().filter(move |(w, ..)| *w == what).map(|(_, name, count)| (name.as_str(), *count))
        };
        let one = |what: What, wanted: &str| {
            of(what).find(|(name, _)| *name == wanted).map_or(0, |(_, count)| count)
        };
        let held =
            of(What::Held).filter_map(|(name, count)| Some((ObjectKind::parse(name)?, count))).collect();
        let changed = of(What::Changed).any(|(name, _)| name.is_empty()).then(|| {
            of(What::Changed)
                .filter(|(name, _)| !name.is_empty())
                .map(|(name, count)| (name.to_owned(), count))
                .collect()
        });
        let scopes = ScopeCounts {
            read: one(What::Scopes, "read"),
            refused: one(What::Scopes, "refused"),
            failed: one(What::Scopes, "failed"),
        };
        Self { snapshot, previous, held, scopes, changed, bytes: one(What::Size, ADDED) }
    }

    /// Whether what changed since the one before is to be counted yet: of a snapshot that was read to its end.
    #[must_use]
    pub fn lacks_changes(&self) -> bool {
        let ended = matches!(self.snapshot.status, Status::Complete | Status::Partial);
        ended && self.previous.is_some() && self.changed.is_none()
    }

    /// Whether everything that is counted of it is there.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.snapshot.status == Status::Running || !self.held.is_empty() && !self.lacks_changes()
    }
}

/// Rows that a pull under way has stored.
async fn so_far(db: &mut SqliteConnection, snapshot: i64) -> Result<BTreeMap<ObjectKind, u64>, StoreError> {
    let mut rows: HashMap<Stage, u64> = HashMap::new();
    for item in pull_items::list(db, snapshot).await? {
        *rows.entry(item.stage).or_default() += item.rows;
    }
    let mut held = BTreeMap::new();
    for table in TABLES {
        // Vaults and their links come in one stage.
        if let Some(rows) = rows.remove(&table.stage) {
            held.insert(table.kind, rows);
        }
    }
    Ok(held)
}

/// How the scopes that were asked ended.
async fn scopes(db: &mut SqliteConnection, snapshot: i64) -> Result<ScopeCounts, StoreError> {
    let [read, refused, failed] = coverage::scope_counts(db, snapshot).await?;
    Ok(ScopeCounts { read, refused, failed })
}

#[cfg(test)]
#[path = "summaries_tests.rs"]
mod tests;
