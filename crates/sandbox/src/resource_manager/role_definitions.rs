//! `Microsoft.Authorization/roleDefinitions`
//!
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-definitions>

use axum::http::Method;
use rolewright_authz::records::{PermissionBlock, RoleDefinition};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Serialize;
use serde_json::Value;

use super::call::{Call, member, text};
use super::filter::{self, Term};
use super::paging;
use super::problem::{self, Problem};
use super::wire::{Permission, RoleId, Shown, Stamped, role_prefix};
use crate::reply::Reply;
use crate::world::NewRoleDefinition;

const READ: &str = "Microsoft.Authorization/roleDefinitions/read";

pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    match (&call.asked.method, call.rest().as_slice()) {
        (&Method::GET, [_]) => list(call),
        (&Method::GET, [_, name]) => get(call, name),
        (&Method::PUT, [_, name]) => put(call, name),
        (&Method::DELETE, [_, name]) => delete(call, name),
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}

#[derive(Serialize)]
struct Row<'a> {
    properties: Properties<'a>,
    id: Shown<RoleId<'a>>,
    #[serde(rename = "type")]
    kind: &'static str,
    name: Shown<Guid>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    role_name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    description: &'a str,
    assignable_scopes: Vec<&'a str>,
    permissions: Vec<Permission<'a>>,
    #[serde(flatten)]
    stamp: Stamped<'a>,
}

fn row<'a>(definition: &'a RoleDefinition, prefix: &'a str) -> Row<'a> {
    let RoleDefinition { id, name, kind, description, assignable_scopes, permissions, stamp } = definition;
    Row {
        properties: Properties {
            role_name: name,
            kind: kind.as_str(),
            description,
            assignable_scopes: assignable_scopes.iter().map(ScopePath::as_str).collect(),
            permissions: permissions.iter().map(Permission::of).collect(),
            stamp: Stamped::of(stamp),
        },
        id: Shown(RoleId { prefix, role: *id }),
        kind: "Microsoft.Authorization/roleDefinitions",
        name: Shown(*id),
    }
}

/// What a list is asked for.
#[derive(Default)]
struct Wanted {
    name: Option<String>,
    kind: Option<String>,
    below: bool,
}

fn wanted(filter: Option<&str>) -> Option<Wanted> {
    let mut wanted = Wanted::default();
    for term in filter.map(filter::terms).unwrap_or_else(|| Some(Vec::new()))? {
        match term {
            Term::Call(name, None) if name == "atscopeandbelow" => wanted.below = true,
            Term::Call(name, None) if name == "atscope" => {}
            Term::Compare(name, operator, value) if operator == "eq" && name == "rolename" => {
                wanted.name = Some(value);
            }
            Term::Compare(name, operator, value) if operator == "eq" && name == "type" => {
                wanted.kind = Some(value);
            }
            _ => return None,
        }
    }
    Some(wanted)
}

fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let filter = call.asked.query.get("$filter");
    let wanted = wanted(filter).ok_or_else(|| problem::invalid_filter(filter.unwrap_or_default()))?;
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let tenant = call.tenant(&world)?;
    let prefix = role_prefix(&call.target.scope);
    // Everything is below the root, where nothing but the built-in roles can be assigned.
    let below = wanted.below || call.target.scope.as_str() == "/";
    let equal = |wanted: &Option<String>, text: &str| {
        wanted.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(text))
    };
    let rows = tenant
        .role_definitions_at(&call.target.scope, below)
        .filter(|d| equal(&wanted.name, &d.name) && equal(&wanted.kind, d.kind.as_str()))
        .map(|d| row(d, &prefix));
    Ok(paging::whole(rows))
}

fn name(text: &str) -> Result<Guid, Problem> {
    Guid::parse(text).ok_or_else(|| problem::not_a_guid("role definition ID", text))
}

fn get(call: &Call<'_>, text: &str) -> Result<Reply, Problem> {
    let name = name(text)?;
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let tenant = call.tenant(&world)?;
    let definition = tenant.role_definition(name).ok_or_else(|| {
        let message = format!("The specified role definition with ID '{name}' does not exist.");
        Problem::new(404, "RoleDefinitionDoesNotExist", message)
    })?;
    Ok(Reply::json(200, &row(definition, &role_prefix(&call.target.scope))))
}

fn put(call: &Call<'_>, text_name: &str) -> Result<Reply, Problem> {
    let id = name(text_name)?;
    let body = call.body()?;
    let properties = member(&body, "properties")
        .ok_or_else(|| problem::invalid_body("The request did not have a properties object."))?;
    let blocks = member(properties, "permissions").and_then(Value::as_array);
    let new = NewRoleDefinition {
        name: text(properties, "roleName").unwrap_or_default().to_owned(),
        description: text(properties, "description").unwrap_or_default().to_owned(),
        assignable_scopes: texts(properties, "assignableScopes").iter().map(|s| ScopePath::new(s)).collect(),
        permissions: blocks.into_iter().flatten().map(block).collect(),
    };
    let mut world = call.cloud.world_mut();
    let written = world
        .put_role_definition(&call.act(), &call.target.scope, id, new)
        .map_err(|refusal| call.refused(refusal))?;
    // 201 for changes, too: az takes nothing else.
    Ok(Reply::json(201, &row(&written.value, &role_prefix(&call.target.scope))))
}

/// A list of texts; what is no text is left out.
pub(crate) fn texts(value: &Value, name: &str) -> Vec<String> {
    let list = member(value, name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A permission block as a client writes it.
pub(crate) fn block(value: &Value) -> PermissionBlock {
    PermissionBlock {
        actions: texts(value, "actions"),
        not_actions: texts(value, "notActions"),
        data_actions: texts(value, "dataActions"),
        not_data_actions: texts(value, "notDataActions"),
        condition: text(value, "condition").map(str::to_owned),
        condition_version: text(value, "conditionVersion").map(str::to_owned),
    }
}

fn delete(call: &Call<'_>, text: &str) -> Result<Reply, Problem> {
    let id = name(text)?;
    let mut world = call.cloud.world_mut();
    let deleted = world
        .delete_role_definition(&call.act(), &call.target.scope, id)
        .map_err(|refusal| call.refused(refusal))?;
    Ok(match deleted {
        Some(definition) => Reply::json(200, &row(&definition, &role_prefix(&call.target.scope))),
        None => Reply::empty(204),
    })
}
