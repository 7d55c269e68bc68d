//! Principals by their ids: names, kinds, whether they are guests.
//!
//! A principal that the directory does not know is missing from the answer, without an error.
//! Azure: <https://learn.microsoft.com/graph/api/directoryobject-getbyids>

use reqwest::Method;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;
use serde::Deserialize;
use serde_json::json;

use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

/// Ids that one call takes.
pub const AT_ONCE: usize = 1000;

/// What is asked of each object; without it the answer leaves properties out.
pub(super) const SELECT: &str = "id,displayName,userPrincipalName,userType,appId,servicePrincipalType";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Option<Text<'a>>,
    #[serde(borrow, default)]
    display_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    user_principal_name: Option<Text<'a>>,
    #[serde(borrow, default)]
    user_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    app_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    service_principal_type: Option<Text<'a>>,
}

/// Those of the ids, at most [`AT_ONCE`], that the directory knows, in any order.
///
/// # Errors
/// Never in practice: ids have a JSON form.
pub fn by_ids(azure: &Azure, ids: &[Guid]) -> Result<Pages<Principal>, Error> {
    let url = azure.graph("/v1.0/directoryObjects/getByIds", &[("$select", SELECT)]);
    let ids: Vec<String> = ids.iter().map(Guid::to_string).collect();
    let types = ["user", "group", "servicePrincipal", "device", "directoryObjectPartnerReference"];
    // It reads, though it is a POST.
    let call = Call::new(Method::POST, url).json(&json!({"ids": ids, "types": types}))?.repeatable();
    Ok(Pages::new(azure, call, read))
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Principal>> {
    rows::page(body, record)
}

pub(super) fn record(row: Row<'_>) -> Result<Principal, String> {
    let kind = row.kind.as_ref().map_or("", Text::as_str);
    let kind = kind.rsplit('.').next().unwrap_or_default();
    let guest_name = row.user_principal_name.as_ref().is_some_and(|name| name.as_str().contains("#EXT#"));
    let guest_type = row.user_type.as_ref().map(|kind| kind.as_str().eq_ignore_ascii_case("Guest"));
    Ok(Principal {
        id: rows::guid(row.id.as_str())?,
        kind: match kind {
            "directoryObjectPartnerReference" => PrincipalType::ForeignGroup,
            other => PrincipalType::parse(other),
        },
        display_name: rows::text(row.display_name),
        user_principal_name: rows::text(row.user_principal_name),
        // An account that was invited carries the mark in its name even where its type may not be read.
        guest: guest_type.unwrap_or(guest_name),
        app_id: row.app_id.and_then(|id| Guid::parse(id.as_str())),
        service_principal_type: rows::text(row.service_principal_type),
        found: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_objects_are_read_whole() {
        let mut seen = 0;
        for file in contract::recordings().unwrap_or_default() {
            for exchange in contract::exchanges(&file).unwrap_or_default() {
                if exchange.url.contains("/directoryObjects/getByIds") && exchange.status == 200 {
                    let page = read(&exchange.body).unwrap();
                    assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                    assert!(page.rows.iter().all(|row| !matches!(row.kind, PrincipalType::Other(_))));
                    seen += page.rows.len();
                }
            }
        }
        assert!(contract::text("index.md").is_none() || seen > 200, "{seen}");
    }

    #[test]
    fn guests_and_kinds_are_told() {
        let id = "11111111-1111-1111-1111-111111111111";
        let row = |rest: &str| format!(r#"{{"value":[{{"id":"{id}"{rest}}}]}}"#);
        let read = |rest: &str| read(row(rest).as_bytes()).unwrap().rows.remove(0);
        assert!(read(r##","@odata.type":"#microsoft.graph.user","userPrincipalName":"a_b#EXT#@c""##).guest);
        assert!(read(r#","userType":"Guest""#).guest);
        assert!(!read(r##","userType":"Member","userPrincipalName":"a_b#EXT#@c""##).guest);
        assert_eq!(
            read(r##","@odata.type":"#microsoft.graph.servicePrincipal""##).kind,
            PrincipalType::ServicePrincipal
        );
        assert_eq!(
            read(r##","@odata.type":"#microsoft.graph.agent""##).kind,
            PrincipalType::Other("agent".into())
        );
        assert_eq!(read("").display_name, None);
    }
}
