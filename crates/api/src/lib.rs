//! What Rolewright can be asked to do: one function per user request.
//!
//! `commands` is the list and the contract with the window. Each function there has its own module here and
//! runs without a desktop; the terminal calls the same ones. The wire types are in `wire`; TypeScript is
//! generated from them into `ui/src/host/generated`.

pub mod access;
mod accounts;
pub mod analysis;
pub mod annotations;
pub mod app;
pub mod catalogue;
pub mod changes;
mod clouds;
pub mod commands;
pub mod comparison;
pub mod completion;
pub mod coverage;
pub mod demo;
pub mod desk;
mod diagnostics;
mod directory;
pub mod drafts;
pub mod edit;
mod errors;
pub mod evaluation;
pub mod export;
pub mod filter;
pub mod find;
pub mod format;
pub mod hover;
pub mod import;
pub mod manual;
mod model;
mod names;
pub mod overview;
mod places;
mod privileged;
mod pull_meter;
pub mod pull_tasks;
pub mod pulls;
mod request_words;
pub mod review;
mod running;
#[cfg(test)]
mod sample;
pub mod sandboxes;
pub mod session;
pub mod settings;
pub mod sign_in;
pub mod snapshot_list;
pub mod snapshots;
pub mod tables;
pub mod templates;
#[cfg(test)]
mod test_desk;
mod times;
pub mod transfer;
pub mod views;
pub mod wire;
