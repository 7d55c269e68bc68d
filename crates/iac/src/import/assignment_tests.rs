use rolewright_authz::intent::{AssignmentIntent, IntentInput};

use super::super::import;
use super::*;
use crate::{Format, export};

const ROLE: &str = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
const WHO: &str = "a3bb8764-cb92-4276-9d2a-ca1e895e55ea";
const WHERE: &str = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";
const RULE: &str = "@Request[a:b] StringEquals 'it'";

/// Role, principal, principal type, scope, description.
fn said(a: &Assignment) -> [Option<&str>; 5] {
    [&a.role, &a.principal, &a.principal_type, &a.scope, &a.description].map(|f| f.as_deref())
}

fn computed(a: &Assignment) -> Vec<(&'static str, &str)> {
    a.computed.iter().map(|c| (c.part, c.text.as_str())).collect()
}

/// The one condition in a text, and its assignment.
fn one(text: &str, name: Option<&str>) -> (String, Assignment) {
    let import = import(text, name);
    let [found] = import.conditions.as_slice() else { panic!("{text}\n{import:#?}") };
    (found.text.clone(), found.assignment.clone())
}

#[test]
fn what_is_exported_is_read_back_whole() {
    let conditions = [
        RULE,
        "(\n @Request[a:b] StringEquals '${x} %{y} $(z) `n \"q\" \\'\n)",
        "!(ActionMatches{'x'}) && @Resource[t:P<$key_case_sensitive$>] StringLike '*\u{e9}!$1'",
    ];
    for condition in conditions {
        let intent = AssignmentIntent::new(IntentInput {
            role: ROLE,
            role_name: Some("Role Based Access Control Administrator"),
            principal: WHO,
            principal_type: "Group",
            scope: WHERE,
            condition,
            description: "Delegates of team 'blue'",
        })
        .unwrap();
        for format in Format::ALL {
            let code = export(&intent, format).code;
            for name in [Some(format.file_name()), None] {
                let (text, found) = one(&code, name);
                assert_eq!(text, condition, "{code}");
                let eligible = matches!(format, Format::PimArm | Format::PimBicep);
                // Where a template goes is said when it is deployed.
                let deployed = eligible || matches!(format, Format::Arm | Format::Bicep);
                let expected = [
                    Some(ROLE),
                    Some(WHO),
                    (!eligible).then_some("Group"),
                    (!deployed).then_some(WHERE),
                    Some("Delegates of team 'blue'"),
                ];
                assert_eq!((said(&found), computed(&found)), (expected, vec![]), "{code}");
            }
        }
    }
}

#[test]
fn what_azure_lists_is_taken_whole() {
    let flat = format!(
        r#"[{{"condition": "{RULE}", "conditionVersion": "2.0", "description": null,
            "id": "{WHERE}/providers/Microsoft.Authorization/roleAssignments/x", "name": "x",
            "principalId": "{WHO}", "principalName": "Team Blue", "principalType": "Group",
            "roleDefinitionId": "{WHERE}/providers/Microsoft.Authorization/roleDefinitions/{ROLE}",
            "roleDefinitionName": "Role Based Access Control Administrator", "scope": "{WHERE}"}},
            {{"condition": null, "principalId": "other"}}]"#
    );
    let rest = format!(
        r#"{{"value": [{{"properties": {{"condition": "{RULE}", "principalId": "{WHO}", "principalType": "Group",
            "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/{ROLE}"}},
            "id": "{WHERE}/providers/Microsoft.Authorization/roleAssignments/x", "type": "a/b", "name": "x"}}]}}"#
    );
    let powershell = format!(
        r#"{{"RoleDefinitionName": "Reader", "ObjectId": "{WHO}", "ObjectType": "User", "DisplayName": "Ada",
            "SignInName": "ada@example.com", "Scope": "/", "Condition": "{RULE}"}}"#
    );
    for (text, name, expected) in [
        (flat, Some("Team Blue"), [Some(ROLE), Some(WHO), Some("Group"), Some(WHERE), None]),
        (rest, None, [Some(ROLE), Some(WHO), Some("Group"), Some(WHERE), None]),
        (powershell, Some("Ada"), [Some("Reader"), Some(WHO), Some("User"), Some("/"), None]),
    ] {
        for file in [Some("x.json"), None] {
            let (_, found) = one(&text, file);
            assert_eq!((said(&found), found.principal_name.as_deref()), (expected, name), "{text}");
            assert_eq!(found.computed, []);
        }
    }
}

