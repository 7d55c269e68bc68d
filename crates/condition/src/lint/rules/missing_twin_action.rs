//! One of two actions with the same effect is left open.
//!
//! ### What it does
//! Reports a clause for `blobs/write` without `blobs/add/action`, or the reverse, and the same for queue
//! messages, where the role grants both.
//!
//! ### Why it is bad
//! A blob can be created through either action, and a message put through either. What one clause forbids is
//! done through the other action.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'uploads'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'uploads'))
//! ```
//!
//! ### Fix safety
//! Unsafe: it refuses what is allowed today.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-security>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::lint::edits::also_target_alike;
use crate::lint::findings::{Finding, Findings};
use crate::lint::role::grants;
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L15",
    name: "missing-twin-action",
    severity: Severity::Warning,
    needs: Need::Role,
    reach: Reach::Whole,
    check,
};

/// Actions with the same effect.
/// Azure: <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-security>
const TWINS: [(&str, &str); 2] = [
    (
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
    ),
    (
        "Microsoft.Storage/storageAccounts/queueServices/queues/messages/write",
        "Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action",
    ),
];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (named, twin) in TWINS.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
        if subject.targets(twin) {
            continue;
        }
        // Setting a tier is not creating a blob.
        let creates = |name: Option<&str>| !name.is_some_and(|n| n.eq_ignore_ascii_case("Blob.Write.Tier"));
        let targets = subject.clauses.iter().flat_map(|c| &c.targets);
        let Some(target) = targets
            .into_iter()
            .find(|t| t.covers(named) && creates(t.suboperation.filter(|s| !s.negated).map(|s| s.name)))
        else {
            continue;
        };
        let Some(role) = subject.context.role else { return findings.not_checked() };
        if !grants(role, named) || !grants(role, twin) {
            continue;
        }
        let (this, other) = (tail(named), tail(twin));
        findings.add(
            Finding::new(
                target.test.span,
                format!("`{this}` is limited, `{other}` with the same effect is not"),
            )
            .help("target both actions in this clause")
            .unsafe_fix(format!("target `{other}` as well"), also_target_alike(subject, target, twin)),
        );
    }
}

/// The last words of an action: `blobs/add/action`.
fn tail(action: &str) -> &str {
    ["blobs/", "messages/"]
        .iter()
        .find_map(|w| action.find(w).and_then(|i| action.get(i..)))
        .unwrap_or(action)
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{blobs, clause, on_role};
    let body = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'x'";
    let write = clause(&blobs("write"), body);
    let lines = |more: &str| {
        format!("(\n (\n  !(ActionMatches{{'{}'}}){more}\n )\n OR \n (\n  {body}\n )\n)", blobs("write"))
    };
    let both = format!(
        "((!(ActionMatches{{'{}'}}) AND !(ActionMatches{{'{}'}})) OR ({body}))",
        blobs("write"),
        blobs("add/action")
    );
    let bare = format!("!(ActionMatches{{'{}'}}) OR {body}", blobs("add/action"));
    let tier = format!(
        "(!(ActionMatches{{'{}'}} AND SubOperationMatches{{'Blob.Write.Tier'}})) OR {body}",
        blobs("write")
    );
    let with_tags = |action: &str| {
        format!(
            "!(ActionMatches{{'{}'}} AND SubOperationMatches{{'Blob.Write.WithTagHeaders'}})",
            blobs(action)
        )
    };
    crate::lint::cases::Cases::default()
        .with(on_role("Storage Blob Data Reader"))
        .pass(&write)
        .with(on_role("Storage Blob Data Owner"))
        .pass(&both)
        .pass(tier)
        .pass(clause(&blobs("*"), body))
        .fail(&write, &[&both])
        .fail(
            format!("(({}) OR ({body}))", with_tags("write")),
            &[&format!("(({} AND {}) OR ({body}))", with_tags("write"), with_tags("add/action"))],
        )
        .fail(
            &bare,
            &[&format!(
                "(!(ActionMatches{{'{}'}}) AND !(ActionMatches{{'{}'}})) OR {body}",
                blobs("add/action"),
                blobs("write")
            )],
        )
        .fail(lines(""), &[&lines(&format!("\n  AND\n  !(ActionMatches{{'{}'}})", blobs("add/action")))])
}
