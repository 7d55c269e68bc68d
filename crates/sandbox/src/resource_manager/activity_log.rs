//! The activity log of a subscription, a management group and the tenant itself.
//!
//! Azure: <https://learn.microsoft.com/rest/api/monitor/activity-logs/list>,
//! <https://learn.microsoft.com/rest/api/monitor/tenant-activity-logs/list>

use axum::http::Method;
use jiff::{SignedDuration, Timestamp};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::filter::{self, Term};
use super::paging;
use super::problem::{self, Problem};
use super::role_assignments;
use super::wire::time;
use crate::reply::Reply;
use crate::world::{ActivityRecord, Tenant};

const READ: &str = "Microsoft.Insights/eventtypes/values/read";
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What is asked for.
#[derive(Debug, Default)]
struct Wanted {
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    /// At most one more.
    other: Option<(String, String)>,
}

/// A refusal as this service words it: without the usual envelope.
fn bad(message: impl Into<String>) -> Problem {
    let mut problem = Problem::new(400, "BadRequest", message);
    problem.more.bare = true;
    problem
}

fn wanted(filter: Option<&str>) -> Result<Wanted, Problem> {
    let filter = filter.ok_or_else(|| bad("The $filter query parameter is missing."))?;
    let refuse = || bad(format!("The filter '{filter}' is not valid."));
    let mut wanted = Wanted::default();
    for term in filter::terms(filter).ok_or_else(refuse)? {
        let Term::Compare(name, operator, value) = term else { return Err(refuse()) };
        match (name.as_str(), operator.as_str()) {
            ("eventtimestamp", "ge" | "gt") => wanted.from = Some(value.parse().map_err(|_| refuse())?),
            ("eventtimestamp", "le" | "lt") => wanted.until = Some(value.parse().map_err(|_| refuse())?),
            ("eventchannels", "eq") => {}
            (
                "resourcegroupname" | "resourceuri" | "resourceid" | "resourceprovider" | "correlationid",
                "eq",
            ) if wanted.other.is_none() => {
                wanted.other = Some((name, value));
            }
            _ => return Err(refuse()),
        }
    }
    Ok(wanted)
}

/// `GET …/providers/Microsoft.Insights/eventtypes/management/values`
pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    if call.asked.method != Method::GET {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let wanted = wanted(call.asked.query.get("$filter"))?;
    let now = call.cloud.now();
    let from =
        wanted.from.ok_or_else(|| bad("The $filter must name the start time: eventTimestamp ge '…'."))?;
    if from < now.checked_sub(KEPT).unwrap_or(from) {
        return Err(bad("The start time cannot be more than 90 days in the past."));
    }
    if wanted.until.is_some_and(|until| until < from) {
        return Err(bad("The start time cannot be later than the end time."));
    }
    let world = call.cloud.world();
    let log = &call.target.scope;
    // The tenant's own log may be read by whoever may read its provider.
    let at = if log.level() == ScopeLevel::Root {
        ScopePath::new("/providers/Microsoft.Insights")
    } else {
        log.clone()
    };
    call.authorize_at(&world, READ, &at)?;
    let tenant = call.tenant(&world)?;
    let rows = (tenant.activity(log))
        .filter(|record| record.at >= from && wanted.until.is_none_or(|until| record.at <= until))
        .filter(|record| wanted.other.as_ref().is_none_or(|(name, value)| passes(record, name, value)))
        .map(|record| row(tenant, record));
    paging::paged(call, rows)
}

fn passes(record: &ActivityRecord, name: &str, value: &str) -> bool {
    let equal = |text: &str| text.eq_ignore_ascii_case(value);
    match name {
        "resourcegroupname" => equal(record.resource.resource_group().unwrap_or_default()),
        "resourceuri" | "resourceid" => record.resource == ScopePath::new(value),
        "resourceprovider" => equal(provider(record)),
        _ => Guid::parse(value) == Some(record.correlation),
    }
}

/// `Microsoft.Authorization`
fn provider(record: &ActivityRecord) -> &str {
    record.operation_name.split('/').next().unwrap_or_default()
}

/// What the last segments of an operation do not belong to: `Microsoft.Authorization/roleAssignments`.
fn resource_type(record: &ActivityRecord) -> String {
    let mut parts: Vec<&str> = record.action.split('/').collect();
    parts.pop();
    parts.join("/")
}

fn named(text: &str) -> Value {
    json!({"value": text, "localizedValue": text})
}

