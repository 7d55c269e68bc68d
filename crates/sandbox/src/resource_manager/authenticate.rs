//! Who calls: the bearer token, and those of other tenants that come beside it.

use jiff::Timestamp;
use rolewright_condition::guid::Guid;

use super::problem::Problem;
use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::entra::audiences::Audience;
use crate::entra::signer::Claims;
use crate::world::Caller;

/// Azure takes three tokens of other tenants.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/authenticate-multi-tenant>
const AUXILIARY: usize = 3;

/// The caller that the request's tokens prove.
pub(crate) fn caller(cloud: &Cloud, asked: &Asked) -> Result<Caller, Problem> {
    let token = bearer(asked.header("authorization"))
        .ok_or_else(|| refuse(cloud, "AuthenticationFailed", MISSING))?;
    let claims = claims(cloud, token)?;
    let mut auxiliary = Vec::new();
    let others = asked.header("x-ms-authorization-auxiliary").unwrap_or_default();
    for other in others.split([',', ';']).map(str::trim).filter(|t| !t.is_empty()).take(AUXILIARY) {
        let token =
            bearer(Some(other)).ok_or_else(|| refuse(cloud, "InvalidAuthenticationToken", INVALID))?;
        let theirs = self::claims(cloud, token)?;
        let same = match claims.idtyp.as_str() {
            "app" => theirs.idtyp == "app" && theirs.appid == claims.appid,
            _ => theirs.upn.is_some() && theirs.upn == claims.upn,
        };
        if !same {
            return Err(refuse(cloud, "InvalidAuthenticationToken", OTHER_IDENTITY));
        }
        auxiliary.push((guid(cloud, &theirs.tid)?, guid(cloud, &theirs.oid)?));
    }
    let app = claims.idtyp == "app";
    Ok(Caller {
        tenant: guid(cloud, &claims.tid)?,
        object_id: guid(cloud, &claims.oid)?,
        name: if app { claims.appid.clone() } else { claims.upn.clone().unwrap_or_default() },
        app_id: if app { Guid::parse(&claims.appid) } else { None },
        wids: claims.wids.iter().filter_map(|id| Guid::parse(id)).collect(),
        auxiliary,
        ip: asked.ip.clone(),
    })
}

const MISSING: &str = "Authentication failed. The 'Authorization' header is missing.";
const INVALID: &str = "The access token is invalid.";
const OTHER_IDENTITY: &str =
    "The access token in the 'x-ms-authorization-auxiliary' header is not of the caller's own identity.";

fn bearer(header: Option<&str>) -> Option<&str> {
    let (scheme, token) = header?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// What a token says, once its signature, time and audience are right.
fn claims(cloud: &Cloud, token: &str) -> Result<Claims, Problem> {
    let claims =
        cloud.signer.verify(token).ok_or_else(|| refuse(cloud, "InvalidAuthenticationToken", INVALID))?;
    let now = cloud.now();
    if claims.exp <= now.as_second() || cloud.is_expired(&claims.uti) {
        let end = Timestamp::from_second(claims.exp).unwrap_or(now).min(now);
        let message = format!(
            "The access token expiry UTC time '{}' is earlier than current UTC time '{}'.",
            clock_time(end),
            clock_time(now)
        );
        return Err(refuse(cloud, "ExpiredAuthenticationToken", &message));
    }
    if Audience::of(&claims.aud, &cloud.addresses) != Some(Audience::ResourceManager) {
        let message = format!(
            "The access token has been obtained for wrong audience or resource '{}'. It should exactly match \
             with one of the allowed audiences 'https://management.core.windows.net/', \
             'https://management.core.windows.net', 'https://management.azure.com/', \
             'https://management.azure.com'.",
            claims.aud
        );
        return Err(refuse(cloud, "InvalidAuthenticationTokenAudience", &message));
    }
    Ok(claims)
}

/// `8/17/2020 3:46:33 AM`
fn clock_time(at: Timestamp) -> String {
    at.strftime("%-m/%-d/%Y %-I:%M:%S %p").to_string()
}

fn guid(cloud: &Cloud, text: &str) -> Result<Guid, Problem> {
    Guid::parse(text).ok_or_else(|| refuse(cloud, "InvalidAuthenticationToken", INVALID))
}

fn refuse(cloud: &Cloud, code: &'static str, message: &str) -> Problem {
    let error = if code == "AuthenticationFailed" { "invalid_request" } else { "invalid_token" };
    challenge(Problem::new(401, code, message), &format!("{}/common", cloud.addresses.login), error)
}

fn challenge(problem: Problem, authority: &str, error: &str) -> Problem {
    let text = format!(
        "Bearer authorization_uri=\"{authority}\", error=\"{error}\", error_description=\"{}\"",
        problem.message
    );
    problem.with("www-authenticate", text)
}

/// 401 for a token of another tenant than the subscription's.
pub(super) fn wrong_tenant(cloud: &Cloud, token: Guid, subscription: Guid) -> Problem {
    let authority = format!("{}/{subscription}", cloud.addresses.login);
    let message = format!(
        "The access token is from the wrong issuer 'https://sts.windows.net/{token}/'. It must match the tenant \
         'https://sts.windows.net/{subscription}/' associated with this subscription. Please use the authority \
         (URL) '{authority}' to get the token. Note, if the subscription is transferred to another tenant there \
         is no impact to the services, but information about new tenant could take time to propagate (up to an \
         hour). If you just transferred your subscription and see this error message, please try back later."
    );
    challenge(Problem::new(401, "InvalidAuthenticationTokenTenant", message), &authority, "invalid_token")
}
