//! Makes the columns of a snapshot from its rows.

use std::collections::HashMap;

use rolewright_authz::directory::StarterDirectory;
use rolewright_authz::privilege::{self, Limits};
use rolewright_authz::records::{Outcome, Stage};
use rolewright_authz::roles;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use sqlx::{Row as _, SqliteConnection};

use super::columns::{Columns, NONE, Texts};
use super::field::{Delegate, PrincipalState, RoleOrigin};
use crate::error::StoreError;
use crate::tables::coverage::{self, Reach};
use crate::tables::table::{damaged, guid_from};

/// Rows read at a time.
const STEP: i64 = 20_000;

/// What a name is when none is known.
fn no_name(guid: Guid) -> String {
    guid.to_string()
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Values in the order of their first use, and the place of each.
#[derive(Default)]
struct Places {
    ids: Vec<i64>,
}

impl Places {
    /// The values, sorted, without doubles, and every column turned into places.
    fn of(column: &mut [u32]) -> Self {
        let mut ids: Vec<i64> = column.iter().map(|id| i64::from(*id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let places = Self { ids };
        places.apply(column);
        places
    }

    fn apply(&self, column: &mut [u32]) {
        for slot in column {
            *slot = self.get(i64::from(*slot)).unwrap_or(0);
        }
    }

    fn get(&self, id: i64) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|at| at as u32)
    }

    fn small(&self) -> Vec<u32> {
        self.ids.iter().map(|id| small(*id)).collect()
    }
}

/// The place of each text in the order of texts.
fn ranks(texts: &[String]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_cached_key(|at| texts.get(*at).map(|t| t.to_lowercase()));
    let mut ranks = vec![0; texts.len()];
    for (rank, at) in (0_u32..).zip(order) {
        if let Some(slot) = ranks.get_mut(at) {
            *slot = rank;
        }
    }
    ranks
}

fn texts(list: &[String]) -> Texts {
    let mut texts = Texts::default();
    list.iter().for_each(|text| texts.push(text));
    texts
}

/// Reads the rows of a snapshot of a tenant.
pub(crate) async fn build(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
) -> Result<Columns, StoreError> {
    let mut columns = rows(db, tenant, snapshot).await?;
    scopes(db, &mut columns, tenant, snapshot).await?;
    roles_of(db, &mut columns, tenant, snapshot).await?;
    principals(db, &mut columns, tenant, snapshot).await?;
    conditions(db, &mut columns).await?;
    authors(db, &mut columns).await?;
    delegates(&mut columns);
    columns.check()?;
    Ok(columns)
}

async fn rows(db: &mut SqliteConnection, tenant: i64, snapshot: i64) -> Result<Columns, StoreError> {
    let mut columns = Columns::default();
    let (mut created, mut updated): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
    let mut kinds: HashMap<String, u32> = HashMap::new();
    let mut last = 0_i64;
    loop {
        let rows = sqlx::query(
            "select id, scope, role, principal, principal_type, coalesce(condition, 0), \
             coalesce(created_by, 0), coalesce(created_on, 0), coalesce(updated_on, 0) from role_assignments \
             where id > ?1 and tenant = ?2 and since <= ?3 and (until is null or until > ?3) \
             order by id limit ?4",
        )
        .bind(last)
        .bind(tenant)
        .bind(snapshot)
        .bind(STEP)
        .fetch_all(&mut *db)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            last = row.try_get(0)?;
            columns.row.push(small(last));
            columns.scope.push(small(row.try_get(1)?));
            columns.role.push(small(row.try_get(2)?));
            columns.principal.push(small(row.try_get(3)?));
            let kind: &str = row.try_get(4)?;
            let place = match kinds.get(kind) {
                Some(place) => *place,
                None => {
                    let place = kinds.len() as u32;
                    kinds.insert(kind.to_owned(), place);
                    place
                }
            };
            columns.kind.push(place);
            columns.condition.push(small(row.try_get(5)?));
            columns.author.push(small(row.try_get(6)?));
            created.push(row.try_get(7)?);
            updated.push(row.try_get(8)?);
        }
    }
    // Types by their names, times by their order, so that a place is a rank.
    let mut names: Vec<(String, u32)> = kinds.into_iter().collect();
    names.sort();
    let mut place_of = vec![0_u32; names.len()];
    for (place, (name, first)) in (0_u32..).zip(&names) {
        if let Some(slot) = place_of.get_mut(*first as usize) {
            *slot = place;
        }
        columns.kinds.push(name);
    }
    for slot in &mut columns.kind {
        *slot = place_of.get(*slot as usize).copied().unwrap_or(0);
    }
    let mut times: Vec<i64> = [0].into_iter().chain(created.iter().chain(&updated).copied()).collect();
    times.sort_unstable();
    times.dedup();
    let place = |time: &i64| times.binary_search(time).map_or(0, |at| at as u32);
    columns.created = created.iter().map(place).collect();
    columns.updated = updated.iter().map(place).collect();
    columns.times = times;
    Ok(columns)
}

