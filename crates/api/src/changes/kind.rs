//! Which changes are shown, under which name, and how they are counted.

use std::collections::BTreeMap;

use rolewright_authz::diff::Change;
use rolewright_authz::records::Record;

use crate::wire::snapshots::{ChangeCount, ChangeKind};

/// The kind of a change; `None` for what bears on no access: a resource that came, a new name of a group.
#[must_use]
pub(crate) fn kind(change: &Change) -> Option<ChangeKind> {
    Some(match change {
        Change::Granted(_) => ChangeKind::Granted,
        Change::Revoked(_) => ChangeKind::Revoked,
        Change::ConditionChanged(_) => ChangeKind::Condition,
        Change::AssignmentChanged(_) => ChangeKind::Assignment,
        Change::RoleAdded(_) | Change::RoleRemoved(_) | Change::RoleChanged(_) => ChangeKind::Role,
        Change::LockAdded(_) => ChangeKind::LockAdded,
        Change::LockRemoved(_) => ChangeKind::LockRemoved,
        Change::LockChanged(_) => ChangeKind::LockChanged,
        Change::GuardLinked(_) => ChangeKind::GuardLinked,
        Change::GuardUnlinked(_) => ChangeKind::GuardUnlinked,
        Change::GuardLinkChanged(_)
        | Change::GuardAdded(_)
        | Change::GuardRemoved(_)
        | Change::GuardChanged(_) => ChangeKind::GuardChanged,
        Change::VaultChanged(_) => ChangeKind::Vault,
        Change::DenyAdded(_) => ChangeKind::DenyAdded,
        Change::DenyRemoved(_) => ChangeKind::DenyRemoved,
        Change::DenyChanged(_) => ChangeKind::DenyChanged,
        Change::PimAdded(_) => ChangeKind::PimAdded,
        Change::PimRemoved(_) => ChangeKind::PimRemoved,
        Change::PimChanged(_) => ChangeKind::PimChanged,
        Change::Elevation(_) => ChangeKind::Elevation,
        Change::PrincipalDeleted(_) => ChangeKind::PrincipalDeleted,
        Change::PrincipalRestored(_) | Change::PrincipalChanged(_) => ChangeKind::Principal,
        Change::SubscriptionMoved(_) | Change::ManagementGroupMoved(_) => ChangeKind::Hierarchy,
        Change::Added(record) => match record {
            Record::GroupMembership(_) => ChangeKind::MemberAdded,
            record => of_record(record)?,
        },
        Change::Removed(record) => match record {
            Record::GroupMembership(_) => ChangeKind::MemberRemoved,
            record => of_record(record)?,
        },
        Change::Other(pair) => match pair.as_slice() {
            [Record::PolicyAssignment(_), ..] => ChangeKind::Policy,
            _ => return None,
        },
        Change::RoleRenamed(_) | Change::SubscriptionChanged(_) | Change::ManagementGroupChanged(_) => {
            return None;
        }
    })
}

fn of_record(record: &Record) -> Option<ChangeKind> {
    match record {
        Record::PolicyAssignment(_) => Some(ChangeKind::Policy),
        Record::Subscription(_) | Record::ManagementGroup(_) => Some(ChangeKind::Hierarchy),
        Record::Vault(_) => Some(ChangeKind::Vault),
        _ => None,
    }
}

