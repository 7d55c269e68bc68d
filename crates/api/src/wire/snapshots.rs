//! Snapshots: pulled, listed, compared, carried from one computer to another.

use rolewright_authz::records;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::access::{PrincipalName, RoleName};
use super::progress::Stage;
use super::scopes::{ReadMark, ScopeCrumb};
use super::tables::{PageFacts, PageRequest, RowFormat};

/// Asks for a new snapshot of a tenant, as an account.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StartPull {
    pub account: String,
    /// Id of one of the account's tenants.
    pub tenant: String,
}

/// Names a snapshot; one that is being pulled has its id from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SnapshotId {
    #[ts(type = "number")]
    pub snapshot: i64,
}

/// One snapshot in the list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SnapshotSummary {
    #[ts(type = "number")]
    pub id: i64,
    pub tenant: SnapshotTenant,
    /// Who read it.
    pub account: String,
    /// RFC 3339, UTC. What the snapshot is "as of".
    pub started_at: String,
    pub finished_at: Option<String>,
    pub state: SnapshotState,
    /// Whether its pull can go on where it stopped.
    pub resumable: bool,
    pub counts: SnapshotCounts,
    pub coverage: CoverageCounts,
    /// What changed since the tenant's snapshot before it, most telling first: `3 granted, 1 lock removed`;
    /// empty for the first one and where nothing changed.
    pub changes: Vec<ChangeCount>,
    /// The tenant's snapshot before this one.
    #[ts(type = "number | null")]
    pub previous: Option<i64>,
    /// What it added to the database, in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The file it came from, where it was pulled on another computer.
    pub imported_from: Option<String>,
}

/// The tenant of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SnapshotTenant {
    pub id: String,
    pub name: String,
    /// Whether it is the local demo tenant.
    pub demo: bool,
}

/// How a pull ended, or that it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum SnapshotState {
    Running,
    Whole,
    /// Every stage ended; some scopes could not be read.
    Partial,
    /// Stopped by the user, or given up for a later one.
    Cancelled,
    /// Stopped by an error or the end of the program.
    Interrupted,
}

/// How much a snapshot holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SnapshotCounts {
    #[ts(type = "number")]
    pub role_assignments: u64,
    #[ts(type = "number")]
    pub role_definitions: u64,
    #[ts(type = "number")]
    pub principals: u64,
    #[ts(type = "number")]
    pub management_groups: u64,
    #[ts(type = "number")]
    pub subscriptions: u64,
    #[ts(type = "number")]
    pub resources: u64,
    #[ts(type = "number")]
    pub locks: u64,
}

/// How many scopes were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageCounts {
    pub read: u32,
    pub refused: u32,
    pub failed: u32,
}

/// How often one kind of change occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeCount {
    pub kind: ChangeKind,
    #[ts(type = "number")]
    pub changes: u64,
    /// `3 granted`
    pub words: String,
}

/// Asks what could be read at and directly below a scope.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageRequest {
    #[ts(type = "number")]
    pub snapshot: i64,
    /// `None` asks for the top.
    pub parent: Option<String>,
    /// Leaves out what was read whole.
    pub only_problems: bool,
}

/// A scope in the coverage tree.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageNode {
    pub place: ScopeCrumb,
    /// With all below it.
    pub read: ReadMark,
    pub has_children: bool,
    /// Scopes below it that said no or failed.
    pub problems_below: u32,
    pub stages: Vec<CoverageLine>,
}

/// What one stage read at one scope.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageLine {
    pub stage: Stage,
    pub outcome: Outcome,
    /// `Resource Graph`, `ARM list`, `Microsoft Graph`.
    pub source: String,
    #[ts(type = "number")]
    pub rows: u64,
    /// Rows that could not be understood and were left out.
    #[ts(type = "number")]
    pub unreadable: u64,
    /// What was wrong with the first of them.
    pub problem: Option<String>,
}

/// How reading ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum Outcome {
    Read,
    /// Azure said no, in its words; the hint says which role would allow it.
    Refused {
        code: String,
        message: String,
        hint: String,
    },
    Failed {
        code: String,
        message: String,
    },
    /// The tenant has no such thing.
    NotAvailable {
        code: String,
        message: String,
    },
}

