//! Reading a tenant into a snapshot: what `arm` brings, `store` keeps.
//!
//! A pull that ends early (no network, signed out, cancelled, the program killed) stays in the database as it is
//! and is taken up again where it stood.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use rolewright_arm::client::Azure;
use rolewright_arm::pull::{Known, Progress, Pull, Step};
use rolewright_authz::records::{Coverage, Outcome, Record, Stage};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;
use rolewright_store::Database;
use rolewright_store::object::ObjectKind;
use rolewright_store::pull::{Item, Origin, Pull as Keeping, Reach};
use rolewright_store::snapshots::Status;

use crate::pull_meter::Meter;
use crate::snapshot_list;
use crate::wire::error::ApiError;
use crate::wire::progress::{PullProgress, PullState};

/// With nothing coming for so long, what holds the pull up is looked for.
const STILL: Duration = Duration::from_millis(500);

/// What to pull into.
#[derive(Clone, Debug)]
pub enum Into {
    /// A new snapshot.
    New(Origin),
    /// One that was interrupted.
    Interrupted(i64),
}

/// What a pull needs of its surroundings.
#[derive(Clone, Copy)]
pub struct Watch<'w> {
    /// Milliseconds since 1970, UTC.
    pub now: &'w (dyn Fn() -> i64 + Send + Sync),
    /// Is told how far the pull is, at most ten times a second, and at every change of state.
    pub tell: &'w (dyn Fn(PullProgress) + Send + Sync),
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// How a pull ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// The snapshot.
    pub snapshot: i64,
    /// Whether every scope of every stage was read.
    pub whole: bool,
}

/// What a new snapshot is of.
#[must_use]
pub fn origin(tenant: Guid, tenant_name: String, account: String, source: String) -> Origin {
    Origin { tenant, tenant_name, account, source }
}

/// A pull that has its snapshot and has read nothing yet, or nothing since it was taken up again.
#[derive(Debug)]
pub struct Begun {
    keeping: Keeping,
    tenant_name: String,
    /// Rows of each stage that it may expect.
    expected: HashMap<Stage, u64>,
}

impl Begun {
    /// The snapshot that it fills.
    #[must_use]
    pub fn snapshot(&self) -> i64 {
        self.keeping.snapshot()
    }

    /// How far it is.
    #[must_use]
    pub fn at_the_start(&self) -> PullProgress {
        let watch = Watch { now: &|| 0, tell: &|_| () };
        let expected = self.expected.clone();
        Meter::new(watch, self.snapshot(), self.tenant_name.clone(), expected).progress(PullState::Running)
    }
}

/// Makes the snapshot, or takes up one that was interrupted.
///
/// # Errors
/// Where it cannot be written, or has ended.
pub async fn begin(database: &Database, into: Into, now: i64) -> Result<Begun, ApiError> {
    let (keeping, tenant_name) = match into {
        Into::New(origin) => (database.begin_pull(&origin, now).await?, origin.tenant_name),
        Into::Interrupted(snapshot) => {
            (database.resume_pull(snapshot).await?, tenant_name(database, snapshot).await?)
        }
    };
    let expected = last_time(database, keeping.snapshot()).await?;
    Ok(Begun { keeping, tenant_name, expected })
}

/// Reads everything that bears on authorization into a snapshot: [`begin`] and [`run`].
///
/// # Errors
/// As [`begin`] and [`run`].
pub async fn pull(
    azure: &Azure,
    database: &Database,
    into: Into,
    watch: Watch<'_>,
) -> Result<Pulled, ApiError> {
    let begun = begin(database, into, (watch.now)()).await?;
    run(azure, database, begun, watch).await
}

/// Reads everything that bears on authorization into the snapshot of a pull that was begun.
///
/// Cancelling the token that `azure` was given ends the pull with an error whose code is `Cancelled`.
///
/// # Errors
/// Where nothing further can be read or written. The snapshot can be resumed.
pub async fn run(
    azure: &Azure,
    database: &Database,
    begun: Begun,
    watch: Watch<'_>,
) -> Result<Pulled, ApiError> {
    let Begun { mut keeping, tenant_name, expected } = begun;
    let snapshot = keeping.snapshot();
    let mut meter = Meter::new(watch, snapshot, tenant_name, expected);
    let ended = match read(azure, database, &mut keeping, &mut meter).await {
        Ok(()) => keeping.finish((watch.now)()).await.map_err(ApiError::from),
        Err(error) => {
            // What was read before stays, so that it need not be read again; that the file cannot take it either
            // says nothing that the first reason does not.
            let _ = keeping.flush().await;
            Err(error)
        }
    };
    match ended {
        Ok(status) => {
            // What the list shows is counted anew where it is missing, so a pull that ended well has ended well.
            drop(snapshot_list::count(database, snapshot).await);
            let whole = status == Status::Complete;
            meter.end(if whole { PullState::Whole } else { PullState::Partial });
            Ok(Pulled { snapshot, whole })
        }
        Err(error) => {
            meter.end(if error.is_cancelled() {
                PullState::Cancelled
            } else {
                PullState::Failed { error: error.clone() }
            });
            Err(error)
        }
    }
}

