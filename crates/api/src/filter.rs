//! The filter bar of a table: what its text means, and changes of it by chips and menus.

use rolewright_authz::filter::{self, Choice, Column, ColumnKind, Problem, Term, Test};

use crate::wire::error::ApiError;
use crate::wire::tables::{
    ChangeFilter, FilterChange, FilterChoice, FilterColumn, FilterProblem, FilterTerm, FilterText, OfTable,
    ReadFilter,
};

/// What the text of a filter bar means. A text that is not understood is no error: it is still being typed.
#[must_use]
pub fn read_filter(request: &FilterText) -> ReadFilter {
    let FilterText { table, text } = request;
    let (filter, problems) = filter::read(table.columns(), text);
    let typed = |span: &std::ops::Range<usize>| text.get(span.clone()).unwrap_or_default().to_owned();
    ReadFilter {
        words: filter.words(),
        terms: filter
            .terms
            .iter()
            .map(|term| {
                let Term { span, negated, test } = term;
                FilterTerm {
                    text: typed(span),
                    words: term.words(),
                    column: test.column().map(|c| c.name.to_owned()),
                    negated: *negated,
                    values: values(test),
                }
            })
            .collect(),
        problems: problems
            .into_iter()
            .map(|Problem { span, message, help }| FilterProblem { text: typed(&span), message, help })
            .collect(),
    }
}

/// The filter's text after a change; the rest of it stays as typed.
///
/// # Errors
/// When the table has no such column, or the column no such value.
pub fn change_filter(request: &ChangeFilter) -> Result<FilterText, ApiError> {
    let ChangeFilter { table, text, change } = request;
    let columns = table.columns();
    let text = match change {
        FilterChange::RemoveTerm { number } => {
            filter::remove_term(columns, text, usize::try_from(*number).unwrap_or(usize::MAX))
        }
        FilterChange::ColumnValues { column, values, negated } => {
            let found = columns
                .iter()
                .find(|c| c.name == column)
                .ok_or_else(|| ApiError::invalid(format!("there is no column `{column}`")))?;
            let test = one_of(found, values)?.map(|test| (*negated, test));
            filter::replace_column(columns, text, column, test)
        }
    };
    Ok(FilterText { table: *table, text })
}

/// What can be typed into a table's filter bar.
#[must_use]
pub fn filter_columns(request: OfTable) -> Vec<FilterColumn> {
    request
        .table
        .columns()
        .iter()
        .map(|column| {
            let Column { name, words, kind, optional: _ } = column;
            let (choices, example): (&[Choice], String) = match kind {
                ColumnKind::Text => (&[], format!("{name}:part or {name}=\"the whole\"")),
                ColumnKind::Choice(choices) => {
                    (choices, choices.first().map_or_else(String::new, |c| format!("{name}:{}", c.name)))
                }
                ColumnKind::Under => (&[], format!("{name}:/subscriptions/…")),
                ColumnKind::Time => (&[], format!("{name}:30d or {name}>=2026-01-31")),
                ColumnKind::Count => (&[], format!("{name}>=10")),
            };
            FilterColumn {
                name: (*name).to_owned(),
                words: (*words).to_owned(),
                choices: choices
                    .iter()
                    .map(|Choice { name, words }| FilterChoice {
                        name: (*name).to_owned(),
                        words: (*words).to_owned(),
                    })
                    .collect(),
                example,
            }
        })
        .collect()
}

