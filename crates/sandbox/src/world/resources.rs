//! Resource groups, resources and providers: what locks, policies and deny assignments bite on.

use rolewright_authz::records::{PolicyAssignment, Resource, ResourceGroup, Vault, VaultKind};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::World;
use super::act::{Act, Written};
use super::activity::Operation;
use super::refusal::Refusal;
use super::tenant::Tenant;

const GROUP_WRITE: &str = "Microsoft.Resources/subscriptions/resourceGroups/write";
const GROUP_DELETE: &str = "Microsoft.Resources/subscriptions/resourceGroups/delete";

fn namespace(kind: &str) -> &str {
    kind.split('/').next().unwrap_or_default()
}

impl Tenant {
    /// The policy assignment that forbids to delete a resource.
    /// Azure: <https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny-action>
    fn denying(&self, resource: &Resource) -> Option<&PolicyAssignment> {
        let covers = |scope: &ScopePath| self.hierarchy().covers(scope, &resource.id);
        self.policies.iter().find(|policy| {
            policy.enforced
                && covers(&policy.scope)
                && !policy.not_scopes.iter().any(covers)
                && policy.denied_actions.iter().any(|action| action.eq_ignore_ascii_case("delete"))
                && policy.resource_types.iter().any(|kind| kind.eq_ignore_ascii_case(&resource.kind))
        })
    }

    /// A resource group goes only if every resource in it may.
    fn check_policies(&self, scope: &ScopePath) -> Result<(), Refusal> {
        let denied = self.resources(scope).find_map(|resource| Some((resource, self.denying(resource)?)));
        match denied {
            None => Ok(()),
            Some((resource, policy)) => Err(Refusal::Policy {
                scope: resource.id.clone(),
                assignment: policy.id.clone(),
                name: policy.name.clone(),
                definition: policy.definition.clone(),
            }),
        }
    }

    /// A vault is one of its own from the moment it is created, with what Azure gives a new one.
    /// Azure: <https://learn.microsoft.com/azure/backup/secure-by-default>
    fn keep_vault(&mut self, resource: &Resource) {
        let Some(kind) = VaultKind::of(&resource.kind) else { return };
        let soft_delete = match kind {
            VaultKind::RecoveryServices => "Enabled",
            VaultKind::Backup => "On",
        };
        if self.vaults.iter().all(|known| known.id != resource.id) {
            self.vaults.push(Vault {
                id: resource.id.clone(),
                kind,
                location: resource.location.clone(),
                immutability: None,
                soft_delete: Some(soft_delete.to_owned()),
            });
        }
    }

    /// Removes everything at and below a scope, role assignments included.
    fn clear(&mut self, act: &Act<'_>, action: &str, scope: &ScopePath) {
        let Some(subscription) = scope.subscription_id() else { return };
        let rows = self.assignments.in_subscription(subscription).to_vec();
        for slot in rows {
            let inside = self.assignments.get(slot).is_some_and(|row| scope.covers(row.scope));
            if let Some(removed) = inside.then(|| self.assignments.remove(slot)).flatten() {
                self.log_cascade(act, action, scope, &removed);
            }
        }
        self.places.clear(scope);
        self.vaults.retain(|vault| !scope.covers(&vault.id));
        self.links.retain(|link| !scope.covers(&link.vault));
        self.guards.retain(|guard| !scope.covers(&guard.id));
        self.denies.retain(|deny| !scope.covers(&deny.scope));
        self.pim.retain(|pim| !scope.covers(&pim.scope));
    }
}

