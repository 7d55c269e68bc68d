//! The rows that are shown, read from the file by their numbers.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rolewright_authz::records::{PimInstance, Principal, Record, RoleAssignment, Stamp};
use rolewright_authz::roles;
use rolewright_condition::guid::Guid;
use sqlx::Row as _;

use super::Access;
use super::columns::NONE;
use super::field::{Delegate, Holder, PrincipalState, RoleOrigin, State};
use super::query::{Filter, Sort};
use crate::bulk::json_list;
use crate::error::StoreError;
use crate::object::{ObjectId, ObjectKind};
use crate::records::hex_list;
use crate::tables::record::table;
use crate::tables::table::{RowReader, Table, damaged, from_ticks, guid_from, ticks};
use crate::tables::{pim_instances, principals, role_assignments};

/// A row of the grid: the assignment, and what the snapshot knows about what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// Its place in this snapshot, for [`Term::Rows`](super::Term::Rows).
    pub row: u32,
    /// The snapshot from which on it was so.
    pub since: i64,
    /// As Azure answered it; for an instance of Privileged Identity Management, what the two have in common,
    /// without a stamp.
    pub record: RoleAssignment,
    /// The instance, where no role assignment stands for it.
    pub instance: Option<PimInstance>,
    /// Whether it works now.
    pub state: State,
    /// When it ends, if it does.
    pub ends: Option<Timestamp>,
    /// Who made it, where the directory knows them.
    pub author: Option<Principal>,
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
    /// What kind it is.
    pub holder: Holder,
    /// In a word.
    pub principal_state: PrincipalState,
    /// The condition's number; 0 is none.
    pub condition: i64,
    /// What it lets its holder do about role assignments.
    pub delegate: Delegate,
    /// Whether the snapshot could not read the scope, so that the row is of an earlier day.
    pub unread: bool,
}

impl Assignment {
    /// What it is, through the tenant's snapshots.
    #[must_use]
    pub fn object(&self) -> ObjectId {
        match &self.instance {
            Some(instance) => ObjectId::of(&Record::PimInstance(Box::new(instance.clone()))),
            None => ObjectId::role_assignment(&self.record.scope, self.record.name),
        }
    }
}

