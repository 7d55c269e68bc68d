//! The text does not follow the grammar.
//!
//! ### What it does
//! Reports every place where the text cannot be read: brackets or quotes that are never closed, an expression
//! without an operator or a value, a missing comma, keywords in another casing, and more than one action in
//! one `ActionMatches{…}`.
//!
//! ### Why it is bad
//! Azure refuses such a condition with "The given role assignment condition is invalid" and never says where.
//! Several actions in one `ActionMatches` are not documented; nothing says how Azure reads them.
//!
//! ### Example
//! ```text
//! (@Resource[Microsoft.Storage/storageAccounts:name StringEquals 'contoso')
//! ```
//!
//! ### Use instead
//! ```text
//! (@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'contoso')
//! ```
//!
//! ### Fix safety
//! Closing an attribute, quotes of the wrong kind and the casing of keywords are safe. Where a bracket or a
//! quote belongs is a guess, so those fixes are unsafe.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::{Expr, ExprKind};

pub(crate) const RULE: Rule = Rule {
    code: "L01",
    name: "syntax-error",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

/// The parser reports what it cannot read; this adds what it can read but Azure does not document.
fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(root) = &subject.condition.root else { return };
    root.walk(&mut |expr: &Expr| {
        let (name, values) = match &expr.kind {
            ExprKind::ActionMatches(values) => ("ActionMatches", values),
            ExprKind::SubOperationMatches(values) => ("SubOperationMatches", values),
            _ => return,
        };
        if values.len() > 1 {
            let split: Vec<String> = values.iter().map(|v| format!("{name}{{'{}'}}", v.value)).collect();
            findings.add(
                Finding::new(expr.span, format!("`{name}` with more than one name is not documented"))
                    .severity(Severity::Warning)
                    .help("write one test per name, joined with `OR`")
                    .unsafe_fix(
                        "write one test per name",
                        vec![replace(expr.span, format!("({})", split.join(" OR ")))],
                    ),
            );
        }
    });
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("!(ActionMatches{'a/b'}) OR (@Resource[a:b] StringEquals 'x')")
        .fail("@Resource[a:b StringEquals 'x'", &["@Resource[a:b] StringEquals 'x'"])
        .fail("(Exists @Request[a]", &["(Exists @Request[a])"])
        .fail("Exists @Request[a] and Exists @Request[b]", &["Exists @Request[a] AND Exists @Request[b]"])
        .fail("!(ActionMatches{'a', 'b'})", &["!((ActionMatches{'a'} OR ActionMatches{'b'}))"])
        .fail("", &[])
}
