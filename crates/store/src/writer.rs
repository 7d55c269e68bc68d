//! What a pull has brought, written beside it.
//!
//! The writer belongs to one task at a time: it is given pages and a transaction, and comes back when they are on
//! the disk. SQLite works on a thread of its own, and while it inserts some rows the next are made of their records.

use rolewright_authz::records::{Coverage, Outcome, Record, Stage};
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use crate::access::build::Gathered;
use crate::bulk::{Bulk, Insertion, bind, bind_cell, json_list, longest};
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

/// Records that are made into rows while SQLite inserts those before them.
const STEP: usize = 512;

/// What must be known to write the rows of a pull. After an error it is ahead of the file and good no more.
#[derive(Debug)]
pub(crate) struct Writer {
    rows: Rows,
    bulk: Bulk,
}

/// What becomes of records.
#[derive(Debug)]
struct Rows {
    snapshot: i64,
    tenant: i64,
    /// Whether rows may be met again: of an earlier snapshot of the tenant, or of this one before it was resumed.
    later: bool,
    ids: Dictionary,
    /// The id of the next row of each kind.
    next: [i64; ObjectKind::ALL.len()],
    known: Option<Known>,
    /// What the columns are made from in the end; `None` where they have to be made from the file.
    gathered: Option<Gathered>,
}

/// What a batch changes in one table.
#[derive(Default)]
struct Page {
    new: Vec<(i64, NewRow)>,
    closed: Vec<i64>,
    dropped: Vec<i64>,
}

/// What a batch changes.
struct Changes {
    pages: [Page; ObjectKind::ALL.len()],
    seen: Vec<i64>,
    texts: Vec<(i64, String)>,
}

impl Writer {
    pub(crate) async fn new(
        db: &mut SqliteConnection,
        tenant: i64,
        snapshot: i64,
        later: bool,
    ) -> Result<Self, StoreError> {
        let ids = Dictionary::load(db, tenant).await?;
        let mut next = [1; ObjectKind::ALL.len()];
        for table in TABLES {
            let sql = format!("select coalesce(max(id), 0) + 1 from {}", table.name);
            let free: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *db).await?;
            if let Some(slot) = next.get_mut(table.kind as usize) {
                *slot = free;
            }
        }
        let first = next.get(ObjectKind::RoleAssignment as usize).copied();
        let gathered = first.map(|first| Gathered::new(first, later));
        let rows = Rows { snapshot, tenant, later, ids, next, known: None, gathered };
        Ok(Self { rows, bulk: Bulk::default() })
    }

    /// What it has gathered for the columns.
    pub(crate) fn into_gathered(self) -> Option<Gathered> {
        self.rows.gathered
    }

    /// Writes all of it in one transaction.
    pub(crate) async fn write(&mut self, mut change: Change, batch: Batch) -> Result<(), StoreError> {
        let Batch { stage, records, pages, ended } = batch;
        let snapshot = self.rows.snapshot;
        if !pages.is_empty() {
            self.rows.ensure_known(&mut change, stage).await?;
            self.store(&mut change, stage, &records).await?;
        }
        for (item, rows, next) in pages {
            pull_items::advance(&mut change, snapshot, stage, &item, rows, next.as_deref()).await?;
        }
        for (item, reach, line) in ended {
            // Logs forget; that a record is no longer told is no change.
            let whole = line.outcome == Outcome::Read && line.unreadable == 0 && stage != Stage::Elevations;
            if whole && self.rows.later {
                self.rows.ensure_known(&mut change, stage).await?;
                self.rows.close_missing(&mut change, reach, &line).await?;
            }
            coverage::put(&mut change, snapshot, reach, &line).await?;
            pull_items::finish(&mut change, snapshot, stage, &item).await?;
        }
        change.commit().await
    }

    async fn store(&mut self, db: &mut Change, stage: Stage, records: &[Record]) -> Result<(), StoreError> {
        let Self { rows, bulk } = self;
        let mut changes =
            Changes { pages: std::array::from_fn(|_| Page::default()), seen: Vec::new(), texts: Vec::new() };
        let mut ready = Vec::new();
        for some in records.chunks(STEP) {
            let (written, made) = tokio::join!(run(db, ready), async { rows.make(some, &mut changes, bulk) });
            written?;
            ready = made;
        }
        run(db, ready).await?;
        let Changes { pages, seen, mut texts } = changes;
        for (kind, page) in ObjectKind::ALL.into_iter().zip(pages) {
            let name = table(kind).name;
            close(db, name, rows.snapshot, page.closed).await?;
            let mut new = page.new.into_iter();
            while new.len() > 0 {
                rows.insertion(kind, &mut new, bulk).run(db).await?;
            }
            if !page.dropped.is_empty() {
                let sql = format!("delete from {name} where id in (select value from json_each(?))");
                let dropped = json_list(page.dropped);
                sqlx::query(sqlx::AssertSqlSafe(sql)).bind(dropped).execute(&mut **db).await?;
            }
        }
        for text in rows.ids.new_conditions() {
            texts.push((object_search::row_id(object_search::CONDITION, text.0), text.1));
        }
        rows.ids.flush(db, bulk).await?;
        object_search::insert(db, bulk, texts).await?;
        pull_seen::insert(db, rows.snapshot, stage, seen).await
    }
}

async fn run(db: &mut Change, ready: Vec<Insertion>) -> Result<(), StoreError> {
    for insertion in ready {
        insertion.run(db).await?;
    }
    Ok(())
}

impl Rows {
    /// Makes rows of records. As many as fill a statement are ready to be inserted; the others wait in `changes`.
    fn make(&mut self, records: &[Record], changes: &mut Changes, bulk: &mut Bulk) -> Vec<Insertion> {
        let mut ready = Vec::new();
        let mut said = Vec::new();
        for record in records {
            let kind = object::kind(record);
            let row = record::write(record, &mut self.ids, &mut said);
            let (Some(page), Some(next), Some(known)) =
                (changes.pages.get_mut(kind as usize), self.next.get_mut(kind as usize), &mut self.known)
            else {
                continue;
            };
            match known.meet(kind, &row, *next) {
                Met::Same => continue,
                Met::Again(id) => {
                    changes.seen.push(id);
                    continue;
                }
                Met::New => {}
                Met::Changed(old) => page.closed.push(old),
                // Azure changed it while it was read: the later answer counts.
                Met::Replaced(fresh) => {
                    page.dropped.push(fresh);
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
                changes.texts.push((object_search::row_id(kind as i64, *next), text));
            }
            page.new.push((*next, row));
            *next += 1;
            if page.new.len() >= longest(table(kind).width()) {
                let mut new = std::mem::take(&mut page.new).into_iter();
                ready.push(self.insertion(kind, &mut new, bulk));
            }
        }
        ready
    }

    fn insertion(
        &self,
        kind: ObjectKind,
        new: &mut impl ExactSizeIterator<Item = (i64, NewRow)>,
        bulk: &mut Bulk,
    ) -> Insertion {
        let table = table(kind);
        let (tenant, snapshot) = (self.tenant, self.snapshot);
        let sql = |rows| table.insert(rows);
        bulk.take(table.name, table.width(), sql, new, |(id, row), values| {
            bind(values, id);
            bind(values, tenant);
            bind(values, row.identity.to_vec());
            bind(values, row.content.to_vec());
            bind(values, snapshot);
            for cell in row.cells {
                bind_cell(values, cell);
            }
        })
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
