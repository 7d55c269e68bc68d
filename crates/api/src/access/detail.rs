//! One role assignment with its reasons.

use rolewright_authz::records::{Outcome, Principal, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use rolewright_store::access::{Assignment, Field, Filter};
use rolewright_store::annotations::{Annotation as Written, Verdict};
use rolewright_store::object::{ObjectId, ObjectKind};

use super::opened::Opened;
use super::row::Rows;
use super::{condition_words, filter, history, names, role_words, scope, why};
use crate::app::App;
use crate::wire::access::{AssignmentDetail, AssignmentDetailRequest, PrincipalCard, RoleCard};
use crate::wire::annotations::Annotation;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::scopes::ScopeCrumb;

/// One role assignment: who has it, where it comes from, what it allows, and what was said about it.
///
/// # Errors
/// When the snapshot is gone or cannot be read, or does not have the assignment.
pub async fn assignment_detail(
    app: &App,
    request: &AssignmentDetailRequest,
) -> Result<AssignmentDetail, ApiError> {
    let AssignmentDetailRequest { of, key } = request;
    let opened = app.opened(of.snapshot).await?;
    let object = ObjectId::of_assignment(key);
    let found = match &object {
        Some(object) => opened.access.assignment(object).await?,
        None => None,
    };
    let (Some(row), Some(object)) = (found, object) else {
        return Err(ApiError {
            code: ErrorCode::NotFound,
            message: "this snapshot does not have the role assignment".to_owned(),
            hint: Some("it may have been revoked before this snapshot; look in an earlier one".to_owned()),
        });
    };
    let now = app.now();
    let path = path_to(&opened, &of.scope, &row).await?;
    let principal = principal_card(&opened, &row).await?;
    let condition = match &row.record.condition {
        Some(text) => {
            let version = row.record.condition_version.clone();
            Some(condition_words::card(&opened, text, version, row.record.role, now).await?)
        }
        None => None,
    };
    let told = opened.database.annotations(opened.snapshot.tenant, Some(&object)).await?;
    let shown = Rows::of(&opened, of).await?.row(&row);
    Ok(AssignmentDetail {
        id: whole_id(&row, &object),
        why: why::why(&shown, &path, principal.members, &principal.who),
        role: role_card(&opened, &row).await?,
        history: history::of(&opened, &object).await?,
        annotations: told.into_iter().map(|written| annotation(written, app.host.now())).collect(),
        row: shown,
        principal,
        path,
        condition,
    })
}

/// The id as Azure spells it.
fn whole_id(row: &Assignment, object: &ObjectId) -> String {
    match object.kind {
        ObjectKind::RoleAssignment => {
            let scope = row.record.scope.as_str().trim_end_matches('/');
            format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{}", row.record.name)
        }
        _ => object.key.clone(),
    }
}

/// From the root to the scope that is looked at, or on to the assignment's own where that lies below.
async fn path_to(opened: &Opened, looked_at: &str, row: &Assignment) -> Result<Vec<ScopeCrumb>, ApiError> {
    let path = scope::path(opened, looked_at).await?;
    let stands = |crumb: &ScopeCrumb| ScopePath::new(&crumb.scope) == row.record.scope;
    if path.iter().any(stands) { Ok(path) } else { scope::path(opened, row.record.scope.as_str()).await }
}

async fn principal_card(opened: &Opened, row: &Assignment) -> Result<PrincipalCard, ApiError> {
    let id = row.record.principal;
    let record = row.principal_record.as_ref();
    let mine = filter::is(Field::Principal, row.principal);
    let count = |terms: Vec<_>| opened.access.count(&Filter { terms });
    let assignments = count(vec![mine.clone()]);
    let privileged_assignments = count(vec![mine, filter::is(Field::Privileged, 1)]);
    Ok(PrincipalCard {
        who: names::principal(row),
        user_principal_name: record.and_then(|r| r.user_principal_name.clone()),
        app_id: record.and_then(|r| r.app_id).map(|id| id.to_string()),
        members: members(opened, row).await?,
        assignments,
        privileged_assignments,
        groups: groups(opened, id).await?.iter().map(names::of_record).collect(),
    })
}

/// How many belong to it, for a group that could be asked.
async fn members(opened: &Opened, row: &Assignment) -> Result<Option<u64>, ApiError> {
    let of_it = format!("/groups/{}", row.record.principal);
    let refused = opened.not_read.iter().any(|line| {
        let here = line.scope == ScopePath::root() || line.scope == ScopePath::new(&of_it);
        line.stage == Stage::GroupMemberships && line.outcome != Outcome::Read && here
    });
    let is_group = row.record.principal_type == rolewright_authz::principal::PrincipalType::Group;
    if !is_group || refused {
        return Ok(None);
    }
    Ok(Some(opened.database.members(opened.snapshot.id, row.record.principal).await?))
}

/// The groups that it belongs to and that hold role assignments, by name.
async fn groups(opened: &Opened, member: Guid) -> Result<Vec<Principal>, ApiError> {
    let mut holding = Vec::new();
    for group in opened.database.groups_of(opened.snapshot.id, member).await? {
        if opened.access.find_principal(group).await?.is_some() {
            holding.push(group);
        }
    }
    let known = opened.database.principals(opened.snapshot.id, &holding).await?;
    let mut list: Vec<Principal> = known.into_values().collect();
    list.sort_by_cached_key(|group| (names::name(group).map(|name| name.to_lowercase()), group.id));
    Ok(list)
}

async fn role_card(opened: &Opened, row: &Assignment) -> Result<RoleCard, ApiError> {
    let facts = opened.roles().await?.iter().find(|role| role.id == row.record.role);
    let assignments = opened.access.count(&Filter { terms: vec![filter::is(Field::Role, row.role)] });
    Ok(RoleCard {
        role: names::role(row),
        description: description(opened, row.record.role).await?,
        can: facts.map(role_words::can).unwrap_or_default(),
        assignments,
    })
}

/// What the definition says of itself; the catalogue's words where it could not be read.
async fn description(opened: &Opened, role: Guid) -> Result<Option<String>, ApiError> {
    let object = ObjectId { kind: ObjectKind::RoleDefinition, key: role.to_string() };
    for stored in opened.database.history(opened.snapshot.tenant, &object).await? {
        let here = opened.snapshot.id;
        if let rolewright_authz::records::Record::RoleDefinition(definition) = stored.record
            && stored.since <= here
            && stored.until.is_none_or(|until| until > here)
        {
            return Ok(Some(definition.description).filter(|text| !text.is_empty()));
        }
    }
    let starter = rolewright_authz::roles::starter().iter().find(|known| known.facts.id == role);
    Ok(starter.map(|known| known.description.to_owned()))
}

fn annotation(written: Written, now: i64) -> Annotation {
    let expired = matches!(written.verdict, Verdict::AcceptedRisk { until: Some(until) } if until < now);
    Annotation {
        id: written.id,
        state: names::verdict(&written),
        at: history::time(written.at),
        note: written.note,
        author: written.author,
        expired,
    }
}

#[cfg(test)]
#[path = "detail_tests.rs"]
mod tests;
