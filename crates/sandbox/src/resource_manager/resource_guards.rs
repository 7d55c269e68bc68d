//! `Microsoft.DataProtection/resourceGuards` and their request anchors.
//!
//! Azure: <https://learn.microsoft.com/rest/api/dataprotection/resource-guards>

use axum::http::Method;
use rolewright_authz::guards::critical_operation;
use rolewright_authz::records::ResourceGuard;
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Map, Value, json};

use super::call::{Call, member, text};
use super::inventory::Item;
use super::paging;
use super::problem::{self, Problem};
use super::resources::visible;
use super::role_definitions::texts;
use crate::reply::Reply;
use crate::world::World;

const TYPE: &str = "Microsoft.DataProtection/resourceGuards";
const READ: &str = "Microsoft.DataProtection/resourceGuards/read";

pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    match (&call.asked.method, call.rest().as_slice()) {
        (&Method::GET, [_]) => list(call),
        (&Method::GET, [_, _]) => {
            let world = call.cloud.world();
            Ok(Reply::json(200, &Item::guard(&found(call, &world, &call.target.id())?).whole()))
        }
        (&Method::PUT, [_, _]) => put(call),
        (&Method::DELETE, [_, _]) => {
            let mut world = call.cloud.world_mut();
            let deleted = world
                .delete_resource_guard(&call.act(), &call.target.id())
                .map_err(|refusal| call.refused(refusal))?;
            Ok(Reply::empty(if deleted.is_some() { 200 } else { 204 }))
        }
        (&Method::GET, [_, name, request]) => requests(call, name, request, None),
        (&Method::GET, [_, name, request, one]) => requests(call, name, request, Some(one)),
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}

/// The child that stands for consent to an operation; one that is not known repeats the operation, as Azure does
/// for Backup vaults.
fn request_type(operation: &str) -> String {
    match critical_operation(operation) {
        Some(known) if !known.request.is_empty() => format!("{TYPE}/{}", known.request),
        _ => operation.to_owned(),
    }
}

/// `properties` of a guard.
pub(crate) fn properties(guard: &ResourceGuard) -> Map<String, Value> {
    let ResourceGuard { id: _, location: _, operations, excluded_operations } = guard;
    let operations: Vec<Value> = operations
        .iter()
        .map(|operation| json!({"vaultCriticalOperation": operation, "requestResourceType": request_type(operation)}))
        .collect();
    [
        ("provisioningState", json!("Succeeded")),
        ("resourceGuardOperations", json!(operations)),
        ("vaultCriticalOperationExclusionList", json!(excluded_operations)),
        ("allowAutoApprovals", json!(true)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let guards = visible(call, &world, &call.target.scope, READ)?;
    let guards = guards.into_iter().filter(|item| item.kind.eq_ignore_ascii_case(TYPE));
    paging::paged(call, guards.map(|item| item.whole()))
}

/// The guard, if the caller may read it.
fn found(call: &Call<'_>, world: &World, id: &ScopePath) -> Result<ResourceGuard, Problem> {
    call.authorize_at(world, READ, id)?;
    let guard = call.tenant(world)?.resource_guards(id).find(|guard| guard.id == *id);
    guard.cloned().ok_or_else(|| problem::resource_not_found(id))
}

fn put(call: &Call<'_>) -> Result<Reply, Problem> {
    let body = call.body()?;
    let location = text(&body, "location").unwrap_or_default();
    let excluded = member(&body, "properties").map(|p| texts(p, "vaultCriticalOperationExclusionList"));
    let mut world = call.cloud.world_mut();
    let written = world
        .put_resource_guard(&call.act(), &call.target.id(), location, excluded.unwrap_or_default())
        .map_err(|refusal| call.refused(refusal))?;
    // 200 for new ones, too.
    Ok(Reply::json(200, &Item::guard(&written.value).whole()))
}

/// `…/resourceGuards/{name}/{request}[/default]`: whoever may read it has something to name in a vault operation.
fn requests(call: &Call<'_>, name: &str, request: &str, one: Option<&str>) -> Result<Reply, Problem> {
    let guard = format!("{}/providers/{TYPE}/{name}", call.target.scope);
    let world = call.cloud.world();
    let found = found(call, &world, &ScopePath::new(&guard))?;
    let kind = format!("{TYPE}/{request}");
    if !found.operations.iter().any(|operation| request_type(operation).eq_ignore_ascii_case(&kind)) {
        return Err(problem::resource_not_found(&call.target.id()));
    }
    let row = json!({"id": format!("{guard}/{request}/default"), "name": "default", "type": kind});
    match one {
        None => Ok(paging::whole(std::iter::once(row))),
        Some(one) if one.eq_ignore_ascii_case("default") => Ok(Reply::json(200, &row)),
        Some(_) => Err(problem::resource_not_found(&call.target.id())),
    }
}