fn values(test: &Test) -> Vec<String> {
    match test {
        Test::Contains(_, values) | Test::Equals(_, values) | Test::Under(_, values) => values.clone(),
        Test::OneOf(_, values) => values.iter().map(|v| (*v).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// "Is one of these" on a column; nothing where no value is chosen.
fn one_of(column: &'static Column, values: &[Option<String>]) -> Result<Option<Test>, ApiError> {
    let given: Vec<&String> = values.iter().flatten().collect();
    if given.len() < values.len() {
        return if given.is_empty() {
            Ok(Some(Test::Missing(column)))
        } else {
            Err(ApiError::invalid(format!("{} cannot be both none and one of several", column.words))
                .with_hint("choose either (none) or some of the values"))
        };
    }
    if given.is_empty() {
        return Ok(None);
    }
    match &column.kind {
        ColumnKind::Choice(choices) => {
            let names =
                given.iter().map(|given| {
                    choices.iter().map(|c| c.name).find(|name| name == *given).ok_or_else(|| {
                        ApiError::invalid(format!("`{given}` is no value of `{}`", column.name))
                    })
                });
            Ok(Some(Test::OneOf(column, names.collect::<Result<_, _>>()?)))
        }
        ColumnKind::Text => Ok(Some(Test::Equals(column, given.into_iter().cloned().collect()))),
        ColumnKind::Under => Ok(Some(Test::Under(column, given.into_iter().cloned().collect()))),
        ColumnKind::Time | ColumnKind::Count => {
            Err(ApiError::invalid(format!("`{}` is not chosen by value", column.name))
                .with_hint("type what it should be into the filter bar"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tables::TableName;

    const TABLE: TableName = TableName::RoleAssignments;

    fn change(text: &str, change: FilterChange) -> Result<String, String> {
        change_filter(&ChangeFilter { table: TABLE, text: text.to_owned(), change })
            .map(|t| t.text)
            .map_err(|e| e.message)
    }

    fn choose(column: &str, values: &[Option<&str>]) -> FilterChange {
        let values = values.iter().map(|v| v.map(str::to_owned)).collect();
        FilterChange::ColumnValues { column: column.to_owned(), values, negated: false }
    }

    #[test]
    fn a_filter_has_chips_words_and_problems() {
        let text = "role=Owner,Reader roel:x -kind:guest".to_owned();
        let read = read_filter(&FilterText { table: TABLE, text });
        assert_eq!(read.words, "role is Owner or Reader, kind is not guest");
        let terms: Vec<_> =
            read.terms.iter().map(|t| (t.text.as_str(), t.column.as_deref(), t.negated)).collect();
        assert_eq!(terms, [("role=Owner,Reader", Some("role"), false), ("-kind:guest", Some("kind"), true)]);
        assert_eq!(read.terms[0].values, ["Owner", "Reader"]);
        assert_eq!((read.problems.len(), read.problems[0].text.as_str()), (1, "roel:x"));
    }

    #[test]
    fn chips_and_menus_change_the_text() {
        for (text, request, expected) in [
            ("a role:x", FilterChange::RemoveTerm { number: 1 }, Ok("a")),
            ("a", FilterChange::RemoveTerm { number: u32::MAX }, Ok("a")),
            ("a role:x", choose("role", &[Some("Key Vault Reader")]), Ok("a role=\"Key Vault Reader\"")),
            ("role:x", choose("kind", &[Some("guest"), Some("user")]), Ok("role:x kind:guest,user")),
            ("role:x kind:user", choose("kind", &[]), Ok("role:x")),
            ("", choose("condition", &[None]), Ok("condition:none")),
            (
                "",
                choose("condition", &[None, Some("a")]),
                Err("condition cannot be both none and one of several"),
            ),
            ("", choose("kind", &[Some("robot")]), Err("`robot` is no value of `kind`")),
            ("", choose("colour", &[Some("red")]), Err("there is no column `colour`")),
            ("", choose("created", &[Some("2026-01-01")]), Err("`created` is not chosen by value")),
        ] {
            assert_eq!(change(text, request).as_deref().map_err(String::as_str), expected, "{text}");
        }
    }

    #[test]
    fn every_column_has_an_example_that_is_understood() {
        for table in [TableName::RoleAssignments, TableName::SnapshotChanges] {
            for column in filter_columns(OfTable { table }) {
                let text = column.example.split(" or ").next().unwrap_or_default().to_owned();
                let read = read_filter(&FilterText { table, text });
                assert_eq!((read.problems, read.terms.len()), (vec![], 1), "{}", column.example);
            }
        }
    }
}
