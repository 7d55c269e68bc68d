//! Policy assignments that deny an action; all others are passed over.

use std::sync::Arc;

use rolewright_authz::records::{Record, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, Item, Reader};
use super::super::run::{Context, ends_everything};
use crate::endpoints::policy_assignments::{self, Definitions};
use crate::error::Error;
use crate::rows::Page;

pub(super) fn assignments(context: &Context) -> Vec<Item> {
    let known = context.known();
    let definitions: Arc<Definitions> = Arc::default();
    super::management_groups(&known)
        .chain(super::subscriptions(&known))
        .map(|scope| {
            let (here, definitions) = (scope.clone(), Arc::clone(&definitions));
            Item::new(Stage::PolicyAssignments, scope, ARM, move |mut reader: Reader| async move {
                let ended = read(&mut reader, &here, &definitions).await;
                (reader, ended)
            })
        })
        .collect()
}

async fn read(reader: &mut Reader, here: &ScopePath, definitions: &Definitions) -> Result<(), Error> {
    let azure = reader.azure.clone();
    let mut pages = policy_assignments::list(&azure, here);
    if let Some(next) = reader.from.take() {
        pages = pages.from_page(&next);
    }
    while let Some(page) = pages.next().await? {
        let mut found =
            Page { rows: Vec::new(), unreadable: page.unreadable, problem: page.problem, next: page.next };
        // A subscription's list shows what it inherits, which is taken where it is assigned.
        for assigned in page.rows.into_iter().filter(|assigned| here.covers(&assigned.record.scope)) {
            let id = assigned.record.id.clone();
            match definitions.follow(&azure, assigned).await {
                Ok(record) => {
                    found.rows.extend(record.map(|record| Record::PolicyAssignment(Box::new(record))))
                }
                Err(error) if ends_everything(&error) => return Err(error),
                Err(error) => reader.missed(format!("the definition of `{id}` could not be read: {error}")),
            }
        }
        reader.page(found).await?;
    }
    Ok(())
}
