//! Issues tokens to an account for a resource.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rolewright_condition::guid::Guid;
use serde_json::{Map, Value, json};

use super::accounts::{self, Person};
use super::audiences::{self, Audience};
use super::refusal::Refusal;
use super::signer::Claims;
use crate::cloud::Cloud;
use crate::ids;
use crate::reply::Reply;
use crate::world::{Tenant, World};

/// A token for an application in a tenant, for the resource of that name.
pub(crate) fn for_application(
    cloud: &Cloud,
    tenant: &Tenant,
    app_id: Guid,
    object_id: Guid,
    resource: &str,
) -> Result<(String, Claims), Refusal> {
    let claims = Claims {
        appid: app_id.to_string(),
        idtyp: "app".to_owned(),
        ..base(cloud, tenant, object_id, resource)?
    };
    Ok((cloud.signer.sign(&claims).unwrap_or_default(), claims))
}

/// The whole answer of the token endpoint for a person: access token, refresh token, and an id token where the
/// scopes ask for it.
pub(crate) fn for_person(
    cloud: &Cloud,
    world: &World,
    tenant: Option<&Tenant>,
    who: Person,
    client: Guid,
    scope: &str,
    nonce: Option<&str>,
) -> Result<Reply, Refusal> {
    let client_id = client.to_string();
    let home = || world.tenant(who.home).ok_or_else(|| Refusal::unknown_tenant(&who.home.to_string()));
    let tenant = match tenant {
        Some(tenant) => tenant,
        None => home()?,
    };
    let object_id = accounts::object_in(world, who, tenant, &client_id)?;
    let principal = home()?.principal(who.object_id);
    let upn = principal.and_then(|p| p.user_principal_name.clone()).unwrap_or_default();
    let name = principal.and_then(|p| p.display_name.clone()).unwrap_or_default();
    let resource = audiences::resource(scope);
    let claims = Claims {
        appid: client_id.clone(),
        idtyp: "user".to_owned(),
        upn: Some(upn.clone()),
        name: Some(name.clone()),
        scp: Some("user_impersonation".to_owned()),
        ..base(cloud, tenant, object_id, &resource)?
    };
    let access = cloud.signer.sign(&claims).unwrap_or_default();
    let mut answer = bearer(cloud, &access);
    answer.insert("scope".to_owned(), json!(scope));
    let asks_for = |wanted: &str| scope.split_whitespace().any(|s| s == wanted);
    if asks_for("offline_access") {
        answer.insert("refresh_token".to_owned(), json!(cloud.grants.refresh(who, client)));
    }
    if asks_for("openid") {
        let id = json!({
            "aud": client_id, "iss": format!("{}/{}/v2.0", cloud.addresses.login, tenant.id),
            "iat": claims.iat, "nbf": claims.nbf, "exp": claims.exp, "name": name, "nonce": nonce,
            "oid": claims.oid, "preferred_username": upn, "sub": claims.sub, "tid": claims.tid, "ver": "2.0",
        });
        answer.insert("id_token".to_owned(), json!(cloud.signer.sign(&id)));
    }
    // By this, MSAL knows one account across tenants.
    let info = json!({"uid": who.object_id.to_string(), "utid": who.home.to_string()}).to_string();
    answer.insert("client_info".to_owned(), json!(BASE64_URL_SAFE_NO_PAD.encode(info)));
    Ok(Reply::json(200, &answer).with("cache-control", "no-store, no-cache"))
}

/// `token_type`, `expires_in`, `ext_expires_in`, `access_token`.
pub(crate) fn bearer(cloud: &Cloud, access_token: &str) -> Map<String, Value> {
    let seconds = cloud.settings.token_lifetime.as_secs();
    let mut answer = Map::new();
    answer.insert("token_type".to_owned(), json!("Bearer"));
    answer.insert("expires_in".to_owned(), json!(seconds));
    answer.insert("ext_expires_in".to_owned(), json!(seconds));
    answer.insert("access_token".to_owned(), json!(access_token));
    answer
}

fn base(cloud: &Cloud, tenant: &Tenant, object_id: Guid, resource: &str) -> Result<Claims, Refusal> {
    if Audience::of(resource, &cloud.addresses).is_none() {
        return Err(Refusal::unknown_resource(resource, &tenant.display_name));
    }
    let now = cloud.now().as_second();
    let lifetime = i64::try_from(cloud.settings.token_lifetime.as_secs()).unwrap_or(i64::MAX / 2);
    Ok(Claims {
        aud: resource.to_owned(),
        iss: format!("https://sts.windows.net/{}/", tenant.id),
        iat: now,
        nbf: now,
        exp: now.saturating_add(lifetime),
        tid: tenant.id.to_string(),
        oid: object_id.to_string(),
        sub: object_id.to_string(),
        wids: tenant.directory_roles(object_id).iter().map(Guid::to_string).collect(),
        uti: ids::secret(),
        ver: "1.0".to_owned(),
        ..Claims::default()
    })
}
