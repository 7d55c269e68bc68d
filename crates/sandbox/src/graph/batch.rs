//! `$batch`: up to twenty requests in one, each with an answer of its own, in any order.
//!
//! Azure: <https://learn.microsoft.com/graph/json-batching>

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::Method;
use serde_json::{Map, Value, json};

use super::Question;
use super::problem::Problem;
use crate::asked::{Asked, Pairs, segments};
use crate::reply::Reply;

const MOST: usize = 20;

/// `POST /$batch`
pub(crate) fn answer(question: &Question<'_>) -> Result<Reply, Problem> {
    let body = question.body()?;
    let requests = (body.get("requests").and_then(Value::as_array))
        .ok_or_else(|| Problem::bad("The property 'requests' is required."))?;
    if requests.len() > MOST {
        return Err(Problem::bad(format!(
            "Number of batch request steps exceeds the maximum value of {MOST}."
        )));
    }
    let mut statuses: HashMap<&str, u16> = HashMap::new();
    let mut responses = Vec::new();
    for request in requests {
        let id = request.get("id").and_then(Value::as_str);
        let id = id.ok_or_else(|| Problem::bad("Every request of a batch needs an 'id'."))?;
        if statuses.contains_key(id) {
            return Err(Problem::bad(format!("Request Id '{id}' is used twice.")));
        }
        let needs = request.get("dependsOn").and_then(Value::as_array).into_iter().flatten();
        let mut needed = needs.filter_map(Value::as_str).map(|id| statuses.get(id).copied());
        let reply = if needed.all(|status| status.is_some_and(|status| status < 400)) {
            super::single(question.cloud, &inner(question, request)?, question.claims)
        } else {
            let problem = Problem::new(424, "FailedDependency", "A request that this one depends on failed.");
            problem.reply(question.cloud.now(), None)
        };
        statuses.insert(id, reply.status.as_u16());
        responses.push(response(id, &reply));
    }
    // Graph promises no order; a client that relies on one is found out here.
    responses.reverse();
    Ok(Reply::json(200, &json!({"responses": responses})))
}

/// One request of the batch as if it had come alone.
fn inner(question: &Question<'_>, request: &Value) -> Result<Asked, Problem> {
    let text = |name: &str| request.get(name).and_then(Value::as_str);
    let url = text("url").ok_or_else(|| Problem::bad("Every request of a batch needs a 'url'."))?;
    let method =
        text("method").and_then(|method| Method::from_bytes(method.to_ascii_uppercase().as_bytes()).ok());
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let version = question.asked.segments.first().cloned().unwrap_or_default();
    let body = request.get("body").map(|body| serde_json::to_vec(body).unwrap_or_default());
    Ok(Asked {
        method: method.ok_or_else(|| Problem::bad("Every request of a batch needs a 'method'."))?,
        segments: std::iter::once(version.clone()).chain(segments(path)).collect(),
        query: Pairs::parse(query.as_bytes()),
        headers: question.asked.headers.clone(),
        body: Bytes::from(body.unwrap_or_default()),
        origin: question.asked.origin.clone(),
        target: format!("/{version}/{}", url.trim_start_matches('/')),
        ip: question.asked.ip.clone(),
    })
}

fn response(id: &str, reply: &Reply) -> Value {
    let headers: Map<String, Value> = (reply.headers.iter())
        .filter_map(|(name, value)| {
            let name = match name.as_str() {
                "content-type" => "Content-Type",
                "retry-after" => "Retry-After",
                other => other,
            };
            Some((name.to_owned(), json!(value.to_str().ok()?)))
        })
        .collect();
    json!({"id": id, "status": reply.status.as_u16(), "headers": headers, "body": reply.value()})
}
