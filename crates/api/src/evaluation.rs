//! What a condition says to one request, with the value at every node.

use rolewright_condition::eval::{self, EvaluationNode as CoreNode, Scalar, Truth as CoreTruth, Value};
use rolewright_condition::parse;
use rolewright_condition::syntax::ast::Dialect;

use crate::places::Places;
use crate::wire::conditions::{
    AttributeValue, EvaluateRequest, Evaluation, EvaluationNode, Request, ScalarValue, Truth,
};
use crate::wire::error::ApiError;

/// Evaluates a condition for one request.
///
/// # Errors
/// When the text is of version 1, whose meaning is not known.
pub fn evaluate_request(request: &EvaluateRequest) -> Result<Evaluation, ApiError> {
    let condition = parse(&request.text);
    if condition.dialect == Dialect::V1 {
        return Err(ApiError::invalid("version 1 conditions cannot be evaluated")
            .with_hint("write it anew for conditionVersion 2.0"));
    }
    let places = Places::new(&request.text);
    let answer = eval::evaluate(&condition, &core_request(&request.request));
    let eval::Evaluation { result, because, left_to_right, tree } = answer;
    Ok(Evaluation {
        result: truth(result),
        because,
        left_to_right: left_to_right.map(truth),
        tree: tree.map(|root| node(root, &request.text, &places)),
    })
}

fn node(node: CoreNode, text: &str, places: &Places<'_>) -> EvaluationNode {
    let CoreNode { span, value, because, children } = node;
    EvaluationNode {
        span: places.span(span),
        text: span.of(text).to_owned(),
        value: truth(value),
        because,
        children: children.into_iter().map(|child| self::node(child, text, places)).collect(),
    }
}

pub(crate) fn truth(truth: CoreTruth) -> Truth {
    match truth {
        CoreTruth::True => Truth::True,
        CoreTruth::False => Truth::False,
        CoreTruth::Unknown => Truth::Unknown,
    }
}

/// A request from the wire.
pub(crate) fn core_request(request: &Request) -> eval::Request {
    let Request { action, suboperation, request, resource, principal, environment } = request;
    let attributes = |given: &std::collections::BTreeMap<String, AttributeValue>| {
        let mut attributes = eval::Attributes::new();
        for (name, value) in given {
            attributes.insert(name.as_str(), core_value(value));
        }
        attributes
    };
    eval::Request {
        action: action.clone(),
        suboperation: suboperation.clone(),
        request: attributes(request),
        resource: attributes(resource),
        principal: attributes(principal),
        environment: attributes(environment),
    }
}

/// A request for the wire.
pub(crate) fn wire_request(request: &eval::Request) -> Request {
    let eval::Request { action, suboperation, request, resource, principal, environment } = request;
    let attributes = |given: &eval::Attributes| {
        given.iter().map(|(name, value)| (name.to_owned(), wire_value(value))).collect()
    };
    Request {
        action: action.clone(),
        suboperation: suboperation.clone(),
        request: attributes(request),
        resource: attributes(resource),
        principal: attributes(principal),
        environment: attributes(environment),
    }
}

fn core_value(value: &AttributeValue) -> Value {
    let scalar = |scalar: &ScalarValue| match scalar {
        ScalarValue::Boolean(value) => Scalar::Boolean(*value),
        ScalarValue::Integer(value) => Scalar::Integer(*value),
        ScalarValue::String(value) => Scalar::String(value.clone()),
    };
    match value {
        AttributeValue::One(value) => Value::One(scalar(value)),
        AttributeValue::Many(values) => Value::Many(values.iter().map(scalar).collect()),
    }
}

fn wire_value(value: &Value) -> AttributeValue {
    let scalar = |scalar: &Scalar| match scalar {
        Scalar::Boolean(value) => ScalarValue::Boolean(*value),
        Scalar::Integer(value) => ScalarValue::Integer(*value),
        Scalar::String(value) => ScalarValue::String(value.clone()),
    };
    match value {
        Value::One(value) => AttributeValue::One(scalar(value)),
        Value::Many(values) => AttributeValue::Many(values.iter().map(scalar).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str, request: &str) -> Evaluation {
        let request = serde_json::from_str(request).unwrap();
        evaluate_request(&EvaluateRequest { text: text.into(), request }).unwrap()
    }

    #[test]
    fn answers_with_reasons_and_places() {
        let text = "@Resource[a/b:c] StringEquals 'x'";
        for (request, result) in [
            (r#"{"resource":{"a/b:c":"x"}}"#, Truth::True),
            (r#"{"resource":{"a/b:c":["y"]}}"#, Truth::False),
            ("{}", Truth::Unknown),
        ] {
            let answer = ask(text, request);
            assert_eq!(answer.result, result, "{request}");
            assert_eq!(answer.tree.unwrap().text, text);
        }
        assert!(!ask(text, "{}").because.is_empty(), "unknown says why");
    }

    #[test]
    fn a_request_goes_to_the_core_and_back_unchanged() {
        let text = r#"{"action":"a","suboperation":"s","request":{"r":"1"},"resource":{"n":2,"l":["x",true]},
            "principal":{"b":false},"environment":{"UtcNow":"2026-01-01T00:00:00Z"}}"#;
        let request: Request = serde_json::from_str(text).unwrap();
        assert_eq!(wire_request(&core_request(&request)), request);
    }

    #[test]
    fn version_1_is_refused_in_words() {
        let text = "@Subject.Application == 'x'".to_owned();
        let error = evaluate_request(&EvaluateRequest { text, request: Request::default() }).unwrap_err();
        assert!(error.message.contains("version 1") && error.hint.is_some());
    }
}
