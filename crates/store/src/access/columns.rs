//! A snapshot's role assignments as columns of numbers: one number a row and column, each the place of a value
//! in a dictionary. A million rows are forty megabytes, and any filter or sort is a pass over them.
//!
//! INVARIANT: every number of a row column is a place in its dictionary; [`Columns::check`] holds whoever reads
//! them from a file to it.

use crate::error::StoreError;
use crate::tables::table::damaged;

/// "No parent", "no record".
pub(crate) const NONE: u32 = u32::MAX;

/// How a layout that this version does not know is told from its own.
pub(crate) const LAYOUT: u32 = 1;

/// Texts in lower case, end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) bytes: Vec<u8>,
    pub(crate) ends: Vec<u32>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.to_lowercase().as_bytes());
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    /// Which texts contain the word, which must be in lower case.
    pub(crate) fn containing(&self, word: &str) -> Vec<bool> {
        let mut hits = vec![false; self.ends.len()];
        let mut from = 0;
        // A hit over the border of two texts is none: each text is looked through for itself, but only those
        // in which the first look over all bytes found the word.
        for at in memchr::memmem::find_iter(&self.bytes, word.as_bytes()) {
            let index =
                from + self.ends.get(from..).map_or(0, |ends| ends.partition_point(|e| *e as usize <= at));
            from = index;
            let end = self.ends.get(index).map_or(0, |e| *e as usize);
            if at + word.len() <= end
                && let Some(hit) = hits.get_mut(index)
            {
                *hit = true;
            }
        }
        hits
    }
}

/// Scopes that occur, those that they lie in, and every management group and subscription; by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scopes {
    pub(crate) id: Vec<u32>,
    /// The place of the scope above, management groups included; [`NONE`] at the top.
    pub(crate) parent: Vec<u32>,
    pub(crate) level: Vec<u32>,
    /// The place of the subscription it lies in or is.
    pub(crate) subscription: Vec<u32>,
    /// Place in the order of paths.
    pub(crate) rank: Vec<u32>,
    /// Row of the management group or subscription, which has its name.
    pub(crate) record: Vec<u32>,
    /// 1 where the snapshot did not read role assignments.
    pub(crate) unread: Vec<u32>,
    pub(crate) name: Texts,
}

/// Roles that occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    pub(crate) id: Vec<u32>,
    pub(crate) rank: Vec<u32>,
    pub(crate) record: Vec<u32>,
    /// [`super::RoleOrigin`]
    pub(crate) origin: Vec<u32>,
    pub(crate) privileged: Vec<u32>,
    /// `rolewright_authz::privilege::Delegation`
    pub(crate) delegation: Vec<u32>,
    pub(crate) name: Texts,
}

/// Principals that occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Principals {
    pub(crate) id: Vec<u32>,
    pub(crate) rank: Vec<u32>,
    pub(crate) record: Vec<u32>,
    /// [`super::PrincipalState`]
    pub(crate) state: Vec<u32>,
    pub(crate) name: Texts,
}

/// Conditions that occur, after the place of "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conditions {
    pub(crate) id: Vec<u32>,
    pub(crate) bounds: Vec<u32>,
    pub(crate) escalates: Vec<u32>,
    pub(crate) text: Texts,
}

/// Authors that occur, after the place of "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Authors {
    pub(crate) id: Vec<u32>,
    pub(crate) rank: Vec<u32>,
}

/// All columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The row's id on disk.
    pub(crate) row: Vec<u32>,
    pub(crate) scope: Vec<u32>,
    pub(crate) role: Vec<u32>,
    pub(crate) principal: Vec<u32>,
    pub(crate) kind: Vec<u32>,
    pub(crate) condition: Vec<u32>,
    pub(crate) author: Vec<u32>,
    /// [`super::Delegate`]: what the assignment lets its holder do about role assignments.
    pub(crate) delegation: Vec<u32>,
    pub(crate) created: Vec<u32>,
    pub(crate) updated: Vec<u32>,
    pub(crate) scopes: Scopes,
    pub(crate) roles: Roles,
    pub(crate) principals: Principals,
    pub(crate) conditions: Conditions,
    pub(crate) authors: Authors,
    /// Names of principal types, in their order.
    pub(crate) kinds: Texts,
    /// Times that occur, in their order; the first stands for none.
    pub(crate) times: Vec<i64>,
}

