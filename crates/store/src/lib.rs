//! What Rolewright keeps on disk: one SQLite file with drafts and their history, settings, and snapshots of
//! tenants.
//!
//! Our times are milliseconds since 1970 and are passed in; nothing here reads a clock. A draft's content is
//! opaque JSON with the text beside it; what a draft means is not here.
//!
//! Snapshots: [`pull`] writes one, [`snapshots`] lists them with what could not be read, [`access`] answers
//! everything about role assignments.
#![warn(missing_docs)]

pub mod access;
pub mod annotations;
mod bulk;
mod database;
mod deletion;
mod dictionary;
pub mod diff;
pub mod drafts;
mod error;
mod known;
pub mod memberships;
pub mod new_file;
pub mod object;
pub mod overview;
pub mod pull;
pub mod records;
#[cfg(test)]
#[path = "../benches/tenant.rs"]
pub(crate) mod sample;
pub mod search;
pub mod settings;
pub mod snapshots;
pub mod summaries;
#[cfg(test)]
mod survival_tests;
mod tables;
pub mod transfer;
pub mod views;
mod writer;

pub use database::Database;
pub use error::StoreError;
