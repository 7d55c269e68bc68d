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

/// Records of two logs this close to each other may tell of the same change.
const SAME_ACT_SECONDS: i64 = 300;

/// One change, with every record that tells of it.
struct Deed<'a> {
    first: &'a ElevationRecord,
    principal: Option<Guid>,
    records: Vec<&'a ElevationRecord>,
}

/// The sessions that records and the role assignments at `/` tell of, latest start first, unknown starts last.
///
/// Failed attempts are no session. Assignments at other scopes and of other roles are passed over. An open
/// assignment without a record is a session with the assignment's own times: it may be older than both logs.
/// The activity log does not say whose assignment was removed; where the other log does not tell either, it is
/// taken to be the remover's own, unless that is still there.
#[must_use]
pub fn sessions<'a>(
    records: impl IntoIterator<Item = &'a ElevationRecord>,
    assignments: impl IntoIterator<Item = &'a RoleAssignment>,
) -> Vec<ElevationSession> {
    let open: Vec<&RoleAssignment> = assignments.into_iter().filter(|a| is_elevation(a)).collect();
    let mut ordered: Vec<&ElevationRecord> = records.into_iter().filter(|r| r.succeeded).collect();
    // What was elevated and removed in the same instant was elevated first.
    ordered.sort_by_key(|r| (r.at, r.change == ElevationChange::Removed, &r.id));
    let mut found: Vec<ElevationSession> = Vec::new();
    for deed in deeds(ordered) {
        match deed.first.change {
            ElevationChange::Elevated => begin(&mut found, &deed),
            ElevationChange::Removed => finish(&mut found, &deed, &open),
        }
    }
    for assignment in open {
        keep_open(&mut found, assignment);
    }
    found.sort_by_key(|session| std::cmp::Reverse((session.start, session.principal)));
    found
}

/// Joins records of the same change: those that share a correlation, and those of different logs that are near.
fn deeds(ordered: Vec<&ElevationRecord>) -> Vec<Deed<'_>> {
    let mut deeds: Vec<Deed<'_>> = Vec::new();
    for record in ordered {
        let recent = deeds.iter_mut().rev().take_while(|deed| near(deed.first.at, record.at));
        match recent.into_iter().find(|deed| deed.tells(record)) {
            Some(deed) => {
                deed.principal = deed.principal.or(record.principal);
                deed.records.push(record);
            }
            None => deeds.push(Deed { first: record, principal: record.principal, records: vec![record] }),
        }
    }
    deeds
}

impl Deed<'_> {
    fn tells(&self, record: &ElevationRecord) -> bool {
        let same_caller = || {
            let callers = self.caller().zip(record.caller.as_deref());
            callers.is_some_and(|(mine, theirs)| mine.eq_ignore_ascii_case(theirs))
        };
        let same_principal = match (self.principal, record.principal) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => same_caller(),
        };
        let correlated =
            self.records.iter().any(|r| r.correlation.is_some() && r.correlation == record.correlation);
        let other_log = self.records.iter().all(|r| r.source != record.source);
        self.first.change == record.change && same_principal && (correlated || other_log)
    }

    fn caller(&self) -> Option<&str> {
        self.records.iter().find_map(|r| r.caller.as_deref())
    }

    fn ids(&self) -> impl Iterator<Item = String> {
        self.records.iter().map(|r| r.id.clone())
    }

    fn session(&self) -> ElevationSession {
        ElevationSession {
            principal: self.principal,
            caller: self.caller().map(str::to_owned),
            start: None,
            renewed: None,
            end: End::Unseen,
            ended_by: None,
            ip_address: None,
            assignment: None,
            records: self.ids().collect(),
        }
    }
}

/// Whether a role assignment is what elevation makes.
#[must_use]
pub fn is_elevation(assignment: &RoleAssignment) -> bool {
    assignment.scope.as_str() == "/" && assignment.role == USER_ACCESS_ADMINISTRATOR
}

impl ElevationSession {
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

fn begin(found: &mut Vec<ElevationSession>, deed: &Deed<'_>) {
    let running = found.iter_mut().rev().find(|s| s.is_of(deed.principal, deed.caller()) && s.is_running());
    let Some(session) = running else {
        found.push(ElevationSession {
            start: Some(deed.first.at),
            ip_address: deed.records.iter().find_map(|r| r.ip_address.clone()),
            ..deed.session()
        });
        return;
    };
    session.records.extend(deed.ids());
    session.principal = session.principal.or(deed.principal);
    session.renewed = Some(deed.first.at);
}

fn finish(found: &mut Vec<ElevationSession>, deed: &Deed<'_>, open: &[&RoleAssignment]) {
    let still_there = |s: &ElevationSession| {
        let mine = |a: &&RoleAssignment| Some(a.principal) == s.principal;
        open.iter().find(|a| mine(a)).is_some_and(|a| a.stamp.created_on.is_none_or(|at| at <= deed.first.at))
    };
    // The caller of a removal may be somebody else, so only the principal tells for sure whose session it is.
    let of = |s: &ElevationSession| match deed.principal {
        Some(principal) => s.principal == Some(principal),
        None => s.is_of(None, deed.caller()) && !still_there(s),
    };
    let ended_by = deed.caller().map(str::to_owned);
    if let Some(session) = found.iter_mut().rev().find(|s| s.is_running() && of(s)) {
        session.end = End::Removed(deed.first.at);
        session.ended_by = ended_by;
        session.records.extend(deed.ids());
        return;
    }
    found.push(ElevationSession {
        caller: None,
        end: End::Removed(deed.first.at),
        ended_by,
        ..deed.session()
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
