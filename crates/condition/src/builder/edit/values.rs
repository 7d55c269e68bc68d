//! One row: its attribute, operator and values.

use crate::builder::edit::layout::{insert, replace};
use crate::builder::edit::place::Site;
use crate::builder::edit::{AttributeChoice, EditError, RowChoice};
use crate::builder::outline::TreeKind;
use crate::builder::view::subject;
use crate::catalog::attributes::{self, AttributeInfo};
use crate::catalog::operators;
use crate::diagnostic::TextEdit;
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::ast::{
    BaseOperator, Comparison, ExprKind, Literal, LiteralValue, Operand, OperandType, Quantifier, Relation,
    Source,
};
use crate::syntax::parse;

/// An operator as the catalogue reads it.
type Named = (Option<Quantifier>, BaseOperator);

/// `@Source[text]`, checked.
pub(super) fn attribute(choice: &AttributeChoice) -> Result<String, EditError> {
    let source = Source::ALL
        .into_iter()
        .find(|s| s.as_str().eq_ignore_ascii_case(choice.source.trim()))
        .ok_or_else(|| EditError::UnknownSource(choice.source.clone()))?;
    let text = choice.text.trim();
    if text.is_empty() || text.contains(['[', ']']) || text.chars().any(char::is_control) {
        return Err(EditError::CannotBeWritten(choice.text.clone()));
    }
    Ok(format!("@{}[{text}]", source.as_str()))
}

/// A whole comparison, checked.
pub(super) fn comparison(row: &RowChoice) -> Result<String, EditError> {
    let left = attribute(&row.attribute)?;
    let (quantifier, base) = operator(&row.operator)?;
    let right = match &row.right {
        Some(right) => {
            let right = attribute(right)?;
            compared(&left, &right)?;
            right
        }
        None => right_side(&row.values, (quantifier, base), &[], "")?,
    };
    Ok(format!("{left} {} {right}", operators::full_name(quantifier, base)))
}

/// What the catalogue knows of an attribute as written.
fn info(written: &str) -> Option<&'static AttributeInfo> {
    match parse(&format!("Exists {written}")).root.map(|root| root.kind) {
        Some(ExprKind::Exists(attribute)) => attributes::find(&attribute),
        _ => None,
    }
}

/// Refuses two attributes that cannot hold the same. Nothing is said of those that are not known.
fn compared(left: &str, right: &str) -> Result<(), EditError> {
    let misfit = |needs: String| EditError::ValueDoesNotFit { value: right.to_owned(), needs };
    if left.eq_ignore_ascii_case(right) {
        return Err(misfit("another attribute than the one on the left".into()));
    }
    match (info(left), info(right)) {
        (Some(one), Some(other)) if !one.compares_with(other) => {
            Err(misfit(format!("an attribute that `{}` can be compared with", one.title)))
        }
        _ => Ok(()),
    }
}

/// Text in quotes, checked.
pub(super) fn quoted(text: &str) -> Result<String, EditError> {
    if text.contains('\'') || text.chars().any(char::is_control) {
        return Err(EditError::CannotBeWritten(text.to_owned()));
    }
    Ok(format!("'{text}'"))
}

fn operator(name: &str) -> Result<Named, EditError> {
    operators::from_full_name(name.trim()).ok_or_else(|| EditError::UnknownOperator(name.to_owned()))
}

/// A value as a literal of the operator's type.
fn literal(value: &str, base: BaseOperator) -> Result<String, EditError> {
    let misfit =
        |needs: &str| EditError::ValueDoesNotFit { value: value.to_owned(), needs: needs.to_owned() };
    let bare = value.trim();
    match base.operand_type() {
        OperandType::String | OperandType::DateTime => quoted(value),
        OperandType::Guid => Guid::parse(bare).map(|_| bare.to_owned()).ok_or_else(|| misfit("a GUID")),
        OperandType::Number => {
            let number = bare.parse::<i64>();
            number.map(|n| n.to_string()).map_err(|_| misfit("a whole number"))
        }
        OperandType::Boolean => match bare.to_ascii_lowercase().as_str() {
            known @ ("true" | "false") => Ok(known.to_owned()),
            _ => Err(misfit("`true` or `false`")),
        },
    }
}

/// The right side for these values; a value that is there already keeps its spelling.
fn right_side(
    values: &[String],
    (quantifier, base): Named,
    present: &[Literal],
    text: &str,
) -> Result<String, EditError> {
    let mut literals = Vec::with_capacity(values.len());
    for value in values {
        let same = present.iter().find(|l| plain(l, text) == *value && suits(l, base));
        literals.push(match same {
            Some(same) => same.span.of(text).to_owned(),
            None => literal(value, base)?,
        });
    }
    if quantifier.is_some() {
        if literals.is_empty() {
            return Err(EditError::NoValue);
        }
        return Ok(format!("{{{}}}", literals.join(", ")));
    }
    match literals.as_slice() {
        [] => Err(EditError::NoValue),
        [one] => Ok(one.clone()),
        _ => Err(EditError::OneValueOnly(base.as_str().to_owned())),
    }
}

