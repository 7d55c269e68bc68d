//! The token endpoint: one function for each grant type.
//!
//! Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, Validation};
use rolewright_condition::guid::Guid;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::accounts;
use super::audiences;
use super::grants::Consent;
use super::issue;
use super::refusal::Refusal;
use crate::asked::{Asked, Pairs};
use crate::cloud::Cloud;
use crate::reply::Reply;
use crate::world::World;

/// `POST /{tenant}/oauth2/v2.0/token`
pub(crate) fn answer(cloud: &Cloud, tenant: &str, asked: &Asked) -> Result<Reply, Refusal> {
    let form = asked.form();
    let world = cloud.world();
    let grant = required(&form, "grant_type")?;
    let client = required(&form, "client_id")?;
    match grant {
        "client_credentials" => client_credentials(cloud, &world, tenant, client, &form),
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => {
            device_code(cloud, &world, tenant, client, &form)
        }
        "authorization_code" => authorization_code(cloud, &world, tenant, client, &form),
        "refresh_token" => refresh_token(cloud, &world, tenant, client, &form),
        other => Err(Refusal::unknown_grant(other)),
    }
}

fn required<'f>(form: &'f Pairs, name: &str) -> Result<&'f str, Refusal> {
    form.get(name).ok_or_else(|| Refusal::missing(name))
}

fn client_credentials(
    cloud: &Cloud,
    world: &World,
    tenant: &str,
    client: &str,
    form: &Pairs,
) -> Result<Reply, Refusal> {
    let tenant = accounts::tenant(world, tenant)?.ok_or_else(|| Refusal::unknown_tenant(tenant))?;
    let id = Guid::parse(client);
    let app = (tenant.applications().iter())
        .find(|app| Some(app.app_id) == id)
        .ok_or_else(|| Refusal::unknown_application(client, &tenant.display_name))?;
    match (form.get("client_secret"), form.get("client_assertion")) {
        (Some(secret), _) if app.secret == secret => {}
        (Some(_), _) => return Err(Refusal::wrong_secret(client)),
        (None, Some(assertion)) => verify_assertion(cloud, &tenant.id.to_string(), client, assertion)?,
        (None, None) => return Err(Refusal::no_secret()),
    }
    let resource = audiences::resource(required(form, "scope")?);
    let (token, _) = issue::for_application(cloud, tenant, app.app_id, app.object_id, &resource)?;
    Ok(Reply::json(200, &issue::bearer(cloud, &token)).with("cache-control", "no-store, no-cache"))
}

#[derive(Deserialize)]
struct Assertion {
    aud: String,
    iss: String,
    sub: String,
    /// Seconds, and fractions of one where the client's clock has them: RFC 7519, `NumericDate`.
    exp: f64,
}

/// Azure: <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>
fn verify_assertion(cloud: &Cloud, tenant: &str, client: &str, assertion: &str) -> Result<(), Refusal> {
    let mut rules = Validation::new(Algorithm::RS256);
    rules.algorithms = vec![Algorithm::RS256, Algorithm::PS256];
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let claims: Assertion = jsonwebtoken::decode(assertion, &cloud.application_certificate, &rules)
        .map_err(|_| Refusal::wrong_assertion("The key was not found, or the signature is not its."))?
        .claims;
    if !(claims.iss.eq_ignore_ascii_case(client) && claims.sub.eq_ignore_ascii_case(client)) {
        return Err(Refusal::wrong_assertion("The issuer and subject must be the application's id."));
    }
    let login = &cloud.addresses.login;
    let mine = claims.aud.strip_prefix(login.as_str()).is_some_and(|rest| {
        let rest = rest.to_ascii_lowercase();
        ["/v2.0", "/oauth2/v2.0/token", "/oauth2/token"].iter().any(|end| rest == format!("/{tenant}{end}"))
    });
    if !mine {
        return Err(Refusal::wrong_assertion("The audience must be this tenant's token endpoint."));
    }
    if claims.exp <= cloud.now().as_duration().as_secs_f64() {
        return Err(Refusal::wrong_assertion("The assertion has expired."));
    }
    Ok(())
}

fn device_code(
    cloud: &Cloud,
    world: &World,
    tenant: &str,
    client: &str,
    form: &Pairs,
) -> Result<Reply, Refusal> {
    let place = accounts::tenant(world, tenant)?;
    let client = accounts::public_client(world, place, client)?;
    let code = required(form, "device_code")?;
    let mut held = cloud.grants.held();
    let device = (held.devices.get(code).cloned())
        .filter(|device| device.client == client)
        .ok_or_else(Refusal::wrong_device_code)?;
    if device.expires <= cloud.now() {
        return Err(Refusal::device_code_expired());
    }
    let who = match device.consent {
        Consent::Pending => return Err(Refusal::pending()),
        Consent::Declined => return Err(Refusal::declined()),
        Consent::Given(who) => who,
    };
    held.devices.remove(code);
    drop(held);
    issue::for_person(cloud, world, place, who, client, &device.scope, None)
}

fn authorization_code(
    cloud: &Cloud,
    world: &World,
    tenant: &str,
    client: &str,
    form: &Pairs,
) -> Result<Reply, Refusal> {
    let place = accounts::tenant(world, tenant)?;
    let client_id = accounts::public_client(world, place, client)?;
    let text = required(form, "code")?;
    let redirect = required(form, "redirect_uri")?;
    // A code is gone with the first attempt, whatever becomes of it.
    let code = cloud.grants.held().codes.remove(text).ok_or_else(Refusal::wrong_code)?;
    if code.client != client_id || !code.tenant.eq_ignore_ascii_case(tenant) {
        return Err(Refusal::wrong_code());
    }
    if code.expires <= cloud.now() {
        return Err(Refusal::code_expired());
    }
    if code.redirect_uri != redirect {
        return Err(Refusal::wrong_redirect(redirect, client));
    }
    if let Some((challenge, hashed)) = &code.challenge {
        let verifier = required(form, "code_verifier")?;
        let presented = if *hashed {
            BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
        } else {
            verifier.to_owned()
        };
        if presented != *challenge {
            return Err(Refusal::wrong_verifier());
        }
    }
    let scope = form.get("scope").unwrap_or(&code.scope);
    issue::for_person(cloud, world, place, code.who, client_id, scope, code.nonce.as_deref())
}

fn refresh_token(
    cloud: &Cloud,
    world: &World,
    tenant: &str,
    client: &str,
    form: &Pairs,
) -> Result<Reply, Refusal> {
    let place = accounts::tenant(world, tenant)?;
    let client = accounts::public_client(world, place, client)?;
    let text = required(form, "refresh_token")?;
    let refresh = (cloud.grants.held().refresh.get(text).copied())
        .filter(|refresh| refresh.client == client)
        .ok_or_else(Refusal::wrong_refresh_token)?;
    // Whoever redeems one is given the next with it.
    let scope = format!("{} offline_access", form.get("scope").unwrap_or_default());
    issue::for_person(cloud, world, place, refresh.who, client, &scope, None)
}
