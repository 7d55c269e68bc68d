//! Another assignment grants the same without a condition.
//!
//! ### What it does
//! Reports a clause for an action that the same principal is granted by another assignment without a
//! condition.
//!
//! ### Why it is bad
//! Access is granted if any assignment grants it. A condition narrows only its own assignment, so this one
//! has no effect for that action.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (…)), beside an assignment of Owner
//! ```
//!
//! ### Use instead
//! The same condition, once the other assignment is removed or limited as well.
//!
//! ### Fix safety
//! No fix: which assignment is wrong is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::facts::action_matches;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L40",
    name: "bypassed-by-other-assignment",
    severity: Severity::Info,
    needs: Need::OtherAssignments,
    reach: Reach::Whole,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for target in subject.clauses.iter().flat_map(|c| &c.targets) {
        let Some(granted) = subject.context.granted_elsewhere else { return findings.not_checked() };
        let action = target.action.value.as_str();
        // A pattern is covered by a pattern at least as wide.
        if granted.iter().any(|pattern| action_matches(pattern, action)) {
            findings.add(
                Finding::new(
                    target.action.span,
                    format!("another assignment grants `{action}` without a condition"),
                )
                .help("this clause has no effect until that assignment is removed or limited"),
            );
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::WRITE;
    use crate::lint::cases::clause;
    use crate::lint::context::Context;
    use std::sync::LazyLock;
    static GRANTED: LazyLock<Vec<String>> = LazyLock::new(|| vec!["Microsoft.Authorization/*".into()]);
    let body =
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'";
    crate::lint::cases::Cases::default()
        .with(Context { granted_elsewhere: Some(&GRANTED), ..Context::default() })
        .pass(clause("Microsoft.Storage/storageAccounts/read", body))
        .fail(clause(WRITE, body), &[])
}
