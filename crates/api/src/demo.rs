//! The demo tenant: a local Azure inside this program, signed in to by one of its own applications.

use std::sync::Arc;

use rolewright_arm::sign_in::InMemory;
use rolewright_sandbox::Sandbox;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::accounts::{Opened, tenant_id};
use crate::app::App;
use crate::pull_tasks;
use crate::sandboxes::{SandboxFacts, StartSandbox, facts, start};
use crate::sign_in::{self, Desk};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::session::DoorKind;
use crate::wire::snapshots::SnapshotId;

/// What a snapshot of it says it was read from, here and in the terminal.
pub(crate) const SOURCE: &str = "demo tenant";
/// The cloud of its account.
pub(crate) const CLOUD: &str = "demo";

/// The local Azure, once it was asked for.
#[derive(Default)]
pub(crate) struct Demo(Mutex<Option<Running>>);

struct Running {
    sandbox: Sandbox,
    account: String,
    tenant: String,
}

impl Demo {
    /// Stops it. Requests in flight have a second to end.
    pub(crate) async fn stop(&self) {
        if let Some(Running { sandbox, .. }) = self.0.lock().await.take() {
            // A listener that had failed has nobody left to be told.
            drop(tokio::task::spawn_blocking(move || sandbox.stop()).await);
        }
    }
}

/// Starts the local Azure, signs in to its tenant, and begins to read it. A second time it reads it anew; while it is
/// being read, that goes on.
///
/// # Errors
/// Where no port of this machine can be used, or nothing can be written.
pub async fn open_demo_tenant(app: &App) -> Result<SnapshotId, ApiError> {
    let opened = enter(app).await?;
    if let Some(snapshot) = app.running.pull_of(tenant_id(&opened.tenant.id)?) {
        return Ok(SnapshotId { snapshot });
    }
    pull_tasks::begin(app, opened, None).await
}

/// The demo tenant, ready to be read; its local Azure is started where it does not run.
pub(crate) async fn enter(app: &App) -> Result<Opened, ApiError> {
    let mut running = app.demo.0.lock().await;
    let known = match running.as_ref() {
        Some(known) => known,
        None => running.insert(start_and_sign_in(app).await?),
    };
    app.accounts.open(app, &known.account, tenant_id(&known.tenant)?).await
}

async fn start_and_sign_in(app: &App) -> Result<Running, ApiError> {
    // Making keys and a tenant takes a moment in which nothing else should wait.
    let started = tokio::task::spawn_blocking(|| start(&StartSandbox::default())).await;
    let sandbox = started.map_err(|e| ApiError {
        code: ErrorCode::Internal,
        message: format!("the demo tenant could not start: {e}"),
        hint: None,
    })??;
    let described: SandboxFacts = facts(&sandbox, None);
    let (tenant, door) = described.application(None)?;
    let now = || app.now().unwrap_or_default();
    let read = |_: &std::path::Path| Err("the demo tenant has no files".to_owned());
    let desk = Desk { now: &now, read: &read, tell: &|_| (), cancel: &CancellationToken::new() };
    let keep = Arc::new(InMemory::default());
    let mut entered = sign_in::enter(&described.cloud()?, Some(&tenant), door, keep, desk).await?;
    if let Some(name) = described.name_of(&entered.signed_in.account) {
        entered.signed_in.account = name;
    }
    let (account, tenant) = app.accounts.add(app, CLOUD, DoorKind::Demo, entered, false).await?;
    Ok(Running { sandbox, account: account.id, tenant: tenant.id })
}

#[cfg(test)]
#[path = "demo_tests.rs"]
mod tests;