async fn scopes(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    tenant: i64,
    snapshot: i64,
) -> Result<(), StoreError> {
    struct Scope {
        path: String,
        level: i64,
        subscription: Option<i64>,
        parent: Option<i64>,
    }
    type Row = (i64, String, i64, Option<i64>, Option<i64>);
    let rows: Vec<Row> =
        sqlx::query_as("select id, path, level, subscription, parent from scopes where tenant = ?")
            .bind(tenant)
            .fetch_all(&mut *db)
            .await?;
    let mut all: HashMap<i64, Scope> = HashMap::with_capacity(rows.len());
    let mut root = None;
    for (id, path, level, subscription, parent) in rows {
        if level == 0 {
            root = Some(id);
        }
        all.insert(id, Scope { path, level, subscription, parent });
    }
    let groups: Vec<(i64, i64, String, String, Option<String>)> = sqlx::query_as(
        "select id, scope, name, display_name, parent from management_groups \
         where tenant = ?1 and since <= ?2 and (until is null or until > ?2)",
    )
    .bind(tenant)
    .bind(snapshot)
    .fetch_all(&mut *db)
    .await?;
    let subscriptions: Vec<(i64, i64, String, Option<String>)> = sqlx::query_as(
        "select id, scope, display_name, management_group from subscriptions \
         where tenant = ?1 and since <= ?2 and (until is null or until > ?2)",
    )
    .bind(tenant)
    .bind(snapshot)
    .fetch_all(&mut *db)
    .await?;
    let by_name: HashMap<String, i64> =
        groups.iter().map(|(_, scope, name, _, _)| (name.to_lowercase(), *scope)).collect();
    let above = |name: &Option<String>| {
        name.as_ref().and_then(|name| by_name.get(&name.to_lowercase())).copied().or(root)
    };
    // Scope, its record, its display name, and what it lies in.
    let mut placed: HashMap<i64, (i64, String, Option<i64>)> = HashMap::new();
    for (id, scope, _, display, parent) in groups {
        placed.insert(scope, (id, display, above(&parent)));
    }
    for (id, scope, display, group) in subscriptions {
        placed.insert(scope, (id, display, above(&group)));
    }
    let parent_of = |id: i64| {
        let scope = all.get(&id)?;
        match placed.get(&id) {
            Some((_, _, up)) => *up,
            None => scope.parent.or(root),
        }
        .filter(|up| *up != id)
    };

    let mut used: Vec<i64> = columns.scope.iter().map(|id| i64::from(*id)).collect();
    used.sort_unstable();
    used.dedup();
    used.extend(placed.keys().copied().chain(root));
    let mut wanted: std::collections::HashSet<i64> = std::collections::HashSet::with_capacity(used.len());
    for start in used {
        let mut at = Some(start);
        while let Some(id) = at {
            if !all.contains_key(&id) {
                return Err(damaged("an assignment lies at an unknown scope"));
            }
            if !wanted.insert(id) {
                break;
            }
            at = parent_of(id);
        }
    }
    let mut ids: Vec<i64> = wanted.into_iter().collect();
    ids.sort_unstable();
    let places = Places { ids };
    places.apply(&mut columns.scope);
    let unread = Unread::of(db, snapshot).await?;
    let mut paths = Vec::with_capacity(places.ids.len());
    let to = &mut columns.scopes;
    to.id = places.small();
    for id in &places.ids {
        let Some(scope) = all.get(id) else { continue };
        let place = |id: Option<i64>| id.and_then(|id| places.get(id)).unwrap_or(NONE);
        to.parent.push(place(parent_of(*id)));
        to.level.push(small(scope.level));
        to.subscription.push(place(scope.subscription));
        let path = ScopePath::new(&scope.path);
        match placed.get(id) {
            Some((record, display, _)) => {
                to.record.push(small(*record));
                to.name.push(&format!("{display}\n{}", path.name()));
            }
            None => {
                to.record.push(NONE);
                to.name.push(path.name());
            }
        }
        to.unread.push(u32::from(unread.covers(&path)));
        paths.push(path.key());
    }
    to.rank = ranks(&paths);
    Ok(())
}

/// Which places of role assignments a snapshot did not read.
struct Unread {
    everything: bool,
    /// Keys of scopes that were read with what is in them, and alone.
    below: std::collections::HashSet<String>,
    at: std::collections::HashSet<String>,
    refused: std::collections::HashSet<String>,
}

