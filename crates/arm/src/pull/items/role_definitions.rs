//! Role definitions: all of them at the tenant, then custom ones that only show further down.

use rolewright_authz::records::{Record, RoleDefinition, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, Item};
use super::super::run::Context;
use crate::endpoints::role_definitions::{self, Which};
use crate::pages::Pages;

pub(super) fn tenant(context: &Context) -> Vec<Item> {
    let root = ScopePath::root();
    let pages = role_definitions::list(&context.azure, &root, Which::All);
    vec![item(context, root, pages)]
}

pub(super) fn below(context: &Context) -> Vec<Item> {
    let known = context.known();
    // Where the tenant could not be asked, every subscription still shows the built-in roles.
    let which =
        if context.has_read(Stage::RoleDefinitions, &ScopePath::root()) { Which::Custom } else { Which::All };
    super::management_groups(&known)
        .chain(super::subscriptions(&known))
        .map(|scope| {
            let pages = role_definitions::list(&context.azure, &scope, which);
            item(context, scope, pages)
        })
        .collect()
}

fn item(context: &Context, scope: ScopePath, pages: Pages<RoleDefinition>) -> Item {
    let given = context.given.clone();
    Item::list(Stage::RoleDefinitions, scope, ARM, pages, move |role: RoleDefinition| {
        given.first(Stage::RoleDefinitions, role.id).then(|| Record::RoleDefinition(Box::new(role)))
    })
}
