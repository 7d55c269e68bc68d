//! Attributes compared with each other, against brute force: every combination of values that the tests of a
//! random condition can tell apart.

use proptest::prelude::*;

use super::*;
use crate::eval::{Scalar, Value};
use crate::parse;
use crate::syntax::ast::Source;

const CSA: &str = "Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project";
const KEYS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&";

/// An attribute and every value that it is tried with.
type Tried = (Source, &'static str, Vec<Option<Value>>);

fn requests(tried: &[Tried]) -> Vec<Request> {
    let mut all = vec![Request { action: Some("a/b".into()), ..Request::default() }];
    for (source, name, values) in tried {
        all = all
            .into_iter()
            .flat_map(|request| {
                values.iter().map(move |value| {
                    let mut request = request.clone();
                    if let Some(value) = value {
                        request.attributes_mut(*source).insert(*name, value.clone());
                    }
                    request
                })
            })
            .collect();
    }
    all
}

fn texts(values: &[&str]) -> Vec<Option<Value>> {
    values.iter().map(|value| Some(Value::from(*value))).chain([None]).collect()
}

/// Every list of up to three of the values, one value alone, and one value twice.
fn lists(values: &[&str], empty: bool) -> Vec<Option<Value>> {
    let many = |members: Vec<&str>| Some(Value::Many(members.into_iter().map(Scalar::from).collect()));
    let mut all = vec![None];
    if empty {
        all.push(many(Vec::new()));
    }
    for set in 1_usize..1 << values.len() {
        let members: Vec<&str> =
            (0..values.len()).filter(|at| set & (1 << at) != 0).map(|at| values[at]).collect();
        if members.len() == 1 {
            all.push(many(vec![members[0], members[0]]));
        }
        if members.len() <= 3 {
            all.push(many(members));
        }
    }
    all
}

fn tree(leaf: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|c| format!("!({c})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|c| format!("({})", c.join(" AND "))),
            prop::collection::vec(inner, 2..4).prop_map(|c| format!("({})", c.join(" OR "))),
        ]
    })
}

/// Whether the comparison of two conditions is what counting finds; `exact`: it must be decided.
fn check(a: &str, b: &str, requests: &[Request], exact: bool) -> Result<(), TestCaseError> {
    let (left, right) = (parse(a), parse(b));
    prop_assert!(!left.has_errors() && !right.has_errors(), "{} / {}", a, b);
    let mut seen = [false; 4];
    for request in requests {
        let (in_a, in_b) = (truth(&left, request) == Truth::True, truth(&right, request) == Truth::True);
        seen[usize::from(in_a) + 2 * usize::from(in_b)] = true;
    }
    let [_, only_a, only_b, both] = seen;
    let counted = match (only_a, only_b, both) {
        (false, false, _) => Relation::Equivalent,
        (false, true, _) => Relation::AImpliesB,
        (true, false, _) => Relation::BImpliesA,
        (true, true, false) => Relation::Disjoint,
        (true, true, true) => Relation::Overlapping,
    };
    let compared = compare(&left, &right);
    if exact || compared.relation != Relation::CannotDecide {
        prop_assert_eq!(compared.relation, counted, "{} / {}", a, b);
    }
    for (request, in_a, in_b) in
        [(&compared.only_a, true, false), (&compared.only_b, false, true), (&compared.both, true, true)]
    {
        if let Some(request) = request {
            prop_assert_eq!(truth(&left, request) == Truth::True, in_a);
            prop_assert_eq!(truth(&right, request) == Truth::True, in_b);
        }
    }
    for undecided in &compared.undecided {
        prop_assert!(!undecided.why.contains("confirmed"), "{} / {}", a, b);
    }
    Ok(())
}

fn joined(a: &str, b: String, how: usize) -> String {
    match how {
        0 => format!("({a}) AND ({b})"),
        1 => format!("({b}) OR ({a})"),
        _ => b,
    }
}

const NAMES: [&str; 3] = ["@Principal[p]", "@Resource[t]", "@Request[r]"];