/// How often each kind occurs.
#[must_use]
pub(crate) fn count(kinds: impl Iterator<Item = ChangeKind>) -> BTreeMap<ChangeKind, u64> {
    let mut counts = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

/// Counts in words, the most telling first.
#[must_use]
pub(crate) fn counted(counts: BTreeMap<ChangeKind, u64>) -> Vec<ChangeCount> {
    let told = counts.into_iter().map(|(kind, changes)| {
        let (one, many) = words(kind);
        ChangeCount { kind, changes, words: format!("{changes} {}", if changes == 1 { one } else { many }) }
    });
    told.collect()
}

/// One of them and several, after a number.
fn words(kind: ChangeKind) -> (&'static str, &'static str) {
    match kind {
        ChangeKind::Granted => ("granted", "granted"),
        ChangeKind::Revoked => ("revoked", "revoked"),
        ChangeKind::Condition => ("condition changed", "conditions changed"),
        ChangeKind::Assignment => ("assignment changed", "assignments changed"),
        ChangeKind::Role => ("role changed", "roles changed"),
        ChangeKind::PimAdded => ("PIM assignment added", "PIM assignments added"),
        ChangeKind::PimRemoved => ("PIM assignment removed", "PIM assignments removed"),
        ChangeKind::PimChanged => ("PIM assignment changed", "PIM assignments changed"),
        ChangeKind::Elevation => ("elevation record", "elevation records"),
        ChangeKind::MemberAdded => ("group member added", "group members added"),
        ChangeKind::MemberRemoved => ("group member removed", "group members removed"),
        ChangeKind::LockAdded => ("lock added", "locks added"),
        ChangeKind::LockRemoved => ("lock removed", "locks removed"),
        ChangeKind::LockChanged => ("lock changed", "locks changed"),
        ChangeKind::GuardLinked => ("guard linked", "guards linked"),
        ChangeKind::GuardUnlinked => ("guard unlinked", "guards unlinked"),
        ChangeKind::GuardChanged => ("guard changed", "guards changed"),
        ChangeKind::Vault => ("vault changed", "vaults changed"),
        ChangeKind::DenyAdded => ("deny assignment added", "deny assignments added"),
        ChangeKind::DenyRemoved => ("deny assignment removed", "deny assignments removed"),
        ChangeKind::DenyChanged => ("deny assignment changed", "deny assignments changed"),
        ChangeKind::Policy => ("policy changed", "policies changed"),
        ChangeKind::Hierarchy => ("place changed", "places changed"),
        ChangeKind::Principal => ("principal changed", "principals changed"),
        ChangeKind::PrincipalDeleted => ("principal deleted", "principals deleted"),
    }
}

/// The kind of a name; `None` for one of a later version.
#[must_use]
pub(crate) fn named(name: &str) -> Option<ChangeKind> {
    serde_json::from_value(name.into()).ok()
}

/// Its name in a filter, in a file and in the database, which is its name on the wire.
#[must_use]
pub(crate) fn name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Granted => "granted",
        ChangeKind::Revoked => "revoked",
        ChangeKind::Condition => "condition",
        ChangeKind::Assignment => "assignment",
        ChangeKind::Role => "role",
        ChangeKind::PimAdded => "pim-added",
        ChangeKind::PimRemoved => "pim-removed",
        ChangeKind::PimChanged => "pim-changed",
        ChangeKind::Elevation => "elevation",
        ChangeKind::MemberAdded => "member-added",
        ChangeKind::MemberRemoved => "member-removed",
        ChangeKind::LockAdded => "lock-added",
        ChangeKind::LockRemoved => "lock-removed",
        ChangeKind::LockChanged => "lock-changed",
        ChangeKind::GuardLinked => "guard-linked",
        ChangeKind::GuardUnlinked => "guard-unlinked",
        ChangeKind::GuardChanged => "guard-changed",
        ChangeKind::Vault => "vault",
        ChangeKind::DenyAdded => "deny-added",
        ChangeKind::DenyRemoved => "deny-removed",
        ChangeKind::DenyChanged => "deny-changed",
        ChangeKind::Policy => "policy",
        ChangeKind::Hierarchy => "hierarchy",
        ChangeKind::Principal => "principal",
        ChangeKind::PrincipalDeleted => "principal-deleted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_knows_every_kind_by_its_name_on_the_wire() {
        let column = &rolewright_authz::filter::SNAPSHOT_CHANGES[0];
        let rolewright_authz::filter::ColumnKind::Choice(choices) = &column.kind else { panic!() };
        for choice in choices.iter() {
            assert_eq!(named(choice.name).map(name), Some(choice.name));
        }
        assert_eq!(choices.len(), ChangeKind::PrincipalDeleted as usize + 1);
        assert_eq!(named("of a later version"), None);
    }

    #[test]
    fn counts_are_words_most_telling_first() {
        let kinds = [ChangeKind::LockRemoved, ChangeKind::Granted, ChangeKind::LockRemoved];
        let words: Vec<String> = counted(count(kinds.into_iter())).into_iter().map(|c| c.words).collect();
        assert_eq!(words, ["1 granted", "2 locks removed"]);
    }
}
