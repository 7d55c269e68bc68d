//! The scope that a question is about.

use rolewright_authz::scope_path::{ScopeLevel as Level, ScopePath};
use rolewright_store::access::{ScopeNode, Standing, Term};

use super::opened::Opened;
use crate::wire::access::{AssignmentsOf, Reach};
use crate::wire::error::ApiError;
use crate::wire::scopes::ScopeCrumb;

/// The term that keeps to the rows of `of`; `None` for the whole tenant.
pub(super) async fn within(opened: &Opened, of: &AssignmentsOf) -> Result<Option<Term>, ApiError> {
    let path = ScopePath::new(&of.scope);
    if path == ScopePath::root() && of.reach == Reach::Below {
        return Ok(None);
    }
    let nothing = Some(Term::Any(Vec::new()));
    let found = opened.access.find_scope(&path).await?;
    Ok(match (of.reach, found) {
        (Reach::Direct, Some(scope)) => Some(Term::At { scope, standing: Standing::Direct }),
        (Reach::Below, Some(scope)) => Some(Term::At { scope, standing: Standing::Within }),
        (Reach::Direct | Reach::Below, None) => nothing,
        (Reach::Inherited, found) => {
            let scope = match found {
                Some(scope) => Some(scope),
                None => nearest(opened, &path).await?,
            };
            scope.map(|scope| Term::At { scope, standing: Standing::Effective }).or(nothing)
        }
    })
}

/// The nearest scope above one that the snapshot knows: a scope at which nothing lies inherits all the same.
async fn nearest(opened: &Opened, path: &ScopePath) -> Result<Option<i64>, ApiError> {
    let mut at = path.parent();
    while let Some(up) = at {
        if let Some(scope) = opened.access.find_scope(&up).await? {
            return Ok(Some(scope));
        }
        at = up.parent();
    }
    Ok(opened.access.find_scope(&ScopePath::root()).await?)
}

/// From the root down to a scope. What the snapshot does not know of is added as its path tells.
pub(crate) async fn path(opened: &Opened, scope: &str) -> Result<Vec<ScopeCrumb>, ApiError> {
    let wanted = ScopePath::new(scope);
    let mut unknown = Vec::new();
    let mut at = Some(wanted.clone());
    let mut known = None;
    while let Some(path) = at {
        known = opened.access.find_scope(&path).await?;
        if known.is_some() {
            break;
        }
        at = path.parent();
        unknown.push(path);
    }
    let known = match known {
        Some(known) => Some(known),
        None => opened.access.find_scope(&ScopePath::root()).await?,
    };
    let mut crumbs: Vec<ScopeCrumb> = match known {
        Some(scope) => opened.access.scope_path(scope).await?.iter().map(of_node).collect(),
        None => Vec::new(),
    };
    if crumbs.is_empty() && wanted != ScopePath::root() {
        crumbs.push(crumb(&ScopePath::root(), None));
    }
    crumbs.extend(unknown.iter().rev().map(|path| crumb(path, None)));
    Ok(crumbs)
}

pub(super) fn of_node(node: &ScopeNode) -> ScopeCrumb {
    crumb(&node.path, Some(&node.name))
}

/// A scope with its name, or with the last part of its path where none is known.
pub(super) fn crumb(path: &ScopePath, name: Option<&str>) -> ScopeCrumb {
    let name = match (name, path.level()) {
        (Some(name), _) if !name.is_empty() => name,
        (_, Level::Root) => "Root",
        _ => path.name(),
    };
    ScopeCrumb { scope: path.as_str().to_owned(), name: name.to_owned(), level: path.level().into() }
}

/// How many scopes of `of` could not be asked for their role assignments or eligible ones.
pub(super) async fn not_readable(opened: &Opened, of: &AssignmentsOf) -> Result<u32, ApiError> {
    let unread = opened.unread_scopes().await?;
    let here = match unread {
        [] => None,
        _ => opened.access.find_scope(&ScopePath::new(&of.scope)).await?,
    };
    let standing = match of.reach {
        Reach::Direct => Standing::Direct,
        Reach::Inherited => Standing::Effective,
        Reach::Below => Standing::Within,
    };
    let count = here.map_or(0, |scope| opened.access.count_scopes(unread, scope, standing));
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
