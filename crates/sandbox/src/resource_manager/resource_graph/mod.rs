//! `Microsoft.ResourceGraph/resources`: a query over everything that the caller may read.
//!
//! Azure: <https://learn.microsoft.com/rest/api/azure-resourcegraph/resourcegraph/resources/resources>

mod evaluate;
mod syntax;
mod tables;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde_json::{Map, Value, json};

use super::call::{Call, member, text};
use super::problem::{self, Problem};
use super::role_definitions::texts;
use crate::ids;
use crate::reply::Reply;
use crate::throttle::RESOURCE_GRAPH;
use syntax::Failure;
use tables::Scopes;

const LARGEST_PAGE: usize = 1000;
/// Answers that are kept so that their next pages come from the same rows.
const KEPT: usize = 8;

type Rows = Arc<Vec<Map<String, Value>>>;

/// Answers of which there are more pages, newest last.
#[derive(Debug, Default)]
pub(crate) struct Cursors(Mutex<VecDeque<(Guid, Guid, Rows)>>);

impl Cursors {
    fn keep(&self, owner: Guid, rows: Rows) -> Guid {
        let id = ids::guid();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((id, owner, rows));
        while kept.len() > KEPT {
            kept.pop_front();
        }
        id
    }

    fn find(&self, id: Guid, owner: Guid) -> Option<Rows> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(known, theirs, _)| *known == id && *theirs == owner)
            .map(|(_, _, rows)| rows.clone())
    }
}

/// `POST /providers/Microsoft.ResourceGraph/resources`
pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    if call.asked.method != Method::POST {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let left = draw(call)?;
    let body = call.body()?;
    let reply = asked(call, &body).unwrap_or_else(|problem| problem.reply());
    Ok(reply
        .with("x-ms-user-quota-remaining", &left.to_string())
        .with("x-ms-user-quota-resets-after", "00:00:05")
        .with("x-ms-ratelimit-remaining-tenant-resource-requests", &left.to_string()))
}

fn draw(call: &Call<'_>) -> Result<u32, Problem> {
    if !call.cloud.settings.throttled {
        return Ok(14);
    }
    let key = format!("graph/{}/{}", call.caller.tenant, call.caller.object_id);
    call.cloud.buckets.draw(key, RESOURCE_GRAPH, call.cloud.now()).map_err(|seconds| {
        let message = "Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.";
        let resets = format!("00:00:{:02}", seconds.ceil().clamp(1.0, 59.0));
        Problem::new(429, "RateLimiting", message)
            .with("x-ms-user-quota-remaining", "0")
            .with("x-ms-user-quota-resets-after", resets)
            .with("retry-after", seconds.ceil().max(1.0).to_string())
    })
}

fn asked(call: &Call<'_>, body: &Value) -> Result<Reply, Problem> {
    let query =
        text(body, "query").ok_or_else(|| bad(call, "InvalidQuery", "The query is missing.", None))?;
    let empty = Value::Null;
    let options = member(body, "options").unwrap_or(&empty);
    let number =
        |name: &str| member(options, name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let top = match number("$top") {
        None => 100,
        Some(top @ 1..=LARGEST_PAGE) => top,
        Some(_) => return Err(bad(call, "InvalidOptions", "The option $top must be from 1 to 1000.", None)),
    };
    let cursor = text(options, "$skipToken");
    let (rows, start, id) = match cursor {
        Some(token) => {
            let (id, start) = read_token(token)
                .ok_or_else(|| bad(call, "InvalidSkipToken", "The skip token is not valid.", None))?;
            // An answer that is no longer kept is made anew.
            match call.cloud.cursors.find(id, call.caller.object_id) {
                Some(rows) => (rows, start, Some(id)),
                None => (Arc::new(evaluate(call, body, query)?), start, None),
            }
        }
        None => (Arc::new(evaluate(call, body, query)?), number("$skip").unwrap_or(0), None),
    };
    let page: Vec<&Map<String, Value>> = rows.iter().skip(start).take(top).collect();
    let end = start.saturating_add(page.len());
    let mut answer = Map::new();
    answer.insert("totalRecords".to_owned(), json!(rows.len()));
    answer.insert("count".to_owned(), json!(page.len()));
    let format = text(options, "resultFormat").unwrap_or("objectArray");
    answer.insert(
        "data".to_owned(),
        if format.eq_ignore_ascii_case("table") { table(&page) } else { json!(page) },
    );
    answer.insert("facets".to_owned(), json!([]));
    let more = end < rows.len();
    answer.insert("resultTruncated".to_owned(), json!(if more && !has_id(&page) { "true" } else { "false" }));
    // Without the id in its rows an answer has no next page.
    if more && has_id(&page) {
        let id = id.unwrap_or_else(|| call.cloud.cursors.keep(call.caller.object_id, rows.clone()));
        answer.insert("$skipToken".to_owned(), json!(BASE64_URL_SAFE_NO_PAD.encode(format!("{id}:{end}"))));
    }
    Ok(Reply::json(200, &answer))
}

fn has_id(page: &[&Map<String, Value>]) -> bool {
    page.first().is_some_and(|row| row.contains_key("id"))
}

fn read_token(token: &str) -> Option<(Guid, usize)> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (id, start) = text.split_once(':')?;
    Some((Guid::parse(id)?, start.parse().ok()?))
}

