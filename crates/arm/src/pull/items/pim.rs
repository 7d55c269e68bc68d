//! Eligible and active PIM instances of management groups and subscriptions; `/` has none.
//!
//! Each scope is one item that reads both kinds, one after the other.

use rolewright_authz::records::{PimInstance, PimKind, Record, Stage};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};

use super::super::item::{ARM, Item, Reader};
use super::super::run::Context;
use crate::endpoints::pim;
use crate::error::Error;

pub(super) fn instances(context: &Context) -> Vec<Item> {
    let known = context.known();
    super::management_groups(&known)
        .chain(super::subscriptions(&known))
        .map(|scope| {
            let here = scope.clone();
            Item::new(Stage::PimInstances, scope, ARM, move |mut reader: Reader| async move {
                let ended = read(&mut reader, &here).await;
                (reader, ended)
            })
        })
        .collect()
}

async fn read(reader: &mut Reader, here: &ScopePath) -> Result<(), Error> {
    let below = here.level() == ScopeLevel::Subscription;
    let keep = |row: PimInstance| {
        // What is inherited is taken where it is assigned.
        let takes = if below { here.covers(&row.scope) } else { row.scope == *here };
        takes.then(|| Record::PimInstance(Box::new(row)))
    };
    // The two lists have links of different paths, so a link to go on from tells which list it belongs to.
    let active_only =
        reader.from.as_deref().is_some_and(|from| from.contains("roleAssignmentScheduleInstances"));
    if !active_only {
        let eligible = pim::list(&reader.azure, here, PimKind::Eligible, below);
        reader.walk(eligible, keep).await?;
    }
    let active = pim::list(&reader.azure, here, PimKind::Active, below);
    reader.walk(active, keep).await
}
