//! Comparisons of one value with a list, and the values as the language compares them.

use std::collections::HashSet;

use crate::guid::Guid;
use crate::lint::attributes;
use crate::lint::subject::literals;
use crate::syntax::ast::{
    Attribute, BaseOperator, Comparison, LiteralValue, Operand, OperandType, Quantifier, Relation,
};

/// A value that is equal to another exactly if the operator says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Member {
    Guid(Guid),
    Text(String),
    Integer(i64),
    Boolean(bool),
}

/// The value as the operator compares it; `None` where it is not known.
pub(crate) fn member(value: &LiteralValue, base: BaseOperator) -> Option<Member> {
    Some(match value {
        LiteralValue::Guid(guid) => Member::Guid(*guid),
        LiteralValue::String(text) if base.operand_type() == OperandType::Guid => {
            Member::Guid(Guid::parse(text)?)
        }
        LiteralValue::String(text) if base.ignores_case() => Member::Text(text.to_lowercase()),
        LiteralValue::String(text) => Member::Text(text.clone()),
        LiteralValue::Integer(value) => Member::Integer(*value),
        LiteralValue::Boolean(value) => Member::Boolean(*value),
        LiteralValue::Placeholder | LiteralValue::Error => return None,
    })
}

/// The known values of one side, each once.
pub(crate) fn members(operand: &Operand, base: BaseOperator) -> HashSet<Member> {
    literals(operand).iter().filter_map(|l| member(&l.value, base)).collect()
}

/// A single-valued attribute compared with values, read as one of four meanings.
#[derive(Debug)]
pub(crate) struct ListTest<'a> {
    pub(crate) attribute: &'a Attribute,
    pub(crate) values: &'a Operand,
    pub(crate) base: BaseOperator,
    /// Whether one value of the list is enough; otherwise all count.
    pub(crate) any: bool,
    /// The quantifier that would turn `any` around.
    pub(crate) other: Quantifier,
}

/// Reads a comparison of a single-valued attribute with literal values by equality.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#cross-product-comparison-operators>
pub(crate) fn list_test(comparison: &Comparison) -> Option<ListTest<'_>> {
    use Quantifier::{ForAllOfAnyValues, ForAnyOfAllValues, ForAnyOfAnyValues};
    let base = comparison.operator.base.filter(|b| b.relation() == Relation::Equals)?;
    let quantifier = comparison.operator.quantifier;
    if comparison.operator.quantified && quantifier.is_none() {
        return None;
    }
    let (attribute, values, any, other) = match (&comparison.left, &comparison.right) {
        (Operand::Attribute(attribute), values @ (Operand::Set(_) | Operand::Literal(_))) => {
            let any = matches!(quantifier, None | Some(ForAnyOfAnyValues | ForAllOfAnyValues));
            (attribute, values, any, if any { ForAnyOfAllValues } else { ForAnyOfAnyValues })
        }
        (values @ (Operand::Set(_) | Operand::Literal(_)), Operand::Attribute(attribute)) => {
            let any = matches!(quantifier, None | Some(ForAnyOfAnyValues | ForAnyOfAllValues));
            (attribute, values, any, if any { ForAllOfAnyValues } else { ForAnyOfAnyValues })
        }
        _ => return None,
    };
    attributes::single_valued(attribute).then_some(ListTest { attribute, values, base, any, other })
}

/// What a list test says about the attribute's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It is one of the values.
    OneOf,
    /// It is none of them.
    NoneOf,
    /// Nothing: two different values make it always true.
    AlwaysTrue,
    /// It can never hold: two different values make it always false.
    AlwaysFalse,
}

impl ListTest<'_> {
    /// Its meaning; `None` where a placeholder or an empty set leaves it open.
    pub(crate) fn meaning(&self) -> Option<Meaning> {
        let known = members(self.values, self.base);
        let complete = literals(self.values).iter().all(|l| member(&l.value, self.base).is_some());
        Some(match (self.base.negated(), self.any, known.len()) {
            (true, true, 2..) => Meaning::AlwaysTrue,
            (false, false, 2..) => Meaning::AlwaysFalse,
            _ if !complete || known.is_empty() => return None,
            (false, ..) => Meaning::OneOf,
            (true, ..) => Meaning::NoneOf,
        })
    }
}
