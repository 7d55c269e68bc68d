//! A principal type compared with regard to case, or with a type that does not exist.
//!
//! ### What it does
//! Reports `PrincipalType` compared by an operator without `IgnoreCase`, and values other than `User`,
//! `Group` and `ServicePrincipal`.
//!
//! ### Why it is bad
//! The portal compares principal types without regard to case, and so do Azure's samples. A value that is no
//! type never matches; managed identities count as `ServicePrincipal`.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'ManagedIdentity'
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'
//! ```
//!
//! ### Fix safety
//! Ignoring case is safe. Replacing a value is unsafe.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, PRINCIPAL_TYPE, is};
use crate::lint::edits::{operator, replace};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::rules::case_sensitive_resource_id::ignoring_case;
use crate::lint::subject::{Subject, texts};
use crate::syntax::ast::Relation;
use crate::words::nearest;

pub(crate) const RULE: Rule = Rule {
    code: "L31",
    name: "principal-type-mismatch",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

const TYPES: [&str; 3] = ["User", "Group", "ServicePrincipal"];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, comparison) in subject.comparisons() {
        let left = attributes::of(&comparison.left).filter(|a| is(a, PRINCIPAL_TYPE));
        if left.is_none() {
            continue;
        }
        if let Some(instead) = comparison.operator.base.and_then(ignoring_case) {
            let name = instead.as_str();
            findings.add(
                Finding::new(comparison.operator.span, "principal types are compared with regard to case")
                    .help(format!("use `{name}`, as the portal does"))
                    .safe_fix(
                        format!("use `{name}`"),
                        vec![operator(&comparison.operator, comparison.operator.quantifier, instead)],
                    ),
            );
        }
        if comparison.operator.base.is_some_and(|b| b.relation() != Relation::Equals) {
            continue;
        }
        for (span, value) in texts(&comparison.right) {
            if TYPES.iter().any(|t| t.eq_ignore_ascii_case(value)) {
                continue;
            }
            let managed = value.to_ascii_lowercase().contains("managed");
            let best = if managed { Some("ServicePrincipal") } else { nearest(value, TYPES.into_iter()) };
            let mut finding = Finding::new(span, format!("`{value}` is no principal type")).help(
                "conditions know `User`, `Group` and `ServicePrincipal`; managed identities are the last",
            );
            if let Some(best) = best {
                finding =
                    finding.unsafe_fix(format!("write `{best}`"), vec![replace(span, format!("'{best}'"))]);
            }
            findings.add(finding);
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let test = |rest: &str| format!("@Request[{PRINCIPAL_TYPE}] {rest}");
    crate::lint::cases::Cases::default()
        .pass(test("ForAnyOfAnyValues:StringEqualsIgnoreCase {'user', 'Group'}"))
        .pass(test("StringEqualsIgnoreCase '${var.type}'"))
        .fail(test("StringEquals 'User'"), &[&test("StringEqualsIgnoreCase 'User'")])
        .fail(test("StringEqualsIgnoreCase 'Users'"), &[&test("StringEqualsIgnoreCase 'User'")])
        .fail(
            test("StringEqualsIgnoreCase 'ManagedIdentity'"),
            &[&test("StringEqualsIgnoreCase 'ServicePrincipal'")],
        )
        .fail(test("StringEqualsIgnoreCase 'Robot'"), &[])
}
