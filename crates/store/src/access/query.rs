//! Filtering, counting and sorting columns.

use std::collections::HashMap;

use rolewright_condition::guid::Guid;

use super::columns::{Columns, NONE, Texts};
use super::field::{Field, Ranks, Words};
use crate::tables::table::guid_bytes;

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
    /// The field has one of these values.
    AnyOf {
        /// Which.
        field: Field,
        /// Of these.
        values: Vec<i64>,
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
    /// One of these texts contains that one, whatever the case.
    Contains {
        /// Which.
        words: Vec<Words>,
        /// What.
        text: String,
    },
    /// The text, or one of the names that stand in it, is that one, whatever the case.
    Is {
        /// Which.
        words: Words,
        /// What.
        text: String,
    },
    /// The assignment's own name (the last segment of its id) contains this text, whatever the case.
    Name(String),
    /// It is one of these rows of this very snapshot, as [`Access::places`](super::Access::places) gives them.
    Rows(Vec<u32>),
    /// One of these holds.
    Any(Vec<Term>),
    /// This does not hold.
    Not(Box<Term>),
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

/// One flag a row from one flag a place.
fn spread(rows: &[u32], ok: &[bool]) -> Vec<bool> {
    rows.iter().map(|place| ok.get(*place as usize).copied().unwrap_or(false)).collect()
}

impl Columns {
    /// The rows that match.
    pub(crate) fn matching(&self, filter: &Filter) -> Vec<u32> {
        let mut keep = vec![true; self.len()];
        for term in &filter.terms {
            keep.iter_mut().zip(self.holding(term)).for_each(|(keep, holds)| *keep &= holds);
        }
        (0_u32..).zip(keep).filter(|(_, keep)| *keep).map(|(row, _)| row).collect()
    }

    /// One flag a row: whether the term holds.
    fn holding(&self, term: &Term) -> Vec<bool> {
        match term {
            Term::AnyOf { field, values } => {
                let lens = self.values(*field);
                let mut wanted = values.clone();
                wanted.sort_unstable();
                let ok: Vec<bool> = lens.of.iter().map(|v| wanted.binary_search(v).is_ok()).collect();
                spread(lens.rows, &ok)
            }
            Term::Between { field, from, to } => {
                let lens = self.values(*field);
                let ok: Vec<bool> = lens.of.iter().map(|v| (from..=to).contains(&v)).collect();
                spread(lens.rows, &ok)
            }
            Term::At { scope, standing } => spread(&self.scope, &self.standing(*scope, *standing)),
            Term::Contains { words, text } => {
                let text = text.to_lowercase();
                let mut flags = vec![text.is_empty(); self.len()];
                for words in words {
                    self.or_text(&mut flags, *words, |texts| texts.containing(&text));
                }
                flags
            }
            Term::Is { words, text } => {
                let text = text.to_lowercase();
                let mut flags = vec![false; self.len()];
                let lines = !matches!(words, Words::Condition | Words::Description);
                self.or_text(&mut flags, *words, |texts| texts.being(&text, lines));
                flags
            }
            Term::Name(part) => self.named(part),
            Term::Rows(rows) => {
                let mut flags = vec![false; self.len()];
                for row in rows {
                    if let Some(flag) = flags.get_mut(*row as usize) {
                        *flag = true;
                    }
                }
                flags
            }
            Term::Any(terms) => {
                let mut flags = vec![false; self.len()];
                for term in terms {
                    flags.iter_mut().zip(self.holding(term)).for_each(|(flag, holds)| *flag |= holds);
                }
                flags
            }
            Term::Not(term) => {
                let mut flags = self.holding(term);
                flags.iter_mut().for_each(|flag| *flag = !*flag);
                flags
            }
        }
    }

    /// Sets the flags of the rows one of whose texts is hit.
    fn or_text(&self, flags: &mut [bool], words: Words, hits: impl Fn(&Texts) -> Vec<bool>) {
        let (texts, rows) = self.texts(words);
        let mut ok = hits(texts);
        if words == Words::Subscription {
            let above = |place: &u32| ok.get(*place as usize).copied().unwrap_or(false);
            ok = self.scopes.subscription.iter().map(above).collect();
        }
        if ok.contains(&true) {
            flags.iter_mut().zip(spread(rows, &ok)).for_each(|(flag, hit)| *flag |= hit);
        }
    }

    /// Which rows' own names contain a text.
    fn named(&self, part: &str) -> Vec<bool> {
        let part = part.to_ascii_lowercase();
        let names = self.names.as_chunks::<16>().0;
        if let Some(whole) = Guid::parse(&part) {
            let whole = guid_bytes(whole);
            return names.iter().map(|name| *name == whole).collect();
        }
        let finder = memchr::memmem::Finder::new(part.as_bytes());
        names.iter().map(|name| finder.find(&hyphenated(name)).is_some()).collect()
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
    pub(super) fn standing(&self, scope: i64, standing: Standing) -> Vec<bool> {
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

    /// Of these rows in the order asked for, those from `offset` on, at most `limit`; what is equal in all stays as it
    /// is. Only what comes near these places is put in order: a page of a million rows costs two walks over them.
    pub(crate) fn window(&self, rows: &[u32], sort: &[Sort], offset: usize, limit: usize) -> Vec<u32> {
        let ranked: Vec<Ranked<'_>> = sort.iter().map(|sort| self.ranked(*sort)).collect();
        let digits: Vec<Digit<'_>> = ranked.iter().flat_map(Ranked::digits).collect();
        let mut window = Vec::with_capacity(limit.min(rows.len()));
        take(rows, &digits, offset, limit, &mut window);
        window
    }

    fn ranked(&self, Sort { field, descending }: Sort) -> Ranked<'_> {
        Ranked { ranks: self.ranks(field), descending }
    }

    /// How many of these rows have each value of a field.
    pub(crate) fn counts(&self, field: Field, rows: &[u32]) -> HashMap<i64, u64> {
        let lens = self.values(field);
        let mut by_place = vec![0_u64; lens.of.len()];
        for row in rows {
            let place = lens.rows.get(*row as usize).copied().unwrap_or(NONE);
            if let Some(count) = by_place.get_mut(place as usize) {
                *count += 1;
            }
        }
        let mut counts = HashMap::new();
        for (value, count) in lens.of.iter().zip(by_place).filter(|(_, count)| *count > 0) {
            *counts.entry(*value).or_insert(0) += count;
        }
        counts
    }
}

/// The order by one field.
struct Ranked<'c> {
    ranks: Ranks<'c>,
    descending: bool,
}

/// Bits of a rank that are counted at once: what is counted fits in the processor's cache.
const DIGIT: u32 = 14;

/// Some bits of a rank, those that count first before the others.
#[derive(Clone, Copy)]
struct Digit<'r> {
    ranked: &'r Ranked<'r>,
    shift: u32,
}

