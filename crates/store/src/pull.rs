//! Writing a snapshot: begin, bring records, say how each item ended, finish.
//!
//! ```text
//! begin_pull ─▶ ingest(stage, item, page, next)… ─▶ finish_item(stage, item, reach, coverage) ─▶ … ─▶ finish
//! resume_pull ─▶ the same, from what `items` says
//! ```
//!
//! Pages are gathered and written many at a time: in a million rows every page touches nearly every page of an
//! index, and a write to the disk takes as long for many as for one.
//!
//! They are written by a task of their own while the next ones come. One batch is written at a time, and one is
//! gathered behind it; who brings more than that waits.
//!
//! INVARIANT: pages are written in one transaction together with where the next ones are, so that a killed process
//! resumes after the last page that was written, and nothing is stored twice.
//! INVARIANT: a row is closed only by a reading that was whole and reaches it, never by an absent answer.
//!
//! Bring the records of one stage after the other: going back to an earlier stage is right but reads the
//! stage's rows again.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use rolewright_authz::records::{Coverage, Outcome, Record, Stage};
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;
use tokio::task::JoinHandle;

use crate::database::{self, Database};
use crate::error::StoreError;
use crate::object;
use crate::tables::record::table;
use crate::tables::snapshot_counts::{self, What};
use crate::tables::snapshots::{self, Status};
use crate::tables::{coverage, pull_items, pull_seen, tenants};
use crate::writer::{Batch, Writer};

pub use crate::tables::coverage::Reach;
pub use crate::tables::pull_items::Item;

/// So many records are written at once at most, a few megabytes.
const MANY: usize = 20_000;
/// So many are worth a transaction when nothing else is being written.
const SOME: usize = 4_000;
/// A killed process loses what was brought in this time at most, and what was being written.
const LONG: Duration = Duration::from_secs(2);

/// Names of the counts of [`What::Size`].
const BEFORE: &str = "before";
pub(crate) const ADDED: &str = "added";

/// What a pull is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The tenant's id in Entra.
    pub tenant: Guid,
    /// Its name.
    pub tenant_name: String,
    /// Who is signed in, as a person would say it: `anna@contoso.example`; never a credential.
    pub account: String,
    /// Which cloud or file: `Azure public cloud`, `demo tenant`.
    pub source: String,
}

/// A snapshot while it is written. One at a time for each tenant.
#[derive(Debug)]
pub struct Pull {
    database: Database,
    snapshot: i64,
    tenant: i64,
    done: HashSet<(Stage, String)>,
    held: Held,
    writing: Writing,
}

/// What the writer does.
#[derive(Debug)]
enum Writing {
    Nothing(Box<Writer>),
    /// Writes, and comes back.
    Batch(JoinHandle<Result<Box<Writer>, StoreError>>),
    /// A transaction failed: what was in memory was ahead of the file.
    Broken,
}

/// What was brought and is not written yet, in its order; all of one stage.
#[derive(Debug, Default)]
struct Held {
    stage: Option<Stage>,
    records: Vec<Record>,
    /// Item, its number of records, and where it goes on.
    pages: Vec<(String, usize, Option<String>)>,
    ended: Vec<(String, Reach, Coverage)>,
    /// When the first of it was brought.
    since: Option<Instant>,
}

impl Held {
    /// Whether it has to be written before more is taken.
    fn is_enough(&self) -> bool {
        self.records.len() >= MANY || self.since.is_some_and(|since| since.elapsed() >= LONG)
    }

    fn take(&mut self) -> Option<Batch> {
        let Self { stage, records, pages, ended, .. } = std::mem::take(self);
        Some(Batch { stage: stage?, records, pages, ended })
    }
}

