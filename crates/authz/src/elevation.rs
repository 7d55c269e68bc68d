//! Elevation sessions: from when to when somebody held User Access Administrator at `/`.
//!
//! Two logs tell of elevation, both for a short time only; the role assignment at `/` tells of what is still open.
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>

use jiff::Timestamp;
use rolewright_condition::guid::Guid;

use crate::records::{ElevationChange, ElevationRecord, RoleAssignment};

/// User Access Administrator, the role that elevation grants.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>
pub const USER_ACCESS_ADMINISTRATOR: Guid = Guid::from_u128(0x18d7d88d_d35e_4fb5_a5c3_7773c20a72d9);

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It did not: the role assignment at `/` is there.
    Open,
    /// At this time.
    Removed(Timestamp),
    /// The role assignment is gone, but no record tells since when.
    Unseen,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElevationSession {
    /// Object id of who was elevated, where a record or the assignment tells.
    pub principal: Option<Guid>,
    /// Who it is in the words of the records.
    pub caller: Option<String>,
    /// When it began; `None` where it began before the records do.
    pub start: Option<Timestamp>,
    /// The last time that the principal elevated again while it was open.
    pub renewed: Option<Timestamp>,
    /// How it ended.
    pub end: End,
    /// Who ended it, in the words of the record.
    pub ended_by: Option<String>,
    /// From where it was begun.
    pub ip_address: Option<String>,
    /// Name of the role assignment at `/`, where it is open.
    pub assignment: Option<Guid>,
    /// Ids of the records that tell of it.
    pub records: Vec<String>,
}

/// Records this close to each other that tell of the same change are one act: the logs write within minutes, and
/// one of them writes two records for each act.
const SAME_ACT_SECONDS: i64 = 300;

/// The sessions that records and the role assignments at `/` tell of, latest start first, unknown starts last.
///
/// Failed attempts are no session. Assignments at other scopes and of other roles are passed over. An open
/// assignment without a record is a session with the assignment's own times: it may be older than both logs.
#[must_use]
pub fn sessions<'a>(
    records: impl IntoIterator<Item = &'a ElevationRecord>,
    assignments: impl IntoIterator<Item = &'a RoleAssignment>,
) -> Vec<ElevationSession> {
    let mut ordered: Vec<&ElevationRecord> = records.into_iter().filter(|r| r.succeeded).collect();
    ordered.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    let mut found: Vec<ElevationSession> = Vec::new();
    for record in ordered {
        match record.change {
            ElevationChange::Elevated => begin(&mut found, record),
            ElevationChange::Removed => finish(&mut found, record),
        }
    }
    for assignment in assignments.into_iter().filter(|a| is_elevation(a)) {
        keep_open(&mut found, assignment);
    }
    found.sort_by_key(|session| std::cmp::Reverse((session.start, session.principal)));
    found
}

/// Whether a role assignment is what elevation makes.
#[must_use]
pub fn is_elevation(assignment: &RoleAssignment) -> bool {
    assignment.scope.as_str() == "/" && assignment.role == USER_ACCESS_ADMINISTRATOR
}

impl ElevationSession {
    fn of(record: &ElevationRecord) -> Self {
        Self {
            principal: record.principal,
            caller: record.caller.clone(),
            start: None,
            renewed: None,
            end: End::Unseen,
            ended_by: None,
            ip_address: None,
            assignment: None,
            records: vec![record.id.clone()],
        }
    }

    fn is_of(&self, principal: Option<Guid>, caller: Option<&str>) -> bool {
        match (self.principal, principal) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self
                .caller
                .as_deref()
                .zip(caller)
                .is_some_and(|(mine, theirs)| mine.eq_ignore_ascii_case(theirs)),
        }
    }

    /// Whether nothing has ended it yet, as far as the records read so far tell.
    fn is_running(&self) -> bool {
        self.end == End::Unseen
    }
}

fn near(a: Timestamp, b: Timestamp) -> bool {
    (a.as_second() - b.as_second()).abs() <= SAME_ACT_SECONDS
}

fn begin(found: &mut Vec<ElevationSession>, record: &ElevationRecord) {
    let caller = record.caller.as_deref();
    let running = found.iter_mut().rev().find(|s| s.is_of(record.principal, caller) && s.is_running());
    let Some(session) = running else {
        found.push(ElevationSession {
            start: Some(record.at),
            ip_address: record.ip_address.clone(),
            ..ElevationSession::of(record)
        });
        return;
    };
    session.records.push(record.id.clone());
    session.principal = session.principal.or(record.principal);
    if session.ip_address.is_none() {
        session.ip_address.clone_from(&record.ip_address);
    }
    let last = session.renewed.or(session.start);
    if last.is_none_or(|last| !near(last, record.at)) {
        session.renewed = Some(record.at);
    }
}

fn finish(found: &mut Vec<ElevationSession>, record: &ElevationRecord) {
    // The caller of a removal may be somebody else, so only the principal tells whose session it is.
    let of = |s: &ElevationSession| match record.principal {
        Some(principal) => s.principal == Some(principal),
        None => s.is_of(None, record.caller.as_deref()),
    };
    let told_before = |s: &ElevationSession| matches!(s.end, End::Removed(at) if near(at, record.at));
    if let Some(session) = found.iter_mut().rev().find(|s| of(s) && (s.is_running() || told_before(s))) {
        if session.is_running() {
            session.end = End::Removed(record.at);
            session.ended_by.clone_from(&record.caller);
        }
        session.records.push(record.id.clone());
        return;
    }
    found.push(ElevationSession {
        caller: None,
        end: End::Removed(record.at),
        ended_by: record.caller.clone(),
        ..ElevationSession::of(record)
    });
}

fn keep_open(found: &mut Vec<ElevationSession>, assignment: &RoleAssignment) {
    let mine = |s: &ElevationSession| s.principal == Some(assignment.principal);
    match found.iter_mut().rev().find(|s| mine(s) && s.is_running()) {
        Some(session) => {
            session.end = End::Open;
            session.assignment = Some(assignment.name);
            // The assignment is older than the first record where the logs reach less far back.
            session.start = match (session.start, assignment.stamp.created_on) {
                (Some(seen), Some(made)) if made < seen && !near(made, seen) => {
                    session.renewed = session.renewed.or(Some(seen));
                    Some(made)
                }
                (seen, made) => seen.or(made),
            };
        }
        None => found.push(ElevationSession {
            principal: Some(assignment.principal),
            caller: None,
            start: assignment.stamp.created_on,
            renewed: assignment.stamp.updated_on.filter(|at| Some(*at) != assignment.stamp.created_on),
            end: End::Open,
            ended_by: None,
            ip_address: None,
            assignment: Some(assignment.name),
            records: Vec::new(),
        }),
    }
}

#[cfg(test)]
#[path = "elevation_tests.rs"]
mod tests;
