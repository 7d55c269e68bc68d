//! The types that cross to the webview and to JSON output. Mirrors of the core types, converted here by
//! full destructuring, so that a new field in the core breaks the build at the boundary.

pub mod access;
pub mod annotations;
pub mod conditions;
pub mod desk;
pub mod drafts;
pub mod error;
pub mod model;
pub mod overview;
pub mod progress;
pub mod scopes;
pub mod session;
pub mod settings;
pub mod snapshots;
pub mod tables;
