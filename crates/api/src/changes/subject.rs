//! What a change is about: where, whom, which role.

use rolewright_authz::diff::Change;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{PimInstance, Record, RoleAssignment};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use crate::names::Wanted;

/// What a change is about, as far as it is about such.
#[derive(Debug, Default)]
pub(super) struct Subject<'c> {
    pub(super) place: Option<ScopePath>,
    pub(super) principal: Option<(Guid, Option<&'c PrincipalType>)>,
    pub(super) role: Option<Guid>,
    /// A second principal: the group that somebody came to.
    pub(super) group: Option<Guid>,
}

impl<'c> Subject<'c> {
    pub(super) fn of(change: &'c Change) -> Self {
        match change {
            Change::Granted(r) | Change::Revoked(r) => Self::assignment(r),
            Change::ConditionChanged(pair) | Change::AssignmentChanged(pair) => Self::assignment(is(pair)),
            Change::PimAdded(r) | Change::PimRemoved(r) => Self::pim(r),
            Change::PimChanged(pair) => Self::pim(is(pair)),
            Change::RoleAdded(r) | Change::RoleRemoved(r) => Self::role(r.id),
            Change::RoleChanged(pair) | Change::RoleRenamed(pair) => Self::role(was(pair).id),
            Change::LockAdded(r) | Change::LockRemoved(r) => Self::at(&r.scope),
            Change::LockChanged(pair) => Self::at(&was(pair).scope),
            Change::GuardLinked(r) | Change::GuardUnlinked(r) => Self::at(&r.vault),
            Change::GuardLinkChanged(pair) => Self::at(&was(pair).vault),
            Change::GuardAdded(r) | Change::GuardRemoved(r) => Self::at(&r.id),
            Change::GuardChanged(pair) => Self::at(&was(pair).id),
            Change::VaultChanged(pair) => Self::at(&was(pair).id),
            Change::DenyAdded(r) | Change::DenyRemoved(r) => Self::at(&r.scope),
            Change::DenyChanged(pair) => Self::at(&was(pair).scope),
            Change::Elevation(r) => Self {
                place: Some(ScopePath::root()),
                principal: r.principal.map(|id| (id, None)),
                ..Self::default()
            },
            Change::PrincipalDeleted(r) | Change::PrincipalRestored(r) => Self::who(r.id, &r.kind),
            Change::PrincipalChanged(pair) => {
                let r = is(pair);
                Self::who(r.id, &r.kind)
            }
            Change::SubscriptionMoved(pair) | Change::SubscriptionChanged(pair) => {
                Self::at(&ScopePath::subscription(was(pair).id))
            }
            Change::ManagementGroupMoved(pair) | Change::ManagementGroupChanged(pair) => {
                Self::at(&ScopePath::management_group(&was(pair).name))
            }
            Change::Added(record) | Change::Removed(record) => Self::record(record),
            Change::Other(pair) => {
                let [_, record] = pair.as_ref();
                Self::record(record)
            }
        }
    }

    fn at(place: &ScopePath) -> Self {
        Self { place: Some(place.clone()), ..Self::default() }
    }

    fn who(id: Guid, kind: &'c PrincipalType) -> Self {
        Self { principal: Some((id, Some(kind))), ..Self::default() }
    }

    fn role(role: Guid) -> Self {
        Self { role: Some(role), ..Self::default() }
    }

    fn assignment(r: &'c RoleAssignment) -> Self {
        Self { role: Some(r.role), place: Some(r.scope.clone()), ..Self::who(r.principal, &r.principal_type) }
    }

    fn pim(r: &'c PimInstance) -> Self {
        Self { role: Some(r.role), place: Some(r.scope.clone()), ..Self::who(r.principal, &r.principal_type) }
    }

    fn record(record: &'c Record) -> Self {
        match record {
            Record::GroupMembership(r) => {
                Self { principal: Some((r.member, None)), group: Some(r.group), ..Self::default() }
            }
            Record::PolicyAssignment(r) => Self::at(&r.scope),
            Record::Subscription(r) => Self::at(&ScopePath::subscription(r.id)),
            Record::ManagementGroup(r) => Self::at(&ScopePath::management_group(&r.name)),
            Record::Vault(r) => Self::at(&r.id),
            _ => Self::default(),
        }
    }

    /// Adds what it names to what names are wanted of.
    pub(super) fn want(&self, wanted: &mut Wanted) {
        let Self { place, principal, role, group } = self;
        if let Some(place) = place {
            wanted.place(place);
        }
        wanted.principals.extend(principal.map(|(id, _)| id));
        wanted.principals.extend(*group);
        wanted.roles.extend(*role);
    }
}

/// As it was.
pub(super) fn was<T>([was, _]: &[T; 2]) -> &T {
    was
}

/// As it is.
pub(super) fn is<T>([_, is]: &[T; 2]) -> &T {
    is
}
