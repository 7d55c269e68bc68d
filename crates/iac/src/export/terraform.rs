//! Terraform: `azurerm_role_assignment` and `azapi_resource`.
//! <https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/role_assignment>

use rolewright_authz::intent::AssignmentIntent;

use super::hcl::{expression, quoted};
use super::names;
use super::{CONDITION_VERSION, ROLE_ASSIGNMENT_API};

pub(super) fn azurerm(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let fields = [
        ("name", quoted(&names::assignment_id(intent))),
        ("scope", quoted(&intent.scope.to_string())),
        ("role_definition_id", role(intent)),
        ("principal_id", quoted(&intent.principal.to_string())),
        ("principal_type", quoted(intent.principal_type.as_str())),
    ];
    let mut out = format!("resource \"azurerm_role_assignment\" \"{}\" {{\n", names::snake(intent));
    push_fields(&mut out, 2, &fields);
    let mut tail = Vec::new();
    tail.extend(intent.condition.as_ref().map(|_| ("condition_version", quoted(CONDITION_VERSION))));
    tail.extend(intent.description.as_deref().map(|d| ("description", quoted(d))));
    if let Some(condition) = &intent.condition {
        out += &format!("\n  condition = {}\n\n", expression(condition, 2));
    }
    push_fields(&mut out, 2, &tail);
    out += "}\n";
    let notes = vec![
        "azurerm 3.87 or later: earlier versions do not send principal_type".into(),
        "name is fixed (a version-5 UUID of scope, principal and role), so that a second run finds the same assignment".into(),
    ];
    (out, notes)
}

pub(super) fn azapi(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let mut out = format!("resource \"azapi_resource\" \"{}\" {{\n", names::snake(intent));
    push_fields(
        &mut out,
        2,
        &[
            ("type", quoted(&format!("Microsoft.Authorization/roleAssignments@{ROLE_ASSIGNMENT_API}"))),
            ("name", quoted(&names::assignment_id(intent))),
            ("parent_id", quoted(&intent.scope.to_string())),
        ],
    );
    out += "\n  body = {\n    properties = {\n";
    let mut fields = vec![
        ("roleDefinitionId", role(intent)),
        ("principalId", quoted(&intent.principal.to_string())),
        ("principalType", quoted(intent.principal_type.as_str())),
    ];
    fields.extend(intent.condition.as_ref().map(|_| ("conditionVersion", quoted(CONDITION_VERSION))));
    fields.extend(intent.description.as_deref().map(|d| ("description", quoted(d))));
    push_fields(&mut out, 6, &fields);
    if let Some(condition) = &intent.condition {
        out += &format!("\n      condition = {}\n", expression(condition, 6));
    }
    out += "    }\n  }\n}\n";
    let notes = vec![
        "azapi 2.0 or later: earlier versions want the body as `jsonencode({ … })`".into(),
        super::note_principal_type(),
    ];
    (out, notes)
}

/// The role definition's id, with its name as a comment.
fn role(intent: &AssignmentIntent) -> String {
    let comment = names::comment(intent).map(|name| format!(" # {name}")).unwrap_or_default();
    quoted(&names::role_definition_id(intent)) + &comment
}

/// Fields with their equals signs in line, as `terraform fmt` writes them.
fn push_fields(out: &mut String, indent: usize, fields: &[(&str, String)]) {
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in fields {
        out.push_str(&format!("{:indent$}{name:width$} = {value}\n", ""));
    }
}
