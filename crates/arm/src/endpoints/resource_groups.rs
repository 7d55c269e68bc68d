//! Resource groups.
//! Azure: <https://learn.microsoft.com/rest/api/resources/resource-groups/list>

use std::collections::BTreeMap;

use rolewright_authz::records::ResourceGroup;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2022-09-01";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default)]
    location: Option<Text<'a>>,
    #[serde(borrow, default)]
    managed_by: Option<Text<'a>>,
    #[serde(default)]
    tags: Option<BTreeMap<String, Option<String>>>,
}

/// All of a subscription.
#[must_use]
pub fn list(azure: &Azure, subscription: Guid) -> Pages<ResourceGroup> {
    let path = format!("/subscriptions/{subscription}/resourcegroups");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", API_VERSION)])), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<ResourceGroup>> {
    rows::page(body, |row: Row<'_>| {
        Ok(ResourceGroup {
            id: ScopePath::new(row.id.as_str()),
            location: rows::text(row.location).unwrap_or_default(),
            managed_by: rows::text(row.managed_by),
            tags: tags(row.tags),
        })
    })
}

/// Tags sorted by name; a tag without a value has an empty one.
pub(super) fn tags(tags: Option<BTreeMap<String, Option<String>>>) -> Vec<(String, String)> {
    tags.into_iter().flatten().map(|(name, value)| (name, value.unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_and_official_groups_are_read() {
        // No recording lists groups; single ones have the same form.
        let mut groups = Vec::new();
        for file in contract::recordings().unwrap_or_default() {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default().to_ascii_lowercase();
                let single = path.rsplit('/').nth(1) == Some("resourcegroups");
                if single && exchange.status == 200 && !exchange.body.is_empty() {
                    groups.push(String::from_utf8(exchange.body).unwrap());
                }
            }
        }
        for (file, body) in contract::examples("examples/resources") {
            if file.ends_with("/CreateResourceGroup.json") {
                groups.push(body.to_string());
            }
        }
        let page = read(format!("{{\"value\":[{}]}}", groups.join(",")).as_bytes()).unwrap();
        assert_eq!(page.unreadable, 0, "{:?}", page.problem);
        assert!(page.rows.iter().all(|group| group.id.resource_group().is_some()));
        assert!(contract::text("index.md").is_none() || page.rows.len() > 10, "{}", page.rows.len());
    }

    #[test]
    fn tags_without_values_stay() {
        let page = read(br#"{"value":[{"id":"/subscriptions/s/resourceGroups/g","tags":{"b":null,"a":"1"}},{"id":"/x","tags":[]}]}"#);
        let page = page.unwrap();
        assert_eq!(page.rows[0].tags, [("a".to_owned(), "1".to_owned()), ("b".to_owned(), String::new())]);
        assert_eq!(page.unreadable, 1);
    }
}
