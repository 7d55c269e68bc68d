//! The rows themselves: role assignments, and what Privileged Identity Management adds to them.

use indexmap::IndexSet;
use rayon::prelude::*;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use super::gathered::Gathered;
use super::{ranks, small};
use crate::access::columns::Columns;
use crate::access::field::State;
use crate::bulk::scan;
use crate::error::StoreError;
use crate::object::ObjectId;
use crate::tables::table::{guid_bytes, guid_from};

/// What the columns take of a role assignment: its numbers on disk, zero for none, and times as there.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: u32,
    pub(super) scope: u32,
    pub(super) role: u32,
    pub(super) principal: u32,
    /// Which type of principal, in the order of their first use.
    pub(super) kind: u32,
    pub(super) condition: u32,
    pub(super) author: u32,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) name: [u8; 16],
}

/// What is turned into places once all rows are known.
#[derive(Default)]
struct Loose {
    created: Vec<i64>,
    updated: Vec<i64>,
    ends: Vec<i64>,
    /// Types of principals in the order of their first use.
    kinds: Vec<PrincipalType>,
    /// Descriptions after "none", in the order of their first use.
    descriptions: IndexSet<String>,
}

impl Loose {
    fn kind(&mut self, kind: &str) -> u32 {
        let kind = PrincipalType::parse(kind);
        let place = self.kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        place as u32
    }

    fn description(&mut self, text: Option<&str>, row: u32, rows: &mut Vec<u32>) -> u32 {
        let Some(text) = text else { return 0 };
        let place = self.descriptions.get_index_of(text).unwrap_or_else(|| {
            rows.push(row);
            self.descriptions.insert_full(text.to_owned()).0
        });
        place as u32
    }

    /// Adds a role assignment behind those of lower ids.
    fn push(&mut self, columns: &mut Columns, row: &Row, kind: u32, description: Option<&str>) {
        let place = columns.row.len() as u32;
        columns.row.push(row.id);
        columns.scope.push(row.scope);
        columns.role.push(row.role);
        columns.principal.push(row.principal);
        columns.holder.push(kind);
        columns.condition.push(row.condition);
        columns.author.push(row.author);
        columns.names.extend(row.name);
        columns.description.push(self.description(description, place, &mut columns.descriptions.row));
        columns.state.push(State::Active as u32);
        self.created.push(row.created);
        self.updated.push(row.updated);
        self.ends.push(0);
    }
}

/// The rows, with the type of each principal in place of what holds it, and those types by place.
pub(super) async fn rows(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    gathered: Option<Gathered>,
) -> Result<(Columns, Vec<PrincipalType>), StoreError> {
    let mut columns = Columns::default();
    let mut loose = Loose { descriptions: [String::new()].into(), ..Loose::default() };
    columns.descriptions.row.push(0);
    let (read, before) = gathered.as_ref().map_or((true, i64::MAX), |g| (g.earlier, g.first));
    if read {
        assignments(db, &mut columns, &mut loose, [tenant, snapshot, before]).await?;
    }
    if let Some(gathered) = gathered {
        gathered.each(|row, kind, description| {
            let kind = loose.kind(kind);
            loose.push(&mut columns, &row, kind, description);
        });
    }
    instances(db, &mut columns, &mut loose, tenant, snapshot).await?;
    let kinds = std::mem::take(&mut loose.kinds);
    settle(&mut columns, loose);
    Ok((columns, kinds))
}

/// Reads those of a tenant that stand in a snapshot and whose ids are below a third number.
async fn assignments(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    loose: &mut Loose,
    of: [i64; 3],
) -> Result<(), StoreError> {
    let read = [
        "id",
        "scope",
        "role",
        "principal",
        "principal_type",
        "coalesce(condition, 0)",
        "coalesce(created_by, 0)",
        "coalesce(created_on, 0)",
        "coalesce(updated_on, 0)",
        "hex(name)",
        "description",
    ];
    type Read = (i64, i64, i64, i64, String, i64, i64, i64, i64, String, Option<String>);
    let at = "tenant = ?2 and since <= ?3 and (until is null or until > ?3) and id < ?4";
    scan(db, "role_assignments", &read, at, &of, |row: Read| {
        let (id, scope, role, principal, kind, condition, author, created, updated, name, description) = row;
        let kind = loose.kind(&kind);
        let row = Row {
            id: small(id),
            scope: small(scope),
            role: small(role),
            principal: small(principal),
            kind,
            condition: small(condition),
            author: small(author),
            created,
            updated,
            name: Guid::parse(&name).map_or([0; 16], guid_bytes),
        };
        loose.push(columns, &row, kind, description.as_deref());
        Ok(())
    })
    .await
}

