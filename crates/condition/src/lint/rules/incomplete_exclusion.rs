//! An exclusion of roles that future roles are not on.
//!
//! ### What it does
//! Points out where roles to assign are limited by a list of excluded ids.
//!
//! ### Why it is bad
//! The list names the privileged roles of today. A custom role, or a new built-in one, that can assign roles
//! is not on it and stays allowed.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}
//! ```
//!
//! ### Fix safety
//! Shown only: a list of roles to allow takes the place of the exclusion, and which roles those are is for a
//! person to fill in.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-portal>

use crate::diagnostic::Severity;
use crate::lint::attributes::{ROLE_ID, is};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Meaning, list_test};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L33",
    name: "incomplete-exclusion",
    severity: Severity::Info,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let Some(test) = list_test(comparison).filter(|t| is(t.attribute, ROLE_ID)) else { continue };
        let excludes = match test.meaning() {
            Some(Meaning::NoneOf) => !at.under_not,
            Some(Meaning::OneOf) => at.under_not,
            _ => false,
        };
        if excludes && test.attribute.source == Some(Source::Request) {
            let mut finding = Finding::new(
                at.expr.span,
                "roles that are not on this list can be assigned, custom and future ones included",
            )
            .help("a list of the roles to allow stays right when roles are added");
            if !at.under_not {
                let allowed = "ForAnyOfAnyValues:GuidEquals {<ids of the roles to allow>}";
                let rest = comparison.operator.span.to(comparison.right.span());
                finding = finding.shown_fix("list the roles to allow", vec![replace(rest, allowed)]);
            }
            findings.add(finding);
            return;
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{OWNER, READER};
    crate::lint::cases::Cases::default()
        .pass(format!("@Request[{ROLE_ID}] ForAnyOfAnyValues:GuidEquals {{{READER}}}"))
        .pass(format!("@Request[{ROLE_ID}] ForAnyOfAnyValues:GuidNotEquals {{{READER}, {OWNER}}}"))
        .fail(
            format!("@Request[{ROLE_ID}] ForAnyOfAllValues:GuidNotEquals {{{READER}, {OWNER}}}"),
            &[&format!("@Request[{ROLE_ID}] ForAnyOfAnyValues:GuidEquals {{<ids of the roles to allow>}}")],
        )
        .fail(format!("NOT @Request[{ROLE_ID}] GuidEquals {OWNER}"), &[])
}
