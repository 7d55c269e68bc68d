//! `rolewright snapshot diff`: what changed, as a table, JSON or CSV.

use rolewright_api::changes::{COLUMNS, Changes, cells, pair};
use rolewright_api::snapshots;

use crate::Outcome;
use crate::azure_args::Diff;
use crate::failure::Failure;
use crate::rows::Stream;
use crate::snapshot::database;

/// What a person sees in a terminal; files have all columns.
const SHOWN: &[&str] = &["change", "what", "wider", "scope_name"];

pub(crate) async fn diff(args: &Diff) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let [from, to] = pair(&database, args.from, args.to).await?;
    let changes = Changes::of(&database, from, to).await;
    database.close().await;
    let changes = changes?;
    let rows = changes.filtered(&args.filter)?;
    let mut out = Stream::new(args.format, COLUMNS, SHOWN)?;
    for row in &rows {
        out.row(&cells(row))?;
    }
    out.finish()?;
    if changes.not_readable() > 0 {
        let [from, to] = changes.snapshots();
        let count = changes.not_readable();
        crate::note(&format!(
            "{count} places could not be read in snapshot {from} or {to}; nothing is known of changes there"
        ));
    }
    Ok(Outcome { text: String::new(), code: u8::from(!rows.is_empty()) })
}
