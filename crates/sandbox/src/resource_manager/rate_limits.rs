//! How many more requests the caller may send, on every answer.
//!
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling>

use axum::http::Method;

use super::call::Call;
use super::problem::{self, Problem};
use crate::reply::Reply;
use crate::throttle::{READS, WRITES};

/// What is left, in the headers that say so.
pub(super) struct Left(Vec<(&'static str, String)>);

impl Left {
    /// The answer with its headers.
    pub(super) fn onto(self, reply: Reply) -> Reply {
        self.0.into_iter().fold(reply, |reply, (name, value)| reply.with(name, &value))
    }
}

/// Header for one principal, header for all principals of a subscription, and the bucket's name.
const KINDS: [[&str; 4]; 3] = [
    [
        "x-ms-ratelimit-remaining-subscription-reads",
        "x-ms-ratelimit-remaining-subscription-global-reads",
        "x-ms-ratelimit-remaining-tenant-reads",
        "reads",
    ],
    [
        "x-ms-ratelimit-remaining-subscription-writes",
        "x-ms-ratelimit-remaining-subscription-global-writes",
        "x-ms-ratelimit-remaining-tenant-writes",
        "writes",
    ],
    [
        "x-ms-ratelimit-remaining-subscription-deletes",
        "x-ms-ratelimit-remaining-subscription-global-deletes",
        "x-ms-ratelimit-remaining-tenant-deletes",
        "deletes",
    ],
];

/// Draws one request from the caller's buckets.
pub(super) fn draw(call: &Call<'_>) -> Result<Left, Problem> {
    let (limit, kind) = match call.asked.method {
        Method::GET | Method::HEAD => (READS, 0),
        Method::DELETE => (WRITES, 2),
        _ => (WRITES, 1),
    };
    let [own, all, tenant, name] = KINDS.get(kind).copied().unwrap_or_default();
    if !call.cloud.settings.throttled {
        return Ok(Left(Vec::new()));
    }
    let now = call.cloud.now();
    let buckets = &call.cloud.buckets;
    let caller = call.caller.object_id;
    match call.target.scope.subscription_id() {
        Some(id) => {
            let operation = || format!("{name}/{}", call.target.kind());
            let refuse = |seconds| problem::subscription_throttled(&id.to_string(), &operation(), seconds);
            let mine = buckets.draw(format!("{id}/{caller}/{name}"), limit, now).map_err(refuse)?;
            let ours = buckets.draw(format!("{id}/{name}"), limit.global(), now).map_err(refuse)?;
            Ok(Left(vec![(own, mine.to_string()), (all, ours.to_string())]))
        }
        None => {
            let key = format!("{}/{caller}/{name}", call.caller.tenant);
            let mine = buckets.draw(key, limit, now).map_err(problem::throttled)?;
            Ok(Left(vec![(tenant, mine.to_string())]))
        }
    }
}
