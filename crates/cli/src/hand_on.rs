//! `rolewright snapshot export`, `import`, `review`: a snapshot as a file, and what is said about it.

use rolewright_api::review::Report as ReviewReport;
use rolewright_api::wire::annotations::ReviewFormat;
use rolewright_api::{snapshots, transfer};

use crate::Outcome;
use crate::azure_args::{Export, Import, Report, Review};
use crate::desk;
use crate::failure::Failure;
use crate::snapshot::database;

pub(crate) async fn export(args: &Export) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let exported = transfer::export_to(&database, args.snapshot, &args.file).await;
    database.close().await;
    exported?;
    Ok(Outcome::done(format!("wrote snapshot {} to {}\n", args.snapshot, args.file.display())))
}

pub(crate) async fn import(args: &Import) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let taken = transfer::import_from(&database, &args.file).await;
    database.close().await;
    Ok(Outcome::done(format!("{}\n", taken?)))
}

pub(crate) async fn review(args: &Review) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let snapshot = snapshots::named_or_latest(&database, args.snapshot).await;
    database.close().await;
    let app = desk::app(&args.profile)?;
    let report = ReviewReport::of(&app, snapshot?).await;
    app.close().await;
    let format = match args.format {
        Report::Html => ReviewFormat::Html,
        Report::Markdown => ReviewFormat::Markdown,
    };
    Ok(Outcome::done(report?.write(format)))
}
