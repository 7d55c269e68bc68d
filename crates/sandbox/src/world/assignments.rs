//! Role assignments, packed: 64 bytes for a row, texts and scopes shared, with indexes by name, scope, principal
//! and subscription.

use std::collections::HashMap;

use indexmap::IndexSet;
use jiff::Timestamp;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{RoleAssignment, Stamp};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::scopes::{ScopeId, Scopes};

/// Where a row is; numbers rise with time and are never used again, so that a list can go on after one.
pub type Slot = u32;

/// A role assignment as it is stored, lent.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of `RoleAssignment`")]
pub struct AssignmentView<'a> {
    pub name: Guid,
    pub scope: &'a ScopePath,
    pub role: Guid,
    pub principal: Guid,
    pub principal_type: &'a PrincipalType,
    pub condition: Option<&'a str>,
    pub condition_version: Option<&'a str>,
    pub description: Option<&'a str>,
    pub delegated_managed_identity: Option<&'a str>,
    pub created_on: Timestamp,
    pub created_by: Option<Guid>,
    pub updated_on: Timestamp,
    pub updated_by: Option<Guid>,
}

impl AssignmentView<'_> {
    /// A record of its own.
    #[must_use]
    pub fn record(&self) -> RoleAssignment {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        RoleAssignment {
            name: self.name,
            scope: self.scope.clone(),
            role: self.role,
            principal: self.principal,
            principal_type: self.principal_type.clone(),
            condition: owned(self.condition),
            condition_version: owned(self.condition_version),
            description: owned(self.description),
            delegated_managed_identity: owned(self.delegated_managed_identity),
            stamp: Stamp {
                created_on: Some(self.created_on),
                created_by: self.created_by.map(|id| id.to_string()),
                updated_on: Some(self.updated_on),
                updated_by: self.updated_by.map(|id| id.to_string()),
            },
        }
    }
}

/// The texts of a row, which most rows do not have and many share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Texts {
    pub(crate) condition: Option<String>,
    pub(crate) condition_version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) delegated_managed_identity: Option<String>,
}

/// A row to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewRow<'a> {
    pub(crate) name: Guid,
    pub(crate) scope: &'a ScopePath,
    pub(crate) role: Guid,
    pub(crate) principal: Guid,
    pub(crate) principal_type: PrincipalType,
    pub(crate) texts: Texts,
    pub(crate) at: Timestamp,
    pub(crate) by: Option<Guid>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    name: Guid,
    created_on: i64,
    updated_on: i64,
    scope: ScopeId,
    role: u32,
    holder: u32,
    texts: u32,
    created_by: u32,
    updated_by: u32,
    live: bool,
}

const NOBODY: u32 = u32::MAX;

/// The role assignments of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Assignments {
    rows: Vec<Row>,
    live: usize,
    scopes: Scopes,
    roles: IndexSet<Guid>,
    /// Who holds something, with the type said when it was first given.
    holders: IndexSet<(Guid, PrincipalType)>,
    people: IndexSet<Guid>,
    texts: IndexSet<Texts>,
    by_name: HashMap<Guid, Slot>,
    by_scope: Vec<Vec<Slot>>,
    by_principal: HashMap<Guid, Vec<Slot>>,
    by_subscription: HashMap<Guid, Vec<Slot>>,
    by_role: HashMap<Guid, usize>,
}

/// More than four billion of anything do not fit in memory.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NOBODY)
}

fn take_out(list: Option<&mut Vec<Slot>>, slot: Slot) {
    if let Some(list) = list
        && let Ok(at) = list.binary_search(&slot)
    {
        list.remove(at);
    }
}

impl Assignments {
    pub(crate) fn len(&self) -> usize {
        self.live
    }

    /// Adds a row; whether it may be added was decided before.
    pub(crate) fn add(&mut self, new: NewRow<'_>) -> Slot {
        let slot = small(self.rows.len());
        let scope = self.scopes.intern(new.scope);
        let texts = small(self.texts.insert_full(new.texts).0);
        let by = self.person(new.by);
        let at = new.at.as_nanosecond().try_into().unwrap_or(0);
        self.rows.push(Row {
            name: new.name,
            created_on: at,
            updated_on: at,
            scope,
            role: small(self.roles.insert_full(new.role).0),
            holder: small(self.holders.insert_full((new.principal, new.principal_type)).0),
            texts,
            created_by: by,
            updated_by: by,
            live: true,
        });
        self.live += 1;
        self.by_name.insert(new.name, slot);
        let at = scope.0 as usize;
        if self.by_scope.len() <= at {
            self.by_scope.resize_with(at + 1, Vec::new);
        }
        if let Some(list) = self.by_scope.get_mut(at) {
            list.push(slot);
        }
        self.by_principal.entry(new.principal).or_default().push(slot);
        if let Some(id) = new.scope.subscription_id() {
            self.by_subscription.entry(id).or_default().push(slot);
        }
        *self.by_role.entry(new.role).or_default() += 1;
        slot
    }

