//! Why a call is refused, as facts; which status, code and words that is on the wire is not decided here.

use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Role assignments of a subscription.
    SubscriptionAssignments,
    /// Role assignments at a management group.
    ManagementGroupAssignments,
    /// Custom roles of a tenant.
    CustomRoles,
    /// Locks at one scope.
    Locks,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The scope is of another tenant than every token of the caller.
    WrongTenant {
        /// The tenant of the scope.
        tenant: Guid,
    },
    /// No role of the caller grants the action there.
    Unauthorized {
        /// The action.
        action: String,
        /// Where.
        scope: ScopePath,
        /// Whether a role would, were its condition true.
        condition: bool,
    },
    /// A deny assignment forbids it.
    Denied {
        /// The action.
        action: String,
        /// Where.
        scope: ScopePath,
        /// Name of the deny assignment.
        name: String,
        /// Its id.
        id: Guid,
        /// Where it stands.
        at: ScopePath,
    },
    /// The caller may do it, but lacks an action on something linked: a Resource Guard.
    Linked {
        /// The action.
        action: String,
        /// Where.
        scope: ScopePath,
        /// The action that is lacking.
        linked_action: String,
        /// On what.
        linked: Vec<ScopePath>,
    },
    /// Locks are in the way.
    Locked {
        /// What was to be changed.
        scope: ScopePath,
        /// The scopes that are locked.
        locked: Vec<ScopePath>,
        /// Whether it was a delete; otherwise a write or a POST.
        delete: bool,
    },
    /// A policy assignment with `denyAction` forbids the delete.
    Policy {
        /// What was to be deleted.
        scope: ScopePath,
        /// The policy assignment.
        assignment: ScopePath,
        /// Its name.
        name: String,
        /// The policy definition.
        definition: ScopePath,
    },
    /// Another role assignment says the same.
    AssignmentExists {
        /// Its name.
        id: Guid,
        /// Where it stands.
        scope: ScopePath,
    },
    /// A role assignment of that name stands elsewhere or for another role or principal.
    UpdateNotPermitted,
    /// Too many.
    LimitExceeded {
        /// Of what.
        limit: Limit,
        /// How many there may be.
        most: usize,
    },
    /// The directory does not know the principal.
    PrincipalNotFound {
        /// The principal.
        principal: Guid,
        /// The directory's tenant.
        tenant: Guid,
    },
    /// The principal is of another type than was said.
    PrincipalTypeMismatch {
        /// The principal.
        principal: Guid,
        /// What it is.
        is: String,
        /// What was said.
        said: String,
    },
    /// The condition or its version is not valid; in words, for a person. Azure says less.
    BadCondition(String),
    /// No such role definition, or it cannot be assigned there.
    RoleNotFound(Guid),
    /// The last Owner of a subscription stays.
    LastOwner,
    /// The role is built in.
    BuiltInRole(Guid),
    /// Another custom role has that name.
    RoleNameTaken(String),
    /// The role is still assigned.
    RoleInUse {
        /// The role.
        role: Guid,
        /// How often.
        assignments: usize,
    },
    /// A custom role needs a scope to be assigned at, and this one cannot be one.
    BadAssignableScope(String),
    /// No action of any provider looks like this.
    BadAction(String),
    /// A deny assignment of that shape cannot be made; in Azure's words.
    BadDenyAssignment(String),
    /// Azure made this deny assignment.
    SystemProtected(Guid),
    /// A lock cannot be like this; in words.
    BadLock(String),
    /// The provider is not registered in the subscription.
    NotRegistered {
        /// The subscription.
        subscription: Guid,
        /// `Microsoft.DataProtection`
        namespace: String,
    },
    /// No such subscription.
    SubscriptionNotFound(Guid),
    /// No such management group.
    ManagementGroupNotFound(String),
    /// No such resource group.
    ResourceGroupNotFound(String),
    /// No such resource.
    ResourceNotFound(ScopePath),
    /// A Resource Guard protects the operation, and the request names no consent that fits.
    GuardConsentMissing {
        /// The vault.
        vault: ScopePath,
        /// The operation.
        operation: String,
        /// What the request has to name.
        consent: Option<ScopePath>,
    },
    /// The guard link was not unlocked, or too long ago.
    GuardLinkLocked {
        /// The link.
        link: ScopePath,
    },
    /// Vault and guard are in different regions.
    RegionMismatch {
        /// Of the vault.
        vault: String,
        /// Of the guard.
        guard: String,
    },
    /// Anything else about the request; in words.
    BadRequest(String),
}
