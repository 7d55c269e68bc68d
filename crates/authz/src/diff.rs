//! What changed between two snapshots, in the words of somebody who answers for access.
//!
//! Pure: the caller brings each object as it was and as it is; here it is said what that means.

use crate::records::{
    DenyAssignment, ElevationRecord, GuardLink, Lock, ManagementGroup, PimInstance, Principal, Record,
    ResourceGuard, RoleAssignment, RoleDefinition, Subscription, Vault,
};

/// An object that is not the same in two snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// As it was; `None` where it was not there.
    pub before: Option<Record>,
    /// As it is; `None` where it is gone.
    pub after: Option<Record>,
}

/// What a change means. Where both sides are boxed together they are as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant says itself what happened to the record it holds")]
pub enum Change {
    Granted(Box<RoleAssignment>),
    Revoked(Box<RoleAssignment>),
    ConditionChanged(Box<[RoleAssignment; 2]>),
    AssignmentChanged(Box<[RoleAssignment; 2]>),
    RoleAdded(Box<RoleDefinition>),
    RoleRemoved(Box<RoleDefinition>),
    /// What the role grants or where it may be assigned changed.
    RoleChanged(Box<[RoleDefinition; 2]>),
    /// Name, description or the like changed; nobody may do more or less.
    RoleRenamed(Box<[RoleDefinition; 2]>),
    LockAdded(Lock),
    LockRemoved(Lock),
    LockChanged(Box<[Lock; 2]>),
    GuardLinked(GuardLink),
    GuardUnlinked(GuardLink),
    GuardLinkChanged(Box<[GuardLink; 2]>),
    GuardAdded(ResourceGuard),
    GuardRemoved(ResourceGuard),
    GuardChanged(Box<[ResourceGuard; 2]>),
    VaultChanged(Box<[Vault; 2]>),
    DenyAdded(Box<DenyAssignment>),
    DenyRemoved(Box<DenyAssignment>),
    DenyChanged(Box<[DenyAssignment; 2]>),
    PimAdded(Box<PimInstance>),
    PimRemoved(Box<PimInstance>),
    PimChanged(Box<[PimInstance; 2]>),
    Elevation(Box<ElevationRecord>),
    /// The directory knew the principal and does not any more.
    PrincipalDeleted(Box<Principal>),
    /// The directory knows a principal again that it did not.
    PrincipalRestored(Box<Principal>),
    PrincipalChanged(Box<[Principal; 2]>),
    SubscriptionMoved(Box<[Subscription; 2]>),
    SubscriptionChanged(Box<[Subscription; 2]>),
    ManagementGroupMoved(Box<[ManagementGroup; 2]>),
    ManagementGroupChanged(Box<[ManagementGroup; 2]>),
    /// Came to be: a subscription, management group, resource, membership, policy, vault, or a principal that
    /// did not occur.
    Added(Record),
    /// Is there no more.
    Removed(Record),
    /// Says something else, which bears on no access.
    Other(Box<[Record; 2]>),
}

impl Change {
    /// Whether it bears on who may do what, or on what stops somebody.
    #[must_use]
    pub fn bears_on_access(&self) -> bool {
        match self {
            Self::Added(record) | Self::Removed(record) => matches!(
                record,
                Record::GroupMembership(_)
                    | Record::PolicyAssignment(_)
                    | Record::Subscription(_)
                    | Record::ManagementGroup(_)
                    | Record::Vault(_)
            ),
            Self::Other(pair) => matches!(pair.as_slice(), [Record::PolicyAssignment(_), ..]),
            Self::RoleRenamed(_)
            | Self::PrincipalChanged(_)
            | Self::SubscriptionChanged(_)
            | Self::ManagementGroupChanged(_) => false,
            _ => true,
        }
    }
}

