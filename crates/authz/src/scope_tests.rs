use super::*;

const SUB: &str = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";

#[test]
fn scopes_print_as_azure_writes_them() {
    for (text, printed) in [
        ("/".to_owned(), "/".to_owned()),
        (
            "/providers/microsoft.management/MANAGEMENTGROUPS/corp-x".into(),
            "/providers/Microsoft.Management/managementGroups/corp-x".into(),
        ),
        (SUB.to_uppercase().replace("/SUBSCRIPTIONS", "/Subscriptions"), SUB.into()),
        (format!("{SUB}/"), SUB.into()),
        (format!("  {SUB}/resourcegroups/My-RG_(1)  "), format!("{SUB}/resourceGroups/My-RG_(1)")),
        (
            format!(
                "{SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/data/blobServices/default"
            ),
            format!(
                "{SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/data/blobServices/default"
            ),
        ),
        (
            "/providers/Microsoft.Capacity/reservationOrders/r1".into(),
            "/providers/Microsoft.Capacity/reservationOrders/r1".into(),
        ),
        (
            format!("{SUB}/providers/Microsoft.Features/x/y"),
            format!("{SUB}/providers/Microsoft.Features/x/y"),
        ),
    ] {
        let scope = Scope::parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(scope.to_string(), printed);
        assert_eq!(Scope::parse(&printed).unwrap(), scope, "{printed}");
    }
}

#[test]
fn what_is_no_scope_is_named() {
    for (text, part) in [
        ("", "the scope is empty"),
        ("subscriptions/x", "begins with `/`"),
        ("0b1f6471-1bf0-4dda-aec3-cb9272f09590", "for a subscription type `/subscriptions/0b1f6471"),
        ("//", "empty part"),
        ("/subscriptions", "id is missing"),
        ("/subscriptions/prod", "`prod` is not a subscription id"),
        ("/subscriptions//resourceGroups/x", "empty part"),
        ("/tenants/x", "found `/tenants`"),
        ("/providers", "namespace is missing"),
        ("/providers/Microsoft.Management", "type and name are missing"),
        ("/providers/Microsoft.Management/managementGroups", "name is missing after `/managementGroups`"),
        ("/providers/Microsoft.Management/managementGroups/a b", "cannot hold ` `"),
        ("/providers/storage/a/b", "`storage` is not a resource provider"),
    ] {
        let message = Scope::parse(text).unwrap_err().to_string();
        assert!(message.contains(part), "{text}: {message}");
    }
    for (tail, part) in [
        ("/resourceGroups", "name is missing"),
        ("/resourceGroups/rg.", "full stop"),
        ("/resourceGroups/r'g", "cannot hold"),
        ("/groups/rg", "comes `/resourceGroups/`"),
        ("/resourceGroups/rg/Microsoft.Storage", "comes `/providers/`"),
        ("/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts", "name is missing"),
        ("/resourceGroups/rg/providers/A.B/c/d/providers/E.F/g/h", "extends another"),
        ("/resourceGroups/rg/providers/A.B/c/d\u{1}", "cannot be the name"),
        ("/resourceGroups/rg/providers/A.B/c:x/d", "not a resource type"),
    ] {
        let message = Scope::parse(&format!("{SUB}{tail}")).unwrap_err().to_string();
        assert!(message.contains(part), "{tail}: {message}");
    }
    assert!(Scope::parse(&format!("{SUB}/resourceGroups/{}", "x".repeat(91))).is_err());
}

#[test]
fn a_resource_knows_its_full_type() {
    let text = format!(
        "{SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/data/blobServices/default"
    );
    let Ok(Scope::Resource(resource)) = Scope::parse(&text) else { panic!("not a resource") };
    assert_eq!(resource.full_type(), "Microsoft.Storage/storageAccounts/blobServices");
}
