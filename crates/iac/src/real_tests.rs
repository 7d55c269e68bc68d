//! Real material, kept beside the repository, through export and import.

use std::path::{Path, PathBuf};

use rolewright_authz::intent::{AssignmentIntent, IntentInput};
use serde_json::Value;

use crate::{Format, export, import};

/// A place in the shared data; `None` where it is not there.
fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is missing", path.display());
    None
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_published_condition_goes_out_and_comes_back() {
    let Some(path) = shared("conditions/corpus.json") else { return };
    let corpus = json(&path);
    let mut count = 0;
    for entry in corpus.as_array().unwrap() {
        let condition = entry["condition"].as_str().unwrap();
        let intent = AssignmentIntent::new(IntentInput {
            role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
            role_name: None,
            principal: "a3bb8764-cb92-4276-9d2a-ca1e895e55ea",
            principal_type: "User",
            scope: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590",
            condition,
            description: "",
        });
        let Ok(intent) = intent else { continue };
        for format in Format::ALL {
            let exported = export(&intent, format);
            let script = matches!(format, Format::AzBash | Format::AzPowerShell | Format::AzPowerShellModule);
            if exported.impossible.is_some() || script {
                continue;
            }
            let found = import(&exported.code, Some(format.file_name()));
            let texts: Vec<&str> = found.conditions.iter().map(|c| c.text.as_str()).collect();
            assert_eq!(texts, [condition], "{} {format:?}\n{}", entry["id"], exported.code);
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn a_published_condition_alone_in_a_file_is_taken_whole() {
    let Some(path) = shared("conditions/corpus.json") else { return };
    for entry in json(&path).as_array().unwrap() {
        let condition = entry["condition"].as_str().unwrap();
        if condition.trim().is_empty() {
            continue;
        }
        for file in [None, Some("rule.txt")] {
            let found = import(condition, file);
            let texts: Vec<&str> = found.conditions.iter().map(|c| c.text.as_str()).collect();
            assert_eq!(texts, [condition], "{}", entry["id"]);
        }
    }
}

#[test]
fn a_published_condition_is_found_in_prose() {
    let Some(path) = shared("conditions/corpus.json") else { return };
    let mut missed = Vec::new();
    let corpus = json(&path);
    let valid: Vec<&Value> = corpus.as_array().unwrap().iter().filter(|e| e["kind"] == "valid").collect();
    for entry in &valid {
        let condition = entry["condition"].as_str().unwrap().trim();
        let prose = format!("The team uses this one:\n\n    {condition}\n\nIt has worked since May.\n");
        let found = import(&prose, Some("notes.md"));
        if found.conditions.iter().map(|c| c.text.as_str()).ne([condition]) {
            missed.push(entry["id"].as_str().unwrap());
        }
    }
    assert!(missed.is_empty(), "{} of {}: {missed:?}", missed.len(), valid.len());
}

#[test]
fn the_conditions_of_built_in_roles_are_found() {
    let Some(path) = shared("contract/builtin-roles.json") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let mut expected = Vec::new();
    for role in json(&path)["value"].as_array().unwrap() {
        for permission in role["properties"]["permissions"].as_array().unwrap() {
            if let Some(condition) = permission["condition"].as_str().filter(|c| !c.is_empty()) {
                let version = permission["conditionVersion"].as_str().map(str::to_owned);
                expected.push((
                    role["properties"]["roleName"].as_str().unwrap().to_owned(),
                    condition.to_owned(),
                    version,
                ));
            }
        }
    }
    let found = import(&text, Some("builtin-roles.json"));
    let found: Vec<_> = found.conditions.into_iter().map(|c| (c.label, c.text, c.version)).collect();
    assert_eq!(found, expected);
    assert!(expected.len() >= 29);
}

#[test]
fn the_conditions_of_pim_examples_are_found() {
    let Some(path) =
        shared("contract/examples/authorization-pim/2020-10-01/PutRoleEligibilityScheduleRequest.json")
    else {
        return;
    };
    let text = std::fs::read_to_string(&path).unwrap();
    let found = import(&text, Some("request.json"));
    let example = &json(&path)["parameters"]["parameters"]["properties"]["condition"];
    assert!(
        found.conditions.iter().any(|c| *example == c.text && c.version.as_deref() == Some("1.0")),
        "{found:?}"
    );
}
