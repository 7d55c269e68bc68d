use super::*;
use rolewright_authz::intent::IntentInput;

const SUBSCRIPTION: &str = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";

const DELEGATION: &str = "(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})\n )\n OR \n (\n  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {ba92f5b4-2d11-453d-a403-e96b0029c9fe}\n )\n)";

fn input() -> IntentInput<'static> {
    IntentInput {
        role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        role_name: Some("Role Based Access Control Administrator"),
        principal: "a3bb8764-cb92-4276-9d2a-ca1e895e55ea",
        principal_type: "Group",
        scope: SUBSCRIPTION,
        condition: DELEGATION,
        description: "Delegates of team 'blue'",
    }
}

fn intent(input: IntentInput<'_>) -> AssignmentIntent {
    AssignmentIntent::new(input).unwrap()
}

/// The intent in every format, as people see it.
fn all(intent: &AssignmentIntent) -> String {
    let mut out = String::new();
    for format in Format::ALL {
        let exported = export(intent, format);
        out += &format!("──── {} · {}\n{}", format.title(), format.file_name(), exported.code);
        for line in exported
            .notes
            .iter()
            .map(|n| format!("· {n}\n"))
            .chain(exported.impossible.map(|w| format!("✗ {w}\n")))
        {
            out += &line;
        }
    }
    out
}

#[test]
fn a_delegation_at_a_subscription() {
    insta::assert_snapshot!(all(&intent(input())));
}

#[test]
fn a_storage_condition_on_a_resource() {
    let scope =
        format!("{SUBSCRIPTION}/resourceGroups/data-rg/providers/Microsoft.Storage/storageAccounts/lake");
    insta::assert_snapshot!(all(&intent(IntentInput {
        role: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        role_name: Some("Storage Blob Data Reader"),
        principal_type: "ServicePrincipal",
        scope: &scope,
        condition: "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade ${x}'",
        description: "",
        ..input()
    })));
}

#[test]
fn awkward_texts_at_a_management_group() {
    insta::assert_snapshot!(all(&intent(IntentInput {
        role_name: None,
        principal_type: "User",
        scope: "/providers/Microsoft.Management/managementGroups/corp",
        condition: "@Resource[a/b:c] StringEquals 'a`b\"c\\d'\r\n\tAND\n @Request[a:b] StringLike '$${x}%{y}{{z}}'",
        description: "two\nlines",
        ..input()
    })));
}

#[test]
fn what_cannot_be_written_says_why() {
    let principal = "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:a_b] StringEquals 'x'";
    let v1 = "@Subject.Application == 'x'";
    for (input, format, part) in [
        (
            IntentInput { principal_type: "ServicePrincipal", ..input() },
            Format::PimArm,
            "only users and groups",
        ),
        (IntentInput { scope: "/", ..input() }, Format::PimBicep, "not the scope `/`"),
        (IntentInput { condition: principal, ..input() }, Format::PimArm, "`@Principal`"),
        (IntentInput { principal_type: "ForeignGroup", ..input() }, Format::TerraformAzurerm, "use azapi"),
        (IntentInput { principal_type: "Device", ..input() }, Format::AzBash, "use REST"),
        (IntentInput { condition: "(a)\n", ..input() }, Format::AzPowerShell, "drops line ends"),
        (IntentInput { condition: v1, ..input() }, Format::Rest, "version-1"),
    ] {
        let exported = export(&intent(input), format);
        assert!(exported.impossible.as_ref().is_some_and(|w| w.contains(part)), "{format:?}: {exported:?}");
        assert!(exported.code.is_empty() && exported.notes.is_empty());
    }
    assert_eq!(
        export(&intent(IntentInput { condition: principal, ..input() }), Format::Bicep).impossible,
        None
    );
}

#[test]
fn without_a_condition_none_is_sent() {
    let plain = intent(IntentInput { condition: "", description: "", ..input() });
    for format in Format::ALL {
        let code = export(&plain, format).code.to_lowercase();
        assert!(!code.is_empty() && !code.contains("condition"), "{format:?}\n{code}");
    }
}

#[test]
fn version_and_principal_type_are_always_sent() {
    for format in Format::ALL {
        let code = export(&intent(input()), format).code;
        assert!(code.contains("2.0"), "{format:?}");
        let pim = matches!(format, Format::PimArm | Format::PimBicep);
        assert_eq!(code.contains("Group"), !pim, "{format:?}");
    }
}

#[test]
fn names_are_the_same_every_time_and_differ_by_what_they_name() {
    let first = intent(input());
    let other = intent(IntentInput { scope: "/", ..input() });
    for format in Format::ALL {
        assert_eq!(export(&first, format), export(&first.clone(), format));
        assert_eq!(Format::ALL.into_iter().find(|f| f.id() == format.id()), Some(format));
    }
    assert_eq!(
        names::assignment_id(&first),
        names::assignment_id(&intent(IntentInput { description: "x", ..input() }))
    );
    assert_ne!(names::assignment_id(&first), names::assignment_id(&other));
}

#[test]
fn a_role_name_cannot_break_out_of_its_comment() {
    let named = intent(IntentInput { role_name: Some("Role\nreboot # ' \u{2028} x"), ..input() });
    for format in Format::ALL {
        let code = export(&named, format).code;
        assert!(!code.lines().any(|l| l.trim_start().starts_with("reboot")), "{format:?}\n{code}");
    }
}
