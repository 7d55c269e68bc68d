//! What a pull has brought, written beside it.
//!
//! The writer belongs to one task at a time: it is given pages and a transaction, and comes back when they are on
//! the disk.

use rolewright_authz::records::{Coverage, Outcome, Record, Stage};
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use crate::access::build::Gathered;
use crate::bulk::{Bulk, bind, bind_cell, json_list};
use crate::database::Change;
use crate::dictionary::Dictionary;
use crate::error::StoreError;
use crate::known::{Known, Met};
use crate::object::{self, ObjectKind};
use crate::tables::coverage::{self, Reach};
use crate::tables::record::{self, TABLES, table};
use crate::tables::table::NewRow;
use crate::tables::{object_search, pull_items, pull_seen, scopes};

/// Pages of one stage, in their order.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) stage: Stage,
    pub(crate) records: Vec<Record>,
    /// Item, its number of records, and where it goes on.
    pub(crate) pages: Vec<(String, usize, Option<String>)>,
    pub(crate) ended: Vec<(String, Reach, Coverage)>,
}

/// What must be known to write the rows of a pull. After an error it is ahead of the file and good no more.
#[derive(Debug)]
pub(crate) struct Writer {
    snapshot: i64,
    tenant: i64,
    /// Whether rows may be met again: of an earlier snapshot of the tenant, or of this one before it was resumed.
    later: bool,
    ids: Dictionary,
    bulk: Bulk,
    next_row: [i64; ObjectKind::ALL.len()],
    known: Option<Known>,
    /// What the columns are made from in the end; `None` where they have to be made from the file.
    gathered: Option<Gathered>,
}

/// What one page changes in one table.
#[derive(Default)]
struct Page {
    new: Vec<(i64, NewRow)>,
    closed: Vec<i64>,
    dropped: Vec<i64>,
}

impl Writer {
    pub(crate) async fn new(
        db: &mut SqliteConnection,
        tenant: i64,
        snapshot: i64,
        later: bool,
    ) -> Result<Self, StoreError> {
        let ids = Dictionary::load(db, tenant).await?;
        let mut next_row = [1; ObjectKind::ALL.len()];
        for table in TABLES {
            let sql = format!("select coalesce(max(id), 0) + 1 from {}", table.name);
            let next: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *db).await?;
            if let Some(slot) = next_row.get_mut(table.kind as usize) {
                *slot = next;
            }
        }
        let first = next_row.get(ObjectKind::RoleAssignment as usize).copied();
        let gathered = first.map(|first| Gathered::new(first, later));
        let bulk = Bulk::default();
        Ok(Self { snapshot, tenant, later, ids, bulk, next_row, known: None, gathered })
    }

    /// What it has gathered for the columns.
    pub(crate) fn into_gathered(self) -> Option<Gathered> {
        self.gathered
    }

    /// Writes all of it in one transaction.
    pub(crate) async fn write(&mut self, mut change: Change, batch: Batch) -> Result<(), StoreError> {
        let Batch { stage, records, pages, ended } = batch;
        if !pages.is_empty() {
            self.ensure_known(&mut change, stage).await?;
            self.store(&mut change, stage, records).await?;
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
        change.commit().await
    }

    async fn store(&mut self, db: &mut Change, stage: Stage, records: Vec<Record>) -> Result<(), StoreError> {
        let mut pages: [Page; ObjectKind::ALL.len()] = std::array::from_fn(|_| Page::default());
        let mut seen = Vec::new();
        let mut texts = Vec::new();
        let mut said = Vec::new();
        let Some(known) = &mut self.known else { return Ok(()) };
        for record in &records {
            let kind = object::kind(record);
            let row = record::write(record, &mut self.ids, &mut said);
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
                Met::Replaced(fresh) => {
                    match page.new.iter().position(|(id, _)| *id == fresh) {
                        Some(at) => drop(page.new.remove(at)),
                        None => page.dropped.push(fresh),
                    }
                    if let (ObjectKind::RoleAssignment, Some(gathered)) = (kind, &mut self.gathered) {
                        gathered.drop_row(fresh);
                    }
                }
            }
            if let (ObjectKind::RoleAssignment, Some(gathered)) = (kind, &mut self.gathered)
                && !gathered.take(*next, &row.cells)
            {
                self.gathered = None;
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
