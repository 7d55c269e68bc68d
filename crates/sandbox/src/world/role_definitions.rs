//! Custom roles.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/custom-roles>

use rolewright_authz::records::{PermissionBlock, RoleDefinition, RoleKind, Stamp};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;

use super::World;
use super::act::{Act, Written};
use super::activity::Operation;
use super::refusal::{Limit, Refusal};
use super::tenant::Tenant;

const WRITE: &str = "Microsoft.Authorization/roleDefinitions/write";
const DELETE: &str = "Microsoft.Authorization/roleDefinitions/delete";
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits>
const PER_TENANT: usize = 5000;
const LONGEST_NAME: usize = 512;

/// The properties of a custom role to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRoleDefinition {
    /// Its display name, unique in the tenant.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where it can be assigned.
    pub assignable_scopes: Vec<ScopePath>,
    /// What it grants.
    pub permissions: Vec<PermissionBlock>,
}

fn resource(scope: &ScopePath, id: Guid) -> ScopePath {
    let base = scope.as_str().trim_end_matches('/');
    ScopePath::new(&format!("{base}/providers/Microsoft.Authorization/roleDefinitions/{id}"))
}

/// Which operations there are is not known here, so an entry only has to look like one.
fn looks_like_an_action(entry: &str) -> bool {
    let entry = entry.trim();
    entry == "*" || entry.contains('/') && !entry.contains(char::is_whitespace) && !entry.contains("//")
}

impl NewRoleDefinition {
    fn check(&self) -> Result<(), Refusal> {
        if self.name.trim().is_empty() || self.name.len() > LONGEST_NAME {
            return Err(Refusal::BadRequest(format!(
                "the role name has {} bytes; 1 to 512 are allowed",
                self.name.len()
            )));
        }
        let bad = |scope: &str| Err(Refusal::BadAssignableScope(scope.to_owned()));
        if self.assignable_scopes.is_empty() {
            return bad("");
        }
        let groups =
            self.assignable_scopes.iter().filter(|s| s.level() == ScopeLevel::ManagementGroup).count();
        let data = self.permissions.iter().any(|block| !block.data_actions.is_empty());
        for scope in &self.assignable_scopes {
            let group = scope.level() == ScopeLevel::ManagementGroup;
            if scope.level() == ScopeLevel::Root || group && (groups > 1 || data) {
                return bad(scope.as_str());
            }
        }
        let entries = self.permissions.iter().flat_map(|b| {
            [&b.actions, &b.not_actions, &b.data_actions, &b.not_data_actions].into_iter().flatten()
        });
        match entries.into_iter().find(|entry| !looks_like_an_action(entry)) {
            Some(entry) => Err(Refusal::BadAction(entry.clone())),
            None => Ok(()),
        }
    }
}

impl Tenant {
    fn check_new_role(&self, id: Guid, new: &NewRoleDefinition) -> Result<(), Refusal> {
        let mut custom = self.roles.values().filter(|role| role.kind != RoleKind::BuiltIn);
        if self.roles.values().any(|role| role.id != id && role.name.eq_ignore_ascii_case(&new.name)) {
            return Err(Refusal::RoleNameTaken(new.name.clone()));
        }
        if custom.clone().all(|role| role.id != id) && custom.by_ref().count() >= PER_TENANT {
            return Err(Refusal::LimitExceeded { limit: Limit::CustomRoles, most: PER_TENANT });
        }
        new.assignable_scopes.iter().try_for_each(|scope| self.places.check(scope))
    }
}

impl World {
    /// Creates a custom role or replaces the one with that id. The caller needs the right at every scope at which
    /// it can be assigned.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_role_definition(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        id: Guid,
        new: NewRoleDefinition,
    ) -> Result<Written<RoleDefinition>, Refusal> {
        self.authorize(act.caller, WRITE, scope)?;
        new.check()?;
        let (tenant, _) = self.entered(act.caller, scope)?;
        let known = tenant.role_definition(id).cloned();
        if known.as_ref().is_some_and(|role| role.kind == RoleKind::BuiltIn) {
            return Err(Refusal::BuiltInRole(id));
        }
        tenant.check_new_role(id, &new)?;
        let before = known.iter().flat_map(|role| &role.assignable_scopes);
        for at in new.assignable_scopes.iter().chain(before) {
            self.authorize(act.caller, WRITE, at)?;
        }
        let (tenant, by) = self.entered_mut(act.caller, scope)?;
        let target = resource(scope, id);
        tenant.check_locks(WRITE, &target)?;
        let first = known.as_ref().map(|role| role.stamp.clone());
        let by = Some(by.to_string());
        let role = RoleDefinition {
            id,
            name: new.name,
            kind: RoleKind::Custom,
            description: new.description,
            assignable_scopes: new.assignable_scopes,
            permissions: new.permissions,
            stamp: Stamp {
                created_on: first.as_ref().map_or(Some(act.now), |stamp| stamp.created_on),
                created_by: first.map_or_else(|| by.clone(), |stamp| stamp.created_by),
                updated_on: Some(act.now),
                updated_by: by,
            },
        };
        tenant.roles.insert(id, role.clone());
        let done =
            Operation { action: WRITE, scope, resource: &target, method: "PUT", sub_status: "Created" };
        tenant.log(act, &done);
        Ok(Written { value: role, created: known.is_none() })
    }

    /// Deletes a custom role; `None` where there was none.
    ///
    /// # Errors
    /// Where Azure refuses, above all while the role is assigned.
    pub fn delete_role_definition(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        id: Guid,
    ) -> Result<Option<RoleDefinition>, Refusal> {
        self.authorize(act.caller, DELETE, scope)?;
        let (tenant, _) = self.entered(act.caller, scope)?;
        let Some(role) = tenant.role_definition(id).cloned() else { return Ok(None) };
        if role.kind == RoleKind::BuiltIn {
            return Err(Refusal::BuiltInRole(id));
        }
        for at in &role.assignable_scopes {
            self.authorize(act.caller, DELETE, at)?;
        }
        let (tenant, _) = self.entered_mut(act.caller, scope)?;
        let target = resource(scope, id);
        tenant.check_locks(DELETE, &target)?;
        let assignments = tenant.assignments.of_role(id);
        if assignments > 0 {
            return Err(Refusal::RoleInUse { role: id, assignments });
        }
        tenant.roles.shift_remove(&id);
        let done = Operation { action: DELETE, scope, resource: &target, method: "DELETE", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(Some(role))
    }
}
