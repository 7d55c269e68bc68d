use std::collections::HashSet;

use super::*;
use crate::syntax::ast::{ExprKind, Operand};
use crate::syntax::parse;

fn attribute(text: &str) -> Attribute {
    let exists = format!("Exists {text}");
    match parse(&exists).root.unwrap().kind {
        ExprKind::Exists(attribute) => attribute,
        other => panic!("{other:?}"),
    }
}

const BLOBS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

#[test]
fn ids_are_unique_and_found_again() {
    let mut seen = HashSet::new();
    for info in all() {
        assert!(seen.insert(info.id()), "{}", info.id());
        let text = format!("@{}[{}]", info.source.as_str(), info.text_with_key("Some key"));
        let found = find(&attribute(&text)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.id(), info.id());
        assert_eq!(found.key_of(&attribute(&text)), info.keyed().then_some("Some key"));
        assert_eq!(by_id(&info.id()).map(AttributeInfo::id), Some(info.id()));
    }
}

#[test]
fn every_operator_offered_exists_and_fits() {
    for info in all() {
        for name in info.operators {
            let (quantifier, base) = operators::from_full_name(name).unwrap_or_else(|| panic!("{name}"));
            assert!(info.accepts(base), "{name} on {}", info.id());
            assert!(quantifier.is_none() || base.can_be_quantified(), "{name}");
        }
        assert!(!info.operators.is_empty());
    }
}

#[test]
fn names_compare_without_case_and_aliases_are_known() {
    let upper = format!("@Resource[{}:PATH]", BLOBS.to_uppercase());
    assert_eq!(find(&attribute(&upper)).unwrap().title, "Blob path");
    let alias =
        attribute("@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName]");
    let info = find(&alias).unwrap();
    assert_eq!(info.title, "Container name");
    assert!(info.alias_note(&alias).is_some_and(|n| n.contains("`ContainerName`")));
    let plain = attribute("@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:Name]");
    assert_eq!(info.alias_note(&plain), None);
}

#[test]
fn near_misses_are_unknown_and_get_a_suggestion() {
    let role = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
    for (text, source, suggested) in [
        (
            "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionID2]",
            Source::Request,
            role.to_owned(),
        ),
        (
            "@Request[Microsoft.Authorisation/roleAssignments:RoleDefinitionId]",
            Source::Request,
            role.to_owned(),
        ),
        (
            "@Environment[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
            Source::Request,
            role.to_owned(),
        ),
        ("@Environment[UtcNo]", Source::Environment, "UtcNow".to_owned()),
        (
            &format!("@Resource[{BLOBS}/tag:Project<$key_case_sensitive$>]"),
            Source::Resource,
            format!("{BLOBS}/tags:Project<$key_case_sensitive$>"),
        ),
    ] {
        let wrong = attribute(text);
        assert!(find(&wrong).is_none(), "{text}");
        assert_eq!(suggest(&wrong), Some(Suggestion { source, text: suggested }), "{text}");
    }
    for far in [
        "@Resource[Microsoft.ServiceBus/namespaces/queues:Name]",
        "@Request[x]",
        "@Resource[Microsoft.Authorization/roleAssignments:]",
        "@Resource[:]",
        "@Resource[é]",
    ] {
        let far = attribute(far);
        assert!(find(&far).is_none());
        let _ = suggest(&far);
    }
    assert_eq!(suggest(&attribute("@Resource[Microsoft.ServiceBus/namespaces/queues:Name]")), None);
}

#[test]
fn a_key_list_is_not_a_key() {
    let keys = attribute(&format!("@Request[{BLOBS}/tags&$keys$&]"));
    assert_eq!(find(&keys).unwrap().value_type, ValueType::StringList);
    assert!(find(&attribute(&format!("@Request[{BLOBS}/tags]"))).is_none());
    assert!(find(&attribute(&format!("@Request[{BLOBS}/tags:]"))).is_none());
    let text = format!("@Resource[{BLOBS}/tags:a] StringEquals 'x'");
    let ExprKind::Comparison(comparison) = parse(&text).root.unwrap().kind else { panic!() };
    let Operand::Attribute(tag) = comparison.left else { panic!() };
    assert!(find(&tag).is_some(), "the missing key suffix is for a lint to tell");
}
