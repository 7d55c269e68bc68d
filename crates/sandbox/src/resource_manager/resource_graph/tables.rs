//! The tables: every row with the columns that Resource Graph gives it.
//!
//! Azure: <https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources>

use std::collections::HashSet;

use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::inventory;
use super::super::resource_groups::tags;
use super::super::wire::{ExtensionId, Permission, time};
use crate::world::{Reach, Tenant, World};

/// Where a query looks.
#[derive(Debug)]
pub(super) struct Scopes {
    /// Subscriptions and management groups; none is the whole tenant.
    pub(super) named: Vec<ScopePath>,
    pub(super) above: bool,
    pub(super) at: bool,
    pub(super) below: bool,
}

impl Scopes {
    /// Whether a row that stands there is looked at.
    fn has(&self, tenant: &Tenant, at: &ScopePath) -> bool {
        self.named.is_empty()
            || self.named.iter().any(|named| {
                let (over, under) = (tenant.covers(at, named), tenant.covers(named, at));
                match (over, under) {
                    (true, true) => self.at,
                    (true, false) => self.above,
                    (false, true) => self.below,
                    (false, false) => false,
                }
            })
    }
}

type Row = Map<String, Value>;

/// The rows of a table that the caller may see; `None` where there is no such table.
pub(super) fn rows<'w>(
    call: &'w Call<'_>,
    world: &'w World,
    tenant: &'w Tenant,
    table: &str,
    scopes: &'w Scopes,
) -> Option<Box<dyn Iterator<Item = Row> + 'w>> {
    let may = move |action: &str, scope: &ScopePath| world.may(&call.caller, action, scope);
    Some(match table {
        "resources" => {
            // Whoever reads a subscription reads what is in it; nothing else needs a look at each resource.
            let seen = world.seen_subscriptions(&call.caller);
            let whole: HashSet<_> = (seen.iter().copied())
                .filter(|id| {
                    may("Microsoft.Resources/subscriptions/resources/read", &ScopePath::subscription(*id))
                })
                .collect();
            let items = inventory::items(tenant, &ScopePath::root()).into_iter();
            let items = items.filter(move |item| {
                let Some(id) = item.id.subscription_id() else { return false };
                seen.contains(&id) && (whole.contains(&id) || may(&format!("{}/read", item.kind), &item.id))
            });
            Box::new(items.filter(|item| scopes.has(tenant, &item.id)).map(move |item| {
                let own = json!({
                    "location": item.location,
                    "tags": tags(&item.tags),
                    "sku": item.sku,
                    "properties": item.properties,
                });
                row(tenant, &item.id, item.id.as_str(), &item.kind, own)
            }))
        }
        "resourcecontainers" => Box::new(
            containers(tenant)
                .filter(move |(id, action, _)| {
                    scopes.has(tenant, id) && (may(action, id) || world.may_see(&call.caller, id))
                })
                .map(|(_, _, row)| row),
        ),
        "authorizationresources" => Box::new(
            authorization(tenant)
                .filter(move |(at, action, _)| scopes.has(tenant, at) && may(action, at))
                .map(|(_, _, row)| row()),
        ),
        _ => return None,
    })
}

/// The columns that every row has, and its own.
fn row(tenant: &Tenant, at: &ScopePath, id: &str, kind: &str, own: Value) -> Row {
    let common = json!({
        "id": id,
        "name": id.rsplit('/').next(),
        "type": kind.to_ascii_lowercase(),
        "tenantId": tenant.id.to_string(),
        "kind": "",
        "location": "",
        "resourceGroup": at.resource_group().map(str::to_ascii_lowercase).unwrap_or_default(),
        "subscriptionId": at.subscription_id().map(|id| id.to_string()).unwrap_or_default(),
        "managedBy": "",
        "sku": null,
        "plan": null,
        "tags": null,
        "identity": null,
        "zones": null,
        "extendedLocation": null,
    });
    let members = [common, own].into_iter().filter_map(|value| match value {
        Value::Object(members) => Some(members),
        _ => None,
    });
    members.flatten().collect()
}

