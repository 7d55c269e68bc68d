//! Filtering, counting and sorting columns. What walks over all rows does so on all cores.

use std::collections::HashMap;

use rayon::prelude::*;
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
    rows.par_iter().map(|place| ok.get(*place as usize).copied().unwrap_or(false)).collect()
}

impl Columns {
    /// The rows that match.
    pub(crate) fn matching(&self, filter: &Filter) -> Vec<u32> {
        let mut keep = vec![true; self.len()];
        for term in &filter.terms {
            keep.par_iter_mut().zip(self.holding(term)).for_each(|(keep, holds)| *keep &= holds);
        }
        let rows = u32::try_from(keep.len()).unwrap_or(u32::MAX);
        (0..rows).into_par_iter().zip(keep).filter(|(_, keep)| *keep).map(|(row, _)| row).collect()
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
                    flags.par_iter_mut().zip(self.holding(term)).for_each(|(flag, holds)| *flag |= holds);
                }
                flags
            }
            Term::Not(term) => {
                let mut flags = self.holding(term);
                flags.par_iter_mut().for_each(|flag| *flag = !*flag);
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
            flags.par_iter_mut().zip(spread(rows, &ok)).for_each(|(flag, hit)| *flag |= hit);
        }
    }

    /// Which rows' own names contain a text.
    fn named(&self, part: &str) -> Vec<bool> {
        let part = part.to_ascii_lowercase();
        let names = self.names.as_chunks::<16>().0;
        if let Some(whole) = Guid::parse(&part) {
            let whole = guid_bytes(whole);
            return names.par_iter().map(|name| *name == whole).collect();
        }
        let mut flags = vec![false; names.len()];
        let finder = memchr::memmem::Finder::new(part.as_bytes());
        names.par_chunks(NAMES).zip(flags.par_chunks_mut(NAMES)).for_each(|(names, flags)| {
            let mut texts = Vec::with_capacity(NAMES * SPELLED);
            names.iter().for_each(|name| texts.extend_from_slice(&spelled(name)));
            for at in finder.find_iter(&texts) {
                if let Some(flag) = flags.get_mut(at / SPELLED) {
                    *flag = true;
                }
            }
        });
        flags
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
    /// is. Only what has these places is put in order: a page of a million rows costs a few walks over numbers.
    pub(crate) fn window(&self, rows: &[u32], sort: &[Sort], offset: usize, limit: usize) -> Vec<u32> {
        let orders: Vec<Order<'_>> = sort.iter().map(|sort| self.order(*sort)).collect();
        let mut window = Vec::with_capacity(limit.min(rows.len()));
        take(rows, &orders, offset, limit, &mut window);
        window
    }

    fn order(&self, Sort { field, descending }: Sort) -> Order<'_> {
        Order { ranks: self.ranks(field), descending }
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
struct Order<'c> {
    ranks: Ranks<'c>,
    descending: bool,
}

impl Order<'_> {
    /// The rank of each of these rows: what comes first has the least.
    fn of(&self, rows: &[u32]) -> Vec<u32> {
        let Ranks { rows: places, of, most } = &self.ranks;
        let place = |row: &u32| places.get(*row as usize).copied().unwrap_or(0);
        let back = |rank: u32| most.saturating_sub(rank);
        // One loop for each case, so that none asks in which it is for every row.
        match of {
            None if self.descending => rows.par_iter().map(|row| back(place(row))).collect(),
            None => rows.par_iter().map(place).collect(),
            Some(of) => {
                let rank = |row: &u32| of.get(place(row) as usize).copied().unwrap_or(0);
                if self.descending {
                    rows.par_iter().map(|row| back(rank(row))).collect()
                } else {
                    rows.par_iter().map(rank).collect()
                }
            }
        }
    }
}

