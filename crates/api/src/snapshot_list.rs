//! The list of snapshots, and taking one out of it.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rolewright_store::Database;
use rolewright_store::object::ObjectKind;
use rolewright_store::snapshots::{Snapshot, Status, Tenant};
use rolewright_store::summaries::{ScopeCounts, Summary};

use crate::app::App;
use crate::changes::kind;
use crate::demo;
use crate::wire::error::ApiError;
use crate::wire::snapshots::{
    ChangeCount, CoverageCounts, SnapshotCounts, SnapshotId, SnapshotState, SnapshotSummary, SnapshotTenant,
};

/// Every snapshot of every tenant, the latest first, those that are being read too.
///
/// # Errors
/// Those of the database.
pub async fn list_snapshots(app: &App) -> Result<Vec<SnapshotSummary>, ApiError> {
    let database = app.database().await?;
    let mut summaries = database.summaries().await?;
    let missing: Vec<i64> = summaries.iter().filter(|s| !s.is_counted()).map(|s| s.snapshot.id).collect();
    if !missing.is_empty() {
        for snapshot in missing {
            // A list without some counts is better than none.
            drop(count(database, snapshot).await);
        }
        summaries = database.summaries().await?;
    }
    let tenants: HashMap<i64, Tenant> = database.tenants().await?.into_iter().map(|t| (t.id, t)).collect();
    Ok(summaries.into_iter().map(|summary| wire(app, summary, &tenants)).collect())
}

/// Counts what the list shows of a snapshot that has ended, where it is not counted yet.
pub(crate) async fn count(database: &Database, snapshot: i64) -> Result<(), ApiError> {
    database.count_snapshot(snapshot).await?;
    let summaries = database.summaries().await?;
    let summary = summaries.into_iter().find(|summary| summary.snapshot.id == snapshot);
    if let Some(previous) = summary.filter(Summary::lacks_changes).and_then(|summary| summary.previous) {
        let differences = database.diff(previous, snapshot).await?.differences;
        let counts = kind::count(differences.iter().filter_map(|difference| kind::kind(&difference.change)));
        let counts: Vec<(&str, u64)> = counts.into_iter().map(|(kind, n)| (kind::name(kind), n)).collect();
        database.keep_changes(snapshot, &counts).await?;
    }
    Ok(())
}

/// Kept counts in words.
fn changes(counts: BTreeMap<String, u64>) -> Vec<ChangeCount> {
    kind::counted(counts.into_iter().filter_map(|(name, n)| Some((kind::named(&name)?, n))).collect())
}

/// Deletes a snapshot. What others share with it stays, and so do notes.
///
/// # Errors
/// That it is being read, or is not there; those of the database.
pub async fn delete_snapshot(app: &App, request: SnapshotId) -> Result<(), ApiError> {
    let SnapshotId { snapshot } = request;
    if app.running.is_pulling(snapshot) {
        return Err(ApiError::invalid(format!("snapshot {snapshot} is being read"))
            .with_hint("cancel the reading, then delete it"));
    }
    let database = app.database().await?.clone();
    let tenant = database.delete_snapshot(snapshot).await?;
    let closing = app.closing.clone();
    // It is gone from every list; what it alone had takes a while at a million rows. Cut short, it only takes room.
    app.tasks.spawn(async move {
        tokio::select! {
            () = closing.cancelled() => {}
            swept = database.sweep(tenant, snapshot) => drop(swept),
        }
    });
    Ok(())
}

fn wire(app: &App, summary: Summary, tenants: &HashMap<i64, Tenant>) -> SnapshotSummary {
    let Summary { snapshot, previous, held, scopes, changed, bytes } = summary;
    let Snapshot { id, tenant, started, finished, status, account, source, stopped, file } = snapshot;
    let tenant = tenants.get(&tenant);
    let of = |kind: ObjectKind| held.get(&kind).copied().unwrap_or(0);
    let ScopeCounts { read, refused, failed } = scopes;
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let state = match status {
        Status::Running if app.running.is_pulling(id) => SnapshotState::Running,
        Status::Running if stopped => SnapshotState::Cancelled,
        Status::Running => SnapshotState::Interrupted,
        Status::Complete => SnapshotState::Whole,
        Status::Partial => SnapshotState::Partial,
        Status::Cancelled => SnapshotState::Cancelled,
    };
    SnapshotSummary {
        id,
        tenant: SnapshotTenant {
            id: tenant.map(|t| t.tenant.to_string()).unwrap_or_default(),
            name: tenant.map(|t| t.name.clone()).unwrap_or_default(),
            demo: source == demo::SOURCE,
        },
        account,
        started_at: time(started),
        finished_at: finished.map(time),
        state,
        resumable: status == Status::Running && state != SnapshotState::Running,
        counts: SnapshotCounts {
            role_assignments: of(ObjectKind::RoleAssignment),
            role_definitions: of(ObjectKind::RoleDefinition),
            principals: of(ObjectKind::Principal),
            management_groups: of(ObjectKind::ManagementGroup),
            subscriptions: of(ObjectKind::Subscription),
            resources: of(ObjectKind::Resource),
            locks: of(ObjectKind::Lock),
        },
        coverage: CoverageCounts { read: small(read), refused: small(refused), failed: small(failed) },
        changes: changed.map(changes).unwrap_or_default(),
        previous,
        bytes,
        imported_from: file,
    }
}

/// RFC 3339, UTC.
fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).map(|at| at.to_string()).unwrap_or_default()
}

#[cfg(test)]
#[path = "snapshot_list_tests.rs"]
mod tests;
