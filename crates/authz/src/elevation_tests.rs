use super::*;
use crate::records::{ElevationSource, Stamp};
use crate::sample::{assignment, guid};

const UAA: u128 = 0x18d7d88d_d35e_4fb5_a5c3_7773c20a72d9;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_000_000 + second).unwrap()
}

fn record(id: &str, second: i64, principal: Option<u128>, change: ElevationChange) -> ElevationRecord {
    ElevationRecord {
        id: id.to_owned(),
        source: ElevationSource::ActivityLog,
        at: at(second),
        change,
        principal: principal.map(guid),
        caller: Some("Ada@contoso.example".to_owned()),
        ip_address: Some("203.0.113.9".to_owned()),
        correlation: None,
        succeeded: true,
    }
}

use ElevationChange::{Elevated, Removed};

#[test]
fn two_logs_and_two_records_are_one_session() {
    let with = |correlation: &str, record: ElevationRecord| ElevationRecord {
        correlation: Some(correlation.to_owned()),
        ..record
    };
    let audit =
        |record: ElevationRecord| ElevationRecord { source: ElevationSource::DirectoryAudit, ..record };
    let records = [
        with("x", record("b", 2, Some(1), Elevated)),
        with("x", record("a", 0, Some(1), Elevated)),
        record("c", 90_000, None, Removed),
        audit(record("d", 90_030, Some(1), Removed)),
    ];
    let found = sessions(&records, []);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].start, found[0].renewed), (Some(at(0)), None));
    assert_eq!((found[0].end, found[0].records.len()), (End::Removed(at(90_000)), 4));
}

#[test]
fn elevating_again_renews_and_after_a_removal_begins_anew() {
    let records = [
        record("a", 0, Some(1), Elevated),
        record("b", 5_000, Some(1), Elevated),
        record("c", 9_000, Some(1), Removed),
        record("d", 20_000, Some(1), Elevated),
    ];
    let found = sessions(&records, []);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].start, found[0].end), (Some(at(20_000)), End::Unseen));
    assert_eq!((found[1].renewed, found[1].end), (Some(at(5_000)), End::Removed(at(9_000))));
}

#[test]
fn an_open_assignment_without_records_is_a_session() {
    let mut held = assignment(5, 1, UAA, "/");
    held.stamp =
        Stamp { created_on: Some(at(-9_000_000)), updated_on: Some(at(-8_000_000)), ..Stamp::default() };
    let found = sessions(&[], [&held, &assignment(6, 2, UAA, "/subscriptions/1"), &assignment(7, 2, 3, "/")]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].end, found[0].assignment), (End::Open, Some(guid(5))));
    assert_eq!((found[0].start, found[0].renewed), (Some(at(-9_000_000)), Some(at(-8_000_000))));
    let later = record("a", 0, Some(1), Elevated);
    let found = sessions([&later], [&held]);
    assert_eq!((found[0].start, found[0].renewed), (Some(at(-9_000_000)), Some(at(0))));
}

#[test]
fn a_removal_alone_tells_of_a_session_that_began_before_the_records() {
    let found = sessions(&[record("a", 0, Some(1), Removed)], []);
    assert_eq!((found[0].start, found[0].end), (None, End::Removed(at(0))));
    assert_eq!(found[0].caller, None, "who removed it need not be who held it");
}

#[test]
fn somebody_elses_removal_does_not_end_it() {
    let records = [record("a", 0, Some(1), Elevated), record("b", 500, Some(2), Removed)];
    let found = sessions(&records, []);
    assert_eq!(found.iter().filter(|s| s.end == End::Unseen).count(), 1);
}

#[test]
fn failures_and_records_without_a_name_do_no_harm() {
    let mut failed = record("a", 0, Some(1), Elevated);
    failed.succeeded = false;
    assert!(sessions([&failed], []).is_empty());
    let nameless = ElevationRecord { caller: None, ..record("b", 0, None, Elevated) };
    let removed = ElevationRecord { caller: None, ..record("c", 9_000, None, Removed) };
    assert_eq!(sessions([&nameless, &removed], []).len(), 2, "nobody's are not joined to anybody's");
    let by_name = [record("d", 0, None, Elevated), record("e", 9_000, Some(1), Elevated)];
    let found = sessions(&by_name, []);
    assert_eq!((found.len(), found[0].principal), (1, Some(guid(1))), "the caller's name joins them");
}

#[test]
fn a_session_may_be_over_before_the_slower_log_tells_that_it_began() {
    let audit =
        |record: ElevationRecord| ElevationRecord { source: ElevationSource::DirectoryAudit, ..record };
    let records = [
        record("a", 0, Some(1), Elevated),
        record("b", 0, Some(1), Removed),
        audit(record("c", 20, Some(1), Elevated)),
        audit(record("d", 21, Some(1), Removed)),
    ];
    let found = sessions(&records, []);
    assert_eq!((found.len(), found[0].end, found[0].records.len()), (1, End::Removed(at(0)), 4));
}

#[test]
fn a_removal_of_nobody_known_does_not_end_what_is_still_there() {
    let mut held = assignment(5, 1, UAA, "/");
    held.stamp.created_on = Some(at(0));
    let records = [record("a", 0, Some(1), Elevated), record("b", 9_000, None, Removed)];
    let found = sessions(&records, [&held]);
    assert_eq!(found.len(), 2);
    assert!(found.iter().any(|s| s.end == End::Open && s.records == ["a"]));
    assert!(found.iter().any(|s| s.end == End::Removed(at(9_000)) && s.principal.is_none()));
    assert_eq!(sessions(&records, []).len(), 1, "where it is gone it was the remover's own");
}
