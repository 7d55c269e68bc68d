//! Records of elevation: who came to hold User Access Administrator at `/`, and who gave it up.

use jiff::Timestamp;
use rolewright_condition::guid::Guid;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElevationChange {
    /// The principal elevated its access.
    Elevated,
    /// The assignment at `/` was removed.
    Removed,
}

/// Which record told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElevationSource {
    /// The tenant-level activity log, kept for 90 days.
    /// Azure: <https://learn.microsoft.com/rest/api/monitor/tenant-activity-logs/list>
    ActivityLog,
    /// The directory audit log, kept for 7 or 30 days.
    /// Azure: <https://learn.microsoft.com/graph/api/directoryaudit-list>
    DirectoryAudit,
}

/// One record of an elevation or its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElevationRecord {
    /// The record's own id.
    pub id: String,
    /// Which log.
    pub source: ElevationSource,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: ElevationChange,
    /// Object id of who holds or held the assignment, where the record tells.
    pub principal: Option<Guid>,
    /// Who did it, as the record names them: a user principal name or an object id.
    pub caller: Option<String>,
    /// From where.
    pub ip_address: Option<String>,
    /// Joins the records of one act.
    pub correlation: Option<String>,
    /// Whether it succeeded.
    pub succeeded: bool,
}
