//! The visual model for the wire, and its edits from the wire.

use rolewright_condition::builder::model as core;
use rolewright_condition::syntax::ast::Connector as CoreConnector;

use crate::places::Places;
use crate::wire::model::{
    ActionTest, AttributeView, Clause, ClauseKind, Connector, Node, Operand, OperatorChoice, OperatorView,
    ValueKind, ValueView, VisualModel,
};

pub(crate) fn visual_model(model: core::VisualModel, places: &Places<'_>) -> VisualModel {
    let core::VisualModel { clauses, editable } = model;
    VisualModel { clauses: clauses.into_iter().map(|c| clause(c, places)).collect(), editable }
}

fn clause(clause: core::Clause, places: &Places<'_>) -> Clause {
    let core::Clause { id, span, kind, title, actions, expression, available_attributes, same_as } = clause;
    Clause {
        id,
        span: places.span(span),
        kind: match kind {
            core::ClauseKind::Guarded => ClauseKind::Guarded,
            core::ClauseKind::Bare => ClauseKind::Bare,
            core::ClauseKind::Block => ClauseKind::Block,
            core::ClauseKind::Code => ClauseKind::Code,
        },
        title,
        actions: actions.into_iter().map(|a| action(a, places)).collect(),
        expression: expression.map(|n| node(n, places)),
        available_attributes,
        same_as,
    }
}

fn action(test: core::ActionTest, places: &Places<'_>) -> ActionTest {
    let core::ActionTest { id, span, action, title, suboperation, suboperation_negated } = test;
    ActionTest { id, span: places.span(span), action, title, suboperation, suboperation_negated }
}

fn node(node: core::Node, places: &Places<'_>) -> Node {
    match node {
        core::Node::Group { id, span, connector, negated, parenthesized, children } => Node::Group {
            id,
            span: places.span(span),
            connector: match connector {
                CoreConnector::And => Connector::And,
                CoreConnector::Or => Connector::Or,
            },
            negated,
            parenthesized,
            children: children.into_iter().map(|child| self::node(child, places)).collect(),
        },
        core::Node::Comparison { id, span, negated, view } => {
            let core::ComparisonView { left, operator, right } = *view;
            Node::Comparison {
                id,
                span: places.span(span),
                negated,
                left: operand(left, places),
                operator: operator_view(operator, places),
                right: operand(right, places),
            }
        }
        core::Node::Exists { id, span, negated, attribute } => Node::Exists {
            id,
            span: places.span(span),
            negated,
            attribute: attribute_view(attribute, places),
        },
        core::Node::Action { id, span, negated, suboperation, value } => {
            Node::Action { id, span: places.span(span), negated, suboperation, value }
        }
        core::Node::Code { id, span, text, why } => Node::Code { id, span: places.span(span), text, why },
    }
}

fn operand(operand: core::Operand, places: &Places<'_>) -> Operand {
    match operand {
        core::Operand::Attribute(attribute) => {
            Operand::Attribute { attribute: attribute_view(attribute, places) }
        }
        core::Operand::Value(value) => Operand::Value { value: value_view(value, places) },
        core::Operand::Set { span, items } => Operand::Set {
            span: places.span(span),
            items: items.into_iter().map(|item| value_view(item, places)).collect(),
        },
        core::Operand::Code { span, text } => Operand::Code { span: places.span(span), text },
    }
}

fn attribute_view(view: core::AttributeView, places: &Places<'_>) -> AttributeView {
    let core::AttributeView { span, source, text, id, title, key } = view;
    AttributeView { span: places.span(span), source, text, id, title, key }
}

fn value_view(view: core::ValueView, places: &Places<'_>) -> ValueView {
    let core::ValueView { span, text, kind, value, label, privileged } = view;
    let kind = match kind {
        core::ValueKind::String => ValueKind::String,
        core::ValueKind::Integer => ValueKind::Integer,
        core::ValueKind::Boolean => ValueKind::Boolean,
        core::ValueKind::Guid => ValueKind::Guid,
        core::ValueKind::Placeholder => ValueKind::Placeholder,
        core::ValueKind::Unknown => ValueKind::Unknown,
    };
    ValueView { span: places.span(span), text, kind, value, label, privileged }
}

fn operator_view(view: core::OperatorView, places: &Places<'_>) -> OperatorView {
    let core::OperatorView { span, name, words, choices } = view;
    let choices = choices.into_iter().map(|choice| {
        let core::OperatorChoice { name, words, takes_set } = choice;
        OperatorChoice { name, words, takes_set }
    });
    OperatorView { span: places.span(span), name, words, choices: choices.collect() }
}
