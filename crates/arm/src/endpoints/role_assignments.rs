//! Role assignments.
//!
//! Single calls go through `azure_mgmt_authorization`, whose types know the whole request. Lists have rows of our
//! own: that crate reads a page into a tree of owned texts, drops what an error answer says, refuses a
//! `principalType` that is new, and a million rows is a normal day.
//! Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments>

use azure_mgmt_authorization::package_2022_04_01::models;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::RoleAssignment;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Deserialize;

use crate::adapter::core_021;
use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2022-04-01";

/// Which assignments to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// At the scope and above it.
    AtAndAbove,
    /// At the scope, above and below it.
    Everywhere,
    /// Those of one principal itself, at the scope, above and below it.
    Of(Guid),
    /// Those of one principal or of a group that it belongs to.
    AssignedTo(Guid),
}

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
    role_definition_id: Text<'a>,
    #[serde(borrow)]
    principal_id: Text<'a>,
    #[serde(borrow, default)]
    principal_type: Option<Text<'a>>,
    #[serde(borrow)]
    scope: Text<'a>,
    #[serde(borrow, default)]
    condition: Option<Text<'a>>,
    #[serde(borrow, default)]
    condition_version: Option<Text<'a>>,
    #[serde(borrow, default)]
    description: Option<Text<'a>>,
    #[serde(borrow, default)]
    created_on: Option<Text<'a>>,
    #[serde(borrow, default)]
    created_by: Option<Text<'a>>,
    #[serde(borrow, default)]
    updated_on: Option<Text<'a>>,
    #[serde(borrow, default)]
    updated_by: Option<Text<'a>>,
    #[serde(borrow, default)]
    delegated_managed_identity_resource_id: Option<Text<'a>>,
}

/// What to write: a new assignment, or a new condition or description for one that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The role definition.
    pub role: Guid,
    /// Who is to hold it.
    pub principal: Guid,
    /// What kind of principal that is. Azure looks up those of a known kind without waiting for the directory.
    pub principal_type: PrincipalType,
    /// The condition, byte for byte; `None` writes or leaves none.
    pub condition: Option<String>,
    /// What to write beside it.
    pub description: Option<String>,
}

/// Assignments that concern the scope.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath, which: Which) -> Pages<RoleAssignment> {
    let path = super::at(scope, "/providers/Microsoft.Authorization/roleAssignments");
    let filter = match which {
        Which::AtAndAbove => Some("atScope()".to_owned()),
        Which::Everywhere => None,
        Which::Of(principal) => Some(format!("principalId eq '{principal}'")),
        Which::AssignedTo(principal) => Some(format!("assignedTo('{principal}')")),
    };
    let mut query = vec![("api-version", API_VERSION)];
    query.extend(filter.as_deref().map(|filter| ("$filter", filter)));
    Pages::new(azure, Call::get(azure.arm(&path, &query)), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<RoleAssignment>> {
    rows::page(body, record)
}

fn record(Row { name, properties: row }: Row<'_>) -> Result<RoleAssignment, String> {
    Ok(RoleAssignment {
        name: rows::guid(name.as_str())?,
        scope: ScopePath::new(row.scope.as_str()),
        role: rows::last_guid(row.role_definition_id.as_str())?,
        principal: rows::guid(row.principal_id.as_str())?,
        principal_type: PrincipalType::parse(row.principal_type.as_ref().map_or("", Text::as_str)),
        condition: rows::text(row.condition),
        condition_version: rows::text(row.condition_version),
        description: rows::text(row.description),
        delegated_managed_identity: rows::text(row.delegated_managed_identity_resource_id),
        stamp: rows::stamp(row.created_on.as_ref(), row.created_by, row.updated_on.as_ref(), row.updated_by),
    })
}

/// One assignment.
///
/// # Errors
/// [`Error::Refused`] with status 404 where there is none; see [`Error`].
pub async fn get(azure: &Azure, scope: &ScopePath, name: Guid) -> Result<RoleAssignment, Error> {
    let client = core_021::authorization(azure)?.role_assignments_client();
    let answer = client.get(path(scope), name.to_string()).send().await.map_err(|p| core_021::problem(&p))?;
    one(azure, answer.into_raw_response()).await
}

/// Makes the assignment, or gives the one of that name another condition or description.
///
/// # Errors
/// [`Error::Refused`]: `RoleAssignmentExists`, `PrincipalNotFound`, `RoleAssignmentUpdateNotPermitted` …
pub async fn put(
    azure: &Azure,
    scope: &ScopePath,
    name: Guid,
    wanted: &Wanted,
) -> Result<RoleAssignment, Error> {
    // Role definitions are named through the subscription of the scope, where it has one.
    let above = scope.subscription_id().map_or_else(ScopePath::root, ScopePath::subscription);
    let role = super::at(&above, "/providers/Microsoft.Authorization/roleDefinitions");
    let mut properties = models::RoleAssignmentProperties::new(
        format!("{role}/{}", wanted.role),
        wanted.principal.to_string(),
    );
    properties.principal_type = Some(match &wanted.principal_type {
        PrincipalType::User => models::role_assignment_properties::PrincipalType::User,
        PrincipalType::Group => models::role_assignment_properties::PrincipalType::Group,
        PrincipalType::ServicePrincipal => {
            models::role_assignment_properties::PrincipalType::ServicePrincipal
        }
        PrincipalType::ForeignGroup => models::role_assignment_properties::PrincipalType::ForeignGroup,
        PrincipalType::Device => models::role_assignment_properties::PrincipalType::Device,
        PrincipalType::Other(other) => {
            models::role_assignment_properties::PrincipalType::UnknownValue(other.clone())
        }
    });
    properties.condition_version = wanted.condition.as_ref().map(|_| "2.0".to_owned());
    properties.condition.clone_from(&wanted.condition);
    properties.description.clone_from(&wanted.description);
    let client = core_021::authorization(azure)?.role_assignments_client();
    let parameters = models::RoleAssignmentCreateParameters::new(properties);
    let answer = client
        .create(path(scope), name.to_string(), parameters)
        .send()
        .await
        .map_err(|p| core_021::problem(&p))?;
    one(azure, answer.into_raw_response()).await
}

/// Takes the assignment away. `false` says that there was none.
///
/// # Errors
/// [`Error::Refused`]: `ScopeLocked`, `AuthorizationFailed` …
pub async fn delete(azure: &Azure, scope: &ScopePath, name: Guid) -> Result<bool, Error> {
    let client = core_021::authorization(azure)?.role_assignments_client();
    let answer =
        client.delete(path(scope), name.to_string()).send().await.map_err(|p| core_021::problem(&p))?;
    Ok(answer.into_raw_response().status() != azure_core_021::StatusCode::NoContent)
}

/// The crate writes `{endpoint}/{scope}/…`, so a scope has no slash in front.
fn path(scope: &ScopePath) -> String {
    scope.as_str().trim_start_matches('/').to_owned()
}

/// The one assignment of an answer, read as a row of a list is.
async fn one(azure: &Azure, answer: azure_core_021::Response) -> Result<RoleAssignment, Error> {
    let (_, _, body) = answer.deconstruct();
    let body = body.collect().await.map_err(|p| core_021::problem(&p))?;
    rows::one(&body, record).map_err(|problem| Error::Unreadable {
        address: azure.cloud().arm.to_string(),
        reason: problem.to_string(),
    })
}

#[cfg(test)]
#[path = "role_assignments_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "role_assignments_call_tests.rs"]
mod call_tests;
