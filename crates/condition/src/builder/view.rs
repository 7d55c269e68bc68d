//! Attributes, operators and values as a person reads them.

use crate::builder::model::{
    AttributeView, ComparisonView, Operand, OperatorChoice, OperatorView, ValueKind, ValueView,
};
use crate::catalog::attributes::{self, AttributeInfo, ValueType};
use crate::catalog::operators;
use crate::facts::Directory;
use crate::syntax::ast::{self, Attribute, BaseOperator, Comparison, Literal, LiteralValue, Quantifier};

/// One text and what is known of its ids.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) directory: &'a dyn Directory,
}

impl View<'_> {
    pub(super) fn comparison(&self, comparison: &Comparison) -> ComparisonView {
        let info = subject(comparison).and_then(attributes::find);
        let holds = info.map(|info| info.value_type);
        let left = self.operand(&comparison.left, holds);
        let right = self.operand(&comparison.right, holds);
        ComparisonView { left, operator: self.operator(&comparison.operator, info), right }
    }

    pub(super) fn attribute(&self, attribute: &Attribute) -> AttributeView {
        let info = attributes::find(attribute);
        AttributeView {
            span: attribute.span,
            source: attribute
                .source
                .map_or_else(|| attribute.source_span.of(self.text), |source| source.as_str())
                .to_owned(),
            text: attribute.text.clone(),
            id: info.map(AttributeInfo::id),
            title: info.map_or_else(|| last_name(attribute.base()).to_owned(), |info| info.title.to_owned()),
            key: info.and_then(|info| info.key_of(attribute)).map(str::to_owned),
        }
    }

    fn operand(&self, operand: &ast::Operand, holds: Option<ValueType>) -> Operand {
        match operand {
            ast::Operand::Attribute(attribute) => Operand::Attribute(self.attribute(attribute)),
            ast::Operand::Literal(literal) => Operand::Value(self.value(literal, holds)),
            ast::Operand::Set(set) => Operand::Set {
                span: set.span,
                items: set.items.iter().map(|item| self.value(item, holds)).collect(),
            },
            ast::Operand::Placeholder(span) | ast::Operand::Error(span) => {
                Operand::Code { span: *span, text: span.of(self.text).to_owned() }
            }
        }
    }

    pub(super) fn value(&self, literal: &Literal, holds: Option<ValueType>) -> ValueView {
        let text = literal.span.of(self.text);
        let (kind, value) = match &literal.value {
            LiteralValue::String(inner) => (ValueKind::String, inner.as_str()),
            LiteralValue::Integer(_) => (ValueKind::Integer, text),
            LiteralValue::Boolean(_) => (ValueKind::Boolean, text),
            LiteralValue::Guid(_) => (ValueKind::Guid, text),
            LiteralValue::Placeholder => (ValueKind::Placeholder, text),
            LiteralValue::Error => (ValueKind::Unknown, text),
        };
        let id = match literal.value {
            LiteralValue::Guid(id) => Some(id),
            _ => None,
        };
        let role = id.filter(|_| holds == Some(ValueType::Role)).and_then(|id| self.directory.role(id));
        let principal =
            id.filter(|_| holds == Some(ValueType::Principal)).and_then(|id| self.directory.principal(id));
        ValueView {
            span: literal.span,
            text: text.to_owned(),
            kind,
            value: value.to_owned(),
            label: role.map(|r| r.name.clone()).or_else(|| principal.map(|p| p.name.clone())),
            privileged: role.and_then(|r| r.privileged.clone()),
        }
    }

    fn operator(&self, operator: &ast::Operator, info: Option<&AttributeInfo>) -> OperatorView {
        let known = operator.base.filter(|_| operator.quantified == operator.quantifier.is_some());
        let list = info.is_some_and(|info| !info.single_valued);
        let name = known.map_or_else(
            || operator.span.of(self.text).to_owned(),
            |base| operators::full_name(operator.quantifier, base),
        );
        let words = match known {
            Some(base) if list => operators::list_words(operator.quantifier, base),
            Some(base) => operators::words(operator.quantifier, base).to_owned(),
            None => name.clone(),
        };
        let mut choices: Vec<_> = match (info, known) {
            (Some(info), _) => {
                let named = info.operators.iter().filter_map(|name| operators::from_full_name(name));
                named.map(|(quantifier, base)| choice(quantifier, base, list)).collect()
            }
            (None, Some(base)) => like(base),
            (None, None) => Vec::new(),
        };
        if let Some(base) = known
            && choices.iter().all(|choice| choice.name != name)
        {
            choices.insert(0, choice(operator.quantifier, base, list));
        }
        OperatorView { span: operator.span, name, words, choices }
    }
}

/// The attribute that a comparison is about: on the left as a rule.
pub(super) fn subject(comparison: &Comparison) -> Option<&Attribute> {
    match (&comparison.left, &comparison.right) {
        (ast::Operand::Attribute(attribute), _) | (_, ast::Operand::Attribute(attribute)) => Some(attribute),
        _ => None,
    }
}

/// The last part of an unknown attribute's text.
fn last_name(base: &str) -> &str {
    base.rsplit([':', '/']).find(|part| !part.is_empty()).unwrap_or(base)
}

fn choice(quantifier: Option<Quantifier>, base: BaseOperator, list: bool) -> OperatorChoice {
    OperatorChoice {
        name: operators::full_name(quantifier, base),
        words: operators::choice_words(quantifier, base, list),
        takes_set: operators::takes_set(quantifier),
    }
}

/// For an attribute that nothing is known of: the operators of the same type.
fn like(base: BaseOperator) -> Vec<OperatorChoice> {
    let mut choices = Vec::new();
    for other in BaseOperator::ALL.iter().filter(|o| o.operand_type() == base.operand_type()) {
        choices.push(choice(None, *other, false));
        if other.can_be_quantified() {
            let quantifier =
                if other.negated() { Quantifier::ForAnyOfAllValues } else { Quantifier::ForAnyOfAnyValues };
            choices.push(choice(Some(quantifier), *other, false));
        }
    }
    choices
}