/// The value without quotes.
fn plain<'t>(literal: &'t Literal, text: &'t str) -> &'t str {
    match &literal.value {
        LiteralValue::String(inner) => inner,
        _ => literal.span.of(text),
    }
}

/// Whether a literal can stay as it is under an operator.
fn suits(literal: &Literal, base: BaseOperator) -> bool {
    match literal.value {
        LiteralValue::String(_) => {
            matches!(base.operand_type(), OperandType::String | OperandType::DateTime)
        }
        LiteralValue::Integer(_) => base.operand_type() == OperandType::Number,
        LiteralValue::Boolean(_) => base.operand_type() == OperandType::Boolean,
        LiteralValue::Guid(_) => base.operand_type() == OperandType::Guid,
        // Kept whatever stands there: a placeholder's value is not known.
        LiteralValue::Placeholder | LiteralValue::Error => true,
    }
}

fn literals(side: &Operand) -> &[Literal] {
    match side {
        Operand::Literal(literal) => std::slice::from_ref(literal),
        Operand::Set(set) => &set.items,
        Operand::Attribute(_) | Operand::Placeholder(_) | Operand::Error(_) => &[],
    }
}

/// The edit that makes the values of a row fit another operator; none where they do already.
fn refit(comparison: &Comparison, named: Named, text: &str) -> Result<Option<TextEdit>, EditError> {
    let right = &comparison.right;
    let braces = matches!(right, Operand::Set(_));
    let same_form = match right {
        Operand::Literal(_) | Operand::Set(_) => braces == named.0.is_some(),
        Operand::Attribute(_) | Operand::Placeholder(_) | Operand::Error(_) => return Ok(None),
    };
    let items = literals(right);
    if same_form && items.iter().all(|item| suits(item, named.1)) {
        return Ok(None);
    }
    if let ([_, _, ..], None) = (items, named.0) {
        return Err(EditError::OneValueOnly(named.1.as_str().to_owned()));
    }
    let values: Vec<String> = items.iter().map(|item| plain(item, text).to_owned()).collect();
    Ok(Some(replace(right.span(), right_side(&values, named, items, text)?)))
}

fn present_operator(comparison: &Comparison, text: &str) -> Result<Named, EditError> {
    operator(comparison.operator.span.of(text))
}

/// The operator of an attribute that comes nearest to one that does not fit it.
fn nearest(info: &AttributeInfo, (quantifier, base): Named) -> Option<Named> {
    let named: Vec<Named> = info.operators.iter().filter_map(|n| operators::from_full_name(n)).collect();
    let alike = |relation: Relation| {
        let form = move |n: &&Named| n.1.negated() == base.negated() && n.1.relation() == relation;
        named
            .iter()
            .filter(form)
            .max_by_key(|n| (n.0 == quantifier, n.0.is_some() == quantifier.is_some()))
            .copied()
    };
    alike(base.relation()).or_else(|| alike(Relation::Equals)).or_else(|| named.first().copied())
}

