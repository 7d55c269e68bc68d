//! The world's refusals in Azure's statuses, codes and words.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>,
//! <https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors>

use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde_json::json;

use super::authenticate::wrong_tenant;
use super::call::Call;
use super::problem::{self, Problem};
use crate::world::{Limit, Refusal};

impl Call<'_> {
    /// The refusal on its way to the client.
    pub(crate) fn refused(&self, refusal: Refusal) -> Problem {
        match refusal {
            Refusal::WrongTenant { tenant } => wrong_tenant(self.cloud, self.caller.tenant, tenant),
            Refusal::Unauthorized { action, scope, condition } => {
                problem::authorization_failed(&self.caller, &action, &scope, condition)
            }
            Refusal::Denied { action, scope, name, id, at } => Problem::new(
                403,
                "DenyAssignmentAuthorizationFailed",
                format!(
                    "{}; however, the access is denied because of the deny assignment with name '{name}' and Id \
                     '{}' at scope '{at}'.",
                    self.permitted(&action, &scope),
                    dashless(id)
                ),
            ),
            Refusal::Linked { action, scope, linked_action, linked } => Problem::new(
                403,
                "LinkedAuthorizationFailed",
                format!(
                    "{}; however, it does not have permission to perform action '{linked_action}' on the '{}' \
                     linked scope(s) '{}' or the linked scope(s) are invalid.",
                    self.permitted(&action, &scope),
                    linked.len(),
                    list(&linked)
                ),
            ),
            Refusal::Locked { scope, locked, delete } => Problem::new(
                409,
                "ScopeLocked",
                format!(
                    "The scope '{scope}' cannot perform {} operation because following scope(s) are locked: '{}'. \
                     Please remove the lock and try again.",
                    if delete { "delete" } else { "write" },
                    list(&locked)
                ),
            ),
            Refusal::Policy { scope, assignment, name, definition } => {
                policy(&scope, &assignment, &name, &definition)
            }
            other => plain(other),
        }
    }

    /// `The client '…' with object id '…' has permission to perform action '…' on scope '…'`
    fn permitted(&self, action: &str, scope: &ScopePath) -> String {
        let (name, id) = (&self.caller.name, self.caller.object_id);
        format!(
            "The client '{name}' with object id '{id}' has permission to perform action '{action}' on scope \
             '{scope}'"
        )
    }
}

/// Azure's messages print some ids without dashes.
fn dashless(id: Guid) -> String {
    id.to_string().replace('-', "")
}

fn list(scopes: &[ScopePath]) -> String {
    scopes.iter().map(ScopePath::as_str).collect::<Vec<_>>().join(",")
}

/// Azure: <https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny-action>
fn policy(scope: &ScopePath, assignment: &ScopePath, name: &str, definition: &ScopePath) -> Problem {
    let message = format!(
        "Deletion of resource '{}' was disallowed by policy. Policy identifiers: '[{{\"policyAssignment\":{{\"name\":\
         \"{name}\",\"id\":\"{assignment}\"}},\"policyDefinition\":{{\"id\":\"{definition}\"}}}}]'.",
        scope.name()
    );
    let mut problem = Problem::new(403, "RequestDisallowedByPolicy", message);
    problem.more.target = Some(scope.name().to_owned());
    problem.more.additional_info = vec![json!({
        "type": "PolicyViolation",
        "info": {
            "policyDefinitionId": definition.as_str(),
            "policyDefinitionEffect": "denyAction",
            "policyAssignmentId": assignment.as_str(),
            "policyAssignmentDisplayName": name,
            "policyAssignmentScope": assignment.as_str().split("/providers/Microsoft.Authorization/").next(),
        },
    })];
    problem
}

