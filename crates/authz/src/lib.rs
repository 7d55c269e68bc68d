//! The vocabulary of Azure authorization, what is known without asking Azure, and the rules: who may do what and
//! because of what, what locks and guards stand in the way of, which elevations there were.
//!
//! Pure: plain values in, plain values out. The condition language itself is `rolewright-condition`; writing
//! an intent down in another language is `rolewright-iac`.
#![warn(missing_docs)]

pub mod access;
pub mod diff;
pub mod directory;
pub mod elevation;
pub mod filter;
pub mod guards;
pub mod hierarchy;
pub mod intent;
pub mod locks;
pub mod permissions;
pub mod principal;
pub mod privilege;
pub mod records;
pub mod roles;
#[cfg(test)]
mod sample;
pub mod scope;
pub mod scope_path;
