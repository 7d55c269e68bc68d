//! Another layout of the same condition.

use rolewright_condition::parse;
use rolewright_condition::syntax::format::{Layout, format};
use rolewright_condition::syntax::print::print;

use crate::wire::conditions::{ConditionText, FormatRequest};
use crate::wire::error::ApiError;

/// Lays a condition out as the portal does, or on one line.
///
/// # Errors
/// When the text is not understood: what cannot be read is not moved about.
pub fn format_condition(request: &FormatRequest) -> Result<ConditionText, ApiError> {
    let layout = if request.single_line { Layout::SingleLine } else { Layout::Portal };
    match format(&parse(&request.text), layout) {
        Some(text) => Ok(ConditionText { text }),
        None => Err(ApiError::invalid("the condition has errors, so its layout is left as it is")
            .with_hint("mend the errors first; checking the condition lists them")),
    }
}

/// Parses a condition and prints its tree back: the same bytes, whatever they are.
#[must_use]
pub fn print_condition(text: &str) -> String {
    print(&parse(text))
}
