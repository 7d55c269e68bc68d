//! A tenant of any size, up to a million role assignments and beyond, as skewed as real ones are.
//!
//! - Few principals and few roles have most of the assignments: both follow Zipf's law.
//! - Most assignments stand at resource groups, fewer at resources, few at subscriptions, very few at management
//!   groups. There are as many subscriptions as Azure's limit of 4,000 assignments each makes necessary.
//! - About one in fifty holders was deleted, one in thirty is a guest; a tenth of what manages access has a
//!   condition, some of them bad.

mod holders;
mod sprawl;

use std::collections::HashSet;

use jiff::Timestamp;
use rolewright_authz::records::{LockLevel, VaultKind};
use rolewright_authz::roles;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use self::holders::Holders;
use self::sprawl::Sprawl;
use super::conditions;
use super::draw::{Draw, Skew};
use super::plant::Plant;
use crate::world::{NewRow, Texts, World};

/// On average; the fullest come close to Azure's 4,000.
const PER_SUBSCRIPTION: usize = 2600;
const FULLEST: usize = 3950;
/// On average; the root group has far more, but stays below Azure's 500.
const PER_MANAGEMENT_GROUP: usize = 20;
const FULLEST_GROUP: usize = 450;

/// The roles that most assignments give, by how often.
const COMMON: [&str; 12] = [
    "Reader",
    "Contributor",
    "Storage Blob Data Contributor",
    "Key Vault Secrets User",
    "Storage Blob Data Reader",
    "AcrPull",
    "Monitoring Reader",
    "Virtual Machine Contributor",
    "Owner",
    "Network Contributor",
    "Log Analytics Reader",
    "User Access Administrator",
];

/// One role and the conditions that its assignments have.
struct Given {
    role: Guid,
    /// Of a thousand assignments, so many have a condition.
    permille: usize,
    conditions: Vec<String>,
}

/// The tenant of that many role assignments; a few more, so that somebody can sign in and read it.
pub(super) fn world(count: usize, seed: u64, now: Timestamp) -> World {
    let mut plant = Plant::new("Wide World Importers", "wideworldimporters.example", Draw::new(seed), now);
    plant.days = (1, 1800);
    let subscriptions = count.div_ceil(PER_SUBSCRIPTION).max(1);
    holders::sign_in(&mut plant);
    let holders = Holders::plant(&mut plant, count);
    let groups = sprawl::management_groups(&mut plant, subscriptions);
    let given = given(&holders);
    // At management groups first, so that what inherits widely is there whatever the count.
    let at_groups = (count / 400).min(groups.len() * PER_MANAGEMENT_GROUP);
    let mut dice = Dice::new(&holders, &given, groups.len());
    for _ in 0..at_groups {
        let at = plant.draw.skewed(&dice.places);
        if let Some(scope) =
            groups.get(at).filter(|scope| plant.tenant.assignments.at(scope).len() < FULLEST_GROUP)
        {
            dice.throw(&mut plant, scope, (u32::MAX, at));
        }
    }
    let mut left = count.saturating_sub(plant.tenant.assignments.len());
    for number in 0..subscriptions {
        let quota = quota(&mut plant, left, subscriptions - number);
        left = left.saturating_sub(quota);
        fill(&mut plant, &groups, number, quota, &mut dice);
    }
    furnish(&mut plant);
    let mut world = World::default();
    world.add_tenant(plant.tenant);
    world
}

/// How many of what is left go into the next subscription: uneven, and all of it in the end.
fn quota(plant: &mut Plant, left: usize, subscriptions: usize) -> usize {
    let mean = left.div_ceil(subscriptions.max(1));
    // What is left behind must fit into the others.
    let least = left.saturating_sub((subscriptions - 1) * FULLEST);
    let most = (mean * 3 / 2).min(FULLEST);
    if subscriptions == 1 || most <= mean / 2 {
        return left.min(FULLEST);
    }
    (mean / 2 + plant.draw.below(most - mean / 2 + 1)).clamp(least.min(FULLEST), FULLEST).min(left)
}

fn given(holders: &Holders) -> Vec<Given> {
    let id = |name: &str| roles::find(name).map(|role| role.facts.id);
    let few: Vec<Guid> = ["Reader", "AcrPull", "Key Vault Secrets User"].into_iter().filter_map(id).collect();
    let delegation = || {
        vec![
            conditions::no_privileged_roles(),
            conditions::only_roles(&few),
            conditions::only_roles_to_types(&few, &["Group", "ServicePrincipal"]),
            conditions::only_roles_to(&few, &holders.some()),
            conditions::vacuous_exclusion(),
            conditions::write_only(&few),
        ]
    };
    let blobs = || {
        vec![
            conditions::one_container("raw"),
            conditions::one_container("curated"),
            conditions::tagged("Alpine"),
        ]
    };
    let mut all: Vec<Guid> = COMMON.into_iter().filter_map(id).collect();
    all.extend(
        roles::starter()
            .iter()
            .map(|role| role.facts.id)
            .filter(|role| !all.contains(role))
            .collect::<Vec<_>>(),
    );
    all.into_iter()
        .map(|role| {
            let facts = roles::facts().iter().find(|facts| facts.id == role);
            let delegates = facts.is_some_and(|facts| facts.can_assign_roles());
            let blob = facts.is_some_and(|facts| facts.name.starts_with("Storage Blob Data"));
            match (delegates, blob) {
                (true, _) => Given { role, permille: 300, conditions: delegation() },
                (_, true) => Given { role, permille: 40, conditions: blobs() },
                _ => Given { role, permille: 0, conditions: Vec::new() },
            }
        })
        .collect()
}

