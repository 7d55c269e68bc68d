//! A way to test suboperations that Azure has replaced.
//!
//! ### What it does
//! Reports `SubOperationMatches{'Blob.Read.WithTagConditions'}` and comparisons of `@Request[subOperation]`.
//!
//! ### Why it is bad
//! Both are from the preview. The first was replaced in May 2022 by `NOT SubOperationMatches{'Blob.List'}`,
//! the second by `SubOperationMatches`. The portal shows neither in its editor.
//!
//! ### Example
//! ```text
//! !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND @Request[subOperation] StringEquals 'Blob.List') OR (…)
//! ```
//!
//! ### Use instead
//! (ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND
//! SubOperationMatches{'Blob.List'}) OR (…)
//!
//! ### Fix safety
//! Rewriting `@Request[subOperation]` is safe. Replacing the deprecated suboperation is unsafe: the new one
//! covers every read that is not a list.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, SUBOPERATION, is};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, texts};
use crate::syntax::ast::{Expr, ExprKind, Relation};

pub(crate) const RULE: Rule = Rule {
    code: "L22",
    name: "deprecated-suboperation",
    severity: Severity::Info,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

const WITH_TAGS: &str = "Blob.Read.WithTagConditions";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(root) = &subject.condition.root else { return };
    root.walk(&mut |expr| match &expr.kind {
        ExprKind::SubOperationMatches(names)
            if names.iter().any(|n| n.value.eq_ignore_ascii_case(WITH_TAGS)) =>
        {
            findings.add(
                Finding::new(expr.span, format!("suboperation `{WITH_TAGS}` is deprecated"))
                    .help("`NOT SubOperationMatches{'Blob.List'}` covers reading a blob")
                    .unsafe_fix(
                        "use `NOT SubOperationMatches{'Blob.List'}`",
                        vec![replace(expr.span, "NOT SubOperationMatches{'Blob.List'}")],
                    ),
            );
        }
        ExprKind::Comparison(_) => {
            if let Some(finding) = preview_form(expr) {
                findings.add(finding);
            }
        }
        _ => {}
    });
}

fn preview_form(expr: &Expr) -> Option<Finding> {
    let ExprKind::Comparison(comparison) = &expr.kind else { return None };
    attributes::of(&comparison.left).filter(|a| is(a, SUBOPERATION))?;
    let finding =
        Finding::new(expr.span, "`@Request[subOperation]` is the preview's way to test a suboperation")
            .help("write `SubOperationMatches{'…'}`");
    let base = comparison.operator.base.filter(|b| b.relation() == Relation::Equals);
    let names: Vec<&str> = texts(&comparison.right).map(|(_, name)| name).collect();
    Some(match (base, names.as_slice()) {
        (Some(base), [name]) => {
            let not = if base.negated() { "NOT " } else { "" };
            let test = format!("{not}SubOperationMatches{{'{name}'}}");
            finding.safe_fix(format!("write `{test}`"), vec![replace(expr.span, test)])
        }
        _ => finding,
    })
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::blobs;
    let guard = |test: &str| format!("!(ActionMatches{{'{}'}} AND {test})", blobs("read"));
    crate::lint::cases::Cases::default()
        .pass(guard("NOT SubOperationMatches{'Blob.List'}"))
        .fail(
            guard("SubOperationMatches{'Blob.Read.WithTagConditions'}"),
            &[&guard("NOT SubOperationMatches{'Blob.List'}")],
        )
        .fail(
            guard("@Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Blob.List'}"),
            &[&guard("SubOperationMatches{'Blob.List'}")],
        )
        .fail(
            guard("@Request[subOperation] StringNotEquals 'Blob.List'"),
            &[&guard("NOT SubOperationMatches{'Blob.List'}")],
        )
}
