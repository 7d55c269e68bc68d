//! Resource Guards: which operations of a vault need somebody else's consent, and which vaults nobody guards.
//!
//! Azure: <https://learn.microsoft.com/azure/backup/multi-user-authorization-concept>

use crate::records::{GuardLink, ResourceGuard, Vault, VaultKind};
use crate::scope_path::ScopePath;

/// An operation that a Resource Guard can protect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriticalOperation {
    /// Which vaults have it.
    pub vault: VaultKind,
    /// `Microsoft.RecoveryServices/vaults/backupconfig/write`; a `#` and what follows narrow it.
    pub operation: &'static str,
    /// The child of the guard that stands for the consent.
    pub request: &'static str,
    /// Whether it cannot be excluded from protection.
    pub mandatory: bool,
}

const fn critical(
    vault: VaultKind,
    operation: &'static str,
    request: &'static str,
    mandatory: bool,
) -> CriticalOperation {
    CriticalOperation { vault, operation, request, mandatory }
}

/// The operations that are known. Azure's list grows; one that is not here is kept and shown as written.
/// Azure: <https://learn.microsoft.com/azure/backup/multi-user-authorization-concept#critical-operations>
pub static CRITICAL_OPERATIONS: &[CriticalOperation] = {
    use VaultKind::{Backup, RecoveryServices};
    &[
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies/delete",
            "deleteResourceGuardProxyRequests",
            true,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupconfig/write",
            "disableSoftDeleteRequests",
            true,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/delete",
            "deleteProtectedItemRequests",
            false,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/write",
            "updateProtectedItemRequests",
            false,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/write#stopProtectionWithRetainData",
            "stopProtectionWithRetainDataRequests",
            false,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupPolicies/write",
            "updateProtectionPolicyRequests",
            false,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupSecurityPIN/action",
            "getBackupSecurityPINRequests",
            false,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/write#reduceImmutabilityState",
            "reduceImmutabilityStateRequests",
            false,
        ),
        critical(
            RecoveryServices,
            "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action",
            "triggerRestoreRequests",
            false,
        ),
        critical(
            Backup,
            "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/delete",
            "deleteResourceGuardProxyRequests",
            true,
        ),
        critical(
            Backup,
            "Microsoft.DataProtection/backupVaults/backupInstances/delete",
            "deleteBackupInstanceRequests",
            false,
        ),
    ]
};

/// How well a vault is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover<'a> {
    /// No guard link: whoever manages the vault may destroy its backups alone.
    Unlinked,
    /// Linked to a guard that was read.
    Guarded {
        /// The link.
        link: &'a GuardLink,
        /// The guard.
        guard: &'a ResourceGuard,
    },
    /// Linked to a guard that was not read: it lies in another tenant, could not be read, or is gone.
    Elsewhere {
        /// The link.
        link: &'a GuardLink,
    },
}

/// What is known of an operation, if anything is.
#[must_use]
pub fn critical_operation(operation: &str) -> Option<&'static CriticalOperation> {
    CRITICAL_OPERATIONS.iter().find(|known| known.operation.eq_ignore_ascii_case(operation.trim()))
}

/// The link that makes an operation of the vault need consent. The operation is compared whole, what follows a
/// `#` included, because the part before it alone is another operation.
pub fn protecting<'a>(
    links: impl IntoIterator<Item = &'a GuardLink>,
    vault: &ScopePath,
    operation: &str,
) -> Option<&'a GuardLink> {
    let protects = |link: &GuardLink| {
        link.operations.iter().any(|protected| protected.trim().eq_ignore_ascii_case(operation.trim()))
    };
    links.into_iter().find(|link| link.vault == *vault && protects(link))
}

/// What stands for the consent to an operation at a guard:
/// `{guard}/deleteResourceGuardProxyRequests/default`. `None` for an operation that is not known.
#[must_use]
pub fn consent(guard: &ScopePath, operation: &str) -> Option<ScopePath> {
    let known = critical_operation(operation)?;
    Some(ScopePath::new(&format!("{guard}/{}/default", known.request)))
}

