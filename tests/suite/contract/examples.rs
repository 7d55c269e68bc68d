//! Every official example of a request that the sandbox answers: the answer has the same members and types.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::azure::Azure;
use super::beyond::BEYOND;
use super::example_requests::{SERVED, Served};
use super::matches;
use super::not_served::NOT_SERVED;
use super::shape::Shape;
use crate::tree;

const FOLDER: &str = "data/contract/examples";
const NOW: Timestamp = Timestamp::constant(1_780_000_000, 0);
const SOMEBODY: &str = "ce2ce14e-85d7-4629-bdbc-454d0519d987";

/// Every example by its path, or nothing where there is no test material.
fn examples() -> Option<Vec<(String, Value)>> {
    let paths = tree::shared_tree(FOLDER)?;
    paths
        .into_iter()
        .filter(|path| path.ends_with(".json"))
        .map(|path| {
            let text = tree::shared(&format!("{FOLDER}/{path}"))?;
            Some((path, serde_json::from_str(&text).unwrap()))
        })
        .collect()
}

/// The path without the version: `locks/ManagementLocks_GetAtScope`.
fn key(path: &str) -> String {
    let path = path.trim_end_matches(".json");
    let is_version = |part: &&str| !(part.len() >= 10 && part.starts_with("20") && part.contains('-'));
    path.split('/').filter(is_version).collect::<Vec<_>>().join("/")
}

/// The places that the requests name, by token.
fn stage(azure: &mut Azure) -> BTreeMap<&'static str, String> {
    let subscription = azure.subscription.clone();
    let tenant = azure.sandbox.tenants()[0].id.to_string();
    let subscription_id = subscription.rsplit('/').next().unwrap().to_owned();
    let group = format!("{subscription}/resourceGroups/examples");
    let principal = Guid::parse(SOMEBODY).unwrap();
    {
        let world = azure.sandbox.world();
        let mut world = world.write().unwrap();
        let id = world.tenants()[0].id;
        world.tenant_mut(id).unwrap().add_principal(Principal {
            id: principal,
            kind: PrincipalType::User,
            display_name: Some("Somebody".to_owned()),
            user_principal_name: Some("somebody@contoso.example".to_owned()),
            guest: false,
            app_id: None,
            service_principal_type: None,
            found: true,
        });
    }
    for namespace in ["Microsoft.Compute", "Microsoft.DataProtection", "Microsoft.RecoveryServices"] {
        let path = format!("{subscription}/providers/{namespace}/register?api-version=2024-03-01");
        assert_eq!(azure.manage("POST", &path, &Value::Null).status, 200);
    }
    let at = json!({"location": "westeurope", "tags": {"purpose": "examples"}});
    let resource = format!("{group}/providers/Microsoft.Compute/virtualMachines/vm");
    let vault = format!("{group}/providers/Microsoft.RecoveryServices/vaults/vault");
    let backup = format!("{group}/providers/Microsoft.DataProtection/backupVaults/backup");
    for place in [&group, &resource, &vault, &backup] {
        let made = azure.manage("PUT", &format!("{place}?api-version=2024-04-01"), &at);
        assert_eq!(made.status, 201, "{place}: {made:?}");
    }
    let guard = format!("{group}/providers/Microsoft.DataProtection/resourceGuards/guard");
    BTreeMap::from([
        ("{sub}", subscription),
        ("{group}", group),
        ("{vm}", resource),
        ("{vault}", vault),
        ("{backup}", backup),
        ("{guard}", guard),
        ("{subid}", subscription_id),
        ("{tenant}", tenant),
        ("{somebody}", SOMEBODY.to_owned()),
        ("{authz}", "providers/Microsoft.Authorization".to_owned()),
        ("{mg}", "/providers/Microsoft.Management/managementGroups".to_owned()),
        ("{log}", "providers/Microsoft.Insights/eventtypes/management/values".to_owned()),
        ("{since}", "eventTimestamp ge '2026-05-28T00:00:00Z'".replace(' ', "%20")),
    ])
}

fn filled(text: &str, names: &BTreeMap<&str, String>) -> String {
    // Twice, as what stands for something may name something else.
    let once = |text: String| names.iter().fold(text, |text, (token, name)| text.replace(token, name));
    once(once(text.to_owned()))
}

/// Where an answer differs from one example.
fn differences(example: &Value, status: u16, body: &Value) -> BTreeSet<String> {
    let Some(theirs) = example["responses"].get(status.to_string()) else {
        let code = body["error"]["code"].as_str().unwrap_or_default();
        return BTreeSet::from([format!("status {status} {code} is in no example")]);
    };
    match theirs.get("body") {
        Some(theirs) => Shape::of(theirs).differences(&Shape::of(body)),
        None => BTreeSet::new(),
    }
}

#[test]
fn official_examples_have_the_same_members_and_types() {
    let Some(examples) = examples() else { return };
    let mut azure = Azure::start(NOW);
    let names = stage(&mut azure);
    let mut wrong = BTreeSet::new();
    let mut compared = 0;
    let mut used = vec![false; BEYOND.len()];
    for Served { examples: pattern, method, path, body } in SERVED.into_iter().flatten() {
        let body =
            if body.is_empty() { Value::Null } else { serde_json::from_str(&filled(body, &names)).unwrap() };
        let answer = azure.manage(method, &filled(path, &names), &body);
        let mine: Vec<_> = examples.iter().filter(|(path, _)| matches(&key(path), pattern)).collect();
        if mine.is_empty() {
            assert!(answer.status < 300, "{pattern} {method} {path}: {answer:?}");
        }
        for (example, value) in mine {
            compared += 1;
            for what in differences(value, answer.status, &answer.body) {
                let reason = BEYOND
                    .iter()
                    .position(|(pattern, end, _)| matches(&key(example), pattern) && what.ends_with(end));
                match reason {
                    Some(at) => used[at] = true,
                    None => {
                        wrong.insert(format!("{example}: {what}"));
                    }
                }
            }
        }
    }
    for (path, _) in &examples {
        let served =
            SERVED.into_iter().flatten().filter(|served| matches(&key(path), served.examples)).count();
        let not = NOT_SERVED.iter().filter(|(pattern, _)| matches(&key(path), pattern)).count();
        if served == 0 && not == 0 {
            wrong.insert(format!("{path}: neither served nor listed as not served"));
        }
        if served > 0 && not > 0 {
            wrong.insert(format!("{path}: both served and listed as not served"));
        }
    }
    for ((pattern, end, reason), _) in BEYOND.iter().zip(&used).filter(|(_, used)| !**used) {
        wrong.insert(format!("no longer different: {pattern} {end} ({reason})"));
    }
    for (pattern, reason) in NOT_SERVED {
        if !examples.iter().any(|(path, _)| matches(&key(path), pattern)) {
            wrong.insert(format!("no such example: {pattern} ({reason})"));
        }
    }
    println!("{compared} of {} examples compared", examples.len());
    for line in &wrong {
        println!("{line}");
    }
    assert!(wrong.is_empty(), "{} differences", wrong.len());
    assert_eq!(compared, 161, "fewer would be a loss that nobody saw");
}