impl Unread {
    async fn of(db: &mut SqliteConnection, snapshot: i64) -> Result<Self, StoreError> {
        let mut unread = Self { everything: false, below: [].into(), at: [].into(), refused: [].into() };
        for line in coverage::list(db, snapshot).await? {
            if line.coverage.stage != Stage::RoleAssignments {
                continue;
            }
            let key = line.coverage.scope.key();
            let read = line.coverage.outcome == Outcome::Read;
            match line.reach {
                _ if !read => drop(unread.refused.insert(key)),
                Reach::Everything | Reach::Group => unread.everything = true,
                Reach::Below => drop(unread.below.insert(key)),
                Reach::At => drop(unread.at.insert(key)),
            }
        }
        Ok(unread)
    }

    /// Whether the scope is among them. The nearest line above decides.
    fn covers(&self, scope: &ScopePath) -> bool {
        let key = scope.key();
        if self.at.contains(&key) {
            return false;
        }
        let mut end = key.len();
        loop {
            let part = key.get(..end).unwrap_or("");
            let part = if part.is_empty() { "/" } else { part };
            if self.below.contains(part) {
                return false;
            }
            if self.refused.contains(part) {
                return true;
            }
            match part.rfind('/') {
                Some(at) if part != "/" => end = at,
                _ => return !self.everything,
            }
        }
    }
}

async fn roles_of(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    tenant: i64,
    snapshot: i64,
) -> Result<(), StoreError> {
    type Row = (i64, Vec<u8>, Option<i64>, Option<String>, Option<String>, Option<bool>, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "select r.id, r.guid, d.id, d.name, d.kind, d.privilege is not null, d.delegation from role_ids r \
         left join role_definitions d on d.role = r.id and d.tenant = ?1 and d.since <= ?2 \
         and (d.until is null or d.until > ?2) where r.tenant = ?1 order by r.id",
    )
    .bind(tenant)
    .bind(snapshot)
    .fetch_all(db)
    .await?;
    let places = Places::of(&mut columns.role);
    let to = &mut columns.roles;
    to.id = places.small();
    let mut names = Vec::new();
    let mut of: HashMap<i64, Row> = rows.into_iter().map(|row| (row.0, row)).collect();
    for id in &places.ids {
        let (_, guid, record, name, kind, privileged, delegation) =
            of.remove(id).ok_or_else(|| damaged("an assignment is of an unknown role"))?;
        let guid = guid_from(&guid).ok_or_else(|| damaged("a role has no id"))?;
        let starter = roles::starter().iter().find(|role| role.facts.id == guid);
        to.record.push(record.map_or(NONE, small));
        to.origin.push(match (kind.as_deref(), starter) {
            (Some("BuiltInRole"), _) | (None, Some(_)) => RoleOrigin::BuiltIn,
            (Some("CustomRole"), _) => RoleOrigin::Custom,
            (Some(_), _) => RoleOrigin::Other,
            (None, None) => RoleOrigin::Unknown,
        } as u32);
        // A role whose definition could not be read is still known by the catalogue.
        let (privileged, delegation) = match (record, starter) {
            (None, Some(role)) => {
                (role.facts.privileged.is_some(), if role.facts.can_assign_roles() { 2 } else { 0 })
            }
            _ => (privileged.unwrap_or(false), delegation.unwrap_or(0)),
        };
        to.privileged.push(u32::from(privileged));
        to.delegation.push(small(delegation));
        names.push(
            name.or_else(|| starter.map(|role| role.facts.name.clone())).unwrap_or_else(|| no_name(guid)),
        );
    }
    to.rank = ranks(&names);
    to.name = texts(&names);
    Ok(())
}

