//! A negation over an attribute that may be absent.
//!
//! ### What it does
//! Reports a NOT above, or a Not-operator on, an attribute that a request may come without: tags, versions,
//! prefixes, metadata, attributes of the principal.
//!
//! ### Why it is bad
//! Azure does not say what the negation of a comparison with an absent attribute yields. Many expect
//! "allowed"; what is reported is that the request is refused.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Secret<$key_case_sensitive$>] StringNotEquals 'yes'
//! ```
//!
//! ### Use instead
//! ```text
//! (NOT Exists @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Secret<$key_case_sensitive$>] OR @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Secret<$key_case_sensitive$>] StringNotEquals 'yes')
//! ```
//!
//! ### Fix safety
//! Unsafe: it allows requests without the attribute, which may be refused today.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{may_be_absent, same};
use crate::lint::edits::around;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Form, Subject};
use crate::span::Span;
use crate::syntax::ast::ExprKind;

pub(crate) const RULE: Rule = Rule {
    code: "L39",
    name: "negated-absent-attribute",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut direct: Option<Vec<(Span, Span)>> = None;
    for (at, attribute) in subject.attributes() {
        let Form::Comparison(comparison) = at.form else { continue };
        let negative = comparison.operator.base.is_some_and(|b| b.negated());
        if !(at.under_not || negative) || !may_be_absent(attribute) {
            continue;
        }
        // An `Exists` beside it shows that absence was thought of.
        let considered = subject.attributes().any(|(other, a)| {
            matches!(other.form, Form::Exists(_)) && other.clause == at.clause && same(a, attribute)
        });
        if considered {
            continue;
        }
        let shown = attribute.span.of(subject.text());
        let mut finding = Finding::new(
            at.expr.span,
            format!(
                "a request may come without `{shown}`, and what the negation yields then is not documented"
            ),
        )
        .help("say what holds without it: `NOT Exists` to allow, `Exists` to refuse");
        let whole = if at.under_not {
            let negations = direct.get_or_insert_with(|| negations(subject));
            negations.iter().find(|(inner, _)| *inner == at.expr.span).map(|(_, whole)| *whole)
        } else {
            Some(at.expr.span)
        };
        if let Some(whole) = whole {
            let edits = around(whole, &format!("(NOT Exists {shown} OR "), ")");
            finding = finding.unsafe_fix("allow requests without it", edits);
        }
        findings.add(finding);
    }
}

/// Each comparison that stands directly below a NOT, with the place of both.
fn negations(subject: &Subject<'_>) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    if let Some(root) = &subject.condition.root {
        root.walk(&mut |expr| {
            if let ExprKind::Not { operand, .. } = &expr.kind {
                found.push((operand.ungrouped().span, expr.span));
            }
        });
    }
    found
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::BLOB_TAGS;
    let tag = format!("@Resource[{BLOB_TAGS}:Secret<$key_case_sensitive$>]");
    crate::lint::cases::Cases::default()
        .pass(format!("{tag} StringEquals 'yes'"))
        .pass(format!("NOT Exists {tag} OR {tag} StringNotEquals 'yes'"))
        .pass("@Resource[Microsoft.Storage/storageAccounts:name] StringNotEquals 'x'")
        .fail(
            format!("{tag} StringNotEquals 'yes'"),
            &[&format!("(NOT Exists {tag} OR {tag} StringNotEquals 'yes')")],
        )
        .fail(
            format!("NOT ({tag} StringEquals 'yes')"),
            &[&format!("(NOT Exists {tag} OR NOT ({tag} StringEquals 'yes'))")],
        )
        .fail(format!("NOT ({tag} StringEquals 'yes' AND Exists @Request[a])"), &[])
}
