//! What a filter bar asks, as the columns of a snapshot understand it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rolewright_authz::filter::{self, Problem, ROLE_ASSIGNMENTS, Term as Asked, Test};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use rolewright_store::access::{
    Access, Delegate, Field, Filter, Holder, PrincipalState, RoleOrigin, Sort, Standing, State, Term, Words,
};
use rolewright_store::annotations::Verdict;
use rolewright_store::object::ObjectId;

use super::opened::Opened;
use super::scope::within;
use crate::wire::access::AssignmentsOf;
use crate::wire::error::ApiError;
use crate::wire::tables::SortBy;

/// Reads a filter's text; one with problems is refused with the first of them.
pub(super) fn read(text: &str) -> Result<filter::Filter, ApiError> {
    let (filter, problems) = filter::read(ROLE_ASSIGNMENTS, text);
    match problems.into_iter().next() {
        Some(Problem { message, help, .. }) => Err(ApiError::invalid(message).with_hint(help)),
        None => Ok(filter),
    }
}

/// The rows of `of` that the filter leaves. `now` is what the last days are counted back from.
pub(super) async fn of_rows(
    opened: &Opened,
    of: &AssignmentsOf,
    filter: &filter::Filter,
    now: Timestamp,
) -> Result<Filter, ApiError> {
    let mut terms: Vec<Term> = within(opened, of).await?.into_iter().collect();
    for Asked { negated, test, .. } in &filter.terms {
        let term = term(opened, test, now).await?;
        terms.push(if *negated { Term::Not(Box::new(term)) } else { term });
    }
    Ok(Filter { terms })
}

/// The order asked for.
pub(super) fn order(sort: &[SortBy]) -> Result<Vec<Sort>, ApiError> {
    sort.iter()
        .map(|SortBy { column, descending }| {
            let field = match column.as_str() {
                "ends" => Field::Ends,
                "created" => Field::Created,
                "updated" => Field::Updated,
                column => field_of_choices(column).map_or_else(|| field(column), Ok)?,
            };
            Ok(Sort { field, descending: *descending })
        })
        .collect()
}

/// The field that most of a column's fixed values are values of.
pub(super) fn field_of_choices(column: &str) -> Option<Field> {
    Some(match column {
        "kind" => Field::Holder,
        "role-kind" => Field::RoleOrigin,
        "level" => Field::Level,
        "state" => Field::State,
        _ => return None,
    })
}

/// The field whose values a column shows.
pub(super) fn field(column: &str) -> Result<Field, ApiError> {
    Ok(match column {
        "principal" => Field::Principal,
        "role" => Field::Role,
        "scope" => Field::Scope,
        "condition" => Field::Condition,
        "by" => Field::CreatedBy,
        "description" => Field::Description,
        _ => return Err(no_column(column)),
    })
}

pub(super) fn no_column(column: &str) -> ApiError {
    let names = ROLE_ASSIGNMENTS.iter().map(|c| format!("`{}`", c.name)).collect::<Vec<_>>().join(", ");
    match ROLE_ASSIGNMENTS.iter().any(|c| c.name == column) {
        true => {
            ApiError::invalid(format!("the column `{column}` has no values of its own to choose or order"))
                .with_hint("ask for it in the filter bar")
        }
        false => ApiError::invalid(format!("there is no column `{column}`"))
            .with_hint(format!("the columns are {names}")),
    }
}

pub(super) fn is(field: Field, value: i64) -> Term {
    Term::AnyOf { field, values: vec![value] }
}

fn not(term: Term) -> Term {
    Term::Not(Box::new(term))
}

fn contains(words: Words, text: &str) -> Term {
    Term::Contains { words: vec![words], text: text.to_owned() }
}

