//! Which roles are privileged, and what a condition leaves of the right to assign roles.
//!
//! Decided from what a role grants, so that a custom role counts as much as Owner does.
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps#privileged-administrator-roles>

use rolewright_condition::delegation;
use rolewright_condition::eval::Truth;
use rolewright_condition::facts::{Directory, action_matches};
use rolewright_condition::parse;

use crate::records::PermissionBlock;

/// Whether a holder of a role may make role assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Delegation {
    /// No.
    None = 0,
    /// Only within a condition that the role definition itself carries.
    Limited = 1,
    /// Any, unless the assignment carries a condition.
    Full = 2,
}

/// What a role's permissions make of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privilege {
    /// Why it is privileged (`can assign roles`), if it is.
    pub reason: Option<&'static str>,
    /// Whether it may make role assignments.
    pub delegation: Delegation,
}

/// What a condition leaves of the right to assign roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Whether some assignment is refused; `None` where that cannot be told.
    pub bounds: Option<bool>,
    /// Whether a privileged role is among those that may be assigned.
    pub escalates: Option<bool>,
}

const ASSIGN: &str = "Microsoft.Authorization/roleAssignments/write";

/// Actions that lead to every other, the plainest reason first.
const OTHERS: [(&str, &str); 5] = [
    ("Microsoft.Authorization/elevateAccess/action", "can elevate access to the whole tenant"),
    ("Microsoft.Authorization/roleDefinitions/write", "can change what roles grant"),
    ("Microsoft.Authorization/roleAssignmentScheduleRequests/write", "can make assignments through PIM"),
    (
        "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
        "can make principals eligible through PIM",
    ),
    ("Microsoft.Authorization/denyAssignments/delete", "can remove deny assignments"),
];

/// Judges a role by its permission blocks.
#[must_use]
pub fn of_role(permissions: &[PermissionBlock]) -> Privilege {
    let free = |action: &str| permissions.iter().any(|b| b.condition.is_none() && grants(b, action));
    let limited = |action: &str| permissions.iter().any(|b| b.condition.is_some() && grants(b, action));
    let delegation = if free(ASSIGN) {
        Delegation::Full
    } else if limited(ASSIGN) {
        Delegation::Limited
    } else {
        Delegation::None
    };
    let everything = permissions.iter().any(|b| {
        b.condition.is_none()
            && b.actions.iter().any(|a| a == "*" || a.eq_ignore_ascii_case("*/write"))
            && !b.not_actions.iter().any(|a| a == "*" || a.eq_ignore_ascii_case("*/write"))
    });
    let reason = match delegation {
        Delegation::Full => Some("can assign roles"),
        _ => OTHERS.iter().find(|(action, _)| free(action)).map(|(_, reason)| *reason).or(match delegation {
            Delegation::Limited => Some("can assign some roles"),
            _ if everything => Some("can change every resource"),
            _ => None,
        }),
    };
    Privilege { reason, delegation }
}

fn grants(block: &PermissionBlock, action: &str) -> bool {
    block.actions.iter().any(|pattern| action_matches(pattern, action))
        && !block.not_actions.iter().any(|pattern| action_matches(pattern, action))
}

/// What a condition on an assignment of such a role leaves: every kind of principal with every role that the
/// condition or the directory names, and any other, is tried.
#[must_use]
pub fn of_condition(text: &str, directory: &dyn Directory) -> Limits {
    let condition = parse(text);
    if condition.root.is_none() || !condition.diagnostics.is_empty() {
        return Limits { bounds: None, escalates: None };
    }
    let Some(grid) = delegation::grid(&condition, directory) else {
        return Limits { bounds: Some(false), escalates: Some(true) };
    };
    let cells = || grid.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell.write)));
    let all = cells().all(|(_, write)| write == Truth::True);
    let refused = cells().any(|(_, write)| write == Truth::False);
    let privileged = |wanted: Truth| cells().any(|(row, write)| row.privileged.is_some() && write == wanted);
    Limits {
        bounds: if refused { Some(true) } else { all.then_some(false) },
        escalates: if privileged(Truth::True) {
            Some(true)
        } else if privileged(Truth::Unknown) {
            None
        } else {
            Some(false)
        },
    }
}

#[cfg(test)]
#[path = "privilege_tests.rs"]
mod tests;