/// Those that say nothing about the caller.
fn plain(refusal: Refusal) -> Problem {
    let bad = |code, message: String| Problem::new(400, code, message);
    match refusal {
        Refusal::AssignmentExists { id, .. } => Problem::new(
            409,
            "RoleAssignmentExists",
            format!(
                "The role assignment already exists. The ID of the existing role assignment is {}.",
                dashless(id)
            ),
        ),
        Refusal::UpdateNotPermitted => Problem::new(
            400,
            "RoleAssignmentUpdateNotPermitted",
            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        ),
        Refusal::LimitExceeded { limit, most } => limit_exceeded(limit, most),
        Refusal::PrincipalNotFound { principal, tenant } => bad(
            "PrincipalNotFound",
            format!(
                "Principal {} does not exist in the directory {tenant}. Check that you have the correct \
                 principal ID. If you are creating this principal and then immediately assigning a role, this \
                 error might be related to a replication delay. In this case, set the role assignment \
                 principalType property to a value, such as ServicePrincipal, User, or Group.  See \
                 https://aka.ms/docs-principaltype",
                dashless(principal)
            ),
        ),
        Refusal::PrincipalTypeMismatch { principal, is, said } => bad(
            "UnmatchedPrincipalType",
            format!(
                "The PrincipalId '{}' has type '{is}' , which is different from specified PrinciaplType '{said}'.",
                dashless(principal)
            ),
        ),
        Refusal::BadCondition(_) => bad(
            "InvalidRoleAssignmentCondition",
            "The given role assignment condition is invalid.".to_owned(),
        ),
        Refusal::RoleNotFound(role) => Problem::new(
            404,
            "RoleDefinitionDoesNotExist",
            format!("The specified role definition with ID '{}' does not exist.", dashless(role)),
        ),
        Refusal::LastOwner => bad(
            "RoleAssignmentDeleteNotPermitted",
            "Cannot delete the last RBAC admin assignment.".to_owned(),
        ),
        Refusal::BuiltInRole(role) => Problem::new(
            403,
            "AuthorizationFailed",
            format!("The role definition '{role}' is built in and cannot be changed or deleted."),
        ),
        Refusal::RoleNameTaken(name) => Problem::new(
            409,
            "RoleDefinitionWithSameNameExists",
            format!(
                "A custom role with the same name already exists in this directory. Use a different name than \
                 '{name}'."
            ),
        ),
        Refusal::RoleInUse { role, assignments } => bad(
            "RoleDefinitionHasAssignments",
            format!(
                "There are existing role assignments referencing role (code: {role}, assignments: {assignments})."
            ),
        ),
        Refusal::BadAssignableScope(text) => bad("LinkedInvalidPropertyId", text),
        Refusal::BadAction(action) => bad(
            "InvalidActionOrNotAction",
            format!("'{action}' does not match any of the actions supported by the providers."),
        ),
        Refusal::BadDenyAssignment(text) => bad("UserAssignedDenyAssignmentPropertiesNotValid", text),
        Refusal::SystemProtected(id) => Problem::new(
            403,
            "DenyAssignmentDeleteNotPermitted",
            format!(
                "The deny assignment '{id}' is protected by the system and cannot be changed or deleted."
            ),
        ),
        Refusal::BadLock(text) => bad("InvalidLock", text),
        other => about_places(other),
    }
}

fn limit_exceeded(limit: Limit, most: usize) -> Problem {
    match limit {
        Limit::SubscriptionAssignments | Limit::ManagementGroupAssignments => Problem::new(
            400,
            "RoleAssignmentLimitExceeded",
            format!("The number of role assignments exceeds the limit of {most}."),
        ),
        Limit::CustomRoles => Problem::new(
            400,
            "RoleDefinitionLimitExceeded",
            format!("The number of custom role definitions exceeds the limit of {most}."),
        ),
        Limit::Locks => Problem::new(
            400,
            "LockLimitExceeded",
            format!("The number of locks exceeds the limit of {most}."),
        ),
    }
}

/// What is not there, and what a guard protects.
fn about_places(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotRegistered { namespace, .. } => problem::not_registered(&namespace),
        Refusal::SubscriptionNotFound(id) => problem::subscription_not_found(&id.to_string()),
        Refusal::ManagementGroupNotFound(name) => {
            Problem::new(404, "NotFound", format!("Management group '{name}' could not be found."))
        }
        Refusal::ResourceGroupNotFound(name) => problem::resource_group_not_found(&name),
        Refusal::ResourceNotFound(scope) => problem::resource_not_found(&scope),
        Refusal::GuardConsentMissing { vault, operation, consent } => {
            let consent = consent.as_ref().map_or("a Resource Guard operation request", ScopePath::as_str);
            let message = format!(
                "The operation '{operation}' on vault '{vault}' is protected by a Resource Guard. Name \
                 '{consent}' in resourceGuardOperationRequests and try again."
            );
            Problem::new(403, "UserErrorResourceGuardOperationNotAllowed", message)
        }
        Refusal::GuardLinkLocked { link } => {
            let message =
                format!("Unlock the Resource Guard mapping '{link}' with unlockDelete before deleting it.");
            Problem::new(403, "UserErrorResourceGuardProxyDeleteNotAllowed", message)
        }
        Refusal::RegionMismatch { vault, guard } => {
            let message = format!(
                "The vault is in '{vault}' and the Resource Guard in '{guard}'; they must share a region."
            );
            Problem::new(400, "UserErrorResourceGuardRegionMismatch", message)
        }
        Refusal::BadRequest(text) => Problem::new(400, "BadRequest", text),
        other => Problem::new(400, "BadRequest", format!("{other:?}")),
    }
}
