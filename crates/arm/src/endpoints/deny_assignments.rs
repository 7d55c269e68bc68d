//! Deny assignments.
//! Azure: <https://learn.microsoft.com/rest/api/authorization/deny-assignments>

use rolewright_authz::records::{DeniedPrincipal, DenyAssignment, PermissionBlock};
use rolewright_authz::scope_path::ScopePath;
use serde::Deserialize;

use super::permission_blocks::BlockRow;
use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2022-04-01";

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow, default)]
    deny_assignment_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    description: Option<Text<'a>>,
    #[serde(borrow, default)]
    permissions: Option<Vec<BlockRow<'a>>>,
    #[serde(borrow, default)]
    scope: Option<Text<'a>>,
    #[serde(default)]
    do_not_apply_to_child_scopes: Option<bool>,
    #[serde(borrow, default)]
    principals: Option<Vec<PrincipalRow<'a>>>,
    #[serde(borrow, default)]
    exclude_principals: Option<Vec<PrincipalRow<'a>>>,
    #[serde(default)]
    is_system_protected: Option<bool>,
    #[serde(borrow, default)]
    condition: Option<Text<'a>>,
    #[serde(borrow, default)]
    created_on: Option<Text<'a>>,
    #[serde(borrow, default)]
    created_by: Option<Text<'a>>,
    #[serde(borrow, default)]
    updated_on: Option<Text<'a>>,
    #[serde(borrow, default)]
    updated_by: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct PrincipalRow<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default, rename = "type")]
    kind: Option<Text<'a>>,
}

/// Those that concern the scope. A list of a subscription shows what lies above and below it as well.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath) -> Pages<DenyAssignment> {
    let path = super::at(scope, "/providers/Microsoft.Authorization/denyAssignments");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", API_VERSION)])), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<DenyAssignment>> {
    rows::page(body, |row: Row<'_>| {
        let properties = row.properties;
        let id = row.id.as_str();
        // Old rows name their scope without a slash in front, or not at all.
        let scope = match rows::text(properties.scope) {
            Some(scope) if scope.starts_with('/') => ScopePath::new(&scope),
            Some(scope) if !scope.is_empty() => ScopePath::new(&format!("/{scope}")),
            _ => rows::scope_of(id, "Microsoft.Authorization/denyAssignments")?,
        };
        Ok(DenyAssignment {
            id: rows::last_guid(id)?,
            name: rows::text(properties.deny_assignment_name).unwrap_or_default(),
            description: rows::text(properties.description),
            scope,
            not_below: properties.do_not_apply_to_child_scopes.unwrap_or_default(),
            permissions: properties.permissions.into_iter().flatten().map(PermissionBlock::from).collect(),
            principals: principals(properties.principals)?,
            excluded: principals(properties.exclude_principals)?,
            system_protected: properties.is_system_protected.unwrap_or_default(),
            condition: rows::text(properties.condition),
            stamp: rows::stamp(
                properties.created_on.as_ref(),
                properties.created_by,
                properties.updated_on.as_ref(),
                properties.updated_by,
            ),
        })
    })
}

fn principals(rows: Option<Vec<PrincipalRow<'_>>>) -> Result<Vec<DeniedPrincipal>, String> {
    rows.into_iter()
        .flatten()
        .map(|row| {
            Ok(DeniedPrincipal {
                id: rows::guid(row.id.as_str())?,
                kind: rows::text(row.kind).unwrap_or_default(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_rows_of_every_age_are_read() {
        let file = "recordings/transcribed/deny_assignments_list_2018-11-26_EXCERPT.json";
        let Some(exchanges) = contract::exchanges(file) else { return };
        for exchange in exchanges {
            let page = read(&exchange.body).unwrap();
            assert_eq!((page.rows.len(), page.unreadable), (5, 0), "{:?}", page.problem);
            let everybody = page.rows.iter().flat_map(|row| &row.principals).filter(|p| p.kind == "Everyone");
            assert!(everybody.count() > 0);
            assert!(page.rows.iter().all(|row| row.scope.as_str().starts_with('/')));
        }
        let created = "recordings/transcribed/deny_assignment_create_get_2026-03-31.json";
        for exchange in contract::exchanges(created).unwrap_or_default() {
            if exchange.url.contains("denyAssignments") && exchange.status < 300 {
                let body = [b"{\"value\":[".as_slice(), &exchange.body, b"]}"].concat();
                let page = read(&body).unwrap();
                assert_eq!(page.unreadable, 0, "{:?}", page.problem);
                assert!(!page.rows[0].system_protected && !page.rows[0].permissions.is_empty());
            }
        }
    }

    #[test]
    fn odd_rows_are_counted() {
        let page = read(br#"{"value":[{"id":"/a/b","properties":{}},{"id":"/providers/Microsoft.Authorization/denyAssignments/11111111111111111111111111111111","properties":{"principals":[{"id":"x"}]}}]}"#).unwrap();
        assert_eq!((page.rows.len(), page.unreadable), (0, 2));
    }
}
