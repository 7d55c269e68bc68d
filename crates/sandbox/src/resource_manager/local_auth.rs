//! How each resource type spells its switch for keys and other local authentication.
//!
//! Azure: <https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies>, the policies named
//! "should have local authentication methods disabled".

use serde_json::{Map, Value, json};

/// Type, path below `properties`, and whether `true` there means that keys work.
const SWITCHES: [(&str, &[&str], bool); 25] = [
    ("Microsoft.CognitiveServices/accounts", &["disableLocalAuth"], false),
    ("Microsoft.Storage/storageAccounts", &["allowSharedKeyAccess"], true),
    ("Microsoft.ServiceBus/namespaces", &["disableLocalAuth"], false),
    ("Microsoft.EventHub/namespaces", &["disableLocalAuth"], false),
    ("Microsoft.Relay/namespaces", &["disableLocalAuth"], false),
    ("Microsoft.EventGrid/topics", &["disableLocalAuth"], false),
    ("Microsoft.EventGrid/domains", &["disableLocalAuth"], false),
    ("Microsoft.EventGrid/partnerNamespaces", &["disableLocalAuth"], false),
    ("Microsoft.DocumentDB/databaseAccounts", &["disableLocalAuth"], false),
    ("Microsoft.Search/searchServices", &["disableLocalAuth"], false),
    ("Microsoft.AppConfiguration/configurationStores", &["disableLocalAuth"], false),
    ("Microsoft.SignalRService/signalR", &["disableLocalAuth"], false),
    ("Microsoft.SignalRService/webPubSub", &["disableLocalAuth"], false),
    ("Microsoft.Maps/accounts", &["disableLocalAuth"], false),
    ("Microsoft.BotService/botServices", &["disableLocalAuth"], false),
    ("Microsoft.Communication/communicationServices", &["disableLocalAuth"], false),
    ("Microsoft.Devices/IotHubs", &["disableLocalAuth"], false),
    ("Microsoft.Automation/automationAccounts", &["disableLocalAuth"], false),
    ("microsoft.insights/components", &["DisableLocalAuth"], false),
    ("Microsoft.OperationalInsights/workspaces", &["features", "disableLocalAuth"], false),
    ("Microsoft.MachineLearningServices/workspaces/computes", &["disableLocalAuth"], false),
    ("Microsoft.ContainerRegistry/registries", &["adminUserEnabled"], true),
    ("Microsoft.ContainerService/managedClusters", &["disableLocalAccounts"], false),
    ("Microsoft.Cache/redis", &["disableAccessKeyAuthentication"], false),
    ("Microsoft.Synapse/workspaces", &["azureADOnlyAuthentication"], false),
];

fn switch(kind: &str) -> Option<(&'static [&'static str], bool)> {
    let found = SWITCHES.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(kind));
    found.map(|(_, path, inverted)| (*path, *inverted))
}

/// Writes the state of the switch where the type has it.
pub(crate) fn write(kind: &str, disabled: Option<bool>, properties: &mut Map<String, Value>) {
    let (Some((path, inverted)), Some(disabled)) = (switch(kind), disabled) else { return };
    let value = json!(disabled != inverted);
    match path {
        [name] => {
            properties.insert((*name).to_owned(), value);
        }
        [outer, name] => {
            properties.insert((*outer).to_owned(), json!({*name: value}));
        }
        _ => {}
    }
}

/// What a body says about the switch; `None` where it does not mention it or the type has none.
pub(crate) fn read(kind: &str, properties: &Value) -> Option<bool> {
    let (path, inverted) = switch(kind)?;
    let value = path.iter().try_fold(properties, |value, name| super::call::member(value, name))?;
    Some(value.as_bool()? != inverted)
}

/// Whether resources of this type have the switch.
pub(crate) fn has(kind: &str) -> bool {
    switch(kind).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_read_as_it_is_written() {
        for (kind, _, _) in SWITCHES {
            for disabled in [true, false] {
                let mut properties = Map::new();
                write(kind, Some(disabled), &mut properties);
                assert_eq!(read(kind, &Value::Object(properties)), Some(disabled), "{kind}");
            }
        }
        assert_eq!(read("Microsoft.Network/virtualNetworks", &json!({"disableLocalAuth": true})), None);
        assert_eq!(read("Microsoft.Storage/storageAccounts", &json!({"allowSharedKeyAccess": null})), None);
    }
}