async fn read(
    azure: &Azure,
    database: &Database,
    keeping: &mut Keeping,
    meter: &mut Meter<'_>,
) -> Result<(), ApiError> {
    let items = keeping.items().await?;
    let mut earlier = rows_by_item(&items);
    let progress = progress(database, keeping.snapshot(), items).await?;
    let mut pull = Pull::start(azure, &Stage::ALL, progress);
    // Members of groups come with their names. Principals end only after them, or whoever is known as a member
    // alone would count as gone in between.
    let mut members = Vec::new();
    let mut principals = None;
    let mut every_group = true;
    let mut vaults = Vec::new();
    loop {
        let step = match tokio::time::timeout(STILL, pull.next()).await {
            Ok(Some(step)) => step?,
            Ok(None) => break,
            Err(_) => {
                keeping.flush().await?;
                meter.waits(azure.waits());
                continue;
            }
        };
        match step {
            Step::Begun { stage, .. } => {
                if stage != Stage::Vaults {
                    finish_vaults(keeping, std::mem::take(&mut vaults)).await?;
                }
                meter.stage(stage);
            }
            Step::Again { stage, scope } => {
                earlier.remove(&(stage, scope.key()));
            }
            Step::Page { stage, scope, mut records, next } => {
                let rows = records.len() as u64;
                if stage == Stage::GroupMemberships {
                    members.extend(records.extract_if(.., |record| matches!(record, Record::Principal(_))));
                }
                keeping.ingest(stage, &scope.key(), records, next.as_deref()).await?;
                meter.rows(stage, rows);
            }
            Step::Ended(mut coverage) => {
                let name = coverage.scope.key();
                coverage.rows += earlier.remove(&(coverage.stage, name.clone())).unwrap_or(0);
                meter.ended(&coverage);
                match coverage.stage {
                    Stage::Vaults => {
                        vaults.push(coverage);
                        continue;
                    }
                    Stage::Principals => {
                        principals = Some(coverage);
                        continue;
                    }
                    // Only groups that could not be read have a line of their own.
                    Stage::GroupMemberships => every_group &= coverage.scope == ScopePath::root(),
                    _ => {}
                }
                let reach = match reach(&coverage) {
                    Reach::Everything if !every_group => Reach::At,
                    reach => reach,
                };
                keeping.finish_item(&name, reach, &coverage).await?;
            }
        }
    }
    finish_vaults(keeping, vaults).await?;
    if let Some(mut coverage) = principals {
        let name = coverage.scope.key();
        coverage.rows += members.len() as u64;
        keeping.ingest(Stage::Principals, &name, members, None).await?;
        keeping.finish_item(&name, reach(&coverage), &coverage).await?;
    }
    Ok(())
}

/// Ends the items of the vaults' stage together: a subscription's vaults come in two lists and their guard links
/// one vault at a time, so that what is gone from a subscription is known only when all of these were read.
async fn finish_vaults(keeping: &mut Keeping, lines: Vec<Coverage>) -> Result<(), ApiError> {
    let (lists, links): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.scope.resource_group().is_none());
    for link in &links {
        keeping.finish_item(&link.scope.key(), Reach::Below, link).await?;
    }
    let mut subscriptions: BTreeMap<Option<Guid>, (Vec<String>, Coverage)> = BTreeMap::new();
    for mut list in lists {
        let (id, name) = (list.scope.subscription_id(), list.scope.key());
        match subscriptions.get_mut(&id) {
            Some((names, line)) => {
                names.push(name);
                line.rows += list.rows;
                line.unreadable += list.unreadable;
                line.problem = line.problem.take().or(list.problem);
                if is_read(&line.outcome) {
                    line.outcome = list.outcome;
                }
            }
            None => {
                list.scope = id.map_or(list.scope, ScopePath::subscription);
                subscriptions.insert(id, (vec![name], list));
            }
        }
    }
    for (names, line) in subscriptions.into_values() {
        let of_it = |link: &&Coverage| line.scope.covers(&link.scope);
        let whole = links.iter().filter(of_it).all(|link| is_read(&link.outcome));
        let reach = if whole { Reach::Below } else { Reach::At };
        // Each list is an item of its own, and a pull with an open item is not whole.
        for name in names {
            keeping.finish_item(&name, reach, &line).await?;
        }
    }
    Ok(())
}

