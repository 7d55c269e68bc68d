//! The values that a column has, for its filter menu.

use std::collections::HashMap;

use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;

use super::Access;
use super::columns::NONE;
use super::field::{Field, Words};
use super::query::Filter;
use crate::error::StoreError;
use crate::tables::table::guid_from;

/// A value that a column has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// For [`Term::AnyOf`](super::Term::AnyOf).
    pub value: i64,
    /// What tells it from others: a role's name, a sign-in name, a whole scope, a text; an id where no name is
    /// known. Empty for `none` and for numbers that the caller words itself.
    pub name: String,
    /// As a person reads it.
    pub label: String,
    /// Rows that have it.
    pub count: u64,
}

/// Name and label.
type Label = (String, String);

fn same(text: String) -> Label {
    (text.clone(), text)
}

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Access {
    /// The values that a field has among the matching rows, the most frequent first, at most `limit`, and how
    /// many there are. `containing` narrows them to those whose text contains it.
    pub async fn choices(
        &self,
        field: Field,
        filter: &Filter,
        containing: &str,
        limit: usize,
    ) -> Result<(Vec<Choice>, usize), StoreError> {
        let columns = self.columns();
        let mut counts: Vec<(i64, u64)> = self.counts(field, filter).into_iter().collect();
        if !containing.is_empty()
            && let Some((ids, words)) = self.numbered(field)
        {
            let hits = columns.texts(words).0.containing(&containing.to_lowercase());
            counts.retain(|(value, _)| {
                let place = match ids {
                    Some(ids) => u32::try_from(*value).ok().and_then(|id| ids.binary_search(&id).ok()),
                    None => usize::try_from(*value).ok(),
                };
                place.and_then(|p| hits.get(p)).copied().unwrap_or(false)
            });
        }
        counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
        let all = counts.len();
        counts.truncate(limit);
        let mut labels =
            self.labels(field, &counts.iter().map(|(value, _)| *value).collect::<Vec<_>>()).await?;
        let choice = |(value, count): (i64, u64)| {
            let (name, label) = labels.remove(&value).unwrap_or_default();
            Choice { value, name, label, count }
        };
        Ok((counts.into_iter().map(choice).collect(), all))
    }

    /// The numbers of a field of names, by place, and its texts; a description's number is its place.
    fn numbered(&self, field: Field) -> Option<(Option<&[u32]>, Words)> {
        let c = self.columns();
        Some(match field {
            Field::Role => (Some(&c.roles.id), Words::Role),
            Field::Principal => (Some(&c.principals.id), Words::Principal),
            Field::Scope | Field::Subscription => (Some(&c.scopes.id), Words::Scope),
            Field::Condition => (Some(&c.conditions.id), Words::Condition),
            Field::CreatedBy => (Some(&c.authors.id), Words::CreatedBy),
            Field::Description => (None, Words::Description),
            _ => return None,
        })
    }

    /// Names of values that are numbers of dictionaries.
    async fn labels(&self, field: Field, values: &[i64]) -> Result<HashMap<i64, Label>, StoreError> {
        let c = self.columns();
        let place = |ids: &[u32], value: &i64| {
            u32::try_from(*value).ok().and_then(|id| ids.binary_search(&id).ok()).map(|p| p as u32)
        };
        Ok(match field {
            Field::Scope | Field::Subscription => self.scope_labels(values).await?,
            Field::Role => {
                let places: Vec<u32> = values.iter().filter_map(|v| place(&c.roles.id, v)).collect();
                let roles = self.roles(&places).await?;
                let name = |role: super::rows::RoleFacts| role.name.unwrap_or(role.guid.to_string());
                roles.into_iter().map(|(id, role)| (id, same(name(role)))).collect()
            }
            Field::Principal => {
                let places: Vec<u32> = values.iter().filter_map(|v| place(&c.principals.id, v)).collect();
                let records = self.principals(&places).await?;
                let mut names: HashMap<i64, Label> =
                    records.into_iter().filter_map(|(id, p)| Some((id, principal_label(&p)?))).collect();
                let unnamed: Vec<i64> = values.iter().copied().filter(|v| !names.contains_key(v)).collect();
                let rows: Vec<(i64, Vec<u8>)> = self
                    .by_ids(
                        "select id, guid from principal_ids where id in (select value from json_each(?))",
                        unnamed,
                    )
                    .await?;
                names.extend(
                    rows.into_iter().filter_map(|(id, g)| Some((id, same(guid_from(&g)?.to_string())))),
                );
                names
            }
            Field::Condition => {
                let sql = "select id, text from conditions where id in (select value from json_each(?))";
                let rows = self.by_ids::<(i64, String)>(sql, values.to_vec()).await?;
                rows.into_iter().map(|(id, text)| (id, same(text))).collect()
            }
            Field::CreatedBy => self.author_labels(values).await?,
            Field::Description => {
                let row_of = |value: &i64| {
                    let place = usize::try_from(*value).ok().filter(|place| *place > 0)?;
                    let row = *c.descriptions.row.get(place)?;
                    Some((i64::from(*c.row.get(row as usize)?), *value))
                };
                let by_row: HashMap<i64, i64> = values.iter().filter_map(row_of).collect();
                let sql = "select id, description from role_assignments \
                           where id in (select value from json_each(?)) and description is not null";
                let rows = self.by_ids::<(i64, String)>(sql, by_row.keys().copied().collect()).await?;
                rows.into_iter().filter_map(|(row, text)| Some((*by_row.get(&row)?, same(text)))).collect()
            }
            _ => HashMap::new(),
        })
    }

    /// A scope's path, and its name with that of its subscription.
    async fn scope_labels(&self, values: &[i64]) -> Result<HashMap<i64, Label>, StoreError> {
        let scopes = &self.columns().scopes;
        let of = |column: &[u32], place: u32| column.get(place as usize).copied().unwrap_or(NONE);
        let places: Vec<u32> =
            values.iter().filter_map(|value| self.columns().scope_place(*value)).map(|p| p as u32).collect();
        let above = places.iter().map(|place| of(&scopes.subscription, *place)).filter(|up| *up != NONE);
        let all: Vec<u32> = places.iter().copied().chain(above).collect();
        let names = self.scope_names(&all).await?;
        let label = |place: &u32| {
            let id = of(&scopes.id, *place);
            let (path, name) = names.get(&id)?;
            let up = of(&scopes.subscription, *place);
            let subscription = if up == *place { None } else { names.get(&of(&scopes.id, up)) };
            let label = match subscription {
                Some((_, subscription)) => format!("{name} in {subscription}"),
                None => name.clone(),
            };
            Some((i64::from(id), (path.as_str().to_owned(), label)))
        };
        Ok(places.iter().filter_map(label).collect())
    }

    async fn author_labels(&self, values: &[i64]) -> Result<HashMap<i64, Label>, StoreError> {
        let sql = "select id, text from authors where id in (select value from json_each(?))";
        let rows = self.by_ids::<(i64, String)>(sql, values.to_vec()).await?;
        let guids: Vec<_> = rows.iter().filter_map(|(_, text)| Guid::parse(text)).collect();
        let known = self.inner.database.principals(self.inner.snapshot, &guids).await?;
        let label = |(id, text): (i64, String)| {
            let principal = Guid::parse(&text).and_then(|guid| known.get(&guid));
            (id, principal.and_then(principal_label).unwrap_or_else(|| same(text)))
        };
        Ok(rows.into_iter().map(label).collect())
    }
}

/// `dara@contoso.example` and `Dara Lindqvist (dara@contoso.example)`; the display name alone where there is no
/// sign-in name.
fn principal_label(principal: &Principal) -> Option<Label> {
    match (&principal.display_name, &principal.user_principal_name) {
        (Some(name), Some(sign_in)) => Some((sign_in.clone(), format!("{name} ({sign_in})"))),
        (Some(only), None) | (None, Some(only)) => Some(same(only.clone())),
        (None, None) => None,
    }
}
