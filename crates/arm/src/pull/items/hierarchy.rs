//! Management groups and subscriptions.

use std::collections::HashMap;

use rolewright_authz::records::{Record, Stage, Subscription};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::super::item::{ARM, Item, Reader};
use super::super::run::Context;
use crate::endpoints::management_groups::{self, Entity};
use crate::endpoints::subscriptions;
use crate::error::Error;

pub(super) fn management_groups(context: &Context) -> Vec<Item> {
    let pages = management_groups::entities(&context.azure);
    vec![Item::list(Stage::ManagementGroups, ScopePath::root(), ARM, pages, |entity| match entity {
        Entity::ManagementGroup(group) => Some(Record::ManagementGroup(group)),
        Entity::Subscription { .. } => None,
    })]
}

pub(super) fn subscriptions(_: &Context) -> Vec<Item> {
    vec![Item::new(Stage::Subscriptions, ScopePath::root(), ARM, |mut reader: Reader| async move {
        let ended = read(&mut reader).await;
        (reader, ended)
    })]
}

async fn read(reader: &mut Reader) -> Result<(), Error> {
    // The list does not tell in which group a subscription lies; the tree does, where it may be read.
    let mut parents = HashMap::new();
    let mut tree = management_groups::entities(&reader.azure);
    while let Ok(Some(page)) = tree.next().await {
        parents.extend(page.rows.into_iter().filter_map(|entity| match entity {
            Entity::Subscription { id, parent } => Some((id, parent?)),
            Entity::ManagementGroup(_) => None,
        }));
    }
    let pages = subscriptions::list(&reader.azure);
    reader.walk(pages, |subscription| Some(Record::Subscription(placed(subscription, &parents)))).await
}

fn placed(mut subscription: Subscription, parents: &HashMap<Guid, String>) -> Subscription {
    subscription.management_group = parents.get(&subscription.id).cloned();
    subscription
}
