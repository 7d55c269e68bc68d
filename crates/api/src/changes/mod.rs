//! What changed between two snapshots of a tenant: shown, filtered, counted, exported.

mod condition_change;
mod describe;
mod grants;
pub(crate) mod kind;
mod matching;
mod newly_allowed;
mod records;
mod sheet;
mod subject;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use rolewright_authz::diff::Change;
use rolewright_authz::hierarchy::Hierarchy;
use rolewright_authz::records::{PimInstance, PimKind, Record};
use rolewright_condition::guid::Guid;
use rolewright_store::Database;
use rolewright_store::diff::{Diff, Difference};
use rolewright_store::object::ObjectKind;
use rolewright_store::snapshots::{Snapshot, Status};
use tokio::sync::Mutex;

use self::describe::Describe;
use self::subject::{Subject, is, was};
use crate::app::App;
use crate::names::{Names, Wanted};
use crate::wire::desk::SavedFile;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::snapshots::{ChangeRow, DiffPage, DiffRequest, DiffValuesRequest, ExportDiff};
use crate::wire::tables::{ColumnValues, PageFacts, PageRequest};

pub use self::sheet::{COLUMNS, cells};

/// Rows of a page, at most.
const MOST: u32 = 1_000;

/// How Privileged Identity Management names what an eligible principal activated.
const ACTIVATED: &str = "Activated";

/// The changes from one snapshot to another, put into words.
#[derive(Debug)]
pub struct Changes {
    before: Snapshot,
    after: Snapshot,
    tenant: String,
    rows: Vec<ChangeRow>,
    hierarchy: Hierarchy,
    not_readable: u32,
}

/// The comparison that was asked for last: its pages are asked for one by one.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastChanges(Arc<Mutex<Option<Arc<Changes>>>>);

impl Changes {
    /// Compares two snapshots of a tenant.
    ///
    /// # Errors
    /// That there is no such snapshot, that they are of different tenants; those of the database.
    pub async fn of(database: &Database, from: i64, to: i64) -> Result<Self, ApiError> {
        let Diff { before, after, differences, affected, unknown } = database.diff(from, to).await?;
        let mut wanted = Wanted::default();
        for difference in &differences {
            if kind::kind(&difference.change).is_some() {
                Subject::of(&difference.change).want(&mut wanted);
            }
        }
        let mut describe = Describe {
            names: Names::of(database, &[after.id, before.id], &wanted).await?,
            affected: affected.into_iter().map(|affected| (affected.role, affected)).collect(),
            ..Describe::default()
        };
        let hierarchy = hierarchy(database, after.id).await?;
        let tenants = database.tenants().await?;
        let tenant = tenants.into_iter().find(|t| t.id == after.tenant).map(|t| t.name).unwrap_or_default();
        // Deciding conditions takes long where there are many.
        let rows = tokio::task::spawn_blocking(move || {
            let shown = without_shadows(&differences, &mut describe.activated);
            let mut rows: Vec<ChangeRow> = shown.into_iter().filter_map(|d| describe.row(d)).collect();
            rows.sort_by_key(|row| row.kind);
            rows
        });
        let rows = rows.await.map_err(|error| ApiError {
            code: ErrorCode::Internal,
            message: format!("the comparison ended early: {error}"),
            hint: None,
        })?;
        let not_readable = u32::try_from(unknown.len()).unwrap_or(u32::MAX);
        Ok(Self { before, after, tenant, rows, hierarchy, not_readable })
    }

    /// The rows that a filter leaves, most telling kind first.
    ///
    /// # Errors
    /// When the filter is not understood.
    pub fn filtered(&self, filter: &str) -> Result<Vec<&ChangeRow>, ApiError> {
        let filter = matching::read(filter)?;
        Ok(self.rows.iter().filter(|row| matching::matches(&filter, row, &self.hierarchy)).collect())
    }

    /// The two snapshots, the earlier first.
    #[must_use]
    pub fn snapshots(&self) -> [i64; 2] {
        [self.before.id, self.after.id]
    }

    /// How many places one of the two could not read, so that nothing is known of changes there.
    #[must_use]
    pub fn not_readable(&self) -> u32 {
        self.not_readable
    }

    fn page(&self, request: &PageRequest, begun: Instant) -> Result<DiffPage, ApiError> {
        let PageRequest { filter, sort, offset, limit } = request;
        let filter = matching::read(filter)?;
        let mut order: Vec<u32> = (0_u32..)
            .zip(&self.rows)
            .filter(|(_, row)| matching::matches(&filter, row, &self.hierarchy))
            .map(|(at, _)| at)
            .collect();
        matching::sort(&mut order, &self.rows, sort)?;
        let from = usize::try_from(*offset).unwrap_or(usize::MAX);
        let shown = order.iter().skip(from).take((*limit).min(MOST) as usize);
        let rows = shown.filter_map(|at| self.rows.get(*at as usize).cloned()).collect();
        let facts = PageFacts {
            total: order.len() as u64,
            unfiltered: self.rows.len() as u64,
            took_ms: begun.elapsed().as_secs_f64() * 1000.0,
            not_readable: self.not_readable,
        };
        Ok(DiffPage { rows, facts, counts: kind::counted(kind::count(self.rows.iter().map(|row| row.kind))) })
    }
}

