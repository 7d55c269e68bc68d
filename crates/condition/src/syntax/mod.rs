//! Text to tokens to tree, and back to the same bytes.

pub mod ast;
mod comparison;
pub mod format;
mod leaf;
pub mod lexer;
mod operand;
pub(crate) mod parser;
pub(crate) mod placeholder;
pub mod print;
mod quoted;
pub mod token;

pub use parser::parse;
