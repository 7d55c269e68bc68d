//! Users, groups, service principals: by id, by filter, and who belongs to whom.
//!
//! Azure: <https://learn.microsoft.com/graph/api/directoryobject-getbyids>

use std::collections::HashSet;

use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::filter::{self, Clause};
use super::problem::Problem;
use super::{Question, lists, rows};
use crate::reply::Reply;
use crate::world::Tenant;

/// Azure: <https://learn.microsoft.com/graph/paging>
const LARGEST_PAGE: usize = 999;
const MOST_IDS: usize = 1000;

/// `POST /directoryObjects/getByIds`. Ids that are not known are left out without a word.
pub(crate) fn get_by_ids(question: &Question<'_>, tenant: &Tenant) -> Result<Reply, Problem> {
    let body = question.body()?;
    let ids = texts(&body, "ids").ok_or_else(|| Problem::bad("The property 'ids' is required."))?;
    if ids.len() > MOST_IDS {
        return Err(Problem::bad(format!("The number of ids must be at most {MOST_IDS}.")));
    }
    let types = texts(&body, "types").unwrap_or_default();
    let of_type = |principal: &Principal| {
        types.is_empty()
            || types.iter().any(|t| {
                t.eq_ignore_ascii_case(rows::kind(principal)) || t.eq_ignore_ascii_case("directoryObject")
            })
    };
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for text in ids {
        let id = Guid::parse(text).ok_or_else(|| Problem::bad(format!("Invalid GUID:{text}")))?;
        let principal = Some(id).filter(|id| seen.insert(*id)).and_then(|id| tenant.principal(id));
        found.extend(principal.filter(|p| of_type(p)).map(|p| rows::any(p, question.asked)));
    }
    let context = question.context("directoryObjects");
    let reply = Reply::json(200, &json!({"@odata.context": context, "value": found}));
    Ok(reply.with("x-ms-resource-unit", "3"))
}

fn texts<'v>(body: &'v Value, name: &str) -> Option<Vec<&'v str>> {
    Some(body.get(name)?.as_array()?.iter().filter_map(Value::as_str).collect())
}

/// `GET /users`, `/groups`, `/servicePrincipals`
pub(crate) fn list(question: &Question<'_>, tenant: &Tenant, collection: &str) -> Result<Reply, Problem> {
    let kind = kind_of(collection);
    let filter = question.asked.query.get("$filter");
    let alternatives = filter.map(filter::alternatives).transpose()?.unwrap_or_else(|| vec![Vec::new()]);
    if let Some(unknown) = alternatives.iter().flatten().find(|c| !KNOWN.contains(&c.property.as_str())) {
        return Err(Problem::bad_filter(&unknown.property));
    }
    let passes_any =
        |p: &Principal| alternatives.iter().any(|clauses| clauses.iter().all(|clause| passes(p, clause)));
    let found = tenant
        .principals()
        .filter(|p| rows::kind(p) == kind && passes_any(p))
        .map(|p| rows::row(p, question.asked));
    lists::page(question, collection, found, LARGEST_PAGE)
}

/// Properties that lists are filtered by.
const KNOWN: [&str; 8] = [
    "id",
    "displayname",
    "userprincipalname",
    "mail",
    "usertype",
    "appid",
    "serviceprincipalnames",
    "serviceprincipaltype",
];

fn passes(principal: &Principal, clause: &Clause) -> bool {
    let app = principal.app_id.map(|id| id.to_string());
    let id = principal.id.to_string();
    clause.passes(match clause.property.as_str() {
        "id" => Some(&id),
        "displayname" => principal.display_name.as_deref(),
        "userprincipalname" | "mail" => principal.user_principal_name.as_deref(),
        "usertype" => Some(if principal.guest { "Guest" } else { "Member" }),
        "appid" | "serviceprincipalnames" => app.as_deref(),
        "serviceprincipaltype" => principal.service_principal_type.as_deref(),
        _ => None,
    })
}

fn kind_of(collection: &str) -> &'static str {
    match collection {
        "users" => "user",
        "groups" => "group",
        "serviceprincipals" => "servicePrincipal",
        _ => "directoryObject",
    }
}

