//! A clause for an action that the role does not grant.
//!
//! ### What it does
//! Reports an `ActionMatches` whose action the chosen role does not grant.
//!
//! ### Why it is bad
//! The clause never matters: the role refuses the action anyway. Usually the action is misspelled, or the
//! condition was written for another role.
//!
//! ### Example
//! ```text
//! On the role Reader: ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (…))
//! ```
//!
//! ### Use instead
//! Choose a role that grants the action, or leave the clause out.
//!
//! ### Fix safety
//! No fix: whether the role or the clause is wrong is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/role-based-access-control/role-definitions>

use crate::catalog::actions;
use crate::diagnostic::Severity;
use crate::facts::action_matches;
use crate::lint::findings::{Finding, Findings};
use crate::lint::role::grants;
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L18",
    name: "ungranted-action",
    severity: Severity::Warning,
    needs: Need::Role,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for target in subject.clauses.iter().flat_map(|c| &c.targets) {
        let Some(role) = subject.context.role else { return findings.not_checked() };
        let pattern = target.action.value.as_str();
        let granted = if pattern.contains('*') {
            let mut known = actions::all().iter().filter(|a| action_matches(pattern, a.action)).peekable();
            // Of actions not in the catalogue nothing is known.
            known.peek().is_none() || known.any(|a| grants(role, a.action))
        } else {
            grants(role, pattern)
        };
        if !granted {
            findings.add(
                Finding::new(target.action.span, format!("`{}` does not grant `{pattern}`", role.name))
                    .help("this part of the clause never matters; check the spelling and the role"),
            );
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{blobs, clause, on_role};
    let body = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'x'";
    crate::lint::cases::Cases::default()
        .with(on_role("Storage Blob Data Reader"))
        .pass(clause(&blobs("read"), body))
        .pass(clause(&blobs("*"), body))
        .pass(clause("Contoso.Unknown/*", body))
        .fail(clause(&blobs("write"), body), &[])
        .fail(clause("Microsoft.Authorization/roleAssignments/*", body), &[])
}
