//! Elevation: a Global Administrator makes themselves User Access Administrator at `/`.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>

use rolewright_authz::elevation::USER_ACCESS_ADMINISTRATOR;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::scope_path::ScopePath;

use super::World;
use super::act::Act;
use super::activity::{AuditedChange, Operation};
use super::assignments::{NewRow, Texts};
use super::refusal::Refusal;

const ELEVATE: &str = "Microsoft.Authorization/elevateAccess/action";

impl World {
    /// Gives the caller, and nobody else, User Access Administrator at `/`. Once more is no error: the role
    /// assignment stays the same and its last change moves.
    ///
    /// # Errors
    /// Where the token does not say Global Administrator.
    pub fn elevate_access(&mut self, act: &Act<'_>) -> Result<(), Refusal> {
        let root = ScopePath::root();
        let (tenant, object) = self.entered_mut(act.caller, &root)?;
        if !act.caller.is_global_administrator() {
            return Err(Refusal::Unauthorized { action: ELEVATE.to_owned(), scope: root, condition: false });
        }
        let held = tenant.assignments.at(&root).iter().copied().find(|slot| {
            let row = tenant.assignments.get(*slot);
            row.is_some_and(|row| row.principal == object && row.role == USER_ACCESS_ADMINISTRATOR)
        });
        match held {
            Some(slot) => tenant.assignments.touch(slot, act.now, Some(object)),
            None => {
                let kind = tenant.directory.principal(object).map(|p| p.kind.clone());
                let name = tenant.fresh();
                tenant.assignments.add(NewRow {
                    name,
                    scope: &root,
                    role: USER_ACCESS_ADMINISTRATOR,
                    principal: object,
                    principal_type: kind.unwrap_or(PrincipalType::User),
                    texts: Texts::default(),
                    at: act.now,
                    by: Some(object),
                });
            }
        }
        let scope = ScopePath::new("/providers/Microsoft.Authorization");
        let done =
            Operation { action: ELEVATE, scope: &scope, resource: &scope, method: "POST", sub_status: "OK" };
        tenant.log(act, &done);
        tenant.audit(act, AuditedChange::Elevated, object);
        Ok(())
    }
}
