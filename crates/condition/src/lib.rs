//! The Azure role assignment condition language: parse, print, build, evaluate, lint, decide.
//!
//! Pure: no file, clock, network or environment is touched here; callers pass plain values.
#![warn(missing_docs)]

pub mod builder;
pub mod catalog;
pub mod decide;
pub mod delegation;
pub mod diagnostic;
pub mod eval;
pub mod explain;
pub mod facts;
pub mod guid;
pub mod lint;
#[cfg(test)]
mod sample;
pub mod span;
pub mod syntax;
pub mod words;

pub use syntax::parse;