/// The errors are those of the file ([`StoreError`]). After an error a pull takes no more; resume it.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// Begins a snapshot. A pull of the same tenant that was interrupted is given up by this.
    pub async fn begin_pull(&self, origin: &Origin, now: i64) -> Result<Pull, StoreError> {
        self.begin_in(origin, "", now).await
    }

    /// As [`Database::begin_pull`], in a line of snapshots of its own.
    pub(crate) async fn begin_in(&self, origin: &Origin, line: &str, now: i64) -> Result<Pull, StoreError> {
        let mut change = self.change().await?;
        let tenant = tenants::put(&mut change, origin.tenant, line, &origin.tenant_name).await?;
        for old in snapshots::list(&mut change, Some(tenant)).await? {
            if old.status == Status::Running {
                end(&mut change, old.id, Status::Cancelled, now).await?;
            }
        }
        let snapshot = snapshots::insert(&mut change, tenant, now, &origin.account, &origin.source).await?;
        let size = database::size(&mut change).await?;
        snapshot_counts::put(&mut change, snapshot, What::Size, &[(BEFORE, size)]).await?;
        change.commit().await?;
        self.pull(snapshot, tenant).await
    }

    /// Goes on with a snapshot whose pull was interrupted.
    pub async fn resume_pull(&self, snapshot: i64) -> Result<Pull, StoreError> {
        let mut change = self.change().await?;
        let found = snapshots::get(&mut change, snapshot).await?;
        if found.status != Status::Running {
            return Err(StoreError::PullEnded { id: snapshot });
        }
        snapshots::set_stopped(&mut change, snapshot, false).await?;
        pull_items::restart(&mut change, snapshot).await?;
        change.commit().await?;
        self.pull(snapshot, found.tenant).await
    }

    /// Says that a person has asked a pull to stop. It can be resumed, which takes this back.
    pub async fn stop_pull(&self, snapshot: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        snapshots::set_stopped(&mut change, snapshot, true).await?;
        change.commit().await
    }

    async fn pull(&self, snapshot: i64, tenant: i64) -> Result<Pull, StoreError> {
        let mut db = self.pool.acquire().await?;
        let later: bool =
            sqlx::query_scalar("select exists (select 1 from snapshots where tenant = ? and id < ?)")
                .bind(tenant)
                .bind(snapshot)
                .fetch_one(&mut *db)
                .await?;
        let items = pull_items::list(&mut db, snapshot).await?;
        let resumed = !items.is_empty();
        let writer = Writer::new(&mut db, tenant, snapshot, later || resumed).await?;
        Ok(Pull {
            database: self.clone(),
            snapshot,
            tenant,
            done: items.into_iter().filter(|i| i.done).map(|i| (i.stage, i.name)).collect(),
            held: Held::default(),
            writing: Writing::Nothing(Box::new(writer)),
        })
    }
}

async fn end(db: &mut SqliteConnection, snapshot: i64, status: Status, now: i64) -> Result<(), StoreError> {
    snapshots::finish(db, snapshot, status, now).await?;
    if let Some(before) = snapshot_counts::get(db, snapshot, What::Size, BEFORE).await? {
        let added = database::size(db).await?.saturating_sub(before);
        snapshot_counts::put(db, snapshot, What::Size, &[(ADDED, added)]).await?;
    }
    pull_items::clear(db, snapshot).await?;
    pull_seen::clear(db, snapshot).await
}

