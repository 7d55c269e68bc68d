//! May the caller do it? Azure's own rules, by `rolewright-authz`, over the rows that the indexes find.

use std::collections::BTreeSet;

use rolewright_authz::access::{Access, Identity, Question, Verdict, access};
use rolewright_authz::permissions::Plane;
use rolewright_authz::records::{PermissionBlock, RoleAssignment};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::eval::{Request, Truth};
use rolewright_condition::guid::Guid;

use super::World;
use super::act::Caller;
use super::assignments::Slot;
use super::refusal::Refusal;
use super::tenant::Tenant;

impl Tenant {
    /// The slots of what an identity holds at a scope and above it, found over the shorter way: from the scopes
    /// or from the principals.
    fn held(&self, who: &Identity, scope: &ScopePath) -> Vec<Slot> {
        let principals = || std::iter::once(who.id).chain(who.groups.iter().copied());
        let places = self.at_and_above(scope);
        let of_principals: usize = principals().map(|id| self.assignments.of(id).len()).sum();
        if of_principals < places.len() {
            let slots = principals().flat_map(|id| self.assignments.of(id)).copied();
            slots
                .filter(|slot| {
                    let row = self.assignments.get(*slot);
                    row.is_some_and(|row| self.hierarchy().covers(row.scope, scope))
                })
                .collect()
        } else {
            let mine = |slot: &Slot| {
                self.assignments.get(*slot).is_some_and(|row| who.holds(row.principal).is_some())
            };
            places.into_iter().filter(mine).collect()
        }
    }

    fn held_records(&self, who: &Identity, scope: &ScopePath) -> Vec<RoleAssignment> {
        let slots = self.held(who, scope);
        slots.into_iter().filter_map(|slot| self.assignments.get(slot).map(|row| row.record())).collect()
    }

    /// What an object of the directory may do, with reasons.
    pub(crate) fn access(
        &self,
        object: Guid,
        action: &str,
        scope: &ScopePath,
        attributes: &Request,
    ) -> Access {
        let who = self.directory.identity(object);
        let held = self.held_records(&who, scope);
        let question = Question { who: &who, action, plane: Plane::Control, scope, attributes };
        access(&question, &held, |id| self.roles.get(&id), &self.denies, self.hierarchy())
    }

    /// Whether an object may do it.
    pub(crate) fn permit(
        &self,
        object: Guid,
        action: &str,
        scope: &ScopePath,
        attributes: &Request,
    ) -> Result<(), Refusal> {
        let answer = self.access(object, action, scope, attributes);
        let refused = |condition| {
            Err(Refusal::Unauthorized { action: action.to_owned(), scope: scope.clone(), condition })
        };
        match answer.verdict {
            Verdict::Allowed => Ok(()),
            // Unknown grants nothing; a deny assignment that cannot be decided is taken as it stands.
            Verdict::Refused => refused(true),
            Verdict::Depends if answer.denials.is_empty() => refused(true),
            Verdict::NotGranted => refused(false),
            Verdict::Denied | Verdict::Depends => {
                let granted = answer.grants.iter().any(|grant| grant.holds() == Truth::True);
                match answer.denials.into_iter().next() {
                    Some(denial) if granted => Err(Refusal::Denied {
                        action: action.to_owned(),
                        scope: scope.clone(),
                        name: denial.name,
                        id: denial.deny_assignment,
                        at: denial.scope,
                    }),
                    _ => refused(false),
                }
            }
        }
    }
}

/// What a Global Administrator may read without elevation.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>
const GLOBAL_ADMINISTRATOR_READS: [&str; 2] =
    ["Microsoft.Authorization/roleAssignments/read", "Microsoft.Authorization/roleDefinitions/read"];

impl World {
    /// Whether the caller may do it there: role assignments, groups, conditions, deny assignments. Locks are not
    /// asked.
    ///
    /// # Errors
    /// [`Refusal::WrongTenant`], [`Refusal::Unauthorized`], [`Refusal::Denied`].
    pub fn authorize(&self, caller: &Caller, action: &str, scope: &ScopePath) -> Result<(), Refusal> {
        self.authorize_with(caller, action, scope, &Request::default())
    }

