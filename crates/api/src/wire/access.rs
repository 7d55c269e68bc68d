//! Who may do what where: role assignments as a table, and one of them with its reasons.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::annotations::{Annotation, AnnotationState};
use super::scopes::{ScopeCrumb, ScopeLevel};
use super::tables::{Chosen, PageFacts, PageRequest, RowFormat};

/// Which role assignments, seen from a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Reach {
    /// At the scope itself.
    Direct,
    /// All that apply at the scope: at it and above it.
    Inherited,
    /// At the scope and everywhere below it.
    Below,
}

/// The role assignments that a table is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentsOf {
    #[ts(type = "number")]
    pub snapshot: i64,
    /// `/` with [`Reach::Below`] is the whole tenant.
    pub scope: String,
    pub reach: Reach,
}

/// Asks for a page of role assignments.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentPageRequest {
    pub of: AssignmentsOf,
    pub page: PageRequest,
}

/// A page of role assignments.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentPage {
    pub rows: Vec<AssignmentRow>,
    pub facts: PageFacts,
}

/// One role assignment in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentRow {
    /// Names the row in other requests, in this snapshot and in others of the tenant.
    pub key: String,
    pub state: AssignmentState,
    pub principal: PrincipalName,
    pub role: RoleName,
    pub place: ScopeCrumb,
    /// Whether it lies above the scope asked for.
    pub inherited: bool,
    /// The condition in a few words: `2 roles to service principals`; `None` without condition.
    pub condition: Option<String>,
    /// RFC 3339, UTC.
    pub created_on: Option<String>,
    /// Name of who made it, or the id where no name is known.
    pub created_by: Option<String>,
    pub updated_on: Option<String>,
    /// Until when, for those that end.
    pub ends: Option<String>,
    pub description: Option<String>,
    pub annotation: Option<AnnotationState>,
}

/// Whether an assignment works now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum AssignmentState {
    Active,
    /// May be activated through Privileged Identity Management.
    Eligible,
    /// Activated for a time.
    Activated,
}

/// A principal as a table shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PrincipalName {
    /// Object id.
    pub id: String,
    /// `None` where the directory did not tell.
    pub name: Option<String>,
    pub kind: PrincipalKind,
    pub standing: PrincipalStanding,
}

/// What kind of principal it is, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum PrincipalKind {
    User,
    Guest,
    Group,
    ServicePrincipal,
    ManagedIdentity,
    ForeignGroup,
    Device,
    /// As Azure wrote it.
    Other(String),
}

/// What the directory said about a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum PrincipalStanding {
    Found,
    /// The directory was asked and does not know it: deleted, or of another tenant.
    Deleted,
    /// The directory could not be asked.
    NotRead,
}

/// A role as a table shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RoleName {
    /// Role definition id, its last part.
    pub id: String,
    /// `None` where the definition is not in the snapshot.
    pub name: Option<String>,
    pub kind: RoleKindName,
    /// Why it is privileged: `can assign roles`; `None` where it is not.
    pub privileged: Option<String>,
}

/// Who made a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum RoleKindName {
    BuiltIn,
    Custom,
    /// Its definition is not in the snapshot.
    Unknown,
}

/// Asks for the commonest values of a column under a filter; what the filter asks of that column itself is
/// left out, so that other values can be chosen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentValuesRequest {
    pub of: AssignmentsOf,
    pub filter: String,
    pub column: String,
    /// Words in the value; empty for all.
    pub search: String,
    /// At most 1,000.
    pub limit: u32,
}

/// Names one role assignment as seen from a scope.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentDetailRequest {
    pub of: AssignmentsOf,
    pub key: String,
}

/// One role assignment with its reasons.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentDetail {
    pub row: AssignmentRow,
    /// The assignment's whole id.
    pub id: String,
    pub principal: PrincipalCard,
    pub role: RoleCard,
    /// From the root down to the scope that is looked at; the assignment stands at one of them.
    pub path: Vec<ScopeCrumb>,
    /// Why the principal has it here, in one sentence.
    pub why: String,
    pub condition: Option<ConditionCard>,
    /// What happened to it through the tenant's snapshots, newest first.
    pub history: Vec<HistoryEntry>,
    pub annotations: Vec<Annotation>,
}

/// A principal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PrincipalCard {
    pub who: PrincipalName,
    pub user_principal_name: Option<String>,
    /// For service principals: the application's id.
    pub app_id: Option<String>,
    /// For groups: members, through other groups too; `None` where they could not be read.
    #[ts(type = "number | null")]
    pub members: Option<u64>,
    /// Its role assignments in the whole snapshot.
    #[ts(type = "number")]
    pub assignments: u64,
    #[ts(type = "number")]
    pub privileged_assignments: u64,
    /// Groups that it belongs to and that hold role assignments, by name.
    pub groups: Vec<PrincipalName>,
}

/// A role, in at most five lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RoleCard {
    pub role: RoleName,
    pub description: Option<String>,
    /// What it can do, most telling first.
    pub can: Vec<String>,
    /// Its assignments in the whole snapshot.
    #[ts(type = "number")]
    pub assignments: u64,
}

/// A condition, in text and in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConditionCard {
    pub text: String,
    pub version: Option<String>,
    /// `May assign 2 roles to service principals only.`
    pub sentence: String,
    /// Warnings and errors of the rules.
    pub problems: Vec<String>,
}

/// A point in the history of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryEntry {
    #[ts(type = "number")]
    pub snapshot: i64,
    /// When that snapshot was taken; RFC 3339, UTC.
    pub at: String,
    /// `first seen`, `condition changed`, `not there any more`.
    pub words: String,
}

/// Asks for role assignments on the clipboard.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyAssignments {
    pub of: AssignmentsOf,
    pub filter: String,
    pub sort: Vec<super::tables::SortBy>,
    pub chosen: Chosen,
    pub format: CopyFormat,
}

/// How rows are written on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum CopyFormat {
    /// Columns parted by tabs, with a heading.
    Text,
    Json,
    Bicep,
    Terraform,
    AzureCli,
}

/// What went to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Copied {
    pub rows: u32,
}

/// Asks for a file with the rows of the filter; the file says snapshot and filter.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportAssignments {
    pub of: AssignmentsOf,
    pub filter: String,
    pub sort: Vec<super::tables::SortBy>,
    pub format: RowFormat,
}

/// Asks what in a snapshot has these words.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindRequest {
    #[ts(type = "number")]
    pub snapshot: i64,
    pub text: String,
    /// At most 100.
    pub limit: u32,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Found {
    pub kind: FoundKind,
    /// Object id, role id or scope.
    pub id: String,
    pub name: String,
    /// User principal name, role kind, or the scope's path in names.
    pub detail: String,
    /// For scopes.
    pub level: Option<ScopeLevel>,
}

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum FoundKind {
    Principal,
    Role,
    Scope,
}
