//! The tree of scopes, with how many assignments each has and holds.

use std::collections::{HashMap, HashSet};

use rolewright_authz::scope_path::ScopePath;

use super::Access;
use super::columns::{Columns, NONE};
use super::query::Standing;
use crate::bulk::json_list;
use crate::error::StoreError;

/// What a person calls `/`.
pub(super) const ROOT: &str = "Root";

/// A scope in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeNode {
    /// Its number, for [`super::Term::At`].
    pub id: i64,
    /// As Azure spelled it.
    pub path: ScopePath,
    /// Display name of a management group or subscription, `Root` for the root, else the last segment.
    pub name: String,
    /// The scope it lies in.
    pub parent: Option<i64>,
    /// How many scopes of the tree lie directly in it.
    pub children: u64,
    /// Assignments at it.
    pub direct: u64,
    /// Of these, with a privileged role.
    pub privileged: u64,
    /// Assignments at scopes in it, at any depth, without its own.
    pub below: u64,
    /// Of these, with a privileged role.
    pub privileged_below: u64,
    /// Whether the snapshot did not read it, so that its rows are of an earlier day.
    pub unread: bool,
    /// Whether a lock lies at it.
    pub locked: bool,
    /// Whether a lock lies at a scope above it.
    pub locked_above: bool,
    /// For a vault: whether a Resource Guard is linked.
    pub guarded: Option<bool>,
}

/// Some scopes of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopePage {
    /// Those asked for.
    pub nodes: Vec<ScopeNode>,
    /// How many there are.
    pub total: u64,
}

/// Counts by place.
#[derive(Debug, Default)]
pub(super) struct Tree {
    direct: Vec<[u64; 2]>,
    within: Vec<[u64; 2]>,
    children: HashMap<u32, Vec<u32>>,
}

