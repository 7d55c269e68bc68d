//! `Microsoft.Authorization/roleAssignments`
//!
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments>

use axum::http::Method;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::RoleAssignment;
use rolewright_condition::guid::Guid;
use serde::Serialize;

use super::call::{Call, member, text};
use super::filter::AccessFilter;
use super::paging;
use super::problem::{self, Problem};
use super::wire::{ExtensionId, Id, RoleId, Shown, Time, role_prefix, time};
use crate::reply::Reply;
use crate::world::{AssignmentView, NewRoleAssignment, Reach, Slot};

const READ: &str = "Microsoft.Authorization/roleAssignments/read";

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
    id: Shown<ExtensionId<'a, Id>>,
    #[serde(rename = "type")]
    kind: &'static str,
    name: Id,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    role_definition_id: Shown<RoleId<'a>>,
    principal_id: Id,
    principal_type: &'a str,
    scope: &'a str,
    condition: Option<&'a str>,
    condition_version: Option<&'a str>,
    created_on: Option<Shown<Time>>,
    updated_on: Option<Shown<Time>>,
    created_by: Option<Id>,
    updated_by: Option<Id>,
    delegated_managed_identity_resource_id: Option<&'a str>,
    description: Option<&'a str>,
}

fn row<'a>(view: AssignmentView<'a>, prefix: &'a str) -> Row<'a> {
    Row {
        properties: Properties {
            role_definition_id: Shown(RoleId { prefix, role: view.role }),
            principal_id: Id(view.principal),
            principal_type: view.principal_type.as_str(),
            scope: view.scope.as_str(),
            condition: view.condition,
            condition_version: view.condition_version,
            created_on: Some(time(view.created_on)),
            updated_on: Some(time(view.updated_on)),
            created_by: view.created_by.map(Id),
            updated_by: view.updated_by.map(Id),
            delegated_managed_identity_resource_id: view.delegated_managed_identity,
            description: view.description,
        },
        id: Shown(ExtensionId { scope: view.scope, kind: "roleAssignments", name: Id(view.name) }),
        kind: "Microsoft.Authorization/roleAssignments",
        name: Id(view.name),
    }
}

fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let text = call.asked.query.get("$filter");
    let filter = AccessFilter::parse(text).filter(|f| !f.as_target);
    let filter = filter.ok_or_else(|| problem::invalid_filter(text.unwrap_or_default()))?;
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let tenant = call.tenant(&world)?;
    let reach = if filter.at_scope { Reach::AtAndAbove } else { Reach::AtAboveAndBelow };
    let principals: Option<Vec<Guid>> = match (filter.principal, filter.assigned_to) {
        (Some(id), _) => Some(vec![id]),
        (None, Some(id)) => Some(tenant.groups_of(id).into_iter().chain([id]).collect()),
        (None, None) => None,
    };
    let (scope, after) = (&call.target.scope, paging::from(call)?);
    let mut all: Box<dyn Iterator<Item = (Slot, AssignmentView<'_>)>> = match principals {
        Some(ids) => Box::new(tenant.role_assignments_of(&ids, scope, reach, after)),
        None => tenant.role_assignments(scope, reach, after),
    };
    let prefix = role_prefix(&call.target.scope);
    let size = paging::size(call);
    let mut rows = Vec::with_capacity(size.min(1000));
    let mut last = None;
    for (slot, view) in all.by_ref().take(size) {
        rows.push(row(view, &prefix));
        last = Some(slot);
    }
    let next = last.filter(|_| all.next().is_some()).map(|slot| paging::next_link(call, slot));
    Ok(paging::page(&rows, next))
}

fn name(text: &str) -> Result<Guid, Problem> {
    Guid::parse(text).ok_or_else(|| problem::not_a_guid("role assignment ID", text))
}

