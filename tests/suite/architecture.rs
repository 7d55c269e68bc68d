//! The arrows between crates: what `cargo metadata` says is compared with the table of the design.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::tree;

/// Package, and the packages of ours that it may depend on. Anything else is a failure.
const ARROWS: &[(&str, &[&str])] = &[
    ("rolewright-condition", &[]),
    ("rolewright-authz", &["rolewright-condition"]),
    ("rolewright-iac", &["rolewright-authz", "rolewright-condition"]),
    ("rolewright-arm", &["rolewright-authz", "rolewright-condition"]),
    ("rolewright-store", &["rolewright-authz", "rolewright-condition"]),
    ("rolewright-sandbox", &["rolewright-authz", "rolewright-condition"]),
    (
        "rolewright-api",
        &[
            "rolewright-condition",
            "rolewright-authz",
            "rolewright-iac",
            "rolewright-arm",
            "rolewright-store",
            "rolewright-sandbox",
        ],
    ),
    ("rolewright-cli", &["rolewright-api"]),
    ("rolewright-desktop", &["rolewright-api"]),
    (
        "rolewright-tests",
        &[
            "rolewright-condition",
            "rolewright-authz",
            "rolewright-iac",
            "rolewright-arm",
            "rolewright-store",
            "rolewright-sandbox",
            "rolewright-api",
            "rolewright-cli",
        ],
    ),
];

/// Outside crate (a trailing `*` stands for a family), and the only packages that may name it.
const FENCED: &[(&str, &[&str])] = &[
    ("tauri*", &["rolewright-desktop"]),
    ("sqlx", &["rolewright-store"]),
    ("reqwest", &["rolewright-arm"]),
    ("azure_*", &["rolewright-arm"]),
    ("oauth2", &["rolewright-arm"]),
    ("axum*", &["rolewright-sandbox"]),
    ("rustls*", &["rolewright-sandbox", "rolewright-arm"]),
    ("ts-rs", &["rolewright-api"]),
    ("anyhow", &["rolewright-desktop", "rolewright-tests"]),
    (
        "tokio",
        &[
            "rolewright-arm",
            "rolewright-sandbox",
            "rolewright-store",
            "rolewright-api",
            "rolewright-cli",
            "rolewright-desktop",
        ],
    ),
    (
        "serde",
        &[
            "rolewright-arm",
            "rolewright-sandbox",
            "rolewright-store",
            "rolewright-api",
            "rolewright-cli",
            "rolewright-desktop",
            "rolewright-tests",
        ],
    ),
];

/// Effects, and the crates in which they must not appear outside tests.
const EFFECTS: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
];
const PURE: &[&str] = &["condition", "authz", "iac"];

/// Package name to its dependencies: name and whether it is for tests and benches only.
fn packages() -> BTreeMap<String, Vec<(String, bool)>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(tree::root())
        .output()
        .expect("cargo answers");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"]
        .as_array()
        .expect("a list of packages")
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("a list").iter().map(|d| {
                // What is optional is what the suites need; the program has no optional parts.
                let tests_only = d["kind"].as_str() == Some("dev") || d["optional"] == true;
                (d["name"].as_str().expect("a name").to_owned(), tests_only)
            });
            (package["name"].as_str().expect("a name").to_owned(), dependencies.collect())
        })
        .collect()
}

#[test]
fn arrows_point_only_where_the_design_allows() {
    for (package, dependencies) in packages() {
        let (_, allowed) = ARROWS.iter().find(|(name, _)| *name == package).unwrap_or_else(|| {
            panic!("{package} is not in the table of arrows; add it there and to ARCHITECTURE.md")
        });
        for (name, _) in dependencies.iter().filter(|(name, _)| name.starts_with("rolewright-")) {
            assert!(allowed.contains(&name.as_str()), "{package} must not depend on {name}");
        }
    }
}

#[test]
fn outside_crates_stay_behind_their_fence() {
    for (package, dependencies) in packages() {
        for (name, _) in dependencies.iter().filter(|(_, dev)| !dev) {
            for (fenced, allowed) in FENCED {
                let hit = fenced.strip_suffix('*').map_or(name == fenced, |family| name.starts_with(family));
                assert!(!hit || allowed.contains(&package.as_str()), "{package} must not depend on {name}");
            }
        }
    }
}

#[test]
fn pure_crates_touch_nothing_outside() {
    for file in tree::files() {
        let inside = PURE.iter().any(|krate| file.starts_with(Path::new("crates").join(krate).join("src")));
        let is_test = ["tests.rs", "sample.rs"].iter().any(|name| file.to_string_lossy().ends_with(name));
        if !inside || is_test || file.extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let text = tree::read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for effect in EFFECTS {
            assert!(!code.contains(effect), "{} must not use {effect}", file.display());
        }
    }
}

#[test]
fn only_the_host_seam_of_the_ui_knows_tauri() {
    for file in tree::files() {
        let path = file.to_string_lossy().into_owned();
        if !path.starts_with("ui/src/") || !(path.ends_with(".ts") || path.ends_with(".tsx")) {
            continue;
        }
        let text = tree::read(&file);
        if path != "ui/src/host/tauri.ts" {
            assert!(
                !text.contains("@tauri-apps/"),
                "{path} must not import Tauri; go through ui/src/host/types.ts"
            );
        }
        let feature = path.strip_prefix("ui/src/features/").and_then(|rest| rest.split('/').next());
        for line in text.lines().filter(|l| l.contains("from \"") || l.contains("from '")) {
            if let Some(feature) = feature {
                let other = line.split("features/").nth(1).and_then(|rest| rest.split('/').next());
                assert!(
                    other.is_none_or(|o| o == feature),
                    "{path}: a feature never imports another: {line}"
                );
            }
            let shared = path.starts_with("ui/src/components/") || path.starts_with("ui/src/host/");
            assert!(
                !(shared && (line.contains("/features/") || line.contains("/app/"))),
                "{path}: points outward: {line}"
            );
        }
    }
}
