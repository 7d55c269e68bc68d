//! Management groups and the subscriptions in them, changed.
//!
//! Azure: <https://learn.microsoft.com/azure/governance/management-groups/manage>

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{ManagementGroup, Subscription};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::World;
use super::act::{Act, Written};
use super::activity::Operation;
use super::assignments::{NewRow, Texts};
use super::built_in::OWNER;
use super::refusal::Refusal;
use super::tenant::Tenant;

const WRITE: &str = "Microsoft.Management/managementGroups/write";
const DELETE: &str = "Microsoft.Management/managementGroups/delete";
const MOVE: &str = "Microsoft.Management/managementGroups/subscriptions/write";
const TAKE_OUT: &str = "Microsoft.Management/managementGroups/subscriptions/delete";
/// Who moves a subscription changes what is inherited in it.
const INHERIT: &str = "Microsoft.Authorization/roleAssignments/write";
/// Azure: <https://learn.microsoft.com/azure/governance/management-groups/overview#important-facts-about-management-groups>
const DEEPEST: usize = 6;
const LONGEST_NAME: usize = 90;

/// What is wrong with a name, in Azure's words.
#[must_use]
pub fn bad_group_name(name: &str) -> Option<String> {
    let fine = |c: &char| c.is_ascii_alphanumeric() || "-_().".contains(*c);
    let mut odd: Vec<char> = name.chars().filter(|c| !fine(c)).collect();
    odd.dedup();
    if !odd.is_empty() {
        let odd = odd.iter().map(char::to_string).collect::<Vec<_>>().join(", ");
        return Some(format!(
            "The provided management group name '{name}' has these invalid characters: '{odd}'. The name can only \
             be an ASCII letter, digit, -, _, (, ), ."
        ));
    }
    (name.is_empty() || name.len() > LONGEST_NAME).then(|| {
        format!(
            "The provided management group name '{name}' must have between 1 and {LONGEST_NAME} characters."
        )
    })
}

impl Tenant {
    /// One management group, whatever the case of its name.
    #[must_use]
    pub fn management_group(&self, name: &str) -> Option<&ManagementGroup> {
        self.management_groups().find(|group| group.name.eq_ignore_ascii_case(name))
    }

    fn known_group(&self, name: &str) -> Result<&ManagementGroup, Refusal> {
        self.management_group(name).ok_or_else(|| Refusal::ManagementGroupNotFound(name.to_owned()))
    }

    /// That a group may stand below that parent: not below itself, and not too deep.
    fn check_parent(&self, name: &str, parent: &str) -> Result<(), Refusal> {
        self.known_group(parent)?;
        let at = ScopePath::management_group(parent);
        if self.covers(&ScopePath::management_group(name), &at) {
            return Err(Refusal::BadRequest(format!("`{parent}` lies in `{name}` or is it")));
        }
        // Above the parent stand the root group and `/`.
        if self.ancestors(&at).len() > DEEPEST {
            return Err(Refusal::BadRequest(format!("management groups are at most {DEEPEST} levels deep")));
        }
        Ok(())
    }
}

impl World {
    fn home<'w>(&'w self, act: &Act<'_>) -> Result<&'w Tenant, Refusal> {
        self.tenant(act.caller.tenant).ok_or(Refusal::WrongTenant { tenant: act.caller.tenant })
    }

    fn home_mut<'w>(&'w mut self, act: &Act<'_>) -> Result<&'w mut Tenant, Refusal> {
        let tenant = act.caller.tenant;
        self.tenant_mut(tenant).ok_or(Refusal::WrongTenant { tenant })
    }