/// Comparisons of three attributes that hold one text each; `pair` is how they are compared with each other.
fn text_leaf(pair: Vec<&'static str>) -> impl Strategy<Value = String> + 'static {
    let name = || prop::sample::select(NAMES.to_vec());
    let single = prop::sample::select(vec![
        "StringEquals 'a'",
        "StringNotEquals 'A'",
        "StringEqualsIgnoreCase 'a'",
        "StringNotEqualsIgnoreCase 'B'",
        "ForAnyOfAnyValues:StringEquals {'a', 'b'}",
        "ForAllOfAllValues:StringNotEqualsIgnoreCase {'a', 'b'}",
    ]);
    prop_oneof![
        4 => (name(), prop::sample::select(pair), name()).prop_map(|(l, o, r)| format!("{l} {o} {r}")),
        2 => (name(), single).prop_map(|(n, s)| format!("{n} {s}")),
        1 => name().prop_map(|n| format!("Exists {n}")),
    ]
}

fn three_texts() -> Vec<Request> {
    let values = texts(&["a", "A", "b", "B", "x", "X", "y", "z", ""]);
    requests(&[
        (Source::Principal, "p", values.clone()),
        (Source::Resource, "t", values.clone()),
        (Source::Request, "r", values),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn texts_are_decided(
        a in tree(text_leaf(vec!["StringEquals", "StringNotEquals", "ForAllOfAnyValues:StringEquals"])),
        b in tree(text_leaf(vec!["StringEquals", "StringNotEquals"])),
        how in 0..3_usize,
    ) {
        check(&a, &joined(&a, b, how), &three_texts(), true)?;
    }

    #[test]
    fn texts_without_case_are_decided(
        a in tree(text_leaf(vec!["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"])),
        b in tree(text_leaf(vec!["StringEqualsIgnoreCase"])),
        how in 0..3_usize,
    ) {
        check(&a, &joined(&a, b, how), &three_texts(), true)?;
    }

    /// Both ways of comparing at once, and beginnings, are not split; what is claimed all the same is true.
    #[test]
    fn nothing_false_is_claimed_of_the_rest(
        a in tree(text_leaf(vec!["StringEqualsIgnoreCase", "StringEquals", "StringStartsWith", "StringLike"])),
        b in tree(text_leaf(vec!["StringNotEquals", "StringStartsWithIgnoreCase"])),
        how in 0..3_usize,
    ) {
        check(&a, &joined(&a, b, how), &three_texts(), false)?;
    }

    #[test]
    fn numbers_and_their_order_are_decided(
        a in tree(number_leaf()),
        b in tree(number_leaf()),
        how in 0..3_usize,
    ) {
        let values: Vec<Option<Value>> =
            (-4..9).map(|n| Some(Value::One(Scalar::Integer(n)))).chain([None]).collect();
        let all = requests(&[
            (Source::Principal, "p", values.clone()),
            (Source::Resource, "t", values.clone()),
            (Source::Request, "r", values),
        ]);
        check(&a, &joined(&a, b, how), &all, true)?;
    }

    #[test]
    fn lists_are_decided(a in tree(list_leaf()), b in tree(list_leaf()), how in 0..3_usize) {
        let values = ["a", "u", "v", "w", "x", "y", "z"];
        let all = requests(&[
            (Source::Principal, CSA, lists(&values, false)),
            (Source::Request, KEYS, lists(&values, true)),
        ]);
        check(&a, &joined(&a, b, how), &all, true)?;
    }

    #[test]
    fn a_list_and_a_value_are_decided(a in tree(mixed_leaf()), b in tree(mixed_leaf()), how in 0..3_usize) {
        let values = ["a", "b", "v", "w", "x", "y"];
        let all = requests(&[
            (Source::Principal, CSA, lists(&values, false)),
            (Source::Resource, "t", texts(&values)),
        ]);
        check(&a, &joined(&a, b, how), &all, true)?;
    }
}

fn number_leaf() -> impl Strategy<Value = String> + 'static {
    let name = || prop::sample::select(NAMES.to_vec());
    let operator =
        || prop::sample::select(vec!["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan"]);
    prop_oneof![
        4 => (name(), operator(), name()).prop_map(|(l, o, r)| format!("{l} Numeric{o} {r}")),
        2 => (name(), operator(), prop::sample::select(vec![1, 2, 4]))
            .prop_map(|(n, o, v)| format!("{n} Numeric{o} {v}")),
        1 => name().prop_map(|n| format!("Exists {n}")),
    ]
}

fn quantifier() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ForAnyOfAnyValues:",
        "ForAllOfAnyValues:",
        "ForAnyOfAllValues:",
        "ForAllOfAllValues:",
        "",
    ])
}

