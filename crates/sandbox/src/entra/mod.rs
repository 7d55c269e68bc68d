//! Entra's endpoints: who may sign in, how, and what their tokens say.

pub(crate) mod accounts;
pub(crate) mod audiences;
mod authorize;
mod device_code;
mod discovery;
pub(crate) mod grants;
mod issue;
pub(crate) mod managed_identity;
mod page;
mod refusal;
pub(crate) mod signer;
mod token;

use axum::http::Method;

use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::reply::Reply;

/// Answers a request to the login endpoint.
pub(crate) fn answer(cloud: &Cloud, asked: &Asked) -> Reply {
    let segments: Vec<String> = asked.segments.iter().map(|s| s.to_ascii_lowercase()).collect();
    let path: Vec<&str> = segments.iter().map(String::as_str).collect();
    let [tenant, rest @ ..] = path.as_slice() else { return Reply::empty(404) };
    let result = match (&asked.method, rest) {
        (&Method::GET, ["v2.0", ".well-known", "openid-configuration"]) => {
            discovery::configuration(cloud, tenant)
        }
        (&Method::GET, ["discovery", "instance"]) => Ok(discovery::instance(cloud, asked)),
        (&Method::GET, ["discovery", "v2.0", "keys"]) => Ok(discovery::keys(cloud)),
        (&Method::POST, ["oauth2", "v2.0", "token"]) => token::answer(cloud, tenant, asked),
        (&Method::POST, ["oauth2", "v2.0", "devicecode"]) => device_code::begin(cloud, tenant, asked),
        (&Method::GET | &Method::POST, ["oauth2", "deviceauth"]) => Ok(device_code::page(cloud, asked)),
        (&Method::GET | &Method::POST, ["oauth2", "v2.0", "authorize"]) => {
            Ok(authorize::answer(cloud, tenant, asked))
        }
        _ => return Reply::empty(404),
    };
    result.unwrap_or_else(|refusal| refusal.reply(cloud.now()))
}
