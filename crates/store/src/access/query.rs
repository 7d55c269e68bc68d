//! Filtering, counting and sorting columns.

use std::collections::HashMap;

use super::columns::{Columns, NONE};
use super::field::Field;

/// Where an assignment stands towards the scope that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// At the scope itself.
    Direct,
    /// At a scope above it, so that it counts here, too.
    Inherited,
    /// At the scope or above it: all that counts here.
    Effective,
    /// In the scope, not at it.
    Below,
    /// At the scope or in it.
    Within,
}

/// One condition of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// The field has one of these values; with `not`, none of them.
    AnyOf {
        /// Which.
        field: Field,
        /// Of these.
        values: Vec<i64>,
        /// The other way round.
        not: bool,
    },
    /// The field's value lies between these, both included; for times.
    Between {
        /// Which.
        field: Field,
        /// The least.
        from: i64,
        /// The most.
        to: i64,
    },
    /// How the assignment stands towards a scope, by its number.
    At {
        /// The scope's number.
        scope: i64,
        /// How.
        standing: Standing,
    },
    /// Every word occurs in the name of the principal, the role or the scope, or in the condition.
    Text(String),
}

/// What to show: every term must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// All of these.
    pub terms: Vec<Term>,
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub field: Field,
    /// The last first.
    pub descending: bool,
}

fn narrow(keep: &mut [bool], rows: &[u32], ok: &[bool]) {
    for (keep, place) in keep.iter_mut().zip(rows) {
        *keep &= ok.get(*place as usize).copied().unwrap_or(false);
    }
}

impl Columns {
    /// One flag a row.
    pub(crate) fn matching(&self, filter: &Filter) -> Vec<bool> {
        let mut keep = vec![true; self.row.len()];
        for term in &filter.terms {
            match term {
                Term::AnyOf { field, values, not } => {
                    let lens = self.values(*field);
                    let mut wanted = values.clone();
                    wanted.sort_unstable();
                    let ok: Vec<bool> =
                        lens.of.iter().map(|v| wanted.binary_search(v).is_ok() != *not).collect();
                    narrow(&mut keep, lens.rows, &ok);
                }
                Term::Between { field, from, to } => {
                    let lens = self.values(*field);
                    let ok: Vec<bool> = lens.of.iter().map(|v| (from..=to).contains(&v)).collect();
                    narrow(&mut keep, lens.rows, &ok);
                }
                Term::At { scope, standing } => {
                    narrow(&mut keep, &self.scope, &self.standing(*scope, *standing));
                }
                Term::Text(text) => {
                    for word in text.split_whitespace() {
                        self.narrow_by_word(&mut keep, &word.to_lowercase());
                    }
                }
            }
        }
        keep
    }

    fn narrow_by_word(&self, keep: &mut [bool], word: &str) {
        let scopes = self.scopes.name.containing(word);
        let roles = self.roles.name.containing(word);
        let principals = self.principals.name.containing(word);
        let conditions = self.conditions.text.containing(word);
        let hit = |list: &[bool], column: &[u32], row: usize| {
            column.get(row).and_then(|place| list.get(*place as usize)).copied().unwrap_or(false)
        };
        for (row, keep) in keep.iter_mut().enumerate() {
            *keep = *keep
                && (hit(&principals, &self.principal, row)
                    || hit(&roles, &self.role, row)
                    || hit(&scopes, &self.scope, row)
                    || hit(&conditions, &self.condition, row));
        }
    }

    /// The place of a scope by its number.
    pub(crate) fn scope_place(&self, id: i64) -> Option<usize> {
        let id = u32::try_from(id).ok()?;
        self.scopes.id.binary_search(&id).ok()
    }

    /// The places from a scope to the top, itself first.
    pub(crate) fn path_up(&self, place: usize) -> Vec<usize> {
        let mut path = vec![place];
        let mut at = place;
        // A circle of management groups cannot be, but a file can be wrong.
        while let Some(up) = self.scopes.parent.get(at).filter(|up| **up != NONE) {
            at = *up as usize;
            if path.contains(&at) {
                break;
            }
            path.push(at);
        }
        path
    }

    /// One flag a scope.
    fn standing(&self, scope: i64, standing: Standing) -> Vec<bool> {
        let mut ok = vec![false; self.scopes.id.len()];
        let Some(place) = self.scope_place(scope) else { return ok };
        let mut set = |place: usize, value: bool| {
            if let Some(flag) = ok.get_mut(place) {
                *flag = value;
            }
        };
        match standing {
            Standing::Direct => set(place, true),
            Standing::Inherited | Standing::Effective => {
                for up in self.path_up(place) {
                    set(up, true);
                }
                set(place, standing == Standing::Effective);
            }
            Standing::Below | Standing::Within => {
                ok = self.within(place);
                if let Some(flag) = ok.get_mut(place) {
                    *flag = standing == Standing::Within;
                }
            }
        }
        ok
    }

    /// Which scopes lie in one, itself included.
    pub(crate) fn within(&self, place: usize) -> Vec<bool> {
        // 0 not known yet, 1 no, 2 yes; each scope is walked once.
        let mut known = vec![0_u8; self.scopes.id.len()];
        if let Some(slot) = known.get_mut(place) {
            *slot = 2;
        }
        let mut path = Vec::new();
        for start in 0..known.len() {
            path.clear();
            let mut at = start;
            let answer = loop {
                match known.get(at) {
                    Some(0) => {}
                    Some(answer) => break *answer,
                    None => break 1,
                }
                path.push(at);
                match self.scopes.parent.get(at) {
                    Some(up) if *up != NONE && path.len() <= known.len() => at = *up as usize,
                    _ => break 1,
                }
            };
            for place in &path {
                if let Some(slot) = known.get_mut(*place) {
                    *slot = answer;
                }
            }
        }
        known.into_iter().map(|answer| answer == 2).collect()
    }

    /// All rows in the order of a field; equal ones stay as they are.
    pub(crate) fn order(&self, field: Field) -> Vec<u32> {
        let lens = self.ranks(field);
        let most = lens.of.iter().copied().max().unwrap_or(0) as usize;
        let mut starts = vec![0_u32; most + 2];
        let rank = |place: &u32| lens.of.get(*place as usize).copied().unwrap_or(0) as usize;
        for place in lens.rows {
            if let Some(count) = starts.get_mut(rank(place) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut order = vec![0_u32; lens.rows.len()];
        for (row, place) in (0_u32..).zip(lens.rows) {
            if let Some(start) = starts.get_mut(rank(place)) {
                if let Some(slot) = order.get_mut(*start as usize) {
                    *slot = row;
                }
                *start += 1;
            }
        }
        order
    }

    /// How many matching rows have each value of a field.
    pub(crate) fn counts(&self, field: Field, keep: &[bool]) -> HashMap<i64, u64> {
        let lens = self.values(field);
        let mut by_place = vec![0_u64; lens.of.len()];
        for (place, keep) in lens.rows.iter().zip(keep) {
            if let Some(count) = by_place.get_mut(*place as usize) {
                *count += u64::from(*keep);
            }
        }
        let mut counts = HashMap::new();
        for (value, count) in lens.of.iter().zip(by_place).filter(|(_, count)| *count > 0) {
            *counts.entry(*value).or_insert(0) += count;
        }
        counts
    }
}
