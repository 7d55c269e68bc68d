//! Recovery Services vaults and Backup vaults.
//!
//! Read from ARM, subscription by subscription: Resource Graph would be quicker and lags.
//! Azure: <https://learn.microsoft.com/rest/api/recoveryservices/vaults/list-by-subscription-id>,
//! <https://learn.microsoft.com/rest/api/dataprotection/backup-vaults/get-in-subscription>

use rolewright_authz::records::{Vault, VaultKind};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::{Pages, Read};
use crate::rows::{self, Page, Text};
use crate::transport::Call;

/// The api-version of both kinds.
pub(super) const VERSION: &str = "2024-04-01";

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default)]
    location: Option<Text<'a>>,
    #[serde(borrow, default)]
    properties: Option<Properties<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow, default)]
    security_settings: Option<SecuritySettings<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SecuritySettings<'a> {
    #[serde(borrow, default)]
    immutability_settings: Option<State<'a>>,
    #[serde(borrow, default)]
    soft_delete_settings: Option<State<'a>>,
}

/// The two kinds of vault name the state of soft delete differently.
#[derive(Deserialize)]
struct State<'a> {
    #[serde(borrow, default, alias = "softDeleteState")]
    state: Option<Text<'a>>,
}

/// All vaults of one kind in a subscription.
#[must_use]
pub fn list(azure: &Azure, subscription: Guid, kind: VaultKind) -> Pages<Vault> {
    let name = kind.resource_type();
    let read: Read<Vault> = match kind {
        VaultKind::RecoveryServices => |body| read(body, VaultKind::RecoveryServices),
        VaultKind::Backup => |body| read(body, VaultKind::Backup),
    };
    let path = format!("/subscriptions/{subscription}/providers/{name}");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", VERSION)])), read)
}

fn read(body: &[u8], kind: VaultKind) -> serde_json::Result<Page<Vault>> {
    rows::page(body, |row: Row<'_>| {
        let settings = row.properties.unwrap_or_default().security_settings.unwrap_or_default();
        Ok(Vault {
            id: ScopePath::new(row.id.as_str()),
            kind,
            location: rows::text(row.location).unwrap_or_default(),
            immutability: settings.immutability_settings.and_then(|s| rows::text(s.state)),
            soft_delete: settings.soft_delete_settings.and_then(|s| rows::text(s.state)),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn official_examples_of_both_kinds_are_read() {
        let mut seen = 0;
        for (file, body) in contract::examples("examples/recoveryservices") {
            if file.ends_with("/GETVault.json") {
                // The example leaves out the id.
                let mut body = body;
                body["id"] =
                    "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v".into();
                let list = serde_json::json!({ "value": [body] }).to_string();
                let vault = &read(list.as_bytes(), VaultKind::RecoveryServices).unwrap().rows[0];
                assert_eq!(vault.soft_delete.as_deref(), Some("Enabled"));
                assert_eq!(vault.immutability.as_deref(), Some("Disabled"));
                seen += 1;
            }
        }
        for (file, body) in contract::examples("examples/dataprotection") {
            if file.ends_with("GetBackupVaultsInSubscription.json") {
                let page = read(body.to_string().as_bytes(), VaultKind::Backup).unwrap();
                assert_eq!((page.rows.len(), page.unreadable), (2, 0), "{:?}", page.problem);
                assert_eq!(page.rows[0].soft_delete.as_deref(), Some("Enabled"));
                seen += 1;
            }
        }
        assert!(contract::text("index.md").is_none() || seen == 2, "{seen}");
    }

    #[test]
    fn a_vault_without_settings_is_still_a_vault() {
        let page =
            read(br#"{"value":[{"id":"/v"},{"id":"/w","properties":null},{}]}"#, VaultKind::Backup).unwrap();
        assert_eq!((page.rows.len(), page.unreadable), (2, 1));
        assert_eq!(page.rows[0].immutability, None);
    }
}
