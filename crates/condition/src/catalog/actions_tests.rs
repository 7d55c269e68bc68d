use std::collections::HashSet;

use super::*;

fn titles(action: &str, suboperation: Option<&str>, negated: bool) -> Vec<String> {
    attributes_for(action, suboperation, negated)
        .into_iter()
        .filter(|a| a.column != Column::Caller)
        .map(|a| format!("{}:{}", a.source.as_str(), a.title))
        .collect()
}

#[test]
fn rows_of_one_action_stand_together_and_differ() {
    let mut closed = HashSet::new();
    let mut seen = HashSet::new();
    let mut last = "";
    for info in all() {
        if info.action != last {
            assert!(closed.insert(info.action), "{}", info.action);
            last = info.action;
        }
        assert!(seen.insert((info.action, info.suboperation, info.suboperation_negated)));
        assert!(attributes::all().iter().any(|a| info.offers(a)), "{}", info.title);
    }
}

#[test]
fn delegation_takes_request_for_write_and_resource_for_delete() {
    let write = titles("Microsoft.Authorization/roleAssignments/write", None, false);
    assert_eq!(write, ["Request:Role definition ID", "Request:Principal type", "Request:Principal ID"]);
    let delete = titles("microsoft.authorization/roleAssignments/DELETE", None, false);
    assert_eq!(delete, ["Resource:Role definition ID", "Resource:Principal type", "Resource:Principal ID"]);
    assert!(titles("Microsoft.Authorization/roleAssignments/*", None, false).is_empty(), "nothing in common");
}

#[test]
fn suboperations_choose_their_row() {
    assert_eq!(
        titles(BLOB_READ, Some("Blob.List"), false),
        [
            "Resource:Account name",
            "Resource:Container name",
            "Request:Blob prefix",
            "Resource:Is hierarchical namespace enabled"
        ]
    );
    let read = titles(BLOB_READ, Some("blob.list"), true);
    assert!(read.contains(&"Resource:Blob path".into()) && !read.contains(&"Request:Blob prefix".into()));
    let any = titles(BLOB_READ, None, false);
    assert!(any.contains(&"Resource:Blob path".into()) && any.contains(&"Request:Blob prefix".into()));
    let write = titles(BLOB_WRITE, None, false);
    assert!(!write.contains(&"Request:Blob index tags [Keys]".into()));
    let tagged = titles(BLOB_WRITE, Some("Blob.Write.WithTagHeaders"), false);
    assert!(tagged.contains(&"Request:Blob index tags [Keys]".into()));
}

#[test]
fn unknown_actions_have_no_attributes() {
    for action in ["", "Microsoft.Compute/virtualMachines/read", "'", "é"] {
        assert!(matching(action, None, false).is_empty(), "{action}");
        assert!(attributes_for(action, Some("x"), true).is_empty(), "{action}");
    }
}

#[test]
fn callers_are_offered_where_documented_and_never_refused() {
    let now = attributes::by_id("Environment:UtcNow").unwrap();
    let offered = |action: &str| attributes_for(action, None, false).iter().any(|a| a.text == "UtcNow");
    assert!(offered(BLOB_WRITE) && offered("*/queues/messages/read"));
    assert!(!offered("Microsoft.KeyVault/vaults/secrets/delete"));
    assert!(all().iter().all(|info| info.takes(now)));
}
