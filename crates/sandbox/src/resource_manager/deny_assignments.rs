//! `Microsoft.Authorization/denyAssignments`
//!
//! Azure: <https://learn.microsoft.com/rest/api/authorization/deny-assignments>

use axum::http::Method;
use rolewright_authz::records::{DeniedPrincipal, DenyAssignment};
use rolewright_condition::guid::Guid;
use serde::Serialize;
use serde_json::Value;

use super::call::{Call, member, text};
use super::filter::{self, Term};
use super::paging;
use super::problem::{self, Problem};
use super::role_definitions::block;
use super::wire::{Denied, ExtensionId, Permission, Shown, Stamped};
use crate::reply::Reply;
use crate::world::{NewDenyAssignment, Reach};

const READ: &str = "Microsoft.Authorization/denyAssignments/read";

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
    id: Shown<ExtensionId<'a, Guid>>,
    #[serde(rename = "type")]
    kind: &'static str,
    name: Shown<Guid>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    deny_assignment_name: &'a str,
    description: Option<&'a str>,
    permissions: Vec<Permission<'a>>,
    scope: &'a str,
    do_not_apply_to_child_scopes: bool,
    principals: Vec<Denied<'a>>,
    exclude_principals: Vec<Denied<'a>>,
    is_system_protected: bool,
    condition: Option<&'a str>,
    condition_version: Option<&'static str>,
    #[serde(flatten)]
    stamp: Stamped<'a>,
}

fn row(deny: &DenyAssignment) -> Row<'_> {
    let DenyAssignment {
        id,
        name,
        description,
        scope,
        not_below,
        permissions,
        principals,
        excluded,
        system_protected,
        condition,
        stamp,
    } = deny;
    Row {
        properties: Properties {
            deny_assignment_name: name,
            description: description.as_deref(),
            permissions: permissions.iter().map(Permission::of).collect(),
            scope: scope.as_str(),
            do_not_apply_to_child_scopes: *not_below,
            principals: principals.iter().map(Denied::of).collect(),
            exclude_principals: excluded.iter().map(Denied::of).collect(),
            is_system_protected: *system_protected,
            condition: condition.as_deref(),
            condition_version: condition.as_ref().map(|_| "2.0"),
            stamp: Stamped::of(stamp),
        },
        id: Shown(ExtensionId { scope, kind: "denyAssignments", name: *id }),
        kind: "Microsoft.Authorization/denyAssignments",
        name: Shown(*id),
    }
}

fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let filter = call.asked.query.get("$filter");
    let refuse = || problem::invalid_filter(filter.unwrap_or_default());
    let mut reach = Reach::AtAboveAndBelow;
    let mut name = None;
    let mut principal = None;
    for term in filter.map_or_else(|| Some(Vec::new()), filter::terms).ok_or_else(refuse)? {
        match term {
            Term::Call(call, None) if call == "atscope" => reach = Reach::AtAndAbove,
            Term::Compare(what, op, value) if op == "eq" && what == "denyassignmentname" => {
                name = Some(value)
            }
            Term::Compare(what, op, value)
                if op == "eq" && (what == "principalid" || what == "gdprexportprincipalid") =>
            {
                principal = Some(Guid::parse(&value).ok_or_else(refuse)?);
            }
            _ => return Err(refuse()),
        }
    }
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let tenant = call.tenant(&world)?;
    let rows = (tenant.deny_assignments(&call.target.scope, reach))
        .filter(|deny| name.as_ref().is_none_or(|name| deny.name.eq_ignore_ascii_case(name)))
        .filter(|deny| principal.is_none_or(|id| deny.principals.iter().any(|p| p.id == id)))
        .map(row);
    paging::paged(call, rows)
}

fn id(text: &str) -> Result<Guid, Problem> {
    Guid::parse(text).ok_or_else(|| problem::not_a_guid("deny assignment ID", text))
}

fn get(call: &Call<'_>, text: &str) -> Result<Reply, Problem> {
    let id = id(text)?;
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let scope = &call.target.scope;
    let mut all = call.tenant(&world)?.deny_assignments(scope, Reach::AtAndAbove);
    let found = all.find(|deny| deny.id == id && deny.scope == *scope).ok_or_else(|| {
        Problem::new(404, "DenyAssignmentNotFound", format!("The deny assignment '{id}' is not found."))
    })?;
    Ok(Reply::json(200, &row(found)))
}

fn principals(value: &Value, name: &str) -> Result<Vec<DeniedPrincipal>, Problem> {
    let list = member(value, name).and_then(Value::as_array);
    let read = |principal: &Value| {
        let id = text(principal, "id").unwrap_or_default();
        Ok(DeniedPrincipal {
            id: Guid::parse(id).ok_or_else(|| problem::not_a_guid("principal ID", id))?,
            kind: text(principal, "type").unwrap_or("SystemDefined").to_owned(),
        })
    };
    list.into_iter().flatten().map(read).collect()
}

fn put(call: &Call<'_>, text_id: &str) -> Result<Reply, Problem> {
    let id = id(text_id)?;
    let body = call.body()?;
    let properties = member(&body, "properties")
        .ok_or_else(|| problem::invalid_body("The request did not have a properties object."))?;
    let blocks = member(properties, "permissions").and_then(Value::as_array);
    let new = NewDenyAssignment {
        name: text(properties, "denyAssignmentName").unwrap_or_default().to_owned(),
        description: text(properties, "description").map(str::to_owned),
        not_below: member(properties, "doNotApplyToChildScopes").and_then(Value::as_bool).unwrap_or(false),
        permissions: blocks.into_iter().flatten().map(block).collect(),
        principals: principals(properties, "principals")?,
        excluded: principals(properties, "excludePrincipals")?,
        condition: text(properties, "condition").map(str::to_owned),
    };
    let mut world = call.cloud.world_mut();
    let written = world
        .put_deny_assignment(&call.act(), &call.target.scope, id, new)
        .map_err(|refusal| call.refused(refusal))?;
    // The answer to a write does not say who made it; later reads do.
    let mut fresh = written.value;
    fresh.stamp.created_by = None;
    Ok(Reply::json(if written.created { 201 } else { 200 }, &row(&fresh)))
}

fn delete(call: &Call<'_>, text: &str) -> Result<Reply, Problem> {
    let id = id(text)?;
    let mut world = call.cloud.world_mut();
    let deleted = world
        .delete_deny_assignment(&call.act(), &call.target.scope, id)
        .map_err(|refusal| call.refused(refusal))?;
    Ok(deleted.as_ref().map_or_else(|| Reply::empty(204), |deny| Reply::json(200, &row(deny))))
}
