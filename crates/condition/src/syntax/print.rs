//! Tree back to text.

use crate::syntax::ast::Condition;

/// Prints a parsed condition: the same bytes that were parsed, whatever they were.
#[must_use]
pub fn print(condition: &Condition) -> String {
    let mut text = String::with_capacity(condition.text.len());
    for token in &condition.tokens {
        text.push_str(token.span.of(&condition.text));
    }
    text
}
