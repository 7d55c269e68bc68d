//! Deny assignments that people make, a preview with narrow rules.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/deny-assignments>

use rolewright_authz::locks::Operation as Kind;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{DeniedPrincipal, DenyAssignment, PermissionBlock, Stamp};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::World;
use super::act::{Act, Written};
use super::activity::Operation;
use super::refusal::Refusal;
use super::tenant::Tenant;

const WRITE: &str = "Microsoft.Authorization/denyAssignments/write";
const DELETE: &str = "Microsoft.Authorization/denyAssignments/delete";
const EVERYBODY: Guid = Guid::from_u128(0);

/// The properties of a deny assignment to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDenyAssignment {
    /// Its display name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it stops at its scope.
    pub not_below: bool,
    /// What it denies.
    pub permissions: Vec<PermissionBlock>,
    /// Whom it denies.
    pub principals: Vec<DeniedPrincipal>,
    /// Whom it spares.
    pub excluded: Vec<DeniedPrincipal>,
    /// A condition.
    pub condition: Option<String>,
}

fn resource(scope: &ScopePath, id: Guid) -> ScopePath {
    let base = scope.as_str().trim_end_matches('/');
    ScopePath::new(&format!("{base}/providers/Microsoft.Authorization/denyAssignments/{id}"))
}

impl Tenant {
    /// Everybody with somebody spared, or one user or application; only operations that change something.
    fn check_new_deny(&self, new: &NewDenyAssignment) -> Result<(), Refusal> {
        let bad = |why: &str| Err(Refusal::BadDenyAssignment(why.to_owned()));
        if new.not_below {
            return bad("User assigned deny assignment does not support doNotApplyToChildScopes.");
        }
        match new.principals.as_slice() {
            [one] if one.id == EVERYBODY => {
                if new.excluded.is_empty() {
                    return bad("User assigned deny assignment for all principals needs excludePrincipals.");
                }
            }
            [one] => {
                let known = self.directory.principal(one.id).map(|p| &p.kind);
                if !matches!(known, Some(PrincipalType::User | PrincipalType::ServicePrincipal)) {
                    return bad("User assigned deny assignment supports a user or service principal only.");
                }
            }
            _ => return bad("User assigned deny assignment needs exactly one principal."),
        }
        let blocks = &new.permissions;
        let reads = |block: &PermissionBlock| {
            block.actions.is_empty()
                || block.actions.iter().any(|action| Kind::of(action) == Kind::Read || action.trim() == "*")
        };
        if blocks.is_empty() || blocks.iter().any(reads) {
            return bad("User assigned deny assignment supports write, delete and action operations only.");
        }
        if blocks.iter().any(|b| !b.data_actions.is_empty() || !b.not_data_actions.is_empty()) {
            return bad("User assigned deny assignment does not support data actions.");
        }
        Ok(())
    }
}

impl World {
    /// Creates a deny assignment or replaces one that people made.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_deny_assignment(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        id: Guid,
        new: NewDenyAssignment,
    ) -> Result<Written<DenyAssignment>, Refusal> {
        self.authorize(act.caller, WRITE, scope)?;
        let (tenant, by) = self.entered_mut(act.caller, scope)?;
        tenant.places.check_resource(scope)?;
        tenant.check_new_deny(&new)?;
        let target = resource(scope, id);
        tenant.check_locks(WRITE, &target)?;
        let known = tenant.denies.iter().find(|deny| deny.id == id).cloned();
        if known.as_ref().is_some_and(|deny| deny.system_protected) {
            return Err(Refusal::SystemProtected(id));
        }
        let by = Some(by.to_string());
        let deny = DenyAssignment {
            id,
            name: new.name,
            description: new.description,
            scope: scope.clone(),
            not_below: false,
            permissions: new.permissions,
            principals: new.principals,
            excluded: new.excluded,
            system_protected: false,
            condition: new.condition,
            stamp: Stamp {
                created_on: known.as_ref().map_or(Some(act.now), |deny| deny.stamp.created_on),
                created_by: known.as_ref().map_or_else(|| by.clone(), |deny| deny.stamp.created_by.clone()),
                updated_on: Some(act.now),
                updated_by: by,
            },
        };
        tenant.denies.retain(|other| other.id != id);
        tenant.denies.push(deny.clone());
        let done =
            Operation { action: WRITE, scope, resource: &target, method: "PUT", sub_status: "Created" };
        tenant.log(act, &done);
        Ok(Written { value: deny, created: known.is_none() })
    }

    /// Deletes a deny assignment that people made; `None` where there was none.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_deny_assignment(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        id: Guid,
    ) -> Result<Option<DenyAssignment>, Refusal> {
        self.authorize(act.caller, DELETE, scope)?;
        let (tenant, _) = self.entered_mut(act.caller, scope)?;
        let target = resource(scope, id);
        tenant.check_locks(DELETE, &target)?;
        let found = tenant.denies.iter().find(|deny| deny.id == id && deny.scope == *scope).cloned();
        let Some(deny) = found else { return Ok(None) };
        if deny.system_protected {
            return Err(Refusal::SystemProtected(id));
        }
        tenant.denies.retain(|other| other.id != id);
        let done = Operation { action: DELETE, scope, resource: &target, method: "DELETE", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(Some(deny))
    }
}
