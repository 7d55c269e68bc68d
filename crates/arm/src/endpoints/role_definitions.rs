//! Role definitions, built-in and custom.
//!
//! Read with a preview version, the first that shows the condition of a permission block: without it the built-in
//! delegation roles look unlimited.
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-definitions/list>

use rolewright_authz::records::{PermissionBlock, RoleDefinition, RoleKind};
use rolewright_authz::scope_path::ScopePath;
use serde::Deserialize;

use super::permission_blocks::BlockRow;
use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2022-05-01-preview";

/// Which definitions to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Built-in and custom.
    All,
    /// Custom only.
    Custom,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow)]
    role_name: Text<'a>,
    #[serde(borrow, default, rename = "type")]
    kind: Option<Text<'a>>,
    #[serde(borrow, default)]
    description: Option<Text<'a>>,
    #[serde(borrow, default)]
    assignable_scopes: Option<Vec<Text<'a>>>,
    #[serde(borrow, default)]
    permissions: Option<Vec<BlockRow<'a>>>,
    #[serde(borrow, default)]
    created_on: Option<Text<'a>>,
    #[serde(borrow, default)]
    created_by: Option<Text<'a>>,
    #[serde(borrow, default)]
    updated_on: Option<Text<'a>>,
    #[serde(borrow, default)]
    updated_by: Option<Text<'a>>,
}

/// Those that can be assigned at the scope.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath, which: Which) -> Pages<RoleDefinition> {
    let path = super::at(scope, "/providers/Microsoft.Authorization/roleDefinitions");
    let url = match which {
        Which::All => azure.arm(&path, &[("api-version", API_VERSION)]),
        Which::Custom => {
            azure.arm(&path, &[("api-version", API_VERSION), ("$filter", "type eq 'CustomRole'")])
        }
    };
    Pages::new(azure, Call::get(url), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<RoleDefinition>> {
    rows::page(body, |row: Row<'_>| {
        let properties = row.properties;
        Ok(RoleDefinition {
            id: rows::guid(row.name.as_str())?,
            name: properties.role_name.into_string(),
            kind: RoleKind::parse(properties.kind.as_ref().map_or("", Text::as_str)),
            description: rows::text(properties.description).unwrap_or_default(),
            assignable_scopes: properties
                .assignable_scopes
                .into_iter()
                .flatten()
                .map(|scope| ScopePath::new(scope.as_str()))
                .collect(),
            permissions: properties.permissions.into_iter().flatten().map(PermissionBlock::from).collect(),
            stamp: rows::stamp(
                properties.created_on.as_ref(),
                properties.created_by,
                properties.updated_on.as_ref(),
                properties.updated_by,
            ),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn every_built_in_role_is_read_with_its_conditions() {
        let Some(text) = contract::text("builtin-roles.json") else { return };
        let page = read(text.as_bytes()).unwrap();
        assert_eq!(page.unreadable, 0, "{:?}", page.problem);
        assert!(page.rows.len() >= 900, "{}", page.rows.len());
        assert!(page.rows.iter().all(|role| role.kind == RoleKind::BuiltIn));
        let conditional =
            page.rows.iter().filter(|role| role.permissions.iter().any(|b| b.condition.is_some()));
        assert!(conditional.count() >= 29);
        assert!(page.rows.iter().filter(|role| role.permissions.len() > 1).count() >= 16);
        assert!(
            page.rows.iter().flat_map(|r| &r.permissions).flat_map(|b| &b.actions).all(|a| a.trim() == a)
        );
    }

    #[test]
    fn recorded_lists_are_read_whole() {
        let Some(files) = contract::recordings() else { return };
        let mut seen = 0;
        for file in files {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default();
                if exchange.method == "GET" && exchange.status == 200 && path.ends_with("/roleDefinitions") {
                    let page = read(&exchange.body).unwrap();
                    assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                    seen += page.rows.len();
                }
            }
        }
        assert!(seen > 1000, "{seen}");
    }
}
