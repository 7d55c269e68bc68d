//! `roleAssignmentScheduleInstances` and `roleEligibilityScheduleInstances`. Unlike role assignments, what is not
//! there is left out.
//!
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-instances>

use axum::http::Method;
use rolewright_authz::records::{PimInstance, PimKind};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::filter::AccessFilter;
use super::paging;
use super::problem::{self, Problem};
use super::wire::{RoleId, role_prefix, time};
use crate::reply::Reply;
use crate::world::{Reach, Tenant};

pub(crate) fn answer(call: &Call<'_>, kind: PimKind) -> Result<Reply, Problem> {
    if call.asked.method != Method::GET {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let action = match kind {
        PimKind::Active => "Microsoft.Authorization/roleAssignmentScheduleInstances/read",
        PimKind::Eligible => "Microsoft.Authorization/roleEligibilityScheduleInstances/read",
    };
    let world = call.cloud.world();
    let tenant = call.tenant(&world)?;
    if !tenant.premium {
        let message =
            "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.";
        return Err(Problem::new(400, "AadPremiumLicenseRequired", message));
    }
    let text = call.asked.query.get("$filter");
    let filter = AccessFilter::parse(text);
    let filter = filter.ok_or_else(|| problem::invalid_filter(text.unwrap_or_default()))?;
    // Everybody may ask about themselves.
    if !filter.as_target {
        call.authorize(&world, action)?;
    }
    let who = match (filter.principal, filter.assigned_to, filter.as_target) {
        (Some(id), _, _) => Some(vec![id]),
        (None, Some(id), _) => Some(with_groups(tenant, id)),
        (None, None, true) => Some(with_groups(tenant, call.caller.object_id)),
        (None, None, false) => None,
    };
    let reach = if filter.at_scope { Reach::AtAndAbove } else { Reach::AtAboveAndBelow };
    let prefix = role_prefix(&call.target.scope);
    let rows = (tenant.pim(&call.target.scope, kind, reach))
        .filter(|p| who.as_ref().is_none_or(|who| who.contains(&p.principal)))
        .filter(|p| match call.rest().as_slice() {
            [_, name] => p.name.eq_ignore_ascii_case(name),
            _ => true,
        });
    if let [_, name] = call.rest().as_slice() {
        let found = rows.map(|p| row(tenant, p, &prefix)).next();
        let found = found.ok_or_else(|| {
            Problem::new(404, "ResourceNotFound", format!("The instance '{name}' could not be found."))
        })?;
        return Ok(Reply::json(200, &found));
    }
    paging::paged(call, rows.map(|p| row(tenant, p, &prefix)))
}

fn with_groups(tenant: &Tenant, id: Guid) -> Vec<Guid> {
    tenant.groups_of(id).into_iter().chain([id]).collect()
}

/// The id of a thing of PIM: Azure puts one more provider before a subscription there.
fn id(scope: &ScopePath, kind: &str, name: &str) -> String {
    let base = match scope.as_str() {
        "/" => String::new(),
        text if scope.subscription_id().is_some() => format!("/providers/Microsoft.Subscription{text}"),
        text => text.to_owned(),
    };
    format!("{base}/providers/Microsoft.Authorization/{kind}/{name}")
}

fn row(tenant: &Tenant, instance: &PimInstance, prefix: &str) -> Value {
    let PimInstance {
        kind,
        name,
        scope,
        role,
        principal,
        principal_type,
        member_type,
        assignment_type,
        start,
        end,
        condition,
        condition_version,
        origin_assignment,
        eligibility,
    } = instance;
    let (own, schedules, schedule_id) = match kind {
        PimKind::Active => {
            ("RoleAssignmentScheduleInstances", "RoleAssignmentSchedules", "roleAssignmentScheduleId")
        }
        PimKind::Eligible => {
            ("RoleEligibilityScheduleInstances", "RoleEligibilitySchedules", "roleEligibilityScheduleId")
        }
    };
    let schedule = name.split('_').next().unwrap_or(name);
    let mut properties = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            properties.insert(name.to_owned(), value);
        }
    };
    put(schedule_id, Some(json!(id(scope, schedules, schedule))));
    put("scope", Some(json!(scope.as_str())));
    put("roleDefinitionId", Some(json!(RoleId { prefix, role: *role }.to_string())));
    put("principalId", Some(json!(principal.to_string())));
    put("principalType", Some(json!(principal_type.as_str())));
    put("status", Some(json!("Provisioned")));
    put("startDateTime", start.map(|at| json!(time(at))));
    put("endDateTime", end.map(|at| json!(time(at))));
    put("memberType", member_type.as_ref().map(|m| json!(m)));
    put("assignmentType", assignment_type.as_ref().map(|a| json!(a)));
    put("createdOn", start.map(|at| json!(time(at))));
    put("condition", condition.as_ref().map(|c| json!(c)));
    put("conditionVersion", condition_version.as_ref().map(|c| json!(c)));
    let base = if scope.as_str() == "/" { "" } else { scope.as_str() };
    let origin =
        |name: &Guid| json!(format!("{base}/providers/Microsoft.Authorization/roleAssignments/{name}"));
    put("originRoleAssignmentId", origin_assignment.as_ref().map(origin));
    let linked = eligibility.as_deref();
    put(
        "linkedRoleEligibilityScheduleInstanceId",
        linked.map(|e| json!(id(scope, "RoleEligibilityScheduleInstances", e))),
    );
    let linked_schedule = linked.and_then(|e| e.split('_').next());
    put(
        "linkedRoleEligibilityScheduleId",
        linked_schedule.map(|e| json!(id(scope, "RoleEligibilitySchedules", e))),
    );
    put("expandedProperties", Some(expanded(tenant, instance, prefix)));
    json!({
        "properties": properties,
        "name": name,
        "id": id(scope, own, name),
        "type": format!("Microsoft.Authorization/{own}"),
    })
}

/// Names of what the row points to.
fn expanded(tenant: &Tenant, instance: &PimInstance, prefix: &str) -> Value {
    let scope = &instance.scope;
    let (kind, name) = match scope.level() {
        ScopeLevel::Root => ("tenant", Some(tenant.display_name.as_str())),
        ScopeLevel::ManagementGroup => {
            let found =
                tenant.management_groups().find(|g| Some(g.name.as_str()) == scope.management_group_name());
            ("managementgroup", found.map(|g| g.display_name.as_str()))
        }
        ScopeLevel::Subscription => {
            let found = scope.subscription_id().and_then(|id| tenant.subscription(id));
            ("subscription", found.map(|s| s.display_name.as_str()))
        }
        ScopeLevel::ResourceGroup => ("resourcegroup", None),
        ScopeLevel::Resource => ("resource", None),
    };
    let role = tenant.role_definition(instance.role);
    let principal = tenant.principal(instance.principal);
    let mut holder = json!({
        "id": instance.principal.to_string(),
        "displayName": principal.and_then(|p| p.display_name.as_deref()),
        "type": instance.principal_type.as_str(),
    });
    // What somebody does not have is left out.
    let email = principal.and_then(|p| p.user_principal_name.as_deref());
    if let (Some(email), Value::Object(holder)) = (email, &mut holder) {
        holder.insert("email".to_owned(), json!(email));
    }
    json!({
        "scope": {"id": scope.as_str(), "displayName": name.unwrap_or_else(|| scope.name()), "type": kind},
        "roleDefinition": {
            "id": RoleId { prefix, role: instance.role }.to_string(),
            "displayName": role.map(|r| r.name.as_str()),
            "type": role.map(|r| r.kind.as_str()),
        },
        "principal": holder,
    })
}
