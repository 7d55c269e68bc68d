//! Elevations and their ends, from both logs that record them. An act shows in both; what belongs together is for
//! the rules to say.
//!
//! The activity log is filed under `/providers/Microsoft.Insights`, the scope at which reading it is granted, and
//! the directory audit log under `/`.

use rolewright_authz::records::{ElevationRecord, Record, Stage};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, GRAPH, Item, Reader};
use super::super::run::Context;
use crate::clock;
use crate::endpoints::{activity_log, directory_audits};
use crate::error::Error;

pub(super) fn elevations(context: &Context) -> Vec<Item> {
    let log = activity_log::elevations(&context.azure, clock::now());
    let insights = ScopePath::new("/providers/Microsoft.Insights");
    vec![
        Item::list(Stage::Elevations, insights, ARM, log, record),
        Item::new(Stage::Elevations, ScopePath::root(), GRAPH, |mut reader: Reader| async move {
            let ended = audits(&mut reader).await;
            (reader, ended)
        }),
    ]
}

async fn audits(reader: &mut Reader) -> Result<(), Error> {
    let azure = reader.azure.clone();
    if !azure.cloud().has_directory_audits {
        return Err(Error::NotOffered("the directory audit log"));
    }
    let now = clock::now();
    match reader.walk(directory_audits::elevations(&azure, now, true), record).await {
        Err(error) if error.status() == Some(400) => {
            reader.walk(directory_audits::elevations(&azure, now, false), record).await
        }
        ended => ended,
    }
}

fn record(row: Option<ElevationRecord>) -> Option<Record> {
    row.map(|record| Record::Elevation(Box::new(record)))
}
