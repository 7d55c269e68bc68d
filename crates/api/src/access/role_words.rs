//! What a role can do, in at most five lines.

use rolewright_condition::facts::{Permission, RoleFacts, action_matches};

/// Lines of a card.
const LINES: usize = 5;
/// Resource providers that a line names.
const NAMED: usize = 3;

/// Rights that stand before all others, the strongest first.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/permissions/management-and-governance>
const STRONGEST: [(&str, &str); 5] = [
    ("Microsoft.Authorization/roleAssignments/write", "assign roles"),
    ("Microsoft.Authorization/roleAssignments/delete", "remove role assignments"),
    ("Microsoft.Authorization/roleDefinitions/write", "change what roles grant"),
    ("Microsoft.Authorization/locks/delete", "remove locks"),
    ("Microsoft.Authorization/elevateAccess/action", "elevate access to the whole tenant"),
];

/// What the role can do, most telling first.
pub(super) fn can(role: &RoleFacts) -> Vec<String> {
    let grants = |action: &str| {
        let some = |list: &[String]| list.iter().any(|pattern| action_matches(pattern, action));
        role.permissions.iter().any(|block| some(&block.actions) && !some(&block.not_actions))
    };
    let all = |plane: fn(&Permission) -> &Vec<String>| -> Vec<&String> {
        role.permissions.iter().flat_map(plane).collect()
    };
    let (control, data) = (all(|block| &block.actions), all(|block| &block.data_actions));
    let everything = control.iter().any(|action| *action == "*");
    let mut lines = Vec::new();
    let strongest: Vec<&str> =
        STRONGEST.iter().filter(|(action, _)| grants(action)).map(|(_, words)| *words).collect();
    if !strongest.is_empty() {
        lines.push(strongest.join(", "));
    }
    if everything {
        lines.push("create, change and delete every kind of resource".to_owned());
    } else if control.iter().any(|action| action.eq_ignore_ascii_case("*/read")) {
        lines.push("read every resource, but no secrets and no data".to_owned());
    }
    lines.extend(of_providers("manage", &control, |action| !action.to_ascii_lowercase().ends_with("/read")));
    lines.extend(of_providers("read", &control, |action| action.to_ascii_lowercase().ends_with("/read")));
    lines.extend(of_providers("read and change the data of", &data, |action| {
        !action.to_ascii_lowercase().ends_with("/read")
    }));
    lines.extend(of_providers("read the data of", &data, |action| {
        action.to_ascii_lowercase().ends_with("/read")
    }));
    let taken: Vec<&String> = role
        .permissions
        .iter()
        .flat_map(|block| block.not_actions.iter().chain(&block.not_data_actions))
        .collect();
    if let Some(first) = taken.first() {
        lines.truncate(LINES - 1);
        lines.push(match taken.len() {
            1 => format!("but not `{first}`"),
            more => format!("but not `{first}` and {} more", more - 1),
        });
    }
    lines.truncate(LINES);
    lines
}

/// `manage Microsoft.Compute and Microsoft.Network`, with the only action itself where there is only one.
fn of_providers(verb: &str, actions: &[&String], wanted: impl Fn(&str) -> bool) -> Option<String> {
    let some: Vec<&str> = actions.iter().map(|action| action.as_str()).filter(|a| wanted(a)).collect();
    let mut providers: Vec<&str> = Vec::new();
    for action in &some {
        let provider = action.split('/').next().unwrap_or_default();
        if !provider.contains('*') && !providers.iter().any(|known| known.eq_ignore_ascii_case(provider)) {
            providers.push(provider);
        }
    }
    if let [only] = some.as_slice() {
        return only.contains('.').then(|| format!("{verb} {}: `{only}`", first(&providers)));
    }
    match providers.len() {
        0 => None,
        count if count <= NAMED => Some(format!("{verb} {}", providers.join(", "))),
        count => {
            let named = providers.get(..NAMED).unwrap_or_default().join(", ");
            Some(format!("{verb} {named} and {} other resource providers", count - NAMED))
        }
    }
}

fn first<'a>(providers: &[&'a str]) -> &'a str {
    providers.first().copied().unwrap_or("resources")
}
