//! The places of a large tenant.

use rolewright_authz::records::{Resource, ResourceGroup};
use rolewright_authz::scope_path::ScopePath;

use crate::seed::plant::Plant;

/// One subscription and what is in it.
pub(super) struct Sprawl {
    pub(super) subscription: ScopePath,
    pub(super) groups: Vec<ScopePath>,
    pub(super) resources: Vec<ScopePath>,
}

const KINDS: [(&str, &str, Option<bool>); 8] = [
    ("Microsoft.Storage/storageAccounts", "st", Some(true)),
    ("Microsoft.KeyVault/vaults", "kv", None),
    ("Microsoft.Storage/storageAccounts", "stx", Some(false)),
    ("Microsoft.Compute/virtualMachines", "vm", None),
    ("Microsoft.ContainerRegistry/registries", "cr", Some(true)),
    ("Microsoft.ServiceBus/namespaces", "sb", Some(false)),
    ("Microsoft.Web/sites", "app", None),
    ("Microsoft.CognitiveServices/accounts", "ai", Some(true)),
];
const LOCATIONS: [&str; 5] = ["westeurope", "northeurope", "eastus2", "southeastasia", "brazilsouth"];

/// The root group, regions below it, and areas in them: one area for a dozen subscriptions.
pub(super) fn management_groups(plant: &mut Plant, subscriptions: usize) -> Vec<ScopePath> {
    let root = plant.root_group();
    let mut all = vec![root.clone()];
    let mut regions = Vec::new();
    for name in ["emea", "americas", "asia-pacific"] {
        regions.push(plant.group(name, name, Some(&root)));
    }
    let areas = subscriptions.div_ceil(12).clamp(3, 300);
    let mut leaves = Vec::new();
    for number in 0..areas {
        let Some(region) = regions.get(number % regions.len()) else { continue };
        let name = format!("{}-{number:03}", region.name());
        leaves.push(plant.group(&name, &name, Some(region)));
    }
    all.extend(regions);
    all.extend(leaves);
    all
}

impl Sprawl {
    /// One resource group for nine assignments, one resource for eight.
    pub(super) fn plant(plant: &mut Plant, groups: &[ScopePath], number: usize, quota: usize) -> Self {
        // The first four are the root and the regions, in which nothing lies directly.
        let area = groups.get(4 + number % groups.len().saturating_sub(4).max(1));
        let root = plant.root_group();
        let subscription = plant.subscription(&format!("wwi-{number:04}"), area.unwrap_or(&root));
        let mut sprawl = Self { subscription, groups: Vec::new(), resources: Vec::new() };
        for at in 0..(quota / 9).clamp(1, 900) {
            sprawl.group(plant, number, at);
        }
        for at in 0..(quota / 8).max(1) {
            sprawl.resource(plant, number, at);
        }
        sprawl
    }

    fn group(&mut self, plant: &mut Plant, number: usize, at: usize) {
        let id = ScopePath::new(&format!("{}/resourceGroups/rg-{number:04}-{at:03}", self.subscription));
        let location = LOCATIONS.get((number + at) % LOCATIONS.len()).copied().unwrap_or_default();
        let group = ResourceGroup {
            id: id.clone(),
            location: location.to_owned(),
            managed_by: None,
            tags: vec![("costCenter".to_owned(), format!("{:04}", 1000 + (number * 7 + at) % 400))],
        };
        plant.tenant.places.put_group(group);
        self.groups.push(id);
    }

    fn resource(&mut self, plant: &mut Plant, number: usize, at: usize) {
        let Some(group) = self.groups.get(at % self.groups.len().max(1)) else { return };
        let Some((kind, prefix, local)) = KINDS.get((number + at) % KINDS.len()) else { return };
        let id = ScopePath::new(&format!("{group}/providers/{kind}/{prefix}{number:04}{at:04}"));
        let home = plant.tenant.places.group(group);
        let resource = Resource {
            id: id.clone(),
            kind: (*kind).to_owned(),
            location: home.map(|home| home.location.clone()).unwrap_or_default(),
            tags: Vec::new(),
            local_auth_disabled: local.map(|on| !on),
        };
        if let (Some(subscription), Some(namespace)) = (id.subscription_id(), kind.split('/').next()) {
            plant.tenant.places.register(subscription, namespace);
        }
        plant.tenant.places.put_resource(resource);
        self.resources.push(id);
    }
}
