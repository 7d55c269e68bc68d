//! Tests of one value: what a comparison asks of its attribute, read once.

use crate::decide::pattern::Pattern;
use crate::eval::{Scalar, Truth, Value, date_time};
use crate::guid::Guid;
use crate::syntax::ast::{BaseOperator, LiteralValue, OperandType, Quantifier, Relation};

/// A question about a variable. Without a value every comparison is unknown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Test {
    /// Whether there is a value.
    Exists,
    /// Compares the values with what is written.
    Compare(Compare),
    /// Anything.
    Free,
}

/// A comparison with values that are written out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Compare {
    /// Every value must pass, or one must; `None` where the operator takes a single value.
    pub(super) every_value: Option<bool>,
    /// A value must pass against every probe, or against one.
    pub(super) every_probe: bool,
    pub(super) negated: bool,
    pub(super) probes: Vec<Probe>,
    /// Without a value it is false rather than unknown: a request without a suboperation has none.
    pub(super) false_without: bool,
}

/// Whether one value passes against one literal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Probe {
    Text(Pattern),
    Guid(Guid),
    Number(Relation, i64),
    Time(Relation, jiff::Timestamp),
    Boolean(bool),
    /// The literal is not of the operator's type: unknown for every value.
    Never,
}

impl Probe {
    pub(super) fn action(pattern: &str) -> Self {
        Self::Text(Pattern::action(pattern))
    }

    /// The text itself, case ignored as for actions.
    pub(super) fn action_text(text: &str) -> Self {
        Self::Text(Pattern::same_action(text))
    }

    /// `value base literal`, before negation.
    pub(super) fn new(base: BaseOperator, literal: &LiteralValue) -> Self {
        let (relation, ignore_case) = (base.relation(), base.ignores_case());
        match (base.operand_type(), literal) {
            (OperandType::String, LiteralValue::String(text)) => Self::Text(match relation {
                Relation::StartsWith => Pattern::starts_with(text, ignore_case),
                Relation::Like => Pattern::like(text, ignore_case),
                _ => Pattern::equals(text, ignore_case),
            }),
            (OperandType::Guid, LiteralValue::Guid(guid)) => Self::Guid(*guid),
            (OperandType::Guid, LiteralValue::String(text)) => {
                Guid::parse(text).map_or(Self::Never, Self::Guid)
            }
            (OperandType::Number, LiteralValue::Integer(number)) => Self::Number(relation, *number),
            (OperandType::DateTime, LiteralValue::String(text)) => {
                date_time::parse(text).map_or(Self::Never, |time| Self::Time(relation, time))
            }
            (OperandType::Boolean, LiteralValue::Boolean(value)) => Self::Boolean(*value),
            _ => Self::Never,
        }
    }

    /// `literal base value`, before negation, where that can be said the other way round.
    pub(super) fn mirrored(base: BaseOperator, literal: &LiteralValue) -> Option<Self> {
        match Self::new(base, literal) {
            Self::Number(relation, number) => Some(Self::Number(mirror(relation), number)),
            Self::Time(relation, time) => Some(Self::Time(mirror(relation), time)),
            Self::Text(_) if base.relation() != Relation::Equals => None,
            same => Some(same),
        }
    }

    /// Whether the value passes; `None` where it is not of the type.
    fn passes(&self, value: &Scalar) -> Option<bool> {
        match (self, value) {
            (Self::Text(pattern), Scalar::String(text)) => Some(pattern.matches(text)),
            (Self::Guid(own), Scalar::String(text)) => Guid::parse(text).map(|guid| guid == *own),
            (Self::Time(relation, own), Scalar::String(text)) => {
                date_time::parse(text).map(|time| holds(*relation, time.cmp(own)))
            }
            (Self::Number(relation, own), Scalar::Integer(number)) => Some(holds(*relation, number.cmp(own))),
            (Self::Boolean(own), Scalar::Boolean(value)) => Some(own == value),
            _ => None,
        }
    }
}

fn holds(relation: Relation, order: std::cmp::Ordering) -> bool {
    match relation {
        Relation::LessThan => order.is_lt(),
        Relation::LessThanEquals => order.is_le(),
        Relation::GreaterThan => order.is_gt(),
        Relation::GreaterThanEquals => order.is_ge(),
        Relation::Equals | Relation::StartsWith | Relation::Like => order.is_eq(),
    }
}

fn mirror(relation: Relation) -> Relation {
    match relation {
        Relation::LessThan => Relation::GreaterThan,
        Relation::LessThanEquals => Relation::GreaterThanEquals,
        Relation::GreaterThan => Relation::LessThan,
        Relation::GreaterThanEquals => Relation::LessThanEquals,
        same => same,
    }
}

impl Test {
    /// A comparison; without a quantifier both sides have one value.
    pub(super) fn new(quantifier: Option<Quantifier>, negated: bool, probes: Vec<Probe>) -> Self {
        let (every_value, every_probe) = match quantifier {
            None => (None, false),
            Some(Quantifier::ForAnyOfAnyValues) => (Some(false), false),
            Some(Quantifier::ForAllOfAnyValues) => (Some(true), false),
            Some(Quantifier::ForAnyOfAllValues) => (Some(false), true),
            Some(Quantifier::ForAllOfAllValues) => (Some(true), true),
        };
        Self::Compare(Compare { every_value, every_probe, negated, probes, false_without: false })
    }

    /// Whether an action or suboperation is one of those written.
    pub(super) fn one_of(probes: Vec<Probe>) -> Self {
        Self::Compare(Compare {
            every_value: None,
            every_probe: false,
            negated: false,
            probes,
            false_without: true,
        })
    }

    /// What is written, for comparisons.
    pub(super) fn probes(&self) -> &[Probe] {
        match self {
            Self::Compare(compare) => &compare.probes,
            Self::Exists | Self::Free => &[],
        }
    }

    /// The answer for a value, or for none.
    pub(super) fn truth(&self, value: Option<&Value>) -> Truth {
        match (self, value) {
            (Self::Exists, value) => value.is_some().into(),
            (Self::Free, _) => Truth::Unknown,
            (Self::Compare(compare), None) if compare.false_without => Truth::False,
            (Self::Compare(_), None) => Truth::Unknown,
            (Self::Compare(compare), Some(Value::One(scalar))) => compare.one(scalar),
            (Self::Compare(compare), Some(Value::Many(scalars))) => {
                compare.fold(scalars.iter().map(|scalar| compare.one(scalar)))
            }
        }
    }
}

impl Compare {
    /// One value against everything written.
    fn one(&self, scalar: &Scalar) -> Truth {
        let against =
            |probe: &Probe| probe.passes(scalar).map_or(Truth::Unknown, |p| (p != self.negated).into());
        quantify(self.every_probe, self.probes.iter().map(against))
    }

    /// Several values, from the answer for each.
    pub(super) fn fold(&self, mut values: impl ExactSizeIterator<Item = Truth>) -> Truth {
        match self.every_value {
            Some(every) => quantify(every, values),
            None if values.len() == 1 => values.next().unwrap_or(Truth::Unknown),
            None => Truth::Unknown,
        }
    }
}

fn quantify(every: bool, truths: impl Iterator<Item = Truth>) -> Truth {
    // What settles it, and what holds where nothing does.
    let (settles, mut value) = if every { (Truth::False, Truth::True) } else { (Truth::True, Truth::False) };
    for truth in truths {
        if truth == settles {
            return settles;
        }
        if truth == Truth::Unknown {
            value = Truth::Unknown;
        }
    }
    value
}