#[test]
fn bicep_that_computes_is_left_empty_and_named() {
    let bicep = format!(
        "param who string\nvar role = '{ROLE}'\nresource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {{
  scope: storage
  properties: {{
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role) // the role
    principalId: who
    principalType: 'User'
    condition: '@Request[a:b] BoolEquals true'
  }}
}}"
    );
    let (_, found) = one(&bicep, Some("x.bicep"));
    assert_eq!(said(&found), [Some(ROLE), None, Some("User"), None, None]);
    assert_eq!(computed(&found), [("principal", "who"), ("scope", "storage")]);
    let either = bicep.replace("role)", "role) ?? subscriptionResourceId('x/roleDefinitions', role)");
    let (_, found) = one(&either, None);
    assert_eq!(found.role, None, "one of two roles is none");
}

#[test]
fn terraform_that_computes_is_left_empty_and_named() {
    let terraform = format!(
        "locals {{
  who = \"{WHO}\"
}}
resource \"azurerm_role_assignment\" \"a\" {{
  scope                = data.azurerm_subscription.primary.id
  role_definition_name = \"Reader\"
  principal_id         = local.who
  description          = \"for ${{var.team}}\"
  condition            = \"{RULE}\"
}}"
    );
    let (_, found) = one(&terraform, Some("x.tf"));
    assert_eq!(said(&found), [Some("Reader"), Some(WHO), None, None, None]);
    assert_eq!(
        computed(&found),
        [("scope", "data.azurerm_subscription.primary.id"), ("description", "\"for ${var.team}\"")]
    );
}

#[test]
fn a_template_that_computes_is_left_empty_and_named() {
    let arm = format!(
        r#"{{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "parameters": {{"who": {{"type": "string", "defaultValue": "{WHO}"}}, "kind": {{"type": "string"}}}},
        "variables": {{"role": "[subscriptionResourceId('x/roleDefinitions', 'r')]", "reader": "{ROLE}"}},
        "resources": [{{"type": "Microsoft.Authorization/roleAssignments", "scope": "[resourceId('a/b', 'c')]",
        "properties": {{"roleDefinitionId": "[variables('role')]", "principalId": "[parameters('who')]",
        "principalType": "[parameters('kind')]", "condition": "{RULE}"}}}}]}}"#
    );
    let (_, found) = one(&arm, Some("x.json"));
    assert_eq!(said(&found), [None, Some(WHO), None, None, None]);
    let names: Vec<_> = computed(&found).into_iter().map(|(part, _)| part).collect();
    assert_eq!(names, ["role", "principal type", "scope"]);
    let named = arm.replace("[variables('role')]", "[resourceId('x/roleDefinitions', variables('reader'))]");
    assert_eq!(one(&named, None).1.role.as_deref(), Some(ROLE));
}

#[test]
fn scripts_are_read_as_their_shells_read_them() {
    let plain = "@Request[a:b] StringEquals 'x'";
    for (script, text, expected) in [
        (
            format!(
                "az role assignment create --role \"Storage Blob Data Reader\" --assignee {WHO} \\\n  --scope \"{WHERE}\" --condition \"@Resource[a/tags:P<\\$key_case_sensitive\\$>] StringEquals 'x'\" --condition-version 2.0"
            ),
            "@Resource[a/tags:P<$key_case_sensitive$>] StringEquals 'x'",
            [Some("Storage Blob Data Reader"), Some(WHO), None, Some(WHERE), None],
        ),
        (
            format!(
                "az role assignment create --role {ROLE} --condition '@Request[a:b] StringEquals '\\''x'\\''' --assignee-object-id $who"
            ),
            plain,
            [Some(ROLE), None, None, None, None],
        ),
        (
            format!(
                "$scope = \"{WHERE}\"\nNew-AzRoleAssignment -ObjectId {WHO} -Scope $scope -RoleDefinitionName 'Reader' `\n  -Condition '@Request[a:b] StringEquals ''x'''"
            ),
            plain,
            [Some("Reader"), Some(WHO), None, Some(WHERE), None],
        ),
    ] {
        let (condition, found) = one(&script, None);
        assert_eq!((condition.as_str(), said(&found)), (text, expected), "{script}");
    }
    let script = "az role assignment create --role $role --condition '@Request[a:b] BoolEquals true'";
    assert_eq!(computed(&one(script, None).1), [("role", "$role")]);
    // A quote that never ends hides nothing.
    let (condition, found) =
        one(&format!("az role assignment create --role Reader --condition \"{plain}"), None);
    assert_eq!((condition.as_str(), found.role.as_deref()), (plain, Some("Reader")));
}

#[test]
fn a_condition_without_an_assignment_has_none() {
    for text in [
        RULE.to_owned(),
        format!("locals {{\n  description = \"x\"\n  rule = \"{RULE}\"\n}}"),
        format!(
            r#"{{"properties": {{"permissions": [{{"actions": [], "condition": "{RULE}"}}], "description": "d"}}}}"#
        ),
    ] {
        assert_eq!(one(&text, None).1, Assignment::default(), "{text}");
    }
}
