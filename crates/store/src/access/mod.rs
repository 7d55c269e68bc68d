//! Everything about a snapshot's role assignments, in milliseconds at a million rows.
//!
//! [`Database::open_access`] reads a snapshot's columns once (or makes them); then pages, counts and the scope
//! tree are passes over numbers, and only the rows that are shown are read from the file.

pub(crate) mod build;
mod choices;
pub(crate) mod columns;
mod field;
mod named;
mod query;
mod rows;
mod tree;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rolewright_condition::guid::Guid;

use crate::database::Database;
use crate::error::StoreError;
use crate::tables::known_ids::KnownIds;
use crate::tables::{access_columns, snapshots};
use columns::Columns;

pub use choices::Choice;
pub use field::{Delegate, Field, Holder, PrincipalState, RoleOrigin, State, Words};
pub use named::Named;
pub use query::{Filter, Sort, Standing, Term};
pub use rows::{Assignment, Page};
pub use tree::{ScopeNode, ScopePage};

/// Of how many filters it is kept what matches, so that scrolling and going back are free.
const KEPT: usize = 4;

/// Rows in their own order.
type Rows = Arc<Vec<u32>>;

/// The assignments of one snapshot. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Access {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    database: Database,
    tenant: i64,
    snapshot: i64,
    columns: Columns,
    matches: Mutex<VecDeque<(Filter, Rows)>>,
    tree: OnceLock<tree::Tree>,
}

impl Database {
    /// Opens the assignments of a snapshot. While it is being pulled, what is stored so far.
    ///
    /// # Errors
    /// Those of the file, and that there is no such snapshot.
    pub async fn open_access(&self, snapshot: i64) -> Result<Access, StoreError> {
        let mut db = self.readers.acquire().await?;
        let found = snapshots::get(&mut db, snapshot).await?;
        let columns = match access_columns::load(&mut db, snapshot).await? {
            Some(columns) => columns,
            None => build::build(&mut db, found.tenant, snapshot, None).await?,
        };
        Ok(Access {
            inner: Arc::new(Inner {
                database: self.clone(),
                tenant: found.tenant,
                snapshot,
                columns,
                matches: Mutex::default(),
                tree: OnceLock::new(),
            }),
        })
    }

    /// Makes a snapshot's columns and keeps them, so that opening it reads numbers only. Done when a pull ends.
    pub(crate) async fn keep_columns(
        &self,
        tenant: i64,
        snapshot: i64,
        gathered: Option<build::Gathered>,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let mut columns = build::build(&mut change, tenant, snapshot, gathered).await?;
        access_columns::put(&mut change, tenant, snapshot, &mut columns).await?;
        change.commit().await
    }
}

impl Access {
    /// The snapshot.
    #[must_use]
    pub fn snapshot(&self) -> i64 {
        self.inner.snapshot
    }

    /// How many assignments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.columns.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn columns(&self) -> &Columns {
        &self.inner.columns
    }

    /// The rows that match; kept for the next question.
    fn matching(&self, filter: &Filter) -> Rows {
        let kept = self.inner.matches.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rows)) = kept.iter().find(|(f, _)| f == filter) {
            return rows.clone();
        }
        drop(kept);
        let rows = Arc::new(self.columns().matching(filter));
        let mut kept = self.inner.matches.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((filter.clone(), rows.clone()));
        kept.truncate(KEPT);
        rows
    }

    /// How many matching assignments have each value of a field.
    #[must_use]
    pub fn counts(&self, field: Field, filter: &Filter) -> HashMap<i64, u64> {
        self.columns().counts(field, &self.matching(filter))
    }

    /// The number of a role that occurs in this snapshot, by its id.
    ///
    /// # Errors
    /// Those of the file.
    pub async fn find_role(&self, role: Guid) -> Result<Option<i64>, StoreError> {
        let mut db = self.inner.database.readers.acquire().await?;
        let id = KnownIds::Roles.find(&mut db, self.inner.tenant, role).await?;
        let occurs =
            |id: &i64| u32::try_from(*id).is_ok_and(|id| self.columns().roles.id.binary_search(&id).is_ok());
        Ok(id.filter(occurs))
    }

    /// The number of a principal that occurs in this snapshot, by its id.
    ///
    /// # Errors
    /// Those of the file.
    pub async fn find_principal(&self, principal: Guid) -> Result<Option<i64>, StoreError> {
        let mut db = self.inner.database.readers.acquire().await?;
        let id = KnownIds::Principals.find(&mut db, self.inner.tenant, principal).await?;
        let occurs = |id: &i64| {
            u32::try_from(*id).is_ok_and(|id| self.columns().principals.id.binary_search(&id).is_ok())
        };
        Ok(id.filter(occurs))
    }

    /// How many assignments match.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> u64 {
        self.matching(filter).len() as u64
    }
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
