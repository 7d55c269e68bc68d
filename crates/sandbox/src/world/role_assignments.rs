//! Giving and taking roles.
//!
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments/create>

use rolewright_authz::elevation::USER_ACCESS_ADMINISTRATOR;
use rolewright_authz::locks::blocking;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::RoleAssignment;
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::diagnostic::Severity;
use rolewright_condition::eval::{Attributes, Request};
use rolewright_condition::guid::Guid;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::parse;

use super::World;
use super::act::{Act, Written};
use super::activity::{AuditedChange, Operation};
use super::assignments::{NewRow, Texts};
use super::built_in::OWNER;
use super::refusal::{Limit, Refusal};
use super::tenant::Tenant;

const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";

/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-rbac-limits>
const PER_SUBSCRIPTION: usize = 4000;
const PER_MANAGEMENT_GROUP: usize = 500;
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
const LONGEST_CONDITION: usize = 8 * 1024;

/// The properties of a role assignment to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRoleAssignment {
    /// The role definition, its last segment only.
    pub role: Guid,
    /// Who is to hold it.
    pub principal: Guid,
    /// What kind that is, where the request says.
    pub principal_type: Option<PrincipalType>,
    /// The condition.
    pub condition: Option<String>,
    /// Its version.
    pub condition_version: Option<String>,
    /// A note.
    pub description: Option<String>,
    /// Resource id of another tenant's managed identity.
    pub delegated_managed_identity: Option<String>,
}

/// The id of a role assignment: what locks and logs name.
fn resource(scope: &ScopePath, name: Guid) -> ScopePath {
    let base = scope.as_str().trim_end_matches('/');
    ScopePath::new(&format!("{base}/providers/Microsoft.Authorization/roleAssignments/{name}"))
}

/// The attributes that delegation conditions read. Where the request does not say the principal type, it has none.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
fn attributes(role: Guid, principal: Guid, principal_type: Option<&PrincipalType>) -> Attributes {
    let mut attributes = Attributes::from_iter([
        ("Microsoft.Authorization/roleAssignments:RoleDefinitionId", role.to_string().as_str()),
        ("Microsoft.Authorization/roleAssignments:PrincipalId", principal.to_string().as_str()),
    ]);
    if let Some(kind) = principal_type {
        attributes.insert("Microsoft.Authorization/roleAssignments:PrincipalType", kind.as_str());
    }
    attributes
}

/// What Azure refuses when a condition is written: what does not parse, and attributes that it does not know.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>
fn check_condition(condition: Option<&str>, version: Option<&str>) -> Result<(), Refusal> {
    let Some(text) = condition.filter(|text| !text.trim().is_empty()) else {
        return match version {
            Some(_) => Err(Refusal::BadCondition("there is a version and no condition".to_owned())),
            None => Ok(()),
        };
    };
    let bad = |why: String| Err(Refusal::BadCondition(why));
    if text.len() > LONGEST_CONDITION {
        return bad(format!("it has {} bytes; 8192 are allowed", text.len()));
    }
    if version != Some("2.0") {
        return bad(format!("`{}` is not the version 2.0", version.unwrap_or_default()));
    }
    let parsed = parse(text);
    if parsed.root.is_none() {
        return bad("it holds no expression".to_owned());
    }
    // L06 is an attribute, operator or function of an unknown name.
    let context = Context { version, ..Context::default() };
    let found = lint(&parsed, &context).diagnostics.into_iter();
    match found.filter(|d| d.severity == Severity::Error).find(|d| parsed.has_errors() || d.code == "L06") {
        Some(first) => bad(first.message),
        None => Ok(()),
    }
}

impl Tenant {
    fn check_principal(&self, new: &NewRoleAssignment) -> Result<PrincipalType, Refusal> {
        let not_found = Refusal::PrincipalNotFound { principal: new.principal, tenant: self.id };
        let known = self.directory.principal(new.principal);
        let known = known.filter(|p| p.found).ok_or(not_found)?;
        match &new.principal_type {
            Some(said) if *said != known.kind => Err(Refusal::PrincipalTypeMismatch {
                principal: new.principal,
                is: known.kind.to_string(),
                said: said.to_string(),
            }),
            _ => Ok(known.kind.clone()),
        }
    }

    fn check_limit(&self, scope: &ScopePath) -> Result<(), Refusal> {
        let (limit, most, count) = match (scope.subscription_id(), scope.level()) {
            (Some(id), _) => {
                (Limit::SubscriptionAssignments, PER_SUBSCRIPTION, self.assignments.in_subscription(id).len())
            }
            (None, ScopeLevel::ManagementGroup) => {
                let count = self.assignments.at(scope).len();
                (Limit::ManagementGroupAssignments, PER_MANAGEMENT_GROUP, count)
            }
            (None, _) => return Ok(()),
        };
        if count < most { Ok(()) } else { Err(Refusal::LimitExceeded { limit, most }) }
    }

    /// Another role assignment of the same role to the same principal at the same scope.
    fn twin(&self, scope: &ScopePath, new: &NewRoleAssignment) -> Option<Guid> {
        let (there, theirs) = (self.assignments.at(scope), self.assignments.of(new.principal));
        let shorter = if there.len() < theirs.len() { there } else { theirs };
        shorter.iter().filter_map(|slot| self.assignments.get(*slot)).find_map(|row| {
            let same = row.principal == new.principal && row.role == new.role && row.scope == scope;
            same.then_some(row.name)
        })
    }

