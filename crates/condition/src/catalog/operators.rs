//! Operators in words, and which operator compares which type.
//!
//! A quantified operator over a single-valued attribute reads as a sentence about that value; over a list it
//! reads as one about its values. Forms that are always true or always false keep words that say what they
//! test, so that nobody reads `ForAnyOfAnyValues:GuidNotEquals` as "is none of".
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#function-operators>

use crate::catalog::attributes::ValueType;
use crate::syntax::ast::{BaseOperator, OperandType, Quantifier, Relation};

/// The operator's name with its quantifier, as Azure writes it.
#[must_use]
pub fn full_name(quantifier: Option<Quantifier>, base: BaseOperator) -> String {
    match quantifier {
        Some(quantifier) => format!("{}:{}", quantifier.as_str(), base.as_str()),
        None => base.as_str().to_owned(),
    }
}

/// Reads a name such as `ForAnyOfAnyValues:GuidEquals`, in any casing.
#[must_use]
pub fn from_full_name(name: &str) -> Option<(Option<Quantifier>, BaseOperator)> {
    let Some((quantifier, base)) = name.split_once(':') else {
        return Some((None, BaseOperator::from_name(name)?));
    };
    let quantifier = Quantifier::ALL.into_iter().find(|q| q.as_str().eq_ignore_ascii_case(quantifier))?;
    Some((Some(quantifier), BaseOperator::from_name(base)?))
}

/// Whether an operator works on values of a type.
#[must_use]
pub fn fits(value_type: ValueType, base: BaseOperator) -> bool {
    let wanted = match value_type {
        ValueType::Role | ValueType::Principal => OperandType::Guid,
        ValueType::PrincipalType | ValueType::String | ValueType::ResourceId | ValueType::StringList => {
            OperandType::String
        }
        ValueType::Boolean => OperandType::Boolean,
        ValueType::Number => OperandType::Number,
        ValueType::DateTime => OperandType::DateTime,
    };
    base.operand_type() == wanted
}

/// What a form is worth for one left value against two or more distinct right values, whatever they are.
///
/// `Some(true)`: always true, because a value differs from at least one of two. `Some(false)`: always false,
/// because a value cannot equal two. `None`: it depends on the value.
#[must_use]
pub(crate) fn constant_over_several(quantifier: Quantifier, base: BaseOperator) -> Option<bool> {
    if base.relation() != Relation::Equals {
        return None;
    }
    match (every_right(quantifier), base.negated()) {
        (false, true) => Some(true),
        (true, false) => Some(false),
        _ => None,
    }
}

/// The operator in words, for an attribute with one value: `is one of`, `is none of`, `starts with`.
#[must_use]
pub fn words(quantifier: Option<Quantifier>, base: BaseOperator) -> &'static str {
    let Some(quantifier) = quantifier else { return plain(base) };
    let before = base.operand_type() == OperandType::DateTime;
    match (base.relation(), base.negated(), every_right(quantifier)) {
        (Relation::Equals, false, false) => "is one of",
        (Relation::Equals, true, false) => "differs from at least one of",
        (Relation::Equals, false, true) => "is at once every one of",
        (Relation::Equals, true, true) => "is none of",
        (Relation::StartsWith, false, false) => "starts with one of",
        (Relation::StartsWith, true, false) => "does not start with at least one of",
        (Relation::StartsWith, false, true) => "starts with every one of",
        (Relation::StartsWith, true, true) => "starts with none of",
        (Relation::Like, false, false) => "matches one of the patterns",
        (Relation::Like, true, false) => "does not match at least one of the patterns",
        (Relation::Like, false, true) => "matches every one of the patterns",
        (Relation::Like, true, true) => "matches none of the patterns",
        (Relation::LessThan, _, false) if before => "is before at least one of",
        (Relation::LessThan, _, true) if before => "is before every one of",
        (Relation::LessThanEquals, _, false) if before => "is at or before at least one of",
        (Relation::LessThanEquals, _, true) if before => "is at or before every one of",
        (Relation::GreaterThan, _, false) if before => "is after at least one of",
        (Relation::GreaterThan, _, true) if before => "is after every one of",
        (Relation::GreaterThanEquals, _, false) if before => "is at or after at least one of",
        (Relation::GreaterThanEquals, _, true) if before => "is at or after every one of",
        (Relation::LessThan, _, false) => "is less than at least one of",
        (Relation::LessThan, _, true) => "is less than every one of",
        (Relation::LessThanEquals, _, false) => "does not exceed at least one of",
        (Relation::LessThanEquals, _, true) => "exceeds none of",
        (Relation::GreaterThan, _, false) => "is greater than at least one of",
        (Relation::GreaterThan, _, true) => "is greater than every one of",
        (Relation::GreaterThanEquals, _, false) => "reaches at least one of",
        (Relation::GreaterThanEquals, _, true) => "reaches every one of",
    }
}

