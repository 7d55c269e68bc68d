//! Where rules and words learn about roles while no tenant is read: the starter catalogue.

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

#[cfg(test)]
mod tests {
    use super::*;
    use rolewright_condition::guid::Guid;

    #[test]
    fn answers_by_id() {
        let owner = Guid::from_u128(0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635);
        assert_eq!(StarterDirectory.role(owner).map(|r| r.name.as_str()), Some("Owner"));
        assert!(StarterDirectory.principals().is_none() && !StarterDirectory.roles_are_complete());
    }
}
