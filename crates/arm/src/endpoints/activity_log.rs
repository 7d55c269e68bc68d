//! The tenant-level activity log, which records elevation and is kept for 90 days.
//!
//! It records nothing of subscriptions, as their logs record nothing of elevation. The end of an elevation has no
//! name of its own: it is the deletion of a role assignment at `/`.
//! Azure: <https://learn.microsoft.com/rest/api/monitor/tenant-activity-logs/list>,
//! <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin#view-elevate-access-log-entries>

use jiff::{SignedDuration, Timestamp};
use rolewright_authz::records::{ElevationChange, ElevationRecord, ElevationSource};
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2015-04-01";
/// Azure refuses a start more than 90 days back; an hour is left for clocks that differ.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24 - 1);
/// User Access Administrator.
const ROLE: Guid = Guid::from_u128(0x18d7_d88d_d35e_4fb5_a5c3_7773_c20a_72d9);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    event_data_id: Text<'a>,
    #[serde(borrow)]
    event_timestamp: Text<'a>,
    #[serde(borrow)]
    operation_name: Named<'a>,
    #[serde(borrow, default)]
    status: Option<Named<'a>>,
    #[serde(borrow, default)]
    caller: Option<Text<'a>>,
    #[serde(borrow, default)]
    resource_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    correlation_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    claims: Option<Claims<'a>>,
    #[serde(borrow, default)]
    http_request: Option<Http<'a>>,
    #[serde(default)]
    properties: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, default)]
    value: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Claims<'a> {
    #[serde(borrow, default, rename = "http://schemas.microsoft.com/identity/claims/objectidentifier")]
    object_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    ipaddr: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Http<'a> {
    #[serde(borrow, default)]
    client_ip_address: Option<Text<'a>>,
}

/// Elevations and their ends, as far back as the log goes. Events of other kinds give `None`.
#[must_use]
pub fn elevations(azure: &Azure, now: Timestamp) -> Pages<Option<ElevationRecord>> {
    let from = now.checked_sub(KEPT).unwrap_or(Timestamp::UNIX_EPOCH);
    let filter = format!("eventTimestamp ge '{from:.0}' and eventTimestamp le '{now:.0}'");
    let path = "/providers/Microsoft.Insights/eventtypes/management/values";
    let url = azure.arm(path, &[("api-version", API_VERSION), ("$filter", &filter)]);
    Pages::new(azure, Call::get(url), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Option<ElevationRecord>>> {
    rows::page(body, |row: Row<'_>| {
        let operation = row.operation_name.value.as_ref().map_or("", Text::as_str).to_ascii_lowercase();
        let resource = row.resource_id.as_ref().map_or("", Text::as_str).to_ascii_lowercase();
        let change = match operation.as_str() {
            "microsoft.authorization/elevateaccess/action" => ElevationChange::Elevated,
            "microsoft.authorization/roleassignments/delete"
                if resource.starts_with("/providers/microsoft.authorization/roleassignments/") =>
            {
                ElevationChange::Removed
            }
            _ => return Ok(None),
        };
        // Each act is recorded as started and again as ended; the end says how.
        let status = row.status.and_then(|s| rows::text(s.value)).unwrap_or_default();
        if ["Started", "Accepted"].iter().any(|early| status.eq_ignore_ascii_case(early)) {
            return Ok(None);
        }
        let at = rows::moment(Some(&row.event_timestamp)).ok_or("the event has no readable time")?;
        let principal = match change {
            ElevationChange::Elevated => {
                row.claims.as_ref().and_then(|c| c.object_id.as_ref()).and_then(|id| Guid::parse(id.as_str()))
            }
            ElevationChange::Removed => match removed(row.properties.as_ref()) {
                Removed::Another => return Ok(None),
                Removed::Of(principal) => principal,
            },
        };
        // A service principal is named by its object id.
        let caller = rows::text(row.caller);
        let principal = principal.or_else(|| match change {
            ElevationChange::Elevated => Guid::parse(caller.as_deref()?),
            ElevationChange::Removed => None,
        });
        Ok(Some(ElevationRecord {
            id: row.event_data_id.into_string(),
            source: ElevationSource::ActivityLog,
            at,
            change,
            principal,
            caller,
            ip_address: row
                .http_request
                .and_then(|http| rows::text(http.client_ip_address))
                .or_else(|| row.claims.and_then(|claims| rows::text(claims.ipaddr))),
            correlation: rows::text(row.correlation_id),
            succeeded: status.eq_ignore_ascii_case("Succeeded"),
        }))
    })
}

/// What the deletion of an assignment at `/` took away.
enum Removed {
    /// User Access Administrator, as far as the record tells.
    Of(Option<Guid>),
    /// Another role.
    Another,
}

fn removed(properties: Option<&serde_json::Value>) -> Removed {
    let inside = |value: &serde_json::Value, name: &str| -> Option<String> {
        let of = |fields: &serde_json::Value| {
            let found = fields.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            found.1.as_str().map(str::to_owned)
        };
        of(value).or_else(|| of(value.get("properties")?))
    };
    // The assignment that was deleted is written as a text of JSON.
    let body = properties
        .and_then(|p| inside(p, "responseBody"))
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    let field =
        |name: &str| [body.as_ref(), properties].into_iter().flatten().find_map(|value| inside(value, name));
    match field("roleDefinitionId").map(|id| rows::last_guid(&id)) {
        Some(Ok(role)) if role != ROLE => Removed::Another,
        _ => Removed::Of(field("principalId").and_then(|id| Guid::parse(&id))),
    }
}

#[cfg(test)]
#[path = "activity_log_tests.rs"]
mod tests;
