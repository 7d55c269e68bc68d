//! The starter role catalogue: well-known built-in roles with their ids and permissions, so that names,
//! badges and rules work before anything was read from a tenant. Custom roles and the rest come with one.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>

use std::sync::LazyLock;

use rolewright_condition::facts::{Permission, RoleFacts};
use rolewright_condition::guid::Guid;
use rolewright_condition::words::nearest;

mod administration;
mod ai;
mod backup;
mod backup_guard;
mod compute;
mod containers;
mod identity_and_security;
mod integration;
mod key_vault;
mod monitoring;
mod networking;
mod storage;

/// The day on which the catalogue was last the same as Azure's own list, as RFC 3339 writes a date.
pub const AS_OF: &str = "2026-08-22";

/// A role of the catalogue.
#[derive(Clone, Debug)]
pub struct StarterRole {
    /// Id, name, permissions, and why it is privileged.
    pub facts: RoleFacts,
    /// `Storage`
    pub category: &'static str,
    /// What its holder may do, in one sentence.
    pub description: &'static str,
}

/// A role as typed in.
struct Entry {
    id: u128,
    name: &'static str,
    description: &'static str,
    privileged: Option<&'static str>,
    permissions: &'static [Block],
}

/// A permission block as typed in.
struct Block {
    actions: &'static [&'static str],
    not_actions: &'static [&'static str],
    data_actions: &'static [&'static str],
    not_data_actions: &'static [&'static str],
}

const NONE: Block = Block { actions: &[], not_actions: &[], data_actions: &[], not_data_actions: &[] };

static STARTER: LazyLock<Vec<StarterRole>> = LazyLock::new(|| {
    [
        (administration::CATEGORY, administration::ROLES),
        (identity_and_security::CATEGORY, identity_and_security::ROLES),
        (key_vault::CATEGORY, key_vault::ROLES),
        (storage::CATEGORY, storage::ROLES),
        (backup::CATEGORY, backup::ROLES),
        (backup_guard::CATEGORY, backup_guard::ROLES),
        (ai::CATEGORY, ai::ROLES),
        (compute::CATEGORY, compute::ROLES),
        (containers::CATEGORY, containers::ROLES),
        (networking::CATEGORY, networking::ROLES),
        (monitoring::CATEGORY, monitoring::ROLES),
        (integration::CATEGORY, integration::ROLES),
    ]
    .into_iter()
    .flat_map(|(category, entries)| entries.iter().map(move |entry| entry.role(category)))
    .collect()
});

static FACTS: LazyLock<Vec<RoleFacts>> =
    LazyLock::new(|| starter().iter().map(|role| role.facts.clone()).collect());

impl Entry {
    fn role(&self, category: &'static str) -> StarterRole {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let permissions = self
            .permissions
            .iter()
            .map(|b| Permission {
                actions: owned(b.actions),
                not_actions: owned(b.not_actions),
                data_actions: owned(b.data_actions),
                not_data_actions: owned(b.not_data_actions),
            })
            .collect();
        let facts = RoleFacts {
            id: Guid::from_u128(self.id),
            name: self.name.to_owned(),
            custom: false,
            privileged: self.privileged.map(str::to_owned),
            permissions,
        };
        StarterRole { facts, category, description: self.description }
    }
}

/// The whole catalogue, by category.
#[must_use]
pub fn starter() -> &'static [StarterRole] {
    &STARTER
}

/// The facts of the whole catalogue, in the same order.
#[must_use]
pub fn facts() -> &'static [RoleFacts] {
    &FACTS
}

/// A role of the catalogue by its name, whatever the case, or by its id as [`id`] reads it.
#[must_use]
pub fn find(name_or_id: &str) -> Option<&'static StarterRole> {
    let wanted = name_or_id.trim();
    let id = id(wanted);
    starter().iter().find(|r| id == Some(r.facts.id) || r.facts.name.eq_ignore_ascii_case(wanted))
}

/// The id of a role definition: a GUID, or a resource id that ends in
/// `/providers/Microsoft.Authorization/roleDefinitions/<guid>`, under any scope or none.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions#role-definition-properties>
#[must_use]
pub fn id(text: &str) -> Option<Guid> {
    let text = text.trim();
    let mut parts = text.trim_end_matches('/').rsplit('/');
    let last = Guid::parse(parts.next()?)?;
    let same = |part: Option<&str>, wanted: &str| part.is_some_and(|p| p.eq_ignore_ascii_case(wanted));
    let whole = !text.contains('/')
        || same(parts.next(), "roleDefinitions")
            && same(parts.next(), "Microsoft.Authorization")
            && same(parts.next(), "providers");
    whole.then_some(last)
}

/// Names of the catalogue that were probably meant by one that is not in it, the nearest first, at most three.
#[must_use]
pub fn similar(name: &str) -> Vec<&'static str> {
    let names = || starter().iter().map(|role| role.facts.name.as_str());
    let wanted: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let holds_all = |known: &&str| {
        let known = known.to_lowercase();
        !wanted.is_empty() && wanted.iter().all(|word| known.contains(word.as_str()))
    };
    let mut found: Vec<&'static str> = nearest(name.trim(), names()).into_iter().collect();
    let mut others: Vec<&'static str> = names().filter(holds_all).collect();
    others.sort_by_key(|known| known.len());
    for other in others {
        if !found.contains(&other) {
            found.push(other);
        }
    }
    found.truncate(3);
    found
}

#[cfg(test)]
#[path = "roles_tests.rs"]
mod tests;
