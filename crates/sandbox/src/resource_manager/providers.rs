//! Resource providers and whether they are registered.
//!
//! Azure: <https://learn.microsoft.com/rest/api/resources/providers>

use axum::http::Method;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::call::Call;
use super::paging;
use super::problem::{self, Problem};
use super::subscriptions::READ;
use crate::reply::Reply;
use crate::world::Tenant;

/// Providers that the sandbox knows, in Azure's spelling; others are taken as they are written.
const KNOWN: [&str; 24] = [
    "Microsoft.Advisor",
    "Microsoft.AlertsManagement",
    "Microsoft.Authorization",
    "Microsoft.Billing",
    "Microsoft.CognitiveServices",
    "Microsoft.Compute",
    "Microsoft.Consumption",
    "Microsoft.ContainerService",
    "Microsoft.CostManagement",
    "Microsoft.DataProtection",
    "Microsoft.Features",
    "Microsoft.Insights",
    "Microsoft.KeyVault",
    "Microsoft.Management",
    "Microsoft.ManagedIdentity",
    "Microsoft.Network",
    "Microsoft.OperationalInsights",
    "Microsoft.RecoveryServices",
    "Microsoft.ResourceGraph",
    "Microsoft.Resources",
    "Microsoft.Sql",
    "Microsoft.Storage",
    "Microsoft.Support",
    "Microsoft.Web",
];

fn row(tenant: &Tenant, subscription: Guid, namespace: &str) -> Value {
    let spelled =
        KNOWN.iter().find(|known| known.eq_ignore_ascii_case(namespace)).copied().unwrap_or(namespace);
    let registered = tenant.is_registered(subscription, namespace);
    json!({
        "id": format!("/subscriptions/{subscription}/providers/{spelled}"),
        "namespace": spelled,
        "registrationPolicy": "RegistrationRequired",
        "registrationState": if registered { "Registered" } else { "NotRegistered" },
        "resourceTypes": [],
    })
}

/// `GET /subscriptions/{id}/providers`
pub(crate) fn list(call: &Call<'_>, subscription: Guid) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let scope = rolewright_authz::scope_path::ScopePath::subscription(subscription);
    call.authorize_at(&world, READ, &scope)?;
    let tenant = call.tenant(&world)?;
    let others = tenant.registered(subscription).into_iter();
    let others = others.filter(|namespace| !KNOWN.iter().any(|known| known.eq_ignore_ascii_case(namespace)));
    let rows: Vec<Value> = KNOWN.into_iter().chain(others).map(|n| row(tenant, subscription, n)).collect();
    paging::paged(call, rows.into_iter())
}

/// `GET …/providers/{namespace}` and `POST …/providers/{namespace}/register`, `…/unregister`
pub(crate) fn one(call: &Call<'_>, subscription: Guid) -> Result<Reply, Problem> {
    let namespace = &call.target.namespace;
    match (&call.asked.method, call.rest().as_slice()) {
        (&Method::GET, []) => {
            let world = call.cloud.world();
            call.authorize(&world, READ)?;
            Ok(Reply::json(200, &row(call.tenant(&world)?, subscription, namespace)))
        }
        (&Method::POST, [verb @ ("register" | "unregister")]) => {
            let mut world = call.cloud.world_mut();
            let act = call.act();
            let done = match *verb {
                "register" => world.register_provider(&act, subscription, namespace),
                _ => world.unregister_provider(&act, subscription, namespace),
            };
            done.map_err(|refusal| call.refused(refusal))?;
            Ok(Reply::json(200, &row(call.tenant(&world)?, subscription, namespace)))
        }
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}
