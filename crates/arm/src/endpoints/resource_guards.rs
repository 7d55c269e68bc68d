//! Resource Guards.
//! Azure: <https://learn.microsoft.com/rest/api/dataprotection/resource-guards>

use rolewright_authz::records::ResourceGuard;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2024-04-01";

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
    resource_guard_operations: Option<Vec<Operation<'a>>>,
    #[serde(default)]
    vault_critical_operation_exclusion_list: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    #[serde(borrow, default)]
    vault_critical_operation: Option<Text<'a>>,
}

/// All of a subscription.
#[must_use]
pub fn list(azure: &Azure, subscription: Guid) -> Pages<ResourceGuard> {
    let path = format!("/subscriptions/{subscription}/providers/Microsoft.DataProtection/resourceGuards");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", API_VERSION)])), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<ResourceGuard>> {
    rows::page(body, |row: Row<'_>| {
        let properties = row.properties.unwrap_or_default();
        Ok(ResourceGuard {
            id: ScopePath::new(row.id.as_str()),
            location: rows::text(row.location).unwrap_or_default(),
            operations: properties
                .resource_guard_operations
                .into_iter()
                .flatten()
                .filter_map(|operation| rows::text(operation.vault_critical_operation))
                .collect(),
            excluded_operations: properties.vault_critical_operation_exclusion_list.unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_and_official_guards_are_read() {
        let mut guards = Vec::new();
        for file in contract::recordings().unwrap_or_default() {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default().to_ascii_lowercase();
                let single = path.rsplit('/').nth(1) == Some("resourceguards");
                if single && exchange.method != "DELETE" && exchange.status == 200 {
                    guards.push(String::from_utf8(exchange.body).unwrap());
                }
            }
        }
        let page = read(format!("{{\"value\":[{}]}}", guards.join(",")).as_bytes()).unwrap();
        assert_eq!(page.unreadable, 0, "{:?}", page.problem);
        assert!(
            contract::text("index.md").is_none()
                || page.rows.iter().any(|g| !g.excluded_operations.is_empty())
        );
        for (file, body) in contract::examples("examples/dataprotection") {
            if file.contains("GetResourceGuardsIn") {
                let page = read(body.to_string().as_bytes()).unwrap();
                assert_eq!((page.unreadable, page.rows[0].operations.len()), (0, 2), "{file}");
            }
        }
    }
}
