//! Laws that hold for every condition and request.

use proptest::prelude::*;

use super::*;
use crate::guid::Guid;
use crate::syntax::ast::{BaseOperator, OperandType, Quantifier};
use crate::syntax::format::{Layout, format};
use crate::syntax::parse;

/// A value of the operator's type as a literal, and as a request holds it.
fn value(operand_type: OperandType) -> BoxedStrategy<(String, Scalar)> {
    let quoted = |text: String| (format!("'{text}'"), Scalar::String(text));
    match operand_type {
        OperandType::String => "[aAbB*?éß/]{0,4}".prop_map(quoted).boxed(),
        OperandType::Number => (0i64..4).prop_map(|n| (n.to_string(), Scalar::Integer(n))).boxed(),
        OperandType::DateTime => (0u32..4, 0u32..3)
            .prop_map(move |(s, f)| quoted(format!("2026-01-02T03:04:0{s}.000000{f}Z")))
            .boxed(),
        OperandType::Boolean => any::<bool>().prop_map(|b| (b.to_string(), Scalar::Boolean(b))).boxed(),
        OperandType::Guid => (0u128..4, any::<bool>())
            .prop_map(|(n, dashed)| {
                let id = Guid::from_u128(n << 100 | n).to_string();
                let written = if dashed { id.clone() } else { id.replace('-', "") };
                (written, Scalar::String(id.to_uppercase()))
            })
            .boxed(),
    }
}

fn operator() -> impl Strategy<Value = BaseOperator> {
    proptest::sample::select(BaseOperator::ALL)
}

fn quantifier() -> impl Strategy<Value = Quantifier> {
    proptest::sample::select(&Quantifier::ALL[..])
}

fn with_left(left: Value) -> Request {
    let mut request = Request::default();
    request.request.insert("a:b", left);
    request
}

/// A comparison: its left value or values, its operator, its right literals.
fn sides(left: usize, right: usize) -> impl Strategy<Value = (BaseOperator, Vec<Scalar>, Vec<String>)> {
    operator().prop_flat_map(move |op| {
        let values = move |most| proptest::collection::vec(value(op.operand_type()), 0..=most);
        (Just(op), values(left), values(right)).prop_map(|(op, l, r)| {
            (op, l.into_iter().map(|(_, s)| s).collect(), r.into_iter().map(|(text, _)| text).collect())
        })
    })
}

/// Any Boolean text over three attributes, of which a request has some.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "Exists @Request\\[[xyz]\\]",
        "@Request\\[[xyz]\\] String(Not)?Equals 'v'",
        "@Request\\[[xyz]\\] ForA(ny|ll)OfA(ny|ll)Values:String(Not)?EqualsIgnoreCase \\{'V', 'w'\\}",
        "ActionMatches\\{'[pq]/\\*'\\}",
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|e| format!("NOT {e}")),
            inner.clone().prop_map(|e| format!("({e})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} AND {b}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a} OR {b}")),
        ]
    })
}

fn request() -> impl Strategy<Value = Request> {
    let some = proptest::option::of(proptest::sample::select(vec!["v", "V", "w", "u"]));
    (proptest::option::of("[pqr]/[rw]"), [some.clone(), some.clone(), some]).prop_map(|(action, values)| {
        let mut request = Request { action, ..Request::default() };
        for (name, value) in ["x", "y", "z"].into_iter().zip(values) {
            if let Some(value) = value {
                request.request.insert(name, value);
            }
        }
        request
    })
}