    pub(crate) fn check_locks(&self, action: &str, target: &ScopePath) -> Result<(), Refusal> {
        let locked: Vec<ScopePath> =
            blocking(&self.locks, action, target).into_iter().map(|lock| lock.scope.clone()).collect();
        if locked.is_empty() {
            return Ok(());
        }
        let delete = action.to_ascii_lowercase().ends_with("/delete");
        Err(Refusal::Locked { scope: target.clone(), locked, delete })
    }

    /// Somebody has to be able to manage access: the last Owner of a subscription stays.
    /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-remove>
    fn is_last_owner(&self, row: &RoleAssignment) -> bool {
        row.role == OWNER
            && row.scope.level() == ScopeLevel::Subscription
            && self
                .at_and_above(&row.scope)
                .into_iter()
                .filter_map(|slot| self.assignments.get(slot))
                .all(|other| other.role != OWNER || other.name == row.name)
    }
}

impl World {
    /// Creates a role assignment, or changes condition and description of the one with that name.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn put_role_assignment(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        name: Guid,
        new: NewRoleAssignment,
    ) -> Result<Written<RoleAssignment>, Refusal> {
        let given = Request {
            request: attributes(new.role, new.principal, new.principal_type.as_ref()),
            ..Request::default()
        };
        self.authorize_with(act.caller, WRITE, scope, &given)?;
        let (tenant, by) = self.entered_mut(act.caller, scope)?;
        tenant.places.check_resource(scope)?;
        let target = resource(scope, name);
        tenant.check_locks(WRITE, &target)?;
        let assignable = tenant
            .role_definition(new.role)
            .is_some_and(|role| role.assignable_scopes.iter().any(|at| tenant.hierarchy().covers(at, scope)));
        if !assignable {
            return Err(Refusal::RoleNotFound(new.role));
        }
        check_condition(new.condition.as_deref(), new.condition_version.as_deref())?;
        let texts = Texts {
            condition: new.condition.clone(),
            condition_version: new.condition_version.clone(),
            description: new.description.clone(),
            delegated_managed_identity: new.delegated_managed_identity.clone(),
        };
        let known = tenant.assignments.named(name);
        let (slot, created) = match known.and_then(|slot| Some((slot, tenant.assignments.get(slot)?))) {
            Some((slot, row)) => {
                if row.scope != scope || row.role != new.role || row.principal != new.principal {
                    return Err(Refusal::UpdateNotPermitted);
                }
                tenant.assignments.change(slot, texts, act.now, Some(by));
                (slot, false)
            }
            None => {
                if let Some(id) = tenant.twin(scope, &new) {
                    return Err(Refusal::AssignmentExists { id, scope: scope.clone() });
                }
                let principal_type = tenant.check_principal(&new)?;
                tenant.check_limit(scope)?;
                let row = NewRow {
                    name,
                    scope,
                    role: new.role,
                    principal: new.principal,
                    principal_type,
                    texts,
                    at: act.now,
                    by: Some(by),
                };
                (tenant.assignments.add(row), true)
            }
        };
        let sub_status = if created { "Created" } else { "OK" };
        tenant.log(act, &Operation { action: WRITE, scope, resource: &target, method: "PUT", sub_status });
        let row = tenant.assignments.get(slot).ok_or(Refusal::UpdateNotPermitted)?;
        Ok(Written { value: row.record(), created })
    }

    /// Removes a role assignment; `None` where there was none.
    ///
    /// # Errors
    /// Where Azure refuses.
    pub fn delete_role_assignment(
        &mut self,
        act: &Act<'_>,
        scope: &ScopePath,
        name: Guid,
    ) -> Result<Option<RoleAssignment>, Refusal> {
        let (tenant, _) = self.entered(act.caller, scope)?;
        let found = tenant.role_assignment(scope, name).map(|row| row.record());
        let given = found.as_ref().map_or_else(Request::default, |row| Request {
            resource: attributes(row.role, row.principal, Some(&row.principal_type)),
            ..Request::default()
        });
        match (&found, self.authorize_with(act.caller, DELETE, scope, &given)) {
            // Nothing is there to read attributes from, so a condition cannot say no.
            (None, Ok(()) | Err(Refusal::Unauthorized { condition: true, .. })) => return Ok(None),
            (_, answer) => answer?,
        }
        let (tenant, _) = self.entered_mut(act.caller, scope)?;
        let target = resource(scope, name);
        tenant.check_locks(DELETE, &target)?;
        let Some(row) = found else { return Ok(None) };
        if tenant.is_last_owner(&row) && !act.caller.is_global_administrator() {
            return Err(Refusal::LastOwner);
        }
        if let Some(slot) = tenant.assignments.named(name) {
            tenant.assignments.remove(slot);
        }
        let done = Operation { action: DELETE, scope, resource: &target, method: "DELETE", sub_status: "OK" };
        tenant.log_removal(act, &done, &row);
        if scope.as_str() == "/" && row.role == USER_ACCESS_ADMINISTRATOR {
            tenant.audit(act, AuditedChange::Removed, row.principal);
        }
        Ok(Some(row))
    }
}
