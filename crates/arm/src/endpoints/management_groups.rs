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
    use crate::contract;

    #[test]
    fn the_recorded_tree_is_read() {
        let file = "recordings/managementgroups/test_managementgroup_get_entities.json";
        let Some(exchanges) = contract::exchanges(file) else { return };
        let listed = exchanges.iter().filter(|e| e.url.contains("getEntities") && e.status == 200);
        let mut seen = 0;
        for exchange in listed {
            let page = read(&exchange.body).unwrap();
            assert_eq!(page.unreadable, 0, "{:?}", page.problem);
            let groups = page.rows.iter().filter_map(|entity| match entity {
                Entity::ManagementGroup(group) => Some(group),
                Entity::Subscription { .. } => None,
            });
            let names: Vec<_> = groups.clone().map(|group| group.name.as_str()).collect();
            for group in groups {
                assert!(group.parent.as_deref().is_none_or(|p| names.contains(&p)), "{group:?}");
            }
            seen += page.rows.len();
        }
        assert!(seen > 2, "{seen}");
    }

    #[test]
    fn the_official_example_is_read() {
        for (file, body) in contract::examples("examples/managementgroups") {
            if file.ends_with("GetEntities.json") {
                assert_eq!(read(body.to_string().as_bytes()).unwrap().unreadable, 0, "{file}");
            }
        }
    }
}
