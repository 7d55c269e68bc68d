//! A condition on blobs that also refuses to list them.
//!
//! ### What it does
//! Reports a clause for `blobs/read` without `NOT SubOperationMatches{'Blob.List'}` that looks at a path, a
//! tag, a version or another attribute of a single blob.
//!
//! ### Why it is bad
//! Listing is a suboperation of the same action, and a list has none of these attributes. The clause refuses
//! every list, and tools that list before they read fail.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'logs/*'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'logs/*'))
//! ```
//!
//! ### Fix safety
//! Unsafe: it lets the principal see the names of all blobs.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples>

use crate::catalog::actions;
use crate::catalog::attributes as catalogue;
use crate::diagnostic::Severity;
use crate::lint::edits::{around, insert};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, Target};
use crate::syntax::ast::ExprKind;

pub(crate) const RULE: Rule = Rule {
    code: "L21",
    name: "blocked-listing",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

const READ: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.condition.has_errors() {
        return;
    }
    let list = actions::matching(READ, Some("Blob.List"), false);
    let read = actions::matching(READ, Some("Blob.List"), true);
    for (i, clause) in subject.clauses.iter().enumerate() {
        let plain = |t: &&Target<'_>| t.suboperation.is_none();
        let mut targets = clause.targets.iter().filter(|t| t.action.value.eq_ignore_ascii_case(READ));
        let Some(target) = targets.find(plain) else { continue };
        let of_one_blob = subject.attributes().find(|(at, a)| {
            at.clause == Some(i)
                && catalogue::find(a).is_some_and(|info| {
                    read.iter().any(|f| f.takes(info)) && !list.iter().any(|f| f.takes(info))
                })
        });
        let Some((_, attribute)) = of_one_blob else { continue };
        let addition = " AND NOT SubOperationMatches{'Blob.List'}";
        let end = target.test.span.end;
        let ExprKind::Not { operand, .. } = &target.negation.kind else { continue };
        let edits = match &operand.ungrouped().kind {
            ExprKind::ActionMatches(_) if matches!(operand.kind, ExprKind::Group(_)) => {
                vec![insert(end, addition)]
            }
            _ => around(target.test.span, "(", &format!("{addition})")),
        };
        findings.add(
            Finding::new(
                target.test.span,
                format!("listing blobs is refused as well: a list has no `{}`", attribute.base()),
            )
            .help(
                "leave lists out of this clause; they can have one of their own, with the `prefix` attribute",
            )
            .unsafe_fix("leave lists out", edits),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::{BLOB_PATH, CONTAINER};
    use crate::lint::cases::clause;
    let path = format!("@Resource[{BLOB_PATH}] StringLike 'logs/*'");
    let good =
        format!("((!(ActionMatches{{'{READ}'}} AND NOT SubOperationMatches{{'Blob.List'}})) OR ({path}))");
    crate::lint::cases::Cases::default()
        .pass(&good)
        .pass(clause(READ, &format!("@Resource[{CONTAINER}] StringEquals 'x'")))
        .fail(clause(READ, &path), &[&good])
        .fail(
            format!("!ActionMatches{{'{READ}'}} OR {path}"),
            &[&format!("!(ActionMatches{{'{READ}'}} AND NOT SubOperationMatches{{'Blob.List'}}) OR {path}")],
        )
}
