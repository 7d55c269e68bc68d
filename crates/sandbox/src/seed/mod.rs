//! What a sandbox is filled with: everything follows from a number, so that two sandboxes of the same number hold
//! the same.

mod assignments;
pub(crate) mod conditions;
mod demo;
pub(crate) mod draw;
pub(crate) mod plant;

use jiff::Timestamp;

use crate::world::World;

/// Which contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seed {
    /// Contoso, a company with a story on every page, and its security tenant.
    Demo,
    /// One tenant with that many role assignments, up to a million and beyond.
    Assignments(usize),
}

/// The world of a seed, as it would be `now`.
#[must_use]
pub fn world(seed: &Seed, random_seed: u64, now: Timestamp) -> World {
    match seed {
        Seed::Demo => demo::world(random_seed, now),
        Seed::Assignments(count) => assignments::world(*count, random_seed, now),
    }
}
