//! An attribute of a role assignment is taken from where it never is.
//!
//! ### What it does
//! Reports `@Request[Microsoft.Authorization/roleAssignments:…]` in a clause for
//! `Microsoft.Authorization/roleAssignments/delete`, and `@Resource[…]` in one for `…/write`.
//!
//! ### Why it is bad
//! A role assignment that is being created is described by the request, one that is being deleted by the
//! resource. From the other source the attribute is always absent, the comparison never holds, and the action
//! is never allowed. A clause for both actions cannot use either source.
//!
//! ### Example
//! ```text
//! !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User')
//! ```
//!
//! ### Use instead
//! ```text
//! !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}) OR (@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User')
//! ```
//!
//! ### Fix safety
//! Unsafe: it is what the clause was written for, but it allows what is refused today. A clause for both
//! actions has no fix; write one clause for each.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{DELETE, WRITE, of_role_assignment};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L12",
    name: "wrong-attribute-source",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.condition.has_errors() {
        return;
    }
    for (at, attribute) in subject.attributes().filter(|(_, a)| of_role_assignment(a)) {
        let (Some(source), Some(clause)) = (attribute.source, subject.clause_of(at)) else { continue };
        let absent_for = match source {
            Source::Request => DELETE,
            Source::Resource => WRITE,
            Source::Principal | Source::Environment => continue,
        };
        if !clause.targets(absent_for) {
            continue;
        }
        let (other, present_for) = match source {
            Source::Request => (Source::Resource, WRITE),
            _ => (Source::Request, DELETE),
        };
        let action = absent_for.rsplit('/').next().unwrap_or(absent_for);
        let (here, there) = (source.as_str(), other.as_str());
        let mut finding = Finding::new(
            attribute.span,
            format!("`@{here}` has no role assignment attributes when the action is `{action}`"),
        );
        if clause.targets(present_for) {
            finding = finding
                .help("write one clause for each action: `@Request` for `write`, `@Resource` for `delete`");
        } else {
            finding = finding
                .help(format!("the comparison never holds; `@{there}` has the attribute"))
                .unsafe_fix(format!("use `@{there}`"), vec![replace(attribute.source_span, there)]);
        }
        // Another alternative may still allow the action.
        if at.under_or || at.under_not {
            finding = finding.severity(Severity::Warning);
        }
        findings.add(finding);
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::clause;
    let body = |source: &str| {
        format!(
            "@{source}[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'"
        )
    };
    let good = format!("{} AND {}", clause(WRITE, &body("Request")), clause(DELETE, &body("Resource")));
    crate::lint::cases::Cases::default()
        .pass(&good)
        .pass(body("Request"))
        .pass(clause("Microsoft.Authorization/roleDefinitions/*", &body("Resource")))
        .fail(clause(DELETE, &body("Request")), &[&clause(DELETE, &body("Resource"))])
        .fail(clause(WRITE, &body("Resource")), &[&clause(WRITE, &body("Request"))])
        .fail(clause("Microsoft.Authorization/roleAssignments/*", &body("Request")), &[])
}