async fn principals(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    tenant: i64,
    snapshot: i64,
) -> Result<(), StoreError> {
    let places = Places::of(&mut columns.principal);
    let to = &mut columns.principals;
    to.id = places.small();
    let count = places.ids.len();
    (to.record, to.state) = (vec![NONE; count], vec![PrincipalState::NotAsked as u32; count]);
    let mut names = vec![String::new(); count];
    let mut guids: HashMap<i64, Vec<u8>> = HashMap::new();
    let ids: Vec<(i64, Vec<u8>)> = sqlx::query_as("select id, guid from principal_ids where tenant = ?")
        .bind(tenant)
        .fetch_all(&mut *db)
        .await?;
    guids.extend(ids);
    type Row = (i64, i64, Option<String>, Option<String>, bool, bool);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, principal, display_name, user_principal_name, guest, found from principals \
         where tenant = ?1 and since <= ?2 and (until is null or until > ?2)",
    )
    .bind(tenant)
    .bind(snapshot)
    .fetch_all(db)
    .await?;
    for (record, principal, display, upn, guest, found) in rows {
        let Some(place) = places.get(principal).map(|p| p as usize) else { continue };
        if let (Some(r), Some(s), Some(n)) =
            (to.record.get_mut(place), to.state.get_mut(place), names.get_mut(place))
        {
            *r = small(record);
            *s = match (found, guest) {
                (false, _) => PrincipalState::Orphaned,
                (true, true) => PrincipalState::Guest,
                (true, false) => PrincipalState::Known,
            } as u32;
            *n = [display, upn].into_iter().flatten().collect::<Vec<_>>().join("\n");
        }
    }
    for (name, id) in names.iter_mut().zip(&places.ids).filter(|(name, _)| name.is_empty()) {
        let guid = guids.get(id).and_then(|g| guid_from(g));
        *name = no_name(guid.ok_or_else(|| damaged("a principal has no id"))?);
    }
    to.rank = ranks(&names);
    to.name = texts(&names);
    Ok(())
}

/// A limit as the file keeps it: no, yes, cannot be told.
fn code(value: Option<bool>) -> i64 {
    value.map_or(2, i64::from)
}

async fn conditions(db: &mut SqliteConnection, columns: &mut Columns) -> Result<(), StoreError> {
    let rows: Vec<(i64, String, Option<i64>, Option<i64>)> =
        sqlx::query_as("select id, text, bounds, escalates from conditions").fetch_all(db).await?;
    let mut of: HashMap<i64, (String, Option<i64>, Option<i64>)> =
        rows.into_iter().map(|(id, text, bounds, escalates)| (id, (text, bounds, escalates))).collect();
    // The place of none comes first, whether it is used or not.
    let delegating: std::collections::HashSet<u32> = columns
        .condition
        .iter()
        .zip(&columns.role)
        .filter(|(_, role)| columns.roles.delegation.get(**role as usize).is_some_and(|d| *d > 0))
        .map(|(condition, _)| *condition)
        .collect();
    columns.condition.push(0);
    let places = Places::of(&mut columns.condition);
    columns.condition.pop();
    let to = &mut columns.conditions;
    to.id = places.small();
    for id in &places.ids {
        if *id == 0 {
            to.bounds.push(0);
            to.escalates.push(0);
            to.text.push("");
            continue;
        }
        let (text, bounds, escalates) =
            of.remove(id).ok_or_else(|| damaged("an assignment has an unknown condition"))?;
        let limits = match (bounds, escalates) {
            (Some(bounds), Some(escalates)) => (bounds, escalates),
            // What a condition leaves of a right matters only where there is the right.
            _ if !delegating.contains(&small(*id)) => (2, 2),
            _ => {
                let Limits { bounds, escalates } = privilege::of_condition(&text, &StarterDirectory);
                (code(bounds), code(escalates))
            }
        };
        to.bounds.push(small(limits.0));
        to.escalates.push(small(limits.1));
        to.text.push(&text);
    }
    Ok(())
}

async fn authors(db: &mut SqliteConnection, columns: &mut Columns) -> Result<(), StoreError> {
    let rows: Vec<(i64, String)> = sqlx::query_as("select id, text from authors").fetch_all(db).await?;
    let mut of: HashMap<i64, String> = rows.into_iter().collect();
    columns.author.push(0);
    let places = Places::of(&mut columns.author);
    columns.author.pop();
    let names: Vec<String> = places.ids.iter().map(|id| of.remove(id).unwrap_or_default()).collect();
    columns.authors.id = places.small();
    columns.authors.rank = ranks(&names);
    Ok(())
}

fn delegates(columns: &mut Columns) {
    let (roles, conditions) = (&columns.roles.delegation, &columns.conditions);
    let of = |(role, condition): (&u32, &u32)| {
        let at = *condition as usize;
        let bounds = conditions.bounds.get(at).copied().unwrap_or(2);
        let escalates = conditions.escalates.get(at).copied().unwrap_or(2);
        let delegate = match (roles.get(*role as usize), at, bounds, escalates) {
            (None | Some(0), ..) => Delegate::None,
            (Some(1), ..) => Delegate::LimitedByRole,
            (_, 0, ..) | (_, _, 0, _) => Delegate::Unconstrained,
            (_, _, 1, 0) => Delegate::Bounded,
            (_, _, 1, 1) => Delegate::Escalating,
            _ => Delegate::Unclear,
        };
        delegate as u32
    };
    columns.delegation = columns.role.iter().zip(&columns.condition).map(of).collect();
}
