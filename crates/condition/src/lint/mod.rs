//! What is questionable about a condition, beyond its grammar: rules `L01` to `L45`, one file each in
//! `rules`.
//!
//! A rule is a function over a `Subject`, which walks the tree once for all of them. What a rule needs to
//! know of the tenant comes in the [`Context`]; a rule that lacks it says so instead of guessing. What Azure
//! decides for a request is not asked here (see `eval`), nor whether two conditions agree (`decide`).

mod attributes;
mod context;
mod edits;
mod findings;
mod lists;
mod manual;
mod role;
mod rule;
mod rules;
mod subject;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod registry_tests;

pub use context::{Context, StorageAccountFacts};
pub use findings::{NotChecked, Report};
pub use manual::manual;

use crate::diagnostic::Severity;
use crate::span::Span;
use crate::syntax::ast::{Condition, Dialect};
use findings::Findings;
use rule::Reach;
use rules::ALL;
use subject::Subject;

/// Runs every rule over a parsed condition. The parser's own diagnostics are part of the report.
#[must_use]
pub fn lint(condition: &Condition, context: &Context<'_>) -> Report {
    let mut report = Report::default();
    let subject = Subject::new(condition, context);
    let broken = condition.has_errors();
    // A part that could not be read may hold anything, so nothing is said about the whole.
    let whole = !broken && !subject.has_unknown_part;
    let run = |wanted: &[Reach], report: &mut Report| {
        for rule in ALL.iter().filter(|r| wanted.contains(&r.reach)) {
            (rule.check)(&subject, &mut Findings::new(rule, report));
        }
    };
    if condition.dialect != Dialect::V1 {
        run(&[Reach::Part], &mut report);
        if whole {
            run(&[Reach::Whole], &mut report);
        }
    }
    if broken {
        beside_errors(condition, &mut report);
    }
    run(&[Reach::Text], &mut report);
    report.diagnostics.extend(condition.diagnostics.iter().cloned());
    report.diagnostics.sort_by_key(|d| (d.span.start, d.span.end, d.code));
    report.not_checked.sort_by_key(|n| n.code);
    report
}

/// In a text with syntax errors: leaves out what such an error may have caused, and the fixes of the rest,
/// because what a fix makes of a text that is not understood cannot be foreseen.
fn beside_errors(condition: &Condition, report: &mut Report) {
    let errors: Vec<Span> =
        condition.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.span).collect();
    let caused = |at: Span, error: Span| {
        let touches = error.start <= at.end && at.start <= error.end;
        let overlaps = error.start < at.end && at.start < error.end;
        overlaps || touches && error.is_empty()
    };
    report.diagnostics.retain(|d| !errors.iter().any(|e| caused(d.span, *e)));
    for diagnostic in &mut report.diagnostics {
        diagnostic.fixes.clear();
    }
}