fn is_read(outcome: &Outcome) -> bool {
    *outcome == Outcome::Read
}

/// How far an item of `arm` reaches: which rows are gone that it did not bring again.
fn reach(coverage: &Coverage) -> Reach {
    let level = coverage.scope.level();
    match coverage.stage {
        Stage::ManagementGroups | Stage::Subscriptions | Stage::Elevations | Stage::Principals => {
            Reach::Everything
        }
        Stage::Resources if level == ScopeLevel::Root => Reach::Everything,
        Stage::GroupMemberships if level == ScopeLevel::Root => Reach::Everything,
        Stage::GroupMemberships => Reach::Group,
        _ if matches!(level, ScopeLevel::Root | ScopeLevel::ManagementGroup) => Reach::At,
        _ => Reach::Below,
    }
}

fn rows_by_item(items: &[Item]) -> HashMap<(Stage, String), u64> {
    items.iter().filter(|item| !item.done).map(|item| ((item.stage, item.name.clone()), item.rows)).collect()
}

/// What `arm` has to know of what is kept already. An item that was refused or failed is read again.
async fn progress(database: &Database, snapshot: i64, items: Vec<Item>) -> Result<Progress, ApiError> {
    let mut progress = Progress::default();
    if items.is_empty() {
        return Ok(progress);
    }
    let lines = database.coverage(snapshot).await?;
    // Names that came with members are kept together with the principals, so both are read again.
    let named = lines.iter().any(|line| line.coverage.stage == Stage::Principals);
    for line in lines {
        let kept = named || line.coverage.stage != Stage::GroupMemberships;
        if kept && line.coverage.outcome == Outcome::Read {
            progress.done.insert((line.coverage.stage, line.coverage.scope));
        }
    }
    for item in items {
        if let (false, Some(next)) = (item.done, item.continuation) {
            progress.next.insert((item.stage, ScopePath::new(&item.name)), next);
        }
    }
    progress.known = known(database, snapshot).await?;
    Ok(progress)
}

async fn known(database: &Database, snapshot: i64) -> Result<Known, ApiError> {
    let mut known = Known::default();
    for kind in [
        ObjectKind::ManagementGroup,
        ObjectKind::Subscription,
        ObjectKind::Vault,
        ObjectKind::RoleAssignment,
        ObjectKind::PimInstance,
        ObjectKind::DenyAssignment,
    ] {
        database.each_record(snapshot, kind, |record| known.learn(&[record])).await?;
    }
    Ok(known)
}

async fn tenant_name(database: &Database, snapshot: i64) -> Result<String, ApiError> {
    let tenant = database.snapshot(snapshot).await?.tenant;
    let tenants = database.tenants().await?;
    Ok(tenants.into_iter().find(|t| t.id == tenant).map(|t| t.name).unwrap_or_default())
}

/// Rows of each stage in the tenant's last snapshot that ended: what this one may expect.
async fn last_time(database: &Database, snapshot: i64) -> Result<HashMap<Stage, u64>, ApiError> {
    let tenant = database.snapshot(snapshot).await?.tenant;
    let list = database.snapshots(Some(tenant)).await?;
    let ended = |s: &&rolewright_store::snapshots::Snapshot| {
        s.id < snapshot && matches!(s.status, Status::Complete | Status::Partial)
    };
    let mut rows = HashMap::new();
    if let Some(last) = list.iter().find(ended) {
        for line in database.coverage(last.id).await? {
            *rows.entry(line.coverage.stage).or_default() += line.coverage.rows;
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_reaches_what_its_list_shows() {
        let subscription = "/subscriptions/00000000-0000-4000-8000-000000000001";
        let group = "/providers/Microsoft.Management/managementGroups/hub";
        for (stage, scope, expected) in [
            (Stage::Subscriptions, "/", Reach::Everything),
            (Stage::RoleAssignments, "/", Reach::At),
            (Stage::RoleAssignments, group, Reach::At),
            (Stage::RoleAssignments, subscription, Reach::Below),
            (Stage::PimInstances, group, Reach::At),
            (Stage::Locks, subscription, Reach::Below),
            (Stage::Resources, "/", Reach::Everything),
            (Stage::Resources, subscription, Reach::Below),
            (Stage::GroupMemberships, "/", Reach::Everything),
            (Stage::GroupMemberships, "/groups/00000000-0000-4000-8000-000000000002", Reach::Group),
        ] {
            let line = Coverage {
                stage,
                scope: ScopePath::new(scope),
                source: String::new(),
                rows: 0,
                unreadable: 0,
                problem: None,
                outcome: Outcome::Read,
            };
            assert_eq!(reach(&line), expected, "{stage} {scope}");
        }
    }
}