/// The two snapshots to compare where not both are named: the latest that has ended, and the one before it of
/// the same tenant.
///
/// # Errors
/// Where there are no two; those of the database.
pub async fn pair(database: &Database, from: Option<i64>, to: Option<i64>) -> Result<[i64; 2], ApiError> {
    if let (Some(from), Some(to)) = (from, to) {
        return Ok([from, to]);
    }
    let none = |what: &str| {
        ApiError { code: ErrorCode::NotFound, message: what.to_owned(), hint: None }
            .with_hint("make one: rolewright snapshot pull")
    };
    let list = database.snapshots(None).await?;
    let ended = |s: &&Snapshot| matches!(s.status, Status::Complete | Status::Partial);
    let of_tenant = match from {
        Some(from) => Some(database.snapshot(from).await?.tenant),
        None => None,
    };
    let to = match to {
        Some(to) => database.snapshot(to).await?,
        None => {
            let mut latest = list.iter().filter(ended).filter(|s| of_tenant.is_none_or(|t| t == s.tenant));
            latest.next().cloned().ok_or_else(|| none("there is no snapshot to compare"))?
        }
    };
    let from = match from {
        Some(from) => from,
        None => {
            let mut earlier = list.iter().filter(ended).filter(|s| s.tenant == to.tenant && s.id < to.id);
            let found = earlier.next().map(|s| s.id);
            found.ok_or_else(|| none(&format!("there is no snapshot of the tenant before {}", to.id)))?
        }
    };
    Ok([from, to.id])
}

/// A page of what changed.
///
/// # Errors
/// That there is no such snapshot, that they are of different tenants, that the filter or order is not
/// understood; those of the database.
pub async fn diff_snapshots(app: &App, request: &DiffRequest) -> Result<DiffPage, ApiError> {
    let begun = Instant::now();
    changes(app, request.from, request.to).await?.page(&request.page, begun)
}

/// The commonest values of a column of changes.
///
/// # Errors
/// As [`diff_snapshots`]; that there is no such column.
pub async fn diff_values(app: &App, request: &DiffValuesRequest) -> Result<ColumnValues, ApiError> {
    let DiffValuesRequest { from, to, filter, column, search, limit } = request;
    let changes = changes(app, *from, *to).await?;
    let filter = matching::read(filter)?;
    let limit = (*limit).min(MOST) as usize;
    matching::values(&changes.rows, filter, &changes.hierarchy, column, search, limit)
}

/// Writes the changes that a filter leaves to a file that the user chooses.
///
/// # Errors
/// As [`diff_snapshots`]; when the file cannot be written.
pub async fn export_diff(app: &App, request: &ExportDiff) -> Result<Option<SavedFile>, ApiError> {
    let ExportDiff { from, to, filter, format } = request;
    let changes = changes(app, *from, *to).await?;
    // Before a place is asked for, so that nobody chooses one for nothing.
    let rows = changes.filtered(filter)?;
    let Some(path) = app.host.choose_file_to_write(&sheet::file_name(&changes, *format)) else {
        return Ok(None);
    };
    sheet::write(&path, *format, &sheet::about(&changes, filter), &rows)?;
    Ok(Some(SavedFile { path: path.display().to_string() }))
}

async fn changes(app: &App, from: i64, to: i64) -> Result<Arc<Changes>, ApiError> {
    let database = app.database().await?;
    let (before, after) = (database.snapshot(from).await?, database.snapshot(to).await?);
    // Held while it is made, so that two requests for the same comparison make it once.
    let mut last = app.last_changes.0.lock().await;
    if let Some(known) = last.as_ref() {
        let asked = [&before, &after];
        let known_pair = [&known.before, &known.after];
        if known_pair == asked || known_pair == [&after, &before] && before.tenant == after.tenant {
            return Ok(Arc::clone(known));
        }
    }
    *last = None;
    let made = Arc::new(Changes::of(database, from, to).await?);
    // What is still being read changes by the minute.
    if made.before.status != Status::Running && made.after.status != Status::Running {
        *last = Some(Arc::clone(&made));
    }
    Ok(made)
}

async fn hierarchy(database: &Database, snapshot: i64) -> Result<Hierarchy, ApiError> {
    let (mut groups, mut subscriptions) = (Vec::new(), Vec::new());
    for kind in [ObjectKind::ManagementGroup, ObjectKind::Subscription] {
        let sort = |record| match record {
            Record::ManagementGroup(group) => groups.push(group),
            Record::Subscription(subscription) => subscriptions.push(subscription),
            _ => {}
        };
        database.each_record(snapshot, kind, sort).await?;
    }
    Ok(Hierarchy::new(&groups, &subscriptions))
}

/// Leaves out the active instances of Privileged Identity Management whose role assignment changed as well:
/// they are the same thing seen twice. Notes until when activated ones hold.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-instances/list-for-scope>
fn without_shadows<'d>(
    differences: &'d [Difference],
    activated: &mut HashMap<Guid, Option<Timestamp>>,
) -> Vec<&'d Difference> {
    let assignments: HashSet<Guid> = differences
        .iter()
        .filter_map(|difference| match &difference.change {
            Change::Granted(r) | Change::Revoked(r) => Some(r.name),
            Change::ConditionChanged(pair) | Change::AssignmentChanged(pair) => Some(was(pair).name),
            _ => None,
        })
        .collect();
    let mut is_shadow = |r: &PimInstance| {
        let Some(origin) = r.origin_assignment.filter(|name| assignments.contains(name)) else {
            return false;
        };
        if r.assignment_type.as_deref() == Some(ACTIVATED) {
            activated.insert(origin, r.end);
        }
        r.kind == PimKind::Active
    };
    differences
        .iter()
        .filter(|difference| match &difference.change {
            Change::PimAdded(r) | Change::PimRemoved(r) => !is_shadow(r),
            Change::PimChanged(pair) => !is_shadow(is(pair)),
            _ => true,
        })
        .collect()
}

#[cfg(test)]
#[path = "changes_tests.rs"]
mod tests;
