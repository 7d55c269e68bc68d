//! What runs beside the window: sign-ins and pulls under way, and how to stop them.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rolewright_condition::guid::Guid;
use tokio_util::sync::CancellationToken;

use crate::wire::error::ApiError;
use crate::wire::progress::{PullProgress, PullState};

/// Everything that runs.
#[derive(Default)]
pub(crate) struct Running(Mutex<State>);

#[derive(Default)]
struct State {
    sign_ins: BTreeMap<u32, CancellationToken>,
    last_sign_in: u32,
    /// Tenants whose pull is about to begin, or under way: a tenant is read once at a time.
    tenants: HashSet<Guid>,
    pulls: BTreeMap<i64, Pull>,
}

struct Pull {
    tenant: Guid,
    account: String,
    cancel: CancellationToken,
    progress: PullProgress,
}

/// The right to begin reading a tenant; given back when it is dropped unused.
pub(crate) struct Turn<'r> {
    running: &'r Running,
    tenant: Option<Guid>,
}

impl Running {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number for a new sign-in.
    pub(crate) fn begin_sign_in(&self, cancel: CancellationToken) -> u32 {
        let mut state = self.state();
        state.last_sign_in = state.last_sign_in.wrapping_add(1);
        let number = state.last_sign_in;
        state.sign_ins.insert(number, cancel);
        number
    }

    /// Whether it was still under way.
    pub(crate) fn end_sign_in(&self, number: u32) -> Option<CancellationToken> {
        self.state().sign_ins.remove(&number)
    }

    /// The right to read a tenant.
    pub(crate) fn turn(&self, tenant: Guid, name: &str) -> Result<Turn<'_>, ApiError> {
        if self.state().tenants.insert(tenant) {
            Ok(Turn { running: self, tenant: Some(tenant) })
        } else {
            Err(ApiError::invalid(format!("`{name}` is being read already"))
                .with_hint("wait until that has ended, or cancel it"))
        }
    }

    pub(crate) fn begin_pull(
        &self,
        mut turn: Turn<'_>,
        account: &str,
        cancel: CancellationToken,
        progress: PullProgress,
    ) {
        if let Some(tenant) = turn.tenant.take() {
            let pull = Pull { tenant, account: account.to_owned(), cancel, progress };
            self.state().pulls.insert(pull.progress.snapshot, pull);
        }
    }

    /// Notes how far a pull is; gives what is to be told of it. Once it was asked to stop it does not run again.
    pub(crate) fn note(&self, mut progress: PullProgress) -> PullProgress {
        let mut state = self.state();
        if !matches!(progress.state, PullState::Running | PullState::Cancelling) {
            if let Some(Pull { tenant, .. }) = state.pulls.remove(&progress.snapshot) {
                state.tenants.remove(&tenant);
            }
        } else if let Some(pull) = state.pulls.get_mut(&progress.snapshot) {
            if matches!(pull.progress.state, PullState::Cancelling) {
                progress.state = PullState::Cancelling;
            }
            pull.progress = progress.clone();
        }
        progress
    }

    /// Notes that a pull was asked to stop; gives what is to be told, and how to stop it. `None` where no such pull
    /// is under way.
    pub(crate) fn cancelling(&self, snapshot: i64) -> Option<(PullProgress, CancellationToken)> {
        let mut state = self.state();
        let pull = state.pulls.get_mut(&snapshot)?;
        pull.progress.state = PullState::Cancelling;
        Some((pull.progress.clone(), pull.cancel.clone()))
    }

    /// The pulls under way.
    pub(crate) fn pulls(&self) -> Vec<PullProgress> {
        self.state().pulls.values().map(|pull| pull.progress.clone()).collect()
    }

    /// The snapshots that are being read as an account.
    pub(crate) fn pulls_of(&self, account: &str) -> Vec<i64> {
        let state = self.state();
        state
            .pulls
            .iter()
            .filter(|(_, pull)| pull.account == account)
            .map(|(snapshot, _)| *snapshot)
            .collect()
    }

    /// The snapshot into which a tenant is being read.
    pub(crate) fn pull_of(&self, tenant: Guid) -> Option<i64> {
        self.state().pulls.iter().find(|(_, pull)| pull.tenant == tenant).map(|(snapshot, _)| *snapshot)
    }

    pub(crate) fn is_pulling(&self, snapshot: i64) -> bool {
        self.state().pulls.contains_key(&snapshot)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(tenant) = self.tenant {
            self.running.state().tenants.remove(&tenant);
        }
    }
}
