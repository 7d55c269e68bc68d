//! What the palette finds in a snapshot: principals, roles and scopes.

use std::collections::HashSet;

use rolewright_authz::records::{Record, RoleKind};
use rolewright_authz::scope_path::ScopePath;
use rolewright_store::access::{Named, RoleOrigin};
use rolewright_store::search::Found as Hit;

use crate::access::{name_of, opened::Opened, path_of};
use crate::app::App;
use crate::wire::access::{FindRequest, Found, FoundKind};
use crate::wire::error::ApiError;

/// The most of one answer.
const LONGEST: u32 = 100;

/// What has every word in its name, or this id: the best first, that is, whole names, then beginnings of names,
/// then the rest.
///
/// # Errors
/// When the snapshot is gone or cannot be read.
pub async fn find(app: &App, request: &FindRequest) -> Result<Vec<Found>, ApiError> {
    let FindRequest { snapshot, text, limit } = request;
    let text = text.trim();
    let limit = (*limit).min(LONGEST) as usize;
    if text.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let opened = app.opened(*snapshot).await?;
    let mut list: Vec<Found> = Vec::new();
    let mut seen = HashSet::new();
    for one in named(&opened, text, limit).await? {
        if let Some(found) = found(&opened, one).await?
            && seen.insert((found.kind as u8, found.id.to_ascii_lowercase()))
        {
            list.push(found);
        }
    }
    let wanted = text.to_lowercase();
    list.sort_by_cached_key(|found| {
        let name = found.name.to_lowercase();
        let rank = match () {
            () if name == wanted || found.id.eq_ignore_ascii_case(text) => 0,
            () if name.starts_with(&wanted) => 1,
            () => 2,
        };
        (rank, found.kind as u8, name.chars().count(), name)
    });
    list.truncate(limit);
    Ok(list)
}

/// Those of the snapshot's index and, because that knows words of three letters and more only and stops early,
/// the best of the names that assignments have.
async fn named(opened: &Opened, text: &str, limit: usize) -> Result<Vec<Named>, ApiError> {
    let mut list = opened.access.named(text, limit).await?;
    for hit in opened.database.search(opened.snapshot.id, text, limit).await? {
        let Hit::Object(row) = hit else { continue };
        list.extend(match row.record {
            Record::Principal(principal) => Some(Named::Principal(principal)),
            Record::RoleDefinition(role) => {
                let origin = match role.kind {
                    RoleKind::BuiltIn => RoleOrigin::BuiltIn,
                    RoleKind::Custom => RoleOrigin::Custom,
                    RoleKind::Other(_) => RoleOrigin::Other,
                };
                Some(Named::Role { id: role.id, name: role.name, origin })
            }
            Record::ManagementGroup(group) => Some(Named::Scope(ScopePath::management_group(&group.name))),
            Record::Subscription(subscription) => {
                Some(Named::Scope(ScopePath::subscription(subscription.id)))
            }
            Record::ResourceGroup(group) => Some(Named::Scope(group.id.clone())),
            Record::Resource(resource) => Some(Named::Scope(resource.id.clone())),
            _ => None,
        });
    }
    Ok(list)
}

async fn found(opened: &Opened, named: Named) -> Result<Option<Found>, ApiError> {
    Ok(match named {
        Named::Principal(principal) => {
            let kind = principal.kind.as_str();
            Some(Found {
                kind: FoundKind::Principal,
                id: principal.id.to_string(),
                name: name_of(&principal).unwrap_or_else(|| principal.id.to_string()),
                detail: principal.user_principal_name.clone().unwrap_or_else(|| kind.to_owned()),
                level: None,
            })
        }
        Named::Role { id, name, origin } => {
            let detail = match origin {
                RoleOrigin::BuiltIn => "built-in role",
                RoleOrigin::Custom | RoleOrigin::Other => "custom role",
                RoleOrigin::Unknown => "role that is not in the snapshot",
            };
            let (id, detail) = (id.to_string(), detail.to_owned());
            Some(Found { kind: FoundKind::Role, id, name, detail, level: None })
        }
        Named::Scope(path) => scope(opened, &path).await?,
    })
}

async fn scope(opened: &Opened, scope: &ScopePath) -> Result<Option<Found>, ApiError> {
    let path = path_of(opened, scope.as_str()).await?;
    let Some(last) = path.last() else { return Ok(None) };
    let names: Vec<&str> = path.iter().skip(1).map(|crumb| crumb.name.as_str()).collect();
    Ok(Some(Found {
        kind: FoundKind::Scope,
        id: last.scope.clone(),
        name: last.name.clone(),
        detail: names.join(" / "),
        level: Some(last.level),
    }))
}
