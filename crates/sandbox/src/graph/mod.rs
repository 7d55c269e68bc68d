//! Microsoft Graph, as far as authorization needs it.

mod batch;
mod directory;
mod directory_audits;
mod filter;
mod lists;
mod problem;
mod rows;

use axum::http::Method;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::entra::audiences::Audience;
use crate::entra::signer::Claims;
use crate::ids;
use crate::reply::Reply;
use crate::world::{Tenant, World};
use directory::Relation;
use problem::Problem;

/// A request whose caller is known.
pub(crate) struct Question<'a> {
    cloud: &'a Cloud,
    asked: &'a Asked,
    claims: &'a Claims,
}

impl Question<'_> {
    /// `@odata.context`
    fn context(&self, of: &str) -> String {
        let version = self.asked.segments.first().map_or("v1.0", String::as_str);
        format!("{}/{version}/$metadata#{of}", self.asked.origin)
    }

    fn body(&self) -> Result<Value, Problem> {
        serde_json::from_slice(&self.asked.body)
            .map_err(|_| Problem::bad("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format."))
    }
}

/// Answers a request to Graph.
pub(crate) fn answer(cloud: &Cloud, asked: &Asked) -> Reply {
    let reply = match authenticate(cloud, asked) {
        Ok(claims) => single(cloud, asked, &claims),
        Err(problem) => problem.reply(cloud.now(), asked.header("client-request-id")),
    };
    let request = ids::guid().to_string();
    let client = asked.header("client-request-id").unwrap_or(&request);
    reply
        .with("request-id", &request)
        .with("client-request-id", client)
        .with("odata-version", "4.0")
        .with("cache-control", "no-cache")
}

/// Answers one request, alone or out of a batch.
fn single(cloud: &Cloud, asked: &Asked, claims: &Claims) -> Reply {
    let question = Question { cloud, asked, claims };
    route(&question).unwrap_or_else(|problem| problem.reply(cloud.now(), asked.header("client-request-id")))
}

fn authenticate(cloud: &Cloud, asked: &Asked) -> Result<Claims, Problem> {
    let refuse = |message: &str| Problem::new(401, "InvalidAuthenticationToken", message);
    let token = asked
        .header("authorization")
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let token = token.ok_or_else(|| refuse("Access token is empty."))?;
    let claims = cloud.signer.verify(token).ok_or_else(|| refuse("Access token validation failure."))?;
    if Audience::of(&claims.aud, &cloud.addresses) != Some(Audience::Graph) {
        return Err(refuse("Access token validation failure. Invalid audience."));
    }
    if claims.exp <= cloud.now().as_second() || cloud.is_expired(&claims.uti) {
        return Err(refuse("Lifetime validation failed, the token is expired."));
    }
    Ok(claims)
}

/// The caller's tenant, if the caller may read its directory: members may, and applications, to which the sandbox
/// grants `Directory.Read.All`; guests may not.
/// Azure: <https://learn.microsoft.com/entra/fundamentals/users-default-permissions>
fn readable<'w>(question: &Question<'_>, world: &'w World) -> Result<&'w Tenant, Problem> {
    let tenant = Guid::parse(&question.claims.tid).and_then(|id| world.tenant(id));
    let tenant = tenant.ok_or_else(Problem::denied)?;
    let caller = Guid::parse(&question.claims.oid).and_then(|id| tenant.principal(id));
    if caller.is_some_and(|caller| caller.guest) { Err(Problem::denied()) } else { Ok(tenant) }
}

/// `users('a@b')` is another way to write `users/a@b`.
fn keyed(segment: &str) -> Vec<String> {
    match segment.strip_suffix("')").and_then(|segment| segment.split_once("('")) {
        Some((collection, id)) => vec![collection.to_owned(), id.replace("''", "'")],
        None => vec![segment.to_owned()],
    }
}

