//! `backupResourceGuardProxies`: the link of a vault to its Resource Guard.
//!
//! Azure: <https://learn.microsoft.com/rest/api/backup/resource-guard-proxy>

use axum::http::Method;
use rolewright_authz::guards::consent;
use rolewright_authz::records::GuardLink;
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Value, json};

use super::call::{Call, member, text};
use super::paging;
use super::problem::{self, Problem};
use super::role_definitions::texts;
use super::wire::time;
use crate::reply::Reply;
use crate::world::World;

/// `…/{vault type}/{vault}/backupResourceGuardProxies[/{name}[/unlockDelete]]`
pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    let rest = call.rest();
    let [vault_type, vault, _, tail @ ..] = rest.as_slice() else {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    };
    let kind = format!("{}/{vault_type}", call.target.namespace);
    let vault = ScopePath::new(&format!("{}/providers/{kind}/{vault}", call.target.scope));
    match (&call.asked.method, tail) {
        (&Method::GET, []) => {
            let world = call.cloud.world();
            Ok(paging::whole(links(call, &world, &kind, &vault)?.into_iter().map(|link| row(&kind, link))))
        }
        (&Method::GET, [name]) => {
            let world = call.cloud.world();
            let found =
                links(call, &world, &kind, &vault)?.into_iter().find(|l| l.name.eq_ignore_ascii_case(name));
            // Azure answers without a body here.
            Ok(found.map_or_else(|| Reply::empty(404), |link| Reply::json(200, &row(&kind, link))))
        }
        (&Method::PUT, [name]) => put(call, &kind, &vault, name),
        (&Method::DELETE, [_]) => {
            let mut world = call.cloud.world_mut();
            let deleted =
                world.delete_guard_link(&call.act(), &vault).map_err(|refusal| call.refused(refusal))?;
            Ok(deleted.map_or_else(|| Reply::empty(204), |_| Reply::json(200, &json!({}))))
        }
        (&Method::POST, [_, verb]) if verb.eq_ignore_ascii_case("unlockDelete") => unlock(call, &vault),
        (method, _) => Err(problem::method_not_allowed(method.as_str())),
    }
}

/// The links of a vault that is there and that the caller may read.
fn links<'w>(
    call: &Call<'_>,
    world: &'w World,
    kind: &str,
    vault: &'w ScopePath,
) -> Result<Vec<&'w GuardLink>, Problem> {
    call.authorize_at(world, &format!("{kind}/backupResourceGuardProxies/read"), vault)?;
    let tenant = call.tenant(world)?;
    if tenant.vaults(vault).any(|known| known.id == *vault) {
        Ok(tenant.guard_links(vault).collect())
    } else {
        Err(problem::resource_not_found(vault))
    }
}

fn row(kind: &str, link: &GuardLink) -> Value {
    let GuardLink { vault, name, guard, operations } = link;
    let details: Vec<Value> = operations
        .iter()
        .map(|operation| {
            let request = consent(guard, operation).map(|scope| scope.to_string());
            json!({"vaultCriticalOperation": operation, "defaultResourceRequest": request})
        })
        .collect();
    json!({
        "id": format!("{vault}/backupResourceGuardProxies/{name}"),
        "name": name,
        "type": format!("{kind}/backupResourceGuardProxies"),
        "properties": {
            "resourceGuardResourceId": guard.as_str(),
            "resourceGuardOperationDetails": details,
            "lastUpdatedTime": time(jiff::Timestamp::UNIX_EPOCH),
        },
    })
}

fn put(call: &Call<'_>, kind: &str, vault: &ScopePath, name: &str) -> Result<Reply, Problem> {
    let expected = if kind.ends_with("backupVaults") { "DppResourceGuardProxy" } else { "VaultProxy" };
    if !name.eq_ignore_ascii_case(expected) {
        let message = format!("The Resource Guard mapping must be named '{expected}'.");
        return Err(Problem::new(400, "BadRequest", message));
    }
    let body = call.body()?;
    let properties = member(&body, "properties").cloned().unwrap_or(Value::Null);
    let guard = text(&properties, "resourceGuardResourceId")
        .ok_or_else(|| problem::invalid_body("The property 'resourceGuardResourceId' is missing."))?;
    let mut world = call.cloud.world_mut();
    let written = world
        .put_guard_link(&call.act(), vault, &ScopePath::new(guard))
        .map_err(|refusal| call.refused(refusal))?;
    // 200 for new ones, too: az takes nothing else.
    Ok(Reply::json(200, &row(kind, &written.value)))
}

fn unlock(call: &Call<'_>, vault: &ScopePath) -> Result<Reply, Problem> {
    let body = call.body()?;
    let to_delete = text(&body, "resourceToBeDeleted").map(ScopePath::new);
    let mut world = call.cloud.world_mut();
    let until = world
        .unlock_delete(&call.act(), vault, &named(&body), to_delete.as_ref())
        .map_err(|refusal| call.refused(refusal))?;
    Ok(Reply::json(200, &json!({"unlockDeleteExpiryTime": time(until)})))
}

/// The consents that a body names.
pub(crate) fn named(body: &Value) -> Vec<ScopePath> {
    texts(body, "resourceGuardOperationRequests").iter().map(|id| ScopePath::new(id)).collect()
}
