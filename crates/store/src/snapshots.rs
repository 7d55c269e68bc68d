//! Which snapshots there are, and what each could not read.

use crate::database::Database;
use crate::error::StoreError;
use crate::tables::{coverage, pull_items, snapshots, tenants};

pub use crate::tables::coverage::{Covered, Reach};
pub use crate::tables::pull_items::Item;
pub use crate::tables::snapshots::{Snapshot, Status};
pub use crate::tables::tenants::Tenant;

/// The errors are those of the file ([`StoreError`]) and, where a snapshot is named, that it does not exist.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// The tenants of which there are snapshots, by name.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        tenants::list(&mut *self.readers.acquire().await?).await
    }

    /// The snapshots of a tenant, or all; the latest first. A cancelled one is never the one to show first
    /// where there is another.
    pub async fn snapshots(&self, tenant: Option<i64>) -> Result<Vec<Snapshot>, StoreError> {
        snapshots::list(&mut *self.readers.acquire().await?, tenant).await
    }

    /// One snapshot.
    pub async fn snapshot(&self, id: i64) -> Result<Snapshot, StoreError> {
        snapshots::get(&mut *self.readers.acquire().await?, id).await
    }

    /// The snapshot to show first: the latest whole one, else the latest that ended with gaps, else any.
    pub async fn snapshot_to_show(&self, tenant: i64) -> Result<Option<Snapshot>, StoreError> {
        let list = self.snapshots(Some(tenant)).await?;
        let best = [Status::Complete, Status::Partial, Status::Cancelled, Status::Running]
            .into_iter()
            .find_map(|status| list.iter().find(|s| s.status == status));
        Ok(best.cloned())
    }

    /// What a snapshot asked for and how each reading ended, in the order of stages.
    pub async fn coverage(&self, snapshot: i64) -> Result<Vec<Covered>, StoreError> {
        let mut db = self.readers.acquire().await?;
        snapshots::get(&mut db, snapshot).await?;
        coverage::list(&mut db, snapshot).await
    }

    /// Where a running pull stands; empty once it has ended.
    pub async fn pull_items(&self, snapshot: i64) -> Result<Vec<Item>, StoreError> {
        pull_items::list(&mut *self.readers.acquire().await?, snapshot).await
    }
}
