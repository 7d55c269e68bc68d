//! Bicep: a role assignment, and a PIM request.
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/bicep/scenarios-rbac>

use rolewright_authz::intent::AssignmentIntent;
use rolewright_authz::scope::{Resource, Scope};

use super::arm::{Target, eligibility_notes, target};
use super::names;
use super::{CONDITION_VERSION, ELIGIBILITY_API, ROLE_ASSIGNMENT_API, note_principal_type};

pub(super) fn assignment(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let target = target(&intent.scope);
    let mut properties = vec![
        role(intent, &target),
        format!("principalId: '{}'", intent.principal),
        format!("principalType: {}", literal(intent.principal_type.as_str())),
    ];
    properties.extend(condition(intent));
    properties.extend(intent.description.as_deref().map(|d| format!("description: {}", literal(d))));
    let kind = format!("Microsoft.Authorization/roleAssignments@{ROLE_ASSIGNMENT_API}");
    let code = file(intent, &target, "", &kind, &properties);
    let mut notes = vec![target.deploy_note("role-assignment.bicep"), note_principal_type()];
    notes.extend(version_note(&intent.scope));
    (code, notes)
}

pub(super) fn eligibility(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let target = target(&intent.scope);
    let mut properties = vec![
        "requestType: 'AdminAssign'".to_owned(),
        role(intent, &target),
        format!("principalId: '{}'", intent.principal),
    ];
    properties.extend(condition(intent));
    properties.push(
        "scheduleInfo: {\n      startDateTime: startDateTime\n      expiration: {\n        type: 'AfterDuration'\n        duration: 'P365D'\n      }\n    }"
            .to_owned(),
    );
    properties.extend(intent.description.as_deref().map(|d| format!("justification: {}", literal(d))));
    let kind = format!("Microsoft.Authorization/roleEligibilityScheduleRequests@{ELIGIBILITY_API}");
    let code = file(intent, &target, "param startDateTime string = utcNow()\n\n", &kind, &properties);
    let mut notes = eligibility_notes(intent, &target, "eligible-assignment.bicep");
    notes.extend(version_note(&intent.scope));
    (code, notes)
}

fn role(intent: &AssignmentIntent, target: &Target) -> String {
    let comment = names::comment(intent).map(|name| format!(" // {name}")).unwrap_or_default();
    let function = target.role_function;
    format!(
        "roleDefinitionId: {function}('Microsoft.Authorization/roleDefinitions', '{}'){comment}",
        intent.role
    )
}

fn condition(intent: &AssignmentIntent) -> Vec<String> {
    let Some(condition) = &intent.condition else { return Vec::new() };
    vec![format!("condition: {}", literal(condition)), format!("conditionVersion: '{CONDITION_VERSION}'")]
}

fn file(
    intent: &AssignmentIntent,
    target: &Target,
    parameters: &str,
    kind: &str,
    properties: &[String],
) -> String {
    let mut out = format!("targetScope = '{}'\n\n{parameters}", target.bicep);
    let mut seed = target.id;
    if let Scope::Resource(resource) = &intent.scope {
        seed = "target.id";
        let name: Vec<&str> = resource.segments.iter().map(|(_, name)| name.as_str()).collect();
        let kind = format!("{}@{}", resource.full_type(), api_version(resource));
        out +=
            &format!("resource target '{kind}' existing = {{\n  name: {}\n}}\n\n", literal(&name.join("/")));
    }
    let symbol = names::camel(intent, "Assignment");
    out += &format!("resource {symbol} '{kind}' = {{\n");
    if seed == "target.id" {
        out += "  scope: target\n";
    }
    out += &format!("  name: guid({seed}, '{}', '{}')\n  properties: {{\n", intent.principal, intent.role);
    for property in properties {
        out += &format!("    {property}\n");
    }
    out + "  }\n}\n"
}

/// An API version for the `existing` declaration of a resource. Bicep wants one; only the name is used.
fn api_version(resource: &Resource) -> &'static str {
    match resource.namespace.to_ascii_lowercase().as_str() {
        "microsoft.storage" | "microsoft.cognitiveservices" => "2023-05-01",
        "microsoft.keyvault" | "microsoft.containerregistry" => "2023-07-01",
        "microsoft.containerservice" | "microsoft.compute" => "2024-03-01",
        _ => "2021-04-01",
    }
}

fn version_note(scope: &Scope) -> Option<String> {
    matches!(scope, Scope::Resource(_))
        .then(|| "the API version of `target` is not sent; Bicep warns if it does not know it, so set one that the type has".into())
}

/// A text as a Bicep literal: raw in `'''` where the text allows it, else escaped in quotes.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings>
fn literal(text: &str) -> String {
    let raw_ends = text.starts_with(['\n', '\'']) || text.ends_with('\'') || text.contains("'''");
    let awkward = text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{feff}');
    if text.contains(['\'', '\n']) && !raw_ends && !awkward {
        // The first line end after the opening quotes is not part of the text.
        let opening = if text.contains('\n') { "\n" } else { "" };
        return format!("'''{opening}{text}'''");
    }
    let mut out = String::from("'");
    let mut chars = text.chars().peekable();
    // Editors' grammars take `//`, `/*` and `#disable` for comments at the start and after an escape.
    let mut fresh = true;
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' if chars.peek() == Some(&'{') => out.push_str("\\$"),
            '/' | '#' if fresh => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c if c.is_control() || c == '\u{feff}' => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
        fresh =
            out.ends_with('}') || matches!(c, '\\' | '\'' | '\n' | '\r' | '\t' | '$') || fresh && c == ' ';
    }
    out.push('\'');
    out
}
