//! The few shapes that the rules' text edits have.

use crate::diagnostic::TextEdit;
use crate::lint::subject::{Clause, Subject, Target};
use crate::span::Span;
use crate::syntax::ast::{BaseOperator, Operator, Quantifier, Set};

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
    also_negate(subject, target, &format!("!(ActionMatches{{'{action}'}})"))
}

/// The same with the suboperation that the target has.
pub(crate) fn also_target_alike(subject: &Subject<'_>, target: &Target<'_>, action: &str) -> Vec<TextEdit> {
    if target.suboperation.is_none() {
        return also_target(subject, target, action);
    }
    let text = subject.text();
    let (whole, name) = (target.negation.span, target.action.span);
    let before = Span::new(whole.start, name.start).of(text);
    let after = Span::new(name.end, whole.end).of(text);
    also_negate(subject, target, &format!("{before}'{action}'{after}"))
}

fn also_negate(subject: &Subject<'_>, target: &Target<'_>, negation: &str) -> Vec<TextEdit> {
    let span = target.negation.span;
    if target.alone_in_or {
        // Without parentheses the result would mix AND and OR.
        return around(span, "(", &format!(" AND {negation})"));
    }
    match subject.line_indent(span.start) {
        Some(indent) => vec![insert(span.end, format!("\n{indent}AND\n{indent}{negation}"))],
        None => vec![insert(span.end, format!(" AND {negation}"))],
    }
}

/// Takes one value out of a set, with the comma beside it; `None` for the only one.
pub(crate) fn without_item(set: &Set, at: usize) -> Option<TextEdit> {
    let item = set.items.get(at)?;
    match (at.checked_sub(1).and_then(|before| set.items.get(before)), set.items.get(at + 1)) {
        (Some(before), _) => Some(replace(Span::new(before.span.end, item.span.end), "")),
        (None, Some(after)) => Some(replace(Span::new(item.span.start, after.span.start), "")),
        (None, None) => None,
    }
}

/// Takes one target out of a clause's guard; `None` for the only one, or where more than AND stands between.
pub(crate) fn without_target(subject: &Subject<'_>, clause: &Clause<'_>, at: usize) -> Option<TextEdit> {
    let own = clause.targets.get(at)?.negation.span;
    let before = at.checked_sub(1).and_then(|before| clause.targets.get(before)).map(|t| t.negation.span);
    let after = clause.targets.get(at + 1).map(|t| t.negation.span);
    let (gap, edit) = match (before, after) {
        (Some(before), _) => (Span::new(before.end, own.start), Span::new(before.end, own.end)),
        (None, Some(after)) => (Span::new(own.end, after.start), Span::new(own.start, after.start)),
        (None, None) => return None,
    };
    let joined = gap.of(subject.text()).trim();
    (joined.eq_ignore_ascii_case("AND") || joined == "&&").then(|| replace(edit, ""))
}
