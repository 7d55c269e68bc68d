//! Records of what a tenant is made of.

use rolewright_condition::guid::Guid;

use crate::scope_path::ScopePath;

/// A management group.
/// Azure: <https://learn.microsoft.com/rest/api/managementgroups/entities/list>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagementGroup {
    /// Its name, the last segment of its id; the root group's is the tenant's id.
    pub name: String,
    /// Its display name.
    pub display_name: String,
    /// Name of the group it lies in; `None` for the root group.
    pub parent: Option<String>,
}

/// A subscription.
/// Azure: <https://learn.microsoft.com/rest/api/resources/subscriptions/list>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Its id.
    pub id: Guid,
    /// Its display name.
    pub display_name: String,
    /// `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`, as written.
    pub state: String,
    /// The tenant that it trusts; another one than was read means it is projected by Lighthouse.
    pub tenant: Option<Guid>,
    /// Name of the management group it lies in, where that could be read.
    pub management_group: Option<String>,
}

/// A resource group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceGroup {
    /// Its id.
    pub id: ScopePath,
    /// Azure region.
    pub location: String,
    /// The resource that manages it, as for the node groups of AKS.
    pub managed_by: Option<String>,
    /// Tags as name and value, sorted by name.
    pub tags: Vec<(String, String)>,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: ScopePath,
    /// `Microsoft.Storage/storageAccounts`, as written.
    pub kind: String,
    /// Azure region.
    pub location: String,
    /// Tags as name and value, sorted by name.
    pub tags: Vec<(String, String)>,
    /// Whether keys and other local authentication are switched off; `None` where the type has no such switch.
    pub local_auth_disabled: Option<bool>,
}
