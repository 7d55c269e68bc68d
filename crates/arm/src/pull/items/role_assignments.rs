//! Role assignments, each taken where it is assigned.

use std::collections::HashSet;
use std::sync::Arc;

use rolewright_authz::records::{Record, RoleAssignment, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, Item};
use super::super::run::Context;
use crate::endpoints::role_assignments::{self, Which};

const STAGE: Stage = Stage::RoleAssignments;

/// `/` and the management groups: only what is assigned there, though each list shows what lies above as well.
pub(super) fn above(context: &Context) -> Vec<Item> {
    let known = context.known();
    std::iter::once(ScopePath::root())
        .chain(super::management_groups(&known))
        .map(|scope| {
            let pages = role_assignments::list(&context.azure, &scope, Which::AtAndAbove);
            let here = scope.clone();
            Item::list(STAGE, scope, ARM, pages, move |row: RoleAssignment| {
                (row.scope == here).then(|| Record::RoleAssignment(Box::new(row)))
            })
        })
        .collect()
}

/// Each subscription with everything below it.
pub(super) fn subscriptions(context: &Context) -> Vec<Item> {
    let known = context.known();
    let read: Arc<HashSet<ScopePath>> = Arc::new(context.read_above(STAGE, super::management_groups(&known)));
    super::subscriptions(&known)
        .map(|scope| {
            let pages = role_assignments::list(&context.azure, &scope, Which::Everywhere);
            let (here, read, given) = (scope.clone(), Arc::clone(&read), context.given.clone());
            Item::list(STAGE, scope, ARM, pages, move |row: RoleAssignment| {
                let takes = here.covers(&row.scope)
                    // Inherited from a scope that could not be asked itself: the first subscription to show it
                    // gives it.
                    || (!read.contains(&row.scope) && given.first(STAGE, row.name));
                takes.then(|| Record::RoleAssignment(Box::new(row)))
            })
        })
        .collect()
}
