//! No false claim about texts, patterns, numbers, dates, lists and parts that are not decided: every claim
//! is held against many requests, and every example against the evaluator.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::eval::{Scalar, Value};
use crate::parse;
use crate::syntax::ast::Source;

const PATH: &str = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]";
const KEYS: &str = "@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&]";

fn text_literal() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a", "ab", "A", "aB", "b", "a*b", "*a", "b*", "?", "a?", "*", "", "a\\*", "*b*a*", "s", "é",
    ])
    .prop_map(|text| format!("'{text}'"))
}

fn text_operator() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["Equals", "StartsWith", "Like"]), any::<bool>(), any::<bool>()).prop_map(
        |(relation, negated, ignore_case)| {
            format!(
                "String{}{relation}{}",
                if negated { "Not" } else { "" },
                if ignore_case { "IgnoreCase" } else { "" }
            )
        },
    )
}

fn quantified(attribute: &'static str) -> impl Strategy<Value = String> {
    let quantifier = prop::sample::select(vec![
        "ForAnyOfAnyValues",
        "ForAllOfAnyValues",
        "ForAnyOfAllValues",
        "ForAllOfAllValues",
    ]);
    let operator = text_operator();
    (quantifier, operator, prop::collection::vec(text_literal(), 0..3), any::<bool>()).prop_map(
        move |(quantifier, operator, literals, turned)| {
            let set = literals.join(", ");
            if turned {
                format!("{{{set}}} {quantifier}:{operator} {attribute}")
            } else {
                format!("{attribute} {quantifier}:{operator} {{{set}}}")
            }
        },
    )
}

fn leaf() -> impl Strategy<Value = String> {
    let order = || prop::sample::select(vec!["Equals", "NotEquals", "LessThan", "GreaterThanEquals"]);
    let time = prop::sample::select(vec![
        "2022-06-01T00:00:00.0Z",
        "2022-06-01T00:00:00.0000001Z",
        "2022-06-01T00:00:01Z",
        "not a date",
    ]);
    prop_oneof![
        4 => (text_operator(), text_literal()).prop_map(|(o, l)| format!("{PATH} {o} {l}")),
        1 => (text_operator(), text_literal()).prop_map(|(o, l)| format!("{l} {o} {PATH}")),
        3 => quantified(PATH),
        3 => quantified(KEYS),
        1 => (text_operator(), text_literal()).prop_map(|(o, l)| format!("{KEYS} {o} {l}")),
        2 => (order(), -1..3).prop_map(|(o, n)| format!("@Principal[n] Numeric{o} {n}")),
        1 => (order(), -1..3).prop_map(|(o, n)| format!("{n} Numeric{o} @Principal[n]")),
        2 => (order(), time).prop_map(|(o, t)| format!("@Environment[UtcNow] DateTime{o} '{t}'")),
        1 => Just("@Environment[isPrivateLink] BoolEquals true".to_owned()),
        1 => prop::sample::select(vec![PATH, KEYS, "@Principal[n]"]).prop_map(|a| format!("Exists {a}")),
        1 => prop::sample::select(vec!["a/*", "*/b", "a/b", "*"]).prop_map(|p| format!("ActionMatches{{'{p}'}}")),
        1 => Just("SubOperationMatches{'Blob.List'}".to_owned()),
        1 => Just(format!("{PATH} StringEquals @Principal[p]")),
        1 => Just(format!("{PATH} StringEquals 'x${{var.y}}'")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|c| format!("!({c})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|c| format!("({})", c.join(" AND "))),
            prop::collection::vec(inner, 2..4).prop_map(|c| format!("({})", c.join(" OR "))),
        ]
    })
}

