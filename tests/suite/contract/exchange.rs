//! Recorded requests to Azure, and what came back.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde::Deserialize;
use serde_json::Value;

use crate::tree;

const FOLDER: &str = "data/contract/recordings";
pub(crate) const MANAGER: &str = "https://management.azure.com";
pub(crate) const GRAPH: &str = "https://graph.microsoft.com";

/// One request and its answer.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) request_body: Value,
    pub(crate) status: u16,
    response_headers: Value,
    pub(crate) response_body: Value,
}

/// The recordings of a folder by name, or nothing where there is no test material.
pub(crate) fn recordings(folder: &str) -> Option<Vec<(String, Vec<Exchange>)>> {
    let names = tree::shared_names(&format!("{FOLDER}/{folder}"))?;
    names.into_iter().map(|name| Some((name.clone(), recording(folder, &name)?))).collect()
}

fn recording(folder: &str, name: &str) -> Option<Vec<Exchange>> {
    let text = tree::shared(&format!("{FOLDER}/{folder}/{name}"))?;
    let mut exchanges: Vec<Exchange> = serde_json::from_str(&text).unwrap();
    for exchange in &mut exchanges {
        // Large bodies stand in files of their own.
        if let Some(file) = exchange.response_body.get("$body_file").and_then(Value::as_str) {
            let body = tree::shared(&format!("{FOLDER}/{file}"))?;
            exchange.response_body = serde_json::from_str(&body).unwrap();
        }
    }
    Some(exchanges)
}

impl Exchange {
    /// When it was recorded.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        let date = self.response_headers.get("date")?;
        let date = date.as_str().or_else(|| date.get(0)?.as_str())?;
        rfc2822::parse(date).ok().map(|at| at.timestamp())
    }

    /// The path without the query, in segments.
    pub(crate) fn segments(&self) -> Vec<&str> {
        let path = self.url.split('?').next().unwrap_or_default();
        let path = path.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, p)| p);
        path.split('/').filter(|s| !s.is_empty()).collect()
    }

    /// What is asked of whom, without names: `GET Microsoft.Authorization/locks/{}`,
    /// `GET subscriptions/{}/resourcegroups/{}`, `POST graph/directoryObjects/getByIds`.
    pub(crate) fn operation(&self) -> String {
        let segments = self.segments();
        let named = |parts: &[&str]| -> String {
            let mut out = String::new();
            for (at, part) in parts.iter().enumerate() {
                out.push('/');
                out.push_str(if at % 2 == 1 { "{}" } else { part });
            }
            out
        };
        let what = if self.url.starts_with(GRAPH) {
            let own = segments.get(1..).unwrap_or_default();
            format!("graph{}", named(own).replace("directoryObjects/{}", "directoryObjects/getByIds"))
        } else if !self.url.starts_with(MANAGER) {
            let host = self.url.split('/').nth(2).unwrap_or_default();
            host.split_once('.').map_or(host, |(_, domain)| domain).to_owned()
        } else {
            match segments.iter().rposition(|s| s.eq_ignore_ascii_case("providers")) {
                Some(at) if at + 1 < segments.len() => {
                    format!("{}{}", segments[at + 1], named(&segments[at + 2..]))
                }
                _ => named(&segments).trim_start_matches('/').to_lowercase(),
            }
        };
        format!("{} {what}", self.method)
    }

    /// The code of an error, whichever shape it has.
    pub(crate) fn code(&self) -> Option<&str> {
        code(&self.response_body)
    }
}

/// The code of an error, whichever shape it has.
pub(crate) fn code(body: &Value) -> Option<&str> {
    body.get("error").unwrap_or(body).get("code")?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operation(method: &str, url: &str) -> String {
        let exchange = json!({"method": method, "url": url, "request_body": null, "status": 200,
            "response_headers": {}, "response_body": null});
        serde_json::from_value::<Exchange>(exchange).unwrap().operation()
    }

    #[test]
    fn operations_have_no_names() {
        for (url, said) in [
            (
                "https://management.azure.com/subscriptions/0/resourceGroups/g?x=1",
                "subscriptions/{}/resourcegroups/{}",
            ),
            (
                "https://management.azure.com/subscriptions/0/resourceGroups/g/providers/A.B/c/d/providers/Microsoft.Authorization/locks/l",
                "Microsoft.Authorization/locks/{}",
            ),
            (
                "https://management.azure.com/providers/Microsoft.Management/managementGroups",
                "Microsoft.Management/managementGroups",
            ),
            ("https://graph.microsoft.com/v1.0/groups/g/members/$ref", "graph/groups/{}/members/{}"),
            ("https://graph.microsoft.com/v1.0/directoryObjects/getByIds", "graph/directoryObjects/getByIds"),
            ("https://some.vault.azure.net/certificates/c", "vault.azure.net"),
        ] {
            assert_eq!(operation("GET", url), format!("GET {said}"));
        }
    }
}
