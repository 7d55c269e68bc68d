//! Text to tokens to tree, and back to the same bytes.

pub mod ast;
mod attribute_token;
mod comparison;
pub mod format;
mod leaf;
pub mod lexer;
mod operand;
pub(crate) mod parser;
pub(crate) mod placeholder;
pub mod print;
mod quoted;
mod recovery;
pub mod token;

#[cfg(test)]
mod mistakes_tests;

pub use parser::parse;
