//! Vaults, Resource Guards and the links between them. The guard often is in another tenant; the caller then
//! needs a token of that tenant beside their own.
//!
//! Azure: <https://learn.microsoft.com/azure/backup/multi-user-authorization>

use jiff::SignedDuration;
use jiff::Timestamp;
use rolewright_authz::guards::{CRITICAL_OPERATIONS, consent, critical_operation, protecting};
use rolewright_authz::records::{GuardLink, ResourceGuard, Vault, VaultKind};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::eval::Request;
use rolewright_condition::guid::Guid;

use super::World;
use super::act::{Act, Written};
use super::activity::Operation;
use super::refusal::Refusal;

const GUARD_READ: &str = "Microsoft.DataProtection/resourceGuards/read";
const GUARD_WRITE: &str = "Microsoft.DataProtection/resourceGuards/write";
const GUARD_DELETE: &str = "Microsoft.DataProtection/resourceGuards/delete";
/// How long a link may be deleted after it was unlocked, as recorded traffic shows.
const UNLOCKED: SignedDuration = SignedDuration::from_mins(30);

/// The only name that a vault's guard link can have.
/// Azure: <https://learn.microsoft.com/rest/api/backup/resource-guard-proxy/put>
#[must_use]
pub(crate) fn link_name(kind: VaultKind) -> &'static str {
    match kind {
        VaultKind::RecoveryServices => "VaultProxy",
        VaultKind::Backup => "DppResourceGuardProxy",
    }
}

/// The operations that a guard protects: the known ones of both vaults without those excluded.
pub(crate) fn protected_by(excluded: &[String]) -> Vec<String> {
    CRITICAL_OPERATIONS
        .iter()
        .map(|known| known.operation)
        .filter(|operation| !excluded.iter().any(|out| out.eq_ignore_ascii_case(operation)))
        .map(str::to_owned)
        .collect()
}

fn link_id(vault: &Vault) -> ScopePath {
    ScopePath::new(&format!("{}/backupResourceGuardProxies/{}", vault.id, link_name(vault.kind)))
}

impl World {
    /// Whether the caller may do it at a guard, with whichever of their tokens is for the guard's tenant. `linked`
    /// is what the request names: the guard itself or one of its consents.
    fn may_at_guard(
        &self,
        act: &Act<'_>,
        (action, scope): (&str, &ScopePath),
        (guard_action, guard): (&str, &ScopePath),
        linked: &ScopePath,
    ) -> Result<(), Refusal> {
        let allowed = self.tenant_of(guard).and_then(|id| {
            let object = act.caller.object_id_in(id)?;
            let tenant = self.tenant(id)?;
            tenant.guards.iter().find(|known| known.id == *guard)?;
            tenant.permit(object, guard_action, guard, &Request::default()).ok()
        });
        allowed.ok_or_else(|| Refusal::Linked {
            action: action.to_owned(),
            scope: scope.clone(),
            linked_action: guard_action.to_owned(),
            linked: vec![linked.clone()],
        })
    }

    fn vault(&self, act: &Act<'_>, id: &ScopePath) -> Result<Vault, Refusal> {
        let (tenant, _) = self.entered(act.caller, id)?;
        let found = tenant.vaults.iter().find(|vault| vault.id == *id);
        found.cloned().ok_or_else(|| Refusal::ResourceNotFound(id.clone()))
    }

    /// Asks what a Resource Guard asks: for a protected operation, a named consent that the caller may use.
    fn check_guard(
        &self,
        act: &Act<'_>,
        vault: &Vault,
        (action, operation, scope): (&str, &str, &ScopePath),
        named: &[ScopePath],
    ) -> Result<(), Refusal> {
        let (tenant, _) = self.entered(act.caller, &vault.id)?;
        let Some(link) = protecting(&tenant.links, &vault.id, operation) else { return Ok(()) };
        let wanted = consent(&link.guard, operation);
        let Some(at) = wanted.clone().filter(|wanted| named.contains(wanted)) else {
            return Err(Refusal::GuardConsentMissing {
                vault: vault.id.clone(),
                operation: operation.to_owned(),
                consent: wanted,
            });
        };
        // Which action Azure asks for is not documented. Backup MUA Operator has every `…/action` of the provider
        // and Reader, which does not suffice, has none: so it is one of those.
        let request = critical_operation(operation).map_or("", |known| known.request);
        let guard_action = format!("Microsoft.DataProtection/resourceGuards/{request}/action");
        self.may_at_guard(act, (action, scope), (&guard_action, &link.guard), &at)
    }

