//! Resources of any type: lists of a subscription, a group, a type; one of them; its keys.
//!
//! Azure: <https://learn.microsoft.com/rest/api/resources/resources>

use axum::http::Method;
use rolewright_authz::records::Resource;
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Value, json};

use super::call::{Call, member, text};
use super::filter::{self, Term};
use super::inventory::{self, Item};
use super::problem::{self, Problem};
use super::resource_groups::given_tags;
use super::{local_auth, paging};
use crate::reply::Reply;
use crate::world::World;

const READ: &str = "Microsoft.Resources/subscriptions/resources/read";

/// `GET …/resources`: those below the scope that the caller may read.
pub(crate) fn list(call: &Call<'_>, scope: &ScopePath) -> Result<Reply, Problem> {
    let text = call.asked.query.get("$filter");
    let terms = text.map_or_else(|| Some(Vec::new()), filter::terms);
    let terms = terms.filter(|terms| terms.iter().all(known));
    let terms = terms.ok_or_else(|| problem::invalid_filter(text.unwrap_or_default()))?;
    let world = call.cloud.world();
    let expand = call.asked.query.get("$expand").unwrap_or_default().to_ascii_lowercase();
    let rows = visible(call, &world, scope, READ)?
        .into_iter()
        .filter(|item| terms.iter().all(|term| passes(item, term)));
    let rows = rows.map(|item| {
        let mut row = item.row();
        if let Value::Object(members) = &mut row {
            for name in ["createdTime", "changedTime"] {
                if expand.contains(&name.to_ascii_lowercase()) {
                    members.insert(name.to_owned(), json!("2024-01-01T00:00:00.0000000Z"));
                }
            }
            if expand.contains("provisioningstate") {
                members.insert("provisioningState".to_owned(), json!("Succeeded"));
            }
        }
        row
    });
    paging::paged(call, rows)
}

/// What the caller sees below a scope: all of it with the action there, else what they may read by itself.
pub(crate) fn visible(
    call: &Call<'_>,
    world: &World,
    scope: &ScopePath,
    action: &str,
) -> Result<Vec<Item>, Problem> {
    let all = world.may(&call.caller, action, scope);
    if all || !world.may_see(&call.caller, scope) {
        call.authorize_at(world, action, scope)?;
    }
    let mut items = inventory::items(call.tenant(world)?, scope);
    items.retain(|item| all || world.may(&call.caller, &format!("{}/read", item.kind), &item.id));
    Ok(items)
}

fn known(term: &Term) -> bool {
    let names = ["location", "resourcetype", "name", "resourcegroup", "tagname", "tagvalue"];
    matches!(term, Term::Compare(name, op, _) if names.contains(&name.as_str()) && (op == "eq" || op == "ne"))
}

fn passes(item: &Item, term: &Term) -> bool {
    let Term::Compare(name, operator, value) = term else { return false };
    let equal = |text: &str| text.eq_ignore_ascii_case(value);
    let is = match name.as_str() {
        "location" => equal(&item.location),
        "resourcetype" => equal(&item.kind),
        "name" => equal(item.id.name()),
        "resourcegroup" => equal(item.id.resource_group().unwrap_or_default()),
        "tagname" => item.tags.iter().any(|(name, _)| equal(name)),
        _ => item.tags.iter().any(|(_, tag)| tag == value),
    };
    is == (operator == "eq")
}

/// A list of one type: `…/providers/{namespace}/{type}`
fn list_of_type(call: &Call<'_>, kind: &str) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let items = visible(call, &world, &call.target.scope, &format!("{kind}/read"))?;
    let rows = items.into_iter().filter(|item| item.kind.eq_ignore_ascii_case(kind));
    paging::paged(call, rows.map(|item| item.whole()))
}

/// `…/providers/{namespace}/{type}[/{name}…]`
pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    let kind = format!("{}/{}", call.target.namespace, call.target.kind());
    let pairs = call.target.rest.len().is_multiple_of(2);
    let id = call.target.id();
    match call.asked.method {
        Method::GET if !pairs => list_of_type(call, &kind),
        Method::GET => {
            let world = call.cloud.world();
            call.authorize_at(&world, &format!("{kind}/read"), &id)?;
            let item = inventory::item(call.tenant(&world)?, &id);
            let item = item.ok_or_else(|| problem::resource_not_found(&id))?;
            Ok(Reply::json(200, &item.whole()))
        }
        Method::POST if !pairs => post(call),
        Method::PUT if pairs => put(call, id, kind),
        Method::PATCH if pairs => patch(call, &id, &kind),
        Method::DELETE if pairs => {
            let mut world = call.cloud.world_mut();
            let deleted = world.delete_resource(&call.act(), &id).map_err(|refusal| call.refused(refusal))?;
            Ok(Reply::empty(if deleted { 200 } else { 204 }))
        }
        _ => Err(problem::method_not_allowed(call.asked.method.as_str())),
    }
}

/// Actions such as `…/storageAccounts/{name}/listKeys`.
fn post(call: &Call<'_>) -> Result<Reply, Problem> {
    let Some((verb, resource)) = call.target.rest.split_last() else {
        return Err(problem::method_not_allowed("POST"));
    };
    let types: Vec<&str> = resource.iter().step_by(2).map(String::as_str).collect();
    let action = format!("{}/{}/{verb}/action", call.target.namespace, types.join("/"));
    let id = ScopePath::new(&format!(
        "{}/providers/{}/{}",
        call.target.scope,
        call.target.namespace,
        resource.join("/")
    ));
    let mut world = call.cloud.world_mut();
    world.post(&call.act(), &action, &id).map_err(|refusal| call.refused(refusal))?;
    let keys = verb.eq_ignore_ascii_case("listKeys");
    // Keys that open nothing: what matters is who is given them.
    let body = if keys {
        json!({"keys": [{"keyName": "key1", "value": crate::ids::secret(), "permissions": "FULL"}]})
    } else {
        json!({})
    };
    Ok(Reply::json(200, &body))
}

fn put(call: &Call<'_>, id: ScopePath, kind: String) -> Result<Reply, Problem> {
    let body = call.body()?;
    let properties = member(&body, "properties").cloned().unwrap_or(Value::Null);
    let switch = local_auth::read(&kind, &properties).or_else(|| local_auth::has(&kind).then_some(false));
    let resource = Resource {
        id,
        location: text(&body, "location").unwrap_or_default().to_owned(),
        tags: given_tags(&body),
        local_auth_disabled: switch,
        kind,
    };
    let mut world = call.cloud.world_mut();
    let written = world.put_resource(&call.act(), resource).map_err(|refusal| call.refused(refusal))?;
    let item = inventory::item(call.tenant(&world)?, &written.value.id);
    let item = item.unwrap_or_else(|| Item::resource(&written.value));
    Ok(Reply::json(if written.created { 201 } else { 200 }, &item.whole()))
}

fn patch(call: &Call<'_>, id: &ScopePath, kind: &str) -> Result<Reply, Problem> {
    let body = call.body()?;
    let properties = member(&body, "properties").cloned().unwrap_or(Value::Null);
    let Some(disabled) = local_auth::read(kind, &properties) else {
        return Err(Problem::new(
            400,
            "BadRequest",
            "The sandbox changes nothing of a resource but its local authentication.",
        ));
    };
    let mut world = call.cloud.world_mut();
    let changed = world.set_local_auth(&call.act(), id, disabled).map_err(|refusal| call.refused(refusal))?;
    Ok(Reply::json(200, &Item::resource(&changed).whole()))
}