impl Tree {
    pub(super) fn of(columns: &Columns) -> Self {
        let scopes = &columns.scopes;
        let mut direct = vec![[0_u64; 2]; scopes.id.len()];
        for (scope, role) in columns.scope.iter().zip(&columns.role) {
            if let Some(counts) = direct.get_mut(*scope as usize) {
                let privileged = columns.roles.privileged.get(*role as usize).copied().unwrap_or(0);
                counts[0] += 1;
                counts[1] += u64::from(privileged);
            }
        }
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        for (place, parent) in (0_u32..).zip(&scopes.parent) {
            children.entry(*parent).or_default().push(place);
        }
        // Top first, so that going backwards every scope is whole before it is added to the one above.
        let mut order: Vec<u32> = children.get(&NONE).cloned().unwrap_or_default();
        let mut at = 0;
        while let Some(place) = order.get(at).copied() {
            order.extend(children.get(&place).into_iter().flatten());
            at += 1;
        }
        let mut within = direct.clone();
        for place in order.into_iter().rev() {
            let sum = within.get(place as usize).copied().unwrap_or_default();
            let parent = scopes.parent.get(place as usize).copied().unwrap_or(NONE);
            if let Some(up) = within.get_mut(parent as usize) {
                up[0] += sum[0];
                up[1] += sum[1];
            }
        }
        Self { direct, within, children }
    }
}

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Access {
    fn tree(&self) -> &Tree {
        self.inner.tree.get_or_init(|| Tree::of(self.columns()))
    }

    /// The scopes directly in one, or the top of the tree, whose names contain a text: management groups and
    /// subscriptions first, by name; from `offset` on, at most `limit`.
    pub async fn scopes_in(
        &self,
        parent: Option<i64>,
        containing: &str,
        offset: usize,
        limit: usize,
    ) -> Result<ScopePage, StoreError> {
        let columns = self.columns();
        let place = match parent.map(|id| columns.scope_place(id)) {
            None => NONE,
            Some(Some(place)) => place as u32,
            Some(None) => return Ok(ScopePage::default()),
        };
        let mut places: Vec<u32> = self.tree().children.get(&place).cloned().unwrap_or_default();
        let word = containing.to_lowercase();
        let name = |place: u32| columns.scopes.name.get(place as usize).unwrap_or_default();
        places.retain(|place| name(*place).contains(&word));
        places.sort_by_cached_key(|place| {
            let level = columns.scopes.level.get(*place as usize).copied().unwrap_or(0);
            (level.max(MIXED as u32), name(*place).lines().next(), *place)
        });
        let shown: Vec<u32> = places.iter().skip(offset).take(limit).copied().collect();
        Ok(ScopePage { nodes: self.nodes(&shown).await?, total: places.len() as u64 })
    }

    /// The scopes from the top down to one, itself last: the path by which access is inherited.
    pub async fn scope_path(&self, scope: i64) -> Result<Vec<ScopeNode>, StoreError> {
        let Some(place) = self.columns().scope_place(scope) else { return Ok(Vec::new()) };
        let places: Vec<u32> = self.columns().path_up(place).into_iter().rev().map(|p| p as u32).collect();
        self.nodes(&places).await
    }

    /// The number of a scope of this snapshot; `None` where nothing lies at it or in it.
    pub async fn find_scope(&self, scope: &ScopePath) -> Result<Option<i64>, StoreError> {
        let mut db = self.inner.database.readers.acquire().await?;
        let id = crate::tables::scopes::find(&mut db, self.inner.tenant, scope).await?;
        Ok(id.filter(|id| self.columns().scope_place(*id).is_some()))
    }

    /// How many of some scopes stand so towards one.
    #[must_use]
    pub fn count_scopes(&self, some: &[i64], scope: i64, standing: Standing) -> usize {
        let flags = self.columns().standing(scope, standing);
        let stands = |id: &&i64| {
            self.columns().scope_place(**id).and_then(|place| flags.get(place)).copied().unwrap_or(false)
        };
        some.iter().filter(stands).count()
    }

    /// The scopes above some, by number.
    #[must_use]
    pub fn above(&self, some: &[i64]) -> HashSet<i64> {
        let columns = self.columns();
        let places = some.iter().filter_map(|id| columns.scope_place(*id));
        let up = places.flat_map(|place| columns.path_up(place).into_iter().skip(1));
        up.filter_map(|place| columns.scopes.id.get(place).map(|id| i64::from(*id))).collect()
    }

    async fn nodes(&self, places: &[u32]) -> Result<Vec<ScopeNode>, StoreError> {
        let scopes = &self.columns().scopes;
        let ids: Vec<u32> = places.iter().map(|p| scopes.id.get(*p as usize).copied().unwrap_or(0)).collect();
        let names = self.scope_names(places).await?;
        let tree = self.tree();
        let is = |column: &[u32], at: usize| column.get(at).is_some_and(|flag| *flag == 1);
        let node = |(place, id): (&u32, &u32)| {
            let at = *place as usize;
            let (path, name) = names.get(id)?.clone();
            let direct = tree.direct.get(at).copied().unwrap_or_default();
            let within = tree.within.get(at).copied().unwrap_or_default();
            let parent = scopes.parent.get(at).and_then(|p| scopes.id.get(*p as usize));
            Some(ScopeNode {
                id: i64::from(*id),
                path,
                name,
                parent: parent.map(|id| i64::from(*id)),
                children: tree.children.get(place).map_or(0, |list| list.len() as u64),
                direct: direct[0],
                privileged: direct[1],
                below: within[0].saturating_sub(direct[0]),
                privileged_below: within[1].saturating_sub(direct[1]),
                unread: is(&scopes.unread, at),
                locked: is(&scopes.locked, at),
                locked_above: self.columns().path_up(at).iter().skip(1).any(|up| is(&scopes.locked, *up)),
                guarded: match scopes.vault.get(at) {
                    Some(1) => Some(false),
                    Some(2) => Some(true),
                    _ => None,
                },
            })
        };
        Ok(places.iter().zip(&ids).filter_map(node).collect())
    }

    /// Path and display name of scopes, by number.
    pub(super) async fn scope_names(
        &self,
        places: &[u32],
    ) -> Result<HashMap<u32, (ScopePath, String)>, StoreError> {
        let scopes = &self.columns().scopes;
        let of = |column: &[u32], place: &u32| column.get(*place as usize).copied().unwrap_or(NONE);
        let ids = json_list(places.iter().map(|p| i64::from(of(&scopes.id, p))));
        let mut db = self.inner.database.readers.acquire().await?;
        let rows: Vec<(i64, String)> =
            sqlx::query_as("select id, path from scopes where id in (select value from json_each(?))")
                .bind(ids)
                .fetch_all(&mut *db)
                .await?;
        let mut names: HashMap<u32, (ScopePath, String)> = HashMap::with_capacity(rows.len());
        for (id, path) in rows {
            let path = ScopePath::new(&path);
            let name = if path.as_str() == "/" { ROOT } else { path.name() }.to_owned();
            names.insert(u32::try_from(id).unwrap_or(0), (path, name));
        }
        for (table, level) in [("management_groups", 1), ("subscriptions", 2)] {
            let here = places.iter().filter(|p| of(&scopes.level, p) == level);
            let records: Vec<i64> =
                here.map(|p| of(&scopes.record, p)).filter(|r| *r != NONE).map(i64::from).collect();
            if records.is_empty() {
                continue;
            }
            let sql = format!(
                "select scope, display_name from {table} where id in (select value from json_each(?))"
            );
            let rows: Vec<(i64, String)> =
                sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(json_list(records)).fetch_all(&mut *db).await?;
            for (scope, display) in rows {
                if let Some((_, name)) = names.get_mut(&u32::try_from(scope).unwrap_or(0)) {
                    *name = display;
                }
            }
        }
        Ok(names)
    }
}

/// Management groups and subscriptions lie side by side.
const MIXED: rolewright_authz::scope_path::ScopeLevel =
    rolewright_authz::scope_path::ScopeLevel::Subscription;
