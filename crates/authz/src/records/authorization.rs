//! Records of Microsoft.Authorization.

use jiff::Timestamp;
use rolewright_condition::guid::Guid;

use crate::principal::PrincipalType;
use crate::scope_path::ScopePath;

/// Who made a thing and touched it last, and when. Azure leaves any of it out at times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// When it was made.
    pub created_on: Option<Timestamp>,
    /// Object id of who made it, as written.
    pub created_by: Option<String>,
    /// When it was changed last.
    pub updated_on: Option<Timestamp>,
    /// Object id of who changed it last, as written.
    pub updated_by: Option<String>,
}

/// A role assignment.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleAssignment {
    /// Its name: the last segment of its id, a GUID.
    pub name: Guid,
    /// Where it applies.
    pub scope: ScopePath,
    /// The role definition, its last segment only: the rest of that id depends on where one asks.
    pub role: Guid,
    /// Who holds it.
    pub principal: Guid,
    /// What kind of principal that is.
    pub principal_type: PrincipalType,
    /// The condition, byte for byte.
    pub condition: Option<String>,
    /// `2.0` wherever there is a condition.
    pub condition_version: Option<String>,
    /// What somebody wrote beside it.
    pub description: Option<String>,
    /// Resource id of the managed identity of another tenant for which it was made.
    pub delegated_managed_identity: Option<String>,
    /// Who and when.
    pub stamp: Stamp,
}

/// Who made a role definition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RoleKind {
    /// Microsoft.
    BuiltIn,
    /// The tenant.
    Custom,
    /// Anything else, as written.
    Other(String),
}

/// A role definition.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-definitions/list>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDefinition {
    /// Its id, the last segment only.
    pub id: Guid,
    /// Its display name.
    pub name: String,
    /// Who made it.
    pub kind: RoleKind,
    /// What it is for.
    pub description: String,
    /// Where it may be assigned.
    pub assignable_scopes: Vec<ScopePath>,
    /// What it grants: an action counts if some block grants it and that block's condition is true.
    pub permissions: Vec<PermissionBlock>,
    /// Who and when.
    pub stamp: Stamp,
}

/// One permission block of a role definition or deny assignment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionBlock {
    /// Control-plane actions, wildcards allowed.
    pub actions: Vec<String>,
    /// Taken out of `actions`.
    pub not_actions: Vec<String>,
    /// Data actions.
    pub data_actions: Vec<String>,
    /// Taken out of `data_actions`.
    pub not_data_actions: Vec<String>,
    /// A condition on this block alone.
    pub condition: Option<String>,
    /// The version of that condition.
    pub condition_version: Option<String>,
}

/// Whether a PIM instance may be activated or is active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PimKind {
    /// `roleEligibilityScheduleInstances`
    Eligible,
    /// `roleAssignmentScheduleInstances`
    Active,
}

/// An eligible or active assignment of Privileged Identity Management.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PimInstance {
    /// Eligible or active.
    pub kind: PimKind,
    /// Its name: the last segment of its id.
    pub name: String,
    /// Where it applies.
    pub scope: ScopePath,
    /// The role definition, its last segment only.
    pub role: Guid,
    /// Who holds it.
    pub principal: Guid,
    /// What kind of principal that is.
    pub principal_type: PrincipalType,
    /// `Direct`, `Inherited` or `Group`.
    pub member_type: Option<String>,
    /// For active ones: `Activated` or `Assigned`.
    pub assignment_type: Option<String>,
    /// From when.
    pub start: Option<Timestamp>,
    /// Until when; `None` is for ever.
    pub end: Option<Timestamp>,
    /// The condition, byte for byte.
    pub condition: Option<String>,
    /// The version of that condition.
    pub condition_version: Option<String>,
    /// For active ones: name of the role assignment that it shows as.
    pub origin_assignment: Option<Guid>,
    /// For activated ones: name of the eligible instance it was activated from.
    pub eligibility: Option<String>,
}

/// One principal named by a deny assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeniedPrincipal {
    /// Its object id; all zeros stands for everybody.
    pub id: Guid,
    /// `User`, `Group`, `ServicePrincipal`, `SystemDefined`, as written.
    pub kind: String,
}

/// A deny assignment.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/deny-assignments/list-for-scope>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DenyAssignment {
    /// The last segment of its id.
    pub id: Guid,
    /// Its display name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Where it applies.
    pub scope: ScopePath,
    /// Whether it stops at its scope.
    pub not_below: bool,
    /// What it denies.
    pub permissions: Vec<PermissionBlock>,
    /// Whom it denies.
    pub principals: Vec<DeniedPrincipal>,
    /// Whom it spares.
    pub excluded: Vec<DeniedPrincipal>,
    /// Whether Azure made it, so that nobody can take it away.
    pub system_protected: bool,
    /// The condition, byte for byte.
    pub condition: Option<String>,
    /// Who and when.
    pub stamp: Stamp,
}

/// How strict a lock is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LockLevel {
    /// Nothing may be deleted.
    CanNotDelete,
    /// Nothing may be deleted or changed.
    ReadOnly,
    /// Anything else, as written.
    Other(String),
}

/// A management lock.
/// Azure: <https://learn.microsoft.com/rest/api/resources/management-locks/list-at-subscription-level>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// What it locks: its id without `/providers/Microsoft.Authorization/locks/{name}`.
    pub scope: ScopePath,
    /// Its name, unique at its scope.
    pub name: String,
    /// How strict.
    pub level: LockLevel,
    /// What somebody wrote beside it.
    pub notes: Option<String>,
}

/// A policy assignment whose definition has the effect `denyAction`.
/// Azure: <https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny-action>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyAssignment {
    /// Its id.
    pub id: ScopePath,
    /// Where it applies.
    pub scope: ScopePath,
    /// Its display name.
    pub name: String,
    /// The definition or set that it assigns.
    pub definition: ScopePath,
    /// Scopes below that it spares.
    pub not_scopes: Vec<ScopePath>,
    /// `false` under enforcement mode `DoNotEnforce`.
    pub enforced: bool,
    /// What it denies; today only `delete`.
    pub denied_actions: Vec<String>,
    /// Resource types that its rule names; empty where the rule does not name them plainly.
    pub resource_types: Vec<String>,
}

impl RoleKind {
    /// Reads Azure's `BuiltInRole` and `CustomRole`; what is not known is kept.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.eq_ignore_ascii_case("BuiltInRole") {
            Self::BuiltIn
        } else if text.eq_ignore_ascii_case("CustomRole") {
            Self::Custom
        } else {
            Self::Other(text.to_owned())
        }
    }

    /// Azure's spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn => "BuiltInRole",
            Self::Custom => "CustomRole",
            Self::Other(text) => text,
        }
    }
}

impl LockLevel {
    /// Reads a level whatever its case; what is not known is kept.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.eq_ignore_ascii_case("CanNotDelete") {
            Self::CanNotDelete
        } else if text.eq_ignore_ascii_case("ReadOnly") {
            Self::ReadOnly
        } else {
            Self::Other(text.to_owned())
        }
    }

    /// Azure's spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::CanNotDelete => "CanNotDelete",
            Self::ReadOnly => "ReadOnly",
            Self::Other(text) => text,
        }
    }
}
