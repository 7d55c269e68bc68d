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

use crate::bulk::{Bulk, bind, bind_cell, json_list};
use crate::database::{self, Change, Database};
use crate::dictionary::Dictionary;
use crate::error::StoreError;
use crate::known::{Known, Met};
use crate::object::{self, ObjectKind};
use crate::tables::record::{self, TABLES, table};
use crate::tables::snapshot_counts::{self, What};
use crate::tables::snapshots::{self, Status};
use crate::tables::table::NewRow;
use crate::tables::{coverage, object_search, pull_items, pull_seen, scopes, tenants};

pub use crate::tables::coverage::Reach;
pub use crate::tables::pull_items::Item;

/// So many records are written at once, a few megabytes.
const MANY: usize = 20_000;
/// A killed process loses what was brought in this time at most.
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
    /// Whether an earlier snapshot of the tenant exists, so that rows may be met again.
    later: bool,
    ids: Dictionary,
    bulk: Bulk,
    next_row: [i64; ObjectKind::ALL.len()],
    known: Option<Known>,
    done: HashSet<(Stage, String)>,
    held: Held,
    /// A transaction failed: what is in memory is ahead of the file.
    broken: bool,
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
    fn is_enough(&self) -> bool {
        self.records.len() >= MANY || self.since.is_some_and(|since| since.elapsed() >= LONG)
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
        let ids = Dictionary::load(&mut db, tenant).await?;
        let mut next_row = [1; ObjectKind::ALL.len()];
        for table in TABLES {
            let sql = format!("select coalesce(max(id), 0) + 1 from {}", table.name);
            let next: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *db).await?;
            if let Some(slot) = next_row.get_mut(table.kind as usize) {
                *slot = next;
            }
        }
        let later: bool =
            sqlx::query_scalar("select exists (select 1 from snapshots where tenant = ? and id < ?)")
                .bind(tenant)
                .bind(snapshot)
                .fetch_one(&mut *db)
                .await?;
        let items = pull_items::list(&mut db, snapshot).await?;
        let resumed = !items.is_empty();
        Ok(Pull {
            database: self.clone(),
            snapshot,
            tenant,
            later: later || resumed,
            ids,
            bulk: Bulk::default(),
            next_row,
            known: None,
            done: items.into_iter().filter(|i| i.done).map(|i| (i.stage, i.name)).collect(),
            held: Held::default(),
            broken: false,
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

/// What one page changes in one table.
#[derive(Default)]
struct Page {
    new: Vec<(i64, NewRow)>,
    closed: Vec<i64>,
    dropped: Vec<i64>,
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
        self.flush_if_enough().await
    }

    /// Says how reading an item ended, and closes the rows that a whole reading did not bring again.
    /// `coverage.scope` is where it read and `reach` how far; rows that could not be understood make a
    /// reading not whole. It is written as pages are.
    pub async fn finish_item(&mut self, item: &str, reach: Reach, line: &Coverage) -> Result<(), StoreError> {
        self.guard()?;
        self.hold(line.stage).await?;
        self.held.ended.push((item.to_owned(), reach, line.clone()));
        self.done.insert((line.stage, item.to_owned()));
        self.flush_if_enough().await
    }

    async fn hold(&mut self, stage: Stage) -> Result<(), StoreError> {
        if self.held.stage.is_some_and(|held| held != stage) {
            self.flush().await?;
        }
        self.held.stage = Some(stage);
        self.held.since.get_or_insert_with(Instant::now);
        Ok(())
    }

    async fn flush_if_enough(&mut self) -> Result<(), StoreError> {
        if self.held.is_enough() { self.flush().await } else { Ok(()) }
    }

    /// Writes what was brought so far.
    pub async fn flush(&mut self) -> Result<(), StoreError> {
        self.guard()?;
        let Held { stage: Some(stage), records, pages, ended, .. } = std::mem::take(&mut self.held) else {
            return Ok(());
        };
        self.broken = true;
        let mut change = self.database.clone().change_unchecked().await?;
        if !pages.is_empty() {
            self.ensure_known(&mut change, stage).await?;
            self.store(&mut change, stage, &records).await?;
        }
        for (item, rows, next) in pages {
            pull_items::advance(&mut change, self.snapshot, stage, &item, rows, next.as_deref()).await?;
        }
        for (item, reach, line) in ended {
            // Logs forget; that a record is no longer told is no change.
            let whole = line.outcome == Outcome::Read && line.unreadable == 0 && stage != Stage::Elevations;
            if whole && self.later {
                self.ensure_known(&mut change, stage).await?;
                self.close_missing(&mut change, reach, &line).await?;
            }
            coverage::put(&mut change, self.snapshot, reach, &line).await?;
            pull_items::finish(&mut change, self.snapshot, stage, &item).await?;
        }
        change.commit().await?;
        self.broken = false;
        Ok(())
    }

    async fn store(&mut self, db: &mut Change, stage: Stage, records: &[Record]) -> Result<(), StoreError> {
        let mut pages: [Page; ObjectKind::ALL.len()] = std::array::from_fn(|_| Page::default());
        let mut seen = Vec::new();
        let mut texts = Vec::new();
        let Some(known) = &mut self.known else { return Ok(()) };
        for record in records {
            let kind = object::kind(record);
            let row = record::write(record, &mut self.ids);
            let (Some(page), Some(next)) =
                (pages.get_mut(kind as usize), self.next_row.get_mut(kind as usize))
            else {
                continue;
            };
            match known.meet(kind, &row, *next) {
                Met::Same => continue,
                Met::Again(id) => {
                    seen.push(id);
                    continue;
                }
                Met::New => {}
                Met::Changed(old) => page.closed.push(old),
                // Azure changed it while it was read: the later answer counts.
                Met::Replaced(fresh) => match page.new.iter().position(|(id, _)| *id == fresh) {
                    Some(at) => drop(page.new.remove(at)),
                    None => page.dropped.push(fresh),
                },
            }
            if let Some(text) = object_search::text(record) {
                texts.push((object_search::row_id(kind as i64, *next), text));
            }
            page.new.push((*next, row));
            *next += 1;
        }
        for text in self.ids.new_conditions() {
            texts.push((object_search::row_id(object_search::CONDITION, text.0), text.1));
        }
        self.ids.flush(db, &mut self.bulk).await?;
        for (kind, page) in ObjectKind::ALL.into_iter().zip(pages) {
            self.write_page(db, kind, page).await?;
        }
        object_search::insert(db, &mut self.bulk, texts).await?;
        pull_seen::insert(db, self.snapshot, stage, seen).await
    }

    async fn write_page(&mut self, db: &mut Change, kind: ObjectKind, page: Page) -> Result<(), StoreError> {
        let table = table(kind);
        let (tenant, snapshot) = (self.tenant, self.snapshot);
        close(db, table.name, snapshot, page.closed).await?;
        if !page.dropped.is_empty() {
            let sql = format!("delete from {} where id in (select value from json_each(?))", table.name);
            sqlx::query(sqlx::AssertSqlSafe(sql)).bind(json_list(page.dropped)).execute(&mut **db).await?;
        }
        let sql = |rows| table.insert(rows);
        self.bulk
            .insert(db, table.name, table.width(), sql, page.new, |(id, row), values| {
                bind(values, id);
                bind(values, tenant);
                bind(values, row.identity.to_vec());
                bind(values, row.content.to_vec());
                bind(values, snapshot);
                for cell in row.cells {
                    bind_cell(values, cell);
                }
            })
            .await
    }

    async fn close_missing(
        &mut self,
        db: &mut Change,
        reach: Reach,
        line: &Coverage,
    ) -> Result<(), StoreError> {
        let homes = match reach {
            Reach::Everything => None,
            Reach::Below => Some(scopes::below(db, self.tenant, &line.scope).await?),
            Reach::At => Some(scopes::find(db, self.tenant, &line.scope).await?.into_iter().collect()),
            Reach::Group => Some(
                Guid::parse(line.scope.name())
                    .and_then(|group| self.ids.known_principal(group))
                    .into_iter()
                    .collect(),
            ),
        };
        let Some(known) = &mut self.known else { return Ok(()) };
        let missing = known.take_missing(homes.as_deref());
        for (kind, ids) in missing {
            close(db, table(kind).name, self.snapshot, ids).await?;
        }
        Ok(())
    }

    /// Ends the pull: complete if every stage was read or is not available in this tenant, partial otherwise.
    pub async fn finish(mut self, now: i64) -> Result<Status, StoreError> {
        self.flush().await?;
        self.known = None;
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
        self.known = None;
        let mut change = self.database.change().await?;
        end(&mut change, self.snapshot, status, now).await?;
        change.commit().await?;
        // The pull has ended; what follows can be made again at any time.
        self.database.keep_columns(self.tenant, self.snapshot).await
    }

    /// Gives the pull up. What was read stays, labelled so.
    pub async fn cancel(mut self, now: i64) -> Result<(), StoreError> {
        self.flush().await?;
        let mut change = self.database.change().await?;
        end(&mut change, self.snapshot, Status::Cancelled, now).await?;
        change.commit().await
    }

    fn guard(&self) -> Result<(), StoreError> {
        if self.broken { Err(StoreError::PullBroken { id: self.snapshot }) } else { Ok(()) }
    }

    async fn ensure_known(&mut self, db: &mut Change, stage: Stage) -> Result<(), StoreError> {
        if self.known.as_ref().is_some_and(|known| known.stage() == stage) {
            return Ok(());
        }
        // Gone first, so that two stages are never in memory at once.
        self.known = None;
        self.known = Some(Known::load(db, self.tenant, self.snapshot, stage, self.later).await?);
        Ok(())
    }
}

/// Says of rows that they were true before this snapshot and are not in it.
async fn close(
    db: &mut SqliteConnection,
    table: &'static str,
    snapshot: i64,
    ids: Vec<i64>,
) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!("update {table} set until = ? where id in (select value from json_each(?))");
    sqlx::query(sqlx::AssertSqlSafe(sql)).bind(snapshot).bind(json_list(ids)).execute(db).await?;
    Ok(())
}

#[cfg(test)]
#[path = "pull_tests.rs"]
mod tests;
