//! The manual pages of the rules.

use rolewright_condition::lint::manual;

use crate::wire::conditions::{RuleManual, RuleRequest};
use crate::wire::error::{ApiError, ErrorCode};

/// The manual page of a rule, in Markdown.
///
/// # Errors
/// When there is no such rule.
pub fn rule_manual(request: &RuleRequest) -> Result<RuleManual, ApiError> {
    let RuleRequest { code } = request;
    match manual(code) {
        Some(text) => Ok(RuleManual { text: text.to_owned() }),
        None => Err(ApiError {
            code: ErrorCode::NotFound,
            message: format!("there is no rule `{code}`"),
            hint: Some("the rules are L01 to L45".to_owned()),
        }),
    }
}
