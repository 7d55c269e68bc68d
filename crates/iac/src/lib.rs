//! Role assignments as code: one intent written down in many languages, and conditions read back out of files.
//!
//! Pure: texts in, texts out. Whether a condition is a good one is for `rolewright-condition`.
#![warn(missing_docs)]

mod export;
mod import;
mod map;

pub use export::{Exported, Format, export};
pub use import::{Assignment, Computed, Host, Import, Imported, Unreadable, import, import_file};
pub use map::SourceMap;

#[cfg(test)]
#[path = "real_tests.rs"]
mod real;