fn get(call: &Call<'_>, text: &str) -> Result<Reply, Problem> {
    let name = name(text)?;
    let world = call.cloud.world();
    call.authorize(&world, READ)?;
    let tenant = call.tenant(&world)?;
    let view = tenant.role_assignment(&call.target.scope, name).ok_or_else(|| {
        Problem::new(404, "RoleAssignmentNotFound", format!("The role assignment '{name}' is not found."))
    })?;
    Ok(Reply::json(200, &row(view, &role_prefix(&call.target.scope))))
}

/// The last segment of a role definition's id, which may stand below any scope.
pub(crate) fn role_of(id: &str) -> Option<Guid> {
    Guid::parse(id.rsplit('/').next()?)
}

fn put(call: &Call<'_>, text_name: &str) -> Result<Reply, Problem> {
    let name = name(text_name)?;
    let body = call.body()?;
    let properties = member(&body, "properties")
        .ok_or_else(|| problem::invalid_body("The request did not have a properties object."))?;
    let given = |name: &str| text(properties, name).map(str::to_owned);
    let required = |name: &str| {
        text(properties, name)
            .ok_or_else(|| problem::invalid_body(&format!("The property '{name}' is missing.")))
    };
    let role = required("roleDefinitionId")?;
    let principal = required("principalId")?;
    let new = NewRoleAssignment {
        role: role_of(role).ok_or_else(|| problem::not_a_guid("role definition ID", role))?,
        principal: Guid::parse(principal).ok_or_else(|| problem::not_a_guid("principal ID", principal))?,
        principal_type: text(properties, "principalType").map(PrincipalType::parse),
        condition: given("condition"),
        condition_version: given("conditionVersion"),
        description: given("description"),
        delegated_managed_identity: given("delegatedManagedIdentityResourceId"),
    };
    let mut world = call.cloud.world_mut();
    let written = world
        .put_role_assignment(&call.act(), &call.target.scope, name, new)
        .map_err(|refusal| call.refused(refusal))?;
    // 201 for changes, too.
    Ok(Reply::json(201, &one(&written.value, &role_prefix(&call.target.scope), true)))
}

fn delete(call: &Call<'_>, text: &str) -> Result<Reply, Problem> {
    let name = name(text)?;
    let mut world = call.cloud.world_mut();
    let deleted = world
        .delete_role_assignment(&call.act(), &call.target.scope, name)
        .map_err(|refusal| call.refused(refusal))?;
    Ok(match deleted {
        Some(record) => Reply::json(200, &one(&record, &role_prefix(&call.target.scope), false)),
        None => Reply::empty(204),
    })
}

/// The answer to the DELETE that removed it, as the activity log keeps it.
pub(crate) fn removal(record: &RoleAssignment) -> String {
    serde_json::to_string(&one(record, &role_prefix(&record.scope), false)).unwrap_or_default()
}

/// A record on its own. The answer to a write does not say who made it; later reads do.
fn one<'a>(record: &'a RoleAssignment, prefix: &'a str, fresh: bool) -> Row<'a> {
    let by = |id: &Option<String>| id.as_deref().and_then(Guid::parse).map(Id);
    Row {
        properties: Properties {
            role_definition_id: Shown(RoleId { prefix, role: record.role }),
            principal_id: Id(record.principal),
            principal_type: record.principal_type.as_str(),
            scope: record.scope.as_str(),
            condition: record.condition.as_deref(),
            condition_version: record.condition_version.as_deref(),
            created_on: record.stamp.created_on.map(time),
            updated_on: record.stamp.updated_on.map(time),
            created_by: if fresh { None } else { by(&record.stamp.created_by) },
            updated_by: by(&record.stamp.updated_by),
            delegated_managed_identity_resource_id: record.delegated_managed_identity.as_deref(),
            description: record.description.as_deref(),
        },
        id: Shown(ExtensionId { scope: &record.scope, kind: "roleAssignments", name: Id(record.name) }),
        kind: "Microsoft.Authorization/roleAssignments",
        name: Id(record.name),
    }
}