/// The errors are those of the file ([`StoreError`]). After an error a pull takes no more; resume it.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Pull {
    /// The snapshot that is written.
    #[must_use]
    pub fn snapshot(&self) -> i64 {
        self.snapshot
    }

    pub(crate) fn tenant(&self) -> i64 {
        self.tenant
    }

    /// Whether this item was finished, before or after an interruption.
    #[must_use]
    pub fn is_done(&self, stage: Stage, item: &str) -> bool {
        self.done.contains(&(stage, item.to_owned()))
    }

    /// Every item of which something is written, and where it stands.
    pub async fn items(&self) -> Result<Vec<Item>, StoreError> {
        pull_items::list(&mut *self.database.pool.acquire().await?, self.snapshot).await
    }

    /// Takes one page of an item; `next` is where the following page is. It is written with others, at the latest by
    /// [`Pull::flush`]. Records of another stage than the one named are refused.
    pub async fn ingest(
        &mut self,
        stage: Stage,
        item: &str,
        records: Vec<Record>,
        next: Option<&str>,
    ) -> Result<(), StoreError> {
        self.guard()?;
        if let Some(stray) = records.iter().find(|r| table(object::kind(r)).stage != stage) {
            let kind = object::kind(stray).as_str();
            return Err(StoreError::Other { detail: format!("a {kind} does not belong to {stage}") });
        }
        self.hold(stage).await?;
        self.held.pages.push((item.to_owned(), records.len(), next.map(str::to_owned)));
        self.held.records.extend(records);
        self.write_if_enough().await
    }

    /// Says how reading an item ended, and closes the rows that a whole reading did not bring again.
    /// `coverage.scope` is where it read and `reach` how far; rows that could not be understood make a
    /// reading not whole. It is written as pages are.
    pub async fn finish_item(&mut self, item: &str, reach: Reach, line: &Coverage) -> Result<(), StoreError> {
        self.guard()?;
        self.hold(line.stage).await?;
        self.held.ended.push((item.to_owned(), reach, line.clone()));
        self.done.insert((line.stage, item.to_owned()));
        self.write_if_enough().await
    }

    async fn hold(&mut self, stage: Stage) -> Result<(), StoreError> {
        if self.held.stage.is_some_and(|held| held != stage) {
            self.hand_over().await?;
        }
        self.held.stage = Some(stage);
        self.held.since.get_or_insert_with(Instant::now);
        Ok(())
    }

    async fn write_if_enough(&mut self) -> Result<(), StoreError> {
        let rests = match &self.writing {
            Writing::Nothing(_) => true,
            Writing::Batch(task) => task.is_finished(),
            Writing::Broken => false,
        };
        let enough = self.held.is_enough() || rests && self.held.records.len() >= SOME;
        if enough { self.hand_over().await } else { Ok(()) }
    }

    /// Writes what was brought so far.
    pub async fn flush(&mut self) -> Result<(), StoreError> {
        self.hand_over().await?;
        let writer = self.writer().await?;
        self.writing = Writing::Nothing(writer);
        Ok(())
    }

    /// Gives the writer what is held, as soon as it has written what it was given before.
    async fn hand_over(&mut self) -> Result<(), StoreError> {
        let mut writer = self.writer().await?;
        let Some(batch) = self.held.take() else {
            self.writing = Writing::Nothing(writer);
            return Ok(());
        };
        // Begun here and not by the task, so that whoever takes up a pull that is dropped now comes after it.
        let change = self.database.change_unchecked().await?;
        self.writing = Writing::Batch(tokio::spawn(async move {
            writer.write(change, batch).await?;
            Ok(writer)
        }));
        Ok(())
    }

    /// The writer, once it rests; whoever does not put it back leaves the pull broken.
    async fn writer(&mut self) -> Result<Box<Writer>, StoreError> {
        if let Writing::Batch(task) = &mut self.writing {
            let ended = task.await;
            self.writing = Writing::Broken;
            return ended.map_err(|problem| StoreError::Other { detail: problem.to_string() })?;
        }
        match std::mem::replace(&mut self.writing, Writing::Broken) {
            Writing::Nothing(writer) => Ok(writer),
            _ => Err(StoreError::PullBroken { id: self.snapshot }),
        }
    }

    /// Ends the pull: complete if every stage was read or is not available in this tenant, partial otherwise.
    pub async fn finish(mut self, now: i64) -> Result<Status, StoreError> {
        self.flush().await?;
        let mut db = self.database.pool.acquire().await?;
        let lines = coverage::list(&mut db, self.snapshot).await?;
        let whole = |stage: &Stage| {
            let mut of_stage = lines.iter().filter(|l| l.coverage.stage == *stage).peekable();
            of_stage.peek().is_some()
                && of_stage.all(|l| {
                    matches!(l.coverage.outcome, Outcome::Read | Outcome::NotAvailable { .. })
                        && l.coverage.unreadable == 0
                })
        };
        let open = pull_items::list(&mut db, self.snapshot).await?.iter().any(|item| !item.done);
        let status = if !open && Stage::ALL.iter().all(whole) { Status::Complete } else { Status::Partial };
        drop(db);
        self.finish_as(status, now).await?;
        Ok(status)
    }

    /// Ends a pull whose end is known.
    pub(crate) async fn finish_as(mut self, status: Status, now: i64) -> Result<(), StoreError> {
        self.flush().await?;
        let gathered = self.writer().await?.into_gathered();
        let mut change = self.database.change().await?;
        end(&mut change, self.snapshot, status, now).await?;
        change.commit().await?;
        // The pull has ended; what follows can be made again at any time.
        self.database.keep_columns(self.tenant, self.snapshot, gathered).await
    }

    /// Gives the pull up. What was read stays, labelled so.
    pub async fn cancel(mut self, now: i64) -> Result<(), StoreError> {
        self.flush().await?;
        let mut change = self.database.change().await?;
        end(&mut change, self.snapshot, Status::Cancelled, now).await?;
        change.commit().await
    }

    fn guard(&self) -> Result<(), StoreError> {
        match self.writing {
            Writing::Broken => Err(StoreError::PullBroken { id: self.snapshot }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
#[path = "pull_tests.rs"]
mod tests;
