use super::*;
use crate::directory::StarterDirectory;
use crate::roles;

fn blocks(role: &str) -> Vec<PermissionBlock> {
    let facts = &roles::find(role).unwrap().facts;
    facts
        .permissions
        .iter()
        .map(|p| PermissionBlock {
            actions: p.actions.clone(),
            not_actions: p.not_actions.clone(),
            data_actions: p.data_actions.clone(),
            not_data_actions: p.not_data_actions.clone(),
            ..PermissionBlock::default()
        })
        .collect()
}

fn custom(actions: &[&str], not_actions: &[&str]) -> Vec<PermissionBlock> {
    let own = |list: &[&str]| list.iter().map(|a| (*a).to_owned()).collect();
    vec![PermissionBlock {
        actions: own(actions),
        not_actions: own(not_actions),
        ..PermissionBlock::default()
    }]
}

#[test]
fn what_a_role_grants_decides() {
    for role in ["Owner", "User Access Administrator", "Role Based Access Control Administrator"] {
        assert_eq!(of_role(&blocks(role)).delegation, Delegation::Full, "{role}");
        assert_eq!(of_role(&blocks(role)).reason, Some("can assign roles"), "{role}");
    }
    let contributor = of_role(&blocks("Contributor"));
    assert_eq!(
        (contributor.delegation, contributor.reason),
        (Delegation::None, Some("can change every resource"))
    );
    assert_eq!(of_role(&blocks("Reader")), Privilege { reason: None, delegation: Delegation::None });
}

#[test]
fn custom_roles_count_by_their_actions() {
    for (actions, not_actions, delegation) in [
        (&["microsoft.authorization/*/WRITE"][..], &[][..], Delegation::Full),
        (&["*"], &["Microsoft.Authorization/*/write"], Delegation::None),
        (&["Microsoft.Authorization/*"], &["*/roleassignments/*"], Delegation::None),
        (&["Microsoft.Authorization/roleAssignments/read"], &[], Delegation::None),
        (&[], &[], Delegation::None),
    ] {
        assert_eq!(of_role(&custom(actions, not_actions)).delegation, delegation, "{actions:?}");
    }
    let editor = of_role(&custom(&["Microsoft.Authorization/roleDefinitions/*"], &[]));
    assert_eq!(editor.reason, Some("can change what roles grant"));
    let mut limited = custom(&["Microsoft.Authorization/roleAssignments/write"], &[]);
    limited[0].condition = Some("anything".to_owned());
    assert_eq!(
        of_role(&limited),
        Privilege { reason: Some("can assign some roles"), delegation: Delegation::Limited }
    );
}

#[test]
fn a_condition_bounds_only_what_it_refuses() {
    let of = |text: &str| of_condition(text, &StarterDirectory);
    let only_reader = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}))";
    assert_eq!(of(only_reader), Limits { bounds: Some(true), escalates: Some(false) });
    let only_owner =
        only_reader.replace("acdd72a7-3385-48ef-bd42-f606fba81ae7", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    assert_eq!(of(&only_owner), Limits { bounds: Some(true), escalates: Some(true) });
    let blobs = "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'logs'))";
    assert_eq!(of(blobs), Limits { bounds: Some(false), escalates: Some(true) });
    for text in ["", "((", "not a condition", "\u{0}"] {
        assert_eq!(of(text), Limits { bounds: None, escalates: None }, "{text:?}");
    }
}