/// Requests with each variable at many values; not every combination, but every pair.
fn requests() -> Vec<Request> {
    let text = |t: &&str| Some(Value::from(*t));
    let texts =
        ["", "a", "A", "ab", "aB", "AB", "b", "ba", "bxa", "abc", "a*", "é", "É", "ſ", "x", "xy", "s", "S"];
    let paths: Vec<_> = texts.iter().map(text).chain([None]).collect();
    let many = |list: &[&str]| Some(Value::Many(list.iter().map(|t| Scalar::from(*t)).collect()));
    let mut keys = vec![
        None,
        many(&[]),
        many(&["a", "ab"]),
        many(&["a", "A", "b"]),
        many(&["x", "a"]),
        many(&["a", "a"]),
    ];
    keys.extend(texts.iter().map(|t| many(&[t])));
    let numbers: Vec<_> = (-2..4).map(|n| Some(Value::One(Scalar::Integer(n)))).chain([None]).collect();
    let times = [
        "2022-05-31T23:59:59.9999999Z",
        "2022-06-01T00:00:00Z",
        "2022-06-01T00:00:00.0000001Z",
        "2022-06-01T00:00:00.5Z",
        "2022-06-01T00:00:01Z",
        "2022-06-01T00:00:02Z",
    ];
    let times: Vec<_> = times.iter().map(text).chain([None]).collect();
    let switches = [Some(Value::One(Scalar::Boolean(true))), Some(Value::One(Scalar::Boolean(false))), None];
    let actions = ["a/b", "a/c", "c/b", "c"];
    let name = |attribute: &str| attribute.split_once('[').unwrap().1.trim_end_matches(']').to_owned();
    let mut requests = Vec::new();
    let mut mix: usize = 1;
    for _ in 0..800 {
        // A fixed generator: the requests are the same in every run.
        let mut next = |below: usize| {
            mix = mix.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (mix >> 33) % below
        };
        let mut request = Request { action: Some(actions[next(actions.len())].into()), ..Request::default() };
        if next(4) == 0 {
            request.suboperation = Some("blob.list".into());
        }
        let mut set = |source: Source, name: String, value: Option<Value>| {
            if let Some(value) = value {
                request.attributes_mut(source).insert(name, value);
            }
        };
        set(Source::Resource, name(PATH), paths[next(paths.len())].clone());
        set(Source::Principal, "p".into(), paths[next(paths.len())].clone());
        set(Source::Request, name(KEYS), keys[next(keys.len())].clone());
        set(Source::Principal, "n".into(), numbers[next(numbers.len())].clone());
        set(Source::Environment, "UtcNow".into(), times[next(times.len())].clone());
        set(Source::Environment, "isPrivateLink".into(), switches[next(3)].clone());
        requests.push(request);
    }
    requests
}

static REQUESTS: OnceLock<Vec<Request>> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_claim_is_false(a in condition(), b in condition(), joined in 0..3) {
        // Often one contains the other, so that there is something to claim.
        let b = match joined { 0 => format!("({a}) AND ({b})"), 1 => format!("({b}) OR ({a})"), _ => b };
        let (left, right) = (parse(&a), parse(&b));
        let compared = compare(&left, &right);
        let (may_a, may_b, may_both) = match compared.relation {
            Relation::Equivalent => (false, false, true),
            Relation::AImpliesB => (false, true, true),
            Relation::BImpliesA => (true, false, true),
            Relation::Disjoint => (true, true, false),
            Relation::Overlapping | Relation::CannotDecide => (true, true, true),
        };
        for request in REQUESTS.get_or_init(requests) {
            let (in_a, in_b) = (truth(&left, request) == Truth::True, truth(&right, request) == Truth::True);
            prop_assert!(may_a || !in_a || in_b, "only A: {:?} {} / {} {:?}", compared.relation, a, b, request);
            prop_assert!(may_b || !in_b || in_a, "only B: {:?} {} / {} {:?}", compared.relation, a, b, request);
            prop_assert!(may_both || !in_a || !in_b, "both: {} / {} {:?}", a, b, request);
            prop_assert!(compared.a_constant.is_none_or(|always| always == in_a), "{} {:?}", a, request);
            prop_assert!(compared.b_constant.is_none_or(|always| always == in_b), "{} {:?}", b, request);
        }
        for (request, in_a, in_b) in
            [(&compared.only_a, true, false), (&compared.only_b, false, true), (&compared.both, true, true)]
        {
            if let Some(request) = request {
                prop_assert_eq!(truth(&left, request) == Truth::True, in_a);
                prop_assert_eq!(truth(&right, request) == Truth::True, in_b);
            }
        }
        prop_assert_eq!(compared.relation == Relation::CannotDecide, !compared.undecided.is_empty());
        for undecided in &compared.undecided {
            prop_assert!(!undecided.why.contains("confirmed"), "{} / {}", a, b);
        }
        for wanted in Truth::ALL {
            match find_request(&left, wanted) {
                Answer::Request(request) => prop_assert_eq!(truth(&left, &request), wanted),
                Answer::None => {
                    for request in REQUESTS.get_or_init(requests) {
                        prop_assert_ne!(truth(&left, request), wanted, "{} {:?}", a, request);
                    }
                }
                Answer::CannotDecide(why) => prop_assert!(!why.is_empty()),
            }
        }
    }
}
