//! Resource Manager: one file for each family of endpoints, and here the way to them.

mod activity_log;
pub(crate) mod authenticate;
pub(crate) mod call;
mod deny_assignments;
mod elevate_access;
mod filter;
mod guard_links;
mod inventory;
mod local_auth;
mod locks;
mod management_group_writes;
mod management_groups;
mod paging;
mod permissions;
mod pim;
mod policy;
pub(crate) mod problem;
mod providers;
mod rate_limits;
mod refused;
pub(crate) mod resource_graph;
mod resource_groups;
mod resource_guards;
mod resources;
mod role_assignments;
mod role_definitions;
mod subscriptions;
mod vaults;
mod wire;

use axum::http::Method;
use rolewright_authz::records::PimKind;
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use serde_json::json;

use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::ids;
use crate::reply::Reply;
use call::{Call, Target};
use problem::Problem;

/// Answers a request to Resource Manager.
pub(crate) fn answer(cloud: &Cloud, asked: &Asked) -> Reply {
    let request = ids::guid();
    let reply = match metadata(cloud, asked) {
        Some(reply) => reply,
        None => called(cloud, asked, request).unwrap_or_else(|problem| problem.reply()),
    };
    let id = request.to_string();
    let routing = format!("LOCAL:{}:{id}", cloud.now().strftime("%Y%m%dT%H%M%SZ"));
    let correlation = asked.header("x-ms-correlation-request-id").unwrap_or(&id);
    reply
        .with("x-ms-request-id", &id)
        .with("x-ms-correlation-request-id", correlation)
        .with("x-ms-routing-request-id", &routing)
        .with("cache-control", "no-cache")
        .with("pragma", "no-cache")
        .with("strict-transport-security", "max-age=31536000; includeSubDomains")
        .with("x-content-type-options", "nosniff")
}