fn containers(tenant: &Tenant) -> impl Iterator<Item = (ScopePath, &'static str, Row)> {
    let groups = tenant.management_groups().map(|group| {
        let id = ScopePath::management_group(&group.name);
        let parent = group.parent.as_deref().map(|name| json!({"name": name}));
        let own = json!({
            "properties": {
                "displayName": group.display_name,
                "tenantId": tenant.id.to_string(),
                "details": {"parent": parent},
            },
        });
        let row = row(tenant, &id, id.as_str(), "microsoft.management/managementgroups", own);
        (id, "Microsoft.Management/managementGroups/read", row)
    });
    let subscriptions = tenant.subscriptions().map(|subscription| {
        let id = ScopePath::subscription(subscription.id);
        let above: Vec<Value> = (tenant.ancestors(&id).iter())
            .filter_map(|scope| Some(json!({"name": scope.management_group_name()?})))
            .collect();
        let mut row = row(
            tenant,
            &id,
            id.as_str(),
            "microsoft.resources/subscriptions",
            json!({
                "properties": {"state": subscription.state, "managementGroupAncestorsChain": above},
            }),
        );
        row.insert("name".to_owned(), json!(subscription.display_name));
        (id, "Microsoft.Resources/subscriptions/read", row)
    });
    let resource_groups = tenant.subscriptions().flat_map(|s| tenant.resource_groups(s.id)).map(|group| {
        let own = json!({
            "location": group.location,
            "managedBy": group.managed_by.as_deref().unwrap_or_default(),
            "tags": tags(&group.tags),
            "properties": {"provisioningState": "Succeeded"},
        });
        let kind = "microsoft.resources/subscriptions/resourcegroups";
        let row = row(tenant, &group.id, group.id.as_str(), kind, own);
        (group.id.clone(), "Microsoft.Resources/subscriptions/resourceGroups/read", row)
    });
    groups.chain(subscriptions).chain(resource_groups)
}

type Lazy<'t> = Box<dyn FnOnce() -> Row + 't>;

fn authorization(tenant: &Tenant) -> impl Iterator<Item = (ScopePath, &'static str, Lazy<'_>)> {
    static ROOT: std::sync::LazyLock<ScopePath> = std::sync::LazyLock::new(ScopePath::root);
    let assignments = tenant.role_assignments(&ROOT, Reach::AtAboveAndBelow, None).map(move |(_, view)| {
        let at = view.scope.clone();
        let make: Lazy<'_> = Box::new(move || {
            let id = ExtensionId { scope: view.scope, kind: "RoleAssignments", name: view.name }.to_string();
            let role = format!("/providers/Microsoft.Authorization/RoleDefinitions/{}", view.role);
            let own = json!({"properties": {
                "principalId": view.principal.to_string(),
                "principalType": view.principal_type.as_str(),
                "roleDefinitionId": role,
                "scope": view.scope.as_str(),
                "condition": view.condition,
                "conditionVersion": view.condition_version,
                "description": view.description,
                "createdOn": time(view.created_on),
                "createdBy": view.created_by.map(|id| id.to_string()),
                "updatedOn": time(view.updated_on),
                "updatedBy": view.updated_by.map(|id| id.to_string()),
            }});
            row(tenant, view.scope, &id, "microsoft.authorization/roleassignments", own)
        });
        (at, "Microsoft.Authorization/roleAssignments/read", make)
    });
    let definitions = tenant.role_definitions().map(move |definition| {
        let own_scope = definition.assignable_scopes.first().cloned().unwrap_or_else(ScopePath::root);
        // Definitions are the tenant's; who reads any scope of it may read them.
        let at = if own_scope.level() == ScopeLevel::Root { tenant_root(tenant) } else { own_scope };
        let make: Lazy<'_> = Box::new(move || {
            let id = format!("/providers/Microsoft.Authorization/RoleDefinitions/{}", definition.id);
            let scopes: Vec<&str> = definition.assignable_scopes.iter().map(ScopePath::as_str).collect();
            let permissions: Vec<Permission<'_>> =
                definition.permissions.iter().map(Permission::of).collect();
            let own = json!({"properties": {
                "roleName": definition.name,
                "type": definition.kind.as_str(),
                "description": definition.description,
                "assignableScopes": scopes,
                "permissions": permissions,
                "isServiceRole": false,
            }});
            row(tenant, &ROOT, &id, "microsoft.authorization/roledefinitions", own)
        });
        (at, "Microsoft.Authorization/roleDefinitions/read", make)
    });
    assignments.chain(definitions)
}

/// The root management group, whose name is the tenant's id.
fn tenant_root(tenant: &Tenant) -> ScopePath {
    ScopePath::management_group(&tenant.id.to_string())
}
