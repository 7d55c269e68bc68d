//! The few shapes that the rules' text edits have.

use crate::diagnostic::TextEdit;
use crate::lint::subject::{Subject, Target};
use crate::span::Span;
use crate::syntax::ast::{BaseOperator, Operator, Quantifier};

/// Replaces a span.
pub(crate) fn replace(span: Span, replacement: impl Into<String>) -> TextEdit {
    TextEdit { span, replacement: replacement.into() }
}

/// Inserts at a place.
pub(crate) fn insert(place: usize, text: impl Into<String>) -> TextEdit {
    TextEdit { span: Span::at(place), replacement: text.into() }
}

/// Puts text around a span.
pub(crate) fn around(span: Span, before: &str, after: &str) -> Vec<TextEdit> {
    vec![insert(span.start, before), insert(span.end, after)]
}

/// Writes another operator in place of this one.
pub(crate) fn operator(at: &Operator, quantifier: Option<Quantifier>, base: BaseOperator) -> TextEdit {
    match quantifier {
        Some(quantifier) => replace(at.span, format!("{}:{}", quantifier.as_str(), base.as_str())),
        None => replace(at.span, base.as_str()),
    }
}

/// Adds an action to the guard that a target belongs to: `!(…)` becomes `!(…) AND !(ActionMatches{'…'})`.
pub(crate) fn also_target(subject: &Subject<'_>, target: &Target<'_>, action: &str) -> Vec<TextEdit> {
    let addition = format!(" AND !(ActionMatches{{'{action}'}})");
    if target.alone_in_or {
        // Without parentheses the result would mix AND and OR.
        around(target.negation.span, "(", &format!("{addition})"))
    } else {
        let place = target.negation.span.end;
        let line = subject.line_indent(target.negation.span.start);
        match line {
            Some(indent) => {
                vec![insert(place, format!("\n{indent}AND\n{indent}!(ActionMatches{{'{action}'}})"))]
            }
            None => vec![insert(place, addition)],
        }
    }
}
