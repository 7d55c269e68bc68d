//! Members of groups, direct or through other groups, asked for twenty groups at a time.
//! Azure: <https://learn.microsoft.com/graph/api/group-list-transitivemembers>,
//! <https://learn.microsoft.com/graph/json-batching>

use std::collections::HashMap;
use std::time::Duration;

use reqwest::Method;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::directory_objects::{self, SELECT};
use crate::client::Azure;
use crate::clock;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::Page;
use crate::transport::{Call, error_body, retry_after};

/// Requests that one batch takes.
pub const AT_ONCE: usize = 20;
/// Rounds for entries that Graph throttles one by one.
const ROUNDS: u32 = 8;

/// What came of one group.
pub type Members = Result<Page<Principal>, Error>;

#[derive(Deserialize)]
struct Responses<'a> {
    #[serde(borrow)]
    responses: Vec<Response<'a>>,
}

#[derive(Deserialize)]
struct Response<'a> {
    id: String,
    status: u16,
    #[serde(default)]
    headers: Option<HashMap<String, String>>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// What one entry of a batch answered, in owned form.
struct Entry {
    group: usize,
    status: u16,
    wait: Option<Duration>,
    body: String,
}

/// Members of one group, page by page.
#[must_use]
pub fn list(azure: &Azure, group: Guid) -> Pages<Principal> {
    let url = azure
        .graph(&format!("/v1.0/groups/{group}/transitiveMembers"), &[("$select", SELECT), ("$top", "999")]);
    Pages::new(azure, Call::get(url), directory_objects::read)
}

/// The first page of members of each group, at most [`AT_ONCE`] of them, in the order of the groups. Where a page
/// names a next one, [`list`] goes on from there.
///
/// # Errors
/// Where the batch as a whole is refused; what becomes of one group is in its place.
pub async fn first_pages(azure: &Azure, groups: &[Guid]) -> Result<Vec<Members>, Error> {
    let mut results: Vec<Option<Members>> = groups.iter().map(|_| None).collect();
    let mut open: Vec<usize> = (0..groups.len()).collect();
    for round in 1..=ROUNDS {
        let mut again = Vec::new();
        let mut wait = Duration::ZERO;
        for entry in batch(azure, groups, &open).await? {
            if matches!(entry.status, 429 | 500 | 502 | 503 | 504) && round < ROUNDS {
                wait = wait.max(entry.wait.unwrap_or(Duration::from_millis(500) * round));
                again.push(entry.group);
                continue;
            }
            if let Some(place) = results.get_mut(entry.group) {
                *place = Some(members(&entry));
            }
        }
        if again.is_empty() {
            break;
        }
        // Each entry of a batch is throttled on its own, which the transport cannot see.
        tokio::select! {
            () = azure.cancel().cancelled() => return Err(Error::Cancelled),
            () = tokio::time::sleep(wait) => {}
        }
        open = again;
    }
    let missing =
        || Error::Unreadable { address: "$batch".to_owned(), reason: "an entry has no answer".to_owned() };
    Ok(results.into_iter().map(|result| result.unwrap_or_else(|| Err(missing()))).collect())
}

async fn batch(azure: &Azure, groups: &[Guid], open: &[usize]) -> Result<Vec<Entry>, Error> {
    let requests: Vec<_> = open
        .iter()
        .filter_map(|index| {
            let url = format!("/groups/{}/transitiveMembers?$select={SELECT}&$top=999", groups.get(*index)?);
            Some(json!({"id": index.to_string(), "method": "GET", "url": url}))
        })
        .collect();
    let url = azure.graph("/v1.0/$batch", &[]);
    // It only reads, so it may be repeated.
    let call = Call::new(Method::POST, url).json(&json!({ "requests": requests }))?.repeatable();
    azure
        .read(call, |reply| {
            let answer: Responses<'_> = serde_json::from_slice(&reply.body)?;
            Ok(answer.responses.into_iter().filter_map(entry).collect())
        })
        .await
}

fn entry(response: Response<'_>) -> Option<Entry> {
    let wait = response.headers.iter().flatten().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
    Some(Entry {
        group: response.id.parse().ok()?,
        status: response.status,
        wait: wait.and_then(|(_, value)| retry_after(value, clock::now())),
        body: response.body.map(|body| body.get().to_owned()).unwrap_or_default(),
    })
}

fn members(entry: &Entry) -> Members {
    if !(200..300).contains(&entry.status) {
        return Err(Error::Refused(Box::new(error_body::read(entry.status, entry.body.as_bytes()))));
    }
    directory_objects::read(entry.body.as_bytes())
        .map_err(|problem| Error::Unreadable { address: "$batch".to_owned(), reason: problem.to_string() })
}

#[cfg(test)]
#[path = "group_members_tests.rs"]
mod tests;
