//! One comparison. No heap memory is taken here; reasons are put into words elsewhere.

use std::cmp::Ordering;

use crate::eval::request::{Request, Scalar, Value};
use crate::eval::{date_time, text};
use crate::guid::Guid;
use crate::syntax::ast::{
    Attribute, BaseOperator, Comparison, Literal, LiteralValue, Operand, OperandType, Quantifier, Relation,
};

/// Why a comparison has no value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Why<'a> {
    /// The request lacks the attribute.
    Absent(&'a Attribute),
    /// The attribute's source is not one of the four.
    UnknownSource(&'a Attribute),
    /// The operator or its quantifier is not one of the language.
    UnknownOperator,
    /// A side is a placeholder of a host language.
    Placeholder,
    /// A side was not understood.
    NotUnderstood,
    /// A value is not of the type that the operator compares.
    WrongType { wanted: OperandType, found: Item<'a> },
    /// The operator compares one value, and a side is a set or list.
    Several,
}

/// One value of either side.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item<'a> {
    Text(&'a str),
    Integer(i64),
    Boolean(bool),
    Guid(Guid),
    Placeholder,
    NotUnderstood,
}

/// The values of one side.
#[derive(Clone, Copy, Debug)]
pub(super) enum Side<'a> {
    One(Item<'a>),
    Scalars(&'a [Scalar]),
    Literals(&'a [Literal]),
}

impl<'a> Side<'a> {
    pub(super) fn read(operand: &'a Operand, request: &'a Request) -> Result<Self, Why<'a>> {
        match operand {
            Operand::Attribute(attribute) => match attribute.source {
                None => Err(Why::UnknownSource(attribute)),
                Some(source) => match request.attributes(source).get(attribute) {
                    None => Err(Why::Absent(attribute)),
                    Some(Value::One(scalar)) => Ok(Self::One(scalar.into())),
                    Some(Value::Many(scalars)) => Ok(Self::Scalars(scalars)),
                },
            },
            Operand::Literal(literal) => Ok(Self::One(literal.into())),
            Operand::Set(set) => Ok(Self::Literals(&set.items)),
            Operand::Placeholder(_) => Err(Why::Placeholder),
            Operand::Error(_) => Err(Why::NotUnderstood),
        }
    }

    /// The value, where there is exactly one and it does not stand in braces.
    fn single(self) -> Result<Item<'a>, Why<'a>> {
        match self {
            Self::One(item) => Ok(item),
            Self::Scalars([one]) => Ok(one.into()),
            Self::Scalars(_) | Self::Literals(_) => Err(Why::Several),
        }
    }

    pub(super) fn items(self) -> impl Iterator<Item = Item<'a>> {
        let (one, scalars, literals): (_, &[Scalar], &[Literal]) = match self {
            Self::One(item) => (Some(item), &[], &[]),
            Self::Scalars(scalars) => (None, scalars, &[]),
            Self::Literals(literals) => (None, &[], literals),
        };
        one.into_iter().chain(scalars.iter().map(Item::from)).chain(literals.iter().map(Item::from))
    }
}

impl<'a> From<&'a Scalar> for Item<'a> {
    fn from(scalar: &'a Scalar) -> Self {
        match scalar {
            Scalar::String(text) => Self::Text(text),
            Scalar::Integer(number) => Self::Integer(*number),
            Scalar::Boolean(value) => Self::Boolean(*value),
        }
    }
}

impl<'a> From<&'a Literal> for Item<'a> {
    fn from(literal: &'a Literal) -> Self {
        match &literal.value {
            LiteralValue::String(text) => Self::Text(text),
            LiteralValue::Integer(number) => Self::Integer(*number),
            LiteralValue::Boolean(value) => Self::Boolean(*value),
            LiteralValue::Guid(guid) => Self::Guid(*guid),
            LiteralValue::Placeholder => Self::Placeholder,
            LiteralValue::Error => Self::NotUnderstood,
        }
    }
}

/// A value read as the operator's type.
#[derive(Clone, Copy)]
enum Typed<'a> {
    Text(&'a str),
    Number(i64),
    Time(jiff::Timestamp),
    Boolean(bool),
    Guid(Guid),
}

