//! An attribute that this storage account does not have.
//!
//! ### What it does
//! Reports blob tags, versions and encryption scopes on an account with a hierarchical namespace, and
//! `isHnsEnabled` on an assignment for a single resource.
//!
//! ### Why it is bad
//! An account with a hierarchical namespace has no tags or versions, so the comparison never holds.
//! `isHnsEnabled` is supported for assignments at resource-group scope and above only.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'Cascade/*'
//! ```
//!
//! ### Fix safety
//! No fix: what to test instead is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{ENCRYPTION_SCOPE, IS_HNS, VERSION_ID, is, is_tag};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L38",
    name: "unsupported-namespace-attribute",
    severity: Severity::Warning,
    needs: Need::StorageAccount,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, attribute) in subject.attributes() {
        let (applies, message, help) = if is(attribute, IS_HNS) {
            (
                subject.context.at_resource_scope,
                "`isHnsEnabled` is not supported on an assignment for a single resource",
                "assign the role on the resource group or above, or leave the comparison out",
            )
        } else if is_tag(attribute) || is(attribute, VERSION_ID) || is(attribute, ENCRYPTION_SCOPE) {
            (
                subject.context.storage_account.hierarchical_namespace,
                "an account with a hierarchical namespace does not have this attribute",
                "test the container or the path instead",
            )
        } else {
            continue;
        };
        match applies {
            None => findings.not_checked(),
            Some(false) => {}
            Some(true) => findings.add(Finding::new(attribute.span, message).help(help)),
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::BLOB_TAGS;
    use crate::lint::context::{Context, StorageAccountFacts};
    let account = |namespace| Context {
        storage_account: StorageAccountFacts {
            hierarchical_namespace: Some(namespace),
            ..StorageAccountFacts::default()
        },
        at_resource_scope: Some(namespace),
        ..Context::default()
    };
    let tag = format!("@Resource[{BLOB_TAGS}:Project<$key_case_sensitive$>] StringEquals 'Cascade'");
    let hns = format!("@Resource[{IS_HNS}] BoolEquals true");
    crate::lint::cases::Cases::default()
        .with(account(false))
        .pass(&tag)
        .pass(&hns)
        .with(account(true))
        .pass("@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'")
        .fail(&tag, &[])
        .fail(&hns, &[])
}
