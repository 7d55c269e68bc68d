//! Management locks.
//!
//! Azure: <https://learn.microsoft.com/rest/api/resources/management-locks>

use rolewright_authz::records::{Lock, LockLevel};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};

use super::World;
use super::act::{Act, Written};
use super::activity::Operation;
use super::refusal::{Limit, Refusal};

const WRITE: &str = "Microsoft.Authorization/locks/write";
const DELETE: &str = "Microsoft.Authorization/locks/delete";
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits>
const PER_SCOPE: usize = 20;
/// Azure: <https://learn.microsoft.com/rest/api/resources/management-locks/create-or-update-at-subscription-level>
const LONGEST_NOTES: usize = 512;
const LONGEST_NAME: usize = 260;

fn resource(scope: &ScopePath, name: &str) -> ScopePath {
    ScopePath::new(&format!("{scope}/providers/Microsoft.Authorization/locks/{name}"))
}

fn check(scope: &ScopePath, name: &str, level: &LockLevel, notes: Option<&str>) -> Result<(), Refusal> {
    let bad = |why: String| Err(Refusal::BadLock(why));
    if matches!(scope.level(), ScopeLevel::Root | ScopeLevel::ManagementGroup) {
        return bad(format!("`{scope}` cannot be locked; only subscriptions and what is in them can"));
    }
    if let LockLevel::Other(level) = level {
        return bad(format!("`{level}` is not a lock level; there are `CanNotDelete` and `ReadOnly`"));
    }
    let odd = |c: char| c.is_control() || "<>%&:?/\\".contains(c);
    if name.is_empty() || name.len() > LONGEST_NAME || name.contains(odd) || name.ends_with(['.', ' ']) {
        return bad(format!("`{name}` is not a valid name for a lock"));
    }
    if notes.is_some_and(|notes| notes.chars().count() > LONGEST_NOTES) {
        return bad("the notes of a lock have at most 512 characters".to_owned());
    }
    Ok(())
}

impl World {
    /// Sets a lock, or changes level and notes of the one with that name.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_lock(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        name: &str,
        level: LockLevel,
        notes: Option<String>,
    ) -> Result<Written<Lock>, Refusal> {
        self.authorize(act.caller, WRITE, scope)?;
        check(scope, name, &level, notes.as_deref())?;
        let (tenant, _) = self.entered_mut(act.caller, scope)?;
        tenant.places.check_resource(scope)?;
        let same = |lock: &&mut Lock| lock.scope == *scope && lock.name.eq_ignore_ascii_case(name);
        let written = match tenant.locks.iter_mut().find(same) {
            Some(lock) => {
                lock.level = level;
                lock.notes = notes;
                Written { value: lock.clone(), created: false }
            }
            None => {
                if tenant.locks.iter().filter(|lock| lock.scope == *scope).count() >= PER_SCOPE {
                    return Err(Refusal::LimitExceeded { limit: Limit::Locks, most: PER_SCOPE });
                }
                let lock = Lock { scope: scope.clone(), name: name.to_owned(), level, notes };
                tenant.locks.push(lock.clone());
                Written { value: lock, created: true }
            }
        };
        let sub_status = if written.created { "Created" } else { "OK" };
        let target = resource(scope, name);
        tenant.log(act, &Operation { action: WRITE, scope, resource: &target, method: "PUT", sub_status });
        Ok(written)
    }

    /// Takes a lock off; `None` where there was none.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_lock(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        name: &str,
    ) -> Result<Option<Lock>, Refusal> {
        self.authorize(act.caller, DELETE, scope)?;
        let (tenant, _) = self.entered_mut(act.caller, scope)?;
        let same = |lock: &Lock| lock.scope == *scope && lock.name.eq_ignore_ascii_case(name);
        let Some(at) = tenant.locks.iter().position(same) else { return Ok(None) };
        let lock = tenant.locks.remove(at);
        let target = resource(scope, name);
        let done = Operation { action: DELETE, scope, resource: &target, method: "DELETE", sub_status: "OK" };
        tenant.log(act, &done);
        Ok(Some(lock))
    }
}
