//! What Azure documents: attributes, actions that support conditions, and operators in words.
//!
//! Facts only, each with its page. Whether a text obeys them is for `lint`, what a request gives is for `eval`.

pub mod actions;
mod attribute_table;
pub mod attributes;
pub mod operators;

/// The part of Azure that an attribute or action belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Who may assign which roles to whom.
    Delegation,
    /// Blob storage.
    Blobs,
    /// Queue storage.
    Queues,
    /// Container Registry repositories.
    ContainerRegistry,
    /// Log Analytics tables and rows.
    LogAnalytics,
    /// Key Vault secrets.
    KeyVault,
    /// Where and when a request is made.
    Environment,
    /// Who makes the request.
    Principal,
    /// Known from stored conditions only; no page names it.
    Undocumented,
}

impl Service {
    /// Its name as a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Delegation => "Role assignments",
            Self::Blobs => "Blob storage",
            Self::Queues => "Queue storage",
            Self::ContainerRegistry => "Container Registry",
            Self::LogAnalytics => "Log Analytics",
            Self::KeyVault => "Key Vault",
            Self::Environment => "Environment",
            Self::Principal => "Principal",
            Self::Undocumented => "Undocumented",
        }
    }

    /// Azure's page for it.
    #[must_use]
    pub fn page(self) -> Option<&'static str> {
        Some(match self {
            Self::Delegation => {
                "https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes"
            }
            Self::Blobs => "https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes",
            Self::Queues => "https://learn.microsoft.com/azure/storage/queues/queues-auth-abac-attributes",
            Self::ContainerRegistry => {
                "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions"
            }
            Self::LogAnalytics => {
                "https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-log-analytics"
            }
            Self::KeyVault => "https://learn.microsoft.com/azure/key-vault/general/rbac-abac",
            Self::Environment => {
                "https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes"
            }
            Self::Principal => {
                "https://learn.microsoft.com/azure/role-based-access-control/conditions-custom-security-attributes"
            }
            Self::Undocumented => return None,
        })
    }
}
