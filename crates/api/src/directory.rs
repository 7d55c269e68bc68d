//! Names for the words that a person reads: the starter roles, and the principals that the user has named.

use std::collections::BTreeMap;

use rolewright_authz::roles;
use rolewright_condition::facts::{Directory, PrincipalFacts, RoleFacts};
use rolewright_condition::guid::Guid;

/// The starter roles, and principals with the names that the user gave them.
///
/// Not for rules: that a principal has no name here says nothing about whether it exists.
#[derive(Debug)]
pub(crate) struct Names(Vec<PrincipalFacts>);

impl Names {
    /// Ids that are no GUID are left out; nothing in a condition could equal them.
    pub(crate) fn new(principals: &BTreeMap<String, String>) -> Self {
        let known = principals.iter().filter_map(|(id, name)| {
            Some(PrincipalFacts { id: Guid::parse(id)?, name: name.clone(), kind: None })
        });
        Self(known.collect())
    }
}

impl Directory for Names {
    fn roles(&self) -> &[RoleFacts] {
        roles::facts()
    }
    fn roles_are_complete(&self) -> bool {
        false
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        Some(&self.0)
    }
}
