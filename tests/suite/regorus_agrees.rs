//! Operator semantics against `regorus`, where both engines speak of the same thing: one value on the left,
//! nothing absent, no pattern with `?` or `\` (it knows neither).

use rolewright_condition::eval::{Request, Scalar, Truth, Value, truth};
use rolewright_condition::parse;
use rolewright_condition::syntax::ast::{BaseOperator, OperandType, Quantifier, Relation};

use crate::dialect;

const GUID_A: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const GUID_B: &str = "18D7D88D-D35E-4FB5-A5C3-7773C20A72D9";

fn values(kind: OperandType) -> Vec<Scalar> {
    match kind {
        OperandType::String => ["", "a", "A", "abc", "ABC", "abcd", "a/b/c", "readonly/x", "*"]
            .into_iter()
            .map(Scalar::from)
            .collect(),
        OperandType::Number => [-7, 0, 9, 10, 11].into_iter().map(Scalar::Integer).collect(),
        OperandType::DateTime => {
            ["2022-06-01T00:00:00.0Z", "2022-06-01T00:00:00.001Z", "2023-01-01T12:30:00.0Z"]
                .into_iter()
                .map(Scalar::from)
                .collect()
        }
        OperandType::Boolean => [true, false].into_iter().map(Scalar::Boolean).collect(),
        OperandType::Guid => [GUID_A, GUID_B].into_iter().map(Scalar::from).collect(),
    }
}

fn literals(operator: BaseOperator) -> Vec<&'static str> {
    match operator.operand_type() {
        OperandType::String if operator.relation() == Relation::Like => {
            vec!["'a*'", "'*'", "'*c'", "'a*c'", "'readonly/*'", "'A*'", "'abc'"]
        }
        OperandType::String => vec!["'a'", "'A'", "'abc'", "'readonly/'", "''"],
        OperandType::Number => vec!["0", "10", "11"],
        OperandType::DateTime => vec!["'2022-06-01T00:00:00.0Z'", "'2023-01-01T12:30:00.0Z'"],
        OperandType::Boolean => vec!["true", "false"],
        OperandType::Guid => {
            vec!["8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"]
        }
    }
}

fn compare(text: &str, value: &Scalar) -> bool {
    let condition = parse(text);
    assert_eq!(condition.diagnostics, [], "{text}");
    let mut request = Request::default();
    request.request.insert("a", Value::One(value.clone()));
    let theirs = dialect::evaluate(
        &dialect::translate(&condition).expect("the dialect has words for it"),
        &dialect::context(&request),
    );
    let ours = truth(&condition, &request);
    match theirs {
        Ok(theirs) => {
            assert_eq!(ours, if theirs { Truth::True } else { Truth::False }, "{text} for {value:?}");
            true
        }
        // Some operators are missing there or refuse a value; nothing is proved then.
        Err(_) => false,
    }
}

#[test]
fn both_engines_agree_on_every_operator_they_share() {
    let mut compared = 0;
    let mut silent = Vec::new();
    for operator in BaseOperator::ALL {
        let before = compared;
        for literal in literals(*operator) {
            for value in values(operator.operand_type()) {
                compared +=
                    usize::from(compare(&format!("@Request[a] {} {literal}", operator.as_str()), &value));
            }
        }
        if compared == before {
            silent.push(operator.as_str());
        }
    }
    assert!(compared > 300, "{compared} comparisons; without an answer there: {silent:?}");
}

#[test]
fn lists_agree_when_written_out() {
    for quantifier in Quantifier::ALL {
        let list = format!("{{{GUID_A}, {GUID_B}}}");
        // With one value on the left, any/any Equals is a chain of ORs and all Values NotEquals one of ANDs; the
        // other pairs are the two vacuous forms, which the translation writes out just as faithfully.
        for operator in ["GuidEquals", "GuidNotEquals"] {
            let text = format!("@Request[a] {}:{operator} {list}", quantifier.as_str());
            for value in [GUID_A, GUID_B, "f58310d9-a9f6-439a-9e8d-f62e7b41a168"] {
                assert!(compare(&text, &Scalar::from(value)), "{text}");
            }
        }
    }
}