impl<'a> Typed<'a> {
    fn read(item: Item<'a>, wanted: OperandType) -> Result<Self, Why<'a>> {
        let read = match (wanted, item) {
            (_, Item::Placeholder) => return Err(Why::Placeholder),
            (_, Item::NotUnderstood) => return Err(Why::NotUnderstood),
            (OperandType::String, Item::Text(text)) => Some(Self::Text(text)),
            (OperandType::Number, Item::Integer(number)) => Some(Self::Number(number)),
            (OperandType::Boolean, Item::Boolean(value)) => Some(Self::Boolean(value)),
            (OperandType::Guid, Item::Guid(guid)) => Some(Self::Guid(guid)),
            (OperandType::Guid, Item::Text(text)) => Guid::parse(text).map(Self::Guid),
            (OperandType::DateTime, Item::Text(text)) => date_time::parse(text).map(Self::Time),
            _ => None,
        };
        read.ok_or(Why::WrongType { wanted, found: item })
    }
}

/// The value of `left operator right`; both readings of an absent attribute are the caller's.
pub(super) fn compare<'a>(comparison: &'a Comparison, request: &'a Request) -> Result<bool, Why<'a>> {
    let operator = &comparison.operator;
    let base = operator.base.ok_or(Why::UnknownOperator)?;
    let left = Side::read(&comparison.left, request)?;
    let right = Side::read(&comparison.right, request)?;
    let wanted = base.operand_type();
    match operator.quantifier {
        None if operator.quantified => Err(Why::UnknownOperator),
        None => {
            let left = Typed::read(left.single()?, wanted)?;
            Ok(holds(base, left, Typed::read(right.single()?, wanted)?))
        }
        Some(quantifier) => {
            let (every_left, every_right) = match quantifier {
                Quantifier::ForAnyOfAnyValues => (false, false),
                Quantifier::ForAllOfAnyValues => (true, false),
                Quantifier::ForAnyOfAllValues => (false, true),
                Quantifier::ForAllOfAllValues => (true, true),
            };
            quantify(
                every_left,
                left.items().map(|l| {
                    // Read once for all right values: a GUID in a request is text.
                    let l = Typed::read(l, wanted);
                    quantify(every_right, right.items().map(|r| Ok(holds(base, l?, Typed::read(r, wanted)?))))
                }),
            )
        }
    }
}

/// `every`: all must hold, else one must. A value that is not known counts only where it could decide.
fn quantify<'a>(every: bool, results: impl Iterator<Item = Result<bool, Why<'a>>>) -> Result<bool, Why<'a>> {
    let mut unknown = None;
    for result in results {
        match result {
            Ok(value) if value != every => return Ok(value),
            Ok(_) => {}
            Err(why) => unknown = unknown.or(Some(why)),
        }
    }
    unknown.map_or(Ok(every), Err)
}

fn holds(base: BaseOperator, left: Typed<'_>, right: Typed<'_>) -> bool {
    let relation = base.relation();
    let ignore_case = base.ignores_case();
    let order = match (left, right) {
        (Typed::Text(l), Typed::Text(r)) => {
            let matches = match relation {
                Relation::StartsWith => text::starts_with(l, r, ignore_case),
                Relation::Like => text::like(l, r, ignore_case),
                _ => text::same(l, r, ignore_case),
            };
            return matches != base.negated();
        }
        (Typed::Guid(l), Typed::Guid(r)) => l.cmp(&r),
        (Typed::Number(l), Typed::Number(r)) => l.cmp(&r),
        (Typed::Time(l), Typed::Time(r)) => l.cmp(&r),
        (Typed::Boolean(l), Typed::Boolean(r)) => l.cmp(&r),
        // Both sides were read as the operator's type.
        _ => return false,
    };
    let matches = match relation {
        Relation::LessThan => order == Ordering::Less,
        Relation::LessThanEquals => order != Ordering::Greater,
        Relation::GreaterThan => order == Ordering::Greater,
        Relation::GreaterThanEquals => order != Ordering::Less,
        Relation::Equals | Relation::StartsWith | Relation::Like => order == Ordering::Equal,
    };
    matches != base.negated()
}
