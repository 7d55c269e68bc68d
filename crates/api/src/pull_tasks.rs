//! Pulls beside the window: begun, watched, stopped, taken up again.

use rolewright_store::snapshots::Status;

use crate::accounts::{Opened, tenant_id};
use crate::app::App;
use crate::demo;
use crate::pulls::{self, Into, Watch, origin};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::progress::{ProgressEvent, PullProgress};
use crate::wire::snapshots::{SnapshotId, StartPull};

/// Begins to read a tenant into a new snapshot, as an account; how far it is comes as events.
///
/// # Errors
/// Where no token can be had (`SignInNeeded`), the tenant is being read already, or nothing can be written.
pub async fn start_pull(app: &App, request: StartPull) -> Result<SnapshotId, ApiError> {
    let StartPull { account, tenant } = request;
    let tenant = tenant_id(&tenant)?;
    let opened = app.accounts.open(app, &account, tenant).await?;
    begin(app, opened, None).await
}

/// Goes on with a snapshot whose pull was stopped or interrupted, as the account that began it where it is signed in,
/// else as any that belongs to the tenant.
///
/// # Errors
/// As [`start_pull`]; that the pull has ended.
pub async fn resume_pull(app: &App, request: SnapshotId) -> Result<SnapshotId, ApiError> {
    let database = app.database().await?;
    let snapshot = database.snapshot(request.snapshot).await?;
    if snapshot.status != Status::Running {
        return Err(ApiError::invalid(format!("the pull of snapshot {} has ended", snapshot.id))
            .with_hint("take a new snapshot"));
    }
    let tenant = database.tenant(snapshot.tenant).await?;
    let tenant = tenant.ok_or_else(|| ApiError::invalid("the snapshot is of no tenant"))?;
    let opened = if snapshot.source == demo::SOURCE {
        demo::enter(app).await?
    } else {
        let account = app.accounts.of_tenant(app, tenant.tenant, &snapshot.account).await?;
        let account = account.ok_or_else(|| ApiError {
            code: ErrorCode::SignInNeeded,
            message: format!("nobody is signed in to `{}`", tenant.name),
            hint: Some(format!("sign in, as `{}` if you can, and resume", snapshot.account)),
        })?;
        app.accounts.open(app, &account.id, tenant.tenant).await?
    };
    begin(app, opened, Some(snapshot.id)).await
}

/// Asks a pull to stop. It finishes what it is writing and can be resumed. One that has ended in the meantime is
/// left as it is.
///
/// # Errors
/// When nothing can be written.
pub async fn cancel_pull(app: &App, request: SnapshotId) -> Result<(), ApiError> {
    let Some((progress, cancel)) = app.running.cancelling(request.snapshot) else { return Ok(()) };
    app.host.emit(ProgressEvent::Pull(progress));
    // Noted before it stops, so that whoever hears that it has finds the reason.
    let noted = app.database().await?.stop_pull(request.snapshot).await;
    cancel.cancel();
    Ok(noted?)
}

/// The pulls that are under way.
#[must_use]
pub fn pulls(app: &App) -> Vec<PullProgress> {
    app.running.pulls()
}

/// Begins a pull, new or resumed, and lets it run beside everything else.
pub(crate) async fn begin(app: &App, opened: Opened, resumed: Option<i64>) -> Result<SnapshotId, ApiError> {
    let Opened { azure, account, tenant } = opened;
    let id = tenant_id(&tenant.id)?;
    let turn = app.running.turn(id, &tenant.name)?;
    let source = if account.cloud == demo::CLOUD { demo::SOURCE } else { &account.cloud };
    let into = match resumed {
        Some(snapshot) => Into::Interrupted(snapshot),
        None => Into::New(origin(id, tenant.name, account.name, source.to_owned())),
    };
    let database = app.database().await?.clone();
    let begun = pulls::begin(&database, into, app.host.now()).await?;
    let snapshot = begun.snapshot();
    let cancel = app.closing.child_token();
    let azure = azure.cancelled_by(&cancel);
    let first = begun.at_the_start();
    app.running.begin_pull(turn, &account.id, cancel, first.clone());
    app.host.emit(ProgressEvent::Pull(first));
    let beside = app.clone();
    app.tasks.spawn(async move {
        let now = || beside.host.now();
        let tell = |progress| beside.host.emit(ProgressEvent::Pull(beside.running.note(progress)));
        // How it ended has been told.
        drop(pulls::run(&azure, &database, begun, Watch { now: &now, tell: &tell }).await);
    });
    Ok(SnapshotId { snapshot })
}

/// Stops what is read as an account.
pub(crate) async fn cancel_pulls_of(app: &App, account: &str) -> Result<(), ApiError> {
    for snapshot in app.running.pulls_of(account) {
        cancel_pull(app, SnapshotId { snapshot }).await?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "pull_tasks_tests.rs"]
mod tests;
