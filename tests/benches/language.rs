//! The language's figures, as one JSON object on standard output.
//!
//! Each figure is the median of many runs; a ratio takes the two sides in turn within this one run, so that a
//! slow moment of the machine hits both.
#![expect(clippy::expect_used, reason = "a benchmark that cannot start says why and stops")]

#[path = "../suite/dialect.rs"]
mod dialect;

use std::hint::black_box;
use std::time::Instant;

use rolewright_condition::eval::{Request, truth};
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::{decide, parse};
use serde_json::json;

const PREFIX: &str = "Microsoft.Authorization/roleAssignments";
const ROLES: [&str; 3] = [
    "5e467623-bb1f-42f4-a55d-6e525e11384b",
    "a795c7a0-d4a2-40c1-ae25-d81f01202912",
    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
];
const GROUP: &str = "28c35fea-2099-4cf5-8ad9-473547bc9423";

/// Clauses for write, delete and, as a third, the tests on `extra` for an action that nobody constrains.
fn delegation(roles: &[String], write_and_delete: &str, clauses: usize) -> String {
    let roles = roles.join(", ");
    ["write", "delete", "read"]
        .iter()
        .take(clauses)
        .map(|verb| {
            let source = if *verb == "delete" { "Resource" } else { "Request" };
            let more = write_and_delete.replace("SOURCE", source);
            format!(
                "(\n (\n  !(ActionMatches{{'{PREFIX}/{verb}'}})\n )\n OR \n (\n  @{source}[{PREFIX}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{roles}}}{more}\n )\n)"
            )
        })
        .collect::<Vec<_>>()
        .join("\nAND\n")
}

/// Median of nanoseconds for one call, over `rounds` rounds of `batch` calls each.
fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

fn time(batch: u32, mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..batch {
        call();
    }
    start.elapsed().as_nanos() as f64 / f64::from(batch)
}

/// Median nanoseconds of one call, and of the other taken in turn with it.
fn pair(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> (f64, f64) {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..60 {
        a.push(time(500, &mut ours));
        b.push(time(500, &mut theirs));
    }
    (median(a), median(b))
}

fn alone(batch: u32, mut call: impl FnMut()) -> f64 {
    median((0..31).map(|_| time(batch, &mut call)).collect())
}

fn request() -> Request {
    let mut request = Request { action: Some(format!("{PREFIX}/write")), ..Request::default() };
    for (name, value) in [("RoleDefinitionId", ROLES[1]), ("PrincipalType", "Group"), ("PrincipalId", GROUP)]
    {
        request.request.insert(format!("{PREFIX}:{name}"), value);
    }
    request
}

fn against_regorus() -> serde_json::Value {
    let two: Vec<String> = ROLES.iter().take(2).map(ToString::to_string).collect();
    let types = format!(
        "\n  AND\n  @SOURCE[{PREFIX}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'User', 'Group'}}"
    );
    let principals =
        format!("\n  AND\n  @SOURCE[{PREFIX}:PrincipalId] ForAnyOfAnyValues:GuidEquals {{{GROUP}}}");
    let request = request();
    let context = dialect::context(&request);
    let mut results = serde_json::Map::new();
    for (name, more) in
        [("roles", String::new()), ("roles-and-types", types), ("roles-and-principals", principals)]
    {
        let text = delegation(&two, &more, 3);
        let translated =
            dialect::translate(&parse(&text)).expect("delegation conditions can be said in the dialect");
        assert_eq!(
            dialect::evaluate(&translated, &context),
            Ok(truth(&parse(&text), &request).as_str() == "true")
        );
        let (ours, theirs) = pair(
            || {
                black_box(truth(&parse(black_box(&text)), &request));
            },
            || {
                black_box(dialect::evaluate(black_box(&translated), &context)).ok();
            },
        );
        results.insert(
            name.into(),
            json!({ "ours_ns": ours.round(), "regorus_ns": theirs.round(), "ratio": round(ours / theirs) }),
        );
    }
    results.into()
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Two clauses over as many roles as fit into 8 KB.
fn eight_kilobytes(skip: u128) -> String {
    let roles: Vec<String> = (0..94u128)
        .map(|i| {
            rolewright_condition::guid::Guid::from_u128(
                (i + skip).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
            )
            .to_string()
        })
        .collect();
    let types = format!(
        "\n  AND\n  @SOURCE[{PREFIX}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'ServicePrincipal'}}"
    );
    delegation(&roles, &types, 2)
}

fn main() {
    let (left, right) = (eight_kilobytes(0), eight_kilobytes(3));
    assert!((7_600..=8_192).contains(&left.len()), "{} bytes", left.len());
    let lint_ns = alone(5, || {
        black_box(lint(&parse(black_box(&left)), &Context::default()));
    });
    let compare_ns = alone(1, || {
        black_box(decide::compare(&parse(black_box(&left)), &parse(black_box(&right))));
    });
    let report = json!({
        "parse_and_evaluate_against_regorus": against_regorus(),
        "parse_and_lint_8_kb_ms": round(lint_ns / 1e6),
        "compare_two_8_kb_ms": round(compare_ns / 1e6),
    });
    #[expect(clippy::print_stdout, reason = "the report is what the program is for")]
    {
        println!("{report:#}");
    }
}
