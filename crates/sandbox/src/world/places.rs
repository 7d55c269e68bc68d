//! What a tenant is made of: management groups, subscriptions, resource groups, resources, providers.

use std::collections::HashSet;

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
    pub(crate) resource_groups: IndexMap<ScopePath, ResourceGroup>,
    pub(crate) resources: IndexMap<ScopePath, Resource>,
    /// Subscription and namespace in lower case.
    registered: HashSet<(Guid, String)>,
    hierarchy: Hierarchy,
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

    pub(crate) fn register(&mut self, subscription: Guid, namespace: &str) -> bool {
        self.registered.insert((subscription, namespace.to_ascii_lowercase()))
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
        if !self.resource_groups.contains_key(&group) {
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
            .any(|at| self.resources.contains_key(&at));
        if known { Ok(()) } else { Err(Refusal::ResourceNotFound(scope.clone())) }
    }
}
