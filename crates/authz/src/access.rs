//! Whether a principal may do a thing at a scope, and because of what.
//!
//! Allowed if some role assignment of the principal or of one of its groups, at the scope or above it, has a role
//! with a block that grants the action, the conditions of both are true, and no deny assignment applies.
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource>

use std::collections::HashSet;

use rolewright_condition::eval::{Request, Truth, truth};
use rolewright_condition::guid::Guid;
use rolewright_condition::parse;

use crate::hierarchy::Hierarchy;
use crate::permissions::Plane;
use crate::records::{DeniedPrincipal, DenyAssignment, PermissionBlock, RoleAssignment, RoleDefinition};
use crate::scope_path::ScopePath;

/// A principal with every group that it belongs to, directly or through other groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its object id.
    pub id: Guid,
    /// Its groups.
    pub groups: HashSet<Guid>,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Who.
    pub who: &'a Identity,
    /// `Microsoft.Storage/storageAccounts/write`
    pub action: &'a str,
    /// Control plane or data plane.
    pub plane: Plane,
    /// Where.
    pub scope: &'a ScopePath,
    /// The attributes of the request, for conditions. Its own `action` is set from above.
    pub attributes: &'a Request,
}

/// How a principal comes to hold an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// It is named there.
    Direct,
    /// This group of its is.
    Group(Guid),
}

/// A role assignment with a block that grants the action, and what its conditions say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Name of the role assignment.
    pub assignment: Guid,
    /// Where it stands: at the scope asked for, or above.
    pub scope: ScopePath,
    /// Its role.
    pub role: Guid,
    /// Directly or through a group.
    pub via: Via,
    /// Which permission block of the role, from 0.
    pub block: usize,
    /// The entry of the block that matches.
    pub pattern: String,
    /// What the condition of the assignment says; `None` without one.
    pub condition: Option<Truth>,
    /// What the condition of the block says; `None` without one.
    pub block_condition: Option<Truth>,
}

impl Grant {
    /// Whether it counts: both conditions hold.
    #[must_use]
    pub fn holds(&self) -> Truth {
        self.condition.unwrap_or(Truth::True) & self.block_condition.unwrap_or(Truth::True)
    }
}

/// A deny assignment that names the principal, the scope and the action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// The deny assignment.
    pub deny_assignment: Guid,
    /// Its display name.
    pub name: String,
    /// Where it stands.
    pub scope: ScopePath,
    /// Directly, by everybody, or through a group.
    pub via: Via,
    /// Whether it applies for sure: its conditions are true or there are none.
    pub holds: Truth,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Some grant holds and no deny assignment applies.
    Allowed,
    /// A deny assignment applies, whatever is granted.
    Denied,
    /// It depends on a condition that could not be decided: see the grants and denials.
    Depends,
    /// Roles would grant it, but every condition refuses.
    Refused,
    /// No role grants it.
    NotGranted,
}

/// The answer with everything it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// In one word.
    pub verdict: Verdict,
    /// Every grant found, whatever its conditions say.
    pub grants: Vec<Grant>,
    /// Every denial found.
    pub denials: Vec<Denial>,
    /// Assignments of the principal that reach the scope, whose role definition is not known: they might grant.
    pub unknown_roles: Vec<Guid>,
}

impl Identity {
    /// A principal without groups.
    #[must_use]
    pub fn alone(id: Guid) -> Self {
        Self { id, groups: HashSet::new() }
    }

    /// How it holds what is given to `principal`, if it does.
    #[must_use]
    pub fn holds(&self, principal: Guid) -> Option<Via> {
        if principal == self.id {
            Some(Via::Direct)
        } else {
            self.groups.contains(&principal).then_some(Via::Group(principal))
        }
    }
}

