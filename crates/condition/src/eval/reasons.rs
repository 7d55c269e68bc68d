//! The answer with its reasons: the value at every node and, in words, what it rests on.

use crate::catalog::operators;
use crate::eval::compare::{Item, Side, Why};
use crate::eval::evaluate::{Absent, LeafWhy, Walk};
use crate::eval::{Reading, Request, Truth, is_mixed};
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, BaseOperator, Comparison, Condition, Connector, Dialect, Expr, ExprKind, Operand, OperandType,
    Quantifier, Source, StringLiteral,
};

/// The answer for one request.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The value, AND binding tighter than OR.
    pub result: Truth,
    /// What it rests on, in words.
    pub because: Vec<String>,
    /// The value read from left to right, where it is another one.
    pub left_to_right: Option<Truth>,
    /// The value at every node; `None` where there is no tree.
    pub tree: Option<EvaluationNode>,
}

/// The value at one node.
#[derive(Clone, Debug)]
pub struct EvaluationNode {
    /// The part of the text.
    pub span: Span,
    /// Its value.
    pub value: Truth,
    /// Why, for a node without children.
    pub because: Option<String>,
    /// The parts it is made of; parentheses are passed over.
    pub children: Vec<EvaluationNode>,
}

/// Evaluates a condition for one request and says why.
#[must_use]
pub fn evaluate(condition: &Condition, request: &Request) -> Evaluation {
    let Some(root) = &condition.root else {
        let why = match condition.dialect {
            Dialect::V1 => "the text is of version 1, which is shown but not evaluated",
            Dialect::V2 | Dialect::Template => "the condition is empty",
        };
        return Evaluation {
            result: Truth::Unknown,
            because: vec![why.to_owned()],
            left_to_right: None,
            tree: None,
        };
    };
    let walk = Walk { request, reading: Reading::AndFirst, absent: Absent::Unknown, caller_known: true };
    let words = Words { walk, text: &condition.text };
    let tree = words.node(root);
    let result = tree.value;
    let mut because = Vec::new();
    words.decisive(root, &tree, &mut because);
    other_names(root, request, &mut because);
    if condition.has_errors() {
        because.push(
            "the text has errors and Azure would refuse it; this is the value of what was understood"
                .to_owned(),
        );
    }
    if result == Truth::Unknown {
        two_valued(walk, condition, &mut because);
    }
    let left_to_right = is_mixed(condition)
        .then(|| Walk { reading: Reading::LeftToRight, ..walk }.condition(condition))
        .filter(|other| *other != result);
    if let Some(other) = left_to_right {
        because.push(format!(
            "AND and OR are mixed without parentheses: read from left to right the result is {}",
            other.as_str()
        ));
    }
    Evaluation { result, because, left_to_right, tree: Some(tree) }
}

/// Says where an attribute was answered by the other name that Azure's pages use for it.
fn other_names(root: &Expr, request: &Request, because: &mut Vec<String>) {
    let mut crossed = false;
    let mut look = |attribute: &Attribute| {
        crossed |= attribute.source.is_some_and(|s| request.attributes(s).answers_by_other_name(attribute));
    };
    root.walk(&mut |expr| match &expr.kind {
        ExprKind::Exists(attribute) => look(attribute),
        ExprKind::Comparison(comparison) => {
            for side in [&comparison.left, &comparison.right] {
                if let Operand::Attribute(attribute) = side {
                    look(attribute);
                }
            }
        }
        _ => {}
    });
    if crossed {
        because.push(
            "`containers:name` and `containers:ContainerName` are read as one attribute; whether Azure does so is not documented"
                .to_owned(),
        );
    }
}

/// Says what an engine that knows only true and false would answer where an attribute is absent.
fn two_valued(walk: Walk<'_>, condition: &Condition, because: &mut Vec<String>) {
    let with = |absent| Walk { absent, ..walk }.condition(condition);
    let (never, unless_negated) = (with(Absent::False), with(Absent::FalseUnlessNegated));
    let text = match (never, unless_negated) {
        (Truth::True, Truth::True) => {
            "were a comparison with an absent attribute false, as with two truth values, this would be true; \
             Azure does not document which"
        }
        (Truth::True, _) => {
            "were every comparison with an absent attribute false, negative operators included, this would be \
             true; Azure does not document which"
        }
        (_, Truth::True) => {
            "were a negative operator over an absent attribute true, this would be true; Azure does not \
             document which"
        }
        (Truth::False, Truth::False) => "unknown does not grant access",
        _ => return,
    };
    because.push(text.to_owned());
}

struct Words<'a> {
    walk: Walk<'a>,
    text: &'a str,
}

