use super::*;

const SUB: &str = "/subscriptions/00000000-0000-4000-8000-000000000001";

fn path(tail: &str) -> ScopePath {
    ScopePath::new(&format!("{SUB}{tail}"))
}

#[test]
fn the_level_is_read_whatever_the_case() {
    let cases = [
        ("/", ScopeLevel::Root),
        ("", ScopeLevel::Root),
        ("/PROVIDERS/microsoft.management/managementgroups/hub", ScopeLevel::ManagementGroup),
        (SUB, ScopeLevel::Subscription),
        ("/subscriptions/x/RESOURCEgroups/rg/", ScopeLevel::ResourceGroup),
        ("/subscriptions/x/resourceGroups/rg/providers/a.b/c/d", ScopeLevel::Resource),
        ("/providers/Microsoft.Capacity/reservationOrders/r", ScopeLevel::Resource),
    ];
    for (text, level) in &cases {
        assert_eq!(ScopePath::new(text).level(), *level, "{text}");
    }
}

#[test]
fn a_scope_covers_itself_and_what_is_below_but_not_its_neighbours() {
    let group = path("/resourceGroups/Net");
    for below in ["/resourceGroups/net", "/RESOURCEGROUPS/NET/providers/a.b/c/d"] {
        assert!(group.covers(&path(below)), "{below}");
    }
    for beside in ["", "/resourceGroups/network", "/resourceGroups"] {
        assert!(!group.covers(&path(beside)), "{beside}");
    }
    assert!(ScopePath::root().covers(&group) && !group.covers(&ScopePath::root()));
}

#[test]
fn parents_follow_the_text() {
    let child = path("/resourceGroups/net/providers/a.b/vnets/v/subnets/s");
    let up: Vec<String> =
        std::iter::successors(Some(child), ScopePath::parent).map(|s| s.as_str().replace(SUB, "")).collect();
    let expected = [
        "/resourceGroups/net/providers/a.b/vnets/v/subnets/s",
        "/resourceGroups/net/providers/a.b/vnets/v",
        "/resourceGroups/net",
        "",
    ];
    assert_eq!(up, expected);
    assert_eq!(ScopePath::root().parent(), None);
    assert_eq!(ScopePath::new("/providers/Microsoft.Capacity/orders/r").parent(), Some(ScopePath::root()));
}

#[test]
fn equal_scopes_have_equal_hashes() {
    let set: std::collections::HashSet<_> =
        [path("/resourceGroups/a"), path("/RESOURCEGROUPS/A"), path("/resourceGroups/b")].into();
    assert_eq!(set.len(), 2);
}

#[test]
fn parts_are_found() {
    let resource = path("/resourcegroups/net/providers/a.b/c/d");
    assert_eq!(resource.resource_group(), Some("net"));
    assert_eq!(resource.subscription_id(), Guid::parse("00000000-0000-4000-8000-000000000001"));
    assert_eq!(resource.name(), "d");
    assert_eq!(ScopePath::management_group("hub").management_group_name(), Some("hub"));
    assert_eq!(resource.management_group_name(), None);
    for broken in ["subscriptions", "/subscriptions", "/subscriptions/x", "/é", "//"] {
        let path = ScopePath::new(broken);
        let _ = (path.level(), path.parent(), path.subscription_id(), path.resource_group(), path.name());
    }
}