impl World {
    /// Creates a resource group or changes its tags.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_resource_group(
        &mut self,
        act: &Act<'_>,
        group: ResourceGroup,
    ) -> Result<Written<ResourceGroup>, Refusal> {
        self.authorize(act.caller, GROUP_WRITE, &group.id)?;
        let (tenant, _) = self.entered_mut(act.caller, &group.id)?;
        let subscription = group.id.subscription_id();
        if let Some(id) = subscription.filter(|id| tenant.subscription(*id).is_none()) {
            return Err(Refusal::SubscriptionNotFound(id));
        }
        tenant.check_locks(GROUP_WRITE, &group.id)?;
        let id = group.id.clone();
        let created = tenant.places.put_group(group.clone());
        let sub_status = if created { "Created" } else { "OK" };
        let done = Operation { action: GROUP_WRITE, scope: &id, resource: &id, method: "PUT", sub_status };
        tenant.log(act, &done);
        Ok(Written { value: group, created })
    }

    /// Deletes a resource group and all that is in it; whether there was one.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_resource_group(&mut self, act: &Act<'_>, id: &ScopePath) -> Result<bool, Refusal> {
        self.authorize(act.caller, GROUP_DELETE, id)?;
        let (tenant, _) = self.entered_mut(act.caller, id)?;
        tenant.check_locks(GROUP_DELETE, id)?;
        tenant.check_policies(id)?;
        if tenant.places.group(id).is_none() {
            return Ok(false);
        }
        tenant.clear(act, GROUP_DELETE, id);
        let done =
            Operation { action: GROUP_DELETE, scope: id, resource: id, method: "DELETE", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(true)
    }

    /// Creates a resource or replaces it; the provider has to be registered.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_resource(&mut self, act: &Act<'_>, resource: Resource) -> Result<Written<Resource>, Refusal> {
        let action = format!("{}/write", resource.kind);
        self.authorize(act.caller, &action, &resource.id)?;
        self.check_registered(&resource.id, namespace(&resource.kind))?;
        let (tenant, _) = self.entered_mut(act.caller, &resource.id)?;
        tenant.places.check(&resource.id)?;
        tenant.check_locks(&action, &resource.id)?;
        let id = resource.id.clone();
        let created = tenant.places.put_resource(resource.clone());
        tenant.keep_vault(&resource);
        let sub_status = if created { "Created" } else { "OK" };
        tenant.log(act, &Operation { action: &action, scope: &id, resource: &id, method: "PUT", sub_status });
        Ok(Written { value: resource, created })
    }

    /// Switches local authentication of a resource off or on.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn set_local_auth(
        &mut self,
        act: &Act<'_>,
        id: &ScopePath,
        disabled: bool,
    ) -> Result<Resource, Refusal> {
        let (tenant, _) = self.entered(act.caller, id)?;
        let found = tenant.resource(id).cloned().ok_or_else(|| Refusal::ResourceNotFound(id.clone()));
        let kind =
            found.as_ref().map_or_else(|_| "Microsoft.Resources/resources".to_owned(), |r| r.kind.clone());
        let action = format!("{kind}/write");
        self.authorize(act.caller, &action, id)?;
        let mut resource = found?;
        let (tenant, _) = self.entered_mut(act.caller, id)?;
        tenant.check_locks(&action, id)?;
        resource.local_auth_disabled = Some(disabled);
        tenant.places.put_resource(resource.clone());
        let done = Operation { action: &action, scope: id, resource: id, method: "PATCH", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(resource)
    }

    /// Deletes a resource and what hangs on it; whether there was one.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_resource(&mut self, act: &Act<'_>, id: &ScopePath) -> Result<bool, Refusal> {
        let (tenant, _) = self.entered(act.caller, id)?;
        let found = tenant.resource(id).map(|resource| resource.kind.clone());
        let action = format!("{}/delete", found.as_deref().unwrap_or("Microsoft.Resources/resources"));
        self.authorize(act.caller, &action, id)?;
        let (tenant, _) = self.entered_mut(act.caller, id)?;
        tenant.check_locks(&action, id)?;
        tenant.check_policies(id)?;
        if found.is_none() {
            return Ok(false);
        }
        tenant.clear(act, &action, id);
        let done = Operation { action: &action, scope: id, resource: id, method: "DELETE", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(true)
    }

    /// Any POST on something that is there, such as listing keys: needs the action and no read-only lock.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn post(&mut self, act: &Act<'_>, action: &str, scope: &ScopePath) -> Result<(), Refusal> {
        self.authorize(act.caller, action, scope)?;
        let (tenant, _) = self.entered_mut(act.caller, scope)?;
        tenant.places.check_resource(scope)?;
        tenant.check_locks(action, scope)?;
        tenant.log(act, &Operation { action, scope, resource: scope, method: "POST", sub_status: "OK" });
        Ok(())
    }

    /// Registers a resource provider in a subscription; whether it was not before.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn register_provider(
        &mut self,
        act: &Act<'_>,
        subscription: Guid,
        namespace: &str,
    ) -> Result<bool, Refusal> {
        let tenant = self.registering(act, subscription, &format!("{namespace}/register/action"))?;
        Ok(tenant.places.register(subscription, namespace))
    }

    /// Takes the registration of a resource provider back; whether there was one. What has always been registered
    /// stays so.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn unregister_provider(
        &mut self,
        act: &Act<'_>,
        subscription: Guid,
        namespace: &str,
    ) -> Result<bool, Refusal> {
        let tenant = self.registering(act, subscription, &format!("{namespace}/unregister/action"))?;
        Ok(tenant.places.unregister(subscription, namespace))
    }

    /// The tenant of the subscription, if the caller may do this there; it is logged as done.
    fn registering(
        &mut self,
        act: &Act<'_>,
        subscription: Guid,
        action: &str,
    ) -> Result<&mut Tenant, Refusal> {
        let scope = ScopePath::subscription(subscription);
        let (tenant, _) = self.entered(act.caller, &scope)?;
        tenant.places.check(&scope)?;
        self.authorize(act.caller, action, &scope)?;
        let (tenant, _) = self.entered_mut(act.caller, &scope)?;
        tenant.check_locks(action, &scope)?;
        let done = Operation { action, scope: &scope, resource: &scope, method: "POST", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(tenant)
    }
}