async fn term(opened: &Opened, test: &Test, now: Timestamp) -> Result<Term, ApiError> {
    Ok(match test {
        Test::Names(text) => {
            let words = vec![Words::Principal, Words::Role, Words::Scope, Words::Subscription];
            let mut any = vec![Term::Contains { words, text: text.clone() }];
            any.extend(principal_id(opened, text).await?);
            any.extend(role_id(opened, text).await?);
            Term::Any(any)
        }
        Test::Contains(column, values) => {
            let mut any = Vec::new();
            for value in values {
                any.extend(text(opened, column.name, value, contains).await?);
            }
            Term::Any(any)
        }
        Test::Equals(column, values) => {
            let equals = |words, text: &str| Term::Is { words, text: text.to_owned() };
            let mut any = Vec::new();
            for value in values {
                any.extend(text(opened, column.name, value, equals).await?);
            }
            Term::Any(any)
        }
        Test::OneOf(column, values) => {
            let mut any = Vec::new();
            for value in values {
                any.push(choice(opened, column.name, value).await?);
            }
            Term::Any(any)
        }
        Test::Under(_, scopes) => {
            let mut any = Vec::new();
            for scope in scopes {
                any.extend(at(opened, scope, Standing::Within).await?);
            }
            Term::Any(any)
        }
        Test::Missing(column) => missing(column.name),
        Test::Present(column) => not(missing(column.name)),
        Test::From(column, day) => known(time_field(column.name), start(*day), i64::MAX),
        Test::Before(column, day) => known(time_field(column.name), i64::MIN, start(*day) - 1),
        Test::On(column, day) => {
            let next = day.tomorrow().map_or(i64::MAX, start);
            known(time_field(column.name), start(*day), next - 1)
        }
        Test::LastDays(column, days) => {
            let back = SignedDuration::from_hours(i64::from(*days) * 24);
            let from = now.checked_sub(back).unwrap_or(Timestamp::MIN);
            known(time_field(column.name), Access::value_of(from), Access::value_of(now))
        }
        // No column of this table counts things.
        Test::AtLeast(..) | Test::AtMost(..) | Test::Exactly(..) => Term::Any(Vec::new()),
    })
}

/// One value of a column of text; a GUID is also an id, and a path is a whole scope or id.
async fn text(
    opened: &Opened,
    column: &str,
    value: &str,
    by_words: impl Fn(Words, &str) -> Term,
) -> Result<Vec<Term>, ApiError> {
    let words = match column {
        "principal" => Words::Principal,
        "role" => Words::Role,
        "scope" => Words::Scope,
        "condition" => Words::Condition,
        "by" => Words::CreatedBy,
        "description" => Words::Description,
        _ if value.contains('/') => {
            let object = ObjectId::of_assignment(value);
            return Ok(vec![Term::Rows(opened.access.places(object.as_slice()).await?)]);
        }
        _ => return Ok(vec![Term::Name(value.to_owned())]),
    };
    if words == Words::Scope && value.starts_with('/') {
        return Ok(at(opened, value, Standing::Direct).await?.into_iter().collect());
    }
    let mut terms = vec![by_words(words, value)];
    match words {
        Words::Principal => terms.extend(principal_id(opened, value).await?),
        Words::Role => terms.extend(role_id(opened, value).await?),
        _ => {}
    }
    Ok(terms)
}

async fn principal_id(opened: &Opened, text: &str) -> Result<Option<Term>, ApiError> {
    let Some(id) = Guid::parse(text) else { return Ok(None) };
    Ok(opened.access.find_principal(id).await?.map(|number| is(Field::Principal, number)))
}

async fn role_id(opened: &Opened, text: &str) -> Result<Option<Term>, ApiError> {
    let Some(id) = Guid::parse(text) else { return Ok(None) };
    Ok(opened.access.find_role(id).await?.map(|number| is(Field::Role, number)))
}

async fn at(opened: &Opened, scope: &str, standing: Standing) -> Result<Option<Term>, ApiError> {
    let scope = opened.access.find_scope(&ScopePath::new(scope)).await?;
    Ok(scope.map(|scope| Term::At { scope, standing }))
}