fn list_pair(left: &'static str, right: &'static str) -> impl Strategy<Value = String> + 'static {
    (quantifier(), any::<bool>(), any::<bool>()).prop_map(move |(quantifier, negated, turned)| {
        let (left, right) = if turned { (right, left) } else { (left, right) };
        format!("{left} {quantifier}String{}Equals {right}", if negated { "Not" } else { "" })
    })
}

fn list_leaf() -> impl Strategy<Value = String> + 'static {
    let (csa, keys) = (
        "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project]",
        "@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&]",
    );
    prop_oneof![
        4 => list_pair(csa, keys),
        1 => prop::sample::select(vec![csa, keys]).prop_map(|n| format!("{n} ForAnyOfAnyValues:StringEquals {{'a'}}")),
        1 => prop::sample::select(vec![csa, keys]).prop_map(|n| format!("Exists {n}")),
    ]
}

fn mixed_leaf() -> impl Strategy<Value = String> + 'static {
    let csa = "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project]";
    let tag = "@Resource[t]";
    prop_oneof![
        4 => list_pair(csa, tag),
        2 => (prop::sample::select(vec![csa, tag]), quantifier(), prop::sample::select(vec!["'a'", "'b'"]))
            .prop_map(|(n, q, v)| match q {
                "" => format!("{n} StringEquals {v}"),
                q => format!("{n} {q}StringEquals {{{v}}}"),
            }),
        1 => prop::sample::select(vec![csa, tag]).prop_map(|n| format!("Exists {n}")),
    ]
}

#[test]
fn the_classes_of_samples_are_exact() {
    let csa = format!("@Principal[{CSA}]");
    let tag = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>]";
    let role = "Microsoft.Authorization/roleAssignments:PrincipalId";
    for (a, b, expected) in [
        (format!("{csa} StringEquals {tag}"), format!("{tag} StringEquals {csa}"), Relation::Equivalent),
        (
            format!("{tag} StringEquals {csa}"),
            format!("{tag} ForAnyOfAnyValues:StringEquals {csa}"),
            Relation::AImpliesB,
        ),
        (format!("{csa} StringEquals {tag}"), format!("NOT {csa} StringEquals {tag}"), Relation::Disjoint),
        (
            format!("{csa} StringEquals {tag} AND {csa} StringEquals 'a'"),
            format!("{csa} StringEquals 'a' AND {tag} StringEquals 'a'"),
            Relation::Equivalent,
        ),
        (
            format!("{csa} StringEquals {tag} AND {csa} StringLike 'a*' AND {tag} StringLike '*b'"),
            format!("{csa} StringLike 'a*b' AND {csa} StringEquals {tag}"),
            Relation::Equivalent,
        ),
        (
            format!("@Request[{role}] GuidEquals @Resource[{role}]"),
            format!("@Resource[{role}] GuidNotEquals @Request[{role}]"),
            Relation::Disjoint,
        ),
        (
            "@Request[x:y] DateTimeLessThan @Environment[UtcNow]".into(),
            "@Environment[UtcNow] DateTimeGreaterThan @Request[x:y]".into(),
            Relation::Equivalent,
        ),
        (
            "@Principal[p] StringEquals @Resource[t] AND @Resource[t] StringEquals @Request[r]".into(),
            "@Principal[p] StringEquals @Request[r]".into(),
            Relation::AImpliesB,
        ),
        ("@Resource[x] StringEquals @Resource[x]".into(), "Exists @Resource[x]".into(), Relation::Equivalent),
        (
            format!("{{'a', 'b'}} ForAllOfAnyValues:StringEquals @Request[{KEYS}]"),
            format!(
                "{{'a'}} ForAnyOfAnyValues:StringEquals @Request[{KEYS}] AND {{'b'}} ForAnyOfAnyValues:StringEquals @Request[{KEYS}]"
            ),
            Relation::Equivalent,
        ),
        (
            "@Resource[x] StringStartsWith @Principal[p] AND @Principal[p] StringEquals 'a'".into(),
            "@Resource[x] StringStartsWith 'a'".into(),
            Relation::CannotDecide,
        ),
    ] {
        let compared = compare(&parse(&a), &parse(&b));
        assert_eq!(compared.relation, expected, "{a} / {b}");
        assert_eq!(compared.relation == Relation::CannotDecide, !compared.undecided.is_empty());
    }
}