impl Site<'_> {
    pub(super) fn set_attribute(
        &self,
        id: u32,
        choice: &AttributeChoice,
        operator_name: Option<&str>,
        values: Option<&[String]>,
    ) -> Result<Vec<TextEdit>, EditError> {
        let written = attribute(choice)?;
        let node = self.node(id)?.node;
        let comparison = match node.kind {
            TreeKind::Exists(attribute) => return Ok(vec![replace(attribute.span, written)]),
            TreeKind::Comparison(comparison) => comparison,
            _ => return Err(EditError::WrongKind { node: id, needs: "a row with an attribute" }),
        };
        let old =
            subject(comparison).ok_or(EditError::WrongKind { node: id, needs: "a row with an attribute" })?;
        let info = info(&written);
        let mut edits = vec![replace(old.span, written.clone())];
        let present = present_operator(comparison, self.text).ok();
        let named = match (operator_name, info, present) {
            (Some(name), _, _) => Some(operator(name)?),
            (None, Some(info), Some(present)) if !info.accepts(present.1) => nearest(info, present),
            _ => present,
        };
        let Some(named) = named else { return Ok(edits) };
        if Some(named) != present {
            let full = operators::full_name(named.0, named.1);
            edits.push(replace(comparison.operator.span, full));
        }
        if let Some(values) = values {
            let right = right_side(values, named, literals(&comparison.right), self.text)?;
            edits.push(replace(comparison.right.span(), right));
            return Ok(edits);
        }
        if let Some(info) = info.filter(|info| !info.values.is_empty()) {
            let known = |item: &&Literal| {
                info.values.iter().any(|v| v.eq_ignore_ascii_case(plain(item, self.text)))
                    || matches!(item.value, LiteralValue::Placeholder)
            };
            if let Some(misfit) = literals(&comparison.right).iter().find(|item| !known(item)) {
                let value = plain(misfit, self.text).to_owned();
                let needs = format!("one of {}", info.values.join(", "));
                return Err(EditError::ValueDoesNotFit { value, needs });
            }
        }
        edits.extend(refit(comparison, named, self.text)?);
        Ok(edits)
    }

    pub(super) fn set_operator(&self, id: u32, name: &str) -> Result<Vec<TextEdit>, EditError> {
        let comparison = self.comparison(id)?;
        let named = operator(name)?;
        let mut edits = Vec::new();
        if present_operator(comparison, self.text).ok() != Some(named) {
            edits.push(replace(comparison.operator.span, operators::full_name(named.0, named.1)));
        }
        edits.extend(refit(comparison, named, self.text)?);
        Ok(edits)
    }

    pub(super) fn set_values(&self, id: u32, values: &[String]) -> Result<Vec<TextEdit>, EditError> {
        let comparison = self.comparison(id)?;
        let named = present_operator(comparison, self.text)?;
        let right = right_side(values, named, literals(&comparison.right), self.text)?;
        Ok(vec![replace(comparison.right.span(), right)])
    }

    pub(super) fn set_right_attribute(
        &self,
        id: u32,
        choice: &AttributeChoice,
    ) -> Result<Vec<TextEdit>, EditError> {
        let comparison = self.comparison(id)?;
        let Operand::Attribute(left) = &comparison.left else {
            return Err(EditError::WrongKind { node: id, needs: "a row with an attribute on its left" });
        };
        let right = attribute(choice)?;
        compared(left.span.of(self.text), &right)?;
        let mut edits = Vec::new();
        if let (Some(other), Ok(present)) = (info(&right), present_operator(comparison, self.text))
            && !other.accepts(present.1)
        {
            let fits = |named: &Named| attributes::find(left).is_none_or(|left| left.accepts(named.1));
            let named = nearest(other, present).filter(fits).ok_or_else(|| EditError::ValueDoesNotFit {
                value: right.clone(),
                needs: format!("an attribute that `{}` compares", present.1.as_str()),
            })?;
            edits.push(replace(comparison.operator.span, operators::full_name(named.0, named.1)));
        }
        edits.push(replace(comparison.right.span(), right));
        Ok(edits)
    }

    pub(super) fn add_value(&self, id: u32, value: &str) -> Result<Vec<TextEdit>, EditError> {
        let comparison = self.comparison(id)?;
        let (quantifier, base) = present_operator(comparison, self.text)?;
        let new = literal(value, base)?;
        match &comparison.right {
            Operand::Set(set) => match set.items.as_slice() {
                [] => Ok(vec![replace(set.span, format!("{{{new}}}"))]),
                [.., before, last] => {
                    let between = Span::new(before.span.end, last.span.start).of(self.text);
                    let separator = if between.trim() == "," { between } else { ", " };
                    Ok(vec![insert(last.span.end, format!("{separator}{new}"))])
                }
                [last] => Ok(vec![insert(last.span.end, format!(", {new}"))]),
            },
            Operand::Literal(present) => {
                let mut edits = Vec::new();
                if quantifier.is_none() {
                    if !base.can_be_quantified() {
                        return Err(EditError::NoList(base.as_str().to_owned()));
                    }
                    let every = base.negated();
                    let quantifier =
                        if every { Quantifier::ForAnyOfAllValues } else { Quantifier::ForAnyOfAnyValues };
                    let full = operators::full_name(Some(quantifier), base);
                    edits.push(replace(comparison.operator.span, full));
                }
                let list = format!("{{{}, {new}}}", present.span.of(self.text));
                edits.push(replace(present.span, list));
                Ok(edits)
            }
            other => {
                let list = if quantifier.is_some() { format!("{{{new}}}") } else { new };
                Ok(vec![replace(other.span(), list)])
            }
        }
    }

    pub(super) fn remove_value(&self, id: u32, index: u32) -> Result<Vec<TextEdit>, EditError> {
        let items = literals(&self.comparison(id)?.right);
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let Some(item) = items.get(index) else {
            return Err(EditError::WrongKind { node: id, needs: "a row with that many values" });
        };
        if items.len() == 1 {
            return Err(EditError::NoValue);
        }
        let before = index.checked_sub(1).and_then(|i| items.get(i));
        let span = match (before, items.get(index + 1)) {
            (Some(before), _) => Span::new(before.span.end, item.span.end),
            (None, Some(after)) => Span::new(item.span.start, after.span.start),
            (None, None) => item.span,
        };
        Ok(vec![replace(span, "")])
    }
}
