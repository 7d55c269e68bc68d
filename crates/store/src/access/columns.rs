//! A snapshot's role assignments as columns of numbers: one number a row and column, each the place of a value
//! in a dictionary. A million rows are forty megabytes, and any filter or sort is a pass over them.
//!
//! INVARIANT: every number of a row column is a place in its dictionary; [`Columns::check`] holds whoever reads
//! them from a file to it.

use super::RoleOrigin;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::tables::table::damaged;

/// "No parent", "no record".
pub(crate) const NONE: u32 = u32::MAX;

/// How a layout that this version does not know is told from its own.
pub(crate) const LAYOUT: u32 = 2;

/// Texts in lower case, end to end. A text of several lines is several names of one thing.
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
        self.hits(word, |_, _, _| true)
    }

    /// Which texts are this one or, where their `lines` are names, have it as one of them; it must be in lower
    /// case.
    pub(crate) fn being(&self, text: &str, lines: bool) -> Vec<bool> {
        self.hits(text, |whole, from, to| {
            let border = |at: Option<&u8>| at.is_none_or(|byte| lines && *byte == b'\n');
            border(from.checked_sub(1).and_then(|at| whole.get(at))) && border(whole.get(to))
        })
    }

    /// The text at a place.
    pub(crate) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let from = place.checked_sub(1).map_or(Some(0), |up| self.ends.get(up).copied())? as usize;
        std::str::from_utf8(self.bytes.get(from..end)?).ok()
    }

    /// Which texts have the word somewhere where `fits` says yes: it is given the text, where in it the word
    /// begins and where it ends.
    fn hits(&self, word: &str, fits: impl Fn(&[u8], usize, usize) -> bool) -> Vec<bool> {
        let mut hits = vec![false; self.ends.len()];
        if word.is_empty() {
            return hits;
        }
        let mut from = 0;
        // A hit over the border of two texts is none: each text is looked through for itself, but only those
        // in which the first look over all bytes found the word.
        for at in memchr::memmem::find_iter(&self.bytes, word.as_bytes()) {
            let index =
                from + self.ends.get(from..).map_or(0, |ends| ends.partition_point(|e| *e as usize <= at));
            from = index;
            let start = index.checked_sub(1).and_then(|up| self.ends.get(up)).map_or(0, |e| *e as usize);
            let end = self.ends.get(index).map_or(0, |e| *e as usize);
            if at + word.len() <= end
                && fits(self.bytes.get(start..end).unwrap_or(&[]), at - start, at - start + word.len())
                && let Some(hit) = hits.get_mut(index)
            {
                *hit = true;
            }
        }
        hits
    }
}

/// Scopes that occur, those that they lie in, every management group, subscription and resource group, and what
/// is locked or a vault; by number.
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
    /// 1 where a lock lies at the scope itself.
    pub(crate) locked: Vec<u32>,
    /// 1 for a vault without a Resource Guard, 2 for one that is linked to one.
    pub(crate) vault: Vec<u32>,
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
    /// 1 where a name is known; the others are found by their ids.
    pub(crate) named: Vec<u32>,
    pub(crate) name: Texts,
}

/// Conditions that occur, after the place of "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conditions {
    pub(crate) id: Vec<u32>,
    pub(crate) rank: Vec<u32>,
    pub(crate) bounds: Vec<u32>,
    pub(crate) escalates: Vec<u32>,
    pub(crate) text: Texts,
}

/// Authors that occur, after the place of "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Authors {
    pub(crate) id: Vec<u32>,
    pub(crate) rank: Vec<u32>,
    /// Names where the directory knows them, and the id.
    pub(crate) name: Texts,
}

/// Descriptions that occur, after the place of "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Descriptions {
    /// A row that has it.
    pub(crate) row: Vec<u32>,
    pub(crate) rank: Vec<u32>,
    pub(crate) text: Texts,
}