    /// The same as yes or no.
    #[must_use]
    pub fn may(&self, caller: &Caller, action: &str, scope: &ScopePath) -> bool {
        self.authorize(caller, action, scope).is_ok()
    }

    /// The same with the attributes that conditions read.
    pub(crate) fn authorize_with(
        &self,
        caller: &Caller,
        action: &str,
        scope: &ScopePath,
        attributes: &Request,
    ) -> Result<(), Refusal> {
        let (tenant, object) = self.entered(caller, scope)?;
        let reads = || GLOBAL_ADMINISTRATOR_READS.iter().any(|read| read.eq_ignore_ascii_case(action));
        if tenant.id == caller.tenant && caller.is_global_administrator() && reads() {
            return Ok(());
        }
        tenant.permit(object, action, scope, attributes)
    }

    /// The subscriptions of the caller's tenant in or above which something was assigned to them.
    #[must_use]
    pub fn seen_subscriptions(&self, caller: &Caller) -> BTreeSet<Guid> {
        let Some(tenant) = self.tenant(caller.tenant) else { return BTreeSet::new() };
        let who = tenant.directory.identity(caller.object_id);
        let mut seen = BTreeSet::new();
        let mut above: Vec<&ScopePath> = Vec::new();
        for id in std::iter::once(who.id).chain(who.groups.iter().copied()) {
            for slot in tenant.assignments.of(id) {
                let Some(row) = tenant.assignments.get(*slot) else { continue };
                match row.scope.subscription_id() {
                    Some(subscription) => {
                        seen.insert(subscription);
                    }
                    None if !above.contains(&row.scope) => above.push(row.scope),
                    None => {}
                }
            }
        }
        for scope in above {
            seen.extend(tenant.hierarchy().subscriptions_in(scope));
        }
        seen
    }

    /// Whether something was assigned to the caller at a scope, above or below it, so that lists show it.
    #[must_use]
    pub fn may_see(&self, caller: &Caller, scope: &ScopePath) -> bool {
        let Ok((tenant, object)) = self.entered(caller, scope) else { return false };
        let who = tenant.directory.identity(object);
        if !tenant.held(&who, scope).is_empty() {
            return true;
        }
        let below = |row: &ScopePath| tenant.hierarchy().covers(scope, row);
        match (scope.level(), scope.subscription_id()) {
            (ScopeLevel::Subscription, Some(id)) => {
                let rows = tenant.assignments.in_subscription(id);
                rows.iter().any(|slot| {
                    tenant.assignments.get(*slot).is_some_and(|row| who.holds(row.principal).is_some())
                })
            }
            _ => std::iter::once(who.id).chain(who.groups.iter().copied()).any(|id| {
                let rows = tenant.assignments.of(id);
                rows.iter().any(|slot| tenant.assignments.get(*slot).is_some_and(|row| below(row.scope)))
            }),
        }
    }

    /// The permission blocks of everything that the caller holds at a scope and above, each with the condition of
    /// its assignment: one for each block of each assignment, repeated where held twice.
    #[must_use]
    pub fn permissions_of(&self, caller: &Caller, scope: &ScopePath) -> Vec<PermissionBlock> {
        let Ok((tenant, object)) = self.entered(caller, scope) else { return Vec::new() };
        let who = tenant.directory.identity(object);
        let mut blocks = Vec::new();
        for held in tenant.held_records(&who, scope) {
            let Some(role) = tenant.roles.get(&held.role) else { continue };
            for block in &role.permissions {
                let mut block = block.clone();
                if block.condition.is_none() {
                    block.condition.clone_from(&held.condition);
                    block.condition_version.clone_from(&held.condition_version);
                }
                blocks.push(block);
            }
        }
        blocks
    }
}
