//! Management groups created, changed, deleted, and the subscriptions in them.
//!
//! Azure: <https://learn.microsoft.com/rest/api/managementgroups/management-groups/create-or-update>

use axum::http::Method;
use rolewright_authz::records::Subscription;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde_json::{Map, Value, json};

use super::call::{Call, member, text};
use super::management_groups::{TYPE, Tree, id, readable, whole};
use super::paging;
use super::problem::{self, Problem};
use crate::reply::Reply;
use crate::world::{Tenant, bad_group_name};

/// The last segment of a management group's id.
fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// Display name and parent as a `PUT` has them; a parent without an id is none.
fn wanted(body: &Value) -> (Option<&str>, Option<&str>) {
    let properties = member(body, "properties").unwrap_or(body);
    let parent = member(properties, "details").and_then(|details| member(details, "parent"));
    (text(properties, "displayName"), parent.and_then(|parent| text(parent, "id")).map(last))
}

/// 202 for a new one, which is there at once all the same; 200 for one that was there.
pub(super) fn put(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let body = call.body()?;
    let (display_name, parent) = wanted(&body);
    let mut world = call.cloud.world_mut();
    let written = world
        .put_management_group(&call.act(), name, display_name, parent)
        .map_err(|refusal| call.refused(refusal))?;
    if written.created {
        return Ok(accepted(call, "create", &written.value.name));
    }
    let tree = Tree::of(call.tenant(&world)?);
    Ok(Reply::json(200, &whole(&tree, &written.value, "", false)))
}

pub(super) fn patch(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let body = call.body()?;
    let (display_name, parent) = (text(&body, "displayName"), text(&body, "parentGroupId").map(last));
    let mut world = call.cloud.world_mut();
    {
        let tree = Tree::of(call.tenant(&world)?);
        readable(call, &world, &tree, name)?;
    }
    let written = world
        .put_management_group(&call.act(), name, display_name, parent)
        .map_err(|refusal| call.refused(refusal))?;
    let tree = Tree::of(call.tenant(&world)?);
    Ok(Reply::json(200, &whole(&tree, &written.value, "", false)))
}

pub(super) fn delete(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let mut world = call.cloud.world_mut();
    let deleted =
        world.delete_management_group(&call.act(), name).map_err(|refusal| call.refused(refusal))?;
    Ok(deleted.map_or_else(|| Reply::empty(204), |group| accepted(call, "delete", &group.name)))
}

/// 202, and where to ask how far it is.
fn accepted(call: &Call<'_>, what: &str, name: &str) -> Reply {
    let base = format!("{}/providers/Microsoft.Management/operationResults/{what}", call.asked.origin);
    let group = format!("managementGroups/{name}?api-version={}", call.version);
    let body = json!({"id": id(name), "type": TYPE, "name": name, "status": "NotStarted"});
    Reply::json(202, &body)
        .with("azure-asyncoperation", &format!("{base}/asyncOperation/status/{group}"))
        .with("location", &format!("{base}/{group}"))
}

/// `GET …/operationResults/{create|delete}/…/managementGroups/{name}`: all is done by the time anybody asks.
pub(super) fn result(call: &Call<'_>, what: &str, status_only: bool, name: &str) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tree = Tree::of(call.tenant(&world)?);
    let group = tree.tenant.management_group(name);
    let mut row = Map::new();
    let own = format!("/providers/Microsoft.Management/operationResults/{what}/asyncOperation/status");
    if status_only {
        row.insert("id".to_owned(), json!(format!("{own}/managementGroups/{name}")));
    } else {
        row.insert("id".to_owned(), json!(id(name)));
        row.insert("type".to_owned(), json!(TYPE));
    }
    row.insert("name".to_owned(), json!(group.map_or(name, |group| &group.name)));
    row.insert("status".to_owned(), json!("Succeeded"));
    match (what, group) {
        ("create", Some(group)) => {
            let mut properties =
                whole(&tree, group, "", false).get("properties").cloned().unwrap_or_default();
            if let Some(details) = properties.get_mut("details").and_then(Value::as_object_mut) {
                details.retain(|name, _| !status_only || name != "parent");
            }
            row.insert("properties".to_owned(), properties);
        }
        ("delete", None) => {}
        _ => {
            let message = format!("The operation on management group '{name}' could not be found.");
            return Err(Problem::new(404, "NotFound", message));
        }
    }
    Ok(Reply::json(200, &Value::Object(row)))
}

