//! How a pull is divided, and what it could not read.

use std::fmt;

use super::{
    DenyAssignment, ElevationRecord, GroupMembership, GuardLink, Lock, ManagementGroup, PimInstance,
    PolicyAssignment, Principal, Resource, ResourceGroup, ResourceGuard, RoleAssignment, RoleDefinition,
    Subscription, Vault,
};
use crate::scope_path::ScopePath;

/// One kind of thing that a pull reads, in the order in which it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// The management-group tree.
    ManagementGroups,
    /// Subscriptions.
    Subscriptions,
    /// Role definitions, built-in and custom.
    RoleDefinitions,
    /// Role assignments at every scope.
    RoleAssignments,
    /// Eligible and active PIM instances.
    PimInstances,
    /// Deny assignments.
    DenyAssignments,
    /// Locks.
    Locks,
    /// Policy assignments with `denyAction`.
    PolicyAssignments,
    /// Resource groups.
    ResourceGroups,
    /// Resources.
    Resources,
    /// Vaults and their guard links.
    Vaults,
    /// Resource Guards.
    ResourceGuards,
    /// Elevation records.
    Elevations,
    /// Names and types of principals.
    Principals,
    /// Members of groups.
    GroupMemberships,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 15] = [
        Stage::ManagementGroups,
        Stage::Subscriptions,
        Stage::RoleDefinitions,
        Stage::RoleAssignments,
        Stage::PimInstances,
        Stage::DenyAssignments,
        Stage::Locks,
        Stage::PolicyAssignments,
        Stage::ResourceGroups,
        Stage::Resources,
        Stage::Vaults,
        Stage::ResourceGuards,
        Stage::Elevations,
        Stage::Principals,
        Stage::GroupMemberships,
    ];

    /// `roleAssignments`: its name on disk and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ManagementGroups => "managementGroups",
            Self::Subscriptions => "subscriptions",
            Self::RoleDefinitions => "roleDefinitions",
            Self::RoleAssignments => "roleAssignments",
            Self::PimInstances => "pimInstances",
            Self::DenyAssignments => "denyAssignments",
            Self::Locks => "locks",
            Self::PolicyAssignments => "policyAssignments",
            Self::ResourceGroups => "resourceGroups",
            Self::Resources => "resources",
            Self::Vaults => "vaults",
            Self::ResourceGuards => "resourceGuards",
            Self::Elevations => "elevations",
            Self::Principals => "principals",
            Self::GroupMemberships => "groupMemberships",
        }
    }

    /// The stage of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How reading one scope for one stage ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Read whole.
    Read,
    /// Azure said no: its code and message.
    Forbidden {
        /// `AuthorizationFailed`
        code: String,
        /// In Azure's words.
        message: String,
    },
    /// It could not be read for another reason.
    Failed {
        /// Azure's code, or ours where no answer came.
        code: String,
        /// What happened.
        message: String,
    },
    /// The tenant has no such thing (no licence for PIM, a cloud without that log).
    NotAvailable {
        /// Azure's code.
        code: String,
        /// In Azure's words.
        message: String,
    },
}

/// One line of the coverage report. What is not read is never mistaken for empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// What was asked for.
    pub stage: Stage,
    /// Where.
    pub scope: ScopePath,
    /// Which call answered: `Resource Graph`, `ARM list`, `Microsoft Graph`.
    pub source: String,
    /// Rows read.
    pub rows: u64,
    /// Rows that could not be understood and were left out.
    pub unreadable: u64,
    /// What was wrong with the first of them.
    pub problem: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
}

/// Anything that a pull reads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant holds the record it is named for")]
pub enum Record {
    ManagementGroup(ManagementGroup),
    Subscription(Subscription),
    RoleDefinition(Box<RoleDefinition>),
    RoleAssignment(Box<RoleAssignment>),
    PimInstance(Box<PimInstance>),
    DenyAssignment(Box<DenyAssignment>),
    Lock(Lock),
    PolicyAssignment(Box<PolicyAssignment>),
    ResourceGroup(ResourceGroup),
    Resource(Box<Resource>),
    Vault(Vault),
    GuardLink(GuardLink),
    ResourceGuard(ResourceGuard),
    Elevation(Box<ElevationRecord>),
    Principal(Box<Principal>),
    GroupMembership(GroupMembership),
}
