//! Management locks.
//! Azure: <https://learn.microsoft.com/rest/api/resources/management-locks>

use reqwest::Method;
use rolewright_authz::records::{Lock, LockLevel};
use rolewright_authz::scope_path::ScopePath;
use serde::Deserialize;
use serde_json::json;

use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2020-05-01";
const KIND: &str = "Microsoft.Authorization/locks";

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
struct Properties<'a> {
    #[serde(borrow)]
    level: Text<'a>,
    #[serde(borrow, default)]
    notes: Option<Text<'a>>,
}

/// Locks at the scope and below it; a subscription's list has every lock in it.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath) -> Pages<Lock> {
    let path = super::at(scope, "/providers/Microsoft.Authorization/locks");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", API_VERSION)])), read)
}

/// Makes the lock, or changes its level or notes.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses.
pub async fn put(azure: &Azure, lock: &Lock) -> Result<Lock, Error> {
    let body = json!({"properties": {"level": lock.level.as_str(), "notes": lock.notes}});
    let call =
        Call::new(Method::PUT, azure.arm(&path(&lock.scope, &lock.name), &[("api-version", API_VERSION)]));
    azure.read(call.json(&body)?, |reply| rows::one(&reply.body, record)).await
}

/// Takes the lock away. `false` says that there was none.
///
/// # Errors
/// [`Error::Refused`] where Azure refuses.
pub async fn delete(azure: &Azure, scope: &ScopePath, name: &str) -> Result<bool, Error> {
    let url = azure.arm(&path(scope, name), &[("api-version", API_VERSION)]);
    azure.read(Call::new(Method::DELETE, url), |reply| Ok(reply.status() != 204)).await
}

fn path(scope: &ScopePath, name: &str) -> String {
    super::at(scope, &format!("/providers/Microsoft.Authorization/locks/{name}"))
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Lock>> {
    rows::page(body, record)
}

fn record(row: Row<'_>) -> Result<Lock, String> {
    Ok(Lock {
        scope: rows::scope_of(row.id.as_str(), KIND)?,
        name: row.name.into_string(),
        level: LockLevel::parse(row.properties.level.as_str()),
        notes: rows::text(row.properties.notes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_lists_are_read_whole() {
        let Some(files) = contract::recordings() else { return };
        let (mut seen, mut deep) = (0, 0);
        for file in files.iter().filter(|file| file.contains("/locks/")) {
            for exchange in contract::exchanges(file).unwrap_or_default() {
                let path = exchange.url.split('?').next().unwrap_or_default();
                if exchange.method == "GET" && exchange.status == 200 && path.ends_with("/locks") {
                    let page = read(&exchange.body).unwrap();
                    assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                    assert!(page.rows.iter().all(|lock| !matches!(lock.level, LockLevel::Other(_))));
                    deep += page.rows.iter().filter(|lock| lock.scope.resource_group().is_some()).count();
                    seen += page.rows.len();
                }
            }
        }
        assert!(seen > 20 && deep > 5, "{seen}, {deep}");
    }

    #[test]
    fn official_examples_are_read() {
        for (file, body) in contract::examples("examples/locks") {
            if body["value"].is_array() {
                let page = read(body.to_string().as_bytes()).unwrap();
                assert_eq!(
                    page.rows.len() as u64 + page.unreadable,
                    body["value"].as_array().unwrap().len() as u64,
                    "{file}"
                );
            }
        }
    }
}
