//! Directory objects as Graph writes them.
//!
//! Azure: <https://learn.microsoft.com/graph/api/resources/directoryobject>

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::Principal;
use serde_json::{Map, Value, json};

use crate::asked::Asked;

/// `user`, `group`, `servicePrincipal`, `device`: the type after `#microsoft.graph.`.
pub(crate) fn kind(principal: &Principal) -> &'static str {
    match principal.kind {
        PrincipalType::User => "user",
        PrincipalType::Group | PrincipalType::ForeignGroup => "group",
        PrincipalType::ServicePrincipal => "servicePrincipal",
        PrincipalType::Device => "device",
        PrincipalType::Other(_) => "directoryObject",
    }
}

/// Members of a user that are given to those only who select them.
/// Azure: <https://learn.microsoft.com/graph/api/user-get#response>
const ON_REQUEST: [&str; 2] = ["accountEnabled", "userType"];

/// A principal among others of any type, with its own type: the members that `$select` names, and always the id.
pub(crate) fn any(principal: &Principal, asked: &Asked) -> Value {
    let mut row = row(principal, asked);
    if let Value::Object(members) = &mut row {
        let kind = format!("#microsoft.graph.{}", kind(principal));
        members.insert("@odata.type".to_owned(), json!(kind));
    }
    row
}

/// A principal where only its type can be.
pub(crate) fn row(principal: &Principal, asked: &Asked) -> Value {
    let mut row = whole(principal);
    if let Some(select) = asked.query.get("$select") {
        let wanted =
            |name: &str| name == "id" || select.split(',').any(|s| s.trim().eq_ignore_ascii_case(name));
        row.retain(|name, _| wanted(name));
    } else if kind(principal) == "user" {
        row.retain(|name, _| !ON_REQUEST.contains(&name.as_str()));
    }
    Value::Object(row)
}

fn whole(principal: &Principal) -> Map<String, Value> {
    let Principal {
        id,
        kind: _,
        display_name,
        user_principal_name,
        guest,
        app_id,
        service_principal_type,
        found: _,
    } = principal;
    let kind = kind(principal);
    let common = json!({
        "id": id.to_string(),
        "displayName": display_name,
    });
    let own = match kind {
        "user" => json!({
            "userPrincipalName": user_principal_name,
            "mail": user_principal_name.as_deref().filter(|_| !guest),
            "userType": if *guest { "Guest" } else { "Member" },
            "accountEnabled": true,
            "businessPhones": [],
            "givenName": null,
            "jobTitle": null,
            "mobilePhone": null,
            "officeLocation": null,
            "preferredLanguage": null,
            "surname": null,
        }),
        "group" => json!({
            "groupTypes": [],
            "mail": null,
            "mailEnabled": false,
            "securityEnabled": true,
            "visibility": null,
        }),
        "servicePrincipal" => json!({
            "accountEnabled": true,
            "alternativeNames": [],
            // A managed identity has no application behind it.
            "appDisplayName": display_name.as_ref().filter(|_| service_principal_type.as_deref() == Some("Application")),
            "appId": app_id.map(|id| id.to_string()),
            "servicePrincipalNames": app_id.map(|id| id.to_string()).into_iter().collect::<Vec<_>>(),
            "servicePrincipalType": service_principal_type,
        }),
        _ => json!({}),
    };
    [common, own]
        .into_iter()
        .filter_map(|value| match value {
            Value::Object(members) => Some(members),
            _ => None,
        })
        .flatten()
        .collect()
}
