//! One tenant: its directory, its places, and everything that bears on authorization.

use std::collections::HashMap;

use indexmap::IndexMap;
use jiff::Timestamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rolewright_authz::hierarchy::Hierarchy;
use rolewright_authz::records::{
    DenyAssignment, GuardLink, Lock, ManagementGroup, PimInstance, PimKind, PolicyAssignment, Principal,
    Resource, ResourceGroup, ResourceGuard, RoleDefinition, Subscription, Vault,
};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::act::Reach;
use super::activity::{ActivityRecord, DirectoryAudit};
use super::assignments::{AssignmentView, Assignments, Slot};
use super::directory::{Application, Directory};
use super::places::Places;

/// A tenant.
#[derive(Debug)]
pub struct Tenant {
    /// Its id.
    pub id: Guid,
    /// Its display name.
    pub display_name: String,
    /// `contoso.example`
    pub default_domain: String,
    /// Whether it has the licence that Privileged Identity Management needs.
    pub premium: bool,
    pub(crate) directory: Directory,
    pub(crate) places: Places,
    pub(crate) assignments: Assignments,
    pub(crate) roles: IndexMap<Guid, RoleDefinition>,
    pub(crate) denies: Vec<DenyAssignment>,
    pub(crate) locks: Vec<Lock>,
    pub(crate) pim: Vec<PimInstance>,
    pub(crate) policies: Vec<PolicyAssignment>,
    pub(crate) vaults: Vec<Vault>,
    pub(crate) links: Vec<GuardLink>,
    pub(crate) guards: Vec<ResourceGuard>,
    pub(crate) activity: Vec<ActivityRecord>,
    pub(crate) audits: Vec<DirectoryAudit>,
    /// Guard links that may be deleted, and until when.
    pub(crate) unlocked: HashMap<ScopePath, Timestamp>,
    ids: ChaCha8Rng,
}

