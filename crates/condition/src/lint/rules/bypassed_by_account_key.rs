//! Account keys bypass the condition.
//!
//! ### What it does
//! Points out a condition on storage where the storage account accepts its account keys.
//!
//! ### Why it is bad
//! Access with an account key, and with a service or account SAS made from one, is not checked against role
//! assignments and meets no condition.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'logs/*', on an account that accepts account keys
//! ```
//!
//! ### Use instead
//! The same condition, with shared key access disabled on the storage account.
//!
//! ### Fix safety
//! No fix: the setting stands on the storage account.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-security>
//! - <https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent>

use crate::diagnostic::Severity;
use crate::lint::attributes::begins;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L44",
    name: "bypassed-by-account-key",
    severity: Severity::Info,
    needs: Need::StorageAccount,
    reach: Reach::Part,
    check,
};

const STORAGE: &str = "Microsoft.Storage/";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let of_storage = subject.attributes().find(|(_, a)| begins(a, STORAGE));
    let Some((_, attribute)) = of_storage else { return };
    match subject.context.storage_account.shared_key_access {
        None => findings.not_checked(),
        Some(false) => {}
        Some(true) => findings.add(
            Finding::new(attribute.span, "the storage account accepts account keys, which meet no condition")
                .help("disable shared key access on the storage account"),
        ),
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::context::{Context, StorageAccountFacts};
    let keys = |shared_key_access| Context {
        storage_account: StorageAccountFacts {
            shared_key_access: Some(shared_key_access),
            ..StorageAccountFacts::default()
        },
        ..Context::default()
    };
    let test = "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'";
    crate::lint::cases::Cases::default()
        .with(keys(false))
        .pass(test)
        .with(keys(true))
        .pass("@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringEquals 'x'")
        .fail(test, &[])
}
