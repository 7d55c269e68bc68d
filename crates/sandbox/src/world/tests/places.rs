//! Resource groups, vaults, providers, management groups.

use super::*;

#[test]
fn providers_have_to_be_registered() {
    let mut s = stage();
    let id = s.subscription.subscription_id().unwrap();
    let hub = rolewright_authz::records::Resource {
        id: ScopePath::new(&format!("{}/providers/Microsoft.EventHub/namespaces/n", s.group)),
        kind: "Microsoft.EventHub/namespaces".to_owned(),
        location: "westeurope".to_owned(),
        tags: Vec::new(),
        local_auth_disabled: None,
    };
    let refused = s.world.put_resource(&act(&s.owner), hub.clone());
    assert!(matches!(refused, Err(Refusal::NotRegistered { .. })));
    assert!(s.world.register_provider(&act(&s.nobody), id, "Microsoft.EventHub").is_err());
    assert_eq!(s.world.register_provider(&act(&s.owner), id, "microsoft.eventhub"), Ok(true));
    assert!(s.world.put_resource(&act(&s.owner), hub).unwrap().created);
}

#[test]
fn a_group_takes_its_role_assignments_with_it() {
    let mut s = stage();
    s.world.put_role_assignment(&act(&s.owner), &s.account, role(1), giving(READER, s.member)).unwrap();
    assert_eq!(s.world.delete_resource_group(&act(&s.owner), &s.group), Ok(true));
    let tenant = s.world.tenant(s.tenant).unwrap();
    assert!(tenant.role_assignment(&s.account, role(1)).is_none());
    let cascade = tenant.activity(&s.subscription).find(|r| r.removed.is_some()).unwrap();
    assert_eq!(cascade.operation_name, "Microsoft.Authorization/roleAssignments/delete");
    assert_eq!(cascade.action, "Microsoft.Resources/subscriptions/resourceGroups/delete");
    assert_eq!(s.world.delete_resource_group(&act(&s.owner), &s.group), Ok(false));
}

#[test]
fn a_vault_is_one_as_soon_as_it_is_created() {
    let mut s = stage();
    let id = ScopePath::new(&format!("{}/providers/Microsoft.RecoveryServices/vaults/new", s.group));
    let resource = rolewright_authz::records::Resource {
        id: id.clone(),
        kind: "Microsoft.RecoveryServices/vaults".to_owned(),
        location: "westeurope".to_owned(),
        tags: Vec::new(),
        local_auth_disabled: None,
    };
    assert!(s.world.put_resource(&act(&s.owner), resource.clone()).unwrap().created);
    assert!(!s.world.put_resource(&act(&s.owner), resource).unwrap().created);
    assert_eq!(s.world.tenant(s.tenant).unwrap().vaults(&id).count(), 1);
}

#[test]
fn management_groups_come_move_and_go() {
    let mut s = stage();
    let (owner, reader) = (s.owner.clone(), s.reader.clone());
    let refused = s.world.put_management_group(&act(&reader), "new", None, Some("corp"));
    assert!(matches!(refused, Err(Refusal::Unauthorized { .. })));
    let new = s.world.put_management_group(&act(&owner), "new", Some("New"), None).unwrap();
    let root = s.tenant.to_string();
    assert_eq!((new.created, new.value.parent.as_deref()), (true, Some(root.as_str())));
    let scope = ScopePath::management_group("new");
    let tenant = s.world.tenant(s.tenant).unwrap();
    let owners = tenant.role_assignments(&scope, Reach::AtAndAbove, None).filter(|(_, r)| *r.scope == scope);
    assert_eq!(owners.map(|(_, row)| row.principal).collect::<Vec<_>>(), [owner.object_id]);
    let moved = s.world.put_management_group(&act(&owner), "NEW", None, Some("corp")).unwrap();
    assert_eq!(
        (moved.created, moved.value.name.as_str(), moved.value.display_name.as_str()),
        (false, "new", "New")
    );
    for (name, parent) in [("corp", "new"), ("corp", "corp"), ("x", "nowhere"), ("!", "corp")] {
        assert!(
            s.world.put_management_group(&act(&owner), name, None, Some(parent)).is_err(),
            "{name} in {parent}"
        );
    }
    let id = s.subscription.subscription_id().unwrap();
    s.world.move_subscription(&act(&owner), "new", id, true).unwrap();
    assert!(s.world.tenant(s.tenant).unwrap().covers(&scope, &s.subscription));
    assert!(s.world.delete_management_group(&act(&owner), "new").is_err(), "it is not empty");
    s.world.move_subscription(&act(&owner), "new", id, false).unwrap();
    assert!(s.world.delete_management_group(&act(&owner), "new").unwrap().is_some());
    let gone = s.world.delete_management_group(&act(&owner), "new");
    assert!(matches!(gone, Err(Refusal::Unauthorized { .. })), "what stood there gave the right: {gone:?}");
    assert!(s.world.delete_management_group(&act(&owner), &root).is_err(), "the root group stays");
    let again = s.world.put_management_group(&act(&owner), "new", None, None).unwrap();
    assert_eq!(again.value.display_name, "new");
    let mut deep = "new".to_owned();
    for level in 2..=6 {
        let next = format!("level{level}");
        s.world.put_management_group(&act(&owner), &next, None, Some(&deep)).unwrap();
        deep = next;
    }
    assert!(s.world.put_management_group(&act(&owner), "level7", None, Some(&deep)).is_err());
}

#[test]
fn a_provider_can_be_unregistered() {
    let mut s = stage();
    let id = s.subscription.subscription_id().unwrap();
    let namespace = "Microsoft.Storage";
    let refused = s.world.unregister_provider(&act(&s.reader), id, namespace);
    assert!(matches!(refused, Err(Refusal::Unauthorized { .. })));
    assert!(s.world.unregister_provider(&act(&s.owner), id, namespace).unwrap());
    assert!(!s.world.unregister_provider(&act(&s.owner), id, namespace).unwrap());
    assert!(!s.world.tenant(s.tenant).unwrap().is_registered(id, namespace));
    assert!(s.world.register_provider(&act(&s.owner), id, namespace).unwrap());
}
