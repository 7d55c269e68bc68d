//! `Microsoft.Management/managementGroups` and `getEntities`.
//!
//! Azure: <https://learn.microsoft.com/rest/api/managementgroups/entities/list>

use std::collections::{HashMap, HashSet};

use axum::http::Method;
use rolewright_authz::records::{ManagementGroup, Subscription};
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::management_group_writes as writes;
use super::paging;
use super::problem::{self, Problem, authorization_failed};
use crate::reply::Reply;
use crate::world::{Tenant, World};

const READ: &str = "Microsoft.Management/managementGroups/read";
pub(super) const TYPE: &str = "Microsoft.Management/managementGroups";

pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    let rest: Vec<String> = call.target.rest.iter().map(|part| part.to_ascii_lowercase()).collect();
    // As it was spelled: a new group is named so.
    let spelled = call.target.rest.get(1).map(String::as_str).unwrap_or_default();
    match (&call.asked.method, rest.iter().map(String::as_str).collect::<Vec<_>>().as_slice()) {
        (&Method::POST, ["getentities"]) => entities(call),
        (&Method::POST, ["checknameavailability"]) => writes::check_name(call),
        (&Method::GET, ["managementgroups"]) => list(call),
        (&Method::GET, ["managementgroups", name]) => get(call, name),
        (&Method::GET, ["managementgroups", name, "descendants"]) => descendants(call, name),
        (&Method::PUT, ["managementgroups", _]) => writes::put(call, spelled),
        (&Method::PATCH, ["managementgroups", name]) => writes::patch(call, name),
        (&Method::DELETE, ["managementgroups", name]) => writes::delete(call, name),
        (_, ["managementgroups", name, "subscriptions"]) => writes::subscriptions(call, name, None),
        (_, ["managementgroups", name, "subscriptions", one]) => writes::subscriptions(call, name, Some(one)),
        (&Method::GET, ["operationresults", what, "managementgroups", name]) => {
            writes::result(call, what, false, name)
        }
        (&Method::GET, ["operationresults", what, "asyncoperation", "status", "managementgroups", name]) => {
            writes::result(call, what, true, name)
        }
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}

/// The tree, by names in lower case.
pub(super) struct Tree<'w> {
    pub(super) tenant: &'w Tenant,
    groups: HashMap<String, &'w ManagementGroup>,
    children: HashMap<String, Vec<&'w ManagementGroup>>,
    subscriptions: HashMap<String, Vec<&'w Subscription>>,
}

impl<'w> Tree<'w> {
    pub(super) fn of(tenant: &'w Tenant) -> Self {
        let mut tree =
            Self { tenant, groups: HashMap::new(), children: HashMap::new(), subscriptions: HashMap::new() };
        for group in tenant.management_groups() {
            tree.groups.insert(group.name.to_ascii_lowercase(), group);
            if let Some(parent) = &group.parent {
                tree.children.entry(parent.to_ascii_lowercase()).or_default().push(group);
            }
        }
        for subscription in tenant.subscriptions() {
            if let Some(parent) = &subscription.management_group {
                tree.subscriptions.entry(parent.to_ascii_lowercase()).or_default().push(subscription);
            }
        }
        tree
    }

