use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::*;

/// Azure's own list, kept beside the repository; `None` where it is not there.
fn azure_roles() -> Option<BTreeMap<String, Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/contract/builtin-roles.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
        eprintln!("skipped: {} is missing", path.display());
        return None;
    };
    let list: Value = serde_json::from_str(&text).unwrap();
    let roles = list["value"].as_array().unwrap().iter();
    Some(roles.map(|r| (r["name"].as_str().unwrap().to_owned(), r["properties"].clone())).collect())
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|v| v.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_entry_agrees_with_azure() {
    let Some(azure) = azure_roles() else { return };
    for role in starter() {
        let facts = &role.facts;
        let theirs = azure.get(&facts.id.to_string()).unwrap_or_else(|| panic!("no role {}", facts.id));
        assert_eq!(theirs["roleName"], facts.name);
        let blocks: Vec<Permission> = theirs["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|b| Permission {
                actions: strings(&b["actions"]),
                not_actions: strings(&b["notActions"]),
                data_actions: strings(&b["dataActions"]),
                not_data_actions: strings(&b["notDataActions"]),
            })
            .collect();
        assert_eq!(facts.permissions, blocks, "{}", facts.name);
        assert_ne!(theirs["description"], role.description, "{}: in our own words", facts.name);
        let limited = blocks.len() == 1 && theirs["permissions"][0]["condition"].is_string();
        assert_eq!(
            limited,
            facts.privileged.as_ref().is_some_and(|p| p.starts_with("can assign the ")),
            "{}",
            facts.name
        );
    }
}

#[test]
fn the_catalogue_is_a_catalogue() {
    assert!(starter().len() >= 40);
    let ids: BTreeSet<_> = starter().iter().map(|r| r.facts.id).collect();
    let names: BTreeSet<_> = starter().iter().map(|r| &r.facts.name).collect();
    assert_eq!((ids.len(), names.len()), (starter().len(), starter().len()));
    for role in starter() {
        assert!(role.description.ends_with('.') && !role.category.is_empty(), "{}", role.facts.name);
    }
}

#[test]
fn who_can_assign_roles_is_privileged() {
    for role in starter() {
        let says = role.facts.privileged.as_ref().is_some_and(|p| p.starts_with("can assign "));
        assert_eq!(role.facts.can_assign_roles(), says, "{}", role.facts.name);
    }
}

#[test]
fn roles_are_found_by_name_and_id() {
    let by = |text: &str| find(text).map(|r| r.facts.name.as_str());
    assert_eq!(by(" key vault secrets user "), Some("Key Vault Secrets User"));
    assert_eq!(by("8E3AF657A8FF443CA75C2FE8C4BCB635"), Some("Owner"));
    assert_eq!(by("Owners"), None);
    const OWNER: &str =
        "providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    for text in [
        format!("/{OWNER}"),
        format!("/subscriptions/11111111-1111-1111-1111-111111111111/{OWNER}"),
        format!(" /subscriptions/x/resourceGroups/y/{} ", OWNER.to_lowercase()),
        format!("/providers/Microsoft.Management/managementGroups/z/{OWNER}/"),
    ] {
        assert_eq!(by(&text), Some("Owner"), "{text}");
    }
    for text in [
        "/subscriptions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        "/providers/Microsoft.Authorization/roleAssignments/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        "/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        "/",
        "",
    ] {
        assert_eq!(id(text), None, "{text}");
    }
}

#[test]
fn names_that_were_meant_are_suggested() {
    assert_eq!(similar("Owners"), ["Owner"]);
    assert_eq!(similar("blob data reader"), ["Storage Blob Data Reader"]);
    assert_eq!(similar("Contributer").first(), Some(&"Contributor"));
    assert!(similar("key vault").len() == 3);
    assert!(similar("").is_empty() && similar("zzzzzzzz").is_empty());
}
