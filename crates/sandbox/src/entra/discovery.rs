//! Where things are: OpenID's documents and MSAL's question about the authority.

use serde_json::{Value, json};

use super::accounts;
use super::refusal::Refusal;
use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::reply::Reply;

/// `GET /{tenant}/v2.0/.well-known/openid-configuration`
/// Azure: <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc>
pub(crate) fn configuration(cloud: &Cloud, tenant: &str) -> Result<Reply, Refusal> {
    let world = cloud.world();
    let id = match accounts::tenant(&world, tenant)? {
        Some(tenant) => tenant.id.to_string(),
        None => "{tenantid}".to_owned(),
    };
    let login = &cloud.addresses.login;
    let at = format!("{login}/{tenant}");
    Ok(Reply::json(
        200,
        &json!({
            "token_endpoint": format!("{at}/oauth2/v2.0/token"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "jwks_uri": format!("{at}/discovery/v2.0/keys"),
            "response_modes_supported": ["query", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": format!("{login}/{id}/v2.0"),
            "authorization_endpoint": format!("{at}/oauth2/v2.0/authorize"),
            "device_authorization_endpoint": format!("{at}/oauth2/v2.0/devicecode"),
            "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid"],
            "tenant_region_scope": "EU",
            "cloud_instance_name": host(login),
            "msgraph_host": host(&cloud.addresses.graph),
        }),
    ))
}

/// `GET /common/discovery/instance?authorization_endpoint=…`
pub(crate) fn instance(cloud: &Cloud, asked: &Asked) -> Reply {
    let login = &cloud.addresses.login;
    let tenant =
        (asked.query.get("authorization_endpoint")).and_then(|url| url.split('/').nth(3)).unwrap_or("common");
    let host = host(login);
    Reply::json(
        200,
        &json!({
            "tenant_discovery_endpoint": format!("{login}/{tenant}/v2.0/.well-known/openid-configuration"),
            "api-version": "1.1",
            "metadata": [{"preferred_network": host, "preferred_cache": host, "aliases": [host]}],
        }),
    )
}

/// `GET /{tenant}/discovery/v2.0/keys`
pub(crate) fn keys(cloud: &Cloud) -> Reply {
    let keys: Value = cloud.signer.jwks();
    Reply::json(200, &keys)
}

fn host(url: &str) -> &str {
    url.split("://").nth(1).unwrap_or(url)
}