/// The operator in words, for an attribute with several values: `has a value that is one of`.
#[must_use]
pub(crate) fn list_words(quantifier: Option<Quantifier>, base: BaseOperator) -> String {
    let one = words(quantifier, base);
    match quantifier {
        None => one.to_owned(),
        Some(Quantifier::ForAnyOfAnyValues | Quantifier::ForAnyOfAllValues) => {
            format!("has a value that {one}")
        }
        Some(Quantifier::ForAllOfAnyValues | Quantifier::ForAllOfAllValues) => {
            format!("has only values of which each {one}")
        }
    }
}

/// The words for a list of choices, where two operators must not read alike: case-sensitive text operators
/// say so, and the forms that ask the same of a single value are told apart.
#[must_use]
pub fn choice_words(quantifier: Option<Quantifier>, base: BaseOperator, list: bool) -> String {
    let mut text = if list { list_words(quantifier, base) } else { words(quantifier, base).to_owned() };
    if !list && matches!(quantifier, Some(Quantifier::ForAllOfAnyValues | Quantifier::ForAllOfAllValues)) {
        text.push_str(" (each value)");
    }
    if base.operand_type() == OperandType::String && !base.ignores_case() {
        text.push_str(" (same case)");
    }
    text
}

/// Whether the right side is a list of values in braces.
#[must_use]
pub fn takes_set(quantifier: Option<Quantifier>) -> bool {
    quantifier.is_some()
}

/// Whether the left values are compared with every right value, and not with some.
fn every_right(quantifier: Quantifier) -> bool {
    matches!(quantifier, Quantifier::ForAnyOfAllValues | Quantifier::ForAllOfAllValues)
}

fn plain(base: BaseOperator) -> &'static str {
    let date = base.operand_type() == OperandType::DateTime;
    match (base.relation(), base.negated()) {
        (Relation::Equals, false) => "is",
        (Relation::Equals, true) => "is not",
        (Relation::StartsWith, false) => "starts with",
        (Relation::StartsWith, true) => "does not start with",
        (Relation::Like, false) => "matches the pattern",
        (Relation::Like, true) => "does not match the pattern",
        (Relation::LessThan, _) if date => "is before",
        (Relation::LessThanEquals, _) if date => "is at or before",
        (Relation::GreaterThan, _) if date => "is after",
        (Relation::GreaterThanEquals, _) if date => "is at or after",
        (Relation::LessThan, _) => "is less than",
        (Relation::LessThanEquals, _) => "is at most",
        (Relation::GreaterThan, _) => "is greater than",
        (Relation::GreaterThanEquals, _) => "is at least",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn forms() -> impl Iterator<Item = (Option<Quantifier>, BaseOperator)> {
        let quantifiers = [None].into_iter().chain(Quantifier::ALL.map(Some));
        quantifiers.flat_map(|q| BaseOperator::ALL.iter().map(move |b| (q, *b)))
    }

    #[test]
    fn names_are_read_back() {
        for (quantifier, base) in forms() {
            assert_eq!(from_full_name(&full_name(quantifier, base)), Some((quantifier, base)));
        }
        assert_eq!(
            from_full_name("forAnyOfAnyValues:guidEquals"),
            from_full_name("ForAnyOfAnyValues:GuidEquals")
        );
        for wrong in ["", ":", "For:GuidEquals", "ForAnyOfAnyValues:", "StringContains"] {
            assert_eq!(from_full_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn choices_of_one_type_never_read_alike() {
        for value_type in ValueType::ALL {
            for list in [false, true] {
                let mut seen = HashSet::new();
                for (q, b) in forms().filter(|(_, b)| fits(value_type, *b)) {
                    assert!(seen.insert(choice_words(q, b, list)), "{}", full_name(q, b));
                }
            }
        }
    }

    #[test]
    fn forms_that_exclude_nothing_say_so() {
        use Quantifier::{ForAnyOfAllValues, ForAnyOfAnyValues};
        assert_eq!(
            words(Some(ForAnyOfAnyValues), BaseOperator::GuidNotEquals),
            "differs from at least one of"
        );
        assert_eq!(constant_over_several(ForAnyOfAnyValues, BaseOperator::GuidNotEquals), Some(true));
        assert_eq!(words(Some(ForAnyOfAllValues), BaseOperator::GuidNotEquals), "is none of");
        assert_eq!(constant_over_several(ForAnyOfAllValues, BaseOperator::GuidNotEquals), None);
        assert_eq!(constant_over_several(ForAnyOfAllValues, BaseOperator::GuidEquals), Some(false));
        assert_eq!(constant_over_several(ForAnyOfAllValues, BaseOperator::StringLike), None);
    }
}