fn route(question: &Question<'_>) -> Result<Reply, Problem> {
    let asked = question.asked;
    let path: Vec<String> = asked.segments.iter().flat_map(|s| keyed(&s.to_ascii_lowercase())).collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let ["v1.0" | "beta", path @ ..] = path.as_slice() else {
        return Err(Problem::bad("Invalid version."));
    };
    if (&asked.method, path) == (&Method::POST, ["$batch"].as_slice()) {
        return batch::answer(question);
    }
    let world = question.cloud.world();
    let tenant = readable(question, &world)?;
    match (&asked.method, path) {
        (&Method::GET, ["me"]) => me(question, tenant),
        (&Method::GET, ["organization"]) => Ok(organization(question, tenant)),
        (&Method::GET, ["auditlogs", "directoryaudits"]) => directory_audits::list(question, tenant),
        (&Method::POST, ["directoryobjects", "getbyids"]) => directory::get_by_ids(question, tenant),
        (&Method::GET, [collection @ ("users" | "groups" | "serviceprincipals")]) => {
            directory::list(question, tenant, collection)
        }
        (
            method,
            [collection @ ("users" | "groups" | "serviceprincipals" | "directoryobjects"), id, rest @ ..],
        ) => object(question, tenant, method, collection, id, rest),
        _ => Err(Problem::bad(format!("Resource not found for the segment '{}'.", path.join("/")))),
    }
}

/// What is asked about one object.
fn object(
    question: &Question<'_>,
    tenant: &Tenant,
    method: &Method,
    collection: &str,
    id: &str,
    rest: &[&str],
) -> Result<Reply, Problem> {
    match (method, rest) {
        (&Method::GET, []) => directory::get(question, tenant, collection, id),
        (&Method::POST, ["getmembergroups"]) => directory::member_groups(question, tenant, collection, id),
        (&Method::POST, ["checkmembergroups"]) => {
            directory::check_member_groups(question, tenant, collection, id)
        }
        (&Method::GET, [relation]) => related(question, tenant, collection, id, relation, None),
        (&Method::GET, [relation, cast]) => {
            let cast = cast.strip_prefix("microsoft.graph.").ok_or_else(|| Problem::not_found(cast))?;
            related(question, tenant, collection, id, relation, Some(cast))
        }
        _ => Err(Problem::bad(format!("Resource not found for the segment '{}'.", rest.join("/")))),
    }
}

fn related(
    question: &Question<'_>,
    tenant: &Tenant,
    collection: &str,
    id: &str,
    relation: &str,
    cast: Option<&str>,
) -> Result<Reply, Problem> {
    let relation = match (collection, relation) {
        ("groups", "members") => Relation::Members,
        ("groups", "transitivemembers") => Relation::TransitiveMembers,
        (_, "memberof") => Relation::MemberOf,
        (_, "transitivememberof") => Relation::TransitiveMemberOf,
        (_, other) => return Err(Problem::bad(format!("Resource not found for the segment '{other}'."))),
    };
    directory::related(question, tenant, collection, id, relation, cast)
}

/// `GET /me`
fn me(question: &Question<'_>, tenant: &Tenant) -> Result<Reply, Problem> {
    if question.claims.idtyp == "app" {
        let message = "/me request is only valid with delegated authentication flow.";
        return Err(Problem::new(400, "BadRequest", message));
    }
    directory::get(question, tenant, "users", &question.claims.oid)
}

/// `GET /organization`
fn organization(question: &Question<'_>, tenant: &Tenant) -> Reply {
    let row = json!({
        "id": tenant.id.to_string(),
        "displayName": tenant.display_name,
        "verifiedDomains": [{"name": tenant.default_domain, "isDefault": true, "isInitial": true, "type": "Managed"}],
    });
    Reply::json(200, &json!({"@odata.context": question.context("organization"), "value": [row]}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_may_stand_in_parentheses() {
        assert_eq!(keyed("users('o''hara@x')"), ["users", "o'hara@x"]);
        assert_eq!(keyed("users"), ["users"]);
        assert_eq!(keyed("(')"), ["(')"]);
    }
}
