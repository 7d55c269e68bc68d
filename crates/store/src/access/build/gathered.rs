//! The role assignments that a pull writes, kept in memory until it ends, so that its columns are made without
//! reading them from the file again.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::rows::Row;
use super::small;
use crate::tables::table::Cell;

/// Rows are given back to the system this many at a time while the columns are made from them.
const CHUNK: usize = 16_384;

/// What a pull has written since it was begun or resumed, by the ids of the rows: 64 bytes each.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// Rows below this id were written before.
    pub(super) first: i64,
    /// Whether there can be such rows.
    pub(super) earlier: bool,
    rows: VecDeque<Vec<Row>>,
    /// Types of principals in the order of their first use.
    kinds: Vec<Arc<str>>,
    /// Descriptions by the ids of the rows that have one.
    descriptions: VecDeque<(u32, Arc<str>)>,
    /// Rows that were replaced by others.
    dropped: HashSet<u32>,
}

impl Gathered {
    /// Of a pull whose first row will have this id.
    pub(crate) fn new(first: i64, earlier: bool) -> Self {
        Self {
            first,
            earlier,
            rows: VecDeque::new(),
            kinds: Vec::new(),
            descriptions: VecDeque::new(),
            dropped: HashSet::new(),
        }
    }

    /// Takes a role assignment, which must come by ascending id; says no where its cells are others than these.
    pub(crate) fn take(&mut self, id: i64, cells: &[Cell]) -> bool {
        let [
            Cell::Blob(name),
            Cell::Int(scope),
            Cell::Int(role),
            Cell::Int(principal),
            Cell::Text(kind),
            condition,
            _version,
            description,
            _identity,
            created,
            author,
            updated,
            _editor,
        ] = cells
        else {
            return false;
        };
        let id = small(id);
        if let Cell::Text(text) = description {
            self.descriptions.push_back((id, Arc::clone(text)));
        }
        let kind = self.kinds.iter().position(|known| known == kind).unwrap_or_else(|| {
            self.kinds.push(Arc::clone(kind));
            self.kinds.len() - 1
        });
        let row = Row {
            id,
            scope: small(*scope),
            role: small(*role),
            principal: small(*principal),
            kind: kind as u32,
            condition: small(or_none(condition)),
            author: small(or_none(author)),
            created: or_none(created),
            updated: or_none(updated),
            name: name.as_slice().try_into().unwrap_or_default(),
        };
        match self.rows.back_mut().filter(|chunk| chunk.len() < CHUNK) {
            Some(chunk) => chunk.push(row),
            None => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(row);
                self.rows.push_back(chunk);
            }
        }
        true
    }

    /// Forgets a row that another has replaced.
    pub(crate) fn drop_row(&mut self, id: i64) {
        self.dropped.insert(small(id));
    }

    /// Gives every row with the type of its principal and its description, by id.
    pub(super) fn each(mut self, mut take: impl FnMut(Row, &str, Option<&str>)) {
        while let Some(chunk) = self.rows.pop_front() {
            for row in chunk {
                let described = self.descriptions.pop_front_if(|(id, _)| *id == row.id);
                if !self.dropped.contains(&row.id) {
                    let kind = self.kinds.get(row.kind as usize).map_or("", |kind| &**kind);
                    take(row, kind, described.as_ref().map(|(_, text)| &**text));
                }
            }
        }
    }
}

/// The columns have zero for what a row has not.
fn or_none(cell: &Cell) -> i64 {
    match cell {
        Cell::Int(value) => *value,
        _ => 0,
    }
}

#[cfg(test)]
#[path = "gathered_tests.rs"]
mod tests;