impl From<records::Coverage> for CoverageLine {
    fn from(line: records::Coverage) -> Self {
        let records::Coverage { stage, scope: _, source, rows, unreadable, problem, outcome } = line;
        let hint = permission_hint(stage);
        let outcome = match outcome {
            records::Outcome::Read => Outcome::Read,
            records::Outcome::Forbidden { code, message } => {
                Outcome::Refused { code, message, hint: hint.to_owned() }
            }
            records::Outcome::Failed { code, message } => Outcome::Failed { code, message },
            records::Outcome::NotAvailable { code, message } => Outcome::NotAvailable { code, message },
        };
        Self { stage: stage.into(), outcome, source, rows, unreadable, problem }
    }
}

/// What the reader needs for a stage that was refused.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/general#reader>,
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#directory-readers>
fn permission_hint(stage: records::Stage) -> &'static str {
    match stage {
        records::Stage::Principals | records::Stage::GroupMemberships => {
            "Directory Readers in Microsoft Entra, or the Graph permission Directory.Read.All, lets the reader see principals"
        }
        records::Stage::Elevations => {
            "Reader at / lets the reader see the tenant's activity log; Reports Reader in Microsoft Entra its directory audit"
        }
        records::Stage::ManagementGroups
        | records::Stage::Subscriptions
        | records::Stage::RoleDefinitions
        | records::Stage::RoleAssignments
        | records::Stage::PimInstances
        | records::Stage::DenyAssignments
        | records::Stage::Locks
        | records::Stage::PolicyAssignments
        | records::Stage::ResourceGroups
        | records::Stage::Resources
        | records::Stage::Vaults
        | records::Stage::ResourceGuards => "Reader at this scope or above lets the reader see it",
    }
}

/// What happened to an object between two snapshots, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ChangeKind {
    Granted,
    Revoked,
    Condition,
    /// Something of a role assignment that is not its condition.
    Assignment,
    Role,
    /// An eligible or active assignment of Privileged Identity Management.
    PimAdded,
    PimRemoved,
    PimChanged,
    /// Somebody elevated their access, or gave it up.
    Elevation,
    MemberAdded,
    MemberRemoved,
    LockAdded,
    LockRemoved,
    LockChanged,
    GuardLinked,
    GuardUnlinked,
    /// A Resource Guard, or what a link to one protects.
    GuardChanged,
    Vault,
    DenyAdded,
    DenyRemoved,
    DenyChanged,
    /// A policy assignment that denies actions.
    Policy,
    /// A management group or subscription came, went or moved.
    Hierarchy,
    Principal,
    PrincipalDeleted,
}

/// Asks for what changed from one snapshot to another of the same tenant.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DiffRequest {
    #[ts(type = "number")]
    pub from: i64,
    #[ts(type = "number")]
    pub to: i64,
    pub page: PageRequest,
}

/// A page of changes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DiffPage {
    pub rows: Vec<ChangeRow>,
    pub facts: PageFacts,
    /// Without the filter.
    pub counts: Vec<ChangeCount>,
}

/// One change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeRow {
    pub key: String,
    pub kind: ChangeKind,
    /// `Payments pipeline may now assign AcrPush too`
    pub words: String,
    pub place: Option<ScopeCrumb>,
    pub principal: Option<PrincipalName>,
    pub role: Option<RoleName>,
    /// Whether more is allowed, or less protected, than before; also where that cannot be ruled out.
    pub wider: bool,
    /// The text as it was and as it is: a condition, a level, a list of actions.
    pub before: Option<String>,
    pub after: Option<String>,
    /// What a changed condition newly allows, as requests in words; what a changed role newly grants.
    pub newly_allowed: Vec<String>,
    /// How many principals a changed role definition affects.
    #[ts(type = "number | null")]
    pub affected: Option<u64>,
}

/// Asks for the commonest values of a column of changes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DiffValuesRequest {
    #[ts(type = "number")]
    pub from: i64,
    #[ts(type = "number")]
    pub to: i64,
    pub filter: String,
    pub column: String,
    pub search: String,
    /// At most 1,000.
    pub limit: u32,
}

/// Asks for a file with the changes of the filter.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportDiff {
    #[ts(type = "number")]
    pub from: i64,
    #[ts(type = "number")]
    pub to: i64,
    pub filter: String,
    pub format: RowFormat,
}
