//! The types that cross to the webview and to JSON output. Mirrors of the core types, converted here by
//! full destructuring, so that a new field in the core breaks the build at the boundary.

pub mod conditions;
pub mod desk;
pub mod drafts;
pub mod error;
pub mod model;
pub mod settings;
