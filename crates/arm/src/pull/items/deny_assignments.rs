//! Deny assignments, each taken where it applies, as role assignments are.

use std::collections::HashSet;
use std::sync::Arc;

use rolewright_authz::records::{DenyAssignment, Record, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, Item};
use super::super::run::Context;
use crate::endpoints::deny_assignments;

const STAGE: Stage = Stage::DenyAssignments;

pub(super) fn above(context: &Context) -> Vec<Item> {
    let known = context.known();
    std::iter::once(ScopePath::root())
        .chain(super::management_groups(&known))
        .map(|scope| {
            let pages = deny_assignments::list(&context.azure, &scope);
            let here = scope.clone();
            Item::list(STAGE, scope, ARM, pages, move |row: DenyAssignment| {
                (row.scope == here).then(|| Record::DenyAssignment(Box::new(row)))
            })
        })
        .collect()
}

pub(super) fn subscriptions(context: &Context) -> Vec<Item> {
    let known = context.known();
    let read: Arc<HashSet<ScopePath>> = Arc::new(context.read_above(STAGE, super::management_groups(&known)));
    super::subscriptions(&known)
        .map(|scope| {
            let pages = deny_assignments::list(&context.azure, &scope);
            let (here, read, given) = (scope.clone(), Arc::clone(&read), context.given.clone());
            Item::list(STAGE, scope, ARM, pages, move |row: DenyAssignment| {
                let takes =
                    here.covers(&row.scope) || (!read.contains(&row.scope) && given.first(STAGE, row.id));
                takes.then(|| Record::DenyAssignment(Box::new(row)))
            })
        })
        .collect()
}
