//! What happened to an object between two snapshots, as the window tells kinds of change apart.

use std::collections::BTreeMap;

use rolewright_authz::diff::Change;
use rolewright_store::diff::Difference;

use crate::wire::snapshots::{ChangeCount, ChangeKind};

/// The kinds, the most telling first.
const KINDS: [ChangeKind; 13] = [
    ChangeKind::Granted,
    ChangeKind::Condition,
    ChangeKind::Role,
    ChangeKind::LockRemoved,
    ChangeKind::GuardUnlinked,
    ChangeKind::DenyRemoved,
    ChangeKind::Revoked,
    ChangeKind::LockChanged,
    ChangeKind::LockAdded,
    ChangeKind::GuardLinked,
    ChangeKind::DenyAdded,
    ChangeKind::PrincipalDeleted,
    ChangeKind::Principal,
];

/// The kind of a change; `None` for one that bears on no access.
pub(crate) fn kind(change: &Change) -> Option<ChangeKind> {
    Some(match change {
        Change::Granted(_) | Change::PimAdded(_) => ChangeKind::Granted,
        Change::Revoked(_) | Change::PimRemoved(_) => ChangeKind::Revoked,
        Change::ConditionChanged(_) => ChangeKind::Condition,
        Change::RoleChanged(_) | Change::RoleAdded(_) | Change::RoleRemoved(_) => ChangeKind::Role,
        Change::LockAdded(_) => ChangeKind::LockAdded,
        Change::LockRemoved(_) => ChangeKind::LockRemoved,
        Change::LockChanged(_) => ChangeKind::LockChanged,
        Change::GuardLinked(_) => ChangeKind::GuardLinked,
        Change::GuardUnlinked(_) => ChangeKind::GuardUnlinked,
        Change::DenyAdded(_) => ChangeKind::DenyAdded,
        Change::DenyRemoved(_) => ChangeKind::DenyRemoved,
        Change::PrincipalDeleted(_) => ChangeKind::PrincipalDeleted,
        Change::PrincipalRestored(_) | Change::PrincipalChanged(_) => ChangeKind::Principal,
        Change::AssignmentChanged(_)
        | Change::RoleRenamed(_)
        | Change::GuardLinkChanged(_)
        | Change::GuardAdded(_)
        | Change::GuardRemoved(_)
        | Change::GuardChanged(_)
        | Change::VaultChanged(_)
        | Change::DenyChanged(_)
        | Change::PimChanged(_)
        | Change::Elevation(_)
        | Change::SubscriptionMoved(_)
        | Change::SubscriptionChanged(_)
        | Change::ManagementGroupMoved(_)
        | Change::ManagementGroupChanged(_)
        | Change::Added(_)
        | Change::Removed(_)
        | Change::Other(_) => return None,
    })
}

/// How often each kind occurs, under the name by which it is kept.
pub(crate) fn count(differences: &[Difference]) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for kind in differences.iter().filter_map(|difference| kind(&difference.change)) {
        *counts.entry(name(kind)).or_default() += 1;
    }
    counts
}

/// Kept counts as the window shows them, the most telling first.
pub(crate) fn counted(counts: &BTreeMap<String, u64>) -> Vec<ChangeCount> {
    let one = |kind: ChangeKind| {
        let changes = counts.get(name(kind)).copied().filter(|changes| *changes > 0)?;
        Some(ChangeCount { kind, changes, words: words(kind, changes) })
    };
    KINDS.into_iter().filter_map(one).collect()
}

/// Its name in the database, which is its name on the wire.
fn name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Granted => "granted",
        ChangeKind::Revoked => "revoked",
        ChangeKind::Condition => "condition",
        ChangeKind::Role => "role",
        ChangeKind::LockAdded => "lock-added",
        ChangeKind::LockRemoved => "lock-removed",
        ChangeKind::LockChanged => "lock-changed",
        ChangeKind::GuardLinked => "guard-linked",
        ChangeKind::GuardUnlinked => "guard-unlinked",
        ChangeKind::DenyAdded => "deny-added",
        ChangeKind::DenyRemoved => "deny-removed",
        ChangeKind::Principal => "principal",
        ChangeKind::PrincipalDeleted => "principal-deleted",
    }
}

fn words(kind: ChangeKind, changes: u64) -> String {
    let (noun, verb) = match kind {
        ChangeKind::Granted => ("", "granted"),
        ChangeKind::Revoked => ("", "revoked"),
        ChangeKind::Condition => ("condition", "changed"),
        ChangeKind::Role => ("role", "changed"),
        ChangeKind::LockAdded => ("lock", "added"),
        ChangeKind::LockRemoved => ("lock", "removed"),
        ChangeKind::LockChanged => ("lock", "changed"),
        ChangeKind::GuardLinked => ("guard", "linked"),
        ChangeKind::GuardUnlinked => ("guard", "unlinked"),
        ChangeKind::DenyAdded => ("deny assignment", "added"),
        ChangeKind::DenyRemoved => ("deny assignment", "removed"),
        ChangeKind::Principal => ("principal", "changed"),
        ChangeKind::PrincipalDeleted => ("principal", "deleted"),
    };
    match noun {
        "" => format!("{changes} {verb}"),
        noun => format!("{changes} {noun}{} {verb}", if changes == 1 { "" } else { "s" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_words_the_most_telling_first() {
        let counts =
            [("lock-removed", 1), ("granted", 3), ("principal", 2), ("revoked", 0), ("of later versions", 9)];
        let counts = counts.map(|(name, count)| (name.to_owned(), count)).into();
        let words: Vec<String> = counted(&counts).into_iter().map(|count| count.words).collect();
        assert_eq!(words, ["3 granted", "1 lock removed", "2 principals changed"]);
    }

    #[test]
    fn every_kind_has_its_place_and_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = KINDS.into_iter().map(name).collect();
        assert_eq!(names.len(), KINDS.len());
        assert!(KINDS.contains(&ChangeKind::Revoked));
    }
}