/// Says what a change of an object means; `None` where nothing changed.
#[must_use]
pub fn classify(pair: Pair) -> Option<Change> {
    Some(match (pair.before, pair.after) {
        (None, None) => return None,
        (None, Some(after)) => added(after),
        (Some(before), None) => removed(before),
        (Some(before), Some(after)) if before == after => return None,
        (Some(before), Some(after)) => changed(before, after),
    })
}

fn added(record: Record) -> Change {
    match record {
        Record::RoleAssignment(r) => Change::Granted(r),
        Record::RoleDefinition(r) => Change::RoleAdded(r),
        Record::Lock(r) => Change::LockAdded(r),
        Record::GuardLink(r) => Change::GuardLinked(r),
        Record::ResourceGuard(r) => Change::GuardAdded(r),
        Record::DenyAssignment(r) => Change::DenyAdded(r),
        Record::PimInstance(r) => Change::PimAdded(r),
        Record::Elevation(r) => Change::Elevation(r),
        other => Change::Added(other),
    }
}

fn removed(record: Record) -> Change {
    match record {
        Record::RoleAssignment(r) => Change::Revoked(r),
        Record::RoleDefinition(r) => Change::RoleRemoved(r),
        Record::Lock(r) => Change::LockRemoved(r),
        Record::GuardLink(r) => Change::GuardUnlinked(r),
        Record::ResourceGuard(r) => Change::GuardRemoved(r),
        Record::DenyAssignment(r) => Change::DenyRemoved(r),
        Record::PimInstance(r) => Change::PimRemoved(r),
        other => Change::Removed(other),
    }
}

fn changed(before: Record, after: Record) -> Change {
    match (before, after) {
        (Record::RoleAssignment(a), Record::RoleAssignment(b)) => {
            let pair = Box::new([*a, *b]);
            let [a, b] = pair.as_ref();
            if a.condition != b.condition {
                Change::ConditionChanged(pair)
            } else {
                Change::AssignmentChanged(pair)
            }
        }
        (Record::RoleDefinition(a), Record::RoleDefinition(b)) => {
            let pair = Box::new([*a, *b]);
            let [a, b] = pair.as_ref();
            if a.permissions != b.permissions || a.assignable_scopes != b.assignable_scopes {
                Change::RoleChanged(pair)
            } else {
                Change::RoleRenamed(pair)
            }
        }
        (Record::Lock(a), Record::Lock(b)) => Change::LockChanged(Box::new([a, b])),
        (Record::GuardLink(a), Record::GuardLink(b)) => Change::GuardLinkChanged(Box::new([a, b])),
        (Record::ResourceGuard(a), Record::ResourceGuard(b)) => Change::GuardChanged(Box::new([a, b])),
        (Record::Vault(a), Record::Vault(b)) => Change::VaultChanged(Box::new([a, b])),
        (Record::DenyAssignment(a), Record::DenyAssignment(b)) => Change::DenyChanged(Box::new([*a, *b])),
        (Record::PimInstance(a), Record::PimInstance(b)) => Change::PimChanged(Box::new([*a, *b])),
        (Record::Elevation(_), Record::Elevation(b)) => Change::Elevation(b),
        (Record::Principal(a), Record::Principal(b)) => match (a.found, b.found) {
            // What is gone is told by its last known name.
            (true, false) => Change::PrincipalDeleted(a),
            (false, true) => Change::PrincipalRestored(b),
            _ => Change::PrincipalChanged(Box::new([*a, *b])),
        },
        (Record::Subscription(a), Record::Subscription(b)) => {
            let moved = a.management_group != b.management_group || a.tenant != b.tenant;
            let pair = Box::new([a, b]);
            if moved { Change::SubscriptionMoved(pair) } else { Change::SubscriptionChanged(pair) }
        }
        (Record::ManagementGroup(a), Record::ManagementGroup(b)) => {
            let moved = a.parent != b.parent;
            let pair = Box::new([a, b]);
            if moved { Change::ManagementGroupMoved(pair) } else { Change::ManagementGroupChanged(pair) }
        }
        (before, after) => Change::Other(Box::new([before, after])),
    }
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
