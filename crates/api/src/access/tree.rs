//! The tenant as a tree of scopes.

use std::collections::HashMap;

use rolewright_authz::records::{Outcome, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_store::access::ScopeNode as Node;

use super::opened::Opened;
use super::scope;
use crate::app::App;
use crate::wire::error::ApiError;
use crate::wire::scopes::{
    LockMark, ReadMark, ScopeChildren, ScopeChildrenRequest, ScopeCrumb, ScopeNode, ScopeOf,
};

/// The most scopes of one answer.
const LONGEST: u32 = 1_000;

/// What lies directly below a scope, by name.
///
/// # Errors
/// When the snapshot is gone or cannot be read.
pub async fn scope_children(app: &App, request: &ScopeChildrenRequest) -> Result<ScopeChildren, ApiError> {
    let ScopeChildrenRequest { snapshot, parent, search, offset, limit } = request;
    let opened = app.opened(*snapshot).await?;
    let parent = match parent {
        Some(path) => match opened.access.find_scope(&ScopePath::new(path)).await? {
            Some(scope) => Some(scope),
            None => return Ok(ScopeChildren { nodes: Vec::new(), total: 0 }),
        },
        None => None,
    };
    let offset = usize::try_from(*offset).unwrap_or(usize::MAX);
    let limit = (*limit).min(LONGEST) as usize;
    let page = opened.access.scopes_in(parent, search.trim(), offset, limit).await?;
    let own = unread(&opened);
    let above = opened.access.above(opened.unread_scopes().await?);
    let nodes = page.nodes.iter().map(|node| shown(node, &own, above.contains(&node.id))).collect();
    Ok(ScopeChildren { nodes, total: page.total })
}

/// From the root down to a scope.
///
/// # Errors
/// When the snapshot is gone or cannot be read.
pub async fn scope_path(app: &App, request: &ScopeOf) -> Result<Vec<ScopeCrumb>, ApiError> {
    let opened = app.opened(request.snapshot).await?;
    scope::path(&opened, &request.scope).await
}

/// What could not be read at a scope itself, by the scope's key.
fn unread(opened: &Opened) -> HashMap<String, ReadMark> {
    let mut marks = HashMap::new();
    for line in &opened.not_read {
        let mark = match (&line.outcome, line.stage) {
            (Outcome::Forbidden { .. }, Stage::RoleAssignments) => ReadMark::Refused,
            (_, Stage::RoleAssignments) => ReadMark::Failed,
            // The rest of the scope was read.
            _ => ReadMark::Partly,
        };
        let known = marks.entry(line.scope.key()).or_insert(mark);
        if *known == ReadMark::Partly {
            *known = mark;
        }
    }
    marks
}

fn shown(node: &Node, own: &HashMap<String, ReadMark>, unread_below: bool) -> ScopeNode {
    let read = match own.get(&node.path.key()) {
        Some(mark) => *mark,
        None if node.unread => ReadMark::Refused,
        None if unread_below => ReadMark::Partly,
        None => ReadMark::Whole,
    };
    ScopeNode {
        place: scope::of_node(node),
        has_children: node.children > 0,
        direct: node.direct,
        below: node.direct + node.below,
        privileged_below: node.privileged + node.privileged_below,
        lock: match (node.locked, node.locked_above) {
            (true, _) => LockMark::Own,
            (false, true) => LockMark::Inherited,
            (false, false) => LockMark::None,
        },
        guarded: node.guarded,
        read,
    }
}
