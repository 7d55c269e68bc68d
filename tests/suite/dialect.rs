//! Conditions in the dialect of `regorus`, Microsoft's open-source engine, and requests in its terms.
//!
//! Its dialect has no quantified operators with a base, no braces after `ActionMatches`, and quoted GUIDs,
//! so a list becomes a chain of comparisons: the same meaning for attributes with one value. Its lexer refuses
//! lines past 1,024 characters, hence the line ends.

use regorus::Value;
use regorus::languages::azure_rbac::ast::{
    EnvironmentContext, EvaluationContext, Principal, PrincipalType, RequestContext, Resource,
};
use regorus::languages::azure_rbac::interpreter::ConditionInterpreter;
use rolewright_condition::eval::{Attributes, Request, Scalar, Value as Ours};
use rolewright_condition::syntax::ast::{
    Condition, Connector, Expr, ExprKind, Literal, LiteralValue, Operand, Quantifier, Suffix,
};

/// The condition in the other dialect, or `None` where that has no words for it.
pub(crate) fn translate(condition: &Condition) -> Option<String> {
    expression(condition.root.as_ref()?)
}

fn expression(expr: &Expr) -> Option<String> {
    Some(match &expr.kind {
        ExprKind::Logical { connector, operands, .. } => {
            let parts: Option<Vec<String>> = operands.iter().map(expression).collect();
            format!("({})", parts?.join(if *connector == Connector::And { "\nAND " } else { "\nOR " }))
        }
        ExprKind::Not { operand, .. } => format!("(NOT {})", expression(operand)?),
        ExprKind::Group(inner) => expression(inner)?,
        ExprKind::ActionMatches(values) => format!("ActionMatches('{}')", values.first()?.value),
        ExprKind::SubOperationMatches(values) => format!("SubOperationMatches('{}')", values.first()?.value),
        ExprKind::Comparison(comparison) => {
            let Operand::Attribute(attribute) = &comparison.left else { return None };
            if attribute.suffix != Suffix::None {
                return None;
            }
            let left = format!("@{}[{}]", attribute.source?.as_str(), attribute.text);
            let operator = comparison.operator.base?;
            let values: Vec<&Literal> = match &comparison.right {
                Operand::Literal(literal) => vec![literal],
                Operand::Set(set) if !set.items.is_empty() => set.items.iter().collect(),
                _ => return None,
            };
            let tests: Option<Vec<String>> = values
                .iter()
                .map(|v| Some(format!("{left} {} {}", operator.as_str(), literal(v)?)))
                .collect();
            let every = matches!(
                comparison.operator.quantifier,
                Some(Quantifier::ForAnyOfAllValues | Quantifier::ForAllOfAllValues)
            );
            format!("({})", tests?.join(if every { "\nAND " } else { "\nOR " }))
        }
        ExprKind::Exists(_) | ExprKind::Placeholder | ExprKind::Error => return None,
    })
}

fn literal(literal: &Literal) -> Option<String> {
    match &literal.value {
        LiteralValue::String(text) => Some(format!("'{text}'")),
        LiteralValue::Integer(number) => Some(number.to_string()),
        LiteralValue::Boolean(value) => Some(value.to_string()),
        LiteralValue::Guid(guid) => Some(format!("'{guid}'")),
        LiteralValue::Placeholder | LiteralValue::Error => None,
    }
}

/// The request in the other engine's terms.
pub(crate) fn context(request: &Request) -> EvaluationContext {
    let anyone = "11111111-1111-1111-1111-111111111111";
    EvaluationContext {
        principal: Principal {
            id: anyone.into(),
            principal_type: PrincipalType::User,
            custom_security_attributes: Value::new_object(),
        },
        resource: Resource {
            id: format!("/subscriptions/{anyone}"),
            resource_type: "Microsoft.Authorization/roleAssignments".into(),
            scope: format!("/subscriptions/{anyone}"),
            attributes: object(&request.resource),
        },
        request: RequestContext {
            action: request.action.clone(),
            data_action: None,
            attributes: object(&request.request),
        },
        environment: EnvironmentContext {
            is_private_link: None,
            private_endpoint: None,
            subnet: None,
            utc_now: None,
        },
        action: request.action.clone(),
        suboperation: request.suboperation.clone(),
    }
}

fn object(attributes: &Attributes) -> Value {
    let map: serde_json::Map<String, serde_json::Value> = attributes
        .iter()
        .filter_map(|(name, value)| {
            let Ours::One(value) = value else { return None };
            let value = match value {
                Scalar::String(text) => serde_json::Value::from(text.as_str()),
                Scalar::Integer(number) => (*number).into(),
                Scalar::Boolean(value) => (*value).into(),
            };
            Some((name.to_owned(), value))
        })
        .collect();
    Value::from_json_str(&serde_json::Value::Object(map).to_string()).expect("what was written is JSON")
}

/// The other engine's answer, or why it has none.
pub(crate) fn evaluate(dialect: &str, context: &EvaluationContext) -> Result<bool, String> {
    ConditionInterpreter::new(context).evaluate_str(dialect).map_err(|error| format!("{error:?}"))
}
