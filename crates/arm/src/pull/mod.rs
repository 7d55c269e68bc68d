//! Reading a whole tenant: what to read in which order, and what becomes of each part.
//!
//! A pull is a row of stages; a stage is a set of items, one for each scope that has to be asked on its own; an
//! item is a list of pages. Up to eight items of a stage are read at once. Pages come out through a short channel,
//! so that a slow reader slows the pull instead of filling memory.
//!
//! An item that cannot be read ends with its [`Coverage`] and the pull goes on. The pull as a whole ends early
//! only where nothing further can be read: cancelled, signed out, no network. It is then taken up again with the
//! [`Progress`] that the caller kept. An item that is read again gives its records again: a record is known by its
//! id.
//!
//! | stage | asked | by |
//! |---|---|---|
//! | management groups | `/` | ARM `getEntities` |
//! | subscriptions | `/` | ARM list |
//! | role definitions | `/` all; each management group and subscription: custom | ARM list |
//! | role assignments, deny assignments | `/` and each management group: what lies there; each subscription: it and below | ARM list |
//! | PIM instances | each management group and subscription, eligible then active | ARM list |
//! | locks, resource groups | each subscription | ARM list |
//! | vaults | each subscription and kind; then the guard link of each vault | ARM list |
//! | Resource Guards, policy assignments | each subscription; policies also each management group | ARM list |
//! | elevations | `/providers/Microsoft.Insights`: the tenant's activity log; `/`: directory audits | ARM list; Microsoft Graph |
//! | principals, group memberships | `/`: those that occur in what was read | Microsoft Graph |
//! | resources | `/`, all subscriptions at once; each subscription where that fails | Resource Graph; ARM list |
//!
//! ARM lists show an assignment of a management group in every subscription below it; each is taken once, where
//! it is assigned, and from below only where that scope itself could not be read.

mod item;
mod items;
mod run;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{Coverage, Record, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::client::Azure;
use crate::error::Error;

/// What a pull tells of.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A part of a stage is about to be read.
    Begun {
        /// Which stage.
        stage: Stage,
        /// How many items more it has.
        items: usize,
    },
    /// An item that was to go on in the middle is read from its start, because where it stood is good no more.
    Again {
        /// Which stage.
        stage: Stage,
        /// Which item.
        scope: ScopePath,
    },
    /// Records of an item.
    Page {
        /// Which stage.
        stage: Stage,
        /// Which item.
        scope: ScopePath,
        /// What was read; may be empty.
        records: Vec<Record>,
        /// Where the item goes on once these records are kept; `None` where it cannot be continued in the middle,
        /// or has ended.
        next: Option<String>,
    },
    /// An item has ended, well or not.
    Ended(Coverage),
}

/// What an earlier pull of the same tenant has read already.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Items that were read whole, by their [`Coverage`].
    pub done: HashSet<(Stage, ScopePath)>,
    /// Items that were begun, and where they go on: the last [`Step::Page`]'s `next`.
    pub next: HashMap<(Stage, ScopePath), String>,
    /// What later stages have to know of earlier ones.
    pub known: Known,
}

/// What later stages have to know of earlier ones. A pull learns it as it goes; one that is taken up gets it from
/// what was kept.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Names of the management groups.
    pub management_groups: BTreeSet<String>,
    /// The subscriptions.
    pub subscriptions: BTreeSet<Guid>,
    /// The vaults.
    pub vaults: HashSet<ScopePath>,
    /// Principals that occur, and of what kind those say they are who name them.
    pub principals: BTreeMap<Guid, PrincipalType>,
}

/// A pull under way. Dropping it ends it.
#[derive(Debug)]
pub struct Pull {
    steps: Receiver<Result<Step, Error>>,
    _ends_with_it: DropGuard,
}

impl Pull {
    /// Begins to read these stages, in their order. Has to be called inside a tokio runtime.
    ///
    /// Cancelling the token that `azure` was given ends the pull with [`Error::Cancelled`].
    #[must_use]
    pub fn start(azure: &Azure, stages: &[Stage], progress: Progress) -> Self {
        let cancel: CancellationToken = azure.cancel().child_token();
        let steps = run::start(&azure.cancelled_by(&cancel), stages.to_vec(), progress);
        Self { steps, _ends_with_it: cancel.drop_guard() }
    }

    /// The next step; `None` after the last.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::SignIn`], [`Error::Unreachable`]: nothing further can be read, and no step
    /// follows.
    pub async fn next(&mut self) -> Option<Result<Step, Error>> {
        self.steps.recv().await
    }
}

#[cfg(test)]
#[path = "later_stages_tests.rs"]
mod later_stages_tests;
#[cfg(test)]
#[path = "pull_tests.rs"]
mod tests;
