//! The grid in one sentence: what may be assigned to whom, what may be removed, and whether the strongest
//! roles are within reach.

use crate::delegation::{Cell, Column, Group, PRINCIPAL_TYPES, Row};
use crate::eval::Truth;

/// How many names a sentence holds before it counts instead.
const NAMES: usize = 3;

pub(super) fn sentence(columns: &[Column], rows: &[Row], readings_differ: bool) -> String {
    let write = |cell: &Cell| cell.write;
    let delete = |cell: &Cell| cell.delete;
    let (assigned, removed) = (reach(columns, rows, write), reach(columns, rows, delete));
    let same = rows.iter().flat_map(|r| &r.cells).all(|c| c.write == c.delete);
    // What was said to be unknown as a whole is not said again in part.
    let partly = |reach: &Reach, value: fn(&Cell) -> Truth| {
        matches!(reach, Reach::Some { .. })
            && rows.iter().flat_map(|r| &r.cells).any(|c| value(c) == Truth::Unknown)
    };
    let unknown = partly(&assigned, write) || partly(&removed, delete);
    let strongest = if matches!(assigned, Reach::Unknown) { None } else { strongest(rows) };
    let mut parts = vec![match assigned {
        Reach::Nothing => "may not assign any role".to_owned(),
        Reach::Unknown => "whether it may assign any role is unknown".to_owned(),
        Reach::Everything => "may assign every role to anyone".to_owned(),
        Reach::Some { roles, principals } => format!("may assign {roles} to {principals}"),
    }];
    parts.push(match removed {
        Reach::Nothing => "may not remove any".to_owned(),
        Reach::Unknown => "whether it may remove any is unknown".to_owned(),
        Reach::Everything => "may remove every role from anyone".to_owned(),
        Reach::Some { .. } if same => "may not remove anything else".to_owned(),
        Reach::Some { roles, principals } => format!("may remove {roles} from {principals}"),
    });
    parts.extend(strongest);
    if unknown {
        parts.push("some answers are unknown".to_owned());
    }
    if readings_differ {
        parts.push("read from left to right it allows something else".to_owned());
    }
    let joined = parts.join("; ");
    let mut chars = joined.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}

/// What is allowed, by one of the two acts.
enum Reach {
    Nothing,
    Unknown,
    Everything,
    Some { roles: String, principals: String },
}

fn reach(columns: &[Column], rows: &[Row], value: impl Fn(&Cell) -> Truth) -> Reach {
    let allowed = |row: &Row| row.cells.iter().any(|c| value(c) == Truth::True);
    let all = |wanted: Truth| rows.iter().flat_map(|r| &r.cells).all(|c| value(c) == wanted);
    if all(Truth::True) {
        return Reach::Everything;
    }
    let (within, without): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| allowed(row));
    let Some(first) = within.first() else {
        return if all(Truth::False) { Reach::Nothing } else { Reach::Unknown };
    };
    let roles = if within.iter().any(|row| row.group == Group::AnyOther) {
        match without.as_slice() {
            [] => "every role".to_owned(),
            some => format!("every role except {}", names(some, "roles")),
        }
    } else {
        names(&within, "roles")
    };
    let whom = |row: &Row| -> Vec<bool> { row.cells.iter().map(|c| value(c) == Truth::True).collect() };
    let mask = whom(first);
    let principals = if within.iter().all(|row| whom(row) == mask) {
        principals(columns, &mask)
    } else {
        "principals that depend on the role".to_owned()
    };
    Reach::Some { roles, principals }
}

/// `Reader`, `Owner and User Access Administrator`, `5 roles`: a single role and a few privileged ones are named.
fn names(rows: &[&Row], plural: &str) -> String {
    let labels: Vec<&str> = rows.iter().map(|r| r.label.as_str()).collect();
    match labels.as_slice() {
        [one] => (*one).to_owned(),
        many if many.len() <= NAMES && rows.iter().all(|r| r.privileged.is_some()) => list(many),
        many => format!("{} {plural}", many.len()),
    }
}

fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn principals(columns: &[Column], mask: &[bool]) -> String {
    let chosen = || columns.iter().zip(mask).filter(|(_, m)| **m).map(|(c, _)| c);
    let kinds: Vec<&str> = chosen().filter(|c| !c.named).map(|c| plural(&c.principal_type)).collect();
    let mut named: Vec<_> = chosen().filter(|c| c.named).map(|c| c.principal).collect();
    let refused = columns.iter().zip(mask).any(|(c, m)| c.named && !m);
    named.dedup();
    if kinds.len() == PRINCIPAL_TYPES.len() {
        return if refused { "anyone but the principals named" } else { "anyone" }.to_owned();
    }
    let count = match named.len() {
        1 => "1 named principal".to_owned(),
        n => format!("{n} named principals"),
    };
    match (kinds.is_empty(), named.is_empty()) {
        (false, true) => format!("{} only", list(&kinds)),
        (true, _) => format!("{count} only"),
        // A named principal of an allowed kind is nothing special.
        (false, false)
            if chosen().filter(|c| c.named).all(|c| kinds.contains(&plural(&c.principal_type))) =>
        {
            format!("{} only", list(&kinds))
        }
        (false, false) => format!("{} and {count} only", list(&kinds)),
    }
}

fn plural(kind: &str) -> &str {
    match kind {
        "User" => "users",
        "Group" => "groups",
        "ServicePrincipal" => "service principals",
        other => other,
    }
}

/// Whether a privileged role is within reach; the strongest known is named.
fn strongest(rows: &[Row]) -> Option<String> {
    let privileged: Vec<&Row> = rows.iter().filter(|r| r.privileged.is_some()).collect();
    let with = |wanted: Truth| -> Vec<&Row> {
        privileged.iter().copied().filter(|r| r.cells.iter().any(|c| c.write == wanted)).collect()
    };
    let reached = with(Truth::True);
    if !reached.is_empty() {
        return Some(format!("can reach {}", names(&reached, "privileged roles")));
    }
    let best = privileged.iter().find(|r| r.label == "Owner").or(privileged.first())?;
    if with(Truth::Unknown).is_empty() {
        Some(format!("cannot reach {}", best.label))
    } else {
        Some(format!("whether it reaches {} is unknown", best.label))
    }
}