/// `POST …/checkNameAvailability`
pub(super) fn check_name(call: &Call<'_>) -> Result<Reply, Problem> {
    let body = call.body()?;
    let name = text(&body, "name").unwrap_or_default();
    let world = call.cloud.world();
    let taken = world.tenants().iter().any(|tenant| tenant.management_group(name).is_some());
    let unavailable =
        |reason: &str, message: &str| json!({"nameAvailable": false, "reason": reason, "message": message});
    Ok(Reply::json(
        200,
        &match bad_group_name(name) {
            Some(why) => unavailable("Invalid", &why),
            None if taken => unavailable("AlreadyExists", "The group with the specified name already exists"),
            None => json!({"nameAvailable": true}),
        },
    ))
}

fn row(tenant: &Tenant, group: &str, subscription: &Subscription) -> Value {
    let Subscription { id: own, display_name, state, tenant: _, management_group: _ } = subscription;
    json!({
        "name": own.to_string(),
        "id": format!("{}/subscriptions/{own}", id(group)),
        "type": format!("{TYPE}/subscriptions"),
        "properties": {
            "displayName": display_name,
            "parent": {"id": id(group), "name": null, "displayName": null},
            "state": if state == "Enabled" { "Active" } else { state },
            "tenant": tenant.id.to_string(),
        },
    })
}

/// `…/managementGroups/{name}/subscriptions[/{id}]`
pub(super) fn subscriptions(call: &Call<'_>, name: &str, one: Option<&str>) -> Result<Reply, Problem> {
    let one =
        one.map(|text| Guid::parse(text).ok_or_else(|| problem::subscription_not_found(text))).transpose()?;
    match (&call.asked.method, one) {
        (&Method::GET, one) => {
            let world = call.cloud.world();
            let tree = Tree::of(call.tenant(&world)?);
            let group = readable(call, &world, &tree, name)?;
            let inside = tree.subscriptions_in(name);
            match one {
                None => paging::paged(call, inside.iter().map(|s| row(tree.tenant, &group.name, s))),
                Some(one) => {
                    let found = inside.iter().find(|subscription| subscription.id == one);
                    let at = ScopePath::new(&format!("{}/subscriptions/{one}", id(&group.name)));
                    let found = found.ok_or_else(|| problem::resource_not_found(&at))?;
                    Ok(Reply::json(200, &row(tree.tenant, &group.name, found)))
                }
            }
        }
        (&Method::PUT | &Method::DELETE, Some(one)) => {
            let into = call.asked.method == Method::PUT;
            let mut world = call.cloud.world_mut();
            let moved = world
                .move_subscription(&call.act(), name, one, into)
                .map_err(|refusal| call.refused(refusal))?;
            if !into {
                return Ok(Reply::empty(200));
            }
            let tenant = call.tenant(&world)?;
            let group = moved.management_group.as_deref().unwrap_or(name);
            Ok(Reply::json(200, &row(tenant, group, &moved)))
        }
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_may_be_missing() {
        let body = json!({"name": "x", "properties": {"details": {"parent": {}}}});
        assert_eq!(wanted(&body), (None, None));
        let id = "/providers/Microsoft.Management/managementGroups/corp";
        let body = json!({"properties": {"displayName": "X", "details": {"parent": {"id": id}}}});
        assert_eq!(wanted(&body), (Some("X"), Some("corp")));
        assert_eq!(wanted(&json!([])), (None, None));
    }
}
