//! Microsoft Entra: principals, groups, directory roles, and who can sign in.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;

use indexmap::IndexMap;
use rolewright_authz::access::Identity;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;

/// An application that can sign in with a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Application {
    /// The application's id.
    pub app_id: Guid,
    /// Its service principal in this tenant.
    pub object_id: Guid,
    /// Its name.
    pub display_name: String,
    /// Its secret. It opens nothing but this sandbox.
    pub secret: String,
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("app_id", &self.app_id)
            .field("object_id", &self.object_id)
            .field("display_name", &self.display_name)
            .field("secret", &"…")
            .finish()
    }
}

/// The directory of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    principals: IndexMap<Guid, Principal>,
    members: HashMap<Guid, Vec<Guid>>,
    groups: HashMap<Guid, Vec<Guid>>,
    roles: HashMap<Guid, Vec<Guid>>,
    pub(crate) applications: Vec<Application>,
}

impl Directory {
    pub(crate) fn add(&mut self, principal: Principal) {
        self.principals.insert(principal.id, principal);
    }

    /// Forgets a principal, as Entra does thirty days after it was deleted; what it holds in Azure stays.
    pub(crate) fn forget(&mut self, id: Guid) -> Option<Principal> {
        let gone = self.principals.shift_remove(&id)?;
        for group in self.groups.remove(&id).unwrap_or_default() {
            if let Some(members) = self.members.get_mut(&group) {
                members.retain(|member| *member != id);
            }
        }
        for member in self.members.remove(&id).unwrap_or_default() {
            if let Some(groups) = self.groups.get_mut(&member) {
                groups.retain(|group| *group != id);
            }
        }
        self.roles.remove(&id);
        self.applications.retain(|app| app.object_id != id);
        Some(gone)
    }

    pub(crate) fn join(&mut self, group: Guid, member: Guid) {
        let members = self.members.entry(group).or_default();
        if !members.contains(&member) {
            members.push(member);
            self.groups.entry(member).or_default().push(group);
        }
    }

    /// Whether they were a member.
    pub(crate) fn leave(&mut self, group: Guid, member: Guid) -> bool {
        let Some(members) = self.members.get_mut(&group) else { return false };
        let before = members.len();
        members.retain(|id| *id != member);
        let left = members.len() < before;
        if let Some(groups) = self.groups.get_mut(&member) {
            groups.retain(|id| *id != group);
        }
        left
    }

    pub(crate) fn give_role(&mut self, principal: Guid, role: Guid) {
        self.roles.entry(principal).or_default().push(role);
    }

    pub(crate) fn principal(&self, id: Guid) -> Option<&Principal> {
        self.principals.get(&id)
    }

    pub(crate) fn principals(&self) -> impl Iterator<Item = &Principal> {
        self.principals.values()
    }

    pub(crate) fn members(&self, group: Guid) -> &[Guid] {
        self.members.get(&group).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn roles(&self, principal: Guid) -> &[Guid] {
        self.roles.get(&principal).map_or(&[], Vec::as_slice)
    }

    /// Everything that is reached over one of the two relations, each once, nearest first.
    fn reach(relation: &HashMap<Guid, Vec<Guid>>, from: Guid) -> Vec<Guid> {
        let mut seen = HashSet::from([from]);
        let mut found = Vec::new();
        let mut open = VecDeque::from([from]);
        while let Some(id) = open.pop_front() {
            for next in relation.get(&id).map_or(&[][..], Vec::as_slice) {
                if seen.insert(*next) {
                    found.push(*next);
                    open.push_back(*next);
                }
            }
        }
        found
    }

    /// Who belongs to a group, through other groups as well.
    pub(crate) fn transitive_members(&self, group: Guid) -> Vec<Guid> {
        Self::reach(&self.members, group)
    }

    /// The groups of a principal, groups of groups as well.
    pub(crate) fn groups_of(&self, principal: Guid) -> Vec<Guid> {
        Self::reach(&self.groups, principal)
    }

    pub(crate) fn identity(&self, principal: Guid) -> Identity {
        Identity { id: principal, groups: self.groups_of(principal).into_iter().collect() }
    }
}
