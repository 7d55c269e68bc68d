//! The management-group tree with the subscriptions in it: which scope lies in which, where texts cannot tell.
//!
//! Azure: <https://learn.microsoft.com/azure/governance/management-groups/overview#hierarchy-of-management-groups-and-subscriptions>

use std::cmp::Ordering;
use std::collections::HashMap;

use rolewright_condition::guid::Guid;

use crate::records::{ManagementGroup, Subscription};
use crate::scope_path::{ScopeLevel, ScopePath};

/// The tree of one tenant. What is not in it lies directly below the root scope `/`.
#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    /// Sorted by name without regard to case, so that a name is found without a copy of it.
    groups: Vec<Group>,
    subscriptions: HashMap<Guid, Option<usize>>,
}

#[derive(Clone, Debug)]
struct Group {
    name: String,
    parent: Option<usize>,
}

/// Azure allows six levels below the root group; a tree that claims more is damaged and is not walked for ever.
/// Azure: <https://learn.microsoft.com/azure/governance/management-groups/overview#important-facts-about-management-groups>
const DEEPEST: usize = 16;

fn by_name(a: &str, b: &str) -> Ordering {
    a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
}

impl Hierarchy {
    /// Joins groups and subscriptions by the names of their parents; a parent that is not among the groups
    /// counts as none.
    #[must_use]
    pub fn new<'a>(
        groups: impl IntoIterator<Item = &'a ManagementGroup>,
        subscriptions: impl IntoIterator<Item = &'a Subscription>,
    ) -> Self {
        let mut given: Vec<&ManagementGroup> = groups.into_iter().collect();
        given.sort_by(|a, b| by_name(&a.name, &b.name));
        given.dedup_by(|a, b| by_name(&a.name, &b.name) == Ordering::Equal);
        let mut tree = Self {
            groups: given.iter().map(|g| Group { name: g.name.clone(), parent: None }).collect(),
            subscriptions: HashMap::new(),
        };
        let parents: Vec<Option<usize>> =
            given.iter().map(|g| g.parent.as_deref().and_then(|parent| tree.find(parent))).collect();
        for (group, parent) in tree.groups.iter_mut().zip(parents) {
            group.parent = parent;
        }
        for subscription in subscriptions {
            let parent = subscription.management_group.as_deref().and_then(|name| tree.find(name));
            tree.subscriptions.insert(subscription.id, parent);
        }
        tree
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.groups.binary_search_by(|group| by_name(&group.name, name)).ok()
    }

    /// The group itself and those it lies in, nearest first.
    fn climb(&self, from: Option<usize>) -> impl Iterator<Item = (usize, &Group)> {
        let at = |index: usize| self.groups.get(index).map(|group| (index, group));
        std::iter::successors(from.and_then(at), move |(_, group)| group.parent.and_then(at)).take(DEEPEST)
    }

    /// Where a scope hangs in the tree: the group that it is or that its subscription lies in.
    fn anchor(&self, scope: &ScopePath) -> Option<usize> {
        match scope.management_group_name() {
            Some(name) => self.find(name),
            None => self.subscriptions.get(&scope.subscription_id()?).copied().flatten(),
        }
    }

    /// Whether the scope is a management group or subscription of this tenant, or lies in such a
    /// subscription; always true for the root and for other tenant-level resources.
    #[must_use]
    pub fn knows(&self, scope: &ScopePath) -> bool {
        match (scope.management_group_name(), scope.subscription_id()) {
            (Some(name), _) => self.find(name).is_some(),
            (None, Some(id)) => self.subscriptions.contains_key(&id),
            (None, None) => true,
        }
    }

    /// Whether `inner` is `outer` or lies in it, across management groups. Copies nothing and climbs at most
    /// the depth of the tree, so that a million assignments are filtered by a scope in a fraction of a second.
    #[must_use]
    pub fn covers(&self, outer: &ScopePath, inner: &ScopePath) -> bool {
        if outer.covers(inner) {
            return true;
        }
        let Some(wanted) = outer.management_group_name().and_then(|name| self.find(name)) else {
            return false;
        };
        self.climb(self.anchor(inner)).any(|(index, _)| index == wanted)
    }

    /// The next scope up; `None` for the root only.
    #[must_use]
    pub fn parent(&self, scope: &ScopePath) -> Option<ScopePath> {
        match scope.level() {
            ScopeLevel::Root => None,
            ScopeLevel::ManagementGroup => Some(self.group_above(self.climb(self.anchor(scope)).nth(1))),
            ScopeLevel::Subscription => Some(self.group_above(self.climb(self.anchor(scope)).next())),
            ScopeLevel::ResourceGroup | ScopeLevel::Resource => {
                Some(scope.parent().unwrap_or_else(ScopePath::root))
            }
        }
    }

    fn group_above(&self, found: Option<(usize, &Group)>) -> ScopePath {
        found.map_or_else(ScopePath::root, |(_, group)| ScopePath::management_group(&group.name))
    }

    /// Everything that the scope lies in, nearest first, without itself; ends with the root.
    #[must_use]
    pub fn ancestors(&self, scope: &ScopePath) -> Vec<ScopePath> {
        // The longest path has a dozen parts and sixteen groups above it.
        std::iter::successors(self.parent(scope), |at| self.parent(at)).take(8 * DEEPEST).collect()
    }

    /// The subscriptions at or below a scope, in the order of their ids.
    #[must_use]
    pub fn subscriptions_in(&self, scope: &ScopePath) -> Vec<Guid> {
        let mut found: Vec<Guid> = self
            .subscriptions
            .keys()
            .copied()
            .filter(|id| self.covers(scope, &ScopePath::subscription(*id)))
            .collect();
        found.sort_unstable();
        found
    }

    /// The management groups at or below a scope, by name.
    #[must_use]
    pub fn groups_in(&self, scope: &ScopePath) -> Vec<ScopePath> {
        self.groups
            .iter()
            .map(|group| ScopePath::management_group(&group.name))
            .filter(|group| self.covers(scope, group))
            .collect()
    }
}

#[cfg(test)]
#[path = "hierarchy_tests.rs"]
mod tests;
