//! Snapshots that are open: reading one takes up to a second, asking it takes milliseconds, so the last ones stay.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rolewright_authz::records::{Coverage, Outcome, Record, Stage};
use rolewright_authz::{privilege, roles};
use rolewright_condition::facts::{Permission, RoleFacts};
use rolewright_store::Database;
use rolewright_store::access::{Access, Filter};
use rolewright_store::annotations::Annotation;
use rolewright_store::object::{ObjectId, ObjectKind};
use rolewright_store::snapshots::{Snapshot, Status};
use tokio::sync::{Mutex as Turn, OnceCell};

use super::condition_words::Phrase;
use crate::app::App;
use crate::settings::get_settings;
use crate::wire::error::ApiError;
use crate::wire::settings::Settings;

/// How many stay open: the one that is looked at and the one before it. At a million assignments each takes some
/// ninety megabytes.
const KEPT: usize = 2;
/// The window's pages that show role assignments, as it remembers them.
const SHOWING: [&str; 2] = ["/access", "/overview"];
/// A snapshot that is still being pulled grows; what was opened of it is read again after so many milliseconds.
const STALE: i64 = 10_000;
/// Conditions whose words are kept.
const PHRASES: usize = 20_000;

/// The snapshots that are open, the one asked last first.
#[derive(Debug, Default)]
pub(crate) struct OpenSnapshots(Turn<Vec<Arc<Opened>>>);

#[cfg(test)]
impl OpenSnapshots {
    /// Which are open.
    pub(crate) async fn ids(&self) -> Vec<i64> {
        self.0.lock().await.iter().map(|opened| opened.snapshot.id).collect()
    }
}

/// An open snapshot.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) database: Database,
    pub(crate) snapshot: Snapshot,
    pub(crate) access: Access,
    /// What was asked of Azure and could not be read.
    pub(crate) not_read: Vec<Coverage>,
    at: i64,
    every_role: bool,
    roles: OnceCell<Vec<RoleFacts>>,
    unread_scopes: OnceCell<Vec<i64>>,
    phrases: Mutex<HashMap<i64, Phrase>>,
}

impl App {
    /// Opens the snapshot that the window will show, while the window itself is still opening: the one that was
    /// chosen, or else the newest that was read to its end. Only where the window was left on a page that shows it.
    /// What goes wrong is said to whoever asks for it next.
    pub async fn read_ahead(&self) {
        let _ = self.open_what_was_left().await;
    }

    async fn open_what_was_left(&self) -> Result<(), ApiError> {
        let Settings { layout, .. } = get_settings(self).await?;
        let left = |key: &str| layout.get(key).map_or("", String::as_str);
        if !SHOWING.contains(&left("page")) {
            return Ok(());
        }
        let list = self.database().await?.snapshots(None).await?;
        let chosen = list.iter().find(|snapshot| snapshot.id.to_string() == left("snapshot"));
        let is_read = |snapshot: &&Snapshot| matches!(snapshot.status, Status::Complete | Status::Partial);
        if let Some(snapshot) = chosen.or_else(|| list.iter().find(is_read)) {
            let opened = self.opened(snapshot.id).await?;
            opened.access.page(&Filter::default(), &[], 0, 1).await?;
            opened.access.scopes_in(None, "", 0, 1).await?;
        }
        Ok(())
    }

    /// The snapshot, opened at the first request for it.
    pub(crate) async fn opened(&self, id: i64) -> Result<Arc<Opened>, ApiError> {
        let database = self.database().await?;
        // One that was deleted meanwhile is an error here, and so is not answered from memory.
        let snapshot = database.snapshot(id).await?;
        let now = self.host.now();
        // One opens while the others wait, so that none is read twice.
        let mut kept = self.open_snapshots.0.lock().await;
        let fresh = |opened: &Opened| {
            opened.snapshot == snapshot && (snapshot.status != Status::Running || now - opened.at < STALE)
        };
        let opened = match kept.iter().position(|opened| opened.snapshot.id == id) {
            Some(at) => Some(kept.remove(at)).filter(|opened| fresh(opened)),
            None => None,
        };
        let opened = match opened {
            Some(opened) => opened,
            None => {
                // What falls out is let go before the next is read, so that there are never more in memory.
                kept.truncate(KEPT - 1);
                Arc::new(Opened::open(database, snapshot, now).await?)
            }
        };
        kept.insert(0, Arc::clone(&opened));
        Ok(opened)
    }
}

