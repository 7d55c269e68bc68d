//! What repeats in a million rows is an integer: scopes, roles, principals, conditions, authors.

use std::collections::HashMap;

use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use crate::bulk::Bulk;
use crate::error::StoreError;
use crate::tables::known_ids::KnownIds;
use crate::tables::scopes::NewScope;
use crate::tables::table::Short;
use crate::tables::{authors, conditions, scopes};

/// The dictionaries of one tenant while a pull writes, and what is not written yet.
#[derive(Debug)]
pub(crate) struct Dictionary {
    tenant: i64,
    scopes: HashMap<Short, i64>,
    roles: HashMap<Guid, i64>,
    principals: HashMap<Guid, i64>,
    conditions: HashMap<Short, i64>,
    authors: HashMap<String, i64>,
    next: Next,
    new: New,
}

/// The next free numbers.
#[derive(Debug)]
struct Next {
    scope: i64,
    role: i64,
    principal: i64,
    condition: i64,
    author: i64,
}

#[derive(Debug, Default)]
struct New {
    scopes: Vec<NewScope>,
    roles: Vec<(i64, Guid)>,
    principals: Vec<(i64, Guid)>,
    conditions: Vec<(i64, Short, String)>,
    authors: Vec<(i64, String)>,
}

fn take(next: &mut i64) -> i64 {
    let id = *next;
    *next += 1;
    id
}

impl Dictionary {
    pub(crate) async fn load(db: &mut SqliteConnection, tenant: i64) -> Result<Self, StoreError> {
        let (scope, role, principal, condition, author): (i64, i64, i64, i64, i64) = sqlx::query_as(
            "select (select coalesce(max(id), 0) from scopes) + 1, \
             (select coalesce(max(id), 0) from role_ids) + 1, \
             (select coalesce(max(id), 0) from principal_ids) + 1, \
             (select coalesce(max(id), 0) from conditions) + 1, \
             (select coalesce(max(id), 0) from authors) + 1",
        )
        .fetch_one(&mut *db)
        .await?;
        let mut scope_ids = HashMap::new();
        for (id, key) in scopes::load(db, tenant).await? {
            scope_ids.insert(scopes::digest(&key), id);
        }
        let swap = |list: Vec<(i64, Guid)>| list.into_iter().map(|(id, guid)| (guid, id)).collect();
        let conditions = conditions::load(db).await?.into_iter();
        Ok(Self {
            tenant,
            scopes: scope_ids,
            roles: swap(KnownIds::Roles.load(db, tenant).await?),
            principals: swap(KnownIds::Principals.load(db, tenant).await?),
            conditions: conditions
                .filter_map(|(id, digest)| Some((Short::try_from(digest.as_slice()).ok()?, id)))
                .collect(),
            authors: authors::load(db).await?.into_iter().map(|(id, text)| (text, id)).collect(),
            next: Next { scope, role, principal, condition, author },
            new: New::default(),
        })
    }

    /// The number of a scope and the digest of its key. The scopes that it lies in are added with it.
    pub(crate) fn scope(&mut self, path: &ScopePath) -> (i64, Short) {
        let key = path.key();
        let digest = scopes::digest(&key);
        if let Some(id) = self.scopes.get(&digest) {
            return (*id, digest);
        }
        let parent = path.parent().map(|up| self.scope(&up).0);
        let level = path.level();
        let id = take(&mut self.next.scope);
        let subscription = match level {
            ScopeLevel::Subscription => Some(id),
            ScopeLevel::Root | ScopeLevel::ManagementGroup => None,
            ScopeLevel::ResourceGroup | ScopeLevel::Resource => {
                path.subscription_id().map(|guid| self.scope(&ScopePath::subscription(guid)).0)
            }
        };
        self.scopes.insert(digest, id);
        self.new.scopes.push(NewScope {
            id,
            key,
            path: path.as_str().to_owned(),
            level,
            subscription,
            parent,
        });
        (id, digest)
    }

    pub(crate) fn role(&mut self, guid: Guid) -> i64 {
        *self.roles.entry(guid).or_insert_with(|| {
            let id = take(&mut self.next.role);
            self.new.roles.push((id, guid));
            id
        })
    }

    pub(crate) fn principal(&mut self, guid: Guid) -> i64 {
        *self.principals.entry(guid).or_insert_with(|| {
            let id = take(&mut self.next.principal);
            self.new.principals.push((id, guid));
            id
        })
    }

    /// The number of a principal that has occurred.
    pub(crate) fn known_principal(&self, guid: Guid) -> Option<i64> {
        self.principals.get(&guid).copied()
    }

    pub(crate) fn condition(&mut self, text: &str) -> i64 {
        let digest = conditions::digest(text);
        *self.conditions.entry(digest).or_insert_with(|| {
            let id = take(&mut self.next.condition);
            self.new.conditions.push((id, digest, text.to_owned()));
            id
        })
    }

    pub(crate) fn author(&mut self, text: &str) -> i64 {
        if let Some(id) = self.authors.get(text) {
            return *id;
        }
        let id = take(&mut self.next.author);
        self.authors.insert(text.to_owned(), id);
        self.new.authors.push((id, text.to_owned()));
        id
    }

    /// Conditions that are not written yet, for search.
    pub(crate) fn new_conditions(&self) -> impl Iterator<Item = (i64, String)> {
        self.new.conditions.iter().map(|(id, _, text)| (*id, text.clone()))
    }

    /// Writes what is new, before the rows that name it. The caller's transaction decides whether it stays.
    pub(crate) async fn flush(
        &mut self,
        db: &mut SqliteConnection,
        bulk: &mut Bulk,
    ) -> Result<(), StoreError> {
        let mut new = std::mem::take(&mut self.new);
        // A scope's subscription may have a higher number than the scope.
        new.scopes.sort_by_key(|scope| (scope.level, scope.id));
        scopes::insert(db, bulk, self.tenant, new.scopes).await?;
        KnownIds::Roles.insert(db, bulk, self.tenant, new.roles).await?;
        KnownIds::Principals.insert(db, bulk, self.tenant, new.principals).await?;
        conditions::insert(db, bulk, new.conditions).await?;
        authors::insert(db, bulk, new.authors).await
    }
}
