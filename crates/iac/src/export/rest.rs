//! The REST request, in the form that editors' HTTP clients send.
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments/create>

use rolewright_authz::intent::AssignmentIntent;
use rolewright_authz::scope::Scope;

use super::json::Json;
use super::names;
use super::{CONDITION_VERSION, ROLE_ASSIGNMENT_API, note_principal_type};

pub(super) fn request(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let mut properties = vec![
        ("roleDefinitionId", Json::text(names::role_definition_id(intent))),
        ("principalId", Json::text(intent.principal.to_string())),
        ("principalType", Json::text(intent.principal_type.as_str())),
    ];
    if let Some(condition) = &intent.condition {
        properties.push(("condition", Json::text(condition)));
        properties.push(("conditionVersion", Json::text(CONDITION_VERSION)));
    }
    if let Some(description) = &intent.description {
        properties.push(("description", Json::text(description)));
    }
    let body = Json::Object(vec![("properties", Json::Object(properties))]).pretty();
    // HTTP clients fill in `{{variable}}`; the second brace as a JSON escape keeps them from it.
    let body = body.replace("{{", "{\\u007b");
    let scope = if intent.scope == Scope::Tenant { String::new() } else { encode(&intent.scope.to_string()) };
    let code = format!(
        "PUT https://management.azure.com{scope}/providers/Microsoft.Authorization/roleAssignments/{}?api-version={ROLE_ASSIGNMENT_API}\n\
         Authorization: Bearer {{{{token}}}}\n\
         Content-Type: application/json\n\n{body}",
        names::assignment_id(intent)
    );
    let notes = vec![
        "`{{token}}` is an access token for https://management.azure.com, as from `az account get-access-token`".into(),
        "Azure answers 201 for a new assignment, 200 where one of this name was there".into(),
        note_principal_type(),
    ];
    (code, notes)
}

/// Percent-encodes what may not stand in the path of an address.
fn encode(path: &str) -> String {
    let mut out = String::new();
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || b"/-_.~()!$&'*+,;=:@".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}
