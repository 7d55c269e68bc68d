//! What the caller knows about roles and principals. The language itself knows none; rules and words that
//! need them take a [`Directory`] and say so where it has no answer.

use crate::guid::Guid;

/// A role definition as far as conditions care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFacts {
    /// Its id, the last segment only.
    pub id: Guid,
    /// Its display name.
    pub name: String,
    /// Whether it is a custom role of the tenant.
    pub custom: bool,
    /// Why it counts as privileged (`can assign roles`), if it does.
    pub privileged: Option<String>,
    /// Its permission blocks.
    pub permissions: Vec<Permission>,
}

/// One permission block of a role definition. An action counts if some block grants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permission {
    /// Control-plane actions granted, wildcards allowed.
    pub actions: Vec<String>,
    /// Taken out of `actions`.
    pub not_actions: Vec<String>,
    /// Data actions granted.
    pub data_actions: Vec<String>,
    /// Taken out of `data_actions`.
    pub not_data_actions: Vec<String>,
}

impl RoleFacts {
    /// Whether some block grants the action, on the control plane or the data plane.
    #[must_use]
    pub(crate) fn grants(&self, action: &str) -> bool {
        let some = |patterns: &[String]| patterns.iter().any(|p| action_matches(p, action));
        self.permissions.iter().any(|p| {
            some(&p.actions) && !some(&p.not_actions) || some(&p.data_actions) && !some(&p.not_data_actions)
        })
    }

    /// Whether a holder of the role can make role assignments.
    #[must_use]
    pub fn can_assign_roles(&self) -> bool {
        self.grants("Microsoft.Authorization/roleAssignments/write")
    }
}

/// What is known of a principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalFacts {
    /// Its object id.
    pub id: Guid,
    /// Its display name.
    pub name: String,
    /// `User`, `Group` or `ServicePrincipal`, where known.
    pub kind: Option<String>,
}

/// Answers questions about roles and principals.
pub trait Directory {
    /// All roles known.
    fn roles(&self) -> &[RoleFacts];
    /// Whether `roles` is all that the tenant has, so that an id not in it does not exist.
    fn roles_are_complete(&self) -> bool;
    /// All principals known, or `None` without a principal directory.
    fn principals(&self) -> Option<&[PrincipalFacts]>;

    /// The role with this id.
    fn role(&self, id: Guid) -> Option<&RoleFacts> {
        self.roles().iter().find(|r| r.id == id)
    }

    /// The principal with this id.
    fn principal(&self, id: Guid) -> Option<&PrincipalFacts> {
        self.principals()?.iter().find(|p| p.id == id)
    }
}

/// A directory that knows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDirectory;

impl Directory for NoDirectory {
    fn roles(&self) -> &[RoleFacts] {
        &[]
    }
    fn roles_are_complete(&self) -> bool {
        false
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        None
    }
}

/// Whether an action matches a pattern: `*` stands for any run of characters, slashes included, and case is
/// ignored, as for actions in role definitions.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format>
#[must_use]
pub fn action_matches(pattern: &str, action: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = strip_prefix_ignore_case(action, first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = find_ignore_case(rest, part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or("");
    }
    rest.len() >= last.len()
        && rest.get(rest.len() - last.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(last))
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    if head.eq_ignore_ascii_case(prefix) { text.get(prefix.len()..) } else { None }
}

fn find_ignore_case(text: &str, part: &str) -> Option<usize> {
    text.char_indices()
        .map(|(i, _)| i)
        .chain([text.len()])
        .find(|i| text.get(*i..i + part.len()).is_some_and(|t| t.eq_ignore_ascii_case(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_match_as_in_role_definitions() {
        let write = "Microsoft.Authorization/roleAssignments/write";
        for pattern in [
            "*",
            "*/write",
            "Microsoft.Authorization/*",
            "microsoft.authorization/ROLEassignments/WRITE",
            "Microsoft.*/roleAssignments/*",
            "*Authorization*",
        ] {
            assert!(action_matches(pattern, write), "{pattern}");
        }
        for pattern in [
            "",
            "*/read",
            "Microsoft.Authorization/roleDefinitions/*",
            "Microsoft.Authorization/roleAssignments",
            "*/write/*",
            "*writewrite",
        ] {
            assert!(!action_matches(pattern, write), "{pattern}");
        }
        assert!(action_matches("a*a", "aa") && !action_matches("a*a", "a"), "parts may not overlap");
        assert!(!action_matches("é*", "e"));
    }
}
