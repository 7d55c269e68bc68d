//! Which rows are taken away, and what their columns are called there.

use rolewright_store::access::{Assignment, Filter, Sort, Term};
use rolewright_store::object::ObjectId;

use super::filter;
use super::opened::Opened;
use super::row::Rows;
use crate::app::App;
use crate::wire::access::{AssignmentRow, AssignmentState, AssignmentsOf};
use crate::wire::error::ApiError;
use crate::wire::tables::{Chosen, SortBy};

/// Rows read at a time.
const STEP: usize = 1_000;

/// A row as shown, and what it was made of.
pub(super) type Row = (AssignmentRow, Assignment);

/// The rows that are meant, in order.
pub(super) struct Taken<'o> {
    opened: &'o Opened,
    rows: Rows<'o>,
    filter: Filter,
    sort: Vec<Sort>,
    next: usize,
}

impl<'o> Taken<'o> {
    pub(super) async fn of(
        app: &App,
        opened: &'o Opened,
        of: &AssignmentsOf,
        text: &str,
        sort: &[SortBy],
        chosen: &Chosen,
    ) -> Result<Self, ApiError> {
        let (Chosen::Rows { keys } | Chosen::AllBut { keys }) = chosen;
        let objects: Vec<ObjectId> = keys.iter().filter_map(|key| ObjectId::of_assignment(key)).collect();
        let named = Term::Rows(opened.access.places(&objects).await?);
        let filter = match chosen {
            Chosen::Rows { .. } => Filter { terms: vec![named] },
            Chosen::AllBut { .. } => {
                let asked = filter::read(text)?;
                let mut kept = filter::of_rows(opened, of, &asked, app.now().unwrap_or_default()).await?;
                if !keys.is_empty() {
                    kept.terms.push(Term::Not(Box::new(named)));
                }
                kept
            }
        };
        let (rows, sort) = (Rows::of(opened, of).await?, filter::order(sort)?);
        Ok(Self { opened, rows, filter, sort, next: 0 })
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.opened.access.count(&self.filter)
    }

    /// The next of them; none at the end.
    pub(super) async fn some(&mut self) -> Result<Vec<Row>, ApiError> {
        let page = self.opened.access.page(&self.filter, &self.sort, self.next, STEP).await?;
        self.next += page.rows.len();
        Ok(page.rows.into_iter().map(|row| (self.rows.row(&row), row)).collect())
    }

    /// All that are left.
    pub(super) async fn all(&mut self) -> Result<Vec<Row>, ApiError> {
        let mut list = Vec::new();
        loop {
            let some = self.some().await?;
            if some.is_empty() {
                return Ok(list);
            }
            list.extend(some);
        }
    }
}

/// What the columns are called, in the order of the window.
pub(super) const HEADINGS: [&str; 16] = [
    "Principal",
    "Principal id",
    "Kind",
    "Role",
    "Role id",
    "Privileged",
    "Scope",
    "Scope name",
    "State",
    "Condition",
    "Condition in words",
    "Created",
    "Created by",
    "Updated",
    "Ends",
    "Description",
];

/// One cell for each heading.
pub(super) fn cells((shown, row): &Row) -> [String; 16] {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        some(&shown.principal.name),
        shown.principal.id.clone(),
        row.record.principal_type.to_string(),
        some(&shown.role.name),
        shown.role.id.clone(),
        some(&shown.role.privileged),
        shown.place.scope.clone(),
        shown.place.name.clone(),
        state(shown.state).to_owned(),
        some(&row.record.condition),
        some(&shown.condition),
        some(&shown.created_on),
        some(&shown.created_by),
        some(&shown.updated_on),
        some(&shown.ends),
        some(&shown.description),
    ]
}

fn state(state: AssignmentState) -> &'static str {
    match state {
        AssignmentState::Active => "active",
        AssignmentState::Eligible => "eligible",
        AssignmentState::Activated => "activated",
    }
}
