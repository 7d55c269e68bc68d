use proptest::prelude::*;

use super::*;

fn group(name: &str, parent: Option<&str>) -> ManagementGroup {
    ManagementGroup {
        name: name.to_owned(),
        display_name: name.to_owned(),
        parent: parent.map(str::to_owned),
    }
}

fn subscription(id: u128, group: Option<&str>) -> Subscription {
    Subscription {
        id: Guid::from_u128(id),
        display_name: String::new(),
        state: "Enabled".to_owned(),
        tenant: None,
        management_group: group.map(str::to_owned),
    }
}

fn path(text: &str) -> ScopePath {
    ScopePath::new(text)
}

fn tree() -> Hierarchy {
    Hierarchy::new(
        &[group("root", None), group("Platform", Some("ROOT")), group("corp", Some("platform"))],
        &[subscription(1, Some("Corp")), subscription(2, Some("root")), subscription(3, None)],
    )
}

const ONE: &str = "/subscriptions/00000000-0000-0000-0000-000000000001";
const MG: &str = "/providers/Microsoft.Management/managementGroups/";

#[test]
fn scopes_lie_in_management_groups_whatever_the_case() {
    let tree = tree();
    for (outer, inner, expected) in [
        ("/".to_owned(), ONE.to_owned(), true),
        (format!("{MG}CORP"), format!("{ONE}/resourceGroups/a"), true),
        (format!("{MG}platform"), ONE.to_owned(), true),
        (format!("{MG}platform"), format!("{MG}corp"), true),
        (format!("{MG}corp"), format!("{MG}platform"), false),
        (format!("{MG}corp"), "/subscriptions/00000000-0000-0000-0000-000000000002".to_owned(), false),
        (format!("{MG}root"), "/subscriptions/00000000-0000-0000-0000-000000000003".to_owned(), false),
        (format!("{MG}nobody"), ONE.to_owned(), false),
        (ONE.to_owned(), format!("{MG}corp"), false),
        (format!("{MG}root"), "/".to_owned(), false),
        (format!("{ONE}/resourceGroups/a"), format!("{ONE}/resourceGroups/ab"), false),
    ] {
        assert_eq!(tree.covers(&path(&outer), &path(&inner)), expected, "{outer} covers {inner}");
    }
}

#[test]
fn ancestors_end_at_the_root() {
    let vault = format!("{ONE}/resourceGroups/a/providers/Microsoft.KeyVault/vaults/v/secrets/s");
    let above: Vec<String> = tree().ancestors(&path(&vault)).iter().map(ToString::to_string).collect();
    assert_eq!(
        above,
        [
            format!("{ONE}/resourceGroups/a/providers/Microsoft.KeyVault/vaults/v"),
            format!("{ONE}/resourceGroups/a"),
            ONE.to_owned(),
            format!("{MG}corp"),
            format!("{MG}Platform"),
            format!("{MG}root"),
            "/".to_owned(),
        ]
    );
    assert!(tree().ancestors(&ScopePath::root()).is_empty());
    assert_eq!(
        tree().ancestors(&path("/providers/Microsoft.Capacity/reservationOrders/1")),
        [ScopePath::root()]
    );
}

#[test]
fn what_lies_below_is_found() {
    let tree = tree();
    assert_eq!(tree.subscriptions_in(&path(&format!("{MG}root"))).len(), 2);
    assert_eq!(tree.subscriptions_in(&ScopePath::root()).len(), 3);
    assert_eq!(tree.groups_in(&path(&format!("{MG}platform"))).len(), 2);
    assert!(tree.groups_in(&path(ONE)).is_empty());
}

#[test]
fn a_tree_that_bites_its_tail_is_not_walked_for_ever() {
    let tree = Hierarchy::new(
        &[group("a", Some("b")), group("b", Some("a")), group("A", None)],
        &[subscription(1, Some("a"))],
    );
    assert!(tree.ancestors(&path(ONE)).len() <= 8 * DEEPEST);
    assert!(!tree.covers(&path(&format!("{MG}c")), &path(ONE)));
}

proptest! {
    /// Covering is what the list of ancestors says.
    #[test]
    fn covering_agrees_with_the_ancestors(
        parents in prop::collection::vec(prop::option::of(0usize..6), 6),
        homes in prop::collection::vec(prop::option::of(0usize..6), 4),
        outer in 0usize..16,
        inner in 0usize..16,
    ) {
        // A group's parent comes before it, so that there is no circle.
        let groups: Vec<_> = parents
            .iter()
            .enumerate()
            .map(|(i, p)| group(&format!("g{i}"), p.filter(|p| p < &i).map(|p| format!("G{p}")).as_deref()))
            .collect();
        let subscriptions: Vec<_> = homes
            .iter()
            .enumerate()
            .map(|(i, g)| subscription(i as u128 + 1, g.map(|g| format!("g{g}")).as_deref()))
            .collect();
        let tree = Hierarchy::new(&groups, &subscriptions);
        let scope = |n: usize| match n {
            0..6 => ScopePath::management_group(&format!("g{n}")),
            6..10 => ScopePath::subscription(Guid::from_u128(n as u128 - 5)),
            10..14 => path(&format!(
                "{}/resourceGroups/R", ScopePath::subscription(Guid::from_u128(n as u128 - 9))
            )),
            14 => path(&format!("{ONE}/resourceGroups/r/providers/A.B/c/d")),
            _ => ScopePath::root(),
        };
        let (outer, inner) = (scope(outer), scope(inner));
        let expected = outer == inner || tree.ancestors(&inner).contains(&outer);
        prop_assert_eq!(tree.covers(&outer, &inner), expected);
    }
}
