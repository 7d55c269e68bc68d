//! Instances of Privileged Identity Management: who may activate a role, and who has one now.
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-eligibility-schedule-instances>,
//! <https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-instances>

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{PimInstance, PimKind};
use rolewright_authz::scope_path::ScopePath;
use serde::Deserialize;

use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2020-10-01";

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow)]
    scope: Text<'a>,
    #[serde(borrow)]
    role_definition_id: Text<'a>,
    #[serde(borrow)]
    principal_id: Text<'a>,
    #[serde(borrow, default)]
    principal_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    member_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    assignment_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    start_date_time: Option<Text<'a>>,
    #[serde(borrow, default)]
    end_date_time: Option<Text<'a>>,
    #[serde(borrow, default)]
    condition: Option<Text<'a>>,
    #[serde(borrow, default)]
    condition_version: Option<Text<'a>>,
    #[serde(borrow, default)]
    role_assignment_schedule_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    origin_role_assignment_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    linked_role_eligibility_schedule_instance_id: Option<Text<'a>>,
}

/// Instances of one kind at the scope; `below` says whether those below are wanted instead of those above.
///
/// Of the active ones, those that stand for an ordinary permanent assignment are left out: the list repeats every
/// role assignment, and what it says of them is in the role assignment itself.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath, kind: PimKind, below: bool) -> Pages<PimInstance> {
    let (what, read): (_, crate::pages::Read<PimInstance>) = match kind {
        PimKind::Eligible => ("roleEligibilityScheduleInstances", read_eligible),
        PimKind::Active => ("roleAssignmentScheduleInstances", read_active),
    };
    let path = super::at(scope, &format!("/providers/Microsoft.Authorization/{what}"));
    let mut query = vec![("api-version", API_VERSION)];
    if !below {
        query.push(("$filter", "atScope()"));
    }
    Pages::new(azure, Call::get(azure.arm(&path, &query)), read)
}

fn read_eligible(body: &[u8]) -> serde_json::Result<Page<PimInstance>> {
    Ok(read(body, PimKind::Eligible)?.filter_map(|row| row))
}

fn read_active(body: &[u8]) -> serde_json::Result<Page<PimInstance>> {
    Ok(read(body, PimKind::Active)?.filter_map(|row| row))
}

fn read(body: &[u8], kind: PimKind) -> serde_json::Result<Page<Option<PimInstance>>> {
    rows::page(body, |row: Row<'_>| {
        let properties = row.properties;
        if kind == PimKind::Active && is_plain(&properties) {
            return Ok(None);
        }
        Ok(Some(PimInstance {
            kind,
            name: row.name.into_string(),
            scope: ScopePath::new(properties.scope.as_str()),
            role: rows::last_guid(properties.role_definition_id.as_str())?,
            principal: rows::guid(properties.principal_id.as_str())?,
            principal_type: PrincipalType::parse(properties.principal_type.as_ref().map_or("", Text::as_str)),
            member_type: rows::text(properties.member_type),
            assignment_type: rows::text(properties.assignment_type),
            start: rows::moment(properties.start_date_time.as_ref()),
            end: rows::moment(properties.end_date_time.as_ref()),
            condition: rows::text(properties.condition),
            condition_version: rows::text(properties.condition_version),
            origin_assignment: properties
                .origin_role_assignment_id
                .and_then(|id| rows::last_guid(id.as_str()).ok()),
            eligibility: rows::text(properties.linked_role_eligibility_schedule_instance_id)
                .and_then(last_segment),
        }))
    })
}

/// Whether an active instance is only the shadow of a permanent role assignment: nobody activated it, it has no
/// end, and its schedule bears the assignment's own name.
fn is_plain(row: &Properties<'_>) -> bool {
    let last = |id: &Option<Text<'_>>| {
        id.as_ref().and_then(|id| id.as_str().rsplit('/').next().map(str::to_lowercase))
    };
    let assigned = row.assignment_type.as_ref().is_some_and(|t| t.as_str().eq_ignore_ascii_case("Assigned"));
    let schedule = last(&row.role_assignment_schedule_id);
    assigned
        && row.end_date_time.is_none()
        && schedule.is_some()
        && schedule == last(&row.origin_role_assignment_id)
}

fn last_segment(id: String) -> Option<String> {
    id.rsplit('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_and_official_rows_are_read() {
        let mut rows = [0, 0];
        for (file, body) in contract::examples("examples/authorization-pim") {
            let kind = if file.contains("EligibilityScheduleInstances") {
                PimKind::Eligible
            } else if file.contains("AssignmentScheduleInstances") {
                PimKind::Active
            } else {
                continue;
            };
            if body["value"].is_array() {
                let page = read(body.to_string().as_bytes(), kind).unwrap();
                assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                rows[0] += page.rows.len();
            }
        }
        for (file, kind) in [
            ("pim_roleAssignmentScheduleInstances_list_2022-02-11_EXCERPT", PimKind::Active),
            ("pim_roleEligibilityScheduleInstances_list_2022-02-11_EXCERPT", PimKind::Eligible),
        ] {
            for exchange in
                contract::exchanges(&format!("recordings/transcribed/{file}.json")).unwrap_or_default()
            {
                let page = read(&exchange.body, kind).unwrap();
                assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                // The ids carry a prefix that no scope has; the scope itself does not.
                let scopes = page.rows.iter().flatten().map(|row| row.scope.as_str().to_lowercase());
                assert!(scopes.clone().all(|scope| !scope.starts_with("/providers/microsoft.subscription")));
                rows[1] += page.rows.len();
            }
        }
        assert!(contract::text("index.md").is_none() || (rows[0] >= 2 && rows[1] >= 10), "{rows:?}");
    }

    #[test]
    fn the_shadow_of_a_permanent_assignment_is_left_out() {
        let guid = "11111111-1111-1111-1111-111111111111";
        let row = |extra: &str| {
            format!(
                r#"{{"value":[{{"name":"n","properties":{{"scope":"/","roleDefinitionId":"/r/{guid}","principalId":"{guid}",
                    "originRoleAssignmentId":"/x/{guid}"{extra}}}}}]}}"#
            )
        };
        let plain = format!(r#","assignmentType":"Assigned","roleAssignmentScheduleId":"/y/{guid}""#);
        let read = |extra: &str| read_active(row(extra).as_bytes()).unwrap().rows;
        assert!(read(&plain).is_empty());
        let ends = format!(r#"{plain},"endDateTime":"2026-01-01T00:00:00Z""#);
        assert!(read(&ends)[0].end.is_some());
        assert_eq!(
            read(&plain.replace("Assigned", "Activated"))[0].assignment_type.as_deref(),
            Some("Activated")
        );
        assert_eq!(read(&plain.replace("/y/1", "/y/2")).len(), 1);
        assert_eq!(read("").len(), 1);
        assert_eq!(read_eligible(row(&plain).as_bytes()).unwrap().rows.len(), 1);
    }
}