impl Question<'_> {
    fn asks(&self, condition: Option<&str>) -> Option<Truth> {
        let text = condition.filter(|text| !text.trim().is_empty())?;
        let parsed = parse(text);
        if parsed.has_errors() {
            return Some(Truth::Unknown);
        }
        let request = Request { action: Some(self.action.to_owned()), ..self.attributes.clone() };
        Some(truth(&parsed, &request))
    }

    fn grants<'a>(
        &'a self,
        assignment: &'a RoleAssignment,
        role: &'a RoleDefinition,
        via: Via,
    ) -> impl Iterator<Item = Grant> + 'a {
        role.granting(self.plane, self.action).map(move |granting| Grant {
            assignment: assignment.name,
            scope: assignment.scope.clone(),
            role: role.id,
            via,
            block: granting.index,
            pattern: granting.pattern.to_owned(),
            condition: self.asks(assignment.condition.as_deref()),
            block_condition: self.asks(granting.block.condition.as_deref()),
        })
    }

    /// Whether a deny assignment names the action, and what its conditions say.
    fn denial(&self, deny: &DenyAssignment, hierarchy: &Hierarchy) -> Option<Denial> {
        let here = if deny.not_below {
            deny.scope == *self.scope
        } else {
            hierarchy.covers(&deny.scope, self.scope)
        };
        let named = |list: &[DeniedPrincipal]| list.iter().find_map(|principal| self.named(principal));
        let via = named(&deny.principals).filter(|_| here && named(&deny.excluded).is_none())?;
        let blocks = deny.permissions.iter().filter(|block| block.grants(self.plane, self.action).is_some());
        let some = blocks
            .map(|block: &PermissionBlock| self.asks(block.condition.as_deref()).unwrap_or(Truth::True))
            .reduce(|a, b| a | b)?;
        let holds = some & self.asks(deny.condition.as_deref()).unwrap_or(Truth::True);
        (holds != Truth::False).then(|| Denial {
            deny_assignment: deny.id,
            name: deny.name.clone(),
            scope: deny.scope.clone(),
            via,
            holds,
        })
    }

    /// All zeros stands for everybody.
    /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/deny-assignments#deny-assignment-properties>
    fn named(&self, principal: &DeniedPrincipal) -> Option<Via> {
        if principal.id == Guid::from_u128(0) { Some(Via::Direct) } else { self.who.holds(principal.id) }
    }
}

/// Answers a question. Assignments and deny assignments of other principals and scopes may be among those given;
/// whoever has a million passes those that an index found.
pub fn access<'a>(
    question: &Question<'_>,
    assignments: impl IntoIterator<Item = &'a RoleAssignment>,
    role: impl Fn(Guid) -> Option<&'a RoleDefinition>,
    denies: impl IntoIterator<Item = &'a DenyAssignment>,
    hierarchy: &Hierarchy,
) -> Access {
    let mut grants = Vec::new();
    let mut unknown_roles = Vec::new();
    for assignment in assignments {
        let Some(via) = question.who.holds(assignment.principal) else { continue };
        if !hierarchy.covers(&assignment.scope, question.scope) {
            continue;
        }
        match role(assignment.role) {
            Some(definition) => grants.extend(question.grants(assignment, definition, via)),
            None => unknown_roles.push(assignment.name),
        }
    }
    let denials: Vec<Denial> =
        denies.into_iter().filter_map(|deny| question.denial(deny, hierarchy)).collect();
    let granted = grants.iter().fold(Truth::False, |any, grant| any | grant.holds());
    let denied = denials.iter().fold(Truth::False, |any, denial| any | denial.holds);
    let verdict = match (granted, denied) {
        (_, Truth::True) => Verdict::Denied,
        (Truth::True, Truth::False) => Verdict::Allowed,
        (Truth::True, Truth::Unknown) | (Truth::Unknown, _) => Verdict::Depends,
        (Truth::False, _) if !unknown_roles.is_empty() => Verdict::Depends,
        (Truth::False, _) if grants.is_empty() => Verdict::NotGranted,
        (Truth::False, _) => Verdict::Refused,
    };
    Access { verdict, grants, denials, unknown_roles }
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