impl Tenant {
    /// A tenant with the built-in roles and nothing else.
    pub(crate) fn new(id: Guid, display_name: &str, default_domain: &str, seed: u64) -> Self {
        Self {
            id,
            display_name: display_name.to_owned(),
            default_domain: default_domain.to_owned(),
            premium: true,
            directory: Directory::default(),
            places: Places::default(),
            assignments: Assignments::default(),
            roles: super::built_in::roles(),
            denies: Vec::new(),
            locks: Vec::new(),
            pim: Vec::new(),
            policies: Vec::new(),
            vaults: Vec::new(),
            links: Vec::new(),
            guards: Vec::new(),
            activity: Vec::new(),
            audits: Vec::new(),
            unlocked: HashMap::new(),
            ids: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// A GUID that the seed decides, version 4.
    pub(crate) fn fresh(&mut self) -> Guid {
        let random: u128 = self.ids.random();
        Guid::from_u128(random & !(0xf << 76) & !(0xc << 60) | 0x4 << 76 | 0x8 << 60)
    }

    /// A principal of the directory.
    #[must_use]
    pub fn principal(&self, id: Guid) -> Option<&Principal> {
        self.directory.principal(id)
    }

    /// All principals of the directory.
    pub fn principals(&self) -> impl Iterator<Item = &Principal> {
        self.directory.principals()
    }

    /// The direct members of a group.
    #[must_use]
    pub fn members(&self, group: Guid) -> &[Guid] {
        self.directory.members(group)
    }

    /// The members of a group and of the groups in it.
    #[must_use]
    pub fn transitive_members(&self, group: Guid) -> Vec<Guid> {
        self.directory.transitive_members(group)
    }

    /// The groups of a principal, through groups as well.
    #[must_use]
    pub fn groups_of(&self, principal: Guid) -> Vec<Guid> {
        self.directory.groups_of(principal)
    }

    /// The directory roles of a principal, by their template ids: the `wids` of its tokens.
    #[must_use]
    pub fn directory_roles(&self, principal: Guid) -> &[Guid] {
        self.directory.roles(principal)
    }

    /// The applications that can sign in.
    #[must_use]
    pub fn applications(&self) -> &[Application] {
        &self.directory.applications
    }

    /// Deletes a principal from the directory; what it holds in Azure stays.
    pub fn forget_principal(&mut self, id: Guid) -> Option<Principal> {
        self.directory.forget(id)
    }

    /// Adds a principal to the directory, or changes it.
    pub fn add_principal(&mut self, principal: Principal) {
        self.directory.add(principal);
    }

    /// Makes a principal a member of a group.
    pub fn join(&mut self, group: Guid, member: Guid) {
        self.directory.join(group, member);
    }

    /// Takes a principal out of a group; whether it was a direct member.
    pub fn leave(&mut self, group: Guid, member: Guid) -> bool {
        self.directory.leave(group, member)
    }

    /// Its management groups; the root group's name is the tenant's id.
    pub fn management_groups(&self) -> impl Iterator<Item = &ManagementGroup> {
        self.places.management_groups.iter()
    }

    /// The management-group tree with the subscriptions in it.
    #[must_use]
    pub fn hierarchy(&self) -> &Hierarchy {
        self.places.hierarchy()
    }

    /// Its subscriptions.
    pub fn subscriptions(&self) -> impl Iterator<Item = &Subscription> {
        self.places.subscriptions.values()
    }

    /// One subscription.
    #[must_use]
    pub fn subscription(&self, id: Guid) -> Option<&Subscription> {
        self.places.subscriptions.get(&id)
    }

    /// The resource groups of a subscription.
    pub fn resource_groups(&self, subscription: Guid) -> impl Iterator<Item = &ResourceGroup> {
        self.places.groups(subscription)
    }

    /// One resource group.
    #[must_use]
    pub fn resource_group(&self, subscription: Guid, name: &str) -> Option<&ResourceGroup> {
        let id = ScopePath::new(&format!("/subscriptions/{subscription}/resourceGroups/{name}"));
        self.places.group(&id)
    }

    /// The resources at and below a scope.
    pub fn resources<'a>(&'a self, scope: &'a ScopePath) -> impl Iterator<Item = &'a Resource> {
        self.places.resources(scope)
    }

    /// One resource.
    #[must_use]
    pub fn resource(&self, id: &ScopePath) -> Option<&Resource> {
        self.places.resource(id)
    }

    /// Whether a resource provider is registered in a subscription.
    #[must_use]
    pub fn is_registered(&self, subscription: Guid, namespace: &str) -> bool {
        self.places.is_registered(subscription, namespace)
    }

    /// The providers registered in a subscription, in lower case.
    #[must_use]
    pub fn registered(&self, subscription: Guid) -> Vec<&str> {
        self.places.registered(subscription)
    }

    /// Everything that a scope lies in, nearest first, without itself.
    #[must_use]
    pub fn ancestors(&self, scope: &ScopePath) -> Vec<ScopePath> {
        self.hierarchy().ancestors(scope)
    }

    /// Whether `inner` is `outer` or lies in it, across management groups.
    #[must_use]
    pub fn covers(&self, outer: &ScopePath, inner: &ScopePath) -> bool {
        self.hierarchy().covers(outer, inner)
    }

    /// Whether a row that stands at `at` is in a list for `scope`.
    pub(crate) fn reaches(&self, at: &ScopePath, scope: &ScopePath, reach: Reach) -> bool {
        self.hierarchy().covers(at, scope)
            || reach == Reach::AtAboveAndBelow && self.hierarchy().covers(scope, at)
    }

    /// The role assignments of a list, by rising slot; goes on after the slot given.
    pub fn role_assignments<'a>(
        &'a self,
        scope: &'a ScopePath,
        reach: Reach,
        after: Option<Slot>,
    ) -> Box<dyn Iterator<Item = (Slot, AssignmentView<'a>)> + 'a> {
        let below = reach == Reach::AtAboveAndBelow;
        let Some(subscription) = scope.subscription_id().filter(|_| below) else {
            if below {
                let rows = self.assignments.after(after);
                return Box::new(rows.filter(move |(_, row)| self.reaches(row.scope, scope, reach)));
            }
            return self.picked(self.at_and_above(scope), after);
        };
        let mut slots = self.at_and_above(&ScopePath::subscription(subscription));
        slots.extend_from_slice(self.assignments.at(&ScopePath::subscription(subscription)));
        slots.extend_from_slice(self.assignments.in_subscription(subscription));
        slots.sort_unstable();
        slots.dedup();
        let rows = self.picked(slots, after);
        Box::new(rows.filter(move |(_, row)| self.reaches(row.scope, scope, reach)))
    }

    /// The role assignments of a few principals, by rising slot.
    pub fn role_assignments_of<'a>(
        &'a self,
        principals: &[Guid],
        scope: &'a ScopePath,
        reach: Reach,
        after: Option<Slot>,
    ) -> impl Iterator<Item = (Slot, AssignmentView<'a>)> + use<'a> {
        let slots = principals.iter().flat_map(|id| self.assignments.of(*id)).copied().collect();
        self.picked(slots, after).filter(move |(_, row)| self.reaches(row.scope, scope, reach))
    }

    /// The slots at a scope and above it, unordered.
    pub(crate) fn at_and_above(&self, scope: &ScopePath) -> Vec<Slot> {
        let mut slots = self.assignments.at(scope).to_vec();
        for above in self.ancestors(scope) {
            slots.extend_from_slice(self.assignments.at(&above));
        }
        slots
    }

    fn picked<'a>(
        &'a self,
        mut slots: Vec<Slot>,
        after: Option<Slot>,
    ) -> Box<dyn Iterator<Item = (Slot, AssignmentView<'a>)> + 'a> {
        slots.sort_unstable();
        slots.dedup();
        let slots = slots.into_iter().filter(move |slot| after.is_none_or(|after| *slot > after));
        Box::new(slots.filter_map(|slot| self.assignments.get(slot).map(|row| (slot, row))))
    }

    /// One role assignment, where it stands at that scope.
    #[must_use]
    pub fn role_assignment(&self, scope: &ScopePath, name: Guid) -> Option<AssignmentView<'_>> {
        let row = self.assignments.get(self.assignments.named(name)?)?;
        (row.scope == scope).then_some(row)
    }

    /// How many role assignments stand at and below a subscription: what its limit counts.
    #[must_use]
    pub fn assignment_count(&self, subscription: Guid) -> usize {
        self.assignments.in_subscription(subscription).len()
    }

    /// How many role assignments there are.
    #[must_use]
    pub fn assignments_total(&self) -> usize {
        self.assignments.len()
    }

    /// Every role definition.
    pub fn role_definitions(&self) -> impl Iterator<Item = &RoleDefinition> {
        self.roles.values()
    }

    /// The role definitions that can be assigned at a scope, or with `below` somewhere under it.
    pub fn role_definitions_at<'a>(
        &'a self,
        scope: &'a ScopePath,
        below: bool,
    ) -> impl Iterator<Item = &'a RoleDefinition> {
        let reach = if below { Reach::AtAboveAndBelow } else { Reach::AtAndAbove };
        self.roles
            .values()
            .filter(move |role| role.assignable_scopes.iter().any(|at| self.reaches(at, scope, reach)))
    }

    /// One role definition.
    #[must_use]
    pub fn role_definition(&self, id: Guid) -> Option<&RoleDefinition> {
        self.roles.get(&id)
    }

    /// Deny assignments of a list.
    pub fn deny_assignments<'a>(
        &'a self,
        scope: &'a ScopePath,
        reach: Reach,
    ) -> impl Iterator<Item = &'a DenyAssignment> {
        self.denies.iter().filter(move |deny| self.reaches(&deny.scope, scope, reach))
    }

    /// Locks of a list.
    pub fn locks<'a>(&'a self, scope: &'a ScopePath, reach: Reach) -> impl Iterator<Item = &'a Lock> {
        self.locks.iter().filter(move |lock| self.reaches(&lock.scope, scope, reach))
    }

    /// PIM instances of a list.
    pub fn pim<'a>(
        &'a self,
        scope: &'a ScopePath,
        kind: PimKind,
        reach: Reach,
    ) -> impl Iterator<Item = &'a PimInstance> {
        self.pim.iter().filter(move |p| p.kind == kind && self.reaches(&p.scope, scope, reach))
    }

    /// Policy assignments with `denyAction` of a list.
    pub fn policy_assignments<'a>(
        &'a self,
        scope: &'a ScopePath,
        reach: Reach,
    ) -> impl Iterator<Item = &'a PolicyAssignment> {
        self.policies.iter().filter(move |policy| self.reaches(&policy.scope, scope, reach))
    }

    /// Vaults at and below a scope.
    pub fn vaults<'a>(&'a self, scope: &'a ScopePath) -> impl Iterator<Item = &'a Vault> {
        self.vaults.iter().filter(move |vault| self.hierarchy().covers(scope, &vault.id))
    }

    /// The guard links of a vault; Azure allows one.
    pub fn guard_links<'a>(&'a self, vault: &'a ScopePath) -> impl Iterator<Item = &'a GuardLink> {
        self.links.iter().filter(move |link| link.vault == *vault)
    }

    /// Resource Guards at and below a scope.
    pub fn resource_guards<'a>(&'a self, scope: &'a ScopePath) -> impl Iterator<Item = &'a ResourceGuard> {
        self.guards.iter().filter(move |guard| self.hierarchy().covers(scope, &guard.id))
    }

    /// The records of one log, newest first: `/` for the tenant's own, a management group's, a subscription's.
    pub fn activity<'a>(&'a self, log: &'a ScopePath) -> impl Iterator<Item = &'a ActivityRecord> {
        self.activity.iter().rev().filter(move |record| record.log == *log)
    }

    /// The records of elevation in the directory audit log, newest first.
    pub fn directory_audits(&self) -> impl Iterator<Item = &DirectoryAudit> {
        self.audits.iter().rev()
    }
}
