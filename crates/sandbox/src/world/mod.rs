//! What the sandbox knows and the rules by which it changes: tenants with their directories, places and access.
//!
//! Nothing here speaks HTTP. Reads lend what is there; each write checks everything that Azure checks, changes the
//! state, writes the logs, and gives the record back or a [`Refusal`].

mod act;
mod activity;
mod assignments;
mod authorize;
pub(crate) mod built_in;
mod deny_assignments;
mod directory;
mod elevation;
mod guards;
mod locks;
mod management_groups;
mod places;
mod refusal;
mod resources;
mod role_assignments;
mod role_definitions;
mod scopes;
mod tenant;

use std::collections::HashMap;

pub use act::{Act, Caller, Clock, GLOBAL_ADMINISTRATOR, GLOBAL_READER, Reach, Written};
pub use activity::{ActivityRecord, AuditedChange, DirectoryAudit};
pub use assignments::{AssignmentView, Slot};
pub(crate) use assignments::{NewRow, Texts};
pub use deny_assignments::NewDenyAssignment;
pub use directory::Application;
pub(crate) use guards::{link_name, protected_by};
pub use management_groups::bad_group_name;
pub use refusal::{Limit, Refusal};
pub use role_assignments::NewRoleAssignment;
pub use role_definitions::NewRoleDefinition;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
pub use tenant::Tenant;

/// Everything.
#[derive(Debug, Default)]
pub struct World {
    tenants: Vec<Tenant>,
    /// The same person or application in several tenants: which group of objects one belongs to.
    accounts: HashMap<(Guid, Guid), usize>,
    objects: Vec<Vec<(Guid, Guid)>>,
}

impl World {
    /// All tenants, the one that a sandbox is about first.
    #[must_use]
    pub fn tenants(&self) -> &[Tenant] {
        &self.tenants
    }

    /// One tenant.
    #[must_use]
    pub fn tenant(&self, id: Guid) -> Option<&Tenant> {
        self.tenants.iter().find(|tenant| tenant.id == id)
    }

    /// One tenant, to be changed.
    pub fn tenant_mut(&mut self, id: Guid) -> Option<&mut Tenant> {
        self.tenants.iter_mut().find(|tenant| tenant.id == id)
    }

    /// The tenant that a scope lies in, by its subscription or management group; `None` for `/` and for what
    /// does not exist.
    #[must_use]
    pub fn tenant_of(&self, scope: &ScopePath) -> Option<Guid> {
        let subscription = scope.subscription_id();
        let group = std::iter::successors(Some(scope.clone()), ScopePath::parent)
            .find_map(|at| at.management_group_name().map(str::to_owned));
        let has = |tenant: &&Tenant| match (subscription, &group) {
            (Some(id), _) => tenant.places.subscriptions.contains_key(&id),
            (None, Some(name)) => {
                tenant.places.management_groups.iter().any(|g| g.name.eq_ignore_ascii_case(name))
            }
            (None, None) => false,
        };
        self.tenants.iter().find(has).map(|tenant| tenant.id)
    }

    /// The object of a person or application of one tenant in another: a guest, or the service principal there.
    #[must_use]
    pub fn object_id_in(&self, tenant: Guid, object_id: Guid, other: Guid) -> Option<Guid> {
        let all = self.objects.get(*self.accounts.get(&(tenant, object_id))?)?;
        all.iter().find(|(theirs, _)| *theirs == other).map(|(_, id)| *id)
    }

    pub(crate) fn add_tenant(&mut self, tenant: Tenant) {
        self.tenants.push(tenant);
    }

    /// Says that these objects, one in each tenant, are the same person or application.
    pub(crate) fn same_account(&mut self, objects: Vec<(Guid, Guid)>) {
        for object in &objects {
            self.accounts.insert(*object, self.objects.len());
        }
        self.objects.push(objects);
    }

    /// The tenant that a call is about, and the caller's object id in it.
    ///
    /// # Errors
    /// [`Refusal::WrongTenant`] where no token of the caller is for it.
    pub(crate) fn entered(&self, caller: &Caller, scope: &ScopePath) -> Result<(&Tenant, Guid), Refusal> {
        let id = self.tenant_of(scope).unwrap_or(caller.tenant);
        let object = caller.object_id_in(id).ok_or(Refusal::WrongTenant { tenant: id })?;
        let tenant = self.tenant(id).ok_or(Refusal::WrongTenant { tenant: id })?;
        Ok((tenant, object))
    }

    /// The same, to be changed.
    pub(crate) fn entered_mut(
        &mut self,
        caller: &Caller,
        scope: &ScopePath,
    ) -> Result<(&mut Tenant, Guid), Refusal> {
        let (tenant, object) = self.entered(caller, scope).map(|(tenant, object)| (tenant.id, object))?;
        let found = self.tenant_mut(tenant).ok_or(Refusal::WrongTenant { tenant })?;
        Ok((found, object))
    }
}

#[cfg(test)]
mod tests;
