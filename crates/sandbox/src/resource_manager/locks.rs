//! `Microsoft.Authorization/locks`
//!
//! Azure: <https://learn.microsoft.com/rest/api/resources/management-locks>

use axum::http::Method;
use rolewright_authz::records::{Lock, LockLevel};
use serde_json::{Map, Value, json};

use super::call::{Call, member, text};
use super::filter::{self, Term};
use super::paging;
use super::problem::{self, Problem};
use super::wire::ExtensionId;
use crate::reply::Reply;
use crate::world::Reach;

const READ: &str = "Microsoft.Authorization/locks/read";

pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    match (&call.asked.method, call.rest().as_slice()) {
        (&Method::GET, [_]) => list(call),
        (&Method::GET, [_, name]) => get(call, name),
        (&Method::PUT, [_, name]) => put(call, name),
        (&Method::DELETE, [_, name]) => delete(call, name),
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}

fn row(lock: &Lock) -> Value {
    let Lock { scope, name, level, notes } = lock;
    let mut properties = Map::new();
    properties.insert("level".to_owned(), json!(level.as_str()));
    if let Some(notes) = notes {
        properties.insert("notes".to_owned(), json!(notes));
    }
    json!({
        "properties": properties,
        "id": ExtensionId { scope, kind: "locks", name }.to_string(),
        "type": "Microsoft.Authorization/locks",
        "name": name,
    })
}

/// At a subscription, everything below it as well; at a group and a resource likewise. `atScope()` leaves out what
/// is below.
fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let filter = call.asked.query.get("$filter");
    let reach = match filter.map(filter::terms) {
        None => Reach::AtAboveAndBelow,
        Some(Some(terms)) if terms == [Term::Call("atscope".to_owned(), None)] => Reach::AtAndAbove,
        _ => return Err(problem::invalid_filter(filter.unwrap_or_default())),
    };
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let tenant = call.tenant(&world)?;
    paging::paged(call, tenant.locks(&call.target.scope, reach).map(row))
}

fn get(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let scope = &call.target.scope;
    let mut locks = call.tenant(&world)?.locks(scope, Reach::AtAndAbove);
    let found = locks.find(|lock| lock.scope == *scope && lock.name.eq_ignore_ascii_case(name));
    let found = found
        .ok_or_else(|| Problem::new(404, "LockNotFound", format!("The lock '{name}' could not be found.")))?;
    Ok(Reply::json(200, &row(found)))
}

fn put(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let body = call.body()?;
    let properties = member(&body, "properties")
        .ok_or_else(|| problem::invalid_body("The request did not have a properties object."))?;
    let level = LockLevel::parse(text(properties, "level").unwrap_or_default());
    let notes = text(properties, "notes").map(str::to_owned);
    let mut world = call.cloud.world_mut();
    let written = world
        .put_lock(&call.act(), &call.target.scope, name, level, notes)
        .map_err(|refusal| call.refused(refusal))?;
    Ok(Reply::json(if written.created { 201 } else { 200 }, &row(&written.value)))
}

fn delete(call: &Call<'_>, name: &str) -> Result<Reply, Problem> {
    let mut world = call.cloud.world_mut();
    let deleted =
        world.delete_lock(&call.act(), &call.target.scope, name).map_err(|refusal| call.refused(refusal))?;
    Ok(Reply::empty(if deleted.is_some() { 200 } else { 204 }))
}
