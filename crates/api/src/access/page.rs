//! A page of role assignments.

use rolewright_store::access::Filter;

use super::opened::Opened;
use super::row::Rows;
use super::{filter, scope};
use crate::app::App;
use crate::wire::access::{AssignmentPage, AssignmentPageRequest, AssignmentsOf};
use crate::wire::error::ApiError;
use crate::wire::tables::{PageFacts, PageRequest};

/// The most rows of one page.
const LONGEST: u32 = 1_000;

/// The rows of a filter from one on, and how many there are.
///
/// # Errors
/// When the snapshot is gone or cannot be read, or the filter or a column is not understood.
pub async fn assignment_page(app: &App, request: &AssignmentPageRequest) -> Result<AssignmentPage, ApiError> {
    let AssignmentPageRequest { of, page: PageRequest { filter: text, sort, offset, limit } } = request;
    if *limit > LONGEST {
        return Err(ApiError::invalid(format!("{limit} rows are more than a page has"))
            .with_hint(format!("ask for at most {LONGEST} at a time")));
    }
    let asked = filter::read(text)?;
    let sort = filter::order(sort)?;
    let opened = app.opened(of.snapshot).await?;
    let begun = app.host.now();
    let filter = filter::of_rows(&opened, of, &asked, app.now().unwrap_or_default()).await?;
    let offset = usize::try_from(*offset).unwrap_or(usize::MAX);
    let found = opened.access.page(&filter, &sort, offset, *limit as usize).await?;
    let rows = Rows::of(&opened, of).await?;
    Ok(AssignmentPage {
        rows: found.rows.iter().map(|row| rows.row(row)).collect(),
        facts: PageFacts {
            total: found.total,
            unfiltered: unfiltered(&opened, of).await?,
            not_readable: scope::not_readable(&opened, of).await?,
            took_ms: (app.host.now() - begun) as f64,
        },
    })
}

async fn unfiltered(opened: &Opened, of: &AssignmentsOf) -> Result<u64, ApiError> {
    Ok(match scope::within(opened, of).await? {
        Some(term) => opened.access.count(&Filter { terms: vec![term] }),
        None => opened.access.len() as u64,
    })
}
