//! How long conditions of the full 8 KB take: parse and lint, and compare of two. Prints one JSON object;
//! each figure is the median of the runs in milliseconds.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use rolewright_condition::decide::compare;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::parse;

/// Azure: conditions of up to 8 KB. <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
const LIMIT: usize = 8 * 1024;
const RUNS: usize = 41;
const RA: &str = "Microsoft.Authorization/roleAssignments";

/// One clause each for write and delete, around what `expression` gives for a source.
fn delegation(expression: impl Fn(&str) -> String) -> String {
    let clause = |action: &str, source: &str| {
        format!("((!(ActionMatches{{'{RA}/{action}'}})) OR ({}))", expression(source))
    };
    format!("{} AND {}", clause("write", "Request"), clause("delete", "Resource"))
}

fn guid(number: usize) -> String {
    format!("8e3af657-a8ff-443c-a75c-{number:012x}")
}

fn attribute(source: &str, name: &str) -> String {
    format!("@{source}[{RA}:{name}]")
}

/// The largest condition of a shape that is not over the limit, `size` its number of parts.
fn filled(shape: impl Fn(usize) -> String) -> String {
    let mut best = shape(1);
    for size in 2.. {
        let next = shape(size);
        if next.len() > LIMIT {
            break;
        }
        best = next;
    }
    best
}

/// Role ids and principal ids in lists.
fn lists(skip: usize, size: usize) -> String {
    let list = |from: usize| (from..from + size).map(guid).collect::<Vec<_>>().join(", ");
    delegation(|source| {
        let (role, principal) = (attribute(source, "RoleDefinitionId"), attribute(source, "PrincipalId"));
        format!(
            "{role} ForAnyOfAnyValues:GuidEquals {{{}}} AND {principal} ForAnyOfAnyValues:GuidEquals {{{}}}",
            list(skip),
            list(1_000)
        )
    })
}

/// Pairs of a role set and a principal set.
fn pairs(skip: usize, size: usize) -> String {
    delegation(|source| {
        let (role, principal) = (attribute(source, "RoleDefinitionId"), attribute(source, "PrincipalId"));
        let mut text = String::new();
        for i in 0..size {
            let or = if i == 0 { "" } else { " OR " };
            let (a, b, p) = (guid(i + skip), guid(i + 1), guid(1_000 + i));
            let _ = write!(
                text,
                "{or}({role} ForAnyOfAnyValues:GuidEquals {{{a}, {b}}} AND {principal} GuidEquals {p})"
            );
        }
        text
    })
}

/// Blob paths, with patterns.
fn paths(skip: usize, size: usize) -> String {
    let path = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]";
    let tests: Vec<_> = (skip..skip + size)
        .map(|i| match i % 3 {
            0 => format!("{path} StringStartsWith 'team-{i}/'"),
            1 => format!("{path} StringLike 'shared/{i}/*.csv'"),
            _ => format!("{path} StringEqualsIgnoreCase 'Read-{i}.md'"),
        })
        .collect();
    tests.join(" OR ")
}

/// As many short names as fit.
fn names(skip: usize, size: usize) -> String {
    let names: Vec<_> = (skip..skip + size).map(|i| format!("'{i:x}'")).collect();
    format!(
        "@Resource[Microsoft.Storage/storageAccounts:name] ForAnyOfAnyValues:StringEquals {{{}}}",
        names.join(",")
    )
}

/// A condition from what to leave out at the start and how much to write.
type Shape = fn(usize, usize) -> String;

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(RUNS / 2).copied().unwrap_or(f64::NAN)
}

fn main() -> std::io::Result<()> {
    let shapes: [(&str, Shape); 4] = [("lists", lists), ("pairs", pairs), ("paths", paths), ("names", names)];
    let mut out = std::io::stdout().lock();
    write!(out, "{{")?;
    for (i, (name, shape)) in shapes.into_iter().enumerate() {
        let (a, b) = (filled(|size| shape(0, size)), filled(|size| shape(1, size)));
        let (parsed_a, parsed_b) = (parse(&a), parse(&b));
        let relation = compare(&parsed_a, &parsed_b).relation;
        let parse_lint = median(|| {
            std::hint::black_box(lint(&parse(&a), &Context::default()));
        });
        let compared = median(|| {
            std::hint::black_box(compare(&parsed_a, &parsed_b));
        });
        let comma = if i == 0 { "" } else { "," };
        write!(
            out,
            "{comma}\"{name}\":{{\"bytes\":{},\"relation\":\"{relation:?}\",\"parse_lint_ms\":{parse_lint:.3},\"compare_ms\":{compared:.3}}}",
            a.len()
        )?;
    }
    writeln!(out, "}}")
}
