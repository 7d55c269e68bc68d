//! Tenants in which the signed-in principal has an account.
//!
//! Azure tells a tenant's name only to a token of that tenant; of the others there may be the id alone.
//! Azure: <https://learn.microsoft.com/rest/api/resources/tenants/list>

use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2022-12-01";

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Its id.
    pub id: Guid,
    /// Its display name.
    pub display_name: Option<String>,
    /// `contoso.onmicrosoft.com`
    pub default_domain: Option<String>,
    /// `Home`, `ProjectedBy`, `ManagedBy`, as written.
    pub category: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    tenant_id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    default_domain: Option<Text<'a>>,
    #[serde(borrow, default)]
    tenant_category: Option<Text<'a>>,
}

/// All of them.
#[must_use]
pub fn list(azure: &Azure) -> Pages<Tenant> {
    Pages::new(azure, Call::get(azure.arm("/tenants", &[("api-version", API_VERSION)])), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Tenant>> {
    rows::page(body, |row: Row<'_>| {
        Ok(Tenant {
            id: rows::guid(row.tenant_id.as_str())?,
            display_name: rows::text(row.display_name),
            default_domain: rows::text(row.default_domain),
            category: rows::text(row.tenant_category),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_tenants_are_read() {
        let mut seen = 0;
        for file in contract::recordings().unwrap_or_default() {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default();
                if exchange.status == 200 && path.ends_with(".com/tenants") {
                    let page = read(&exchange.body).unwrap();
                    assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                    seen += page.rows.len();
                }
            }
        }
        assert!(contract::text("index.md").is_none() || seen > 0);
    }
}