/// One column as bytes go to and come from the file.
pub(crate) enum Part<'c> {
    Numbers(&'c mut Vec<u32>),
    Times(&'c mut Vec<i64>),
    Bytes(&'c mut Vec<u8>),
}

impl Columns {
    /// Every column under its name on disk.
    pub(crate) fn parts(&mut self) -> Vec<(&'static str, Part<'_>)> {
        use Part::{Bytes, Numbers, Times};
        vec![
            ("row", Numbers(&mut self.row)),
            ("scope", Numbers(&mut self.scope)),
            ("role", Numbers(&mut self.role)),
            ("principal", Numbers(&mut self.principal)),
            ("kind", Numbers(&mut self.kind)),
            ("condition", Numbers(&mut self.condition)),
            ("author", Numbers(&mut self.author)),
            ("delegation", Numbers(&mut self.delegation)),
            ("created", Numbers(&mut self.created)),
            ("updated", Numbers(&mut self.updated)),
            ("scopes.id", Numbers(&mut self.scopes.id)),
            ("scopes.parent", Numbers(&mut self.scopes.parent)),
            ("scopes.level", Numbers(&mut self.scopes.level)),
            ("scopes.subscription", Numbers(&mut self.scopes.subscription)),
            ("scopes.rank", Numbers(&mut self.scopes.rank)),
            ("scopes.record", Numbers(&mut self.scopes.record)),
            ("scopes.unread", Numbers(&mut self.scopes.unread)),
            ("scopes.name", Bytes(&mut self.scopes.name.bytes)),
            ("scopes.name.ends", Numbers(&mut self.scopes.name.ends)),
            ("roles.id", Numbers(&mut self.roles.id)),
            ("roles.rank", Numbers(&mut self.roles.rank)),
            ("roles.record", Numbers(&mut self.roles.record)),
            ("roles.origin", Numbers(&mut self.roles.origin)),
            ("roles.privileged", Numbers(&mut self.roles.privileged)),
            ("roles.delegation", Numbers(&mut self.roles.delegation)),
            ("roles.name", Bytes(&mut self.roles.name.bytes)),
            ("roles.name.ends", Numbers(&mut self.roles.name.ends)),
            ("principals.id", Numbers(&mut self.principals.id)),
            ("principals.rank", Numbers(&mut self.principals.rank)),
            ("principals.record", Numbers(&mut self.principals.record)),
            ("principals.state", Numbers(&mut self.principals.state)),
            ("principals.name", Bytes(&mut self.principals.name.bytes)),
            ("principals.name.ends", Numbers(&mut self.principals.name.ends)),
            ("conditions.id", Numbers(&mut self.conditions.id)),
            ("conditions.bounds", Numbers(&mut self.conditions.bounds)),
            ("conditions.escalates", Numbers(&mut self.conditions.escalates)),
            ("conditions.text", Bytes(&mut self.conditions.text.bytes)),
            ("conditions.text.ends", Numbers(&mut self.conditions.text.ends)),
            ("authors.id", Numbers(&mut self.authors.id)),
            ("authors.rank", Numbers(&mut self.authors.rank)),
            ("kinds", Bytes(&mut self.kinds.bytes)),
            ("kinds.ends", Numbers(&mut self.kinds.ends)),
            ("times", Times(&mut self.times)),
        ]
    }

    /// Refuses columns that do not fit each other.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        let rows = self.row.len();
        let fits = |column: &[u32], values: usize| {
            column.len() == rows && column.iter().copied().max().is_none_or(|most| (most as usize) < values)
        };
        let (s, r, p) = (&self.scopes, &self.roles, &self.principals);
        let (c, a) = (&self.conditions, &self.authors);
        let same = |want: usize, columns: &[&Vec<u32>]| columns.iter().all(|column| column.len() == want);
        let places = |column: &[u32], values: usize| {
            column.iter().all(|place| *place == NONE || (*place as usize) < values)
        };
        let whole = fits(&self.scope, s.id.len())
            && fits(&self.role, r.id.len())
            && fits(&self.principal, p.id.len())
            && fits(&self.kind, self.kinds.ends.len())
            && fits(&self.condition, c.id.len())
            && fits(&self.author, a.id.len())
            && fits(&self.delegation, super::Delegate::ALL.len())
            && fits(&self.created, self.times.len())
            && fits(&self.updated, self.times.len())
            && same(
                s.id.len(),
                &[&s.parent, &s.level, &s.subscription, &s.rank, &s.record, &s.unread, &s.name.ends],
            )
            && same(r.id.len(), &[&r.rank, &r.record, &r.origin, &r.privileged, &r.delegation, &r.name.ends])
            && same(p.id.len(), &[&p.rank, &p.record, &p.state, &p.name.ends])
            && same(c.id.len(), &[&c.bounds, &c.escalates, &c.text.ends])
            && same(a.id.len(), &[&a.rank])
            && places(&s.parent, s.id.len())
            && places(&s.subscription, s.id.len());
        if whole { Ok(()) } else { Err(damaged("the columns of a snapshot do not fit each other")) }
    }
}

impl Part<'_> {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Numbers(list) => list.iter().flat_map(|n| n.to_le_bytes()).collect(),
            Self::Times(list) => list.iter().flat_map(|n| n.to_le_bytes()).collect(),
            Self::Bytes(list) => list.to_vec(),
        }
    }

    pub(crate) fn fill(&mut self, bytes: Vec<u8>) {
        match self {
            Self::Numbers(list) => {
                **list = bytes.as_chunks().0.iter().map(|n| u32::from_le_bytes(*n)).collect();
            }
            Self::Times(list) => {
                **list = bytes.as_chunks().0.iter().map(|n| i64::from_le_bytes(*n)).collect();
            }
            Self::Bytes(list) => **list = bytes,
        }
    }
}
