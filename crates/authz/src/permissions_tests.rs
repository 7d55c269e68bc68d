use proptest::prelude::*;

use super::*;

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|s| (*s).to_owned()).collect()
}

fn block(actions: &[&str], not_actions: &[&str]) -> PermissionBlock {
    PermissionBlock { actions: list(actions), not_actions: list(not_actions), ..PermissionBlock::default() }
}

#[test]
fn entries_match_whatever_their_case_and_blanks() {
    for pattern in ["Microsoft.Network/virtualNetworks/read ", "*/READ", "*", "microsoft.network/*/read"] {
        assert!(matches(pattern, "Microsoft.Network/virtualNetworks/read"), "{pattern}");
    }
    for pattern in
        ["", " ", "Microsoft.Network/virtualNetworks", "*/write", "Microsoft.Network/*/subnets/read"]
    {
        assert!(!matches(pattern, "Microsoft.Network/virtualNetworks/read"), "{pattern}");
    }
}

#[test]
fn what_one_block_takes_out_another_may_grant() {
    let write = "Microsoft.Authorization/roleAssignments/write";
    let role = RoleDefinition {
        permissions: vec![block(&["*"], &["Microsoft.Authorization/*/Write"]), block(&[write], &[])],
        ..crate::sample::role(1, "two blocks", &[])
    };
    let granting: Vec<_> = role.granting(Plane::Control, write).map(|g| (g.index, g.pattern)).collect();
    assert_eq!(granting, [(1, write)]);
    assert_eq!(role.permissions[0].takes_out(Plane::Control, write), Some("Microsoft.Authorization/*/Write"));
    assert_eq!(role.permissions[1].takes_out(Plane::Control, write), None);
    assert!(!role.may_grant(Plane::Data, write), "the planes are apart");
}

#[test]
fn nothing_is_granted_by_nothing() {
    assert_eq!(block(&[], &["*"]).grants(Plane::Control, "a/b/read"), None);
    assert_eq!(block(&[], &["*"]).takes_out(Plane::Control, "a/b/read"), None);
    assert_eq!(block(&["a/b/read"], &[]).grants(Plane::Control, ""), None);
}

/// The slow and plain way: try every split of the action.
fn naive(pattern: &[u8], action: &[u8]) -> bool {
    match (pattern.split_first(), action.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => {
            naive(rest, action) || action.split_first().is_some_and(|(_, tail)| naive(pattern, tail))
        }
        (Some((p, rest)), Some((a, tail))) => p.eq_ignore_ascii_case(a) && naive(rest, tail),
        _ => false,
    }
}

proptest! {
    #[test]
    fn wildcards_agree_with_the_plain_way(pattern in "[aB*/]{0,8}", action in "[Ab/]{0,10}") {
        prop_assert_eq!(matches(&pattern, &action), naive(pattern.as_bytes(), action.as_bytes()));
    }
}
