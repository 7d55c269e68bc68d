//! Long work: the one event that the program sends to the window, named `progress`.

use rolewright_authz::records;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::error::ApiError;
use super::session::SignInProgress;

/// Payload of the window event `progress`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum ProgressEvent {
    SignIn(SignInProgress),
    /// At most ten a second, and one at every change of state.
    Pull(PullProgress),
}

/// How far a pull is.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PullProgress {
    /// The snapshot that it fills.
    #[ts(type = "number")]
    pub snapshot: i64,
    /// `Contoso`
    pub tenant: String,
    pub state: PullState,
    pub stage: Stage,
    /// From 1.
    pub stage_number: u32,
    pub stages: u32,
    /// Rows of this stage that are kept.
    #[ts(type = "number")]
    pub done: u64,
    /// Rows that this stage is expected to have, where Azure tells or the last snapshot of the tenant does.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// Rows a second over the last few seconds.
    pub rate: f64,
    /// Of the whole pull; `None` while nothing can be said.
    #[ts(type = "number | null")]
    pub seconds_left: Option<u64>,
    /// Of the whole pull, 0 to 1; `None` while nothing can be said.
    pub fraction: Option<f64>,
    /// Scopes that said no, or failed, so far.
    pub not_read: u32,
    /// What holds it up, in words: `Azure asks to wait 12 s`.
    pub waiting: Option<String>,
}

/// What a pull is doing.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum PullState {
    Running,
    /// Asked to stop; finishes what it is writing.
    Cancelling,
    Whole,
    /// Ended on its own with scopes that could not be read.
    Partial,
    Cancelled,
    /// Stopped by an error; can be resumed.
    Failed {
        error: ApiError,
    },
}

/// One kind of thing that a pull reads, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Stage {
    ManagementGroups,
    Subscriptions,
    RoleDefinitions,
    RoleAssignments,
    PimInstances,
    DenyAssignments,
    Locks,
    PolicyAssignments,
    ResourceGroups,
    Resources,
    Vaults,
    ResourceGuards,
    Elevations,
    Principals,
    GroupMemberships,
}

impl From<records::Stage> for Stage {
    fn from(stage: records::Stage) -> Self {
        match stage {
            records::Stage::ManagementGroups => Self::ManagementGroups,
            records::Stage::Subscriptions => Self::Subscriptions,
            records::Stage::RoleDefinitions => Self::RoleDefinitions,
            records::Stage::RoleAssignments => Self::RoleAssignments,
            records::Stage::PimInstances => Self::PimInstances,
            records::Stage::DenyAssignments => Self::DenyAssignments,
            records::Stage::Locks => Self::Locks,
            records::Stage::PolicyAssignments => Self::PolicyAssignments,
            records::Stage::ResourceGroups => Self::ResourceGroups,
            records::Stage::Resources => Self::Resources,
            records::Stage::Vaults => Self::Vaults,
            records::Stage::ResourceGuards => Self::ResourceGuards,
            records::Stage::Elevations => Self::Elevations,
            records::Stage::Principals => Self::Principals,
            records::Stage::GroupMemberships => Self::GroupMemberships,
        }
    }
}
