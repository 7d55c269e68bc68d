//! The action that stands for all of them on some accounts is left open.
//!
//! ### What it does
//! Reports a clause for blob actions on a role that grants `runAsSuperUser/action` where no clause targets
//! that action.
//!
//! ### Why it is bad
//! On accounts with a hierarchical namespace an owner works through `runAsSuperUser/action`, which is a
//! permission for all operations. A condition that does not name it does not limit an owner there.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'uploads'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/runAsSuperUser/action'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'uploads'))
//! ```
//!
//! ### Fix safety
//! Unsafe: it refuses what is allowed today.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::edits::also_target;
use crate::lint::findings::{Finding, Findings};
use crate::lint::role::grants;
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L16",
    name: "missing-super-user-action",
    severity: Severity::Warning,
    needs: Need::Role,
    reach: Reach::Whole,
    check,
};

const SUPER_USER: &str =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/runAsSuperUser/action";
const BLOB_ACTIONS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.targets(SUPER_USER) {
        return;
    }
    let of_blobs = |action: &str| {
        action.get(..BLOB_ACTIONS.len()).is_some_and(|head| head.eq_ignore_ascii_case(BLOB_ACTIONS))
    };
    for clause in &subject.clauses {
        let Some(target) = clause.targets.iter().rev().find(|t| of_blobs(&t.action.value)) else { continue };
        let Some(role) = subject.context.role else { return findings.not_checked() };
        if !grants(role, SUPER_USER) {
            return;
        }
        findings.add(
            Finding::new(
                target.test.span,
                format!("`{}` grants `runAsSuperUser/action`, which stays unlimited", role.name),
            )
            .help("with a hierarchical namespace it allows every operation; target it in this clause")
            .unsafe_fix("target `runAsSuperUser/action` as well", also_target(subject, target, SUPER_USER)),
        );
        return;
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{blobs, clause, on_role};
    let body = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'x'";
    let read = clause(&blobs("read"), body);
    let both = format!(
        "((!(ActionMatches{{'{}'}}) AND !(ActionMatches{{'{SUPER_USER}'}})) OR ({body}))",
        blobs("read")
    );
    crate::lint::cases::Cases::default()
        .with(on_role("Storage Blob Data Reader"))
        .pass(&read)
        .with(on_role("Storage Blob Data Owner"))
        .pass(&both)
        .pass(body)
        .fail(&read, &[&both])
}
