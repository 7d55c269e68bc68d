//! Text to tokens to tree, and back to the same bytes.

pub mod ast;
mod comparison;
pub mod format;
pub mod lexer;
mod parser;
mod placeholder;
pub mod print;
pub mod token;

pub use parser::{MAX_DEPTH, parse};
