//! Resource groups and resources.
//!
//! Resources come from Resource Graph, which has their switches and asks all subscriptions at once; where it does
//! not answer, from the ARM list of each subscription.

use rolewright_authz::records::{Record, Resource, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, Item, RESOURCE_GRAPH, Reader};
use super::super::run::Context;
use crate::endpoints::{resource_groups, resources};

pub(super) fn resource_groups(context: &Context) -> Vec<Item> {
    let known = context.known();
    known
        .subscriptions
        .iter()
        .map(|id| {
            let pages = resource_groups::list(&context.azure, *id);
            let scope = ScopePath::subscription(*id);
            Item::list(Stage::ResourceGroups, scope, ARM, pages, |group| Some(Record::ResourceGroup(group)))
        })
        .collect()
}

pub(super) fn resources(_: &Context) -> Vec<Item> {
    vec![Item::new(Stage::Resources, ScopePath::root(), RESOURCE_GRAPH, |mut reader: Reader| async move {
        let ended = match resources::query(&reader.azure) {
            Ok(pages) => reader.walk(pages, record).await,
            Err(error) => Err(error),
        };
        (reader, ended)
    })]
}

pub(super) fn resources_without_resource_graph(context: &Context) -> Vec<Item> {
    if context.has_read(Stage::Resources, &ScopePath::root()) {
        return Vec::new();
    }
    let known = context.known();
    known
        .subscriptions
        .iter()
        .map(|id| {
            let pages = resources::list(&context.azure, *id);
            Item::list(Stage::Resources, ScopePath::subscription(*id), ARM, pages, record)
        })
        .collect()
}

fn record(resource: Resource) -> Option<Record> {
    Some(Record::Resource(Box::new(resource)))
}
