//! Who a token speaks for, read from its claims. For showing only: nothing is decided by it, and the signature is
//! the receiver's to check.
//! Azure: <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rolewright_condition::guid::Guid;
use serde_json::Value;

/// Who is signed in, as far as the token tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// `admin@contoso.example`, or the application's id for a service principal.
    pub name: String,
    /// Object id in the tenant.
    pub object_id: Option<Guid>,
    /// The tenant.
    pub tenant: Option<Guid>,
    /// Ids of the directory roles that the token carries.
    pub directory_roles: Vec<Guid>,
}

impl Identity {
    /// Reads the claims; what is no readable token gives an identity without anything.
    #[must_use]
    pub fn of_token(token: &str) -> Self {
        let claims =
            token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok());
        let claims: Value = claims.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        let text = |name: &str| claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let name = ["upn", "preferred_username", "unique_name", "email", "appid", "azp", "name"];
        Self {
            name: name.iter().find_map(|name| text(name)).unwrap_or_default().to_owned(),
            object_id: text("oid").and_then(Guid::parse),
            tenant: text("tid").and_then(Guid::parse),
            directory_roles: claims
                .get("wids")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|role| Guid::parse(role.as_str()?))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn claims_are_read_and_nonsense_gives_nothing() {
        let identity = Identity::of_token(&token(
            r#"{"upn":"a@b.example","oid":"11111111-1111-1111-1111-111111111111","tid":"22222222-2222-2222-2222-222222222222","wids":["62e90394-69f5-4237-9190-012177145e10",7]}"#,
        ));
        assert_eq!(identity.name, "a@b.example");
        assert_eq!(identity.object_id.unwrap().to_string(), "11111111-1111-1111-1111-111111111111");
        assert_eq!(identity.directory_roles.len(), 1);
        assert_eq!(Identity::of_token(&token(r#"{"appid":"x"}"#)).name, "x");
        for bad in ["", "a", "a.b", "a.b.c", "..", &token("[]"), &token("{\"oid\":7}"), "é.é.é"] {
            assert_eq!(Identity::of_token(bad), Identity::default(), "{bad}");
        }
    }
}
