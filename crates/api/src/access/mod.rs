//! Reading a snapshot's role assignments: the table, its filter and its menus, the tree of scopes, one assignment
//! with its reasons, and taking rows away.

pub mod choices;
mod condition_words;
pub mod copy;
#[cfg(test)]
pub(crate) mod demo;
pub mod detail;
pub mod export;
mod filter;
mod history;
mod names;
pub(crate) mod opened;
pub mod page;
mod role_words;
mod row;
mod scope;
mod taken;
pub mod tree;
mod why;

pub(crate) use history::time as time_of;
pub(crate) use names::name as name_of;
pub(crate) use scope::path as path_of;

#[cfg(test)]
mod reading_tests;