    fn person(&mut self, id: Option<Guid>) -> u32 {
        id.map_or(NOBODY, |id| small(self.people.insert_full(id).0))
    }

    /// Changes the texts of a row.
    pub(crate) fn change(&mut self, slot: Slot, texts: Texts, at: Timestamp, by: Option<Guid>) {
        let texts = small(self.texts.insert_full(texts).0);
        let by = self.person(by);
        if let Some(row) = self.rows.get_mut(slot as usize) {
            row.texts = texts;
            row.updated_on = at.as_nanosecond().try_into().unwrap_or(0);
            row.updated_by = by;
        }
    }

    /// When and by whom a row was last touched.
    pub(crate) fn touch(&mut self, slot: Slot, at: Timestamp, by: Option<Guid>) {
        let by = self.person(by);
        if let Some(row) = self.rows.get_mut(slot as usize) {
            row.updated_on = at.as_nanosecond().try_into().unwrap_or(0);
            row.updated_by = by;
        }
    }

    /// Takes a row out.
    pub(crate) fn remove(&mut self, slot: Slot) -> Option<RoleAssignment> {
        let record = self.get(slot)?.record();
        let row = self.rows.get_mut(slot as usize)?;
        row.live = false;
        let scope = row.scope;
        self.live -= 1;
        self.by_name.remove(&record.name);
        take_out(self.by_scope.get_mut(scope.0 as usize), slot);
        take_out(self.by_principal.get_mut(&record.principal), slot);
        if let Some(id) = record.scope.subscription_id() {
            take_out(self.by_subscription.get_mut(&id), slot);
        }
        if let Some(count) = self.by_role.get_mut(&record.role) {
            *count = count.saturating_sub(1);
        }
        Some(record)
    }

    pub(crate) fn get(&self, slot: Slot) -> Option<AssignmentView<'_>> {
        let row = self.rows.get(slot as usize).filter(|row| row.live)?;
        let (principal, principal_type) = self.holders.get_index(row.holder as usize)?;
        let texts = self.texts.get_index(row.texts as usize)?;
        let time = |at: i64| Timestamp::from_nanosecond(i128::from(at)).unwrap_or(Timestamp::UNIX_EPOCH);
        let person = |at: u32| self.people.get_index(at as usize).copied();
        Some(AssignmentView {
            name: row.name,
            scope: self.scopes.get(row.scope)?,
            role: self.roles.get_index(row.role as usize).copied()?,
            principal: *principal,
            principal_type,
            condition: texts.condition.as_deref(),
            condition_version: texts.condition_version.as_deref(),
            description: texts.description.as_deref(),
            delegated_managed_identity: texts.delegated_managed_identity.as_deref(),
            created_on: time(row.created_on),
            created_by: person(row.created_by),
            updated_on: time(row.updated_on),
            updated_by: person(row.updated_by),
        })
    }

    pub(crate) fn named(&self, name: Guid) -> Option<Slot> {
        self.by_name.get(&name).copied()
    }

    /// The rows that stand exactly at a scope, rising.
    pub(crate) fn at(&self, scope: &ScopePath) -> &[Slot] {
        let at = self.scopes.find(scope).map(|id| id.0 as usize);
        at.and_then(|at| self.by_scope.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The rows of one principal, rising.
    pub(crate) fn of(&self, principal: Guid) -> &[Slot] {
        self.by_principal.get(&principal).map_or(&[], Vec::as_slice)
    }

    /// The rows at and below a subscription, rising.
    pub(crate) fn in_subscription(&self, id: Guid) -> &[Slot] {
        self.by_subscription.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many rows give a role.
    pub(crate) fn of_role(&self, role: Guid) -> usize {
        self.by_role.get(&role).copied().unwrap_or(0)
    }

    /// All rows after a slot, rising.
    pub(crate) fn after(&self, after: Option<Slot>) -> impl Iterator<Item = (Slot, AssignmentView<'_>)> {
        let first = after.map_or(0, |slot| slot.saturating_add(1));
        (first..small(self.rows.len())).filter_map(|slot| self.get(slot).map(|view| (slot, view)))
    }
}