/// `{columns, rows}`
fn table(page: &[&Map<String, Value>]) -> Value {
    let names: Vec<&String> = page.first().map(|row| row.keys().collect()).unwrap_or_default();
    let kind = |name: &str| match page.first().and_then(|row| row.get(name)) {
        Some(Value::Number(_)) => "integer",
        Some(Value::Bool(_)) => "boolean",
        Some(Value::Object(_) | Value::Array(_)) => "object",
        _ => "string",
    };
    let columns: Vec<Value> = names.iter().map(|name| json!({"name": name, "type": kind(name)})).collect();
    let rows: Vec<Vec<&Value>> =
        page.iter().map(|row| names.iter().filter_map(|name| row.get(name.as_str())).collect()).collect();
    json!({"columns": columns, "rows": rows})
}

fn evaluate(call: &Call<'_>, body: &Value, query: &str) -> Result<Vec<Map<String, Value>>, Problem> {
    let parsed = syntax::parse(query).map_err(|failure| {
        bad(call, "InvalidQuery", "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.", Some(&failure))
    })?;
    let scopes = scopes(body);
    let world = call.cloud.world();
    let tenant = call.tenant(&world)?;
    let rows = tables::rows(call, &world, tenant, &parsed.table, &scopes);
    let rows = rows.ok_or_else(|| {
        let message = format!("Table {} is invalid, unsupported or disallowed.", parsed.table);
        bad(call, "DisallowedLogicalTableName", &message, None)
    })?;
    Ok(evaluate::run(rows, &parsed.steps))
}

fn scopes(body: &Value) -> Scopes {
    let subscriptions = texts(body, "subscriptions").into_iter();
    let groups = texts(body, "managementGroups").into_iter();
    let named = (subscriptions.map(|id| ScopePath::new(&format!("/subscriptions/{id}"))))
        .chain(groups.map(|name| ScopePath::management_group(&name)))
        .collect();
    let filter =
        member(body, "options").and_then(|o| text(o, "authorizationScopeFilter")).unwrap_or_default();
    let filter = filter.to_ascii_lowercase();
    Scopes {
        named,
        at: true,
        above: matches!(filter.as_str(), "atscopeandabove" | "atscopeaboveandbelow"),
        below: !matches!(filter.as_str(), "atscopeexact" | "atscopeandabove"),
    }
}

/// 400 as Resource Graph words it: what is wrong stands in the details.
fn bad(call: &Call<'_>, code: &str, message: &str, failure: Option<&Failure>) -> Problem {
    let text = format!(
        "Please provide below info when asking for support: timestamp = {:.7}, correlationId = {}.",
        call.cloud.now(),
        call.correlation
    );
    let mut problem = Problem::new(400, "BadRequest", text);
    problem.more.details.push(json!({"code": code, "message": message}));
    if let Some(Failure { line, position, token }) = failure {
        problem.more.details.push(json!({
            "code": "ParserFailure",
            "message": "ParserFailure",
            "line": line,
            "characterPositionInLine": position,
            "token": token,
            "expectedToken": "\u{1cf}",
        }));
    }
    problem
}
