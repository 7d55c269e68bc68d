//! Why a principal has a role here, in one sentence.

use crate::wire::access::{AssignmentRow, AssignmentState, PrincipalKind, PrincipalName, PrincipalStanding};
use crate::wire::scopes::{ScopeCrumb, ScopeLevel};

/// `path` leads from the root to the scope that is looked at; the assignment stands at one of it.
pub(super) fn why(
    row: &AssignmentRow,
    path: &[ScopeCrumb],
    members: Option<u64>,
    who: &PrincipalName,
) -> String {
    let name = who.name.as_deref().unwrap_or("This principal");
    let role = row.role.name.as_deref().map_or_else(|| "a role that is not known".to_owned(), str::to_owned);
    let place = place(&row.place);
    let verb = match row.state {
        AssignmentState::Active => format!("holds {role}"),
        AssignmentState::Eligible => format!("may activate {role}"),
        AssignmentState::Activated => format!("has activated {role}"),
    };
    let subject = match (&who.kind, members) {
        (PrincipalKind::Group | PrincipalKind::ForeignGroup, Some(1)) => {
            format!("{name}, a group with one member, {verb}")
        }
        (PrincipalKind::Group | PrincipalKind::ForeignGroup, Some(count)) => {
            format!("{name}, a group with {count} members, {verb}")
        }
        (PrincipalKind::Group | PrincipalKind::ForeignGroup, None) => format!("{name}, a group, {verb}"),
        _ => format!("{name} {verb}"),
    };
    let until = row.ends.as_deref().map(|ends| format!(" until {}", ends.get(..10).unwrap_or(ends)));
    let until = until.unwrap_or_default();
    let whole = match path.last() {
        Some(here) if here.scope.eq_ignore_ascii_case(&row.place.scope) => {
            let below =
                if row.place.level == ScopeLevel::Resource { "" } else { "; everything below inherits it" };
            format!("{subject} directly at {place}{until}{below}")
        }
        Some(here) => format!(
            "{subject} at {place}{until}, and {} inherits it from there",
            if here.level == ScopeLevel::Root { "the root" } else { here.name.as_str() }
        ),
        None => format!("{subject} at {place}{until}"),
    };
    match who.standing {
        PrincipalStanding::Deleted => {
            format!("{whole}; the directory does not know the principal, so nobody uses it.")
        }
        _ => format!("{whole}."),
    }
}

fn place(crumb: &ScopeCrumb) -> String {
    match crumb.level {
        ScopeLevel::Root => "the root, above every subscription".to_owned(),
        ScopeLevel::ManagementGroup => format!("the management group {}", crumb.name),
        ScopeLevel::Subscription => format!("the subscription {}", crumb.name),
        ScopeLevel::ResourceGroup => format!("the resource group {}", crumb.name),
        ScopeLevel::Resource => format!("the resource {}", crumb.name),
    }
}
