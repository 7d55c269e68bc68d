//! The authorization endpoint: a page to choose a person on, then back to the client with a code.

use jiff::SignedDuration;

use super::accounts;
use super::grants::Code;
use super::page;
use super::refusal::Refusal;
use crate::asked::{Asked, Pairs};
use crate::cloud::Cloud;
use crate::ids;
use crate::reply::Reply;
use crate::world::World;

/// More people than this find no button; they are typed.
pub(crate) const BUTTONS: usize = 100;

/// `GET` and `POST /{tenant}/oauth2/v2.0/authorize`. With `user` (the page's own field) or with
/// `prompt=none&login_hint=…` it answers at once.
pub(crate) fn answer(cloud: &Cloud, tenant: &str, asked: &Asked) -> Reply {
    let pairs = if asked.body.is_empty() { asked.query.clone() } else { asked.form() };
    let world = cloud.world();
    match code(cloud, &world, tenant, &pairs) {
        Ok(Some(code)) => back(&pairs, "code", &code),
        Ok(None) => choose(&world, tenant, &pairs),
        Err(refusal) => {
            let text = format!("<p>{}</p>", page::escape(&refusal.description()));
            Reply::html(400, page::page("Sorry, but we’re having trouble signing you in", &text))
        }
    }
}

/// The code, once a person is chosen.
fn code(cloud: &Cloud, world: &World, tenant: &str, pairs: &Pairs) -> Result<Option<String>, Refusal> {
    let place = accounts::tenant(world, tenant)?;
    let client = pairs.get("client_id").ok_or_else(|| Refusal::missing("client_id"))?;
    let client_id = accounts::public_client(world, place, client)?;
    let redirect = pairs.get("redirect_uri").ok_or_else(|| Refusal::missing("redirect_uri"))?;
    if !is_loopback(redirect) {
        return Err(Refusal::wrong_redirect(redirect, client));
    }
    if pairs.get("response_type") != Some("code") {
        return Err(Refusal::missing("response_type"));
    }
    let hint = pairs.get("login_hint").filter(|_| pairs.get("prompt") == Some("none"));
    let Some(user) = pairs.get("user").or(hint) else { return Ok(None) };
    let who = accounts::person(world, user)?;
    if let Some(place) = place {
        accounts::object_in(world, who, place, client)?;
    }
    let challenge = pairs.get("code_challenge").map(|challenge| {
        (challenge.to_owned(), pairs.get("code_challenge_method").is_some_and(|m| m == "S256"))
    });
    Ok(Some(cloud.grants.code(Code {
        who,
        client: client_id,
        tenant: tenant.to_owned(),
        redirect_uri: redirect.to_owned(),
        scope: pairs.get("scope").unwrap_or_default().to_owned(),
        nonce: pairs.get("nonce").map(str::to_owned),
        challenge,
        expires: cloud.now() + SignedDuration::from_mins(10),
    })))
}

/// Public clients come back to the machine that they run on, at any port.
/// Azure: <https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions>
fn is_loopback(uri: &str) -> bool {
    let Some(rest) = uri.strip_prefix("http://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| match host.strip_prefix(name) {
        Some("") => true,
        Some(port) => port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok()),
        None => false,
    })
}

/// Back to the client, by the query, or by a form that sends itself.
fn back(pairs: &Pairs, name: &str, value: &str) -> Reply {
    let redirect = pairs.get("redirect_uri").unwrap_or_default();
    let state = pairs.get("state").unwrap_or_default();
    let session = ids::guid().to_string();
    let answer = [(name, value), ("state", state), ("session_state", &session)];
    if pairs.get("response_mode") == Some("form_post") {
        let field = |(name, value): &(&str, &str)| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", page::escape(value))
        };
        let fields: String = answer.iter().map(field).collect();
        let form = format!(
            "<form method=\"post\" action=\"{}\">{fields}<button>Continue</button></form>\
             <script>document.forms[0].submit()</script>",
            page::escape(redirect)
        );
        return Reply::html(200, page::page("Back to the application", &form));
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(answer).finish();
    let joint = if redirect.contains('?') { '&' } else { '?' };
    Reply::redirect(&format!("{redirect}{joint}{query}"))
}

/// The page with a button for each person.
fn choose(world: &World, tenant: &str, pairs: &Pairs) -> Reply {
    let place = accounts::tenant(world, tenant).ok().flatten();
    let title = place.map_or_else(|| "Sign in".to_owned(), |t| format!("Sign in to {}", t.display_name));
    let people = (world.tenants().iter())
        .filter(|t| place.is_none_or(|only| only.id == t.id))
        .flat_map(accounts::people)
        .filter_map(|p| Some((p.user_principal_name.as_deref()?, p.display_name.as_deref()?)))
        .take(BUTTONS);
    let body = format!(
        "<form method=\"post\">{}{}</form><form method=\"post\">{}<label>Somebody else: \
         <input name=\"user\" placeholder=\"name@domain\" required></label> <button>Next</button></form>",
        page::hidden(pairs),
        page::people(people),
        page::hidden(pairs)
    );
    Reply::html(200, page::page(&title, &body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_to_this_machine_only() {
        for uri in
            ["http://localhost", "http://localhost:8400/", "http://127.0.0.1:1234/x?y=z", "http://[::1]:1"]
        {
            assert!(is_loopback(uri), "{uri}");
        }
        for uri in [
            "https://evil.example",
            "http://localhost.evil.example",
            "http://127.0.0.1@evil.example/",
            "http://localhost:x@evil.example/",
            "x",
        ] {
            assert!(!is_loopback(uri), "{uri}");
        }
    }
}