    /// From the root down to the group itself.
    fn chain(&self, name: &str) -> Vec<&'w ManagementGroup> {
        let mut chain = Vec::new();
        let mut seen = HashSet::new();
        let mut next = self.groups.get(&name.to_ascii_lowercase()).copied();
        while let Some(group) = next.filter(|group| seen.insert(group.name.to_ascii_lowercase())) {
            chain.push(group);
            next = group
                .parent
                .as_ref()
                .and_then(|parent| self.groups.get(&parent.to_ascii_lowercase()))
                .copied();
        }
        chain.reverse();
        chain
    }

    fn groups_in(&self, name: &str) -> &[&'w ManagementGroup] {
        self.children.get(&name.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn subscriptions_in(&self, name: &str) -> &[&'w Subscription] {
        self.subscriptions.get(&name.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    fn descendants(&self, name: &str) -> usize {
        let below = self.groups_in(name).iter().map(|group| 1 + self.descendants(&group.name));
        below.sum::<usize>() + self.subscriptions_in(name).len()
    }
}

pub(super) fn id(name: &str) -> String {
    ScopePath::management_group(name).to_string()
}

/// What the caller may do there, in the words of `getEntities`.
fn permissions(call: &Call<'_>, world: &World, scope: &ScopePath) -> &'static str {
    let may = |action| world.may(&call.caller, action, scope);
    if may("Microsoft.Management/managementGroups/delete") {
        "delete"
    } else if may("Microsoft.Management/managementGroups/write") {
        "edit"
    } else if may(READ) || may(super::subscriptions::READ) {
        "view"
    } else {
        "noaccess"
    }
}

/// `POST /providers/Microsoft.Management/getEntities`: all that the caller sees, and the groups above it.
fn entities(call: &Call<'_>) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tree = Tree::of(call.tenant(&world)?);
    let view = call.asked.query.get("$view").unwrap_or("FullHierarchy").to_ascii_lowercase();
    let seen = world.seen_subscriptions(&call.caller);
    let seen_subscriptions: Vec<&Subscription> =
        tree.tenant.subscriptions().filter(|s| seen.contains(&s.id)).collect();
    let mut shown: HashSet<String> = (tree.groups.values())
        .filter(|g| world.may(&call.caller, READ, &ScopePath::management_group(&g.name)))
        .flat_map(|g| tree.chain(&g.name))
        .map(|g| g.name.to_ascii_lowercase())
        .collect();
    let above = seen_subscriptions.iter().filter_map(|s| s.management_group.as_deref());
    shown.extend(above.flat_map(|name| tree.chain(name)).map(|g| g.name.to_ascii_lowercase()));
    let mut rows = Vec::new();
    if view != "subscriptionsonly" {
        let groups = tree.tenant.management_groups();
        for group in groups.filter(|g| shown.contains(&g.name.to_ascii_lowercase())) {
            rows.push(group_entity(call, &world, &tree, group));
        }
    }
    if view != "groupsonly" {
        rows.extend(seen_subscriptions.iter().map(|s| subscription_entity(call, &world, &tree, s)));
    }
    let count = rows.len();
    let mut reply = paging::paged(call, rows.into_iter())?;
    if let Some(Value::Object(mut body)) = reply.value() {
        body.insert("count".to_owned(), json!(count));
        reply.body = serde_json::to_vec(&body).unwrap_or_default();
    }
    Ok(reply)
}

fn group_entity(call: &Call<'_>, world: &World, tree: &Tree<'_>, group: &ManagementGroup) -> Value {
    let ManagementGroup { name, display_name, parent } = group;
    let mut above = tree.chain(name);
    above.pop();
    let permissions = permissions(call, world, &ScopePath::management_group(name));
    json!({
        "id": id(name),
        "type": TYPE,
        "name": name,
        "properties": {
            "tenantId": tree.tenant.id.to_string(),
            "displayName": display_name,
            "parent": {"id": parent.as_deref().map(id)},
            "permissions": permissions,
            "inheritedPermissions": permissions,
            "parentDisplayNameChain": above.iter().map(|g| &g.display_name).collect::<Vec<_>>(),
            "parentNameChain": above.iter().map(|g| &g.name).collect::<Vec<_>>(),
            "numberOfDescendants": tree.descendants(name),
            "numberOfChildren": tree.groups_in(name).len() + tree.subscriptions_in(name).len(),
            "numberOfChildGroups": tree.groups_in(name).len(),
        },
    })
}

fn subscription_entity(
    call: &Call<'_>,
    world: &World,
    tree: &Tree<'_>,
    subscription: &Subscription,
) -> Value {
    let scope = ScopePath::subscription(subscription.id);
    let above = subscription.management_group.as_deref().map(|name| tree.chain(name)).unwrap_or_default();
    let permissions = permissions(call, world, &scope);
    json!({
        "id": scope.as_str(),
        "type": "/subscriptions",
        "name": subscription.id.to_string(),
        "properties": {
            "tenantId": tree.tenant.id.to_string(),
            "displayName": subscription.display_name,
            "parent": {"id": subscription.management_group.as_deref().map(id)},
            "permissions": permissions,
            "inheritedPermissions": permissions,
            "parentDisplayNameChain": above.iter().map(|g| &g.display_name).collect::<Vec<_>>(),
            "parentNameChain": above.iter().map(|g| &g.name).collect::<Vec<_>>(),
            "numberOfDescendants": 0,
            "numberOfChildren": 0,
            "numberOfChildGroups": 0,
        },
    })
}

/// `GET /providers/Microsoft.Management/managementGroups`: those that the caller may read.
fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tenant = call.tenant(&world)?;
    let rows = (tenant.management_groups())
        .filter(|g| world.may(&call.caller, READ, &ScopePath::management_group(&g.name)))
        .map(|group| {
            json!({
                "id": id(&group.name),
                "type": TYPE,
                "name": group.name,
                "properties": {"tenantId": tenant.id.to_string(), "displayName": group.display_name},
            })
        });
    let mut reply = paging::paged(call, rows)?;
    if let Some(Value::Object(mut body)) = reply.value() {
        body.insert("@nextLink".to_owned(), Value::Null);
        reply.body = serde_json::to_vec(&body).unwrap_or_default();
    }
    Ok(reply)
}

/// The group of that name, if the caller may read it. Absent and forbidden look the same.
pub(super) fn readable<'w>(
    call: &Call<'_>,
    world: &World,
    tree: &Tree<'w>,
    name: &str,
) -> Result<&'w ManagementGroup, Problem> {
    let scope = ScopePath::management_group(name);
    call.authorize_at(world, READ, &scope)?;
    let found = tree.groups.get(name).copied();
    found.ok_or_else(|| authorization_failed(&call.caller, READ, &scope, false))
}

fn get(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tree = Tree::of(call.tenant(&world)?);
    let group = readable(call, &world, &tree, name)?;
    let expand = call.asked.query.get("$expand").unwrap_or_default().to_ascii_lowercase();
    let deep = call.asked.query.get("$recurse").is_some_and(|r| r.eq_ignore_ascii_case("true"));
    Ok(Reply::json(200, &whole(&tree, group, &expand, deep)))
}

/// A group with its parent, and what is to be expanded: `children`, with theirs where it is `deep`, `path`,
/// `ancestors`.
pub(super) fn whole(tree: &Tree<'_>, group: &ManagementGroup, expand: &str, deep: bool) -> Value {
    let chain = tree.chain(&group.name);
    let named = |g: &&ManagementGroup| json!({"name": g.name, "displayName": g.display_name});
    let wanted = |what: &str| expand.split(',').any(|part| part.trim() == what);
    let parent = chain.iter().rev().nth(1);
    let parent = parent.map(|p| json!({"id": id(&p.name), "name": p.name, "displayName": p.display_name}));
    let mut details = Map::new();
    details.insert("version".to_owned(), json!(1));
    details.insert("updatedTime".to_owned(), json!("2024-01-01T00:00:00.0000000Z"));
    details.insert("updatedBy".to_owned(), json!(tree.tenant.id.to_string()));
    details.insert("parent".to_owned(), json!(parent));
    if wanted("path") {
        details.insert("path".to_owned(), chain.iter().map(named).collect());
    }
    if wanted("ancestors") {
        let above = chain.iter().rev().skip(1).map(named).collect();
        details.insert("managementGroupAncestorsChain".to_owned(), above);
    }
    let mut properties = Map::new();
    properties.insert("tenantId".to_owned(), json!(tree.tenant.id.to_string()));
    properties.insert("displayName".to_owned(), json!(group.display_name));
    properties.insert("details".to_owned(), Value::Object(details));
    if wanted("children") {
        properties.insert("children".to_owned(), children(tree, &group.name, deep));
    }
    json!({"id": id(&group.name), "type": TYPE, "name": group.name, "properties": properties})
}

fn children(tree: &Tree<'_>, name: &str, deep: bool) -> Value {
    let groups = tree.groups_in(name).iter().map(|g| {
        let mut row = json!({"id": id(&g.name), "type": TYPE, "name": g.name, "displayName": g.display_name});
        let below = if deep { children(tree, &g.name, true) } else { Value::Null };
        if let (false, Value::Object(row)) = (below.is_null(), &mut row) {
            row.insert("children".to_owned(), below);
        }
        row
    });
    let subscriptions = tree.subscriptions_in(name).iter().map(|s| {
        json!({
            "id": format!("/subscriptions/{}", s.id),
            "type": "/subscriptions",
            "name": s.id.to_string(),
            "displayName": s.display_name,
        })
    });
    let all: Vec<Value> = groups.chain(subscriptions).collect();
    if all.is_empty() { Value::Null } else { Value::Array(all) }
}

/// `GET …/managementGroups/{name}/descendants`: all below, not the group itself.
fn descendants(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tree = Tree::of(call.tenant(&world)?);
    let group = readable(call, &world, &tree, name)?;
    let mut rows = Vec::new();
    let mut open = vec![group];
    while let Some(group) = open.pop() {
        let parent = json!({"id": id(&group.name)});
        for child in tree.groups_in(&group.name) {
            rows.push(json!({
                "id": id(&child.name),
                "type": TYPE,
                "name": child.name,
                "properties": {"displayName": child.display_name, "parent": parent},
            }));
            open.push(child);
        }
        for child in tree.subscriptions_in(&group.name) {
            rows.push(json!({
                "id": format!("/subscriptions/{}", child.id),
                "type": "/subscriptions",
                "name": child.id.to_string(),
                "properties": {"displayName": child.display_name, "parent": parent},
            }));
        }
    }
    paging::paged(call, rows.into_iter())
}
