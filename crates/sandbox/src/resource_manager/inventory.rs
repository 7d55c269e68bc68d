//! Every resource of a tenant in one shape: plain ones, vaults, Resource Guards.

use std::collections::HashSet;

use rolewright_authz::records::{Resource, ResourceGuard, Vault, VaultKind};
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Map, Value, json};

use super::{local_auth, resource_groups, resource_guards};
use crate::world::Tenant;

/// A resource with its properties.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: ScopePath,
    pub(crate) kind: String,
    pub(crate) location: String,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) sku: Option<Value>,
    pub(crate) properties: Map<String, Value>,
}

impl Item {
    /// A plain resource.
    pub(crate) fn resource(resource: &Resource) -> Self {
        let Resource { id, kind, location, tags, local_auth_disabled } = resource;
        let mut properties = Map::new();
        properties.insert("provisioningState".to_owned(), json!("Succeeded"));
        local_auth::write(kind, *local_auth_disabled, &mut properties);
        Self {
            id: id.clone(),
            kind: kind.clone(),
            location: location.clone(),
            tags: tags.clone(),
            sku: None,
            properties,
        }
    }

    /// A vault.
    pub(crate) fn vault(vault: &Vault) -> Self {
        let Vault { id, kind, location, immutability, soft_delete } = vault;
        let mut security = Map::new();
        let recovery_services = *kind == VaultKind::RecoveryServices;
        let immutability = immutability.as_ref().map(|state| json!({"state": state}));
        // A Recovery Services vault says so where nobody decided.
        if immutability.is_some() || recovery_services {
            security.insert("immutabilitySettings".to_owned(), json!(immutability));
        }
        if let Some(state) = soft_delete {
            let settings = if recovery_services {
                json!({"softDeleteState": state, "softDeleteRetentionPeriodInDays": 14, "enhancedSecurityState": "Enabled"})
            } else {
                json!({"state": state, "retentionDurationInDays": 14.0})
            };
            security.insert("softDeleteSettings".to_owned(), settings);
        }
        let mut properties = Map::new();
        properties.insert("provisioningState".to_owned(), json!("Succeeded"));
        properties.insert("securitySettings".to_owned(), Value::Object(security));
        Self {
            id: id.clone(),
            kind: kind.resource_type().to_owned(),
            location: location.clone(),
            tags: Vec::new(),
            sku: recovery_services.then(|| json!({"name": "RS0", "tier": "Standard"})),
            properties,
        }
    }

    /// A Resource Guard.
    pub(crate) fn guard(guard: &ResourceGuard) -> Self {
        Self {
            id: guard.id.clone(),
            kind: "Microsoft.DataProtection/resourceGuards".to_owned(),
            location: guard.location.clone(),
            tags: Vec::new(),
            sku: None,
            properties: resource_guards::properties(guard),
        }
    }

    /// As lists of resources have it: without properties.
    pub(crate) fn row(&self) -> Value {
        let mut row = Map::new();
        row.insert("id".to_owned(), json!(self.id.as_str()));
        row.insert("name".to_owned(), json!(self.id.name()));
        row.insert("type".to_owned(), json!(self.kind));
        row.insert("location".to_owned(), json!(self.location));
        // What was created without tags has none.
        if !self.tags.is_empty() {
            row.insert("tags".to_owned(), Value::Object(resource_groups::tags(&self.tags)));
        }
        if let Some(sku) = &self.sku {
            row.insert("sku".to_owned(), sku.clone());
        }
        Value::Object(row)
    }

    /// With properties.
    pub(crate) fn whole(&self) -> Value {
        let mut row = self.row();
        if let Value::Object(members) = &mut row {
            members.insert("properties".to_owned(), Value::Object(self.properties.clone()));
        }
        row
    }
}

/// Everything at and below a scope, each once.
pub(crate) fn items(tenant: &Tenant, scope: &ScopePath) -> Vec<Item> {
    let mut seen = HashSet::new();
    (tenant.vaults(scope).map(Item::vault))
        .chain(tenant.resource_guards(scope).map(Item::guard))
        .chain(tenant.resources(scope).map(Item::resource))
        .filter(|item| seen.insert(item.id.clone()))
        .collect()
}

/// One resource.
pub(crate) fn item(tenant: &Tenant, id: &ScopePath) -> Option<Item> {
    let vault = tenant.vaults(id).find(|vault| vault.id == *id).map(Item::vault);
    let guard = || tenant.resource_guards(id).find(|guard| guard.id == *id).map(Item::guard);
    vault.or_else(guard).or_else(|| tenant.resource(id).map(Item::resource))
}