/// Some rows of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How many rows match.
    pub total: u64,
    /// Those asked for.
    pub rows: Vec<Assignment>,
}

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Access {
    /// The matching rows from `offset` on, at most `limit`, and how many match in all.
    pub async fn page(
        &self,
        filter: &Filter,
        sort: &[Sort],
        offset: usize,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let rows = self.matching(filter);
        let shown = self.columns().window(&rows, sort, offset, limit);
        Ok(Page { total: rows.len() as u64, rows: self.assignments(&shown).await? })
    }

    /// Where these objects stand in this snapshot; those that it does not have are left out.
    pub async fn places(&self, objects: &[ObjectId]) -> Result<Vec<u32>, StoreError> {
        let mut places = Vec::new();
        let mut db = self.inner.database.readers.acquire().await?;
        for kind in [ObjectKind::RoleAssignment, ObjectKind::PimInstance] {
            let sql = format!(
                "select id from {} where identity in (select unhex(value) from json_each(?1)) \
                 and +tenant = ?2 and since <= ?3 and (until is null or until > ?3)",
                table(kind).name
            );
            let digests = objects.iter().filter(|object| object.kind == kind).map(ObjectId::digest);
            let ids: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .bind(hex_list(digests))
                .bind(self.inner.tenant)
                .bind(self.inner.snapshot)
                .fetch_all(&mut *db)
                .await?;
            places.extend(ids.into_iter().filter_map(|id| self.columns().place(kind, id)));
        }
        Ok(places)
    }

    /// One assignment; `None` where this snapshot does not have it.
    pub async fn assignment(&self, object: &ObjectId) -> Result<Option<Assignment>, StoreError> {
        let places = self.places(std::slice::from_ref(object)).await?;
        Ok(self.assignments(places.get(..1).unwrap_or_default()).await?.pop())
    }

    pub(super) async fn by_ids<T>(&self, sql: &'static str, ids: Vec<i64>) -> Result<Vec<T>, StoreError>
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
        let mut records: HashMap<u32, (i64, RoleAssignment, Option<PimInstance>)> = HashMap::new();
        let below = c.row.len() as u32;
        let ids = shown.iter().filter(|row| **row < below).map(|row| i64::from(of(&c.row, row)));
        for (id, since, record) in self.records(&role_assignments::TABLE, ids.collect()).await? {
            if let (Record::RoleAssignment(record), Some(place)) =
                (record, c.place(ObjectKind::RoleAssignment, id))
            {
                records.insert(place, (since, *record, None));
            }
        }
        let instances = shown.iter().filter_map(|row| row.checked_sub(below));
        let ids = instances.map(|at| i64::from(of(&c.instance, &at))).collect();
        for (id, since, record) in self.records(&pim_instances::TABLE, ids).await? {
            if let (Record::PimInstance(instance), Some(place)) =
                (record, c.place(ObjectKind::PimInstance, id))
            {
                records.insert(place, (since, in_common(&instance), Some(*instance)));
            }
        }
        let authors: Vec<Guid> = records
            .values()
            .filter_map(|(_, record, _)| Guid::parse(record.stamp.created_by.as_deref()?))
            .collect::<HashSet<_>>()
            .into_iter()
            .collect();
        let authors = self.inner.database.principals(self.inner.snapshot, &authors).await?;
        let scopes = self.scope_names(&places(&c.scope)).await?;
        let roles = self.roles(&places(&c.role)).await?;
        let principals = self.principals(&places(&c.principal)).await?;
        shown
            .iter()
            .map(|row| {
                let (since, record, instance) =
                    records.remove(row).ok_or_else(|| damaged("a row of a snapshot is missing"))?;
                let author = record.stamp.created_by.as_deref().and_then(Guid::parse);
                let (scope_at, role_at, principal_at) =
                    (of(&c.scope, row), of(&c.role, row), of(&c.principal, row));
                let scope = of(&c.scopes.id, &scope_at);
                let (role, principal) =
                    (i64::from(of(&c.roles.id, &role_at)), i64::from(of(&c.principals.id, &principal_at)));
                let facts = roles.get(&role);
                Ok(Assignment {
                    row: *row,
                    since,
                    instance,
                    state: State::ALL.get(of(&c.state, row) as usize).copied().unwrap_or(State::Active),
                    ends: c.times.get(of(&c.ends, row) as usize).and_then(|time| Self::time_of(*time)),
                    author: author.and_then(|id| authors.get(&id).cloned()),
                    holder: Holder::ALL.get(of(&c.holder, row) as usize).copied().unwrap_or(Holder::Other),
                    scope: i64::from(scope),
                    scope_name: scopes.get(&scope).map(|(_, name)| name.clone()).unwrap_or_default(),
                    role,
                    role_name: facts.and_then(|f| f.name.clone()),
                    role_origin: c.origin(role_at),
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

    pub(super) async fn roles(&self, places: &[u32]) -> Result<HashMap<i64, RoleFacts>, StoreError> {
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

    pub(super) async fn principals(&self, places: &[u32]) -> Result<HashMap<i64, Principal>, StoreError> {
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

    /// The value of [`Field::Created`](super::Field::Created) and its like that stands for a time.
    #[must_use]
    pub fn value_of(time: Timestamp) -> i64 {
        ticks(time)
    }

    /// The time that a value of [`Field::Created`](super::Field::Created) stands for.
    #[must_use]
    pub fn time_of(value: i64) -> Option<Timestamp> {
        from_ticks(value).filter(|_| value != 0)
    }
}

/// What an instance of Privileged Identity Management has in common with a role assignment.
fn in_common(instance: &PimInstance) -> RoleAssignment {
    RoleAssignment {
        name: Guid::parse(&instance.name).unwrap_or(Guid::from_u128(0)),
        scope: instance.scope.clone(),
        role: instance.role,
        principal: instance.principal,
        principal_type: instance.principal_type.clone(),
        condition: instance.condition.clone(),
        condition_version: instance.condition_version.clone(),
        description: None,
        delegated_managed_identity: None,
        stamp: Stamp::default(),
    }
}

/// What is shown of a role.
pub(super) struct RoleFacts {
    pub(super) guid: Guid,
    pub(super) name: Option<String>,
    pub(super) privilege: Option<String>,
}
