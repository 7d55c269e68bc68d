//! What the caller knows beside the text. Everything is optional; nothing is guessed.

use std::fmt;

use jiff::Timestamp;

use crate::facts::{Directory, RoleFacts};

/// What is known about where a condition will stand. `Context::default()` knows nothing.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// The `conditionVersion` that goes with the text.
    pub version: Option<&'a str>,
    /// The role the condition is put on.
    pub role: Option<&'a RoleFacts>,
    /// The tenant's roles and principals.
    pub directory: Option<&'a dyn Directory>,
    /// The time.
    pub now: Option<Timestamp>,
    /// Whether the assignment is made through Privileged Identity Management.
    pub managed_by_pim: Option<bool>,
    /// Whether the assignment stands on a single resource, below resource-group scope.
    pub at_resource_scope: Option<bool>,
    /// The storage account that the assignment reaches, where it is one.
    pub storage_account: StorageAccountFacts,
    /// Whether the container registry is in the permissions mode that reads conditions.
    pub registry_reads_conditions: Option<bool>,
    /// Actions, wildcards allowed, that the same principal is granted at this scope without any condition.
    pub granted_elsewhere: Option<&'a [String]>,
}

/// What is known of a storage account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StorageAccountFacts {
    /// Whether it has a hierarchical namespace.
    pub hierarchical_namespace: Option<bool>,
    /// Whether account keys, and with them service and account SAS, are accepted.
    pub shared_key_access: Option<bool>,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("version", &self.version)
            .field("role", &self.role.map(|r| &r.name))
            .field("directory", &self.directory.is_some())
            .field("now", &self.now)
            .field("managed_by_pim", &self.managed_by_pim)
            .field("at_resource_scope", &self.at_resource_scope)
            .field("storage_account", &self.storage_account)
            .field("registry_reads_conditions", &self.registry_reads_conditions)
            .field("granted_elsewhere", &self.granted_elsewhere)
            .finish()
    }
}