/// The object of that id, or for users of that user principal name, in that collection.
fn object<'t>(tenant: &'t Tenant, collection: &str, id: &str) -> Result<&'t Principal, Problem> {
    let by_id = Guid::parse(id).and_then(|id| tenant.principal(id));
    let found = by_id.or_else(|| {
        let upn =
            |p: &&Principal| p.user_principal_name.as_deref().is_some_and(|u| u.eq_ignore_ascii_case(id));
        (collection == "users").then(|| tenant.principals().find(upn)).flatten()
    });
    found
        .filter(|p| collection == "directoryobjects" || rows::kind(p) == kind_of(collection))
        .ok_or_else(|| Problem::not_found(id))
}

/// `GET /{collection}/{id}`
pub(crate) fn get(
    question: &Question<'_>,
    tenant: &Tenant,
    collection: &str,
    id: &str,
) -> Result<Reply, Problem> {
    let mut row = rows::row(object(tenant, collection, id)?, question.asked);
    if let Value::Object(members) = &mut row {
        members
            .insert("@odata.context".to_owned(), json!(question.context(&format!("{collection}/$entity"))));
    }
    Ok(Reply::json(200, &row))
}

/// Which relation of an object is read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Relation {
    Members,
    TransitiveMembers,
    MemberOf,
    TransitiveMemberOf,
}

/// `GET /{collection}/{id}/{relation}[/microsoft.graph.{cast}]`
pub(crate) fn related(
    question: &Question<'_>,
    tenant: &Tenant,
    collection: &str,
    id: &str,
    relation: Relation,
    cast: Option<&str>,
) -> Result<Reply, Problem> {
    let object = object(tenant, collection, id)?;
    let ids: Vec<Guid> = match relation {
        Relation::Members => tenant.members(object.id).to_vec(),
        Relation::TransitiveMembers => tenant.transitive_members(object.id),
        Relation::MemberOf => {
            let direct = |group: &Guid| tenant.members(*group).contains(&object.id);
            tenant.groups_of(object.id).into_iter().filter(direct).collect()
        }
        Relation::TransitiveMemberOf => tenant.groups_of(object.id),
    };
    let found = ids
        .into_iter()
        .filter_map(|id| tenant.principal(id))
        .filter(|p| cast.is_none_or(|cast| cast.eq_ignore_ascii_case(rows::kind(p))))
        .map(|p| rows::any(p, question.asked));
    lists::page(question, "directoryObjects", found, LARGEST_PAGE).map(|r| r.with("x-ms-resource-unit", "5"))
}

/// `POST /{collection}/{id}/getMemberGroups`
pub(crate) fn member_groups(
    question: &Question<'_>,
    tenant: &Tenant,
    collection: &str,
    id: &str,
) -> Result<Reply, Problem> {
    let body = question.body()?;
    if body.get("securityEnabledOnly").and_then(Value::as_bool).is_none() {
        return Err(Problem::bad("The property 'securityEnabledOnly' is required."));
    }
    let groups = tenant.groups_of(object(tenant, collection, id)?.id);
    let groups: Vec<String> = groups.iter().map(Guid::to_string).collect();
    Ok(Reply::json(
        200,
        &json!({"@odata.context": question.context("Collection(Edm.String)"), "value": groups}),
    ))
}

/// `POST /{collection}/{id}/checkMemberGroups`
pub(crate) fn check_member_groups(
    question: &Question<'_>,
    tenant: &Tenant,
    collection: &str,
    id: &str,
) -> Result<Reply, Problem> {
    let body = question.body()?;
    let asked =
        texts(&body, "groupIds").ok_or_else(|| Problem::bad("The property 'groupIds' is required."))?;
    if asked.len() > 20 {
        return Err(Problem::bad("The number of groups must be at most 20."));
    }
    let groups = tenant.groups_of(object(tenant, collection, id)?.id);
    let found: Vec<String> = (asked.iter().filter_map(|id| Guid::parse(id)))
        .filter(|id| groups.contains(id))
        .map(|id| id.to_string())
        .collect();
    Ok(Reply::json(
        200,
        &json!({"@odata.context": question.context("Collection(Edm.String)"), "value": found}),
    ))
}
