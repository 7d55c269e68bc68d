//! What people wrote about objects: reviewed, a question, a risk taken until a day. It belongs to the object
//! and so stays across snapshots.

use crate::database::Database;
use crate::error::StoreError;
use crate::object::ObjectId;
use crate::tables::annotations;

pub use crate::tables::annotations::{Annotation, Verdict};

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// Writes something about an object of a tenant; gives its number.
    pub async fn annotate(
        &self,
        tenant: i64,
        object: &ObjectId,
        verdict: Verdict,
        note: &str,
        author: &str,
        now: i64,
    ) -> Result<i64, StoreError> {
        let mut change = self.change().await?;
        let id = annotations::insert(&mut change, tenant, object, verdict, note, author, now).await?;
        change.commit().await?;
        Ok(id)
    }

    /// Takes an annotation back. Nothing of it is lost.
    pub async fn withdraw_annotation(&self, id: i64, now: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        annotations::set_withdrawn(&mut change, id, Some(now)).await?;
        change.commit().await
    }

    /// Puts an annotation that was taken back in force again.
    pub async fn restore_annotation(&self, id: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        annotations::set_withdrawn(&mut change, id, None).await?;
        change.commit().await
    }

    /// What is written about a tenant's objects, or about one of them; the latest first.
    pub async fn annotations(
        &self,
        tenant: i64,
        object: Option<&ObjectId>,
    ) -> Result<Vec<Annotation>, StoreError> {
        annotations::list(&mut *self.readers.acquire().await?, tenant, object).await
    }
}
