//! What is questionable about a condition, beyond its grammar: rules `L01` to `L45`, one file each in `rules`.
//!
//! A rule is a function over the [`subject::Subject`], which walks the tree once for all of them. What a rule
//! needs to know of the tenant comes in the [`Context`]; a rule that lacks it says so instead of guessing.
//! What Azure decides for a request is not asked here (see `eval`), nor whether two conditions agree (`decide`).

mod attributes;
mod context;
mod edits;
mod findings;
mod lists;
mod manual;
mod rule;
mod rules;
mod subject;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod registry_tests;

pub use context::{Context, StorageAccountFacts};
pub use findings::{NotChecked, Report};
pub use manual::manual;
pub use rule::{Need, Rule};
pub use rules::ALL;

use crate::syntax::ast::{Condition, Dialect};
use findings::Findings;
use rule::Reach;
use subject::Subject;

/// Runs every rule over a parsed condition. The parser's own diagnostics are part of the report.
#[must_use]
pub fn lint(condition: &Condition, context: &Context<'_>) -> Report {
    let mut report = Report { diagnostics: condition.diagnostics.clone(), not_checked: Vec::new() };
    let subject = Subject::new(condition, context);
    // A part that could not be read may hold anything, so nothing is said about the whole.
    let whole = !condition.has_errors() && !subject.has_unknown_part;
    for rule in &ALL {
        let runs = match rule.reach {
            Reach::Text => true,
            Reach::Part => condition.dialect != Dialect::V1,
            Reach::Whole => condition.dialect != Dialect::V1 && whole,
        };
        if runs {
            (rule.check)(&subject, &mut Findings::new(rule, &mut report));
        }
    }
    report.diagnostics.sort_by_key(|d| (d.span.start, d.span.end, d.code));
    report
}
