//! Conditions as forms: ready templates, and the visual model of any text with edits of single parts.
//!
//! Everything here reads a parsed condition and answers with values or text edits; nothing keeps a state.

mod alike;
pub mod edit;
pub mod model;
mod outline;
mod recognise;
pub mod templates;
pub(crate) mod titles;
mod view;

pub use edit::edit;
pub use model::model;
