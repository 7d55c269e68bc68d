//! What the overview of a snapshot finds, as sentences of a report.

use rolewright_store::overview::Overview;

use super::Finding;

pub(super) fn of(overview: &Overview) -> Vec<Finding> {
    let Overview {
        started: _,
        finished: _,
        assignments,
        privileged_by_level,
        unconstrained,
        escalating,
        unclear,
        orphaned,
        privileged_guests,
        unknown_roles,
        of_an_earlier_day,
        open_elevations,
        elevations,
        subscriptions,
        locked_subscriptions,
        locks,
        vaults,
        guarded_vaults,
        guards,
    } = overview;
    let privileged: u64 = privileged_by_level.iter().map(|(_, count)| count).sum();
    let finding = |number: &u64, sentence| Finding { number: number.to_string(), sentence };
    let part = |some: &u64, all: &u64, sentence| Finding { number: format!("{some} of {all}"), sentence };
    vec![
        finding(assignments, "role assignments in all"),
        finding(&privileged, "role assignments have a privileged role"),
        finding(
            unconstrained,
            "assignments let their holder assign any role, without a condition that bounds it",
        ),
        finding(escalating, "conditions let a delegate assign privileged roles"),
        finding(unclear, "conditions of delegates cannot be read or decided"),
        finding(orphaned, "assignments belong to principals that the directory does not know"),
        finding(privileged_guests, "privileged assignments are held by guests"),
        finding(unknown_roles, "assignments have a role whose definition could not be read"),
        finding(
            of_an_earlier_day,
            "assignments are shown as an earlier snapshot knew them, as their scopes could not be read",
        ),
        finding(open_elevations, "principals hold User Access Administrator at the root scope"),
        finding(elevations, "elevations of access are in the logs"),
        part(locked_subscriptions, subscriptions, "subscriptions have a lock of their own"),
        finding(locks, "locks in all"),
        part(guarded_vaults, vaults, "vaults are linked to a Resource Guard"),
        finding(guards, "Resource Guards could be read"),
    ]
}
