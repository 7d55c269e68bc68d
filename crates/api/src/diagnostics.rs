//! Problems and fixes for the wire.

use rolewright_condition::diagnostic::{
    self as core, Applicability as CoreApplicability, Severity as CoreSeverity,
};
use rolewright_condition::lint;
use rolewright_condition::span::Span as CoreSpan;

use crate::wire::conditions::{Applicability, Diagnostic, Fix, NotChecked, Severity, Span, TextEdit};

/// A problem, its places turned by `place`.
pub(crate) fn diagnostic(problem: core::Diagnostic, place: &dyn Fn(CoreSpan) -> Span) -> Diagnostic {
    let core::Diagnostic { code, rule, severity, message, help, span, fixes } = problem;
    Diagnostic {
        code: code.to_owned(),
        rule: rule.to_owned(),
        severity: match severity {
            CoreSeverity::Info => Severity::Info,
            CoreSeverity::Warning => Severity::Warning,
            CoreSeverity::Error => Severity::Error,
        },
        message,
        help,
        span: place(span),
        fixes: fixes.into_iter().map(|f| fix(f, place)).collect(),
    }
}

fn fix(fix: core::Fix, place: &dyn Fn(CoreSpan) -> Span) -> Fix {
    let core::Fix { title, applicability, edits } = fix;
    Fix {
        title,
        applicability: match applicability {
            CoreApplicability::Safe => Applicability::Safe,
            CoreApplicability::Unsafe => Applicability::Unsafe,
            CoreApplicability::ShowOnly => Applicability::ShowOnly,
        },
        edits: edits.into_iter().map(|e| text_edit(e, place)).collect(),
    }
}

pub(crate) fn text_edit(edit: core::TextEdit, place: &dyn Fn(CoreSpan) -> Span) -> TextEdit {
    let core::TextEdit { span, replacement } = edit;
    TextEdit { span: place(span), replacement }
}

pub(crate) fn not_checked(rule: lint::NotChecked) -> NotChecked {
    let lint::NotChecked { code, rule, needs } = rule;
    NotChecked { code: code.to_owned(), rule: rule.to_owned(), needs: needs.to_owned() }
}
