//! The text and its condition version do not go together.
//!
//! ### What it does
//! Reports a `conditionVersion` other than `2.0` with text in the language of version 2.0, and says so where
//! the text itself is in the language of version 1.
//!
//! ### Why it is bad
//! Azure refuses text of version 2.0 under another version as invalid. Version-1 text still stands on a few
//! old built-in roles; it is a language of its own and cannot be edited here.
//!
//! ### Example
//! ```json
//! { "condition": "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'contoso'", "conditionVersion": "1.0" }
//! ```
//!
//! ### Use instead
//! ```json
//! { "condition": "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'contoso'", "conditionVersion": "2.0" }
//! ```
//!
//! ### Fix safety
//! No fix: the version stands beside the text, not in it.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>

use crate::diagnostic::Severity;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::span::Span;
use crate::syntax::ast::Dialect;

pub(crate) const RULE: Rule = Rule {
    code: "L04",
    name: "wrong-condition-version",
    severity: Severity::Error,
    needs: Need::Version,
    reach: Reach::Text,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let whole = Span::new(0, subject.text().len());
    if subject.condition.dialect == Dialect::V1 {
        findings.add(
            Finding::new(whole, "this is version-1 text, which can be read only")
                .severity(Severity::Info)
                .help("Azure keeps it on old built-in roles; new conditions are written in version 2.0"),
        );
        return;
    }
    match subject.context.version {
        None => findings.not_checked(),
        Some("2.0") => {}
        Some(version) => findings.add(
            Finding::new(whole, format!("the condition version is `{version}`, the text is of version 2.0"))
                .help("give `2.0` as the condition version"),
        ),
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::context::Context;
    let version = |version| Context { version: Some(version), ..Context::default() };
    crate::lint::cases::Cases::default()
        .pass("Exists @Request[a]")
        .with(version("2.0"))
        .pass("Exists @Request[a]")
        .with(version("1.0"))
        .fail("Exists @Request[a]", &[])
        .fail("(@Subject.Application == 'x')", &[])
}
