//! One role assignment that somebody means to make, before it is written down in any language.

use std::fmt;

use rolewright_condition::guid::Guid;

use crate::principal::PrincipalType;
use crate::scope::{Scope, ScopeError};

/// Azure: a description has at most 2 KB.
/// <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
const LONGEST_DESCRIPTION: usize = 2048;

/// A validated intent. The condition is kept byte for byte; whether it is a good one is for the linter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentIntent {
    /// Id of the role definition.
    pub role: Guid,
    /// Its name, for comments.
    pub role_name: Option<String>,
    /// Object id of the principal.
    pub principal: Guid,
    /// What the principal is.
    pub principal_type: PrincipalType,
    /// Where the assignment applies.
    pub scope: Scope,
    /// The condition, if there is one.
    pub condition: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// An intent as typed: plain texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct IntentInput<'a> {
    /// Id of the role definition, alone or at the end of a resource id.
    pub role: &'a str,
    /// Name of the role, where known.
    pub role_name: Option<&'a str>,
    /// Object id.
    pub principal: &'a str,
    /// `User`, `Group`, `ServicePrincipal`.
    pub principal_type: &'a str,
    /// `/subscriptions/…`
    pub scope: &'a str,
    /// Empty for none.
    pub condition: &'a str,
    /// Empty for none.
    pub description: &'a str,
}

/// What is wrong with an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntentError {
    /// The role is not an id.
    Role(String),
    /// The principal is not an object id.
    Principal(String),
    /// No principal type was given.
    PrincipalTypeMissing,
    /// The principal type is not one that a role assignment takes.
    PrincipalType(String),
    /// The scope cannot be read.
    Scope(ScopeError),
    /// The condition is white space only.
    BlankCondition,
    /// A text holds the character U+0000, which no language or shell can carry.
    Nul(&'static str),
    /// The description is too long; its size in bytes.
    DescriptionTooLong(usize),
}

impl fmt::Display for IntentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(text) if text.is_empty() => f.write_str("no role was chosen; give its id"),
            Self::Role(text) => write!(
                f,
                "`{text}` is neither a known role name nor a role id such as `8e3af657-a8ff-443c-a75c-2fe8c4bcb635`"
            ),
            Self::Principal(text) if text.is_empty() => f.write_str(
                "no principal was given; give the object id of a user, group or service principal",
            ),
            Self::Principal(text) if text.contains('@') => write!(
                f,
                "`{text}` is a sign-in name; a role assignment takes the object id, which the principal's page in Microsoft Entra ID shows"
            ),
            Self::Principal(text) => {
                write!(f, "`{text}` is not an object id such as `00000000-0000-0000-0000-000000000000`")
            }
            Self::PrincipalTypeMissing => {
                f.write_str("no principal type was given; it is `User`, `Group` or `ServicePrincipal`")
            }
            Self::PrincipalType(text) => {
                write!(f, "`{text}` is not a principal type; use `User`, `Group` or `ServicePrincipal`")
            }
            Self::Scope(error) => error.fmt(f),
            Self::BlankCondition => {
                f.write_str("the condition is only white space; leave it empty for an assignment without one")
            }
            Self::Nul(what) => {
                write!(f, "the {what} holds the character U+0000, which no language can carry; remove it")
            }
            Self::DescriptionTooLong(size) => {
                write!(f, "the description has {size} bytes; Azure takes at most {LONGEST_DESCRIPTION}")
            }
        }
    }
}

impl std::error::Error for IntentError {}

impl AssignmentIntent {
    /// Checks an intent as typed.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn new(input: IntentInput<'_>) -> Result<Self, IntentError> {
        let role = input.role.trim();
        let role_id = Guid::parse(role.rsplit('/').next().unwrap_or(role));
        let principal = input.principal.trim();
        let principal_type = match PrincipalType::parse(input.principal_type.trim()) {
            PrincipalType::Other(text) if text.is_empty() => return Err(IntentError::PrincipalTypeMissing),
            PrincipalType::Other(text) => return Err(IntentError::PrincipalType(text)),
            known => known,
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let intent = Self {
            role: role_id.ok_or_else(|| IntentError::Role(role.to_owned()))?,
            role_name: input.role_name.and_then(some),
            principal: Guid::parse(principal).ok_or_else(|| IntentError::Principal(principal.to_owned()))?,
            principal_type,
            scope: Scope::parse(input.scope).map_err(IntentError::Scope)?,
            condition: some(input.condition),
            description: some(input.description),
        };
        for (what, text) in [
            ("condition", &intent.condition),
            ("description", &intent.description),
            ("role name", &intent.role_name),
        ] {
            if text.as_ref().is_some_and(|t| t.contains('\0')) {
                return Err(IntentError::Nul(what));
            }
        }
        if intent.condition.as_ref().is_some_and(|c| c.trim().is_empty()) {
            return Err(IntentError::BlankCondition);
        }
        match intent.description.as_ref().map(String::len) {
            Some(size) if size > LONGEST_DESCRIPTION => Err(IntentError::DescriptionTooLong(size)),
            _ => Ok(intent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> IntentInput<'static> {
        IntentInput {
            role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
            role_name: Some("Role Based Access Control Administrator"),
            principal: "0b1f6471-1bf0-4dda-aec3-cb9272f09590",
            principal_type: "serviceprincipal",
            scope: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590",
            condition: " (x)\r\n",
            description: "",
        }
    }

    #[test]
    fn the_condition_is_kept_byte_for_byte() {
        let intent = AssignmentIntent::new(input()).unwrap();
        assert_eq!(intent.condition.as_deref(), Some(" (x)\r\n"));
        assert_eq!(intent.principal_type, PrincipalType::ServicePrincipal);
        assert_eq!(intent.description, None);
        let full = "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168";
        assert_eq!(AssignmentIntent::new(IntentInput { role: full, ..input() }).unwrap(), intent);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = "x".repeat(2049);
        for (input, part) in [
            (IntentInput { role: "Owners", ..input() }, "`Owners` is neither"),
            (IntentInput { role: "", ..input() }, "no role"),
            (IntentInput { principal: "", ..input() }, "no principal"),
            (IntentInput { principal: "a@b.example", ..input() }, "is a sign-in name"),
            (IntentInput { principal: "abc", ..input() }, "`abc` is not an object id"),
            (IntentInput { principal_type: " ", ..input() }, "no principal type"),
            (IntentInput { principal_type: "Robot", ..input() }, "`Robot` is not a principal type"),
            (IntentInput { scope: "x", ..input() }, "begins with `/`"),
            (IntentInput { condition: " \n", ..input() }, "only white space"),
            (IntentInput { condition: "a\0b", ..input() }, "U+0000"),
            (IntentInput { description: &long, ..input() }, "2049 bytes"),
        ] {
            let message = AssignmentIntent::new(input).unwrap_err().to_string();
            assert!(message.contains(part), "{message}");
        }
    }
}
