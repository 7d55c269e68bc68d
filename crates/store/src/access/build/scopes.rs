//! The scopes of a snapshot: where they lie, what they are called, and what could not be read of them.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use rolewright_authz::records::{Outcome, Stage};
use rolewright_authz::scope_path::ScopePath;
use sqlx::SqliteConnection;

use super::{Places, ranks_of_keys, small};
use crate::access::columns::{Columns, NONE};
use crate::access::tree::ROOT;
use crate::bulk::scan;
use crate::error::StoreError;
use crate::tables::coverage::{self, Reach};
use crate::tables::table::damaged;

pub(super) async fn scopes(
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
    let mut all: HashMap<i64, Scope> = HashMap::new();
    let mut root = None;
    let read = ["id", "path", "level", "subscription", "parent"];
    scan(db, "scopes", &read, "tenant = ?2", &[tenant], |(id, path, level, subscription, parent): Row| {
        if level == 0 {
            root = Some(id);
        }
        all.insert(id, Scope { path, level, subscription, parent });
        Ok(())
    })
    .await?;
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

    let marks = Marks::of(db, tenant, snapshot).await?;
    let mut used: Vec<i64> = columns.scope.iter().map(|id| i64::from(*id)).collect();
    used.par_sort_unstable();
    used.dedup();
    used.extend(placed.keys().copied().chain(root));
    used.extend(marks.groups.iter().chain(&marks.locked).chain(marks.vaults.keys()));
    let mut wanted: HashSet<i64> = HashSet::with_capacity(used.len());
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
    let mut keys = Vec::with_capacity(places.ids.len());
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
                to.name.push(if scope.level == 0 { ROOT } else { path.name() });
            }
        }
        to.locked.push(u32::from(marks.locked.contains(id)));
        to.vault.push(marks.vaults.get(id).map_or(0, |linked| if *linked { 2 } else { 1 }));
        let key = path.key();
        to.unread.push(u32::from(unread.covers(&key)));
        keys.push(key);
    }
    to.rank = ranks_of_keys(&keys);
    Ok(())
}

/// What a tree of scopes shows beside assignments.
struct Marks {
    /// Resource groups.
    groups: Vec<i64>,
    /// Scopes with a lock.
    locked: HashSet<i64>,
    /// Vaults, and whether a Resource Guard is linked.
    vaults: HashMap<i64, bool>,
}

impl Marks {
    async fn of(db: &mut SqliteConnection, tenant: i64, snapshot: i64) -> Result<Self, StoreError> {
        let mut scopes = async |table: &str| -> Result<Vec<i64>, StoreError> {
            let at = "tenant = ?2 and since <= ?3 and (until is null or until > ?3)";
            let mut scopes = Vec::new();
            scan(db, table, &["id", "scope"], at, &[tenant, snapshot], |(_, scope): (i64, i64)| {
                scopes.push(scope);
                Ok(())
            })
            .await?;
            Ok(scopes)
        };
        let linked: HashSet<i64> = scopes("guard_links").await?.into_iter().collect();
        let vaults = scopes("vaults").await?.into_iter().map(|id| (id, linked.contains(&id))).collect();
        let locked = scopes("locks").await?.into_iter().collect();
        Ok(Self { groups: scopes("resource_groups").await?, locked, vaults })
    }
}

/// Which places of role assignments a snapshot did not read.
struct Unread {
    everything: bool,
    /// Bytes of the longest key of all below.
    longest: usize,
    /// Keys of scopes that were read with what is in them, and alone.
    below: HashSet<String>,
    at: HashSet<String>,
    refused: HashSet<String>,
}

impl Unread {
    async fn of(db: &mut SqliteConnection, snapshot: i64) -> Result<Self, StoreError> {
        let mut unread =
            Self { everything: false, longest: 1, below: [].into(), at: [].into(), refused: [].into() };
        for line in coverage::list(db, snapshot).await? {
            if line.coverage.stage != Stage::RoleAssignments {
                continue;
            }
            let key = line.coverage.scope.key();
            unread.longest = unread.longest.max(key.len());
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

    /// Whether the scope with this key is among them. The nearest line above decides.
    fn covers(&self, key: &str) -> bool {
        if self.at.contains(key) {
            return false;
        }
        let mut end = key.len();
        loop {
            let part = key.get(..end).unwrap_or("");
            let part = if part.is_empty() { "/" } else { part };
            // Most scopes are far longer than any that was asked for.
            if let Some(at) = part.rfind('/').filter(|_| part.len() > self.longest) {
                end = at;
                continue;
            }
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
