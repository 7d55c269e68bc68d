//! A list that no value can match.
//!
//! ### What it does
//! Reports `ForAnyOfAllValues` or `ForAllOfAllValues` with an Equals-operator and two or more different
//! values, on an attribute that has one value.
//!
//! ### Why it is bad
//! It asks whether the value equals *every* member of the list. No value equals two different ones, so the
//! comparison is always false and the action is never allowed.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAllValues:StringEqualsIgnoreCase {'User', 'Group'}
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}
//! ```
//!
//! ### Fix safety
//! Unsafe: it allows what is refused today.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#cross-product-comparison-operators>

use crate::diagnostic::Severity;
use crate::lint::edits;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Meaning, list_test};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L10",
    name: "always-false-list",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let Some(test) = list_test(comparison) else { continue };
        if test.meaning() != Some(Meaning::AlwaysFalse) {
            continue;
        }
        let other = test.other.as_str();
        findings.add(
            Finding::new(at.expr.span, "this list matches nothing: no value equals all of its members")
                .help(format!("`{other}:{}` holds for each of them", test.base.as_str()))
                .unsafe_fix(
                    format!("use `{other}`"),
                    vec![edits::operator(&comparison.operator, Some(test.other), test.base)],
                ),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("@Resource[a:b] ForAnyOfAnyValues:StringEquals {'a', 'b'}")
        .pass("@Resource[a:b] ForAllOfAllValues:StringEquals {'a'}")
        .pass("@Resource[a:b] ForAnyOfAllValues:StringEqualsIgnoreCase {'a', 'A'}")
        .pass("@Request[a/tags&$keys$&] ForAnyOfAllValues:StringEquals {'a', 'b'}")
        .pass("@Resource[a:b] ForAnyOfAllValues:StringLike {'a*', '*b'}")
        .fail(
            "@Resource[a:b] ForAnyOfAllValues:StringEquals {'a', 'b'}",
            &["@Resource[a:b] ForAnyOfAnyValues:StringEquals {'a', 'b'}"],
        )
        .fail(
            "@Resource[a:b] ForAllOfAllValues:NumericEquals {1, 2}",
            &["@Resource[a:b] ForAnyOfAnyValues:NumericEquals {1, 2}"],
        )
}