    /// Creates a management group, whose creator becomes its Owner, or changes display name and parent of the one
    /// with that name. What is not given stays; a new group without a parent stands below the root group.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_management_group(
        &mut self,
        act: &Act<'_>,
        name: &str,
        display_name: Option<&str>,
        parent: Option<&str>,
    ) -> Result<Written<ManagementGroup>, Refusal> {
        let home = self.home(act)?;
        let scope = ScopePath::management_group(name);
        let (known, root) = (home.management_group(name).cloned(), home.id.to_string());
        let elsewhere = self.tenant_of(&scope).is_some_and(|tenant| tenant != home.id);
        if let Some(why) = bad_group_name(name) {
            return Err(Refusal::BadRequest(why));
        }
        if elsewhere {
            return Err(Refusal::BadRequest(format!("another tenant has a management group `{name}`")));
        }
        let parent = match (&known, parent) {
            (_, Some(parent)) => Some(parent.to_owned()),
            (Some(known), None) => known.parent.clone(),
            (None, None) => Some(root),
        };
        let moves = known.as_ref().is_none_or(|known| known.parent != parent);
        if let Some(parent) = parent.as_ref().filter(|_| moves) {
            self.authorize(act.caller, WRITE, &ScopePath::management_group(parent))?;
            self.home(act)?.check_parent(name, parent)?;
        }
        if known.is_some() {
            self.authorize(act.caller, WRITE, &scope)?;
        }
        let tenant = self.home_mut(act)?;
        let before = known.as_ref().map_or(name, |known| &known.display_name);
        let group = ManagementGroup {
            name: known.as_ref().map_or(name, |known| &known.name).to_owned(),
            display_name: display_name.unwrap_or(before).to_owned(),
            parent,
        };
        match tenant.places.management_groups.iter_mut().find(|there| there.name == group.name) {
            Some(there) => there.clone_from(&group),
            None => tenant.places.management_groups.push(group.clone()),
        }
        tenant.places.grow();
        if known.is_none() {
            let name = tenant.fresh();
            tenant.assignments.add(NewRow {
                name,
                scope: &scope,
                role: OWNER,
                principal: act.caller.object_id,
                principal_type: if act.caller.app_id.is_some() {
                    PrincipalType::ServicePrincipal
                } else {
                    PrincipalType::User
                },
                texts: Texts::default(),
                at: act.now,
                by: Some(act.caller.object_id),
            });
        }
        let sub_status = if known.is_none() { "Accepted" } else { "OK" };
        let done = Operation { action: WRITE, scope: &scope, resource: &scope, method: "PUT", sub_status };
        tenant.log(act, &done);
        Ok(Written { value: group, created: known.is_none() })
    }

    /// Deletes an empty management group and the role assignments at it; `None` where there was none.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_management_group(
        &mut self,
        act: &Act<'_>,
        name: &str,
    ) -> Result<Option<ManagementGroup>, Refusal> {
        let scope = ScopePath::management_group(name);
        self.authorize(act.caller, DELETE, &scope)?;
        let tenant = self.home_mut(act)?;
        let Some(group) = tenant.management_group(name).cloned() else { return Ok(None) };
        let inside = |parent: &Option<String>| {
            parent.as_ref().is_some_and(|parent| parent.eq_ignore_ascii_case(&group.name))
        };
        let groups = tenant.management_groups().filter(|other| inside(&other.parent)).count();
        let subscriptions = tenant.subscriptions().filter(|s| inside(&s.management_group)).count();
        if group.parent.is_none() || groups + subscriptions > 0 {
            return Err(Refusal::BadRequest(format!("`{name}` is the root group or not empty")));
        }
        for slot in tenant.assignments.at(&scope).to_vec() {
            tenant.assignments.remove(slot);
        }
        tenant.places.management_groups.retain(|other| other.name != group.name);
        tenant.places.grow();
        let done = Operation {
            action: DELETE,
            scope: &scope,
            resource: &scope,
            method: "DELETE",
            sub_status: "Accepted",
        };
        tenant.log(act, &done);
        Ok(Some(group))
    }

    /// Moves a subscription into a management group; with `into` false back below the root group.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn move_subscription(
        &mut self,
        act: &Act<'_>,
        group: &str,
        id: Guid,
        into: bool,
    ) -> Result<Subscription, Refusal> {
        let scope = ScopePath::management_group(group);
        let action = if into { MOVE } else { TAKE_OUT };
        self.authorize(act.caller, action, &scope)?;
        self.authorize(act.caller, INHERIT, &ScopePath::subscription(id))?;
        let tenant = self.home_mut(act)?;
        let name = tenant.known_group(group)?.name.clone();
        let root = tenant.id.to_string();
        let found = tenant.places.subscriptions.get_mut(&id).ok_or(Refusal::SubscriptionNotFound(id))?;
        found.management_group = Some(if into { name } else { root });
        let moved = found.clone();
        tenant.places.grow();
        let resource = ScopePath::new(&format!("{scope}/subscriptions/{id}"));
        let method = if into { "PUT" } else { "DELETE" };
        let done = Operation { action, scope: &scope, resource: &resource, method, sub_status: "OK" };
        tenant.log(act, &done);
        Ok(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(bad_group_name("cli-test_(1).x"), None);
        assert!(bad_group_name("!bad").unwrap().contains("these invalid characters: '!'"));
        assert!(bad_group_name("").is_some() && bad_group_name(&"x".repeat(91)).is_some());
    }
}
