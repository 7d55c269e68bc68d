//! Drafts: saved at every key press, with a history that loses nothing.
//!
//! INVARIANT: a draft, its current revision and its search row change in one transaction, so that a killed
//! process leaves the state before or after a save, never between.

use sqlx::SqliteConnection;

use crate::database::{Change, Database};
use crate::error::StoreError;
use crate::tables::draft_search::{self, Search};
use crate::tables::{draft_revisions, drafts};

pub use crate::tables::draft_revisions::Content;
pub use crate::tables::drafts::Summary;

/// A pause this long, in milliseconds, ends a run of typing: the next save is a step of its own.
const PAUSE: i64 = 1_000;

/// A run of typing this long, in milliseconds, is ended even without a pause.
const LONGEST_RUN: i64 = 10_000;

/// How many steps the history shows.
const STEPS_SHOWN: i64 = 200;

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The draft.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: Content,
    /// When it was last changed.
    pub updated_at: i64,
    /// The revision shown.
    pub revision: i64,
    /// Whether there is an earlier step.
    pub can_undo: bool,
    /// Whether a step was undone and can be made again.
    pub can_redo: bool,
}

/// One step of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number.
    pub revision: i64,
    /// When it was last typed in.
    pub at: i64,
    /// What the draft held.
    pub content: Content,
    /// Whether it is the one shown.
    pub current: bool,
}

/// The errors are those of the file ([`StoreError`]) and, where an id is given, that it does not exist.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// The drafts that have every word of `search` in name or text, latest first.
    pub async fn drafts(&self, search: &str) -> Result<Vec<Summary>, StoreError> {
        drafts::list(&mut *self.pool.acquire().await?, &Search::words(search)).await
    }

    /// A new draft.
    pub async fn create_draft(&self, name: &str, content: &Content, now: i64) -> Result<Draft, StoreError> {
        let mut change = self.change().await?;
        let id = drafts::insert(&mut change, name, now).await?;
        draft_revisions::insert(&mut change, id, 1, now, content, None).await?;
        finish(change, id).await
    }

    /// The draft as it stands, deleted or not.
    pub async fn draft(&self, id: i64) -> Result<Draft, StoreError> {
        load(&mut *self.pool.acquire().await?, id).await
    }

    /// Saves what was typed. Saves of one run of typing become one step; each is on disk when this returns.
    pub async fn save_draft(&self, id: i64, content: &Content, now: i64) -> Result<Draft, StoreError> {
        let mut change = self.change().await?;
        let draft = drafts::get(&mut change, id).await?;
        let shown = draft_revisions::get(&mut change, id, draft.current_revision).await?;
        if shown.content == *content {
            return load(&mut change, id).await;
        }
        let run = draft.typing_since.filter(|since| {
            // A clock that went back ends the run, too.
            (0..PAUSE).contains(&(now - draft.updated_at)) && (0..LONGEST_RUN).contains(&(now - since))
        });
        if run.is_some() {
            draft_revisions::replace(&mut change, id, shown.revision, now, content).await?;
            drafts::set_current(&mut change, id, shown.revision, run, now).await?;
        } else {
            let revision = draft_revisions::latest(&mut change, id).await? + 1;
            draft_revisions::insert(&mut change, id, revision, now, content, Some(shown.revision)).await?;
            draft_revisions::set_redo(&mut change, id, shown.revision, revision).await?;
            drafts::set_current(&mut change, id, revision, Some(now), now).await?;
        }
        finish(change, id).await
    }

    /// Changes the name.
    pub async fn rename_draft(&self, id: i64, name: &str, now: i64) -> Result<Draft, StoreError> {
        let mut change = self.change().await?;
        drafts::get(&mut change, id).await?;
        drafts::set_name(&mut change, id, name, now).await?;
        finish(change, id).await
    }

    /// Takes the draft off the list. Nothing of it is lost.
    pub async fn delete_draft(&self, id: i64, now: i64) -> Result<(), StoreError> {
        self.set_deleted(id, Some(now)).await
    }

    /// Puts a deleted draft back on the list.
    pub async fn restore_draft(&self, id: i64) -> Result<Draft, StoreError> {
        self.set_deleted(id, None).await?;
        self.draft(id).await
    }

    /// Goes one step back.
    pub async fn undo_draft(&self, id: i64, now: i64) -> Result<Draft, StoreError> {
        let mut change = self.change().await?;
        let draft = drafts::get(&mut change, id).await?;
        let shown = draft_revisions::get(&mut change, id, draft.current_revision).await?;
        let target = shown.parent.ok_or(StoreError::NothingTo { what: "undo" })?;
        draft_revisions::set_redo(&mut change, id, target, shown.revision).await?;
        drafts::set_current(&mut change, id, target, None, now).await?;
        finish(change, id).await
    }

    /// Makes the undone step again.
    pub async fn redo_draft(&self, id: i64, now: i64) -> Result<Draft, StoreError> {
        let mut change = self.change().await?;
        let draft = drafts::get(&mut change, id).await?;
        let shown = draft_revisions::get(&mut change, id, draft.current_revision).await?;
        let target = shown.redo.ok_or(StoreError::NothingTo { what: "redo" })?;
        drafts::set_current(&mut change, id, target, None, now).await?;
        finish(change, id).await
    }

    /// Shows any step of the history; the steps after it stay.
    pub async fn go_to_revision(&self, id: i64, revision: i64, now: i64) -> Result<Draft, StoreError> {
        let mut change = self.change().await?;
        drafts::get(&mut change, id).await?;
        draft_revisions::get(&mut change, id, revision).await?;
        drafts::set_current(&mut change, id, revision, None, now).await?;
        finish(change, id).await
    }

    /// The latest steps, newest first.
    pub async fn draft_history(&self, id: i64) -> Result<Vec<Revision>, StoreError> {
        let mut db = self.pool.acquire().await?;
        let current = drafts::get(&mut db, id).await?.current_revision;
        let rows = draft_revisions::list(&mut db, id, STEPS_SHOWN).await?;
        Ok(rows
            .into_iter()
            .map(|row| Revision {
                revision: row.revision,
                at: row.at,
                content: row.content,
                current: row.revision == current,
            })
            .collect())
    }

    async fn set_deleted(&self, id: i64, at: Option<i64>) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        drafts::get(&mut change, id).await?;
        drafts::set_deleted(&mut change, id, at).await?;
        change.commit().await
    }
}

/// Brings the search row in line, commits, and returns what is now stored.
async fn finish(mut change: Change, id: i64) -> Result<Draft, StoreError> {
    let draft = load(&mut change, id).await?;
    draft_search::put(&mut change, id, &draft.name, &draft.content.text).await?;
    change.commit().await?;
    Ok(draft)
}

async fn load(db: &mut SqliteConnection, id: i64) -> Result<Draft, StoreError> {
    let draft = drafts::get(db, id).await?;
    let shown = draft_revisions::get(db, id, draft.current_revision).await?;
    Ok(Draft {
        id: draft.id,
        name: draft.name,
        content: shown.content,
        updated_at: draft.updated_at,
        revision: shown.revision,
        can_undo: shown.parent.is_some(),
        can_redo: shown.redo.is_some(),
    })
}

#[cfg(test)]
#[path = "drafts_tests.rs"]
mod tests;
