//! Scopes as a tree and as breadcrumbs.

use rolewright_authz::scope_path;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of place a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ScopeLevel {
    Root,
    ManagementGroup,
    Subscription,
    ResourceGroup,
    Resource,
}

impl From<scope_path::ScopeLevel> for ScopeLevel {
    fn from(level: scope_path::ScopeLevel) -> Self {
        match level {
            scope_path::ScopeLevel::Root => Self::Root,
            scope_path::ScopeLevel::ManagementGroup => Self::ManagementGroup,
            scope_path::ScopeLevel::Subscription => Self::Subscription,
            scope_path::ScopeLevel::ResourceGroup => Self::ResourceGroup,
            scope_path::ScopeLevel::Resource => Self::Resource,
        }
    }
}

/// A scope with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeCrumb {
    /// As Azure wrote it: `/subscriptions/…`.
    pub scope: String,
    /// `Hub`; the last part of the scope where no name is known; `Root` for `/`.
    pub name: String,
    pub level: ScopeLevel,
}

/// Asks for what lies directly below a scope, by name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeChildrenRequest {
    #[ts(type = "number")]
    pub snapshot: i64,
    /// `None` asks for the top: the root, and what hangs nowhere because its parent could not be read.
    pub parent: Option<String>,
    /// Words in the name; empty for all.
    pub search: String,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 1,000.
    pub limit: u32,
}

/// A part of what lies below a scope.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeChildren {
    pub nodes: Vec<ScopeNode>,
    #[ts(type = "number")]
    pub total: u64,
}

/// A scope in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeNode {
    pub place: ScopeCrumb,
    pub has_children: bool,
    /// Role assignments at this scope, active and eligible.
    #[ts(type = "number")]
    pub direct: u64,
    /// At this scope and below it.
    #[ts(type = "number")]
    pub below: u64,
    /// Of those, with a privileged role.
    #[ts(type = "number")]
    pub privileged_below: u64,
    pub lock: LockMark,
    /// For a vault: whether a Resource Guard is linked; `None` for anything else.
    pub guarded: Option<bool>,
    pub read: ReadMark,
}

/// Whether a scope is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum LockMark {
    None,
    /// By a lock further up.
    Inherited,
    Own,
}

/// How much of a scope could be read, with all below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ReadMark {
    Whole,
    /// Some of it said no or failed.
    Partly,
    Refused,
    Failed,
}

/// Names a scope of a snapshot.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeOf {
    #[ts(type = "number")]
    pub snapshot: i64,
    pub scope: String,
}
