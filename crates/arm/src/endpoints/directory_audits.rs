//! The directory audit log of Microsoft Entra, which names elevation and its end.
//!
//! Kept for 7 days, or 30 with a licence; written since January 2025; not offered in China.
//! Azure: <https://learn.microsoft.com/graph/api/directoryaudit-list>,
//! <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>

use jiff::{SignedDuration, Timestamp};
use rolewright_authz::records::{ElevationChange, ElevationRecord, ElevationSource};
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const SERVICE: &str = "Azure RBAC (Elevated Access)";
const CATEGORY: &str = "AzureRBACRoleManagementElevateAccess";
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    activity_date_time: Text<'a>,
    #[serde(borrow, default)]
    category: Option<Text<'a>>,
    #[serde(borrow, default)]
    logged_by_service: Option<Text<'a>>,
    #[serde(borrow, default)]
    activity_display_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    correlation_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    result: Option<Text<'a>>,
    #[serde(borrow, default)]
    initiated_by: Option<InitiatedBy<'a>>,
    #[serde(borrow, default)]
    target_resources: Option<Vec<Target<'a>>>,
}

#[derive(Default, Deserialize)]
struct InitiatedBy<'a> {
    #[serde(borrow, default)]
    user: Option<User<'a>>,
    #[serde(borrow, default)]
    app: Option<App<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(borrow, default)]
    user_principal_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    ip_address: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct App<'a> {
    #[serde(borrow, default)]
    service_principal_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    display_name: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Target<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(borrow, default, rename = "type", alias = "Type")]
    kind: Option<Text<'a>>,
}

/// Elevations and their ends, the latest first. Records of other kinds give `None`.
///
/// `by_service` asks the server for that service's records only; a server that does not take such a filter answers
/// 400, and takes one without.
#[must_use]
pub fn elevations(azure: &Azure, now: Timestamp, by_service: bool) -> Pages<Option<ElevationRecord>> {
    let from = now.checked_sub(KEPT).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut filter = format!("activityDateTime ge {from:.0}");
    if by_service {
        filter = format!("loggedByService eq '{SERVICE}' and {filter}");
    }
    let query = [("$filter", filter.as_str()), ("$orderby", "activityDateTime desc"), ("$top", "999")];
    Pages::new(azure, Call::get(azure.graph("/v1.0/auditLogs/directoryAudits", &query)), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Option<ElevationRecord>>> {
    rows::page(body, |row: Row<'_>| {
        let is = |text: &Option<Text<'_>>, what: &str| {
            text.as_ref().is_some_and(|t| t.as_str().eq_ignore_ascii_case(what))
        };
        if !is(&row.category, CATEGORY) && !is(&row.logged_by_service, SERVICE) {
            return Ok(None);
        }
        let activity = row.activity_display_name.as_ref().map_or("", Text::as_str).to_ascii_lowercase();
        let change = if activity.contains("has been removed") {
            ElevationChange::Removed
        } else if activity.contains("has elevated") {
            ElevationChange::Elevated
        } else {
            return Err(format!("`{activity}` is neither an elevation nor its end"));
        };
        let at = rows::moment(Some(&row.activity_date_time)).ok_or("the record has no readable time")?;
        let InitiatedBy { user, app } = row.initiated_by.unwrap_or_default();
        let guid = |id: Option<&Text<'_>>| id.and_then(|id| Guid::parse(id.as_str()));
        let actor = guid(user.as_ref().and_then(|user| user.id.as_ref()))
            .or_else(|| guid(app.as_ref().and_then(|app| app.service_principal_id.as_ref())));
        let principal = match change {
            ElevationChange::Elevated => actor,
            // Who removed it need not be who held it.
            ElevationChange::Removed => row
                .target_resources
                .iter()
                .flatten()
                .filter(|target| is(&target.kind, "User") || is(&target.kind, "ServicePrincipal"))
                .find_map(|target| guid(target.id.as_ref())),
        };
        let (name, ip_address) = match user {
            Some(user) => (rows::text(user.user_principal_name), rows::text(user.ip_address)),
            None => (None, None),
        };
        let app_name = app.and_then(|app| rows::text(app.display_name));
        Ok(Some(ElevationRecord {
            id: row.id.into_string(),
            source: ElevationSource::DirectoryAudit,
            at,
            change,
            principal,
            caller: name.or(app_name).or_else(|| actor.map(|id| id.to_string())),
            ip_address,
            correlation: rows::text(row.correlation_id),
            succeeded: is(&row.result, "success"),
        }))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::contract;

    #[test]
    fn elevations_and_their_ends_are_told_apart() {
        let id = "11111111-1111-1111-1111-111111111111";
        let row = |words: &str, by: serde_json::Value| {
            json!({"id": "x", "activityDateTime": "2026-03-01T10:00:00Z", "category": CATEGORY, "result": "success",
                "activityDisplayName": words, "initiatedBy": by, "targetResources": [{"id": id, "Type": "User"}]})
        };
        let by_user = json!({"user": {"id": id, "userPrincipalName": "ada@contoso.example", "ipAddress": "1.2.3.4"}, "app": null});
        let by_app = json!({"app": {"servicePrincipalId": id, "displayName": ""}});
        let grant = "User has elevated their access to User Access Administrator for their Azure Resources";
        let removal = "The role assignment of User Access Administrator has been removed from the user";
        let page = json!({"value": [row(grant, by_user.clone()), row(grant, by_app), row(removal, by_user), row("new words", json!({})), {"id": "y", "activityDateTime": "2026-03-01T10:00:00Z", "category": "Other"}]});
        let page = read(page.to_string().as_bytes()).unwrap();
        assert_eq!(page.unreadable, 1, "{:?}", page.problem);
        let records: Vec<_> = page.rows.into_iter().flatten().collect();
        assert_eq!(records.len(), 3);
        assert!(records.iter().all(|record| record.principal.is_some() && record.succeeded));
        assert_eq!(records[0].caller.as_deref(), Some("ada@contoso.example"));
        assert_eq!(records[1].caller.as_deref(), Some(id));
        assert_eq!(records[2].change, ElevationChange::Removed);
    }

    #[test]
    fn official_rows_of_other_kinds_are_passed_over() {
        let Some(text) = contract::text("examples/graph/directoryaudit-list-2024-12.json") else { return };
        let example: serde_json::Value = serde_json::from_str(&text).unwrap();
        let page = read(example["response"].to_string().as_bytes()).unwrap();
        assert_eq!((page.rows, page.unreadable), (vec![None], 0));
    }
}
