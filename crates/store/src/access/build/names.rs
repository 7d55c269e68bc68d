//! What the numbers of a snapshot's assignments stand for: roles, principals, conditions and authors.

use std::collections::{HashMap, HashSet};

use rolewright_authz::directory::StarterDirectory;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::privilege::{self, Limits};
use rolewright_authz::roles as catalogue;
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use super::{Places, ranks, small, texts};
use crate::access::columns::{Columns, NONE};
use crate::access::field::{Holder, PrincipalState, RoleOrigin};
use crate::bulk::scan;
use crate::error::StoreError;
use crate::records::known_by_id;
use crate::tables::known_ids::KnownIds;
use crate::tables::table::{damaged, guid_from};

/// What a name is when none is known.
fn no_name(guid: Guid) -> String {
    guid.to_string()
}

pub(super) async fn roles(
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
        let starter = catalogue::starter().iter().find(|role| role.facts.id == guid);
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

/// `kinds` are the types of principals that the column of holders has the places of.
pub(super) async fn principals(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    kinds: &[PrincipalType],
    tenant: i64,
    snapshot: i64,
) -> Result<(), StoreError> {
    let places = Places::of(&mut columns.principal);
    let to = &mut columns.principals;
    to.id = places.small();
    let count = places.ids.len();
    (to.record, to.state) = (vec![NONE; count], vec![PrincipalState::NotAsked as u32; count]);
    to.named = vec![0; count];
    // Whether it is a guest, and what kind of service principal.
    let mut facts: Vec<(bool, Option<String>)> = vec![(false, None); count];
    let mut names = vec![String::new(); count];
    let guids: HashMap<i64, Guid> = KnownIds::Principals.load(db, tenant).await?.into_iter().collect();
    type Row = (i64, i64, Option<String>, Option<String>, i64, i64, Option<String>);
    let read = [
        "id",
        "principal",
        "display_name",
        "user_principal_name",
        "guest",
        "found",
        "service_principal_type",
    ];
    let at = "tenant = ?2 and since <= ?3 and (until is null or until > ?3)";
    scan(db, "principals", &read, at, &[tenant, snapshot], |row: Row| {
        let (record, principal, display, upn, guest, found, of_type) = row;
        let (guest, found) = (guest != 0, found != 0);
        let Some(place) = places.get(principal).map(|p| p as usize) else { return Ok(()) };
        if let (Some(r), Some(s), Some(n), Some(f)) =
            (to.record.get_mut(place), to.state.get_mut(place), names.get_mut(place), facts.get_mut(place))
        {
            *f = (guest, of_type);
            *r = small(record);
            *s = match (found, guest) {
                (false, _) => PrincipalState::Orphaned,
                (true, true) => PrincipalState::Guest,
                (true, false) => PrincipalState::Known,
            } as u32;
            *n = [display, upn].into_iter().flatten().collect::<Vec<_>>().join("\n");
        }
        Ok(())
    })
    .await?;
    for ((name, id), named) in names.iter_mut().zip(&places.ids).zip(&mut to.named) {
        if name.is_empty() {
            let guid = guids.get(id).copied();
            *name = no_name(guid.ok_or_else(|| damaged("a principal has no id"))?);
        } else {
            *named = 1;
        }
    }
    to.rank = ranks(&names);
    to.name = texts(&names);
    let other = PrincipalType::Other(String::new());
    let holder = |(principal, kind): (&u32, &u32)| {
        let (guest, of_type) = facts.get(*principal as usize).cloned().unwrap_or_default();
        Holder::of(kinds.get(*kind as usize).unwrap_or(&other), guest, of_type.as_deref()) as u32
    };
    columns.holder = columns.principal.iter().zip(&columns.holder).map(holder).collect();
    Ok(())
}

/// A limit as the file keeps it: no, yes, cannot be told.
fn code(value: Option<bool>) -> i64 {
    value.map_or(2, i64::from)
}

pub(super) async fn conditions(db: &mut SqliteConnection, columns: &mut Columns) -> Result<(), StoreError> {
    let rows: Vec<(i64, String, Option<i64>, Option<i64>)> =
        sqlx::query_as("select id, text, bounds, escalates from conditions").fetch_all(db).await?;
    let mut of: HashMap<i64, (String, Option<i64>, Option<i64>)> =
        rows.into_iter().map(|(id, text, bounds, escalates)| (id, (text, bounds, escalates))).collect();
    // The place of none comes first, whether it is used or not.
    let delegating: HashSet<u32> = columns
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
    let mut written = Vec::with_capacity(places.ids.len());
    for id in &places.ids {
        if *id == 0 {
            to.bounds.push(0);
            to.escalates.push(0);
            written.push(String::new());
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
        written.push(text);
    }
    to.rank = ranks(&written);
    to.text = texts(&written);
    Ok(())
}

pub(super) async fn authors(
    db: &mut SqliteConnection,
    columns: &mut Columns,
    tenant: i64,
    snapshot: i64,
) -> Result<(), StoreError> {
    let rows: Vec<(i64, String)> = sqlx::query_as("select id, text from authors").fetch_all(&mut *db).await?;
    let mut of: HashMap<i64, String> = rows.into_iter().collect();
    columns.author.push(0);
    let places = Places::of(&mut columns.author);
    columns.author.pop();
    let mut names: Vec<String> = places.ids.iter().map(|id| of.remove(id).unwrap_or_default()).collect();
    let guids: Vec<Guid> = names.iter().filter_map(|id| Guid::parse(id)).collect();
    let known = known_by_id(db, tenant, snapshot, &guids).await?;
    for name in &mut names {
        let principal = Guid::parse(name).and_then(|id| known.get(&id));
        let parts = principal.map(|p| [p.display_name.as_deref(), p.user_principal_name.as_deref()]);
        let parts = parts.into_iter().flatten().flatten().chain([name.as_str()]);
        *name = parts.collect::<Vec<_>>().join("\n");
    }
    columns.authors.id = places.small();
    columns.authors.rank = ranks(&names);
    columns.authors.name = texts(&names);
    Ok(())
}