/// Adds the rows that have the places from `offset` on, at most `limit`.
fn take(rows: &[u32], orders: &[Order<'_>], offset: usize, limit: usize, to: &mut Vec<u32>) {
    if limit == 0 || offset >= rows.len() {
        return;
    }
    let Some((order, lesser)) = orders.split_first() else {
        to.extend(rows.iter().skip(offset).take(limit));
        return;
    };
    let ranks = order.of(rows);
    let last = (offset + limit).min(rows.len()) - 1;
    let (first, before) = rank_at(&ranks, order.ranks.most, offset);
    let (last, _) = rank_at(&ranks, order.ranks.most, last);
    let (mut offset, mut limit) = (offset - before, limit);
    if first == last && lesser.is_empty() {
        let same = ranks.iter().zip(rows).filter(|(rank, _)| **rank == first);
        to.extend(same.map(|(_, row)| row).skip(offset).take(limit));
        return;
    }
    let both = ranks.into_par_iter().zip(rows.par_iter().copied());
    let mut near: Vec<(u32, u32)> = both.filter(|(rank, _)| (first..=last).contains(rank)).collect();
    near.par_sort_by_key(|(rank, _)| *rank);
    for same in near.chunk_by(|(a, _), (b, _)| a == b) {
        let had = to.len();
        let rows: Vec<u32> = same.iter().map(|(_, row)| *row).collect();
        take(&rows, lesser, offset, limit, to);
        limit -= to.len() - had;
        offset = offset.saturating_sub(rows.len());
    }
}

/// Bits of a rank that are counted at once: the counts fit in the processor's cache.
const DIGIT: u32 = 14;
/// Ranks that one core counts before the counts are added up.
const COUNTED: usize = 1 << 18;

/// The rank that stands at a place of the sorted ranks, of which `most` is the greatest, and how many come before the
/// first of that rank.
fn rank_at(ranks: &[u32], most: u32, mut place: usize) -> (u32, usize) {
    let digits = (u32::BITS - most.leading_zeros()).div_ceil(DIGIT);
    let (mut known, mut before) = (0_u32, 0);
    for shift in (0..digits).rev().map(|at| at * DIGIT) {
        let mut digit = 0;
        for count in counts(ranks, known, shift) {
            if place < count {
                break;
            }
            place -= count;
            before += count;
            digit += 1;
        }
        known = known << DIGIT | digit;
    }
    (known, before)
}

/// How often each digit occurs in the ranks that are `known` above it.
fn counts(ranks: &[u32], known: u32, shift: u32) -> Vec<usize> {
    let none = || vec![0_usize; 1 << DIGIT];
    let of_these = |rank: &&u32| u64::from(**rank) >> (shift + DIGIT) == u64::from(known);
    let count = |ranks: &[u32]| {
        let mut counts = none();
        for rank in ranks.iter().filter(of_these) {
            if let Some(count) = counts.get_mut((*rank >> shift) as usize & ((1 << DIGIT) - 1)) {
                *count += 1;
            }
        }
        counts
    };
    let sum = |mut a: Vec<usize>, b: Vec<usize>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    ranks.par_chunks(COUNTED).map(count).reduce(none, sum)
}

/// Names that are looked through at once.
const NAMES: usize = 1_024;
/// Bytes of a name in that text: as it is written, and one that no text has.
const SPELLED: usize = 37;

/// A GUID as it is written, in lower case, and what keeps it from the next.
fn spelled(name: &[u8; 16]) -> [u8; SPELLED] {
    let mut text = [b'-'; SPELLED];
    for (at, bytes) in [(0, 0..4), (9, 4..6), (14, 6..8), (19, 8..10), (24, 10..16)] {
        let digits = text.get_mut(at..at + 2 * bytes.len()).unwrap_or_default().as_chunks_mut().0;
        for (pair, byte) in digits.iter_mut().zip(name.get(bytes).unwrap_or_default()) {
            *pair = [byte >> 4, byte & 15].map(|half| if half < 10 { b'0' + half } else { b'a' - 10 + half });
        }
    }
    if let Some(end) = text.last_mut() {
        *end = u8::MAX;
    }
    text
}