proptest! {
    #[test]
    fn a_negative_operator_is_the_exact_negation((op, left, right) in sides(1, 1)) {
        prop_assume!(left.len() == 1 && right.len() == 1);
        let Some(opposite) = op.opposite() else { return Ok(()) };
        let request = with_left(Value::One(left[0].clone()));
        let one = |op: BaseOperator| truth(&parse(&format!("@Request[a:b] {} {}", op.as_str(), right[0])), &request);
        prop_assert_ne!(one(op), Truth::Unknown);
        prop_assert_eq!(one(op), !one(opposite));
        let absent = format!("@Request[c:d] {} {}", op.as_str(), right[0]);
        prop_assert_eq!(truth(&parse(&absent), &request), Truth::Unknown);
    }

    #[test]
    fn quantifiers_are_loops((op, left, right) in sides(3, 3), quantifier in quantifier()) {
        let pair = |l: &Scalar, r: &String| {
            let text = format!("@Request[a:b] {} {r}", op.as_str());
            truth(&parse(&text), &with_left(Value::One(l.clone()))) == Truth::True
        };
        let expected = match quantifier {
            Quantifier::ForAnyOfAnyValues => left.iter().any(|l| right.iter().any(|r| pair(l, r))),
            Quantifier::ForAllOfAnyValues => left.iter().all(|l| right.iter().any(|r| pair(l, r))),
            Quantifier::ForAnyOfAllValues => left.iter().any(|l| right.iter().all(|r| pair(l, r))),
            Quantifier::ForAllOfAllValues => left.iter().all(|l| right.iter().all(|r| pair(l, r))),
        };
        let text = format!("@Request[a:b] {}:{} {{{}}}", quantifier.as_str(), op.as_str(), right.join(", "));
        prop_assert_eq!(truth(&parse(&text), &with_left(Value::Many(left))), expected.into(), "{}", text);
    }

    #[test]
    fn over_one_left_value_any_and_all_are_one((op, left, right) in sides(1, 3)) {
        prop_assume!(left.len() == 1);
        let request = with_left(Value::One(left[0].clone()));
        let form = |q: Quantifier, op: BaseOperator| {
            let text = format!("@Request[a:b] {}:{} {{{}}}", q.as_str(), op.as_str(), right.join(", "));
            truth(&parse(&text), &request)
        };
        use Quantifier::{ForAllOfAllValues, ForAllOfAnyValues, ForAnyOfAllValues, ForAnyOfAnyValues};
        prop_assert_eq!(form(ForAnyOfAnyValues, op), form(ForAllOfAnyValues, op));
        prop_assert_eq!(form(ForAnyOfAllValues, op), form(ForAllOfAllValues, op));
        if let Some(opposite) = op.opposite() {
            prop_assert_eq!(form(ForAnyOfAnyValues, op), !form(ForAnyOfAllValues, opposite));
        }
    }

    #[test]
    fn connectors_obey_kleene(a in expression(), b in expression(), request in request()) {
        let value = |text: String| truth(&parse(&text), &request);
        let (va, vb) = (value(format!("({a})")), value(format!("({b})")));
        prop_assert_eq!(value(format!("({a}) AND ({b})")), va & vb);
        prop_assert_eq!(value(format!("({a}) || ({b})")), va | vb);
        prop_assert_eq!(value(format!("!({a})")), !va);
    }

    #[test]
    fn the_tree_and_the_fast_way_agree(text in expression(), request in request()) {
        let condition = parse(&text);
        let evaluation = evaluate(&condition, &request);
        prop_assert_eq!(evaluation.result, truth(&condition, &request));
        let other = truth_as(&condition, &request, Reading::LeftToRight);
        prop_assert_eq!(evaluation.left_to_right, (other != evaluation.result).then_some(other));
        prop_assert!(!evaluation.because.is_empty());
    }

    #[test]
    fn layout_changes_no_value(text in expression(), request in request()) {
        let expected = truth(&parse(&text), &request);
        for layout in [Layout::Portal, Layout::SingleLine] {
            let laid_out = format(&parse(&text), layout).unwrap();
            prop_assert_eq!(truth(&parse(&laid_out), &request), expected, "{}", laid_out);
        }
        let wide = text.replace(' ', " \r\n\t").replace("NOT", "!").replace("AND", "&&").replace("OR", "||");
        prop_assert_eq!(truth(&parse(&wide), &request), expected, "{}", wide);
    }

    #[test]
    fn knowing_more_never_turns_true_into_false(text in expression(), request in request()) {
        // An unknown that is settled either way leaves a decided result as it was.
        let condition = parse(&text);
        let decided = truth(&condition, &request);
        prop_assume!(decided != Truth::Unknown && request.action.is_some());
        for name in ["x", "y", "z"].into_iter().filter(|name| !text.contains(&format!("Exists @Request[{name}]"))) {
            for value in ["v", "V", "u"] {
                let mut more = request.clone();
                if more.request.iter().all(|(n, _)| n != name) {
                    more.request.insert(name, value);
                    prop_assert_eq!(truth(&condition, &more), decided);
                }
            }
        }
    }

    #[test]
    fn any_text_is_evaluated_without_a_crash(text in "[@A-Za-z\\[\\]{}()'!&|:, .*0-9é]{0,60}", request in request()) {
        let condition = parse(&text);
        prop_assert_eq!(evaluate(&condition, &request).result, truth(&condition, &request));
        let _ = crate::delegation::grid(&condition, &crate::facts::NoDirectory);
    }
}
