//! Locks: a subscription's list has all of them, down to those of child resources.

use rolewright_authz::records::{Record, Stage};

use super::super::item::{ARM, Item};
use super::super::run::Context;
use crate::endpoints::locks;

pub(super) fn locks(context: &Context) -> Vec<Item> {
    super::subscriptions(&context.known())
        .map(|scope| {
            let pages = locks::list(&context.azure, &scope);
            Item::list(Stage::Locks, scope, ARM, pages, |lock| Some(Record::Lock(lock)))
        })
        .collect()
}
