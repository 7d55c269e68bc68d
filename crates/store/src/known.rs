//! The rows of one stage that stand open while a pull brings records: which are met again, which are missing.
//!
//! All of a million rows must fit: an entry is a digest of what the object is, one of what it says, and three
//! small numbers.

use std::collections::HashMap;

use indexmap::IndexMap;
use rolewright_authz::records::Stage;
use rolewright_condition::guid::Guid;
use sqlx::SqliteConnection;

use crate::bulk::scan;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::tables::pull_seen;
use crate::tables::record::TABLES;
use crate::tables::table::{NewRow, Short, damaged, guid_bytes};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Written by an earlier snapshot, not met in this one.
    Old,
    /// Written by an earlier snapshot, and met again.
    Seen,
    /// Written by this one.
    Fresh,
    /// Closed by this one.
    Gone,
}

#[derive(Debug)]
struct Entry {
    content: Short,
    row: u32,
    home: u32,
    kind: u8,
    state: State,
}

/// What it means that a record was brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// There was no such object.
    New,
    /// It was brought already, the same.
    Same,
    /// An earlier snapshot's row says the same: that row's id.
    Again(i64),
    /// An earlier snapshot's row says otherwise: that row's id.
    Changed(i64),
    /// A row of this snapshot says otherwise: that row's id.
    Replaced(i64),
}

/// The open rows of a stage.
#[derive(Debug)]
pub(crate) struct Known {
    stage: Stage,
    entries: IndexMap<Short, Entry>,
    /// Old entries by where they lie; made when first asked for.
    by_home: Option<Vec<(u32, u32)>>,
}

/// Row ids and dictionary numbers are counted from one, far below four thousand million.
fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A digest from its digits.
fn short(digits: &str) -> Result<Short, StoreError> {
    let digest = Guid::parse(digits).ok_or_else(|| damaged("a digest has not 16 bytes"))?;
    Ok(guid_bytes(digest))
}

impl Known {
    /// Reads them, or knows without reading that there are none.
    pub(crate) async fn load(
        db: &mut SqliteConnection,
        tenant: i64,
        snapshot: i64,
        stage: Stage,
        any: bool,
    ) -> Result<Self, StoreError> {
        let mut known = Self { stage, entries: IndexMap::new(), by_home: None };
        if !any {
            return Ok(known);
        }
        let seen: std::collections::HashSet<i64> =
            pull_seen::load(db, snapshot, stage).await?.into_iter().collect();
        for table in TABLES.iter().filter(|t| t.stage == stage) {
            let home = table.home.unwrap_or("0");
            let columns = ["id", "hex(identity)", "hex(content)", home, "since"];
            type Row = (i64, String, String, i64, i64);
            scan(
                db,
                table.name,
                &columns,
                "tenant = ?2 and until is null",
                &[tenant],
                |(id, identity, content, home, since): Row| {
                    let state = if since == snapshot {
                        State::Fresh
                    } else if seen.contains(&id) {
                        State::Seen
                    } else {
                        State::Old
                    };
                    let entry = Entry {
                        content: short(&content)?,
                        row: small(id),
                        home: small(home),
                        kind: table.kind as u8,
                        state,
                    };
                    known.entries.insert(short(&identity)?, entry);
                    Ok(())
                },
            )
            .await?;
        }
        Ok(known)
    }

    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// Takes note of a row whose id will be `next` if it has to be written.
    pub(crate) fn meet(&mut self, kind: ObjectKind, row: &NewRow, next: i64) -> Met {
        let fresh = Entry {
            content: row.content,
            row: small(next),
            home: small(row.home),
            kind: kind as u8,
            state: State::Fresh,
        };
        let entry = match self.entries.entry(row.identity) {
            indexmap::map::Entry::Vacant(place) => {
                place.insert(fresh);
                return Met::New;
            }
            indexmap::map::Entry::Occupied(place) => place.into_mut(),
        };
        let id = i64::from(entry.row);
        match entry.state {
            State::Gone => {
                *entry = fresh;
                Met::New
            }
            State::Old if entry.content == row.content => {
                entry.state = State::Seen;
                Met::Again(id)
            }
            State::Seen | State::Fresh if entry.content == row.content => Met::Same,
            State::Old | State::Seen => {
                *entry = fresh;
                Met::Changed(id)
            }
            State::Fresh => {
                *entry = fresh;
                Met::Replaced(id)
            }
        }
    }

    /// The old rows that were not met and lie in one of `homes` (sorted or not; `None` is anywhere), by kind.
    /// They are not given a second time.
    pub(crate) fn take_missing(&mut self, homes: Option<&[i64]>) -> Vec<(ObjectKind, Vec<i64>)> {
        let mut missing: HashMap<u8, Vec<i64>> = HashMap::new();
        let mut take = |entry: &mut Entry| {
            if entry.state == State::Old {
                entry.state = State::Gone;
                missing.entry(entry.kind).or_default().push(i64::from(entry.row));
            }
        };
        match homes {
            None => self.entries.values_mut().for_each(&mut take),
            Some(homes) => {
                let entries = &mut self.entries;
                let by_home = self.by_home.get_or_insert_with(|| {
                    let mut list: Vec<(u32, u32)> = entries
                        .values()
                        .zip(0_u32..)
                        .filter(|(entry, _)| entry.state == State::Old || entry.state == State::Seen)
                        .map(|(entry, at)| (entry.home, at))
                        .collect();
                    list.sort_unstable();
                    list
                });
                for home in homes {
                    let home = small(*home);
                    let from = by_home.partition_point(|(h, _)| *h < home);
                    let here = by_home.iter().skip(from).take_while(|(h, _)| *h == home);
                    for (_, at) in here {
                        if let Some((_, entry)) = entries.get_index_mut(*at as usize) {
                            take(entry);
                        }
                    }
                }
            }
        }
        let kinds = ObjectKind::ALL.into_iter();
        kinds.filter_map(|kind| Some((kind, missing.remove(&(kind as u8))?))).collect()
    }
}