#[derive(sqlx::FromRow)]
struct Instance {
    id: i64,
    kind: String,
    name: String,
    scope: i64,
    path: String,
    role: i64,
    principal: i64,
    principal_type: String,
    activated: bool,
    ends: i64,
    condition: i64,
    origin: Option<Vec<u8>>,
}

/// An eligible assignment is a row of its own. An active one is the role assignment that it stands for, which so
/// learns when it ends; where no such role assignment was read, it is a row, too. What a principal has through
/// a group is the group's.
async fn instances(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    loose: &mut Loose,
    tenant: i64,
    snapshot: i64,
) -> Result<(), StoreError> {
    let list: Vec<Instance> = sqlx::query_as(
        "select p.id, p.kind, p.name, p.scope, s.path, p.role, p.principal, p.principal_type, \
         coalesce(p.assignment_type, '') = 'Activated' collate nocase as activated, \
         coalesce(p.ends, 0) as ends, coalesce(p.condition, 0) as condition, p.origin_assignment as origin \
         from pim_instances p join scopes s on s.id = p.scope \
         where p.tenant = ?1 and p.since <= ?2 and (p.until is null or p.until > ?2) \
         and coalesce(p.member_type, '') <> 'Group' collate nocase order by p.id",
    )
    .bind(tenant)
    .bind(snapshot)
    .fetch_all(&mut *db)
    .await?;
    for instance in list {
        let eligible = instance.kind == "eligible";
        let state = match (eligible, instance.activated) {
            (true, _) => State::Eligible,
            (false, true) => State::Activated,
            (false, false) => State::Active,
        };
        if !eligible
            && let Some(place) = stands_for(db, columns, &instance, tenant, snapshot).await?
            && let (Some(slot), Some(ends)) = (columns.state.get_mut(place), loose.ends.get_mut(place))
        {
            *slot = state as u32;
            *ends = instance.ends;
            continue;
        }
        columns.instance.push(small(instance.id));
        columns.scope.push(small(instance.scope));
        columns.role.push(small(instance.role));
        columns.principal.push(small(instance.principal));
        columns.holder.push(loose.kind(&instance.principal_type));
        columns.condition.push(small(instance.condition));
        columns.author.push(0);
        columns.description.push(0);
        columns.state.push(state as u32);
        loose.created.push(0);
        loose.updated.push(0);
        loose.ends.push(instance.ends);
        columns.names.extend(Guid::parse(&instance.name).map_or([0; 16], guid_bytes));
    }
    Ok(())
}

/// The place of the role assignment that an active instance stands for.
async fn stands_for(
    db: &mut SqliteConnection,
    columns: &Columns,
    instance: &Instance,
    tenant: i64,
    snapshot: i64,
) -> Result<Option<usize>, StoreError> {
    let Some(name) = instance.origin.as_deref().and_then(guid_from) else { return Ok(None) };
    let id = ObjectId::role_assignment(&ScopePath::new(&instance.path), name);
    let row: Option<i64> = sqlx::query_scalar(
        "select id from role_assignments where identity = ?1 and +tenant = ?2 and since <= ?3 \
         and (until is null or until > ?3)",
    )
    .bind(id.digest().to_vec())
    .bind(tenant)
    .bind(snapshot)
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| columns.row.binary_search(&small(row)).ok()))
}

/// Times by their order, so that a place is a rank.
fn settle(columns: &mut Columns, loose: Loose) {
    let all = loose.created.iter().chain(&loose.updated).chain(&loose.ends).copied();
    let mut times: Vec<i64> = [0].into_iter().chain(all).collect();
    times.par_sort_unstable();
    times.dedup();
    let place = |time: &i64| times.binary_search(time).map_or(0, |at| at as u32);
    let places = |list: &[i64]| list.par_iter().map(place).collect();
    columns.created = places(&loose.created);
    columns.updated = places(&loose.updated);
    columns.ends = places(&loose.ends);
    columns.times = times;
    let descriptions: Vec<String> = loose.descriptions.into_iter().collect();
    columns.descriptions.rank = ranks(&descriptions);
    descriptions.iter().for_each(|text| columns.descriptions.text.push(text));
}
