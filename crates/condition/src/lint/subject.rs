//! The tree as the rules ask about it: clauses with the actions they target, and every use of an attribute
//! with where it stands. Made in one walk.

use crate::facts::action_matches;
use crate::lint::attributes;
use crate::lint::context::Context;
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, Comparison, Condition, Connector, Expr, ExprKind, Literal, LiteralValue, Operand,
    StringLiteral,
};

/// One condition, prepared for the rules.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) condition: &'a Condition,
    pub(crate) context: &'a Context<'a>,
    pub(crate) clauses: Vec<Clause<'a>>,
    pub(crate) uses: Vec<Use<'a>>,
    /// `ActionMatches` and `SubOperationMatches` that guard nothing.
    pub(crate) stray_tests: Vec<&'a Expr>,
    /// Whether some part could not be understood, or is filled in by a host language.
    pub(crate) has_unknown_part: bool,
}

/// `!(ActionMatches{…}) OR (…)`: what holds for some actions.
#[derive(Debug)]
pub(crate) struct Clause<'a> {
    pub(crate) expr: &'a Expr,
    /// The parentheses directly around it, if there are any.
    pub(crate) group: Option<&'a Expr>,
    pub(crate) targets: Vec<Target<'a>>,
    /// Whether the condition as a whole asks for it: it stands under AND only.
    pub(crate) top: bool,
}

/// One `!(ActionMatches{…} …)` of a guard.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    /// The negation, from its `!` on.
    pub(crate) negation: &'a Expr,
    /// The `ActionMatches{…}` itself.
    pub(crate) test: &'a Expr,
    pub(crate) action: &'a StringLiteral,
    pub(crate) suboperation: Option<Suboperation<'a>>,
    /// Whether the negation itself is the operand of the clause's OR.
    pub(crate) alone_in_or: bool,
}

/// The suboperation test beside an action.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suboperation<'a> {
    pub(crate) name: &'a str,
    pub(crate) negated: bool,
}

/// One use of attributes: a comparison or an `Exists`.
#[derive(Debug)]
pub(crate) struct Use<'a> {
    pub(crate) expr: &'a Expr,
    pub(crate) form: Form<'a>,
    /// The innermost clause around it.
    pub(crate) clause: Option<usize>,
    /// Whether a NOT stands above it, inside its clause.
    pub(crate) under_not: bool,
    /// Whether it is one of several alternatives, inside its clause.
    pub(crate) under_or: bool,
}

/// The two forms of use.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form<'a> {
    Comparison(&'a Comparison),
    Exists(&'a Attribute),
}

impl<'a> Subject<'a> {
    pub(crate) fn new(condition: &'a Condition, context: &'a Context<'a>) -> Self {
        let mut subject = Subject {
            condition,
            context,
            clauses: Vec::new(),
            uses: Vec::new(),
            stray_tests: Vec::new(),
            has_unknown_part: false,
        };
        if let Some(root) = &condition.root {
            subject.visit(
                root,
                Place { group: None, clause: None, top: true, under_not: false, under_or: false },
            );
        }
        subject
    }

    /// The text as written.
    pub(crate) fn text(&self) -> &'a str {
        &self.condition.text
    }

    /// All comparisons, with where they stand.
    pub(crate) fn comparisons(&self) -> impl Iterator<Item = (&Use<'a>, &'a Comparison)> {
        self.uses.iter().filter_map(|u| match u.form {
            Form::Comparison(c) => Some((u, c)),
            Form::Exists(_) => None,
        })
    }

    /// All attributes, with the use they stand in; placeholders left out.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&Use<'a>, &'a Attribute)> {
        let dialect = self.condition.dialect;
        self.uses
            .iter()
            .flat_map(|u| u.attributes().into_iter().flatten().map(move |a| (u, a)))
            .filter(move |(_, a)| !attributes::is_placeholder(a, dialect))
    }

    /// The clause around a use.
    pub(crate) fn clause_of(&self, at: &Use<'a>) -> Option<&Clause<'a>> {
        self.clauses.get(at.clause?)
    }

    /// Whether some clause targets the action.
    pub(crate) fn targets(&self, action: &str) -> bool {
        self.clauses.iter().any(|c| c.targets(action))
    }

    /// The white space before a place, if nothing else stands before it on its line and the text has several.
    pub(crate) fn line_indent(&self, place: usize) -> Option<&'a str> {
        let before = self.text().get(..place)?;
        let start = before.rfind('\n')? + 1;
        let indent = before.get(start..)?;
        indent.bytes().all(|b| matches!(b, b' ' | b'\t')).then_some(indent)
    }

    fn visit(&mut self, expr: &'a Expr, place: Place<'a>) {
        let alone = Place { group: None, ..place };
        match &expr.kind {
            ExprKind::Group(inner) => self.visit(inner, Place { group: Some(expr), ..place }),
            ExprKind::Logical { connector: Connector::And, operands, .. } => {
                operands.iter().for_each(|e| self.visit(e, alone));
            }
            ExprKind::Logical { connector: Connector::Or, operands, .. } => {
                self.visit_or(expr, operands, place);
            }
            ExprKind::Not { operand, .. } => match guard(expr) {
                Some(targets) if place.top => {
                    self.clauses.push(Clause { expr, group: place.group, targets, top: true });
                }
                _ => self.visit(operand, Place { top: false, under_not: true, ..alone }),
            },
            ExprKind::ActionMatches(_) | ExprKind::SubOperationMatches(_) => self.stray_tests.push(expr),
            ExprKind::Exists(attribute) => self.push(expr, Form::Exists(attribute), place),
            ExprKind::Comparison(comparison) => self.push(expr, Form::Comparison(comparison), place),
            ExprKind::Placeholder | ExprKind::Error => self.has_unknown_part = true,
        }
    }

    fn visit_or(&mut self, expr: &'a Expr, operands: &'a [Expr], place: Place<'a>) {
        let mut guards = operands.iter().filter_map(|o| guard(o).map(|targets| (o, targets)));
        match (guards.next(), guards.next()) {
            (Some((guard, mut targets)), None) if !place.under_not => {
                for target in &mut targets {
                    target.alone_in_or = std::ptr::eq(target.negation, guard);
                }
                let body: Vec<&Expr> = operands.iter().filter(|o| !std::ptr::eq(*o, guard)).collect();
                let index = self.clauses.len();
                let inner = Place {
                    clause: Some(index),
                    group: None,
                    top: false,
                    under_not: false,
                    under_or: body.len() > 1,
                };
                self.clauses.push(Clause { expr, group: place.group, targets, top: place.top });
                body.into_iter().for_each(|e| self.visit(e, inner));
            }
            _ => {
                let inner = Place { group: None, top: false, under_or: true, ..place };
                operands.iter().for_each(|e| self.visit(e, inner));
            }
        }
    }

    fn push(&mut self, expr: &'a Expr, form: Form<'a>, place: Place<'a>) {
        let Place { clause, under_not, under_or, .. } = place;
        self.uses.push(Use { expr, form, clause, under_not, under_or });
    }
}

