//! Single calls, which go through the typed crate and its older core.

use serde_json::{Value, json};

use super::*;
use crate::test_server::{Answer, Server};

const NAME: Guid = Guid::from_u128(0x1);
const ROLE: Guid = Guid::from_u128(0x2);
const PRINCIPAL: Guid = Guid::from_u128(0x3);

fn row(scope: &str, sent: &Value) -> String {
    let mut properties = sent["properties"].clone();
    properties["scope"] = scope.into();
    properties["roleDefinitionId"] = format!("/x/{ROLE}").into();
    properties["principalId"] = PRINCIPAL.to_string().into();
    json!({"id": "i", "name": NAME.to_string(), "type": "t", "properties": properties}).to_string()
}

fn wanted() -> Wanted {
    Wanted {
        role: ROLE,
        principal: PRINCIPAL,
        principal_type: PrincipalType::ServicePrincipal,
        condition: Some("(\n\t(!(ActionMatches{'a'}))\n)".to_owned()),
        description: None,
    }
}

#[tokio::test]
async fn an_assignment_is_made_read_and_taken_away() {
    let server = Server::start(|seen| match seen.header("authorization") {
        "Bearer token-1" if seen.index == 0 => Answer::error(401, "ExpiredAuthenticationToken"),
        _ if seen.target.contains("missing") => Answer::new(204, ""),
        _ => {
            let sent = serde_json::from_str(&seen.body).unwrap_or_else(|_| json!({"properties": {}}));
            Answer::new(
                if seen.body.is_empty() { 200 } else { 201 },
                row("/subscriptions/s/resourceGroups/g", &sent),
            )
        }
    })
    .await;
    let azure = server.azure();
    let scope = ScopePath::new("/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/g");
    let made = put(&azure, &scope, NAME, &wanted()).await.unwrap();
    assert_eq!(made.condition, wanted().condition, "byte for byte");
    let seen = server.seen();
    assert_eq!(seen.len(), 2, "replayed once with a new token");
    assert_eq!(
        seen[1].target,
        format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{NAME}?api-version=2022-04-01")
    );
    let sent: Value = serde_json::from_str(&seen[1].body).unwrap();
    assert_eq!(sent["properties"]["conditionVersion"], "2.0");
    assert_eq!(sent["properties"]["principalType"], "ServicePrincipal");
    assert_eq!(
        sent["properties"]["roleDefinitionId"],
        format!(
            "/subscriptions/00000000-0000-0000-0000-00000000000a/providers/Microsoft.Authorization/roleDefinitions/{ROLE}"
        )
    );
    assert_eq!(seen[1].header("authorization"), "Bearer token-2");

    assert_eq!(get(&azure, &scope, NAME).await.unwrap().principal, PRINCIPAL);
    assert!(delete(&azure, &scope, NAME).await.unwrap());
    let missing = ScopePath::new("/subscriptions/missing");
    assert!(!delete(&azure, &missing, NAME).await.unwrap());

    get(&azure, &ScopePath::root(), NAME).await.unwrap();
    let last = server.seen().pop().unwrap().target;
    assert_eq!(
        last,
        format!("/providers/Microsoft.Authorization/roleAssignments/{NAME}?api-version=2022-04-01")
    );
}

#[tokio::test]
async fn a_refusal_keeps_azures_code_and_words() {
    for (status, code) in
        [(409, "RoleAssignmentExists"), (403, "AuthorizationFailed"), (400, "PrincipalNotFound")]
    {
        let server = Server::start(move |_| Answer::error(status, code)).await;
        let error = put(&server.azure(), &ScopePath::root(), NAME, &wanted()).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (Some(status), code));
        assert_eq!(server.seen().len(), 1);
        let error = delete(&server.azure(), &ScopePath::root(), NAME).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (Some(status), code));
    }
    let odd = Server::start(|_| Answer::new(201, r#"{"name":"x","properties":{}}"#)).await;
    let error = put(&odd.azure(), &ScopePath::root(), NAME, &wanted()).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
}
