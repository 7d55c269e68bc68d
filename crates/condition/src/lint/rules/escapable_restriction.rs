//! What the condition looks at can be changed through an action that it leaves open.
//!
//! ### What it does
//! Reports a condition on a blob's path or container where the role also grants `move/action` and no clause
//! targets it, and a condition on a blob's tags where the same is true of `tags/write`.
//!
//! ### Why it is bad
//! Whoever may rename blobs moves them to where the condition allows more; whoever may write tags gives them
//! the tag that the condition asks for.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'))
//! AND
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/write'})) OR (@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'))
//! ```
//!
//! ### Fix safety
//! Unsafe for `move/action`, which joins the same clause: it refuses what is allowed today. For `tags/write`
//! there is no fix, since what tags may be written is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-security>

use crate::diagnostic::Severity;
use crate::lint::attributes::{BLOB_PATH, is, is_container, is_tag};
use crate::lint::edits::also_target;
use crate::lint::findings::{Finding, Findings};
use crate::lint::role::grants;
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L17",
    name: "escapable-restriction",
    severity: Severity::Warning,
    needs: Need::Role,
    reach: Reach::Whole,
    check,
};

const MOVE: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action";
const WRITE_TAGS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/write";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (open, is_place) in [(MOVE, true), (WRITE_TAGS, false)] {
        if subject.targets(open) {
            continue;
        }
        let looked_at = subject.attributes().find_map(|(at, a)| {
            let relevant = if is_place { is(a, BLOB_PATH) || is_container(a) } else { is_tag(a) };
            let clause = subject.clause_of(at)?;
            (relevant && a.source == Some(Source::Resource)).then_some((a, clause))
        });
        let Some((attribute, clause)) = looked_at else { continue };
        let Some(role) = subject.context.role else { return findings.not_checked() };
        if !grants(role, open) {
            continue;
        }
        let (short, how) =
            if is_place { ("move/action", "renames a blob") } else { ("tags/write", "writes its tags") };
        let mut finding =
            Finding::new(attribute.span, format!("whoever {how} escapes this: `{short}` is not limited"))
                .help(format!("`{}` grants `{short}`; target it as well", role.name));
        if let Some(target) = clause.targets.last().filter(|_| is_place) {
            finding =
                finding.unsafe_fix(format!("target `{short}` as well"), also_target(subject, target, open));
        }
        findings.add(finding);
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::BLOB_TAGS;
    use crate::lint::cases::{blobs, clause, on_role};
    let path = format!("@Resource[{BLOB_PATH}] StringLike 'logs/*'");
    let tag = format!("@Resource[{BLOB_TAGS}:Project<$key_case_sensitive$>] StringEquals 'Cascade'");
    let both =
        format!("((!(ActionMatches{{'{}'}}) AND !(ActionMatches{{'{MOVE}'}})) OR ({path}))", blobs("read"));
    crate::lint::cases::Cases::default()
        .with(on_role("Storage Blob Data Reader"))
        .pass(clause(&blobs("read"), &path))
        .pass(clause(&blobs("read"), &tag))
        .with(on_role("Storage Blob Data Owner"))
        .pass(&both)
        .pass(clause(&blobs("*"), &tag))
        .fail(clause(&blobs("read"), &path), &[&both])
        .fail(clause(&blobs("read"), &tag), &[])
}
