//! The rows that are shown, read from the file by their numbers.

use std::collections::HashMap;

use jiff::Timestamp;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{Principal, Record, RoleAssignment};
use rolewright_authz::roles;
use rolewright_condition::guid::Guid;
use sqlx::Row as _;

use super::Access;
use super::columns::NONE;
use super::field::{Delegate, Field, PrincipalState, RoleOrigin};
use super::query::{Filter, Sort, Term};
use crate::bulk::json_list;
use crate::error::StoreError;
use crate::tables::table::{RowReader, Table, damaged, from_ticks, guid_from};
use crate::tables::{principals, role_assignments};

/// A row of the grid: the assignment, and what the snapshot knows about what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The row's number on disk, for [`Access::row`].
    pub row: i64,
    /// The snapshot from which on it was so.
    pub since: i64,
    /// As Azure answered it.
    pub record: RoleAssignment,
    /// The scope's number.
    pub scope: i64,
    /// Display name of a management group or subscription, else the last segment.
    pub scope_name: String,
    /// The role's number.
    pub role: i64,
    /// `None` where the definition is unknown.
    pub role_name: Option<String>,
    /// Where the role comes from.
    pub role_origin: RoleOrigin,
    /// Why the role is privileged, if it is.
    pub privilege: Option<String>,
    /// The principal's number.
    pub principal: i64,
    /// What the directory told of it.
    pub principal_record: Option<Principal>,
    /// In a word.
    pub principal_state: PrincipalState,
    /// The condition's number; 0 is none.
    pub condition: i64,
    /// What it lets its holder do about role assignments.
    pub delegate: Delegate,
    /// Whether the snapshot could not read the scope, so that the row is of an earlier day.
    pub unread: bool,
}

/// Some rows of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How many rows match.
    pub total: u64,
    /// Those asked for.
    pub rows: Vec<Assignment>,
}

