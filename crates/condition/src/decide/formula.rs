//! A condition as a formula over tests, each of one variable: the action, the suboperation, or one attribute.
//!
//! What cannot be put as a test of one variable becomes a variable of its own that may take any value, with
//! its place and the reason. Which values the variables can take is `domain`'s question.

use std::collections::{HashMap, HashSet};

use crate::catalog::attributes::{self, AttributeInfo, ValueType};
use crate::decide::probe::{Probe, Test};
use crate::eval::{Scalar, Truth, Value};
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, BaseOperator, Comparison, Condition, Connector, Expr, ExprKind, Literal, LiteralValue,
    Operand, Quantifier, Source, Suffix,
};
use crate::syntax::placeholder;

/// A condition as far as it can be decided.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    Always(Truth),
    Test { variable: usize, test: usize },
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
}

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    Action,
    Suboperation,
    Attribute(Box<Read>),
    /// Several attributes that are compared with each other.
    Joint(Vec<Read>),
    /// Nothing of its own: an attribute that a `Joint` took over.
    Taken,
    /// A part that is not decided: any of the three values.
    Free,
}

impl Subject {
    /// The attributes that a variable stands for, in the order of its examples' values.
    pub(super) fn reads(&self) -> &[Read] {
        match self {
            Self::Attribute(read) => std::slice::from_ref(read),
            Self::Joint(reads) => reads,
            Self::Action | Self::Suboperation | Self::Taken | Self::Free => &[],
        }
    }
}

/// An attribute that is read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) source: Source,
    /// As first written.
    pub(super) text: String,
    pub(super) info: Option<&'static AttributeInfo>,
    pub(super) arity: Arity,
}

/// How many values an attribute can hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arity {
    /// One.
    One,
    /// A list, which may be empty.
    List,
    /// One or several.
    Either,
}

/// A variable and everything asked of it.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) subject: Subject,
    pub(super) tests: Vec<Test>,
    /// Where it is asked, for saying what stops an answer.
    pub(super) places: Vec<(Span, Side)>,
    /// Why it is not decided, for `Free`.
    pub(super) why: Option<&'static str>,
    /// For `Free`: whether each request gives it a value all the same, which the evaluator finds. A placeholder
    /// has none.
    pub(super) evaluated: bool,
    /// The two attributes that are compared with each other, for a `Free` that is such a comparison.
    pub(super) pair: Option<Pair>,
}

/// Two attributes that are compared with each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// The variable of the attribute on the left.
    pub(super) left: usize,
    /// The variable of the attribute on the right.
    pub(super) right: usize,
    pub(super) base: BaseOperator,
    pub(super) quantifier: Option<Quantifier>,
}

/// Which condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    A,
    B,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Name {
    Action,
    Suboperation,
    Attribute { source: Source, name: String, keys: bool },
    Free(String),
}

/// Reads conditions into formulas over shared variables.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) variables: Vec<Variable>,
    names: HashMap<Name, usize>,
    /// Attributes that are written with `<$key_case_sensitive$>` somewhere, in lower case.
    exact_keys: HashSet<(Source, String)>,
    /// Attributes that are written without it somewhere, in lower case.
    loose_keys: HashSet<(Source, String)>,
}

impl Reader {
    /// A reader for these conditions.
    pub(super) fn new(conditions: &[&Condition]) -> Self {
        let mut reader = Self::default();
        // The action, and then the suboperation, are asked first: they settle most clauses.
        reader.variable(Name::Action, Subject::Action);
        reader.variable(Name::Suboperation, Subject::Suboperation);
        for root in conditions.iter().filter_map(|condition| condition.root.as_ref()) {
            root.walk(&mut |expr| match &expr.kind {
                ExprKind::Exists(attribute) => reader.note(attribute),
                ExprKind::Comparison(comparison) => {
                    for side in [&comparison.left, &comparison.right] {
                        if let Operand::Attribute(attribute) = side {
                            reader.note(attribute);
                        }
                    }
                }
                _ => {}
            });
        }
        reader
    }

    fn note(&mut self, attribute: &Attribute) {
        let Some(source) = attribute.source else { return };
        let name = (source, attribute.base().to_ascii_lowercase());
        match attribute.suffix {
            Suffix::KeyCaseSensitive => self.exact_keys.insert(name),
            Suffix::None => self.loose_keys.insert(name),
            Suffix::Keys => false,
        };
    }

    /// Reads a condition, AND binding tighter than OR.
    pub(super) fn condition(&mut self, condition: &Condition, side: Side) -> Formula {
        match &condition.root {
            Some(root) => Walk { reader: self, text: &condition.text, side }.expr(root),
            None => Walk { reader: self, text: &condition.text, side }.free(
                Span::new(0, condition.text.len()),
                "there is no expression that could be understood".into(),
            ),
        }
    }