impl Words<'_> {
    fn node(&self, expr: &Expr) -> EvaluationNode {
        match &expr.kind {
            ExprKind::Group(inner) => EvaluationNode { span: expr.span, ..self.node(inner) },
            ExprKind::Not { operand, .. } => {
                let child = self.node(operand);
                EvaluationNode { span: expr.span, value: !child.value, because: None, children: vec![child] }
            }
            ExprKind::Logical { connector, operands, .. } => {
                let children: Vec<_> = operands.iter().map(|o| self.node(o)).collect();
                let values = children.iter().map(|c| c.value);
                let value = match connector {
                    Connector::And => values.fold(Truth::True, |a, b| a & b),
                    Connector::Or => values.fold(Truth::False, |a, b| a | b),
                };
                EvaluationNode { span: expr.span, value, because: None, children }
            }
            _ => {
                let result = self.walk.leaf(expr);
                let value = result.map_or(Truth::Unknown, Truth::from);
                let because = match result {
                    Ok(holds) => self.known(expr, holds),
                    Err(why) => self.unknown(expr, why),
                };
                EvaluationNode { span: expr.span, value, because: Some(because), children: Vec::new() }
            }
        }
    }

    /// Collects the reasons of the leaves that make the value what it is.
    fn decisive(&self, expr: &Expr, node: &EvaluationNode, because: &mut Vec<String>) {
        if let Some(reason) = &node.because {
            if !because.contains(reason) {
                because.push(reason.clone());
            }
            return;
        }
        let ExprKind::Logical { connector, operands, .. } = &expr.ungrouped().kind else {
            if let (ExprKind::Not { operand, .. }, Some(child)) =
                (&expr.ungrouped().kind, node.children.first())
            {
                self.decisive(operand, child, because);
            }
            return;
        };
        // One operand is enough for a true OR and for a false AND.
        let one =
            matches!((connector, node.value), (Connector::And, Truth::False) | (Connector::Or, Truth::True));
        let weighs = operands.iter().zip(&node.children).filter(|(_, child)| child.value == node.value);
        for (operand, child) in weighs.take(if one { 1 } else { usize::MAX }) {
            self.decisive(operand, child, because);
        }
    }

    fn known(&self, expr: &Expr, holds: bool) -> String {
        match &expr.kind {
            ExprKind::ActionMatches(patterns) => {
                self.test("action", &self.walk.request.action, patterns, holds)
            }
            ExprKind::SubOperationMatches(names) => {
                self.test("suboperation", &self.walk.request.suboperation, names, holds)
            }
            ExprKind::Exists(attribute) if holds => format!("the request has {}", shown(attribute)),
            ExprKind::Exists(attribute) => format!("the request has no {}", shown(attribute)),
            ExprKind::Comparison(comparison) => self.compared(comparison, holds),
            _ => String::new(),
        }
    }

    fn test(&self, what: &str, own: &Option<String>, asked: &[StringLiteral], holds: bool) -> String {
        let asked: Vec<_> = asked.iter().map(|a| format!("`{}`", a.value)).collect();
        let asked = asked.join(" or ");
        match own {
            None => format!("the request has no {what}, so it is not {asked}"),
            Some(own) if holds && asked.contains('*') => format!("the {what} `{own}` matches {asked}"),
            Some(own) if holds => format!("the {what} is `{own}`"),
            Some(own) => format!("the {what} is `{own}` and not {asked}"),
        }
    }

    /// `PrincipalType` is `User`, which is none of {'ServicePrincipal'}
    fn compared(&self, comparison: &Comparison, holds: bool) -> String {
        let Some(base) = comparison.operator.base else { return String::new() };
        let quantifier = comparison.operator.quantifier;
        let left = Side::read(&comparison.left, self.walk.request);
        let several =
            matches!(left, Ok(Side::Literals(_))) || matches!(left, Ok(Side::Scalars(s)) if s.len() != 1);
        let verdict = match (several, holds) {
            (true, true) => operators::list_words(quantifier, base),
            (true, false) => format!("not so that it {}", operators::list_words(quantifier, base)),
            (false, true) => operators::words(quantifier, base).to_owned(),
            (false, false) => {
                let (quantifier, base) = denied(quantifier, base);
                operators::words(quantifier, base).to_owned()
            }
        };
        let right = match &comparison.right {
            Operand::Attribute(attribute) => {
                format!("{} ({})", shown(attribute), self.values(&comparison.right))
            }
            other => shorten(other.span().of(self.text)),
        };
        match &comparison.left {
            Operand::Attribute(attribute) => {
                let values = self.values(&comparison.left);
                format!("{} is {values}, which {verdict} {right}", shown(attribute))
            }
            other => format!("{}: {verdict} {right}", shorten(other.span().of(self.text))),
        }
    }

    fn values(&self, operand: &Operand) -> String {
        let Ok(side) = Side::read(operand, self.walk.request) else { return "absent".to_owned() };
        let shown: Vec<_> = side.items().take(6).map(value).collect();
        match (shown.len(), side.items().count()) {
            (0, _) => "an empty list".to_owned(),
            (few, all) if few < all => format!("{} and {} more", shown.join(", "), all - few),
            _ => shown.join(", "),
        }
    }

    fn unknown(&self, expr: &Expr, why: LeafWhy<'_>) -> String {
        let part = shorten(expr.span.of(self.text));
        match why {
            LeafWhy::NoAction => format!("the request names no action, so {part} is unknown"),
            LeafWhy::Comparison(why) => match why {
                Why::Absent(attribute) => format!("the request has no {}", shown(attribute)),
                Why::UnknownSource(attribute) => {
                    format!("`{}` is not an attribute source", attribute.source_span.of(self.text))
                }
                Why::UnknownOperator => match &expr.kind {
                    ExprKind::Comparison(c) => {
                        format!("`{}` is not an operator of the language", c.operator.span.of(self.text))
                    }
                    _ => format!("{part} was not understood"),
                },
                Why::Placeholder => format!("{part} holds a placeholder"),
                Why::NotUnderstood if part == "``" => "a part is missing".to_owned(),
                Why::NotUnderstood => format!("{part} was not understood"),
                Why::WrongType { wanted, found } => {
                    format!("{} {} is not {}, which {part} compares", noun(found), value(found), kind(wanted))
                }
                Why::Several => {
                    format!(
                        "{part} compares one value with one, and a side is a list; only `ForAny…` and `ForAll…` operators take lists"
                    )
                }
            },
        }
    }
}