/// What is thrown for each assignment.
struct Dice<'a> {
    holders: &'a Holders,
    given: &'a [Given],
    principals: Skew,
    roles: Skew,
    places: Skew,
    authors: Skew,
    /// Scope, role and principal of what was thrown: Azure has each once.
    thrown: HashSet<(u32, u32, u32, u32)>,
}

impl<'a> Dice<'a> {
    fn new(holders: &'a Holders, given: &'a [Given], groups: usize) -> Self {
        Self {
            holders,
            given,
            principals: Skew::new(holders.len(), 0.85),
            roles: Skew::new(given.len(), 1.05),
            places: Skew::new(groups, 0.6),
            authors: Skew::new(holders.authors().len(), 0.7),
            thrown: HashSet::new(),
        }
    }

    /// Adds one assignment at a scope that the two numbers name.
    fn throw(&mut self, plant: &mut Plant, scope: &ScopePath, (area, place): (u32, usize)) {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for attempt in 0..24 {
            // Where the common ones are all taken, anything will do.
            let (who, what) = if attempt < 8 {
                (plant.draw.skewed(&self.principals), plant.draw.skewed(&self.roles))
            } else {
                (plant.draw.below(self.holders.len()), plant.draw.below(self.given.len()))
            };
            if !self.thrown.insert((area, small(place), small(what), small(who))) {
                continue;
            }
            let (Some((principal, kind)), Some(given)) = (self.holders.get(who), self.given.get(what)) else {
                continue;
            };
            let author = plant.draw.skewed(&self.authors);
            plant.by = self.holders.authors().get(author).copied();
            let condition = if plant.draw.permille(given.permille) {
                plant.draw.pick(&given.conditions).cloned()
            } else {
                None
            };
            let texts = Texts {
                condition_version: condition.as_ref().map(|_| "2.0".to_owned()),
                condition,
                ..Texts::default()
            };
            let (name, at) = (plant.draw.guid(), plant.moment());
            plant.tenant.assignments.add(NewRow {
                name,
                scope,
                role: given.role,
                principal,
                principal_type: kind.clone(),
                texts,
                at,
                by: plant.by,
            });
            return;
        }
    }
}

/// One subscription: resource groups, resources, and the assignments in them.
fn fill(plant: &mut Plant, groups: &[ScopePath], number: usize, quota: usize, dice: &mut Dice<'_>) {
    let sprawl = Sprawl::plant(plant, groups, number, quota);
    dice.thrown.clear();
    let area = u32::try_from(number).unwrap_or(u32::MAX);
    let (at_groups, at_resources) =
        (Skew::new(sprawl.groups.len(), 0.7), Skew::new(sprawl.resources.len(), 0.6));
    for _ in 0..quota {
        match plant.draw.below(1000) {
            0..70 => dice.throw(plant, &sprawl.subscription, (area, 0)),
            70..720 => {
                let at = plant.draw.skewed(&at_groups);
                if let Some(scope) = sprawl.groups.get(at) {
                    dice.throw(plant, scope, (area, 1 + at));
                }
            }
            _ => {
                let at = plant.draw.skewed(&at_resources);
                if let Some(scope) = sprawl.resources.get(at) {
                    dice.throw(plant, scope, (area, 1 + sprawl.groups.len() + at));
                }
            }
        }
    }
}

/// Locks, and a vault with its guard: something for every stage of a pull to read.
fn furnish(plant: &mut Plant) {
    let groups: Vec<ScopePath> = plant
        .tenant
        .places
        .subscriptions
        .keys()
        .flat_map(|id| plant.tenant.places.groups(*id))
        .step_by(40)
        .map(|group| group.id.clone())
        .collect();
    for (number, group) in groups.iter().enumerate() {
        let level = if number % 5 == 4 { LockLevel::ReadOnly } else { LockLevel::CanNotDelete };
        plant.lock(group, "do-not-touch", level, "");
    }
    let Some(group) = groups.first() else { return };
    let vault = plant.vault(group, VaultKind::RecoveryServices, "rsv-main", ("Unlocked", "Enabled"));
    let guard = plant.guard(group, "guard-main", &[]);
    plant.link(&vault, &guard, &[]);
    plant.vault(group, VaultKind::Backup, "bvault-main", ("Disabled", "On"));
}

#[cfg(test)]
#[path = "assignments_tests.rs"]
mod tests;
