//! The vocabulary of Azure authorization, and what is known without asking Azure.
//!
//! Pure: plain values in, plain values out. The condition language itself is `rolewright-condition`; writing
//! an intent down in another language is `rolewright-iac`.
#![warn(missing_docs)]

pub mod diff;
pub mod directory;
pub mod intent;
pub mod principal;
pub mod privilege;
pub mod records;
pub mod roles;
pub mod scope;
pub mod scope_path;