/// How well a vault is guarded by the links and guards that were read.
pub fn cover<'a>(
    vault: &Vault,
    links: impl IntoIterator<Item = &'a GuardLink>,
    guards: impl IntoIterator<Item = &'a ResourceGuard>,
) -> Cover<'a> {
    let Some(link) = links.into_iter().find(|link| link.vault == vault.id) else { return Cover::Unlinked };
    match guards.into_iter().find(|guard| guard.id == link.guard) {
        Some(guard) => Cover::Guarded { link, guard },
        None => Cover::Elsewhere { link },
    }
}

/// The known operations of a vault that its link leaves unprotected.
#[must_use]
pub fn unprotected(vault: &Vault, link: Option<&GuardLink>) -> Vec<&'static CriticalOperation> {
    let protected = |known: &CriticalOperation| {
        link.is_some_and(|l| l.operations.iter().any(|o| o.trim().eq_ignore_ascii_case(known.operation)))
    };
    CRITICAL_OPERATIONS.iter().filter(|known| known.vault == vault.kind && !protected(known)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/r/providers";

    fn vault() -> Vault {
        Vault {
            id: ScopePath::new(&format!("{SUB}/Microsoft.RecoveryServices/vaults/v")),
            kind: VaultKind::RecoveryServices,
            location: "westeurope".to_owned(),
            immutability: None,
            soft_delete: None,
        }
    }

    fn guard() -> ResourceGuard {
        ResourceGuard {
            id: ScopePath::new(&format!("{SUB}/Microsoft.DataProtection/resourceGuards/g")),
            location: "westeurope".to_owned(),
            operations: Vec::new(),
            excluded_operations: Vec::new(),
        }
    }

    fn link(operations: &[&str]) -> GuardLink {
        GuardLink {
            vault: ScopePath::new(vault().id.as_str().to_uppercase().as_str()),
            name: "VaultProxy".to_owned(),
            guard: guard().id,
            operations: operations.iter().map(|o| (*o).to_owned()).collect(),
        }
    }

    #[test]
    fn an_operation_is_protected_whole_or_not_at_all() {
        let links =
            [link(&["Microsoft.RecoveryServices/vaults/write#reduceImmutabilityState", "New/operation "])];
        let protects = |operation: &str| protecting(&links, &vault().id, operation).is_some();
        assert!(protects("microsoft.recoveryservices/vaults/write#REDUCEimmutabilitystate"));
        assert!(protects("New/operation"), "one that is not known is protected as well");
        assert!(!protects("Microsoft.RecoveryServices/vaults/write"));
        assert!(!protects(""));
        let other = ScopePath::new(&format!("{}2", vault().id));
        assert!(protecting(&links, &other, "New/operation").is_none());
    }

    #[test]
    fn consent_is_asked_at_the_guard() {
        let at = consent(&guard().id, "Microsoft.RecoveryServices/vaults/backupSecurityPIN/ACTION").unwrap();
        assert_eq!(at.as_str(), format!("{}/getBackupSecurityPINRequests/default", guard().id));
        assert_eq!(consent(&guard().id, "New/operation"), None);
    }

    #[test]
    fn cover_tells_unlinked_from_elsewhere() {
        let links = [link(&[])];
        assert!(matches!(cover(&vault(), &links, [&guard()]), Cover::Guarded { .. }));
        assert!(matches!(cover(&vault(), &links, []), Cover::Elsewhere { .. }));
        assert!(matches!(cover(&vault(), [], [&guard()]), Cover::Unlinked));
    }

    #[test]
    fn what_is_left_open_is_listed() {
        let all = unprotected(&vault(), None).len();
        let one = link(&["Microsoft.RecoveryServices/vaults/backupconfig/WRITE"]);
        assert_eq!(unprotected(&vault(), Some(&one)).len(), all - 1);
        let backup = Vault { kind: VaultKind::Backup, ..vault() };
        assert_eq!(unprotected(&backup, None).len(), 2);
    }
}
