//! Guard links: the `backupResourceGuardProxies` child that ties a vault to a Resource Guard.
//!
//! Where the guard lies in another tenant, writing needs a token of that tenant as well: see
//! [`Azure::beside`].
//! Azure: <https://learn.microsoft.com/azure/backup/multi-user-authorization>,
//! <https://learn.microsoft.com/rest/api/backup/resource-guard-proxy>,
//! <https://learn.microsoft.com/rest/api/dataprotection/dpp-resource-guard-proxy>

use jiff::Timestamp;
use reqwest::Method;
use rolewright_authz::records::{GuardLink, VaultKind};
use rolewright_authz::scope_path::ScopePath;
use serde::Deserialize;
use serde_json::json;

use super::vaults;
use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow)]
    resource_guard_resource_id: Text<'a>,
    #[serde(borrow, default)]
    resource_guard_operation_details: Option<Vec<Operation<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    #[serde(borrow, default)]
    vault_critical_operation: Option<Text<'a>>,
}

/// The only name that a link of a vault of that kind can have.
#[must_use]
pub fn name(kind: VaultKind) -> &'static str {
    match kind {
        VaultKind::RecoveryServices => "VaultProxy",
        VaultKind::Backup => "DppResourceGuardProxy",
    }
}

/// The links of a vault: one or none.
#[must_use]
pub fn list(azure: &Azure, vault: &ScopePath) -> Pages<GuardLink> {
    let path = format!("{vault}/backupResourceGuardProxies");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", vaults::VERSION)])), read)
}

/// Ties the vault to the guard. Needs Reader on the guard.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses.
pub async fn put(
    azure: &Azure,
    vault: &ScopePath,
    kind: VaultKind,
    guard: &ScopePath,
) -> Result<GuardLink, Error> {
    let body = json!({"properties": {"resourceGuardResourceId": guard.as_str()}});
    let call = call(azure, Method::PUT, vault, kind, "").json(&body)?;
    azure.read(call, |reply| rows::one(&reply.body, record)).await
}

/// Asks the guard to let the link be deleted, which is itself a protected operation. Gives the moment until which
/// [`delete`] is let through.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses: without a role on the guard.
pub async fn unlock_delete(
    azure: &Azure,
    vault: &ScopePath,
    kind: VaultKind,
    guard: &ScopePath,
) -> Result<Option<Timestamp>, Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Unlocked<'a> {
        #[serde(borrow, default)]
        unlock_delete_expiry_time: Option<Text<'a>>,
    }
    let request = format!("{guard}/deleteResourceGuardProxyRequests/default");
    let call = call(azure, Method::POST, vault, kind, "/unlockDelete");
    let call = call.json(&json!({"resourceGuardOperationRequests": [request]}))?;
    azure
        .read(call, |reply| {
            let unlocked: Unlocked<'_> = serde_json::from_slice(&reply.body)?;
            Ok(rows::moment(unlocked.unlock_delete_expiry_time.as_ref()))
        })
        .await
}

/// Takes the link away, after [`unlock_delete`]. `false` says that there was none.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses.
pub async fn delete(azure: &Azure, vault: &ScopePath, kind: VaultKind) -> Result<bool, Error> {
    azure.read(call(azure, Method::DELETE, vault, kind, ""), |reply| Ok(reply.status() != 204)).await
}

fn call(azure: &Azure, method: Method, vault: &ScopePath, kind: VaultKind, rest: &str) -> Call {
    let path = format!("{vault}/backupResourceGuardProxies/{}{rest}", name(kind));
    Call::new(method, azure.arm(&path, &[("api-version", vaults::VERSION)]))
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<GuardLink>> {
    rows::page(body, record)
}

fn record(row: Row<'_>) -> Result<GuardLink, String> {
    let id = row.id.as_str();
    let lower = id.to_ascii_lowercase();
    // The reply names a type that no vault has; only the id tells where the link hangs.
    let end = lower
        .rfind("/backupresourceguardproxies/")
        .ok_or_else(|| format!("`{id}` is not the id of a guard link"))?;
    Ok(GuardLink {
        vault: ScopePath::new(id.get(..end).unwrap_or_default()),
        name: row.name.into_string(),
        guard: ScopePath::new(row.properties.resource_guard_resource_id.as_str()),
        operations: row
            .properties
            .resource_guard_operation_details
            .into_iter()
            .flatten()
            .filter_map(|operation| rows::text(operation.vault_critical_operation))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_and_official_links_are_read() {
        let mut seen = 0;
        for file in contract::recordings().unwrap_or_default() {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default();
                if exchange.status != 200 || exchange.body.len() < 3 || path.ends_with("unlockDelete") {
                    continue;
                }
                if path.ends_with("/backupResourceGuardProxies") {
                    assert_eq!(read(&exchange.body).unwrap().unreadable, 0, "{file}");
                } else if path.contains("/backupResourceGuardProxies/") {
                    let link: GuardLink = rows::one(&exchange.body, record).unwrap();
                    assert_eq!(link.name, name(VaultKind::RecoveryServices));
                    // Operations are opaque: some carry a `#`.
                    assert!(link.operations.len() >= 5, "{:?}", link.operations);
                    seen += 1;
                }
            }
        }
        for (file, body) in contract::examples("examples/dataprotection") {
            if file.ends_with("ListResourceGuardProxy.json") {
                let page = read(body.to_string().as_bytes()).unwrap();
                assert_eq!((page.rows.len(), page.unreadable), (1, 0));
                assert!(page.rows[0].vault.as_str().ends_with("/backupVaults/sampleVault"));
                seen += 1;
            }
        }
        assert!(contract::text("index.md").is_none() || seen > 1, "{seen}");
    }
}
