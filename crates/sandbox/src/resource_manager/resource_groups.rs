//! Resource groups.
//!
//! Azure: <https://learn.microsoft.com/rest/api/resources/resource-groups>

use axum::http::Method;
use rolewright_authz::records::ResourceGroup;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde_json::{Map, Value, json};

use super::call::{Call, member, text};
use super::paging;
use super::problem::{self, Problem};
use crate::reply::Reply;

const READ: &str = "Microsoft.Resources/subscriptions/resourceGroups/read";

/// Tags as an object.
pub(crate) fn tags(tags: &[(String, String)]) -> Map<String, Value> {
    tags.iter().map(|(name, value)| (name.clone(), json!(value))).collect()
}

/// Tags as they are sent, sorted by name.
pub(crate) fn given_tags(body: &Value) -> Vec<(String, String)> {
    let object = member(body, "tags").and_then(Value::as_object);
    let mut tags: Vec<(String, String)> = (object.into_iter().flatten())
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect();
    tags.sort();
    tags
}

fn row(group: &ResourceGroup) -> Value {
    let ResourceGroup { id, location, managed_by, tags } = group;
    let mut row = Map::new();
    row.insert("id".to_owned(), json!(id.as_str()));
    row.insert("name".to_owned(), json!(id.name()));
    row.insert("type".to_owned(), json!("Microsoft.Resources/resourceGroups"));
    row.insert("location".to_owned(), json!(location));
    if let Some(managed_by) = managed_by {
        row.insert("managedBy".to_owned(), json!(managed_by));
    }
    // A group that was created without tags has none.
    if !tags.is_empty() {
        row.insert("tags".to_owned(), Value::Object(self::tags(tags)));
    }
    row.insert("properties".to_owned(), json!({"provisioningState": "Succeeded"}));
    Value::Object(row)
}

/// `GET /subscriptions/{id}/resourcegroups`: those that the caller may read.
pub(crate) fn list(call: &Call<'_>, subscription: Guid) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tenant = call.tenant(&world)?;
    let scope = ScopePath::subscription(subscription);
    let all = world.may(&call.caller, READ, &scope);
    if !all && !world.may_see(&call.caller, &scope) {
        call.authorize_at(&world, READ, &scope)?;
    }
    let rows = tenant.resource_groups(subscription).filter(|g| all || world.may(&call.caller, READ, &g.id));
    paging::paged(call, rows.map(row))
}

/// `GET`, `HEAD`, `PUT`, `DELETE /subscriptions/{id}/resourcegroups/{name}`
pub(crate) fn one(call: &Call<'_>) -> Result<Reply, Problem> {
    let scope = &call.target.scope;
    match call.asked.method {
        Method::GET | Method::HEAD => {
            let world = call.cloud.world();
            call.authorize(&world, READ)?;
            let id = scope.subscription_id().zip(scope.resource_group());
            let found = id.and_then(|(id, name)| call.tenant(&world).ok()?.resource_group(id, name));
            let found = found.ok_or_else(|| problem::resource_group_not_found(scope.name()))?;
            Ok(if call.asked.method == Method::HEAD {
                Reply::empty(204)
            } else {
                Reply::json(200, &row(found))
            })
        }
        Method::PUT => {
            let body = call.body()?;
            let location = text(&body, "location").ok_or_else(|| {
                let message = "The location property is required for this definition.";
                Problem::new(400, "LocationRequired", message)
            })?;
            // However the path spells it, `az` writes `resourcegroups`, the id has Azure's spelling.
            let id = scope.subscription_id().zip(scope.resource_group());
            let id = id.map(|(id, name)| format!("/subscriptions/{id}/resourceGroups/{name}"));
            let group = ResourceGroup {
                id: id.as_deref().map_or_else(|| scope.clone(), ScopePath::new),
                location: location.to_owned(),
                managed_by: text(&body, "managedBy").map(str::to_owned),
                tags: given_tags(&body),
            };
            let mut world = call.cloud.world_mut();
            let written =
                world.put_resource_group(&call.act(), group).map_err(|refusal| call.refused(refusal))?;
            Ok(Reply::json(if written.created { 201 } else { 200 }, &row(&written.value)))
        }
        Method::DELETE => {
            let mut world = call.cloud.world_mut();
            let there =
                world.delete_resource_group(&call.act(), scope).map_err(|refusal| call.refused(refusal))?;
            if !there {
                return Err(problem::resource_group_not_found(scope.name()));
            }
            // Azure takes minutes, so it tells where to ask; here the group is gone at once.
            let subscription = scope.subscription_id().map(|id| id.to_string()).unwrap_or_default();
            let (origin, version) = (&call.asked.origin, &call.version);
            let ticket = crate::ids::guid();
            let location = format!(
                "{origin}/subscriptions/{subscription}/operationresults/{ticket}?api-version={version}"
            );
            Ok(Reply::empty(202).with("location", &location).with("retry-after", "0"))
        }
        _ => Err(problem::method_not_allowed(call.asked.method.as_str())),
    }
}