/// The form that is true exactly where this one is false, for one left value.
fn denied(quantifier: Option<Quantifier>, base: BaseOperator) -> (Option<Quantifier>, BaseOperator) {
    use BaseOperator as B;
    let quantifier = quantifier.map(|quantifier| match quantifier {
        Quantifier::ForAnyOfAnyValues => Quantifier::ForAnyOfAllValues,
        Quantifier::ForAllOfAnyValues => Quantifier::ForAllOfAllValues,
        Quantifier::ForAnyOfAllValues => Quantifier::ForAnyOfAnyValues,
        Quantifier::ForAllOfAllValues => Quantifier::ForAllOfAnyValues,
    });
    let base = base.opposite().unwrap_or(match base {
        B::NumericLessThan => B::NumericGreaterThanEquals,
        B::NumericLessThanEquals => B::NumericGreaterThan,
        B::NumericGreaterThan => B::NumericLessThanEquals,
        B::NumericGreaterThanEquals => B::NumericLessThan,
        B::DateTimeLessThan => B::DateTimeGreaterThanEquals,
        B::DateTimeLessThanEquals => B::DateTimeGreaterThan,
        B::DateTimeGreaterThan => B::DateTimeLessThanEquals,
        B::DateTimeGreaterThanEquals => B::DateTimeLessThan,
        other => other,
    });
    (quantifier, base)
}

fn shown(attribute: &Attribute) -> String {
    format!("`@{}[{}]`", attribute.source.map_or("?", Source::as_str), attribute.text)
}

/// Says what a value is where that is what is wrong with it: the text `10` is not the number.
fn noun(item: Item<'_>) -> &'static str {
    match item {
        Item::Text(_) => "the text",
        Item::Integer(_) => "the number",
        Item::Boolean(_) => "the truth value",
        Item::Guid(_) => "the GUID",
        Item::Placeholder | Item::NotUnderstood => "a side:",
    }
}

fn value(item: Item<'_>) -> String {
    match item {
        Item::Text(text) => shorten(text),
        Item::Integer(number) => format!("`{number}`"),
        Item::Boolean(value) => format!("`{value}`"),
        Item::Guid(guid) => format!("`{guid}`"),
        Item::Placeholder => "a placeholder".to_owned(),
        Item::NotUnderstood => "a value that was not understood".to_owned(),
    }
}

fn kind(wanted: OperandType) -> &'static str {
    match wanted {
        OperandType::String => "text",
        OperandType::Number => "a whole number",
        OperandType::DateTime => "a date-time such as `2022-06-01T00:00:00.0Z`",
        OperandType::Boolean => "`true` or `false`",
        OperandType::Guid => "a GUID",
    }
}

/// User text in backticks, on one line, cut where it is long.
fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(100) {
        Some((end, _)) => format!("`{}…`", line.get(..end).unwrap_or(&line)),
        None => format!("`{line}`"),
    }
}

#[cfg(test)]
#[path = "eval_tests.rs"]
mod tests;
