//! Kept ways to look at a table: a filter, an order, the columns shown. What they mean is not here.

use crate::database::Database;
use crate::error::StoreError;
use crate::tables::saved_views;

pub use crate::tables::saved_views::View;

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// The views of a table, by name.
    pub async fn views(&self, of: &str) -> Result<Vec<View>, StoreError> {
        saved_views::list(&mut *self.readers.acquire().await?, of).await
    }

    /// Keeps a view, in place of the one that the table has under this name; gives its number. `sort` and
    /// `columns` are JSON.
    pub async fn save_view(
        &self,
        of: &str,
        name: &str,
        filter: &str,
        sort: &str,
        columns: &str,
    ) -> Result<i64, StoreError> {
        let mut change = self.change().await?;
        let id = saved_views::put(&mut change, of, name, filter, sort, columns).await?;
        change.commit().await?;
        Ok(id)
    }

    /// Takes a view away; one that is gone already is no error.
    pub async fn delete_view(&self, id: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        saved_views::delete(&mut change, id).await?;
        change.commit().await
    }
}

#[cfg(test)]
#[path = "views_tests.rs"]
mod tests;
