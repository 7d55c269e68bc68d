//! The management-group tree.
//!
//! One `getEntities` gives everything that the account may see, groups and subscriptions, each with its parent.
//! Azure: <https://learn.microsoft.com/rest/api/managementgroups/entities/list>

use reqwest::Method;
use rolewright_authz::records::ManagementGroup;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2021-04-01";

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entity {
    /// A management group.
    ManagementGroup(ManagementGroup),
    /// A subscription, and the name of the group that it lies in.
    Subscription {
        /// Its id.
        id: Guid,
        /// Name of its management group.
        parent: Option<String>,
    },
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow, default)]
    display_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    parent: Option<Parent<'a>>,
}

#[derive(Deserialize)]
struct Parent<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
}

/// The whole tree, as far as the account may see it.
#[must_use]
pub fn entities(azure: &Azure) -> Pages<Entity> {
    let url = azure.arm("/providers/Microsoft.Management/getEntities", &[("api-version", API_VERSION)]);
    // It reads, though it is a POST.
    Pages::new(azure, Call::new(Method::POST, url).repeatable(), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Entity>> {
    rows::page(body, |row: Row<'_>| {
        let parent = row.properties.parent.and_then(|parent| rows::text(parent.id));
        let parent = parent.and_then(|id| id.rsplit('/').next().map(str::to_owned));
        if row.kind.as_str().to_ascii_lowercase().ends_with("/subscriptions") {
            return Ok(Entity::Subscription { id: rows::guid(row.name.as_str())?, parent });
        }
        let name = row.name.into_string();
        let display_name = rows::text(row.properties.display_name).unwrap_or_else(|| name.clone());
        Ok(Entity::ManagementGroup(ManagementGroup { name, display_name, parent }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documented shape, with what a caller sees who may not read every group.
    const TREE: &str = r#"{"count": 4, "value": [
        {"id": "/providers/Microsoft.Management/managementGroups/root", "name": "root",
         "type": "Microsoft.Management/managementGroups",
         "properties": {"tenantId": "00000000-0000-4000-8000-000000000009", "displayName": "Tenant Root Group",
           "parent": {"id": null}, "permissions": "view", "numberOfChildren": 1}},
        {"id": "/providers/Microsoft.Management/managementGroups/hub", "name": "hub",
         "type": "Microsoft.Management/managementGroups",
         "properties": {"displayName": null, "permissions": "noaccess", "somethingNew": [1],
           "parent": {"id": "/providers/Microsoft.Management/managementGroups/root"}}},
        {"id": "/subscriptions/00000000-0000-4000-8000-000000000001", "name": "00000000-0000-4000-8000-000000000001",
         "type": "/subscriptions", "properties": {"displayName": "Payroll",
           "parent": {"id": "/providers/Microsoft.Management/managementGroups/hub"}}},
        {"id": "/subscriptions/x", "name": "x", "type": "/subscriptions", "properties": {}}
    ]}"#;

    #[test]
    fn a_tree_is_read_and_what_is_odd_in_it_is_counted() {
        let group = |name: &str, display_name: &str, parent: Option<&str>| {
            let parent = parent.map(str::to_owned);
            let (name, display_name) = (name.to_owned(), display_name.to_owned());
            Entity::ManagementGroup(ManagementGroup { name, display_name, parent })
        };
        let page = read(TREE.as_bytes()).unwrap();
        let id = Guid::parse("00000000-0000-4000-8000-000000000001").unwrap();
        let expected = [
            group("root", "Tenant Root Group", None),
            // A group that may not be read has no name but its id.
            group("hub", "hub", Some("root")),
            Entity::Subscription { id, parent: Some("hub".to_owned()) },
        ];
        assert_eq!(page.rows, expected);
        assert_eq!((page.unreadable, page.next), (1, None));
        assert!(page.problem.is_some_and(|problem| problem.contains('x')));
        assert!(read(b"{\"value\": [").is_err());
    }
}
