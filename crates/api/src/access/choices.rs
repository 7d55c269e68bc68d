//! The values of a column, for its menu.

use rolewright_authz::filter::{ColumnKind, ROLE_ASSIGNMENTS};
use rolewright_store::access::{Choice, Field, Filter, Term};

use super::condition_words::phrase;
use super::filter;
use super::opened::Opened;
use crate::app::App;
use crate::wire::access::AssignmentValuesRequest;
use crate::wire::error::ApiError;
use crate::wire::tables::{ColumnValue, ColumnValues};

/// The most values of one answer.
const LONGEST: u32 = 1_000;

/// The commonest values of a column under a filter, whatever the filter asks of that column itself.
///
/// # Errors
/// When the snapshot is gone or cannot be read, the filter is not understood, or the column has no values.
pub async fn assignment_values(
    app: &App,
    request: &AssignmentValuesRequest,
) -> Result<ColumnValues, ApiError> {
    let AssignmentValuesRequest { of, filter: text, column: name, search, limit } = request;
    let column = ROLE_ASSIGNMENTS.iter().find(|column| column.name == name);
    let column = column.ok_or_else(|| filter::no_column(name))?;
    let mut asked = filter::read(text)?;
    asked.terms.retain(|term| term.test.column() != Some(column));
    let opened = app.opened(of.snapshot).await?;
    let kept = filter::of_rows(&opened, of, &asked, app.now().unwrap_or_default()).await?;
    let limit = (*limit).min(LONGEST) as usize;
    match &column.kind {
        ColumnKind::Choice(choices) => {
            let word = search.trim().to_lowercase();
            let mut values = Vec::new();
            // One pass over the rows counts all values of a field.
            let field = filter::field_of_choices(name);
            let counts = field.map(|field| opened.access.counts(field, &kept)).unwrap_or_default();
            for choice in choices.iter().filter(|choice| choice.words.to_lowercase().contains(&word)) {
                let rows = match filter::choice(&opened, name, choice.name).await? {
                    Term::AnyOf { field: of, values } if Some(of) == field => {
                        values.iter().filter_map(|value| counts.get(value)).sum()
                    }
                    term => {
                        let mut with = kept.clone();
                        with.terms.push(term);
                        opened.access.count(&with)
                    }
                };
                let (value, label) = (Some(choice.name.to_owned()), choice.words.to_owned());
                values.push(ColumnValue { value, label, rows });
            }
            values.retain(|value| value.rows > 0);
            values.sort_by_key(|value| std::cmp::Reverse(value.rows));
            let more = values.len().saturating_sub(limit) as u64;
            values.truncate(limit);
            Ok(ColumnValues { values, more })
        }
        ColumnKind::Text => of_texts(&opened, filter::field(name)?, kept, search.trim(), limit).await,
        _ => Err(filter::no_column(name)),
    }
}

async fn of_texts(
    opened: &Opened,
    field: Field,
    mut kept: Filter,
    search: &str,
    limit: usize,
) -> Result<ColumnValues, ApiError> {
    // Principals without a name are `None` to the filter, all of them together.
    let mut nameless = 0;
    if field == Field::Principal {
        let named = filter::is(Field::HasName, 0);
        let mut without = kept.clone();
        without.terms.push(named.clone());
        nameless = if search.is_empty() { opened.access.count(&without) } else { 0 };
        kept.terms.push(Term::Not(Box::new(named)));
    }
    let (choices, all) = opened.access.choices(field, &kept, search, limit).await?;
    let more = all.saturating_sub(choices.len()) as u64;
    let roles = opened.roles().await?;
    let mut values: Vec<ColumnValue> = Vec::with_capacity(choices.len() + 1);
    if nameless > 0 {
        values.push(ColumnValue { value: None, label: "no name known".to_owned(), rows: nameless });
    }
    for Choice { value, name, label, count } in choices {
        let nothing = value == 0 && matches!(field, Field::Condition | Field::CreatedBy | Field::Description);
        let (value, label) = match field {
            _ if nothing => (None, "none".to_owned()),
            Field::Condition => {
                let words = opened.phrase(value, || phrase(&name, roles)).to_string();
                (Some(name), words)
            }
            _ => (Some(name), label),
        };
        // Two things of one name are one value to the filter.
        match values.iter_mut().find(|known| known.value == value) {
            Some(known) => known.rows += count,
            None => values.push(ColumnValue { value, label, rows: count }),
        }
    }
    values.sort_by_key(|value| std::cmp::Reverse(value.rows));
    Ok(ColumnValues { values, more })
}
