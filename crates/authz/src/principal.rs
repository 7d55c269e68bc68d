//! What kind of principal holds an assignment.

use std::fmt;

/// The type of a principal, as `principalType` in a role assignment. A type unknown here is kept as written.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments/create#principaltype>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalType {
    /// A person, guests included.
    User,
    /// A security group.
    Group,
    /// An application's service principal or a managed identity.
    ServicePrincipal,
    /// A group of another tenant.
    ForeignGroup,
    /// A device.
    Device,
    /// Anything else, as written.
    Other(String),
}

impl PrincipalType {
    /// The types that conditions and every tool know.
    pub const COMMON: [PrincipalType; 3] =
        [PrincipalType::User, PrincipalType::Group, PrincipalType::ServicePrincipal];

    /// Reads a type whatever its case; what is not known is kept.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let known = [Self::User, Self::Group, Self::ServicePrincipal, Self::ForeignGroup, Self::Device];
        known
            .into_iter()
            .find(|t| t.as_str().eq_ignore_ascii_case(text))
            .unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    /// Azure's spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
            Self::ServicePrincipal => "ServicePrincipal",
            Self::ForeignGroup => "ForeignGroup",
            Self::Device => "Device",
            Self::Other(text) => text,
        }
    }
}

impl fmt::Display for PrincipalType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter_and_the_unknown_is_kept() {
        for (text, printed) in [
            ("user", "User"),
            ("SERVICEPRINCIPAL", "ServicePrincipal"),
            ("Agent identity", "Agent identity"),
            ("", ""),
        ] {
            assert_eq!(PrincipalType::parse(text).as_str(), printed);
        }
        assert_eq!(PrincipalType::parse("Robot"), PrincipalType::Other("Robot".to_owned()));
    }
}