impl Opened {
    async fn open(database: &Database, snapshot: Snapshot, at: i64) -> Result<Self, ApiError> {
        let access = database.open_access(snapshot.id).await?;
        let lines = database.coverage(snapshot.id).await?.into_iter().map(|line| line.coverage);
        let not_read: Vec<Coverage> = lines
            .filter(|line| matches!(line.outcome, Outcome::Forbidden { .. } | Outcome::Failed { .. }))
            .collect();
        let every_role = !not_read.iter().any(|line| line.stage == Stage::RoleDefinitions);
        Ok(Self {
            database: database.clone(),
            snapshot,
            access,
            not_read,
            at,
            every_role,
            roles: OnceCell::new(),
            unread_scopes: OnceCell::new(),
            phrases: Mutex::default(),
        })
    }

    /// The roles of the snapshot, and those of the catalogue that it does not have.
    pub(crate) async fn roles(&self) -> Result<&[RoleFacts], ApiError> {
        let read = async || -> Result<Vec<RoleFacts>, ApiError> {
            let mut list = Vec::new();
            let learn = |record| list.extend(facts(record));
            self.database.each_record(self.snapshot.id, ObjectKind::RoleDefinition, learn).await?;
            let known: std::collections::HashSet<_> = list.iter().map(|role| role.id).collect();
            list.extend(roles::facts().iter().filter(|role| !known.contains(&role.id)).cloned());
            Ok(list)
        };
        Ok(self.roles.get_or_try_init(read).await?)
    }

    /// The numbers of the scopes that could not be asked for their role assignments or eligible ones.
    pub(crate) async fn unread_scopes(&self) -> Result<&[i64], ApiError> {
        let find = async || -> Result<Vec<i64>, ApiError> {
            let mut scopes = BTreeSet::new();
            for line in &self.not_read {
                if matches!(line.stage, Stage::RoleAssignments | Stage::PimInstances) {
                    scopes.extend(self.access.find_scope(&line.scope).await?);
                }
            }
            Ok(scopes.into_iter().collect())
        };
        Ok(self.unread_scopes.get_or_try_init(find).await?)
    }

    /// What was written last about each object of the tenant.
    pub(crate) async fn latest_annotations(&self) -> Result<HashMap<ObjectId, Annotation>, ApiError> {
        let mut latest = HashMap::new();
        for written in self.database.annotations(self.snapshot.tenant, None).await? {
            latest.entry(written.object.clone()).or_insert(written);
        }
        Ok(latest)
    }

    /// Whether the snapshot has every role definition that there is.
    pub(crate) fn has_every_role(&self) -> bool {
        self.every_role
    }

    /// The words of a condition by its number, made at its first use.
    pub(crate) fn phrase(&self, condition: i64, make: impl FnOnce() -> Phrase) -> Phrase {
        let kept = self.phrases.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(phrase) = kept.get(&condition) {
            return phrase.clone();
        }
        drop(kept);
        let phrase = make();
        let mut kept = self.phrases.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= PHRASES {
            kept.clear();
        }
        kept.insert(condition, phrase.clone());
        phrase
    }
}

fn facts(record: Record) -> Option<RoleFacts> {
    let Record::RoleDefinition(role) = record else { return None };
    let privileged = privilege::of_role(&role.permissions).reason.map(str::to_owned);
    let permissions = role.permissions.into_iter().map(|block| Permission {
        actions: block.actions,
        not_actions: block.not_actions,
        data_actions: block.data_actions,
        not_data_actions: block.not_data_actions,
    });
    Some(RoleFacts {
        id: role.id,
        custom: role.kind != rolewright_authz::records::RoleKind::BuiltIn,
        name: role.name,
        privileged,
        permissions: permissions.collect(),
    })
}
