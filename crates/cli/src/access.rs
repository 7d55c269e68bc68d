//! `rolewright access list`: role assignments of a snapshot, row by row.

use rolewright_api::access::export::{COLUMNS, each_assignment};
use rolewright_api::snapshots;
use rolewright_api::wire::access::{AssignmentsOf, Reach};

use crate::Outcome;
use crate::azure_args::{Access, AccessList, Standing};
use crate::desk;
use crate::failure::Failure;
use crate::rows::Stream;
use crate::snapshot::database;

/// What a person sees in a terminal; files have all columns.
const SHOWN: &[&str] = &["principal", "kind", "role", "scope_name", "state", "condition_in_words"];

pub(crate) fn run(command: &Access) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    let Access::List(args) = command;
    runtime.block_on(list(args))
}

async fn list(args: &AccessList) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let snapshot = snapshots::named_or_latest(&database, args.snapshot).await;
    database.close().await;
    let reach = match args.reach {
        Standing::Below => Reach::Below,
        Standing::Direct => Reach::Direct,
        Standing::Inherited => Reach::Inherited,
    };
    let of = AssignmentsOf { snapshot: snapshot?, scope: args.scope.clone(), reach };
    let app = desk::app(&args.profile)?;
    let mut out = Stream::new(args.format, COLUMNS, SHOWN)?;
    let listed = each_assignment(&app, &of, &args.filter, |cells| -> Result<bool, Failure> {
        out.row(cells)?;
        Ok(out.is_read())
    });
    let listed = listed.await;
    app.close().await;
    listed?;
    out.finish()?;
    Ok(Outcome::done(String::new()))
}