fn row(tenant: &Tenant, record: &ActivityRecord) -> Value {
    let started = record.status == "Started";
    let base = if record.resource.as_str() == "/" { "" } else { record.resource.as_str() };
    // Ticks of 100 ns since the year 1.
    let ticks = record.at.as_nanosecond() / 100 + 621_355_968_000_000_000;
    let operation = match record.operation_name.as_str() {
        "Microsoft.Authorization/elevateAccess/action" => {
            json!({
                "value": record.operation_name,
                "localizedValue": "Assigns the caller to User Access Administrator role",
            })
        }
        other => named(other),
    };
    let event = if started { ("BeginRequest", "Begin request") } else { ("EndRequest", "End request") };
    let subscription = record.log.subscription_id().map(|id| id.to_string()).unwrap_or_default();
    json!({
        "authorization": {"action": record.action, "scope": record.scope.as_str()},
        "caller": record.caller,
        "channels": "Operation",
        "claims": claims(tenant, record),
        "correlationId": record.correlation.to_string(),
        "description": "",
        "eventDataId": record.id.to_string(),
        "eventName": {"value": event.0, "localizedValue": event.1},
        "category": named("Administrative"),
        "httpRequest": {
            "clientRequestId": record.client_request.unwrap_or(record.correlation).to_string(),
            "clientIpAddress": record.ip,
            "method": record.method,
        },
        "id": format!("{base}/events/{}/ticks/{ticks}", record.id),
        "level": "Informational",
        "resourceGroupName": record.resource.resource_group().unwrap_or_default(),
        "resourceProviderName": named(provider(record)),
        "resourceId": record.resource.as_str(),
        "resourceType": named(&resource_type(record)),
        "operationId": record.operation.to_string(),
        "operationName": operation,
        "properties": properties(tenant, record),
        "status": named(record.status),
        "subStatus": {"value": record.sub_status, "localizedValue": record.sub_status},
        "eventTimestamp": time(record.at),
        "submissionTimestamp": time(record.at),
        "subscriptionId": subscription,
        "tenantId": tenant.id.to_string(),
    })
}

fn claims(tenant: &Tenant, record: &ActivityRecord) -> Value {
    let wids: Vec<String> = record.wids.iter().map(Guid::to_string).collect();
    let mut claims = Map::new();
    let mut put = |name: &str, value: String| claims.insert(name.to_owned(), json!(value));
    put("aud", "https://management.core.windows.net/".to_owned());
    put("iss", format!("https://sts.windows.net/{}/", tenant.id));
    put("ipaddr", record.ip.clone());
    put("http://schemas.microsoft.com/identity/claims/objectidentifier", record.caller_id.to_string());
    put("http://schemas.microsoft.com/identity/claims/tenantid", tenant.id.to_string());
    match record.app_id {
        Some(id) => {
            put("appid", id.to_string());
            put("idtyp", "app".to_owned());
        }
        None => {
            put("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", record.caller.clone());
            put("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", record.caller.clone());
        }
    }
    if !wids.is_empty() {
        put("wids", wids.join(","));
    }
    Value::Object(claims)
}

/// A start carries what the client sent, an end its status and what a DELETE removed, a removal that went with something else its own four.
fn properties(tenant: &Tenant, record: &ActivityRecord) -> Value {
    if let Some((name, principal, role, scope)) = &record.removed {
        let dashless = |id: &Guid| id.to_string().replace('-', "");
        let base = if scope.as_str() == "/" { "" } else { scope.as_str() };
        return json!({
            "id": format!("{base}/providers/Microsoft.Authorization/roleAssignments/{}", dashless(name)),
            "principalId": dashless(principal),
            "roleDefinitionId": dashless(role),
            "scope": scope.as_str(),
        });
    }
    let above = tenant.ancestors(&record.log);
    let chain: Vec<&str> = above.iter().rev().filter(|s| s.as_str() != "/").map(ScopePath::name).collect();
    let own = if record.log.as_str() == "/" { tenant.id.to_string() } else { record.log.name().to_owned() };
    let hierarchy = chain.iter().copied().chain([own.as_str()]).collect::<Vec<_>>().join("/");
    let mut properties = Map::new();
    let mut put = |name: &str, value: Value| properties.insert(name.to_owned(), value);
    put("eventCategory", json!("Administrative"));
    put("entity", json!(record.resource.as_str()));
    put("message", json!(record.operation_name));
    put("hierarchy", json!(hierarchy));
    if let Some(body) = &record.request_body {
        put("requestbody", json!(body));
    }
    if let Some(deleted) = &record.deleted {
        put("responseBody", json!(role_assignments::removal(deleted)));
    }
    if record.status != "Started" {
        put("statusCode", json!(record.sub_status));
        put("serviceRequestId", Value::Null);
    }
    Value::Object(properties)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_need_a_start_and_take_one_more() {
        let az = "resourceProvider eq Microsoft.Authorization and eventTimestamp ge 2023-08-23T12:59:20Z and eventTimestamp le 2023-08-23T13:59:20Z";
        let found = wanted(Some(az)).unwrap();
        assert!(found.from < found.until);
        assert_eq!(found.other.unwrap().1, "Microsoft.Authorization");
        assert!(wanted(Some("eventTimestamp ge '2026-01-01T00:00:00Z'")).unwrap().from.is_some());
        for bad in [
            None,
            Some("eventTimestamp ge yesterday"),
            Some("caller eq 'x'"),
            Some("resourceGroupName eq 'a' and correlationId eq 'b'"),
            Some("nothing"),
        ] {
            assert!(wanted(bad).is_err(), "{bad:?}");
        }
    }
}