/// One value of a column of fixed values, by [`filter::Choice::name`].
pub(super) async fn choice(opened: &Opened, column: &str, value: &str) -> Result<Term, ApiError> {
    Ok(match (column, value) {
        ("kind", "user") => is(Field::Holder, Holder::User as i64),
        ("kind", "group") => is(Field::Holder, Holder::Group as i64),
        ("kind", "service-principal") => is(Field::Holder, Holder::ServicePrincipal as i64),
        ("kind", "managed-identity") => is(Field::Holder, Holder::ManagedIdentity as i64),
        ("kind", "guest") => is(Field::Holder, Holder::Guest as i64),
        ("kind", "foreign-group") => is(Field::Holder, Holder::ForeignGroup as i64),
        ("kind", "device") => is(Field::Holder, Holder::Device as i64),
        ("kind", "deleted") | ("is", "orphaned") => {
            is(Field::PrincipalState, PrincipalState::Orphaned as i64)
        }
        ("role-kind", "built-in") => is(Field::RoleOrigin, RoleOrigin::BuiltIn as i64),
        // Azure knows no third kind today; whatever is neither was not made by Microsoft.
        ("role-kind", "custom") => Term::AnyOf {
            field: Field::RoleOrigin,
            values: vec![RoleOrigin::Custom as i64, RoleOrigin::Other as i64],
        },
        ("role-kind", "unknown") => is(Field::RoleOrigin, RoleOrigin::Unknown as i64),
        ("level", "root") => is(Field::Level, 0),
        ("level", "management-group") => is(Field::Level, 1),
        ("level", "subscription") => is(Field::Level, 2),
        ("level", "resource-group") => is(Field::Level, 3),
        ("level", "resource") => is(Field::Level, 4),
        ("state", "active") => is(Field::State, State::Active as i64),
        ("state", "eligible") => is(Field::State, State::Eligible as i64),
        ("state", "activated") => is(Field::State, State::Activated as i64),
        ("is", "privileged") => is(Field::Privileged, 1),
        ("is", "delegate") => not(is(Field::Delegate, Delegate::None as i64)),
        ("is", "unconstrained") => is(Field::Delegate, Delegate::Unconstrained as i64),
        ("is", "duplicate") => is(Field::Covered, 1),
        ("is", "annotated") => annotated(opened, |_| true).await?,
        ("is", "reviewed") => annotated(opened, |v| matches!(v, Verdict::Reviewed)).await?,
        ("is", "in-question") => annotated(opened, |v| matches!(v, Verdict::Question)).await?,
        ("is", "risk-accepted") => annotated(opened, |v| matches!(v, Verdict::AcceptedRisk { .. })).await?,
        _ => Term::Any(Vec::new()),
    })
}

/// The rows whose latest annotation has such a verdict.
async fn annotated(opened: &Opened, wanted: impl Fn(Verdict) -> bool) -> Result<Term, ApiError> {
    let latest = opened.latest_annotations().await?;
    let objects: Vec<ObjectId> =
        latest.into_iter().filter(|(_, written)| wanted(written.verdict)).map(|(object, _)| object).collect();
    Ok(Term::Rows(opened.access.places(&objects).await?))
}

fn missing(column: &str) -> Term {
    match column {
        "principal" => is(Field::HasName, 0),
        "condition" => is(Field::HasCondition, 0),
        "by" => is(Field::CreatedBy, 0),
        "description" => is(Field::Description, 0),
        time => is(time_field(time), 0),
    }
}

fn time_field(column: &str) -> Field {
    match column {
        "updated" => Field::Updated,
        "ends" => Field::Ends,
        _ => Field::Created,
    }
}

/// A known time between these.
fn known(field: Field, from: i64, to: i64) -> Term {
    let between = Term::Between { field, from, to };
    if from <= 0 && 0 <= to { not(Term::Any(vec![is(field, 0), not(between)])) } else { between }
}

/// When a day begins, UTC.
fn start(day: Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(i64::MAX, |begins| Access::value_of(begins.timestamp()))
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
