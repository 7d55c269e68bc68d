//! `policyAssignments` and the definitions behind them, as far as `denyAction` goes.
//!
//! Azure: <https://learn.microsoft.com/rest/api/policy/policy-assignments>

use axum::http::Method;
use rolewright_authz::records::PolicyAssignment;
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Value, json};

use super::call::Call;
use super::filter::{self, Term};
use super::paging;
use super::problem::{self, Problem};
use crate::reply::Reply;
use crate::world::{Reach, Tenant};

/// `GET …/policyAssignments[/{name}]`
pub(crate) fn assignments(call: &Call<'_>) -> Result<Reply, Problem> {
    only_get(call)?;
    let text = call.asked.query.get("$filter");
    let refuse = || problem::invalid_filter(text.unwrap_or_default());
    let (mut reach, mut exact, mut definition) = (Reach::AtAboveAndBelow, false, None);
    for term in text.map_or_else(|| Some(Vec::new()), filter::terms).ok_or_else(refuse)? {
        match term {
            Term::Call(name, None) if name == "atscope" => reach = Reach::AtAndAbove,
            Term::Call(name, None) if name == "atexactscope" => exact = true,
            Term::Compare(what, op, id) if what == "policydefinitionid" && op == "eq" => {
                definition = Some(ScopePath::new(&id));
            }
            _ => return Err(refuse()),
        }
    }
    let world = call.cloud.world();
    call.authorize(&world, "Microsoft.Authorization/policyAssignments/read")?;
    let scope = &call.target.scope;
    let rows = (call.tenant(&world)?.policy_assignments(scope, reach))
        .filter(|p| !exact || p.scope == *scope)
        .filter(|p| definition.as_ref().is_none_or(|d| p.definition == *d));
    match call.rest().as_slice() {
        [_] => paging::paged(call, rows.map(row)),
        [_, name] => {
            let mut rows = rows;
            let found = rows.find(|p| p.scope == *scope && p.id.name().eq_ignore_ascii_case(name));
            let found = found.ok_or_else(|| {
                let message = format!("The policy assignment '{name}' is not found.");
                Problem::new(404, "PolicyAssignmentNotFound", message)
            })?;
            Ok(Reply::json(200, &row(found)))
        }
        _ => Err(problem::method_not_allowed("GET")),
    }
}

fn only_get(call: &Call<'_>) -> Result<(), Problem> {
    if call.asked.method == Method::GET {
        Ok(())
    } else {
        Err(problem::method_not_allowed(call.asked.method.as_str()))
    }
}

fn row(assignment: &PolicyAssignment) -> Value {
    let PolicyAssignment {
        id,
        scope,
        name,
        definition,
        not_scopes,
        enforced,
        denied_actions: _,
        resource_types: _,
    } = assignment;
    json!({
        "properties": {
            "displayName": name,
            "policyDefinitionId": definition.as_str(),
            "scope": scope.as_str(),
            "notScopes": not_scopes.iter().map(ScopePath::as_str).collect::<Vec<_>>(),
            "parameters": {},
            "metadata": {},
            "enforcementMode": if *enforced { "Default" } else { "DoNotEnforce" },
        },
        "id": id.as_str(),
        "type": "Microsoft.Authorization/policyAssignments",
        "name": id.name(),
    })
}

/// `GET …/policyDefinitions[/{name}]`: the definitions that the assignments name.
pub(crate) fn definitions(call: &Call<'_>) -> Result<Reply, Problem> {
    only_get(call)?;
    let world = call.cloud.world();
    call.authorize(&world, "Microsoft.Authorization/policyDefinitions/read")?;
    let tenant = call.tenant(&world)?;
    let rows = definitions_at(tenant, &call.target.scope);
    match call.rest().as_slice() {
        [_] => paging::paged(call, rows.into_iter()),
        [_, name] => {
            let is = |row: &Value| {
                row.get("name").and_then(Value::as_str).is_some_and(|n| n.eq_ignore_ascii_case(name))
            };
            let found = rows.into_iter().find(is).ok_or_else(|| {
                let message = format!("The policy definition '{name}' could not be found.");
                Problem::new(404, "PolicyDefinitionNotFound", message)
            })?;
            Ok(Reply::json(200, &found))
        }
        _ => Err(problem::method_not_allowed("GET")),
    }
}

fn definitions_at(tenant: &Tenant, scope: &ScopePath) -> Vec<Value> {
    let mut seen: Vec<&ScopePath> = Vec::new();
    let root = ScopePath::root();
    let mut rows = Vec::new();
    for assignment in tenant.policy_assignments(&root, Reach::AtAboveAndBelow) {
        let own = assignment.definition.as_str();
        let text = own.to_ascii_lowercase();
        let end = text.find("/providers/microsoft.authorization/policydefinitions/");
        let home = ScopePath::new(end.and_then(|end| own.get(..end)).unwrap_or_default());
        if tenant.covers(&home, scope) && !seen.contains(&&assignment.definition) {
            seen.push(&assignment.definition);
            rows.push(definition(assignment, &home));
        }
    }
    rows
}

fn definition(assignment: &PolicyAssignment, home: &ScopePath) -> Value {
    let built_in = home.as_str() == "/";
    let types: Vec<Value> =
        assignment.resource_types.iter().map(|kind| json!({"field": "type", "equals": kind})).collect();
    let condition = match types.as_slice() {
        [one] => one.clone(),
        _ => json!({"anyOf": types}),
    };
    json!({
        "properties": {
            "displayName": assignment.name,
            "policyType": if built_in { "BuiltIn" } else { "Custom" },
            "mode": "Indexed",
            "metadata": {},
            "parameters": {},
            "policyRule": {
                "if": condition,
                "then": {"effect": "denyAction", "details": {"actionNames": assignment.denied_actions}},
            },
        },
        "id": assignment.definition.as_str(),
        "type": "Microsoft.Authorization/policyDefinitions",
        "name": assignment.definition.name(),
    })
}
