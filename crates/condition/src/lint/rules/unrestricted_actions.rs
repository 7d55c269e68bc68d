//! Actions of the role that the condition does not limit.
//!
//! ### What it does
//! Lists the actions of the chosen role that no clause targets.
//!
//! ### Why it is bad
//! A condition of clauses limits the actions that they name and no others. That is often right, and often
//! overlooked.
//!
//! ### Example
//! ```text
//! On the role Storage Blob Data Contributor: ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'})) OR (…))
//! ```
//!
//! ### Use instead
//! A clause for each action that needs a limit; nothing, where the list is what was meant.
//!
//! ### Fix safety
//! No fix: this is information.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::facts::action_matches;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L19",
    name: "unrestricted-actions",
    severity: Severity::Info,
    needs: Need::Role,
    reach: Reach::Whole,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A bare expression limits every action.
    if subject.clauses.is_empty() || subject.uses.iter().any(|u| u.clause.is_none()) {
        return;
    }
    let Some(role) = subject.context.role else { return findings.not_checked() };
    let covered = |action: &str| {
        // A wildcard of the role is covered only by a pattern at least as wide.
        subject.clauses.iter().flat_map(|c| &c.targets).any(|t| action_matches(&t.action.value, action))
    };
    let mut open: Vec<&str> = Vec::new();
    for permission in &role.permissions {
        let sides = [
            (&permission.actions, &permission.not_actions),
            (&permission.data_actions, &permission.not_data_actions),
        ];
        for (granted, taken) in sides {
            open.extend(
                granted
                    .iter()
                    .map(String::as_str)
                    .filter(|a| !covered(a) && !taken.iter().any(|t| action_matches(t, a))),
            );
        }
    }
    let (Some(first), Some(clause)) = (open.first(), subject.clauses.first()) else { return };
    let listed: Vec<String> = open.iter().take(5).map(|a| format!("`{a}`")).collect();
    let more = if open.len() > listed.len() {
        format!(" and {} more", open.len() - listed.len())
    } else {
        String::new()
    };
    let message = match open.len() {
        1 => format!("`{first}` of `{}` stays unlimited, save for what the clauses name", role.name),
        n => format!("{n} actions of `{}` stay unlimited", role.name),
    };
    findings.add(
        Finding::new(clause.expr.span, message)
            .help(format!("no clause targets {}{more}", listed.join(", "))),
    );
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{blobs, clause, on_role};
    let body = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'x'";
    crate::lint::cases::Cases::default()
        .with(on_role("Storage Blob Data Reader"))
        .pass(body)
        .pass(clause("Microsoft.Storage/*", body))
        .fail(clause(&blobs("read"), body), &[])
        .with(on_role("Owner"))
        .fail(clause(&blobs("read"), body), &[])
}