impl Ranked<'_> {
    fn digits(&self) -> impl Iterator<Item = Digit<'_>> {
        let count = (u32::BITS - self.ranks.most.leading_zeros()).div_ceil(DIGIT);
        (0..count).rev().map(|at| Digit { ranked: self, shift: at * DIGIT })
    }
}

impl Digit<'_> {
    fn of(&self, row: u32) -> usize {
        let Ranked { ranks: Ranks { rows, of, most }, descending } = self.ranked;
        let place = rows.get(row as usize).copied().unwrap_or(0);
        let rank = match of {
            Some(of) => of.get(place as usize).copied().unwrap_or(0),
            None => place,
        };
        let rank = if *descending { most.saturating_sub(rank) } else { rank };
        (rank >> self.shift) as usize & ((1 << DIGIT) - 1)
    }
}

/// Adds the rows that have the places from `offset` on, at most `limit`.
fn take(rows: &[u32], digits: &[Digit<'_>], offset: usize, limit: usize, to: &mut Vec<u32>) {
    if limit == 0 || offset >= rows.len() {
        return;
    }
    let Some((digit, lesser)) = digits.split_first() else {
        to.extend(rows.iter().skip(offset).take(limit));
        return;
    };
    let mut counts = vec![0_usize; 1 << DIGIT];
    for row in rows {
        if let Some(count) = counts.get_mut(digit.of(*row)) {
            *count += 1;
        }
    }
    // The values of this digit into which the window falls, and how many rows come before them.
    let (mut first, mut last, mut before, mut sum) = (None, 0, 0, 0);
    for (value, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        if sum + count > offset && sum < offset + limit {
            if first.is_none() {
                (first, before) = (Some(value), sum);
            }
            last = value;
        }
        sum += count;
    }
    let Some(first) = first else { return };
    let (mut offset, mut limit) = (offset - before, limit);
    let of_these = rows.iter().copied().filter(|row| (first..=last).contains(&digit.of(*row)));
    if first == last && lesser.is_empty() {
        to.extend(of_these.skip(offset).take(limit));
        return;
    }
    let mut near = Vec::with_capacity(counts.get(first..=last).unwrap_or_default().iter().sum());
    near.extend(of_these);
    if first < last {
        near.sort_by_key(|row| digit.of(*row));
    }
    for same in near.chunk_by(|a, b| digit.of(*a) == digit.of(*b)) {
        let had = to.len();
        take(same, lesser, offset, limit, to);
        limit -= to.len() - had;
        offset = offset.saturating_sub(same.len());
    }
}

/// A GUID as it is written, in lower case.
fn hyphenated(name: &[u8; 16]) -> [u8; 36] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or(b'0');
    let mut text = [b'-'; 36];
    let mut slots = text.iter_mut();
    for (at, byte) in name.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            let _ = slots.next();
        }
        for half in [byte >> 4, byte & 15] {
            if let Some(slot) = slots.next() {
                *slot = digit(half);
            }
        }
    }
    text
}
