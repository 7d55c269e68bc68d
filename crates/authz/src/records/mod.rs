//! What a snapshot holds: one plain record for each object that Azure answered, with ids normalised and texts
//! byte for byte. `arm` fills them, `store` keeps them, the rules of this crate reason about them.
//!
//! Nothing here is refused for a value that Azure may add later: open lists keep what they do not know.

mod authorization;
mod backup;
mod elevation;
mod inventory;
mod principals;
mod pull;

pub use authorization::{
    DeniedPrincipal, DenyAssignment, Lock, LockLevel, PermissionBlock, PimInstance, PimKind,
    PolicyAssignment, RoleAssignment, RoleDefinition, RoleKind, Stamp,
};
pub use backup::{GuardLink, ResourceGuard, Vault, VaultKind};
pub use elevation::{ElevationChange, ElevationRecord, ElevationSource};
pub use inventory::{ManagementGroup, Resource, ResourceGroup, Subscription};
pub use principals::{GroupMembership, Principal};
pub use pull::{Coverage, Outcome, Record, Stage};
