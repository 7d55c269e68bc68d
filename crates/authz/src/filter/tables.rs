//! The tables that can be filtered, and what can be asked of their rows.

use super::{Choice, Column, ColumnKind};

/// What can be asked of the rows of one table.
pub type Table = &'static [Column];

const fn text(name: &'static str, words: &'static str) -> Column {
    Column { name, words, kind: ColumnKind::Text, optional: false }
}

const fn optional_text(name: &'static str, words: &'static str) -> Column {
    Column { name, words, kind: ColumnKind::Text, optional: true }
}

const fn choice(name: &'static str, words: &'static str, choices: &'static [Choice]) -> Column {
    Column { name, words, kind: ColumnKind::Choice(choices), optional: false }
}

const KINDS: &[Choice] = &[
    Choice { name: "user", words: "user" },
    Choice { name: "group", words: "group" },
    Choice { name: "service-principal", words: "service principal" },
    Choice { name: "managed-identity", words: "managed identity" },
    Choice { name: "guest", words: "guest" },
    Choice { name: "foreign-group", words: "foreign group" },
    Choice { name: "device", words: "device" },
    Choice { name: "deleted", words: "deleted principal" },
];

const LEVELS: &[Choice] = &[
    Choice { name: "root", words: "root" },
    Choice { name: "management-group", words: "management group" },
    Choice { name: "subscription", words: "subscription" },
    Choice { name: "resource-group", words: "resource group" },
    Choice { name: "resource", words: "resource" },
];

const STATES: &[Choice] = &[
    Choice { name: "active", words: "active" },
    Choice { name: "eligible", words: "eligible" },
    Choice { name: "activated", words: "activated for a time" },
];

/// Role assignments, active and eligible.
pub const ROLE_ASSIGNMENTS: Table = &[
    optional_text("principal", "principal"),
    choice("kind", "kind", KINDS),
    text("role", "role"),
    choice(
        "role-kind",
        "role kind",
        &[
            Choice { name: "built-in", words: "built-in" },
            Choice { name: "custom", words: "custom" },
            Choice { name: "unknown", words: "unknown" },
        ],
    ),
    text("scope", "scope"),
    choice("level", "level", LEVELS),
    Column { name: "under", words: "scope", kind: ColumnKind::Under, optional: false },
    optional_text("condition", "condition"),
    choice("state", "state", STATES),
    choice(
        "is",
        "it",
        &[
            Choice { name: "privileged", words: "privileged" },
            Choice { name: "delegate", words: "a delegate: it can assign roles" },
            Choice { name: "unconstrained", words: "a delegate without a condition" },
            Choice { name: "orphaned", words: "orphaned: its principal is deleted" },
            Choice { name: "duplicate", words: "covered by another assignment" },
            Choice { name: "annotated", words: "annotated" },
            Choice { name: "reviewed", words: "reviewed" },
            Choice { name: "in-question", words: "in question" },
            Choice { name: "risk-accepted", words: "an accepted risk" },
        ],
    ),
    Column { name: "created", words: "created", kind: ColumnKind::Time, optional: true },
    optional_text("by", "created by"),
    Column { name: "updated", words: "updated", kind: ColumnKind::Time, optional: true },
    Column { name: "ends", words: "end", kind: ColumnKind::Time, optional: true },
    optional_text("description", "description"),
    text("id", "assignment id"),
];

/// What changed between two snapshots.
pub const SNAPSHOT_CHANGES: Table = &[
    choice(
        "change",
        "change",
        &[
            Choice { name: "granted", words: "granted" },
            Choice { name: "revoked", words: "revoked" },
            Choice { name: "condition", words: "condition changed" },
            Choice { name: "assignment", words: "assignment changed" },
            Choice { name: "role", words: "role definition changed" },
            Choice { name: "pim-added", words: "PIM assignment added" },
            Choice { name: "pim-removed", words: "PIM assignment removed" },
            Choice { name: "pim-changed", words: "PIM assignment changed" },
            Choice { name: "elevation", words: "elevation" },
            Choice { name: "member-added", words: "group member added" },
            Choice { name: "member-removed", words: "group member removed" },
            Choice { name: "lock-added", words: "lock added" },
            Choice { name: "lock-removed", words: "lock removed" },
            Choice { name: "lock-changed", words: "lock changed" },
            Choice { name: "guard-linked", words: "guard linked" },
            Choice { name: "guard-unlinked", words: "guard unlinked" },
            Choice { name: "guard-changed", words: "guard changed" },
            Choice { name: "vault", words: "vault changed" },
            Choice { name: "deny-added", words: "deny assignment added" },
            Choice { name: "deny-removed", words: "deny assignment removed" },
            Choice { name: "deny-changed", words: "deny assignment changed" },
            Choice { name: "policy", words: "policy changed" },
            Choice { name: "hierarchy", words: "hierarchy changed" },
            Choice { name: "principal", words: "principal changed" },
            Choice { name: "principal-deleted", words: "principal deleted" },
        ],
    ),
    choice(
        "is",
        "it",
        &[
            Choice { name: "privileged", words: "privileged" },
            Choice { name: "wider", words: "wider than before" },
        ],
    ),
    optional_text("principal", "principal"),
    optional_text("role", "role"),
    text("scope", "scope"),
    choice("level", "level", LEVELS),
    Column { name: "under", words: "scope", kind: ColumnKind::Under, optional: false },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lower_case_and_stand_once() {
        for table in [ROLE_ASSIGNMENTS, SNAPSHOT_CHANGES] {
            let mut names: Vec<&str> = table.iter().map(|c| c.name).collect();
            assert!(
                names.iter().all(|n| *n == n.to_ascii_lowercase() && !n.contains([':', '=', '<', '>', ' ']))
            );
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.len());
        }
    }
}
