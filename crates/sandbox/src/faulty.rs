//! What the faults in force make of an answer.

use std::time::Duration;

use serde_json::{Value, json};

use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::faults::FaultKind;
use crate::reply::Reply;
use crate::resource_manager;

/// Whether the body is sent to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Whole,
    /// The connection breaks half-way.
    Cut,
}

/// How long to wait first.
pub(crate) fn latency(faults: &[FaultKind]) -> Option<Duration> {
    faults.iter().find_map(|fault| match fault {
        FaultKind::Latency(time) => Some(*time),
        _ => None,
    })
}

/// An answer that comes in place of the real one.
pub(crate) fn instead(cloud: &Cloud, asked: &Asked, faults: &[FaultKind]) -> Option<Reply> {
    faults.iter().find_map(|fault| match fault {
        FaultKind::Throttle(seconds) => Some(resource_manager::problem::throttled(*seconds).reply()),
        FaultKind::ServerError(status) => Some(server_error(*status)),
        FaultKind::Forbidden(scope) => {
            let caller = resource_manager::authenticate::caller(cloud, asked).ok()?;
            let action = resource_manager::call::read_action(&asked.segments);
            let problem = resource_manager::problem::authorization_failed(&caller, &action, scope, false);
            Some(problem.reply())
        }
        FaultKind::ExpiredToken => {
            let token = asked.header("authorization")?.strip_prefix("Bearer ")?;
            cloud.expire(&cloud.signer.verify(token)?.uti);
            None
        }
        _ => None,
    })
}

/// The answer as the faults leave it.
pub(crate) fn after(mut reply: Reply, asked: &Asked, faults: &[FaultKind]) -> (Reply, Ending) {
    let mut ending = Ending::Whole;
    for fault in faults {
        match fault {
            FaultKind::CutBody => ending = Ending::Cut,
            FaultKind::TruncatedJson => reply.body.truncate(reply.body.len() / 2),
            FaultKind::RepeatPage => {
                let own = format!("{}{}", asked.origin, asked.target);
                reply = with_next_link(reply, &own, true);
            }
            FaultKind::ForeignNextLink => {
                let foreign = format!("https://management.azure.example{}", asked.target);
                reply = with_next_link(reply, &foreign, false);
            }
            _ => {}
        }
    }
    (reply, ending)
}

/// Changes the link to the next page; `only_existing` leaves last pages as they are.
fn with_next_link(mut reply: Reply, link: &str, only_existing: bool) -> Reply {
    let Some(Value::Object(mut body)) = reply.value() else { return reply };
    let name = if body.contains_key("@odata.context") { "@odata.nextLink" } else { "nextLink" };
    let is_page = body.contains_key("value") && (!only_existing || body.contains_key(name));
    if is_page {
        body.insert(name.to_owned(), json!(link));
        reply.body = serde_json::to_vec(&body).unwrap_or_default();
    }
    reply
}

/// Azure's bodies for 5xx.
fn server_error(status: u16) -> Reply {
    let (code, message) = match status {
        502 => ("BadGateway", "The gateway did not receive a response from 'Microsoft.Authorization'."),
        503 => ("ServiceUnavailable", "The service is temporarily unavailable. Please try again later."),
        504 => ("GatewayTimeout", "The gateway did not receive a response within the specified time period."),
        _ => ("InternalServerError", "Encountered internal server error."),
    };
    Reply::error(status, code, message)
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use axum::http::{HeaderMap, Method};

    use super::*;
    use crate::asked::Pairs;

    fn asked() -> Asked {
        Asked {
            method: Method::GET,
            segments: vec!["subscriptions".to_owned()],
            query: Pairs::default(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            origin: "https://127.0.0.1:1".to_owned(),
            target: "/subscriptions?x=1".to_owned(),
            ip: "127.0.0.1".to_owned(),
        }
    }

    #[test]
    fn links_are_changed_where_there_are_pages() {
        let page = || Reply::json(200, &json!({"value": [], "nextLink": "https://127.0.0.1:1/next"}));
        let (reply, _) = after(page(), &asked(), &[FaultKind::RepeatPage]);
        assert_eq!(reply.value().unwrap()["nextLink"], "https://127.0.0.1:1/subscriptions?x=1");
        let (reply, _) = after(page(), &asked(), &[FaultKind::ForeignNextLink]);
        assert!(
            reply.value().unwrap()["nextLink"]
                .as_str()
                .unwrap()
                .starts_with("https://management.azure.example/")
        );
        let last = Reply::json(200, &json!({"value": []}));
        let (reply, _) = after(last, &asked(), &[FaultKind::RepeatPage]);
        assert_eq!(reply.value().unwrap(), json!({"value": []}));
        let other = Reply::json(200, &json!([1]));
        assert_eq!(after(other, &asked(), &[FaultKind::ForeignNextLink]).0.value(), Some(json!([1])));
    }

    #[test]
    fn bodies_end_early_with_and_without_saying_so() {
        let reply = || Reply::json(200, &json!({"value": []}));
        let (truncated, ending) = after(reply(), &asked(), &[FaultKind::TruncatedJson]);
        assert_eq!((truncated.value(), ending), (None, Ending::Whole));
        assert_eq!(after(reply(), &asked(), &[FaultKind::CutBody]).1, Ending::Cut);
    }
}
