//! The identity of the machine: a plain http address on loopback that hands out tokens to whoever has the header.
//!
//! Azure: <https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference>

use serde_json::json;

use super::issue;
use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::reply::Reply;

/// `GET /msi/token?api-version=2019-08-01&resource=…` with the header `X-IDENTITY-HEADER`.
pub(crate) fn answer(cloud: &Cloud, asked: &Asked) -> Reply {
    if asked.segments.iter().map(String::as_str).ne(["msi", "token"]) {
        return Reply::empty(404);
    }
    if asked.header("x-identity-header") != Some(cloud.identity_header.as_str()) {
        return refuse(401, "unauthorized_client", "The header X-IDENTITY-HEADER is missing or wrong.");
    }
    let Some(resource) = asked.query.get("resource") else {
        return refuse(400, "invalid_request", "The parameter resource is required.");
    };
    let world = cloud.world();
    let tenant = cloud.identity.and_then(|identity| world.tenant(identity.tenant));
    let Some((identity, tenant)) = cloud.identity.zip(tenant) else {
        return refuse(400, "invalid_request", "Identity not found.");
    };
    if asked.query.get("client_id").is_some_and(|id| !id.eq_ignore_ascii_case(&identity.app_id.to_string())) {
        return refuse(400, "invalid_request", "Identity not found.");
    }
    match issue::for_application(cloud, tenant, identity.app_id, identity.object_id, resource) {
        Ok((token, claims)) => Reply::json(
            200,
            &json!({
                "access_token": token,
                "client_id": identity.app_id.to_string(),
                "expires_on": claims.exp.to_string(),
                "not_before": claims.nbf.to_string(),
                "resource": resource,
                "token_type": "Bearer",
            }),
        ),
        Err(refusal) => refuse(400, refusal.error(), &refusal.description()),
    }
}

fn refuse(status: u16, error: &str, text: &str) -> Reply {
    Reply::json(status, &json!({"error": error, "error_description": text}))
}
