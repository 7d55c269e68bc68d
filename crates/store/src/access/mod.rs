//! Everything about a snapshot's role assignments, in milliseconds at a million rows.
//!
//! [`Database::open_access`] reads a snapshot's columns once (or makes them); then pages, counts and the scope
//! tree are passes over numbers, and only the rows that are shown are read from the file.

mod build;
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

/// How many results are kept, so that scrolling and going back are free; and how many orders.
const KEPT: usize = 4;

/// Rows in the order asked for.
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
    /// Orders that were asked for.
    orders: Mutex<VecDeque<(Vec<Sort>, Rows)>>,
    results: Mutex<VecDeque<(Filter, Vec<Sort>, Rows)>>,
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
            None => build::build(&mut db, found.tenant, snapshot).await?,
        };
        Ok(Access {
            inner: Arc::new(Inner {
                database: self.clone(),
                tenant: found.tenant,
                snapshot,
                columns,
                orders: Mutex::default(),
                results: Mutex::default(),
                tree: OnceLock::new(),
            }),
        })
    }

    /// Makes a snapshot's columns and keeps them, so that opening it reads numbers only. Done when a pull ends.
    pub(crate) async fn keep_columns(&self, tenant: i64, snapshot: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let mut columns = build::build(&mut change, tenant, snapshot).await?;
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

    /// The rows that match, in order; kept for the next question.
    fn result(&self, filter: &Filter, sort: &[Sort]) -> Rows {
        let kept = self.inner.results.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, rows)) = kept.iter().find(|(f, s, _)| f == filter && s == sort) {
            return rows.clone();
        }
        drop(kept);
        let keep = self.columns().matching(filter);
        let is_kept = |row: &u32| keep.get(*row as usize).copied().unwrap_or(false);
        let rows: Vec<u32> = match sort {
            [] => (0_u32..).zip(&keep).filter(|(_, keep)| **keep).map(|(row, _)| row).collect(),
            sort => self.order(sort).iter().copied().filter(is_kept).collect(),
        };
        let rows = Arc::new(rows);
        let mut kept = self.inner.results.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((filter.clone(), sort.to_vec(), rows.clone()));
        kept.truncate(KEPT);
        rows
    }

    fn order(&self, sort: &[Sort]) -> Rows {
        let orders = self.inner.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, order)) = orders.iter().find(|(s, _)| s == sort) {
            return order.clone();
        }
        drop(orders);
        let order = Arc::new(self.columns().order(sort));
        let mut orders = self.inner.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.push_front((sort.to_vec(), order.clone()));
        orders.truncate(KEPT);
        order
    }

    /// How many matching assignments have each value of a field.
    #[must_use]
    pub fn counts(&self, field: Field, filter: &Filter) -> HashMap<i64, u64> {
        self.columns().counts(field, &self.columns().matching(filter))
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
        self.columns().matching(filter).into_iter().filter(|keep| *keep).count() as u64
    }
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