    /// The same, mixed AND and OR read as written, one after the other.
    pub(super) fn left_to_right(&mut self, condition: &Condition, side: Side) -> Formula {
        match &condition.root {
            Some(root) => Walk { reader: self, text: &condition.text, side }.in_order(root),
            None => self.condition(condition, side),
        }
    }

    fn variable(&mut self, name: Name, subject: Subject) -> usize {
        *self.names.entry(name).or_insert_with(|| {
            self.variables.push(Variable {
                subject,
                tests: Vec::new(),
                places: Vec::new(),
                why: None,
                evaluated: false,
                pair: None,
            });
            self.variables.len() - 1
        })
    }

    fn test(&mut self, variable: usize, test: Test, place: (Span, Side)) -> Formula {
        let Some(asked) = self.variables.get_mut(variable) else { return Formula::Always(Truth::Unknown) };
        asked.places.push(place);
        let number = asked.tests.iter().position(|known| *known == test).unwrap_or_else(|| {
            asked.tests.push(test);
            asked.tests.len() - 1
        });
        Formula::Test { variable, test: number }
    }
}

/// One walk over one condition.
struct Walk<'a> {
    reader: &'a mut Reader,
    text: &'a str,
    side: Side,
}

impl Walk<'_> {
    fn expr(&mut self, expr: &Expr) -> Formula {
        match &expr.kind {
            ExprKind::Logical { connector, operands, .. } => {
                let operands = operands.iter().map(|operand| self.expr(operand)).collect();
                match connector {
                    Connector::And => Formula::And(operands),
                    Connector::Or => Formula::Or(operands),
                }
            }
            ExprKind::Not { operand, .. } => Formula::Not(Box::new(self.expr(operand))),
            ExprKind::Group(inner) => self.expr(inner),
            _ => self.leaf(expr),
        }
    }

    fn in_order(&mut self, expr: &Expr) -> Formula {
        match &expr.kind {
            ExprKind::Logical { .. } => self.level(expr, None),
            ExprKind::Not { operand, .. } => Formula::Not(Box::new(self.in_order(operand))),
            ExprKind::Group(inner) => self.in_order(inner),
            _ => self.leaf(expr),
        }
    }

    /// Folds one level from the left; `before` is what stands in front of it.
    fn level(&mut self, expr: &Expr, before: Option<(Formula, Connector)>) -> Formula {
        let ExprKind::Logical { connector, operands, .. } = &expr.kind else {
            let here = self.in_order(expr);
            return match before {
                None => here,
                Some((left, Connector::And)) => Formula::And(vec![left, here]),
                Some((left, Connector::Or)) => Formula::Or(vec![left, here]),
            };
        };
        let mut value = before;
        for operand in operands {
            value = Some((self.level(operand, value.take()), *connector));
        }
        value.map_or(Formula::Always(Truth::Unknown), |(formula, _)| formula)
    }

    fn leaf(&mut self, expr: &Expr) -> Formula {
        let place = (expr.span, self.side);
        match &expr.kind {
            ExprKind::ActionMatches(patterns) => {
                let probes = patterns.iter().map(|p| Probe::action(&p.value)).collect();
                let variable = self.reader.variable(Name::Action, Subject::Action);
                self.reader.test(variable, Test::one_of(probes), place)
            }
            ExprKind::SubOperationMatches(names) => {
                let probes = names.iter().map(|n| Probe::action_text(&n.value)).collect();
                let variable = self.reader.variable(Name::Suboperation, Subject::Suboperation);
                self.reader.test(variable, Test::one_of(probes), place)
            }
            ExprKind::Exists(attribute) => match self.attribute(attribute) {
                Ok(variable) => self.reader.test(variable, Test::Exists, place),
                Err(stop) => self.free(expr.span, stop),
            },
            ExprKind::Comparison(comparison) => self.comparison(comparison, expr.span),
            ExprKind::Placeholder => self.free(expr.span, PLACEHOLDER.into()),
            _ => self.free(expr.span, "this could not be understood".into()),
        }
    }

    /// A part that may take any value. The same text is the same part in both conditions, but for `%s` and the
    /// like, which stand for another value each time.
    fn free(&mut self, span: Span, stop: Stop) -> Formula {
        let text = span.of(self.text);
        let own = text.is_empty() || text.contains('%');
        let name = if own { format!("{:?} {span:?} {text}", self.side) } else { text.to_owned() };
        let variable = self.reader.variable(Name::Free(name), Subject::Free);
        if let Some(free) = self.reader.variables.get_mut(variable) {
            free.why = Some(stop.why);
            free.evaluated = stop.evaluated;
        }
        self.reader.test(variable, Test::Free, (span, self.side))
    }

    fn comparison(&mut self, comparison: &Comparison, span: Span) -> Formula {
        match self.one_variable(comparison) {
            Ok(Asked::Of(variable, test)) => self.reader.test(variable, test, (span, self.side)),
            Ok(Asked::Nothing(truth)) => Formula::Always(truth),
            Err(stop) => {
                if let Some(parts) = self.each_literal(comparison, span) {
                    return parts;
                }
                let pair = self.pair(comparison);
                let formula = self.free(span, stop);
                if let Formula::Test { variable, .. } = formula
                    && let Some(free) = self.reader.variables.get_mut(variable)
                {
                    free.pair = pair;
                }
                formula
            }
        }
    }

    fn pair(&mut self, comparison: &Comparison) -> Option<Pair> {
        let (Operand::Attribute(left), Operand::Attribute(right)) = (&comparison.left, &comparison.right)
        else {
            return None;
        };
        let operator = &comparison.operator;
        if operator.quantified && operator.quantifier.is_none() {
            return None;
        }
        let (left, right) = (self.attribute(left).ok()?, self.attribute(right).ok()?);
        Some(Pair { left, right, base: operator.base?, quantifier: operator.quantifier })
    }

    /// `{'a', 'b'} ForAllOfAnyValues:… @list` is the same for `{'a'}` and for `{'b'}`, and one value on the left
    /// can be turned around; with `ForAnyOfAllValues`, for one of them.
    fn each_literal(&mut self, comparison: &Comparison, span: Span) -> Option<Formula> {
        let (Operand::Set(set), Operand::Attribute(_)) = (&comparison.left, &comparison.right) else {
            return None;
        };
        let every = match comparison.operator.quantifier? {
            Quantifier::ForAllOfAnyValues => true,
            Quantifier::ForAnyOfAllValues => false,
            _ => return None,
        };
        if set.items.is_empty() {
            return None;
        }
        let alike = if every { Quantifier::ForAnyOfAnyValues } else { Quantifier::ForAllOfAllValues };
        let mut parts = Vec::with_capacity(set.items.len());
        for item in &set.items {
            let mut one = comparison.clone();
            one.left = Operand::Literal(item.clone());
            one.operator.quantifier = Some(alike);
            match self.one_variable(&one).ok()? {
                Asked::Of(variable, test) => {
                    parts.push(self.reader.test(variable, test, (span, self.side)));
                }
                Asked::Nothing(truth) => parts.push(Formula::Always(truth)),
            }
        }
        Some(if every { Formula::And(parts) } else { Formula::Or(parts) })
    }

    fn one_variable(&mut self, comparison: &Comparison) -> Result<Asked, Stop> {
        let operator = &comparison.operator;
        let base = operator.base.ok_or("the operator is not one of the language")?;
        if operator.quantified && operator.quantifier.is_none() {
            return Err("the quantifier is not one of the language".into());
        }
        match (&comparison.left, &comparison.right) {
            (Operand::Attribute(_), Operand::Attribute(_)) => {
                Err(Stop::evaluated("two attributes are compared with each other"))
            }
            (Operand::Placeholder(_), _) | (_, Operand::Placeholder(_)) => Err(PLACEHOLDER.into()),
            (Operand::Error(_), _) | (_, Operand::Error(_)) => Err("one side could not be understood".into()),
            (Operand::Attribute(attribute), literals) => {
                let variable = self.attribute(attribute)?;
                let probes = items(literals, operator.quantifier)?
                    .iter()
                    .map(|literal| Probe::new(base, &literal.value))
                    .collect();
                Ok(Asked::Of(variable, Test::new(operator.quantifier, base.negated(), probes)))
            }
            (literals, Operand::Attribute(attribute)) => {
                let variable = self.attribute(attribute)?;
                let arity = match self.reader.variables.get(variable).map(|v| &v.subject) {
                    Some(Subject::Attribute(read)) => read.arity,
                    _ => Arity::One,
                };
                // On the left a list of values is asked first; with one value on the right the order is the same.
                let quantifier = match operator.quantifier {
                    Some(Quantifier::ForAllOfAnyValues) => Some(Quantifier::ForAnyOfAllValues),
                    Some(Quantifier::ForAnyOfAllValues) => Some(Quantifier::ForAllOfAnyValues),
                    same => same,
                };
                if quantifier != operator.quantifier && arity != Arity::One {
                    return Err(Stop::evaluated("the list of values stands on the right of this quantifier"));
                }
                let probes = items(literals, operator.quantifier)?
                    .iter()
                    .map(|literal| Probe::mirrored(base, &literal.value))
                    .collect::<Option<Vec<_>>>()
                    .ok_or(Stop::evaluated(
                        "the attribute stands on the right of an operator that cannot be turned around",
                    ))?;
                Ok(Asked::Of(variable, Test::new(quantifier, base.negated(), probes)))
            }
            (left, right) => {
                let probes = items(right, operator.quantifier)?
                    .iter()
                    .map(|literal| Probe::new(base, &literal.value))
                    .collect();
                let test = Test::new(operator.quantifier, base.negated(), probes);
                let values: Vec<Scalar> =
                    items(left, operator.quantifier)?.iter().filter_map(|l| scalar(&l.value)).collect();
                let value = match (values.first(), operator.quantifier) {
                    (Some(only), None) => Value::One(only.clone()),
                    _ => Value::Many(values),
                };
                Ok(Asked::Nothing(test.truth(Some(&value))))
            }
        }
    }

    fn attribute(&mut self, attribute: &Attribute) -> Result<usize, Stop> {
        let source = attribute.source.ok_or("the attribute's source is not one of the four")?;
        if placeholder::contains(attribute.base()) {
            return Err(PLACEHOLDER.into());
        }
        let lower = attribute.base().to_ascii_lowercase();
        let spelled = (source, lower.clone());
        if self.reader.exact_keys.contains(&spelled) && self.reader.loose_keys.contains(&spelled) {
            return Err(Stop::evaluated("the same key is written with and without `<$key_case_sensitive$>`"));
        }
        let name = match (attribute.suffix, attribute.base().rfind(':')) {
            (Suffix::KeyCaseSensitive, Some(colon)) => {
                let (path, key) = attribute.base().split_at_checked(colon).unwrap_or((attribute.base(), ""));
                format!("{}{key}", path.to_ascii_lowercase())
            }
            // Both names of a container are one attribute, as they are to the evaluator.
            _ => match attributes::other_spelling(&lower) {
                Some(other) if other.len() < lower.len() => other.to_ascii_lowercase(),
                _ => lower,
            },
        };
        let name = Name::Attribute { source, name, keys: attribute.suffix == Suffix::Keys };
        Ok(self.reader.variable(name, Subject::Attribute(Box::new(Read::of(source, attribute)))))
    }
}

