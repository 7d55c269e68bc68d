//! Where rules and words learn about roles and principals: the starter catalogue alone, or lists given by the
//! caller.

use rolewright_condition::facts::{Directory, PrincipalFacts, RoleFacts};

use crate::roles;

/// Knows the roles of the starter catalogue and no principal.
#[derive(Clone, Copy, Debug, Default)]
pub struct StarterDirectory;

impl Directory for StarterDirectory {
    fn roles(&self) -> &[RoleFacts] {
        roles::facts()
    }
    fn roles_are_complete(&self) -> bool {
        false
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        None
    }
}

/// Knows the roles and principals that it was given.
#[derive(Clone, Debug, Default)]
pub struct ListDirectory {
    /// Roles known.
    pub roles: Vec<RoleFacts>,
    /// Whether the tenant has no other role.
    pub complete: bool,
    /// Principals known; `None` where nothing was asked.
    pub principals: Option<Vec<PrincipalFacts>>,
}

impl ListDirectory {
    /// The starter roles, and these principals.
    #[must_use]
    pub fn starter_with_principals(principals: Vec<PrincipalFacts>) -> Self {
        Self { roles: roles::facts().to_vec(), complete: false, principals: Some(principals) }
    }
}

impl Directory for ListDirectory {
    fn roles(&self) -> &[RoleFacts] {
        &self.roles
    }
    fn roles_are_complete(&self) -> bool {
        self.complete
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        self.principals.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rolewright_condition::guid::Guid;

    #[test]
    fn both_answer_by_id() {
        let owner = Guid::from_u128(0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635);
        assert_eq!(StarterDirectory.role(owner).map(|r| r.name.as_str()), Some("Owner"));
        assert!(StarterDirectory.principals().is_none() && !StarterDirectory.roles_are_complete());

        let ada = PrincipalFacts { id: Guid::from_u128(7), name: "Ada".into(), kind: Some("User".into()) };
        let list = ListDirectory::starter_with_principals(vec![ada.clone()]);
        assert_eq!(list.principal(ada.id), Some(&ada));
        assert_eq!(list.role(owner), StarterDirectory.role(owner));
        assert_eq!(ListDirectory::default().role(owner), None);
    }
}
