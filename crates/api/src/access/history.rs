//! What happened to a role assignment through the tenant's snapshots.

use std::collections::HashMap;

use jiff::Timestamp;
use rolewright_authz::records::Record;
use rolewright_store::object::ObjectId;
use rolewright_store::records::Stored;

use super::opened::Opened;
use crate::wire::access::HistoryEntry;
use crate::wire::error::ApiError;

/// Each point at which it was found otherwise than before, newest first.
pub(super) async fn of(opened: &Opened, object: &ObjectId) -> Result<Vec<HistoryEntry>, ApiError> {
    let tenant = opened.snapshot.tenant;
    let mut rows = opened.database.history(tenant, object).await?;
    rows.sort_by_key(|row| row.since);
    let snapshots = opened.database.snapshots(Some(tenant)).await?;
    let days: HashMap<i64, String> = snapshots.iter().map(|s| (s.id, time(s.started))).collect();
    let mut entries = points(&rows)
        .into_iter()
        .map(|(snapshot, words)| HistoryEntry {
            snapshot,
            at: days.get(&snapshot).cloned().unwrap_or_default(),
            words,
        })
        .collect::<Vec<_>>();
    entries.reverse();
    Ok(entries)
}

/// Snapshot and words, oldest first.
fn points(rows: &[Stored]) -> Vec<(i64, String)> {
    let mut points: Vec<(i64, String)> = Vec::new();
    let mut before: Option<&Stored> = None;
    for row in rows {
        match before {
            None => points.push((row.since, "first seen".to_owned())),
            Some(last) if last.until == Some(row.since) => {
                points.push((row.since, changed(&last.record, &row.record)));
            }
            Some(last) => {
                points.extend(last.until.map(|until| (until, "not there any more".to_owned())));
                points.push((row.since, "there again".to_owned()));
            }
        }
        before = Some(row);
    }
    points.extend(before.and_then(|last| last.until).map(|until| (until, "not there any more".to_owned())));
    points
}

fn changed(before: &Record, after: &Record) -> String {
    let (Record::RoleAssignment(was), Record::RoleAssignment(is)) = (before, after) else {
        return match (before, after) {
            (Record::PimInstance(was), Record::PimInstance(is)) if was.end != is.end => match is.end {
                Some(end) => format!("ends {end}"),
                None => "ends no more".to_owned(),
            },
            _ => "changed".to_owned(),
        };
    };
    let mut words = Vec::new();
    match (&was.condition, &is.condition) {
        (None, Some(_)) => words.push("condition added"),
        (Some(_), None) => words.push("condition removed"),
        (was, is) if was != is => words.push("condition changed"),
        _ => {}
    }
    for (same, word) in [
        (was.role == is.role, "role changed"),
        (was.principal == is.principal, "principal changed"),
        (was.description == is.description, "description changed"),
    ] {
        if !same {
            words.push(word);
        }
    }
    if words.is_empty() { "changed".to_owned() } else { words.join(", ") }
}

/// RFC 3339, UTC.
pub(crate) fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).map_or_else(|_| String::new(), |time| time.to_string())
}
