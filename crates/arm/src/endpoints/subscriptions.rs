//! Subscriptions that the token's tenant shows.
//! Azure: <https://learn.microsoft.com/rest/api/resources/subscriptions/list>

use rolewright_authz::records::Subscription;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2022-12-01";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    subscription_id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    state: Option<Text<'a>>,
    #[serde(borrow, default)]
    tenant_id: Option<Text<'a>>,
}

/// All of them. Their management groups are [`management_groups`](super::management_groups)' to tell.
#[must_use]
pub fn list(azure: &Azure) -> Pages<Subscription> {
    Pages::new(azure, Call::get(azure.arm("/subscriptions", &[("api-version", API_VERSION)])), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Subscription>> {
    rows::page(body, |row: Row<'_>| {
        let id = rows::guid(row.subscription_id.as_str())?;
        Ok(Subscription {
            id,
            display_name: rows::text(row.display_name).unwrap_or_else(|| id.to_string()),
            state: rows::text(row.state).unwrap_or_default(),
            tenant: row.tenant_id.and_then(|tenant| rows::guid(tenant.as_str()).ok()),
            management_group: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_lists_are_read_whole() {
        let Some(files) = contract::recordings() else { return };
        let mut seen = 0;
        for file in files {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default().trim_end_matches('/');
                if exchange.method == "GET"
                    && exchange.status == 200
                    && path.ends_with("azure.com/subscriptions")
                {
                    let page = read(&exchange.body).unwrap();
                    assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                    seen += page.rows.len();
                }
            }
        }
        assert!(seen > 5, "{seen}");
    }

    #[test]
    fn bad_rows_are_counted() {
        let page = read(br#"{"value":[{"subscriptionId":"x"},{"displayName":"y"}]}"#).unwrap();
        assert_eq!((page.rows.len(), page.unreadable), (0, 2));
    }
}
