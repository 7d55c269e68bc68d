//! The key that tokens are signed with, and the tokens' claims.

use std::io;

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a token says. Only what our own listeners and usual clients read.
/// Azure: <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) aud: String,
    pub(crate) iss: String,
    pub(crate) iat: i64,
    pub(crate) nbf: i64,
    pub(crate) exp: i64,
    pub(crate) tid: String,
    pub(crate) oid: String,
    pub(crate) sub: String,
    /// The application that asked.
    pub(crate) appid: String,
    /// `app` or `user`.
    pub(crate) idtyp: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) upn: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) scp: Option<String>,
    /// Template ids of the directory roles that the principal holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) wids: Vec<String>,
    /// The token's own id.
    pub(crate) uti: String,
    pub(crate) ver: String,
}

/// An RSA key: signs, and tells the world how to verify.
pub(crate) struct Signer {
    key: EncodingKey,
    verify: DecodingKey,
    kid: String,
    jwk: Value,
}

/// A fresh RSA key of 2,048 bits.
pub(crate) fn rsa_key() -> io::Result<KeyPair> {
    KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).map_err(io::Error::other)
}

/// How the signatures of this key are verified.
pub(crate) fn verifier(key: &KeyPair) -> io::Result<DecodingKey> {
    DecodingKey::from_rsa_pem(key.public_key_pem().as_bytes()).map_err(io::Error::other)
}

impl Signer {
    /// With a fresh key.
    pub(crate) fn new() -> io::Result<Self> {
        let pair = rsa_key()?;
        let key = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).map_err(io::Error::other)?;
        let kid = crate::ids::secret();
        let jwk = Jwk::from_encoding_key(&key, Algorithm::RS256).map_err(io::Error::other)?;
        let mut jwk = serde_json::to_value(jwk).map_err(io::Error::other)?;
        if let Value::Object(members) = &mut jwk {
            members.insert("kid".to_owned(), json!(kid));
            members.insert("use".to_owned(), json!("sig"));
        }
        Ok(Self { key, verify: verifier(&pair)?, kid, jwk })
    }

    /// `{"keys":[…]}`
    pub(crate) fn jwks(&self) -> Value {
        json!({"keys": [self.jwk]})
    }

    /// A compact JWT; `None` cannot happen with claims that are JSON.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> Option<String> {
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, claims, &self.key).ok()
    }

    /// The claims of a token that this key signed. When it expires is the caller's to judge.
    pub(crate) fn verify(&self, token: &str) -> Option<Claims> {
        let mut rules = Validation::new(Algorithm::RS256);
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.required_spec_claims.clear();
        jsonwebtoken::decode(token, &self.verify, &rules).ok().map(|data| data.claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_key_signed_is_believed() {
        let (ours, theirs) = (Signer::new().unwrap(), Signer::new().unwrap());
        let claims = Claims { oid: "me".to_owned(), ..Claims::default() };
        let token = ours.sign(&claims).unwrap();
        assert_eq!(ours.verify(&token).unwrap().oid, "me");
        assert!(theirs.verify(&token).is_none());
        assert!(ours.verify("").is_none());
        assert!(ours.verify("a.b.c").is_none());
        let (body, signature) = token.rsplit_once('.').unwrap();
        assert!(ours.verify(&format!("{body}x.{signature}")).is_none());
        assert_eq!(ours.jwks()["keys"][0]["kty"], "RSA");
    }
}
