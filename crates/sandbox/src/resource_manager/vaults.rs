//! Operations of a Recovery Services vault that a Resource Guard can protect.
//!
//! Azure: <https://learn.microsoft.com/rest/api/backup/backup-resource-vault-configs>

use axum::http::Method;
use rolewright_authz::scope_path::ScopePath;
use serde_json::{Value, json};

use super::call::{Call, member, text};
use super::guard_links::named;
use super::problem::{self, Problem};
use crate::reply::Reply;

const TYPE: &str = "Microsoft.RecoveryServices/vaults";

fn vault(call: &Call<'_>) -> ScopePath {
    let name = call.target.rest.get(1).map(String::as_str).unwrap_or_default();
    ScopePath::new(&format!("{}/providers/{TYPE}/{name}", call.target.scope))
}

fn state_row(vault: &ScopePath, soft_delete: Option<&str>) -> Value {
    let state = match soft_delete {
        Some(state) if state.eq_ignore_ascii_case("off") => "Disabled",
        Some(state) if state.eq_ignore_ascii_case("alwayson") => "AlwaysON",
        _ => "Enabled",
    };
    json!({
        "id": format!("{vault}/backupconfig/vaultconfig"),
        "name": "vaultconfig",
        "type": format!("{TYPE}/backupconfig"),
        "properties": {
            "enhancedSecurityState": "Enabled",
            "softDeleteFeatureState": state,
            "softDeleteRetentionPeriodInDays": 14,
            "isSoftDeleteFeatureStateEditable": state != "AlwaysON",
        },
    })
}

/// `…/vaults/{name}/backupconfig/vaultconfig`: whether what is deleted can be brought back.
pub(crate) fn backup_config(call: &Call<'_>) -> Result<Reply, Problem> {
    let id = vault(call);
    match call.asked.method {
        Method::GET => {
            let world = call.cloud.world();
            call.authorize_at(&world, &format!("{TYPE}/backupconfig/read"), &id)?;
            let found = call.tenant(&world)?.vaults(&id).find(|vault| vault.id == id);
            let found = found.ok_or_else(|| problem::resource_not_found(&id))?;
            Ok(Reply::json(200, &state_row(&id, found.soft_delete.as_deref())))
        }
        Method::PUT | Method::PATCH => {
            let body = call.body()?;
            let properties = member(&body, "properties").cloned().unwrap_or(Value::Null);
            let state =
                match text(&properties, "softDeleteFeatureState").map(str::to_ascii_lowercase).as_deref() {
                    Some("enabled") => "On",
                    Some("disabled") => "Off",
                    Some("alwayson") => "AlwaysON",
                    _ => {
                        return Err(problem::invalid_body(
                            "The property 'softDeleteFeatureState' is missing or wrong.",
                        ));
                    }
                };
            let mut world = call.cloud.world_mut();
            let operation = format!("{TYPE}/backupconfig/write");
            world
                .vault_operation(&call.act(), &id, &operation, &named(&properties))
                .map_err(|refusal| call.refused(refusal))?;
            world.set_soft_delete(&id, state);
            Ok(Reply::json(200, &state_row(&id, Some(state))))
        }
        _ => Err(problem::method_not_allowed(call.asked.method.as_str())),
    }
}

/// `POST …/vaults/{name}/backupSecurityPIN`: the PIN that an agent on a machine is asked for.
pub(crate) fn security_pin(call: &Call<'_>) -> Result<Reply, Problem> {
    if call.asked.method != Method::POST {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let named = call.body().map(|body| named(&body)).unwrap_or_default();
    let id = vault(call);
    let mut world = call.cloud.world_mut();
    let operation = format!("{TYPE}/backupSecurityPIN/action");
    world.vault_operation(&call.act(), &id, &operation, &named).map_err(|refusal| call.refused(refusal))?;
    let pin = format!("{:06}", rand::random::<u32>() % 1_000_000);
    // Five minutes, in ticks of 100 ns since the year 1.
    let ends = (call.cloud.now().as_second() + 300 + 62_135_596_800) * 10_000_000;
    Ok(Reply::json(200, &json!({"token": pin, "securityPIN": pin, "expiryTimeInUtcTicks": ends})))
}

impl crate::world::World {
    /// Says whether deleted backups can be brought back; whether that may be changed was asked before.
    fn set_soft_delete(&mut self, vault: &ScopePath, state: &str) {
        let Some(tenant) = self.tenant_of(vault).and_then(|id| self.tenant_mut(id)) else { return };
        if let Some(found) = tenant.vaults.iter_mut().find(|found| found.id == *vault) {
            found.soft_delete = Some(state.to_owned());
        }
    }
}