/// `GET /metadata/endpoints`: what `az cloud register` asks, without a token. Since 2022-09-01 the answer is this
/// cloud alone; before, it is a list of clouds.
/// Azure: <https://github.com/Azure/azure-cli/issues/29283>
fn metadata(cloud: &Cloud, asked: &Asked) -> Option<Reply> {
    let path: Vec<String> = asked.segments.iter().map(|s| s.to_ascii_lowercase()).collect();
    if asked.method != Method::GET || path != ["metadata", "endpoints"] {
        return None;
    }
    let manager = &cloud.addresses.resource_manager;
    let this = json!({
        "name": "RolewrightSandbox",
        "portal": manager,
        "authentication": {
            "loginEndpoint": cloud.addresses.login,
            "audiences": ["https://management.core.windows.net/", "https://management.azure.com/"],
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "resourceManager": manager,
        "graph": cloud.addresses.graph,
        "graphAudience": cloud.addresses.graph,
        "microsoftGraphResourceId": cloud.addresses.graph,
        "suffixes": {},
    });
    let alone = asked.query.get("api-version").is_some_and(|version| version >= "2022-09-01");
    Some(Reply::json(200, &if alone { this } else { json!([this]) }))
}

fn called(cloud: &Cloud, asked: &Asked, request: rolewright_condition::guid::Guid) -> Result<Reply, Problem> {
    let caller = authenticate::caller(cloud, asked)?;
    let version = asked.query.get("api-version").ok_or_else(|| {
        let message = "The api-version query parameter (?api-version=) is required for all requests.";
        Problem::new(400, "MissingApiVersionParameter", message)
    })?;
    if !is_version(version) {
        let message = format!(
            "The api-version '{version}' is invalid. Use the form YYYY-MM-DD, with '-preview' after it or not."
        );
        return Err(Problem::new(400, "InvalidApiVersionParameter", message));
    }
    let correlation =
        asked.header("x-ms-correlation-request-id").and_then(rolewright_condition::guid::Guid::parse);
    let call = Call {
        cloud,
        asked,
        caller,
        target: Target::parse(&asked.segments),
        correlation: correlation.unwrap_or(request),
        version: version.to_owned(),
    };
    let left = rate_limits::draw(&call)?;
    let reply = in_right_tenant(&call).and_then(|()| route(&call)).unwrap_or_else(|problem| problem.reply());
    Ok(left.onto(reply))
}

/// `2022-04-01`, `2022-05-01-preview`. Which version has which members is not told apart: real clients use
/// newer ones than anybody here knows.
fn is_version(text: &str) -> bool {
    let date = text.split('-').take(3).map(str::len).eq([4, 2, 2]);
    date && text.bytes().filter(u8::is_ascii_digit).count() >= 8
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A subscription is reached with a token of its own tenant only.
fn in_right_tenant(call: &Call<'_>) -> Result<(), Problem> {
    let Some(id) = call.target.scope.subscription_id() else { return Ok(()) };
    let world = call.cloud.world();
    match world.tenant_of(&call.target.scope) {
        Some(tenant) if tenant == call.caller.tenant => Ok(()),
        Some(tenant) => Err(authenticate::wrong_tenant(call.cloud, call.caller.tenant, tenant)),
        None => Err(problem::subscription_not_found(&id.to_string())),
    }
}

fn route(call: &Call<'_>) -> Result<Reply, Problem> {
    let kind = call.target.kind().to_ascii_lowercase();
    let subscription = call.target.scope.subscription_id();
    match (call.target.namespace.to_ascii_lowercase().as_str(), kind.as_str()) {
        ("", _) => plain(call),
        ("microsoft.authorization", "roleassignments") => role_assignments::answer(call),
        ("microsoft.authorization", "roledefinitions") => role_definitions::answer(call),
        ("microsoft.authorization", "denyassignments") => deny_assignments::answer(call),
        ("microsoft.authorization", "locks") => locks::answer(call),
        ("microsoft.authorization", "permissions") => permissions::answer(call),
        ("microsoft.authorization", "elevateaccess") => elevate_access::answer(call),
        ("microsoft.authorization", "roleassignmentscheduleinstances") => pim::answer(call, PimKind::Active),
        ("microsoft.authorization", "roleeligibilityscheduleinstances") => {
            pim::answer(call, PimKind::Eligible)
        }
        ("microsoft.authorization", "policyassignments") => policy::assignments(call),
        ("microsoft.authorization", "policydefinitions") => policy::definitions(call),
        // `…/eventtypes/management/values`: type, name, type.
        ("microsoft.insights", "eventtypes/values") => activity_log::answer(call),
        (namespace, kind) => match (namespace, kind, subscription) {
            (_, "" | "register" | "unregister", Some(id))
                if call.target.scope.level() == ScopeLevel::Subscription =>
            {
                providers::one(call, id)
            }
            ("microsoft.management", _, None) => management_groups::answer(call),
            ("microsoft.resourcegraph", "resources", None) => resource_graph::answer(call),
            ("microsoft.dataprotection", kind, Some(_)) if kind.starts_with("resourceguards") => {
                resource_guards::answer(call)
            }
            (_, "vaults/backupresourceguardproxies" | "backupvaults/backupresourceguardproxies", Some(_)) => {
                guard_links::answer(call)
            }
            (
                "microsoft.recoveryservices" | "microsoft.dataprotection",
                "vaults/backupresourceguardproxies/unlockdelete"
                | "backupvaults/backupresourceguardproxies/unlockdelete",
                Some(_),
            ) => guard_links::answer(call),
            ("microsoft.recoveryservices", "vaults/backupconfig", Some(_)) => vaults::backup_config(call),
            ("microsoft.recoveryservices", "vaults/backupsecuritypin", Some(_)) => vaults::security_pin(call),
            ("microsoft.authorization", _, _) | (_, "", _) | (_, _, None) => {
                Err(problem::invalid_resource_type(&call.target.namespace, &call.version))
            }
            _ => resources::answer(call),
        },
    }
}

/// Paths without a provider.
fn plain(call: &Call<'_>) -> Result<Reply, Problem> {
    let path: Vec<String> = call.asked.segments.iter().map(|s| s.to_ascii_lowercase()).collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let subscription = call.target.scope.subscription_id();
    let id = || {
        subscription.ok_or_else(|| problem::subscription_not_found(path.get(1).copied().unwrap_or_default()))
    };
    match (&call.asked.method, path.as_slice()) {
        (&Method::GET, ["subscriptions"]) => subscriptions::list(call),
        (&Method::GET, ["tenants"]) => subscriptions::tenants(call),
        (_, ["subscriptions", _]) => subscriptions::get(call, id()?),
        (&Method::GET, ["subscriptions", _, "providers"]) => providers::list(call, id()?),
        (&Method::GET, ["subscriptions", _, "resourcegroups"]) => resource_groups::list(call, id()?),
        (&Method::GET, ["subscriptions", _, "resources"]) => {
            resources::list(call, &ScopePath::subscription(id()?))
        }
        (_, ["subscriptions", _, "resourcegroups", _]) => resource_groups::one(call),
        // Whatever took long is done by the time anybody asks.
        (&Method::GET, ["subscriptions", _, "operationresults", _]) => Ok(Reply::empty(200)),
        (&Method::GET, ["subscriptions", _, "resourcegroups", _, "resources"]) => {
            let scope = call.target.scope.as_str();
            let group = scope.rsplit_once('/').map_or(scope, |(group, _)| group);
            resources::list(call, &ScopePath::new(group))
        }
        _ => Err(Problem::new(404, "NotFound", format!("No resource was found at '{}'.", call.asked.path()))),
    }
}
