//! Resources, and whether keys and other local ways of signing in to them are switched off.
//!
//! Resource Graph gives both in one query; the ARM list gives no properties, so the switch stays unknown there.

use std::collections::BTreeMap;

use rolewright_authz::records::Resource;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use super::resource_graph;
use super::resource_groups::tags;
use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2024-03-01";

/// The switches by their names below `properties`, and the value that means "off". The table is the union of what
/// the types of resources call it.
/// Azure: <https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies> (local authentication),
/// <https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent>
const SWITCHES: &[(&str, &[&str], &str)] = &[
    ("microsoft.cognitiveservices/accounts", &["disableLocalAuth"], "true"),
    ("microsoft.storage/storageaccounts", &["allowSharedKeyAccess"], "false"),
    ("microsoft.servicebus/namespaces", &["disableLocalAuth"], "true"),
    ("microsoft.eventhub/namespaces", &["disableLocalAuth"], "true"),
    ("microsoft.relay/namespaces", &["disableLocalAuth"], "true"),
    ("microsoft.eventgrid/topics", &["disableLocalAuth"], "true"),
    ("microsoft.eventgrid/domains", &["disableLocalAuth"], "true"),
    ("microsoft.eventgrid/partnernamespaces", &["disableLocalAuth"], "true"),
    ("microsoft.documentdb/databaseaccounts", &["disableLocalAuth"], "true"),
    ("microsoft.search/searchservices", &["disableLocalAuth"], "true"),
    ("microsoft.appconfiguration/configurationstores", &["disableLocalAuth"], "true"),
    ("microsoft.signalrservice/signalr", &["disableLocalAuth"], "true"),
    ("microsoft.signalrservice/webpubsub", &["disableLocalAuth"], "true"),
    ("microsoft.maps/accounts", &["disableLocalAuth"], "true"),
    ("microsoft.botservice/botservices", &["disableLocalAuth"], "true"),
    ("microsoft.communication/communicationservices", &["disableLocalAuth"], "true"),
    ("microsoft.devices/iothubs", &["disableLocalAuth"], "true"),
    ("microsoft.automation/automationaccounts", &["disableLocalAuth"], "true"),
    ("microsoft.insights/components", &["DisableLocalAuth"], "true"),
    ("microsoft.operationalinsights/workspaces", &["features", "disableLocalAuth"], "true"),
    ("microsoft.machinelearningservices/workspaces/computes", &["disableLocalAuth"], "true"),
    ("microsoft.containerregistry/registries", &["adminUserEnabled"], "false"),
    ("microsoft.containerservice/managedclusters", &["disableLocalAccounts"], "true"),
    ("microsoft.cache/redis", &["disableAccessKeyAuthentication"], "true"),
    ("microsoft.cache/redisenterprise/databases", &["accessKeysAuthentication"], "Disabled"),
    ("microsoft.sql/servers", &["administrators", "azureADOnlyAuthentication"], "true"),
    ("microsoft.synapse/workspaces", &["azureADOnlyAuthentication"], "true"),
    ("microsoft.loadtestservice/playwrightworkspaces", &["localAuth"], "Disabled"),
];

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    location: Option<Text<'a>>,
    #[serde(default)]
    tags: Option<BTreeMap<String, Option<String>>>,
    /// What the query made of the type's own switch.
    #[serde(borrow, default)]
    switch: Option<Text<'a>>,
}

/// All resources of all subscriptions that the account may read.
///
/// # Errors
/// Never in practice: the query is a constant.
pub fn query(azure: &Azure) -> Result<Pages<Resource>, Error> {
    resource_graph::query(azure, &kusto(), read)
}

/// All resources of a subscription, from ARM, without their switches.
#[must_use]
pub fn list(azure: &Azure, subscription: Guid) -> Pages<Resource> {
    let path = format!("/subscriptions/{subscription}/resources");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", API_VERSION)])), read_list)
}

/// The query: the switch is picked out by Azure, so that whole property bags do not travel.
fn kusto() -> String {
    let mut case = String::new();
    for (kind, path, _) in SWITCHES {
        let path: String = path.iter().map(|name| format!(".{name}")).collect();
        case.push_str(&format!("type =~ '{kind}', tostring(properties{path}), "));
    }
    format!("resources | project id, type, location, tags, switch = case({case}'') | order by id asc")
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Resource>> {
    rows::page(body, |row: Row<'_>| {
        let kind = row.kind.as_str().to_ascii_lowercase();
        let switch = SWITCHES.iter().find(|(known, _, _)| *known == kind);
        // A switch that was never touched is absent, which means that local authentication is on.
        let off = switch
            .map(|(_, _, off)| row.switch.as_ref().is_some_and(|now| now.as_str().eq_ignore_ascii_case(off)));
        Ok(resource(row, off))
    })
}

fn read_list(body: &[u8]) -> serde_json::Result<Page<Resource>> {
    rows::page(body, |row: Row<'_>| Ok(resource(row, None)))
}

fn resource(row: Row<'_>, local_auth_disabled: Option<bool>) -> Resource {
    Resource {
        id: ScopePath::new(row.id.as_str()),
        kind: row.kind.into_string(),
        location: rows::text(row.location).unwrap_or_default(),
        tags: tags(row.tags),
        local_auth_disabled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn the_switch_is_read_per_type() {
        let row = |kind: &str, switch: &str| {
            format!(r#"{{"id":"/subscriptions/s","type":"{kind}","switch":{switch}}}"#)
        };
        let cases = [
            ("Microsoft.CognitiveServices/accounts", "\"true\"", Some(true)),
            ("microsoft.cognitiveservices/accounts", "\"\"", Some(false)),
            ("microsoft.storage/storageaccounts", "\"false\"", Some(true)),
            ("microsoft.storage/storageaccounts", "\"\"", Some(false)),
            ("microsoft.storage/storageaccounts", "null", Some(false)),
            ("microsoft.cache/redisenterprise/databases", "\"disabled\"", Some(true)),
            ("microsoft.network/virtualnetworks", "\"\"", None),
        ];
        for (kind, switch, expected) in cases {
            let page = read(format!(r#"{{"data":[{}]}}"#, row(kind, switch)).as_bytes()).unwrap();
            assert_eq!(page.rows[0].local_auth_disabled, expected, "{kind} {switch}");
        }
        assert!(kusto().contains("type =~ 'microsoft.operationalinsights/workspaces', tostring(properties.features.disableLocalAuth), "));
        assert!(SWITCHES.iter().all(|(kind, _, _)| *kind == kind.to_ascii_lowercase()));
    }

    #[test]
    fn recorded_lists_are_read_whole() {
        let mut seen = 0;
        for file in contract::recordings().unwrap_or_default() {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default();
                if exchange.method == "GET"
                    && exchange.status == 200
                    && path.ends_with("/resources")
                    && path.contains("/subscriptions/")
                {
                    let page = read_list(&exchange.body).unwrap();
                    assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                    seen += page.rows.len();
                }
            }
        }
        assert!(contract::text("index.md").is_none() || seen > 0);
    }
}