/// A value that a column has, for its filter menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// For [`Term::AnyOf`].
    pub value: i64,
    /// Its name where it is a name; empty for `none` and for numbers that the caller words itself.
    pub label: String,
    /// Rows that have it.
    pub count: u64,
}

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Access {
    /// The matching rows from `offset` on, at most `limit`, and how many match in all.
    pub async fn page(
        &self,
        filter: &Filter,
        sort: Option<Sort>,
        offset: usize,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let rows = self.result(filter, sort);
        let shown: Vec<u32> = rows.iter().skip(offset).take(limit).copied().collect();
        Ok(Page { total: rows.len() as u64, rows: self.assignments(&shown).await? })
    }

    /// One row by its number on disk; `None` where this snapshot does not have it.
    pub async fn row(&self, row: i64) -> Result<Option<Assignment>, StoreError> {
        let wanted = u32::try_from(row).unwrap_or(NONE);
        let Ok(at) = self.columns().row.binary_search(&wanted) else { return Ok(None) };
        Ok(self.assignments(&[at as u32]).await?.pop())
    }

    /// Every value that a field has among the matching rows, the most frequent first, at most `limit`. Terms on
    /// the field itself are left out, so that a menu also shows what is not chosen. `starting` narrows names to
    /// those that contain it.
    pub async fn choices(
        &self,
        field: Field,
        filter: &Filter,
        containing: &str,
        limit: usize,
    ) -> Result<Vec<Choice>, StoreError> {
        let others = |term: &&Term| !matches!(term, Term::AnyOf { field: f, .. } if *f == field);
        let rest = Filter { terms: filter.terms.iter().filter(others).cloned().collect() };
        let columns = self.columns();
        let keep = columns.matching(&rest);
        let mut counts: Vec<(i64, u64)> = columns.counts(field, &keep).into_iter().collect();
        if !containing.is_empty() {
            let word = containing.to_lowercase();
            let named = match field {
                Field::Role => Some((&columns.roles.id, &columns.roles.name)),
                Field::Principal => Some((&columns.principals.id, &columns.principals.name)),
                Field::Scope | Field::Subscription => Some((&columns.scopes.id, &columns.scopes.name)),
                Field::Condition => Some((&columns.conditions.id, &columns.conditions.text)),
                _ => None,
            };
            if let Some((ids, names)) = named {
                let hits = names.containing(&word);
                counts.retain(|(value, _)| {
                    let place = u32::try_from(*value).ok().and_then(|id| ids.binary_search(&id).ok());
                    place.and_then(|p| hits.get(p)).copied().unwrap_or(false)
                });
            }
        }
        counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
        counts.truncate(limit);
        let labels = self.labels(field, &counts.iter().map(|(value, _)| *value).collect::<Vec<_>>()).await?;
        let choice = |(value, count): (i64, u64)| Choice {
            value,
            label: labels.get(&value).cloned().unwrap_or_default(),
            count,
        };
        Ok(counts.into_iter().map(choice).collect())
    }

    /// Names of values that are numbers of dictionaries.
    async fn labels(&self, field: Field, values: &[i64]) -> Result<HashMap<i64, String>, StoreError> {
        let columns = self.columns();
        let place = |ids: &[u32], value: i64| {
            u32::try_from(value).ok().and_then(|id| ids.binary_search(&id).ok()).map(|p| p as u32)
        };
        Ok(match field {
            Field::Scope | Field::Subscription => {
                let places: Vec<u32> = values.iter().filter_map(|v| place(&columns.scopes.id, *v)).collect();
                let names = self.scope_names(&places).await?;
                names.into_iter().map(|(id, (_, name))| (i64::from(id), name)).collect()
            }
            Field::Role => {
                let places: Vec<u32> = values.iter().filter_map(|v| place(&columns.roles.id, *v)).collect();
                let roles = self.roles(&places).await?;
                roles.into_iter().map(|(id, role)| (id, role.name.unwrap_or(role.guid.to_string()))).collect()
            }
            Field::Principal => {
                let places: Vec<u32> =
                    values.iter().filter_map(|v| place(&columns.principals.id, *v)).collect();
                let records = self.principals(&places).await?;
                let name = |p: Principal| p.display_name.or(p.user_principal_name);
                let mut names: HashMap<i64, String> =
                    records.into_iter().filter_map(|(id, p)| Some((id, name(p)?))).collect();
                let unnamed: Vec<i64> = values.iter().copied().filter(|v| !names.contains_key(v)).collect();
                let rows: Vec<(i64, Vec<u8>)> = self
                    .by_ids(
                        "select id, guid from principal_ids where id in (select value from json_each(?))",
                        unnamed,
                    )
                    .await?;
                names.extend(rows.into_iter().filter_map(|(id, g)| Some((id, guid_from(&g)?.to_string()))));
                names
            }
            Field::Condition => {
                let sql = "select id, text from conditions where id in (select value from json_each(?))";
                self.by_ids::<(i64, String)>(sql, values.to_vec()).await?.into_iter().collect()
            }
            Field::CreatedBy => {
                let sql = "select id, text from authors where id in (select value from json_each(?))";
                self.by_ids::<(i64, String)>(sql, values.to_vec()).await?.into_iter().collect()
            }
            Field::PrincipalType => {
                let ends = &columns.kinds.ends;
                let name = |value: &i64| {
                    let at = usize::try_from(*value).ok()?;
                    let from = at.checked_sub(1).map_or(Some(0), |up| ends.get(up).copied())? as usize;
                    let bytes = columns.kinds.bytes.get(from..*ends.get(at)? as usize)?;
                    let kind = PrincipalType::parse(std::str::from_utf8(bytes).ok()?);
                    Some((*value, kind.as_str().to_owned()))
                };
                values.iter().filter_map(name).collect()
            }
            _ => HashMap::new(),
        })
    }

    async fn by_ids<T>(&self, sql: &'static str, ids: Vec<i64>) -> Result<Vec<T>, StoreError>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut db = self.inner.database.readers.acquire().await?;
        Ok(sqlx::query_as(sql).bind(json_list(ids)).fetch_all(&mut *db).await?)
    }

    /// Rows of a table by their ids on disk: id, since, and the record.
    async fn records(&self, table: &Table, ids: Vec<i64>) -> Result<Vec<(i64, i64, Record)>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("{} where t.id in (select value from json_each(?))", table.select());
        let mut db = self.inner.database.readers.acquire().await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(json_list(ids)).fetch_all(&mut *db).await?;
        rows.iter()
            .map(|row| {
                let record = crate::tables::record::read(table.kind, &mut RowReader::new(row))?;
                Ok((row.try_get(0)?, row.try_get(1)?, record))
            })
            .collect()
    }

    async fn assignments(&self, shown: &[u32]) -> Result<Vec<Assignment>, StoreError> {
        let c = self.columns();
        let of = |column: &[u32], at: &u32| column.get(*at as usize).copied().unwrap_or(NONE);
        let places = |column: &[u32]| {
            let mut places: Vec<u32> = shown.iter().map(|row| of(column, row)).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        let ids = shown.iter().map(|row| i64::from(of(&c.row, row))).collect();
        let mut records: HashMap<i64, (i64, RoleAssignment)> = HashMap::new();
        for (id, since, record) in self.records(&role_assignments::TABLE, ids).await? {
            if let Record::RoleAssignment(record) = record {
                records.insert(id, (since, *record));
            }
        }
        let scopes = self.scope_names(&places(&c.scope)).await?;
        let roles = self.roles(&places(&c.role)).await?;
        let principals = self.principals(&places(&c.principal)).await?;
        shown
            .iter()
            .map(|row| {
                let id = i64::from(of(&c.row, row));
                let (since, record) =
                    records.remove(&id).ok_or_else(|| damaged("a row of a snapshot is missing"))?;
                let (scope_at, role_at, principal_at) =
                    (of(&c.scope, row), of(&c.role, row), of(&c.principal, row));
                let scope = of(&c.scopes.id, &scope_at);
                let (role, principal) =
                    (i64::from(of(&c.roles.id, &role_at)), i64::from(of(&c.principals.id, &principal_at)));
                let facts = roles.get(&role);
                Ok(Assignment {
                    row: id,
                    since,
                    scope: i64::from(scope),
                    scope_name: scopes.get(&scope).map(|(_, name)| name.clone()).unwrap_or_default(),
                    role,
                    role_name: facts.and_then(|f| f.name.clone()),
                    role_origin: match of(&c.roles.origin, &role_at) {
                        0 => RoleOrigin::BuiltIn,
                        1 => RoleOrigin::Custom,
                        2 => RoleOrigin::Other,
                        _ => RoleOrigin::Unknown,
                    },
                    privilege: facts.and_then(|f| f.privilege.clone()),
                    principal,
                    principal_record: principals.get(&principal).cloned(),
                    principal_state: match of(&c.principals.state, &principal_at) {
                        0 => PrincipalState::Known,
                        1 => PrincipalState::Guest,
                        2 => PrincipalState::Orphaned,
                        _ => PrincipalState::NotAsked,
                    },
                    condition: i64::from(of(&c.conditions.id, &of(&c.condition, row))),
                    delegate: Delegate::ALL
                        .get(of(&c.delegation, row) as usize)
                        .copied()
                        .unwrap_or(Delegate::Unclear),
                    unread: of(&c.scopes.unread, &scope_at) == 1,
                    record,
                })
            })
            .collect()
    }

    async fn roles(&self, places: &[u32]) -> Result<HashMap<i64, RoleFacts>, StoreError> {
        let c = &self.columns().roles;
        let of = |column: &[u32], at: &u32| column.get(*at as usize).copied().unwrap_or(NONE);
        let ids: Vec<i64> = places.iter().map(|p| i64::from(of(&c.id, p))).collect();
        let rows: Vec<(i64, Vec<u8>)> = self
            .by_ids("select id, guid from role_ids where id in (select value from json_each(?))", ids)
            .await?;
        let mut facts: HashMap<i64, RoleFacts> = HashMap::new();
        for (id, guid) in rows {
            let guid = guid_from(&guid).ok_or_else(|| damaged("a role has no id"))?;
            let starter = roles::starter().iter().find(|role| role.facts.id == guid).map(|r| &r.facts);
            let name = starter.map(|f| f.name.clone());
            let privilege = starter.and_then(|f| f.privileged.clone());
            facts.insert(id, RoleFacts { guid, name, privilege });
        }
        let records = places.iter().map(|p| of(&c.record, p)).filter(|r| *r != NONE).map(i64::from).collect();
        let rows: Vec<(i64, String, Option<String>)> = self
            .by_ids(
                "select role, name, privilege from role_definitions \
                 where id in (select value from json_each(?))",
                records,
            )
            .await?;
        for (id, name, privilege) in rows {
            if let Some(facts) = facts.get_mut(&id) {
                facts.name = Some(name);
                facts.privilege = privilege;
            }
        }
        Ok(facts)
    }

    async fn principals(&self, places: &[u32]) -> Result<HashMap<i64, Principal>, StoreError> {
        let c = &self.columns().principals;
        let of = |column: &[u32], at: &u32| column.get(*at as usize).copied().unwrap_or(NONE);
        let by_record: HashMap<i64, i64> = places
            .iter()
            .map(|p| (i64::from(of(&c.record, p)), i64::from(of(&c.id, p))))
            .filter(|(record, _)| *record != i64::from(NONE))
            .collect();
        let rows = self.records(&principals::TABLE, by_record.keys().copied().collect()).await?;
        let principal = |(row, _, record): (i64, i64, Record)| match record {
            Record::Principal(p) => Some((*by_record.get(&row)?, *p)),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(principal).collect())
    }

    /// The time that a value of [`Field::Created`] stands for.
    #[must_use]
    pub fn time_of(value: i64) -> Option<Timestamp> {
        from_ticks(value).filter(|_| value != 0)
    }
}

/// What is shown of a role.
struct RoleFacts {
    guid: Guid,
    name: Option<String>,
    privilege: Option<String>,
}
