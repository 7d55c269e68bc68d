//! What is written down: the activity log and the directory audit log.

use jiff::Timestamp;
use rolewright_authz::records::RoleAssignment;
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;

use super::act::Act;
use super::tenant::Tenant;

/// One record of the activity log.
/// Azure: <https://learn.microsoft.com/azure/azure-monitor/essentials/activity-log-schema>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRecord {
    /// `eventDataId`
    pub id: Guid,
    /// `correlationId`
    pub correlation: Guid,
    /// `operationId`: the same for the records of one operation.
    pub operation: Guid,
    /// `eventTimestamp`
    pub at: Timestamp,
    /// Whose log it is in: `/` for the tenant, a management group, a subscription.
    pub log: ScopePath,
    /// `operationName.value`
    pub operation_name: String,
    /// `authorization.action`: another one than the operation where it went with something else.
    pub action: String,
    /// `authorization.scope`
    pub scope: ScopePath,
    /// `resourceId`
    pub resource: ScopePath,
    /// `caller`: a user principal name, or an object id for applications.
    pub caller: String,
    /// Object id of the caller.
    pub caller_id: Guid,
    /// For applications: their id.
    pub app_id: Option<Guid>,
    /// The directory roles of the caller's token.
    pub wids: Vec<Guid>,
    /// From where.
    pub ip: String,
    /// `x-ms-client-request-id`
    pub client_request: Option<Guid>,
    /// `PUT`
    pub method: &'static str,
    /// `Started`, `Succeeded`
    pub status: &'static str,
    /// `Created`, `OK`; empty for `Started`.
    pub sub_status: &'static str,
    /// What the client sent, byte for byte; on the record that says `Started`.
    pub request_body: Option<String>,
    /// The role assignment that a call removed, which its answer showed; on the record that says `Succeeded`.
    pub deleted: Option<Box<RoleAssignment>>,
    /// What was removed together with something else: role assignment, principal, role, scope.
    pub removed: Option<(Guid, Guid, Guid, ScopePath)>,
}

/// What a record of the directory audit log tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuditedChange {
    /// `User has elevated their access to User Access Administrator for their Azure Resources`
    Elevated,
    /// `The role assignment of User Access Administrator has been removed from the user`
    Removed,
}

/// One record of the directory audit log of category `AzureRBACRoleManagementElevateAccess`.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin#view-elevate-access-log-entries>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryAudit {
    /// Its id.
    pub id: Guid,
    /// `correlationId`
    pub correlation: Guid,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: AuditedChange,
    /// Who did it: object id.
    pub initiator: Guid,
    /// Who did it, as messages name them; a user principal name for people.
    pub initiator_name: String,
    /// Whether an application did it.
    pub by_application: bool,
    /// From where.
    pub ip: String,
    /// Whose elevation it is about.
    pub target: Guid,
}

/// What an operation is called and where it is written down.
pub(crate) struct Operation<'a> {
    pub(crate) action: &'a str,
    pub(crate) scope: &'a ScopePath,
    pub(crate) resource: &'a ScopePath,
    pub(crate) method: &'static str,
    pub(crate) sub_status: &'static str,
}

/// The log that a scope's records are in.
pub(crate) fn log_of(scope: &ScopePath) -> ScopePath {
    match (scope.subscription_id(), scope.level()) {
        (Some(id), _) => ScopePath::subscription(id),
        (None, ScopeLevel::ManagementGroup) => scope.clone(),
        (None, _) => ScopePath::root(),
    }
}

/// How the log names who called: applications by their object id.
fn caller(act: &Act<'_>) -> String {
    match act.caller.app_id {
        Some(_) => act.caller.object_id.to_string(),
        None => act.caller.name.clone(),
    }
}

impl Tenant {
    /// Writes down an operation that went well: one record that it started, one that it succeeded.
    pub(crate) fn log(&mut self, act: &Act<'_>, done: &Operation<'_>) {
        let operation = self.fresh();
        let started = ActivityRecord {
            id: self.fresh(),
            correlation: act.correlation,
            operation,
            at: act.now,
            log: log_of(done.scope),
            operation_name: done.action.to_owned(),
            action: done.action.to_owned(),
            scope: done.scope.clone(),
            resource: done.resource.clone(),
            caller: caller(act),
            caller_id: act.caller.object_id,
            app_id: act.caller.app_id,
            wids: act.caller.wids.clone(),
            ip: act.caller.ip.clone(),
            client_request: act.client_request,
            method: done.method,
            status: "Started",
            sub_status: "",
            request_body: act.request_body.map(str::to_owned),
            deleted: None,
            removed: None,
        };
        let succeeded = ActivityRecord {
            id: self.fresh(),
            status: "Succeeded",
            sub_status: done.sub_status,
            request_body: None,
            ..started.clone()
        };
        self.activity.push(started);
        self.activity.push(succeeded);
    }

    /// Writes down that a call removed a role assignment. What it was stands with the success.
    pub(crate) fn log_removal(&mut self, act: &Act<'_>, done: &Operation<'_>, removed: &RoleAssignment) {
        self.log(act, done);
        if let Some(succeeded) = self.activity.last_mut() {
            succeeded.deleted = Some(Box::new(removed.clone()));
        }
    }

    /// Writes down that a role assignment went with something else that was deleted: one record only, whose
    /// action is that of the other thing.
    pub(crate) fn log_cascade(
        &mut self,
        act: &Act<'_>,
        parent_action: &str,
        parent: &ScopePath,
        removed: &RoleAssignment,
    ) {
        let record = ActivityRecord {
            id: self.fresh(),
            correlation: act.correlation,
            operation: self.fresh(),
            at: act.now,
            log: log_of(parent),
            operation_name: "Microsoft.Authorization/roleAssignments/delete".to_owned(),
            action: parent_action.to_owned(),
            scope: parent.clone(),
            resource: parent.clone(),
            caller: caller(act),
            caller_id: act.caller.object_id,
            app_id: act.caller.app_id,
            wids: act.caller.wids.clone(),
            ip: act.caller.ip.clone(),
            client_request: act.client_request,
            method: "DELETE",
            status: "Succeeded",
            sub_status: "OK",
            request_body: None,
            deleted: None,
            removed: Some((removed.name, removed.principal, removed.role, removed.scope.clone())),
        };
        self.activity.push(record);
    }

    /// Writes an elevation or its end into the directory audit log.
    pub(crate) fn audit(&mut self, act: &Act<'_>, change: AuditedChange, target: Guid) {
        let record = DirectoryAudit {
            id: self.fresh(),
            correlation: act.correlation,
            at: act.now,
            change,
            initiator: act.caller.object_id,
            initiator_name: act.caller.name.clone(),
            by_application: act.caller.app_id.is_some(),
            ip: act.caller.ip.clone(),
            target,
        };
        self.audits.push(record);
    }
}
