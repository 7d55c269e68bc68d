//! `auditLogs/directoryAudits`
//!
//! Azure: <https://learn.microsoft.com/graph/api/directoryaudit-list>

use jiff::Timestamp;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::filter::{self, Clause, Operator};
use super::problem::Problem;
use super::{Question, lists, rows};
use crate::reply::Reply;
use crate::throttle::AUDIT_LOGS;
use crate::world::{AuditedChange, DirectoryAudit, Tenant};

const LARGEST_PAGE: usize = 1000;

/// Directory roles that may read the log, by their template ids.
/// Azure: <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>
const READERS: [Guid; 5] = [
    Guid::from_u128(0x62e9_0394_69f5_4237_9190_0121_7714_5e10),
    Guid::from_u128(0xf2ef_992c_3afb_46b9_b7cf_a126_ee74_c451),
    Guid::from_u128(0x4a5d_8f65_41da_4de4_8968_e035_b653_39cf),
    Guid::from_u128(0x5d6b_6bb7_de71_4623_b4af_9638_0a35_2509),
    Guid::from_u128(0x194a_e4cb_b126_40b2_bd5b_6091_b380_977d),
];

const CATEGORY: &str = "AzureRBACRoleManagementElevateAccess";
const LOGGED_BY: &str = "Azure RBAC (Elevated Access)";

/// `GET /auditLogs/directoryAudits`
pub(crate) fn list(question: &Question<'_>, tenant: &Tenant) -> Result<Reply, Problem> {
    if question.cloud.settings.throttled {
        let key = format!("audits/{}/{}", tenant.id, question.claims.appid);
        let drawn = question.cloud.buckets.draw(key, AUDIT_LOGS, question.cloud.now());
        drawn.map_err(Problem::throttled)?;
    }
    let roles = question.claims.wids.iter().filter_map(|id| Guid::parse(id));
    if !roles.into_iter().any(|role| READERS.contains(&role)) {
        return Err(Problem::denied());
    }
    let query = &question.asked.query;
    let clauses = query.get("$filter").map(filter::parse).transpose()?.unwrap_or_default();
    if let Some(unknown) = clauses.iter().find(|clause| !KNOWN.contains(&clause.property.as_str())) {
        return Err(Problem::bad_filter(&unknown.property));
    }
    let order = query.get("$orderby").unwrap_or("activityDateTime desc").to_ascii_lowercase();
    let mut found: Vec<&DirectoryAudit> = Vec::new();
    for audit in tenant.directory_audits() {
        let mut passes = true;
        for clause in &clauses {
            passes &= self::passes(tenant, audit, clause)?;
        }
        if passes {
            found.push(audit);
        }
    }
    match order.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["activitydatetime"] | ["activitydatetime", "asc"] => found.reverse(),
        ["activitydatetime", "desc"] => {}
        _ => return Err(Problem::bad(format!("Unsupported order: '{order}'."))),
    }
    lists::page(
        question,
        "auditLogs/directoryAudits",
        found.into_iter().map(|a| row(tenant, a)),
        LARGEST_PAGE,
    )
}

const KNOWN: [&str; 11] = [
    "activitydisplayname",
    "activitydatetime",
    "loggedbyservice",
    "category",
    "correlationid",
    "result",
    "initiatedby/user/id",
    "initiatedby/user/displayname",
    "initiatedby/user/userprincipalname",
    "initiatedby/app/displayname",
    "targetresources/id",
];

fn passes(tenant: &Tenant, audit: &DirectoryAudit, clause: &Clause) -> Result<bool, Problem> {
    let user = (!audit.by_application).then_some(audit);
    Ok(match clause.property.as_str() {
        "activitydatetime" => {
            let at: Timestamp = clause.value.parse().map_err(|_| Problem::bad_filter(&clause.value))?;
            match clause.operator {
                Operator::Equals => audit.at == at,
                Operator::AtLeast => audit.at >= at,
                Operator::AtMost => audit.at <= at,
                Operator::StartsWith => return Err(Problem::bad_filter("activityDateTime")),
            }
        }
        "activitydisplayname" => clause.passes(Some(activity(audit))),
        "loggedbyservice" => clause.passes(Some(LOGGED_BY)),
        "category" => clause.passes(Some(CATEGORY)),
        "correlationid" => clause.passes(Some(&audit.correlation.to_string())),
        "result" => clause.passes(Some("success")),
        "initiatedby/user/id" => user.is_some_and(|a| clause.passes(Some(&a.initiator.to_string()))),
        "initiatedby/user/userprincipalname" => user.is_some_and(|a| clause.passes(Some(&a.initiator_name))),
        "initiatedby/user/displayname" => user.is_some_and(|a| {
            clause.passes(tenant.principal(a.initiator).and_then(|p| p.display_name.as_deref()))
        }),
        "targetresources/id" => clause.passes(Some(&audit.target.to_string())),
        // Workload identities come with neither name nor id of the application.
        _ => false,
    })
}

fn activity(audit: &DirectoryAudit) -> &'static str {
    match audit.change {
        AuditedChange::Elevated => {
            "User has elevated their access to User Access Administrator for their Azure Resources"
        }
        AuditedChange::Removed => {
            "The role assignment of User Access Administrator has been removed from the user"
        }
    }
}

fn row(tenant: &Tenant, audit: &DirectoryAudit) -> Value {
    let name = |id: Guid| tenant.principal(id).and_then(|p| p.display_name.clone());
    let initiator = if audit.by_application {
        json!({
            "user": null,
            "app": {
                "appId": null,
                "displayName": null,
                "servicePrincipalId": audit.initiator.to_string(),
                "servicePrincipalName": null,
            },
        })
    } else {
        json!({
            "app": null,
            "user": {
                "id": audit.initiator.to_string(),
                "displayName": name(audit.initiator),
                "userPrincipalName": audit.initiator_name,
                "ipAddress": audit.ip,
                "userType": null,
                "homeTenantId": null,
                "homeTenantName": null,
            },
        })
    };
    let target = tenant.principal(audit.target);
    let kind = |p: &Principal| if rows::kind(p) == "servicePrincipal" { "ServicePrincipal" } else { "User" };
    json!({
        "id": format!("AzureRBACElevatedAccess_{}", audit.id),
        "category": CATEGORY,
        "correlationId": audit.correlation.to_string(),
        "result": "success",
        "resultReason": "",
        "activityDisplayName": activity(audit),
        "activityDateTime": format!("{:.7}", audit.at),
        "loggedByService": LOGGED_BY,
        "operationType": "Assign",
        "initiatedBy": initiator,
        "targetResources": [{
            "id": audit.target.to_string(),
            "displayName": name(audit.target),
            "type": target.map_or("User", kind),
            "userPrincipalName": target.and_then(|p| p.user_principal_name.clone()),
            "groupType": null,
            "modifiedProperties": [],
        }],
        "additionalDetails": [],
    })
}