#[derive(Clone, Copy)]
struct Place<'a> {
    group: Option<&'a Expr>,
    clause: Option<usize>,
    top: bool,
    under_not: bool,
    under_or: bool,
}

impl Clause<'_> {
    /// Whether it targets the action, in some suboperation.
    pub(crate) fn targets(&self, action: &str) -> bool {
        self.targets.iter().any(|t| t.covers(action))
    }

    /// Whether it targets this action and nothing else.
    pub(crate) fn targets_only(&self, action: &str) -> bool {
        !self.targets.is_empty() && self.targets.iter().all(|t| t.action.value.eq_ignore_ascii_case(action))
    }
}

impl Target<'_> {
    /// Whether its pattern matches the action.
    pub(crate) fn covers(&self, action: &str) -> bool {
        action_matches(&self.action.value, action)
    }
}

impl<'a> Use<'a> {
    /// The attributes it reads.
    pub(crate) fn attributes(&self) -> [Option<&'a Attribute>; 2] {
        match self.form {
            Form::Exists(attribute) => [Some(attribute), None],
            Form::Comparison(c) => [attributes::of(&c.left), attributes::of(&c.right)],
        }
    }
}

/// The single values on one side of a comparison.
pub(crate) fn literals(operand: &Operand) -> &[Literal] {
    match operand {
        Operand::Literal(literal) => std::slice::from_ref(literal),
        Operand::Set(set) => &set.items,
        _ => &[],
    }
}

/// The texts on one side of a comparison, with their places, quotes included.
pub(crate) fn texts(operand: &Operand) -> impl Iterator<Item = (Span, &str)> {
    literals(operand).iter().filter_map(|l| match &l.value {
        LiteralValue::String(text) => Some((l.span, text.as_str())),
        _ => None,
    })
}

/// The actions whose absence an expression asks for: `!(A)`, `!(A AND SubOperationMatches{…})`,
/// `!(A) AND !(B)`, `!(A OR B)`.
fn guard(expr: &Expr) -> Option<Vec<Target<'_>>> {
    let expr = expr.ungrouped();
    match &expr.kind {
        ExprKind::Logical { connector: Connector::And, operands, .. } => {
            let mut all = Vec::new();
            for operand in operands {
                all.extend(guard(operand)?);
            }
            Some(all)
        }
        ExprKind::Not { operand, .. } => negated_tests(expr, operand.ungrouped()),
        _ => None,
    }
}

fn negated_tests<'a>(negation: &'a Expr, inner: &'a Expr) -> Option<Vec<Target<'a>>> {
    let targets = |test: &'a Expr, actions: &'a [StringLiteral], suboperation| {
        actions
            .iter()
            .map(|action| Target { negation, test, action, suboperation, alone_in_or: false })
            .collect::<Vec<_>>()
    };
    match &inner.kind {
        ExprKind::ActionMatches(actions) => Some(targets(inner, actions, None)),
        ExprKind::Logical { connector: Connector::Or, operands, .. } => {
            let mut all = Vec::new();
            for operand in operands {
                all.extend(negated_tests(negation, operand.ungrouped())?);
            }
            Some(all)
        }
        ExprKind::Logical { connector: Connector::And, operands, .. } => {
            let [first, second] = operands.as_slice() else { return None };
            let (first, second) = (first.ungrouped(), second.ungrouped());
            match (&first.kind, &second.kind) {
                (ExprKind::ActionMatches(actions), _) => {
                    Some(targets(first, actions, Some(suboperation(second)?)))
                }
                (_, ExprKind::ActionMatches(actions)) => {
                    Some(targets(second, actions, Some(suboperation(first)?)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn suboperation(expr: &Expr) -> Option<Suboperation<'_>> {
    match &expr.kind {
        ExprKind::SubOperationMatches(names) => {
            names.first().map(|n| Suboperation { name: &n.value, negated: false })
        }
        ExprKind::Not { operand, .. } => {
            let inner = suboperation(operand.ungrouped())?;
            Some(Suboperation { negated: !inner.negated, ..inner })
        }
        // The preview form: `@Request[subOperation] StringEquals 'Blob.List'`.
        ExprKind::Comparison(c) => {
            attributes::of(&c.left).filter(|a| attributes::is(a, attributes::SUBOPERATION))?;
            let negated = c.operator.base?.negated();
            texts(&c.right).next().map(|(_, name)| Suboperation { name, negated })
        }
        _ => None,
    }
}
