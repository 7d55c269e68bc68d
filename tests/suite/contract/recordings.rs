//! Every recorded exchange with a service that the sandbox has, replayed in order.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::allowed::ALLOWED;
use super::azure::Azure;
use super::exchange::{Exchange, recordings};
use super::left_out;
use super::replay::{Difference, Report, replay};

/// Folders, and how many exchanges of each are compared: fewer would be a loss that nobody saw.
const FOLDERS: [(&str, usize); 11] = [
    ("account", 18),
    ("activity-log", 8),
    ("locks", 91),
    ("managementgroups", 312),
    ("profile", 0),
    ("resource-graph", 4),
    ("resource-guard", 44),
    ("rest", 15),
    ("role", 105),
    ("role-history", 47),
    ("transcribed", 9),
];

/// For recordings that do not say when they were made.
const UNDATED: Timestamp = Timestamp::constant(1_750_000_000, 0);

fn folder(name: &str) -> Option<Report> {
    let recordings = recordings(name)?;
    let first = recordings.iter().flat_map(|(_, exchanges)| exchanges).filter_map(Exchange::at).min();
    let mut azure = Azure::start(first.unwrap_or(UNDATED));
    let mut report = Report::default();
    for (file, exchanges) in &recordings {
        report.add(replay(&mut azure, &format!("{name}/{file}"), exchanges));
    }
    Some(report)
}

/// Which entry of [`ALLOWED`] lets a difference pass.
fn allowed(difference: &Difference) -> Option<usize> {
    ALLOWED.iter().position(|allowed| {
        difference.operation.starts_with(allowed.operation) && difference.what.ends_with(allowed.what)
    })
}

#[test]
fn recorded_traffic_is_answered_as_azure_answered() {
    let mut reports: Vec<(&str, usize, Option<Report>)> = Vec::new();
    std::thread::scope(|scope| {
        let running: Vec<_> =
            FOLDERS.iter().map(|(name, count)| (name, count, scope.spawn(|| folder(name)))).collect();
        for (name, count, thread) in running {
            reports.push((name, *count, thread.join().unwrap()));
        }
    });
    let mut all = Report::default();
    let mut counts = Vec::new();
    for (name, expected, report) in reports {
        // Without the test material there is nothing to compare.
        let Some(report) = report else { return };
        let left: usize = report.left_out.values().sum();
        println!("{name}: {} compared, {left} left out", report.compared);
        if report.compared != expected {
            counts.push(format!("{name}: {} exchanges were compared, not {expected}", report.compared));
        }
        all.add(report);
    }
    for (pattern, count) in &all.left_out {
        println!("{count} left out: {pattern} ({})", left_out::reason(pattern));
    }
    let mut used = vec![false; ALLOWED.len()];
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for difference in all.differences {
        match allowed(&difference) {
            Some(at) => used[at] = true,
            None => found
                .entry(format!("{}: {}", difference.operation, difference.what))
                .or_default()
                .push(difference.place),
        }
    }
    for (what, places) in &found {
        println!("{what}\n    {} times, first {}", places.len(), places[0]);
    }
    for (allowed, _) in ALLOWED.iter().zip(&used).filter(|(_, used)| !**used) {
        counts
            .push(format!("no longer different: {} {}: {}", allowed.operation, allowed.what, allowed.reason));
    }
    for pattern in left_out::patterns().filter(|pattern| !all.left_out.contains_key(pattern)) {
        counts.push(format!("no exchange is left out by {pattern}"));
    }
    assert_eq!(counts, [""; 0]);
    assert!(found.is_empty(), "{} kinds of differences", found.len());
}