impl Read {
    fn of(source: Source, attribute: &Attribute) -> Self {
        let info = attributes::find(attribute);
        let arity = match info {
            _ if attribute.suffix == Suffix::Keys => Arity::List,
            Some(info) if info.value_type == ValueType::StringList => Arity::List,
            Some(info) if !info.single_valued => Arity::Either,
            _ => Arity::One,
        };
        Self { source, text: attribute.text.clone(), info, arity }
    }
}

const PLACEHOLDER: &str = "a placeholder stands here, and its value is not known";

/// Why a part is not a test of one variable.
#[derive(Clone, Copy)]
struct Stop {
    why: &'static str,
    evaluated: bool,
}

impl Stop {
    /// The part has a value for each request.
    fn evaluated(why: &'static str) -> Self {
        Self { why, evaluated: true }
    }
}

impl From<&'static str> for Stop {
    /// The part cannot be read.
    fn from(why: &'static str) -> Self {
        Self { why, evaluated: false }
    }
}

enum Asked {
    /// One test of one variable.
    Of(usize, Test),
    /// Both sides are written out.
    Nothing(Truth),
}

/// The values of a side that is written out.
fn items(operand: &Operand, quantifier: Option<Quantifier>) -> Result<&[Literal], Stop> {
    let items = match operand {
        Operand::Literal(literal) => std::slice::from_ref(literal),
        Operand::Set(_) if quantifier.is_none() => {
            return Err("the operator compares one value, and a list stands here".into());
        }
        Operand::Set(set) => &set.items,
        _ => return Err("one side could not be understood".into()),
    };
    for item in items {
        match item.value {
            LiteralValue::Placeholder => return Err(PLACEHOLDER.into()),
            LiteralValue::Error => return Err("one value could not be understood".into()),
            _ => {}
        }
    }
    Ok(items)
}

fn scalar(value: &LiteralValue) -> Option<Scalar> {
    Some(match value {
        LiteralValue::String(text) => Scalar::String(text.clone()),
        LiteralValue::Integer(number) => Scalar::Integer(*number),
        LiteralValue::Boolean(value) => Scalar::Boolean(*value),
        LiteralValue::Guid(guid) => Scalar::String(Guid::to_string(guid)),
        LiteralValue::Placeholder | LiteralValue::Error => return None,
    })
}
