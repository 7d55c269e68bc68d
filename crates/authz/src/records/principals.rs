//! Records of Microsoft Entra: the principals that occur in a tenant's authorization.

use rolewright_condition::guid::Guid;

use crate::principal::PrincipalType;

/// A principal that occurs somewhere in a snapshot.
/// Azure: <https://learn.microsoft.com/graph/api/directoryobject-getbyids>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Its object id.
    pub id: Guid,
    /// What kind it is.
    pub kind: PrincipalType,
    /// Its display name; `None` where the directory did not tell.
    pub display_name: Option<String>,
    /// `user@contoso.example`
    pub user_principal_name: Option<String>,
    /// Whether it is a guest of this tenant.
    pub guest: bool,
    /// For service principals: the application's id.
    pub app_id: Option<Guid>,
    /// For service principals: `Application`, `ManagedIdentity`, `Legacy`, as written.
    pub service_principal_type: Option<String>,
    /// Whether the directory knows it. `false` says it was asked and does not: the principal was deleted, or
    /// belongs to another tenant.
    pub found: bool,
}

/// That a principal belongs to a group, directly or through other groups.
/// Azure: <https://learn.microsoft.com/graph/api/group-list-transitivemembers>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GroupMembership {
    /// The group.
    pub group: Guid,
    /// Who belongs to it.
    pub member: Guid,
}