/// All columns. The role assignments come first, by their ids on disk; after them the eligible assignments, and
/// the active ones of Privileged Identity Management that no role assignment stands for, by theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Ids on disk of the role assignments.
    pub(crate) row: Vec<u32>,
    /// Ids on disk of the instances of Privileged Identity Management.
    pub(crate) instance: Vec<u32>,
    pub(crate) scope: Vec<u32>,
    pub(crate) role: Vec<u32>,
    pub(crate) principal: Vec<u32>,
    /// [`super::Holder`]
    pub(crate) holder: Vec<u32>,
    /// [`super::State`]
    pub(crate) state: Vec<u32>,
    pub(crate) condition: Vec<u32>,
    pub(crate) description: Vec<u32>,
    pub(crate) author: Vec<u32>,
    /// [`super::Delegate`]: what the assignment lets its holder do about role assignments.
    pub(crate) delegation: Vec<u32>,
    pub(crate) created: Vec<u32>,
    pub(crate) updated: Vec<u32>,
    pub(crate) ends: Vec<u32>,
    /// 1 where another assignment gives the same.
    pub(crate) covered: Vec<u32>,
    /// The assignments' names, 16 bytes each; zeros for a name that is no GUID.
    pub(crate) names: Vec<u8>,
    pub(crate) scopes: Scopes,
    pub(crate) roles: Roles,
    pub(crate) principals: Principals,
    pub(crate) conditions: Conditions,
    pub(crate) authors: Authors,
    pub(crate) descriptions: Descriptions,
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
            ("instance", Numbers(&mut self.instance)),
            ("scope", Numbers(&mut self.scope)),
            ("role", Numbers(&mut self.role)),
            ("principal", Numbers(&mut self.principal)),
            ("holder", Numbers(&mut self.holder)),
            ("state", Numbers(&mut self.state)),
            ("condition", Numbers(&mut self.condition)),
            ("description", Numbers(&mut self.description)),
            ("author", Numbers(&mut self.author)),
            ("delegation", Numbers(&mut self.delegation)),
            ("created", Numbers(&mut self.created)),
            ("updated", Numbers(&mut self.updated)),
            ("ends", Numbers(&mut self.ends)),
            ("covered", Numbers(&mut self.covered)),
            ("names", Bytes(&mut self.names)),
            ("scopes.id", Numbers(&mut self.scopes.id)),
            ("scopes.parent", Numbers(&mut self.scopes.parent)),
            ("scopes.level", Numbers(&mut self.scopes.level)),
            ("scopes.subscription", Numbers(&mut self.scopes.subscription)),
            ("scopes.rank", Numbers(&mut self.scopes.rank)),
            ("scopes.record", Numbers(&mut self.scopes.record)),
            ("scopes.unread", Numbers(&mut self.scopes.unread)),
            ("scopes.locked", Numbers(&mut self.scopes.locked)),
            ("scopes.vault", Numbers(&mut self.scopes.vault)),
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
            ("principals.named", Numbers(&mut self.principals.named)),
            ("principals.name", Bytes(&mut self.principals.name.bytes)),
            ("principals.name.ends", Numbers(&mut self.principals.name.ends)),
            ("conditions.id", Numbers(&mut self.conditions.id)),
            ("conditions.rank", Numbers(&mut self.conditions.rank)),
            ("conditions.bounds", Numbers(&mut self.conditions.bounds)),
            ("conditions.escalates", Numbers(&mut self.conditions.escalates)),
            ("conditions.text", Bytes(&mut self.conditions.text.bytes)),
            ("conditions.text.ends", Numbers(&mut self.conditions.text.ends)),
            ("authors.id", Numbers(&mut self.authors.id)),
            ("authors.rank", Numbers(&mut self.authors.rank)),
            ("authors.name", Bytes(&mut self.authors.name.bytes)),
            ("authors.name.ends", Numbers(&mut self.authors.name.ends)),
            ("descriptions.row", Numbers(&mut self.descriptions.row)),
            ("descriptions.rank", Numbers(&mut self.descriptions.rank)),
            ("descriptions.text", Bytes(&mut self.descriptions.text.bytes)),
            ("descriptions.text.ends", Numbers(&mut self.descriptions.text.ends)),
            ("times", Times(&mut self.times)),
        ]
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.row.len() + self.instance.len()
    }

    /// Where the role at a place comes from.
    pub(crate) fn origin(&self, role: u32) -> RoleOrigin {
        match self.roles.origin.get(role as usize) {
            Some(0) => RoleOrigin::BuiltIn,
            Some(1) => RoleOrigin::Custom,
            Some(2) => RoleOrigin::Other,
            _ => RoleOrigin::Unknown,
        }
    }

    /// The place of a row on disk.
    pub(crate) fn place(&self, kind: ObjectKind, id: i64) -> Option<u32> {
        let id = u32::try_from(id).ok()?;
        match kind {
            ObjectKind::RoleAssignment => self.row.binary_search(&id).ok().map(|at| at as u32),
            ObjectKind::PimInstance => {
                self.instance.binary_search(&id).ok().map(|at| (self.row.len() + at) as u32)
            }
            _ => None,
        }
    }

    /// Refuses columns that do not fit each other.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        let rows = self.len();
        let fits = |column: &[u32], values: usize| {
            column.len() == rows && column.iter().copied().max().is_none_or(|most| (most as usize) < values)
        };
        let (s, r, p) = (&self.scopes, &self.roles, &self.principals);
        let (c, a, d) = (&self.conditions, &self.authors, &self.descriptions);
        let same = |want: usize, columns: &[&Vec<u32>]| columns.iter().all(|column| column.len() == want);
        let places = |column: &[u32], values: usize| {
            column.iter().all(|place| *place == NONE || (*place as usize) < values)
        };
        let whole = fits(&self.scope, s.id.len())
            && fits(&self.role, r.id.len())
            && fits(&self.principal, p.id.len())
            && fits(&self.holder, super::Holder::ALL.len())
            && fits(&self.state, super::State::ALL.len())
            && fits(&self.covered, 2)
            && fits(&self.ends, self.times.len())
            && self.names.len() == rows * 16
            && fits(&self.condition, c.id.len())
            && fits(&self.description, d.row.len())
            && fits(&self.author, a.id.len())
            && fits(&self.delegation, super::Delegate::ALL.len())
            && fits(&self.created, self.times.len())
            && fits(&self.updated, self.times.len())
            && same(
                s.id.len(),
                &[&s.parent, &s.level, &s.subscription, &s.rank, &s.record, &s.unread, &s.locked, &s.vault],
            )
            && same(s.id.len(), &[&s.name.ends])
            && same(r.id.len(), &[&r.rank, &r.record, &r.origin, &r.privileged, &r.delegation, &r.name.ends])
            && same(p.id.len(), &[&p.rank, &p.record, &p.state, &p.named, &p.name.ends])
            && same(c.id.len(), &[&c.rank, &c.bounds, &c.escalates, &c.text.ends])
            && same(a.id.len(), &[&a.rank, &a.name.ends])
            && same(d.row.len(), &[&d.rank, &d.text.ends])
            && places(&s.parent, s.id.len())
            && places(&s.subscription, s.id.len());
        if whole { Ok(()) } else { Err(damaged("the columns of a snapshot do not fit each other")) }
    }
}

impl Part<'_> {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Numbers(list) => flat(list.iter().map(|n| n.to_le_bytes()), list.len()),
            Self::Times(list) => flat(list.iter().map(|n| n.to_le_bytes()), list.len()),
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

/// So many pieces end to end.
fn flat<const N: usize>(pieces: impl Iterator<Item = [u8; N]>, count: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(count * N);
    pieces.for_each(|piece| bytes.extend_from_slice(&piece));
    bytes
}
