//! What a tenant is made of: management groups, subscriptions, resource groups, resources, providers.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use rolewright_authz::hierarchy::Hierarchy;
use rolewright_authz::records::{ManagementGroup, Resource, ResourceGroup, Subscription};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;

use super::refusal::Refusal;

/// The places of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) management_groups: Vec<ManagementGroup>,
    pub(crate) subscriptions: IndexMap<Guid, Subscription>,
    areas: HashMap<Guid, Area>,
    /// Subscription and namespace in lower case.
    registered: HashSet<(Guid, String)>,
    hierarchy: Hierarchy,
}

/// What is in one subscription.
#[derive(Debug, Default)]
struct Area {
    groups: IndexMap<ScopePath, ResourceGroup>,
    resources: IndexMap<ScopePath, Resource>,
}

/// Providers that every subscription has from its first day.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types>
const ALWAYS: [&str; 9] = [
    "microsoft.authorization",
    "microsoft.billing",
    "microsoft.consumption",
    "microsoft.costmanagement",
    "microsoft.features",
    "microsoft.management",
    "microsoft.resourcegraph",
    "microsoft.resources",
    "microsoft.support",
];

impl Places {
    /// Joins groups and subscriptions anew; to be called after either changed.
    pub(crate) fn grow(&mut self) {
        self.hierarchy = Hierarchy::new(&self.management_groups, self.subscriptions.values());
    }

    pub(crate) fn hierarchy(&self) -> &Hierarchy {
        &self.hierarchy
    }

    fn area(&self, scope: &ScopePath) -> Option<&Area> {
        self.areas.get(&scope.subscription_id()?)
    }

    fn area_mut(&mut self, scope: &ScopePath) -> Option<&mut Area> {
        scope.subscription_id().map(|id| self.areas.entry(id).or_default())
    }

    /// The resource group that is at a scope.
    pub(crate) fn group(&self, id: &ScopePath) -> Option<&ResourceGroup> {
        self.area(id)?.groups.get(id)
    }

    pub(crate) fn group_mut(&mut self, id: &ScopePath) -> Option<&mut ResourceGroup> {
        self.area_mut(id)?.groups.get_mut(id)
    }

    /// Whether it is new.
    pub(crate) fn put_group(&mut self, group: ResourceGroup) -> bool {
        let id = group.id.clone();
        self.area_mut(&id).is_some_and(|area| area.groups.insert(id, group).is_none())
    }

    pub(crate) fn groups(&self, subscription: Guid) -> impl Iterator<Item = &ResourceGroup> {
        self.areas.get(&subscription).into_iter().flat_map(|area| area.groups.values())
    }

    pub(crate) fn resource(&self, id: &ScopePath) -> Option<&Resource> {
        self.area(id)?.resources.get(id)
    }

    /// Whether it is new.
    pub(crate) fn put_resource(&mut self, resource: Resource) -> bool {
        let id = resource.id.clone();
        self.area_mut(&id).is_some_and(|area| area.resources.insert(id, resource).is_none())
    }

    /// The resources at and below a scope; of all subscriptions, in their order, where it is above them.
    pub(crate) fn resources<'a>(
        &'a self,
        scope: &'a ScopePath,
    ) -> Box<dyn Iterator<Item = &'a Resource> + 'a> {
        if scope.subscription_id().is_some() {
            let all = self.area(scope).into_iter().flat_map(|area| area.resources.values());
            return Box::new(all.filter(move |resource| scope.covers(&resource.id)));
        }
        let inside = self
            .subscriptions
            .keys()
            .filter(|id| self.hierarchy.covers(scope, &ScopePath::subscription(**id)));
        Box::new(inside.filter_map(|id| self.areas.get(id)).flat_map(|area| area.resources.values()))
    }

    /// Takes out what is at and below a scope.
    pub(crate) fn clear(&mut self, scope: &ScopePath) {
        if let Some(area) = self.area_mut(scope) {
            area.groups.retain(|id, _| !scope.covers(id));
            area.resources.retain(|id, _| !scope.covers(id));
        }
    }

    pub(crate) fn register(&mut self, subscription: Guid, namespace: &str) -> bool {
        self.registered.insert((subscription, namespace.to_ascii_lowercase()))
    }

    pub(crate) fn unregister(&mut self, subscription: Guid, namespace: &str) -> bool {
        self.registered.remove(&(subscription, namespace.to_ascii_lowercase()))
    }

    pub(crate) fn is_registered(&self, subscription: Guid, namespace: &str) -> bool {
        let namespace = namespace.to_ascii_lowercase();
        ALWAYS.contains(&namespace.as_str()) || self.registered.contains(&(subscription, namespace))
    }

    /// The namespaces that somebody registered.
    pub(crate) fn registered(&self, subscription: Guid) -> Vec<&str> {
        let mut found: Vec<&str> = self
            .registered
            .iter()
            .filter(|(id, _)| *id == subscription)
            .map(|(_, namespace)| namespace.as_str())
            .chain(ALWAYS)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether there is such a place, down to the resource group. Resources are taken as they come: child
    /// resources are not modelled.
    pub(crate) fn check(&self, scope: &ScopePath) -> Result<(), Refusal> {
        if let Some(name) = scope.management_group_name() {
            let known = self.management_groups.iter().any(|g| g.name.eq_ignore_ascii_case(name));
            return if known { Ok(()) } else { Err(Refusal::ManagementGroupNotFound(name.to_owned())) };
        }
        let Some(id) = scope.subscription_id() else { return Ok(()) };
        if !self.subscriptions.contains_key(&id) {
            return Err(Refusal::SubscriptionNotFound(id));
        }
        let Some(name) = scope.resource_group() else { return Ok(()) };
        let group = ScopePath::new(&format!("/subscriptions/{id}/resourceGroups/{name}"));
        if self.group(&group).is_none() {
            return Err(Refusal::ResourceGroupNotFound(name.to_owned()));
        }
        Ok(())
    }

    /// The same, and that a resource is there itself: its first type and name, whatever lies below.
    pub(crate) fn check_resource(&self, scope: &ScopePath) -> Result<(), Refusal> {
        self.check(scope)?;
        if scope.level() != ScopeLevel::Resource || scope.resource_group().is_none() {
            return Ok(());
        }
        let known = std::iter::successors(Some(scope.clone()), ScopePath::parent)
            .take_while(|at| at.level() == ScopeLevel::Resource)
            .any(|at| self.resource(&at).is_some());
        if known { Ok(()) } else { Err(Refusal::ResourceNotFound(scope.clone())) }
    }
}
