//! What Rolewright keeps on disk: one SQLite file with drafts, their history, and settings.
//!
//! Times are milliseconds since 1970 and are passed in; nothing here reads a clock. Contents are opaque JSON
//! with the text beside it. What a draft means is not here.
#![warn(missing_docs)]

mod database;
pub mod drafts;
mod error;
pub mod settings;
mod tables;

pub use database::Database;
pub use error::StoreError;