    /// Links a vault to a guard in the same region. The caller needs to read the guard.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_guard_link(
        &mut self,
        act: &Act<'_>,
        vault: &ScopePath,
        guard: &ScopePath,
    ) -> Result<Written<GuardLink>, Refusal> {
        let vault = self.vault(act, vault)?;
        let kind = vault.kind.resource_type();
        let namespace = kind.split('/').next().unwrap_or_default();
        let action = format!("{kind}/backupResourceGuardProxies/write");
        let id = link_id(&vault);
        self.authorize(act.caller, &action, &vault.id)?;
        self.may_at_guard(act, (&action, &id), (GUARD_READ, guard), guard)?;
        self.check_registered(&vault.id, namespace)?;
        self.check_registered(guard, "Microsoft.DataProtection")?;
        let found = self.tenants().iter().flat_map(|t| &t.guards).find(|known| known.id == *guard).cloned();
        let guard = found.ok_or_else(|| Refusal::ResourceNotFound(guard.clone()))?;
        if !guard.location.eq_ignore_ascii_case(&vault.location) {
            return Err(Refusal::RegionMismatch { vault: vault.location, guard: guard.location });
        }
        let (tenant, _) = self.entered_mut(act.caller, &vault.id)?;
        tenant.check_locks(&action, &id)?;
        let prefix = format!("{kind}/").to_ascii_lowercase();
        let link = GuardLink {
            vault: vault.id.clone(),
            name: link_name(vault.kind).to_owned(),
            guard: guard.id,
            operations: guard
                .operations
                .into_iter()
                .filter(|operation| operation.to_ascii_lowercase().starts_with(&prefix))
                .collect(),
        };
        let known =
            tenant.links.iter().find(|known| known.vault == vault.id).map(|known| known.guard.clone());
        if known.as_ref().is_some_and(|known| *known != link.guard) {
            return Err(Refusal::BadRequest(
                "the vault is linked to another Resource Guard; remove that link first".to_owned(),
            ));
        }
        tenant.links.retain(|other| other.vault != vault.id);
        tenant.links.push(link.clone());
        let done =
            Operation { action: &action, scope: &vault.id, resource: &id, method: "PUT", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(Written { value: link, created: known.is_none() })
    }

    /// Unlocks something that a guard protects from deletion; tells until when. Without `to_delete` it is the
    /// link itself.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn unlock_delete(
        &mut self,
        act: &Act<'_>,
        vault: &ScopePath,
        named: &[ScopePath],
        to_delete: Option<&ScopePath>,
    ) -> Result<Timestamp, Refusal> {
        let vault = self.vault(act, vault)?;
        let kind = vault.kind.resource_type();
        let action = format!("{kind}/backupResourceGuardProxies/unlockDelete/action");
        self.authorize(act.caller, &action, &vault.id)?;
        let what = match (to_delete, vault.kind) {
            (None, _) => "backupResourceGuardProxies/delete",
            (Some(_), VaultKind::RecoveryServices) => {
                "backupFabrics/protectionContainers/protectedItems/delete"
            }
            (Some(_), VaultKind::Backup) => "backupInstances/delete",
        };
        let id = link_id(&vault);
        self.check_guard(act, &vault, (&action, &format!("{kind}/{what}"), &id), named)?;
        let (tenant, _) = self.entered_mut(act.caller, &vault.id)?;
        if !tenant.links.iter().any(|link| link.vault == vault.id) {
            return Err(Refusal::ResourceNotFound(id));
        }
        tenant.check_locks(&action, &id)?;
        let until = act.now.checked_add(UNLOCKED).unwrap_or(act.now);
        tenant.unlocked.insert(to_delete.cloned().unwrap_or_else(|| id.clone()), until);
        let done =
            Operation { action: &action, scope: &vault.id, resource: &id, method: "POST", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(until)
    }

    /// Deletes the link of a vault; `None` where there was none. It has to be unlocked.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_guard_link(
        &mut self,
        act: &Act<'_>,
        vault: &ScopePath,
    ) -> Result<Option<GuardLink>, Refusal> {
        let vault = self.vault(act, vault)?;
        let kind = vault.kind.resource_type();
        let action = format!("{kind}/backupResourceGuardProxies/delete");
        self.authorize(act.caller, &action, &vault.id)?;
        let id = link_id(&vault);
        let (tenant, _) = self.entered_mut(act.caller, &vault.id)?;
        tenant.check_locks(&action, &id)?;
        let Some(at) = tenant.links.iter().position(|link| link.vault == vault.id) else { return Ok(None) };
        if tenant.unlocked.get(&id).is_none_or(|until| *until < act.now) {
            return Err(Refusal::GuardLinkLocked { link: id });
        }
        tenant.unlocked.remove(&id);
        let link = tenant.links.remove(at);
        let done = Operation {
            action: &action,
            scope: &vault.id,
            resource: &id,
            method: "DELETE",
            sub_status: "OK",
        };
        tenant.log(act, &done);
        Ok(Some(link))
    }

    /// Any other change of a vault that a guard may protect. `operation` is the action, narrowed after a `#`
    /// where the guard tells kinds of it apart; `named` are the consents that the request names.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn vault_operation(
        &mut self,
        act: &Act<'_>,
        vault: &ScopePath,
        operation: &str,
        named: &[ScopePath],
    ) -> Result<(), Refusal> {
        let vault = self.vault(act, vault)?;
        let action = operation.split('#').next().unwrap_or_default();
        self.authorize(act.caller, action, &vault.id)?;
        self.check_guard(act, &vault, (action, operation, &vault.id), named)?;
        let (tenant, _) = self.entered_mut(act.caller, &vault.id)?;
        tenant.check_locks(action, &vault.id)?;
        let done =
            Operation { action, scope: &vault.id, resource: &vault.id, method: "PUT", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(())
    }

    /// Creates a Resource Guard or changes what it excludes. Mandatory operations cannot be excluded.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_resource_guard(
        &mut self,
        act: &Act<'_>,
        id: &ScopePath,
        location: &str,
        excluded: Vec<String>,
    ) -> Result<Written<ResourceGuard>, Refusal> {
        self.authorize(act.caller, GUARD_WRITE, id)?;
        self.check_registered(id, "Microsoft.DataProtection")?;
        let mandatory = |name: &&String| critical_operation(name).is_some_and(|known| known.mandatory);
        if let Some(name) = excluded.iter().find(mandatory) {
            return Err(Refusal::BadRequest(format!("`{name}` is mandatory and cannot be excluded")));
        }
        let (tenant, _) = self.entered_mut(act.caller, id)?;
        tenant.places.check(id)?;
        tenant.check_locks(GUARD_WRITE, id)?;
        let known = tenant.guards.iter().position(|guard| guard.id == *id);
        let guard = ResourceGuard {
            id: id.clone(),
            location: location.to_owned(),
            operations: protected_by(&excluded),
            excluded_operations: excluded,
        };
        match known.and_then(|at| tenant.guards.get_mut(at)) {
            Some(there) => there.clone_from(&guard),
            None => tenant.guards.push(guard.clone()),
        }
        let sub_status = if known.is_none() { "Created" } else { "OK" };
        let done = Operation { action: GUARD_WRITE, scope: id, resource: id, method: "PUT", sub_status };
        tenant.log(act, &done);
        Ok(Written { value: guard, created: known.is_none() })
    }

    /// Deletes a Resource Guard; vaults that are linked to it keep a link that leads nowhere.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_resource_guard(
        &mut self,
        act: &Act<'_>,
        id: &ScopePath,
    ) -> Result<Option<ResourceGuard>, Refusal> {
        self.authorize(act.caller, GUARD_DELETE, id)?;
        let (tenant, _) = self.entered_mut(act.caller, id)?;
        tenant.check_locks(GUARD_DELETE, id)?;
        let Some(at) = tenant.guards.iter().position(|guard| guard.id == *id) else { return Ok(None) };
        let guard = tenant.guards.remove(at);
        let done =
            Operation { action: GUARD_DELETE, scope: id, resource: id, method: "DELETE", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(Some(guard))
    }

    /// That the provider is registered in the subscription that a scope lies in.
    pub(crate) fn check_registered(&self, scope: &ScopePath, namespace: &str) -> Result<(), Refusal> {
        let Some(subscription) = scope.subscription_id() else { return Ok(()) };
        let known = |id: Guid| self.tenant(id).is_some_and(|t| t.is_registered(subscription, namespace));
        match self.tenant_of(scope) {
            Some(id) if known(id) => Ok(()),
            Some(_) => Err(Refusal::NotRegistered { subscription, namespace: namespace.to_owned() }),
            None => Err(Refusal::SubscriptionNotFound(subscription)),
        }
    }
}
