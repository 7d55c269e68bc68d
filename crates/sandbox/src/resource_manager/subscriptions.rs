//! Subscriptions and tenants.
//!
//! Azure: <https://learn.microsoft.com/rest/api/resources/subscriptions/list>

use axum::http::Method;
use rolewright_authz::records::Subscription;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::call::Call;
use super::paging;
use super::problem::{self, Problem};
use crate::reply::Reply;

pub(crate) const READ: &str = "Microsoft.Resources/subscriptions/read";

fn row(subscription: &Subscription, tenant: Guid) -> Value {
    let Subscription { id, display_name, state, tenant: trusted, management_group: _ } = subscription;
    let trusted = trusted.unwrap_or(tenant);
    let managed_by = if trusted == tenant { json!([]) } else { json!([{"tenantId": tenant.to_string()}]) };
    json!({
        "id": format!("/subscriptions/{id}"),
        "authorizationSource": "RoleBased",
        "managedByTenants": managed_by,
        "subscriptionId": id.to_string(),
        "tenantId": trusted.to_string(),
        "displayName": display_name,
        "state": state,
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "EnterpriseAgreement_2014-09-01",
            "spendingLimit": "Off",
        },
    })
}

/// `GET /subscriptions`
pub(crate) fn list(call: &Call<'_>) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let tenant = call.tenant(&world)?;
    let seen = world.seen_subscriptions(&call.caller);
    let visible: Vec<&Subscription> = tenant.subscriptions().filter(|s| seen.contains(&s.id)).collect();
    let mut reply = paging::paged(call, visible.iter().map(|subscription| row(subscription, tenant.id)))?;
    if let Some(Value::Object(mut body)) = reply.value() {
        body.insert("count".to_owned(), json!({"type": "Total", "value": visible.len()}));
        reply.body = serde_json::to_vec(&body).unwrap_or_default();
    }
    Ok(reply)
}

/// `GET /subscriptions/{id}`
pub(crate) fn get(call: &Call<'_>, id: Guid) -> Result<Reply, Problem> {
    if call.asked.method != Method::GET {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let world = call.cloud.world();
    let tenant = call.tenant(&world)?;
    if !world.may_see(&call.caller, &call.target.scope) {
        call.authorize(&world, READ)?;
    }
    let subscription =
        tenant.subscription(id).ok_or_else(|| problem::subscription_not_found(&id.to_string()))?;
    Ok(Reply::json(200, &row(subscription, tenant.id)))
}

/// `GET /tenants`: the caller's own, and those that know them as a guest.
pub(crate) fn tenants(call: &Call<'_>) -> Result<Reply, Problem> {
    let world = call.cloud.world();
    let own = call.tenant(&world)?;
    let others = world.tenants().iter().filter(|other| {
        other.id != own.id && world.object_id_in(own.id, call.caller.object_id, other.id).is_some()
    });
    let own_row = json!({
        "id": format!("/tenants/{}", own.id),
        "tenantId": own.id.to_string(),
        "countryCode": "DE",
        "displayName": own.display_name,
        "domains": [own.default_domain],
        "tenantCategory": "Home",
        "defaultDomain": own.default_domain,
        "tenantType": "AAD",
    });
    let rows = others.map(|other| {
        json!({
            "id": format!("/tenants/{}", other.id),
            "tenantId": other.id.to_string(),
            "tenantCategory": "Home",
        })
    });
    Ok(paging::whole(std::iter::once(own_row).chain(rows)))
}
