//! A condition that names no action.
//!
//! ### What it does
//! Points out an expression that stands outside every clause, and so applies to every action of the role.
//!
//! ### Why it is bad
//! Actions that lack the attribute are refused, whatever the values. The portal shows such a condition with
//! "No actions selected".
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'logs/*'
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'logs/*'))
//! ```
//!
//! ### Fix safety
//! No fix: which actions are meant is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L45",
    name: "unguarded-expression",
    severity: Severity::Info,
    needs: Need::Nothing,
    reach: Reach::Whole,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A test of the action somewhere else makes it more than a bare expression.
    if !subject.stray_tests.is_empty() {
        return;
    }
    if let Some(bare) = subject.uses.iter().find(|u| u.clause.is_none()) {
        findings.add(Finding::new(bare.expr.span, "this applies to every action of the role").help(
            "actions whose requests lack the attribute are refused; name the actions with `ActionMatches`",
        ));
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{blobs, clause};
    let body = "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'";
    crate::lint::cases::Cases::default()
        .pass(clause(&blobs("read"), body))
        .pass(format!("!(ActionMatches{{'{}'}})", blobs("read")))
        .pass(format!("ActionMatches{{'{}'}} AND {body}", blobs("read")))
        .fail(body, &[])
        .fail(format!("{body} AND {}", clause(&blobs("read"), body)), &[])
}
