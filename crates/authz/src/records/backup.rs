//! Records of vaults and Resource Guards.

use crate::scope_path::ScopePath;

/// Which of Azure's two kinds of vault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VaultKind {
    /// `Microsoft.RecoveryServices/vaults`
    RecoveryServices,
    /// `Microsoft.DataProtection/backupVaults`
    Backup,
}

impl VaultKind {
    const ALL: [Self; 2] = [Self::RecoveryServices, Self::Backup];

    /// Its resource type, as Azure spells it.
    #[must_use]
    pub fn resource_type(self) -> &'static str {
        match self {
            Self::RecoveryServices => "Microsoft.RecoveryServices/vaults",
            Self::Backup => "Microsoft.DataProtection/backupVaults",
        }
    }

    /// The kind with that resource type, whatever its case.
    #[must_use]
    pub fn of(resource_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.resource_type().eq_ignore_ascii_case(resource_type))
    }
}

/// A vault that holds backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vault {
    /// Its id.
    pub id: ScopePath,
    /// Which kind.
    pub kind: VaultKind,
    /// Azure region.
    pub location: String,
    /// `Disabled`, `Unlocked` or `Locked`, as written, where Azure tells.
    pub immutability: Option<String>,
    /// `On`, `Off` or `AlwaysON`, as written, where Azure tells.
    pub soft_delete: Option<String>,
}

/// A guard link: a vault's `backupResourceGuardProxies` child.
/// Azure: <https://learn.microsoft.com/azure/backup/multi-user-authorization-concept>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardLink {
    /// The vault.
    pub vault: ScopePath,
    /// The link's name; `VaultProxy` on Recovery Services vaults, `DppResourceGuardProxy` on Backup vaults.
    pub name: String,
    /// The Resource Guard, often in another tenant.
    pub guard: ScopePath,
    /// The vault operations that it protects.
    pub operations: Vec<String>,
}

/// A Resource Guard.
/// Azure: <https://learn.microsoft.com/rest/api/dataprotection/resource-guards/get-resources-in-subscription>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceGuard {
    /// Its id.
    pub id: ScopePath,
    /// Azure region.
    pub location: String,
    /// The vault operations that it protects.
    pub operations: Vec<String>,
    /// Critical operations that somebody switched off.
    pub excluded_operations: Vec<String>,
}
