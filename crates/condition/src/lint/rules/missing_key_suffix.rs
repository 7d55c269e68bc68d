//! A tag key or column without its suffix.
//!
//! ### What it does
//! Reports `tags:<key>` and `record:<column>` without `<$key_case_sensitive$>` behind the key.
//!
//! ### Why it is bad
//! Every documented tag or column carries the suffix. Without it Azure may not recognise the attribute.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project] StringEquals 'Cascade'
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'
//! ```
//!
//! ### Fix safety
//! Unsafe: the key is compared case-sensitively afterwards.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{BLOB_TAGS, RECORD, begins, swallowed_suffix};
use crate::lint::edits::insert;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::{KEY_CASE_SENSITIVE, Suffix};

pub(crate) const RULE: Rule = Rule {
    code: "L24",
    name: "missing-key-suffix",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, attribute) in subject.attributes().filter(|(_, a)| a.suffix == Suffix::None) {
        let tag = begins(attribute, BLOB_TAGS)
            && attribute.text.get(BLOB_TAGS.len()..).is_some_and(|t| t.starts_with(':'));
        // What a shell left of the suffix is reported as that.
        if !(tag || begins(attribute, RECORD)) || swallowed_suffix(attribute).is_some() {
            continue;
        }
        let what = if tag { "tag key" } else { "column" };
        findings.add(
            Finding::new(attribute.text_span, format!("the {what} lacks `{KEY_CASE_SENSITIVE}`"))
                .help("write it directly behind the key")
                .unsafe_fix(
                    format!("add `{KEY_CASE_SENSITIVE}`"),
                    vec![insert(attribute.text_span.end, KEY_CASE_SENSITIVE)],
                ),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let tag = |suffix: &str| format!("@Resource[{BLOB_TAGS}:Project{suffix}] StringEquals 'Cascade'");
    let column = |suffix: &str| format!("@Resource[{RECORD}Computer{suffix}] StringEquals 'x'");
    crate::lint::cases::Cases::default()
        .pass(tag(KEY_CASE_SENSITIVE))
        .pass(tag("<$>"))
        .pass(format!("@Resource[{BLOB_TAGS}&$keys$&] ForAllOfAnyValues:StringEquals {{'a'}}"))
        .fail(tag(""), &[&tag(KEY_CASE_SENSITIVE)])
        .fail(column(""), &[&column(KEY_CASE_SENSITIVE)])
}
