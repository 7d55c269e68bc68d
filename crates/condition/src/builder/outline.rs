//! The clauses and rows of a parsed condition, as borrowed pieces of its tree with stable numbers.
//!
//! The visual model shows this, and edits find their places in it. Numbers count nodes from the top, so one
//! text always has the same; anything that fits no form becomes a piece of code, so nothing is left out.

use crate::builder::model::ClauseKind;
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, Comparison, Condition, Connector, Dialect, Expr, ExprKind, StringLiteral,
};
use crate::syntax::token::TokenKind;

/// Neighbours joined by one connector: a whole level of the tree, a part of one, or a single expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level<'a> {
    pub(super) connector: Connector,
    pub(super) operands: &'a [Expr],
    /// One fewer than operands.
    pub(super) connectors: &'a [Span],
}

impl<'a> Level<'a> {
    fn single(expr: &'a Expr) -> Self {
        Self { connector: Connector::And, operands: std::slice::from_ref(expr), connectors: &[] }
    }

    /// Everything from the first to the last operand.
    pub(super) fn span(&self) -> Span {
        match (self.operands.first(), self.operands.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

/// The clauses of one text.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) clauses: Vec<ClauseNode<'a>>,
}

#[derive(Debug)]
pub(super) struct ClauseNode<'a> {
    pub(super) id: u32,
    pub(super) span: Span,
    pub(super) kind: ClauseKind,
    /// The clause among those joined with it; `None` for the only one and for code outside the tree.
    pub(super) home: Option<(Level<'a>, usize)>,
    pub(super) guard: Option<Guard<'a>>,
    pub(super) expression: Option<TreeNode<'a>>,
}

/// The half of a clause that names its actions.
#[derive(Debug)]
pub(super) struct Guard<'a> {
    /// With its parentheses, if it has its own.
    pub(super) expr: &'a Expr,
    pub(super) tests: Vec<GuardTest<'a>>,
}

/// `!(ActionMatches{'…'} AND NOT SubOperationMatches{'…'})`
#[derive(Debug)]
pub(super) struct GuardTest<'a> {
    pub(super) id: u32,
    pub(super) span: Span,
    pub(super) action: &'a str,
    pub(super) suboperation: Option<&'a str>,
    pub(super) suboperation_negated: bool,
}

/// A row or group.
#[derive(Debug)]
pub(super) struct TreeNode<'a> {
    pub(super) id: u32,
    /// What is shown: without parentheses that only surround a row.
    pub(super) span: Span,
    /// The place it takes among its neighbours, all parentheses included.
    pub(super) outer: Span,
    pub(super) negation: Option<Negation>,
    pub(super) kind: TreeKind<'a>,
}

/// A `NOT` and where that which it negates begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Negation {
    pub(super) operator: Span,
    pub(super) operand: Span,
}

#[derive(Debug)]
pub(super) enum TreeKind<'a> {
    Group { level: Level<'a>, parenthesized: bool, children: Vec<TreeNode<'a>> },
    Comparison(&'a Comparison),
    Exists(&'a Attribute),
    Action { suboperation: bool, value: &'a StringLiteral },
    Code(&'static str),
}

impl<'a> Outline<'a> {
    pub(super) fn of(condition: &'a Condition) -> Self {
        let mut builder = Numbering { next: 0 };
        let mut clauses = Vec::new();
        if let Some(root) = &condition.root {
            builder.clauses(root, None, &mut clauses);
        }
        if condition.dialect == Dialect::V1 {
            let whole = Span::new(0, condition.text.len());
            clauses.push(builder.code(whole, "version 1 of the language, which is read-only"));
        } else {
            for span in lost(condition, &clauses) {
                clauses.push(builder.code(span, "not understood where it stands"));
            }
        }
        Self { clauses }
    }
}

/// Hands out numbers.
struct Numbering {
    next: u32,
}

impl Numbering {
    fn id(&mut self) -> u32 {
        let id = self.next;
        self.next += 1;
        id
    }

    fn code<'a>(&mut self, span: Span, why: &'static str) -> ClauseNode<'a> {
        let id = self.id();
        let code = TreeNode { id: self.id(), span, outer: span, negation: None, kind: TreeKind::Code(why) };
        ClauseNode { id, span, kind: ClauseKind::Code, home: None, guard: None, expression: Some(code) }
    }

    fn clauses<'a>(
        &mut self,
        expr: &'a Expr,
        home: Option<(Level<'a>, usize)>,
        into: &mut Vec<ClauseNode<'a>>,
    ) {
        let bare = expr.ungrouped();
        let halves = match &bare.kind {
            ExprKind::Logical { connector: Connector::Or, operands, connectors } => {
                operands.split_first().filter(|(first, _)| is_guard(first)).map(|(first, rest)| {
                    let connectors = connectors.get(1..).unwrap_or(&[]);
                    (first, Some(Level { connector: Connector::Or, operands: rest, connectors }))
                })
            }
            _ if is_guard(bare) && !holds_grouped(bare) => Some((bare, None)),
            _ => None,
        };
        if let Some((guard, rest)) = halves {
            let id = self.id();
            let guard = self.guard(guard);
            let expression = rest.map(|rest| match rest.operands {
                [only] => self.node(only),
                _ => self.loose_group(rest),
            });
            let kind = if expression.is_some() { ClauseKind::Guarded } else { ClauseKind::Block };
            into.push(ClauseNode { id, span: expr.span, kind, home, guard: Some(guard), expression });
            return;
        }
        if let ExprKind::Logical { connector: Connector::And, operands, connectors } = &bare.kind
            && operands.iter().any(holds_clause)
        {
            let level = Level { connector: Connector::And, operands, connectors };
            for (i, operand) in operands.iter().enumerate() {
                self.clauses(operand, Some((level, i)), into);
            }
            return;
        }
        let id = self.id();
        let node = self.node(expr);
        let kind = if matches!(node.kind, TreeKind::Code(_)) { ClauseKind::Code } else { ClauseKind::Bare };
        into.push(ClauseNode { id, span: expr.span, kind, home, guard: None, expression: Some(node) });
    }

    fn guard<'a>(&mut self, expr: &'a Expr) -> Guard<'a> {
        let mut parts = Vec::new();
        guard_parts(expr, &mut parts);
        let tests = parts.into_iter().filter_map(|part| test(part)).map(|parts| GuardTest {
            id: self.id(),
            span: parts.0,
            action: parts.1,
            suboperation: parts.2.map(|(name, _)| name),
            suboperation_negated: parts.2.is_some_and(|(_, negated)| negated),
        });
        Guard { expr, tests: tests.collect() }
    }

    fn node<'a>(&mut self, expr: &'a Expr) -> TreeNode<'a> {
        let id = self.id();
        let bare = expr.ungrouped();
        let grouped = matches!(expr.kind, ExprKind::Group(_));
        let ExprKind::Not { operator, operand } = &bare.kind else {
            let kind = self.kind(bare, grouped);
            let span = if matches!(kind, TreeKind::Group { .. }) { expr.span } else { bare.span };
            return TreeNode { id, span, outer: expr.span, negation: None, kind };
        };
        let inner = operand.ungrouped();
        let parenthesized = matches!(operand.kind, ExprKind::Group(_));
        let kind = if matches!(inner.kind, ExprKind::Not { .. }) {
            TreeKind::Group { level: Level::single(inner), parenthesized, children: vec![self.node(inner)] }
        } else {
            self.kind(inner, parenthesized)
        };
        let negation = Some(Negation { operator: *operator, operand: operand.span });
        TreeNode { id, span: bare.span, outer: expr.span, negation, kind }
    }

    /// The rest of a level whose first operand is the guard.
    fn loose_group<'a>(&mut self, level: Level<'a>) -> TreeNode<'a> {
        let id = self.id();
        let children = level.operands.iter().map(|operand| self.node(operand)).collect();
        let kind = TreeKind::Group { level, parenthesized: false, children };
        TreeNode { id, span: level.span(), outer: level.span(), negation: None, kind }
    }

    fn kind<'a>(&mut self, bare: &'a Expr, parenthesized: bool) -> TreeKind<'a> {
        match &bare.kind {
            ExprKind::Logical { connector, operands, connectors } => TreeKind::Group {
                level: Level { connector: *connector, operands, connectors },
                parenthesized,
                children: operands.iter().map(|operand| self.node(operand)).collect(),
            },
            ExprKind::ActionMatches(values) | ExprKind::SubOperationMatches(values) => {
                match values.as_slice() {
                    [value] => TreeKind::Action {
                        suboperation: matches!(bare.kind, ExprKind::SubOperationMatches(_)),
                        value,
                    },
                    _ => TreeKind::Code("names several actions at once"),
                }
            }
            ExprKind::Exists(attribute) => TreeKind::Exists(attribute),
            ExprKind::Comparison(comparison) => TreeKind::Comparison(comparison),
            ExprKind::Placeholder => TreeKind::Code("stands for text that another tool fills in"),
            // Groups and negations were taken off by the caller.
            ExprKind::Error | ExprKind::Group(_) | ExprKind::Not { .. } => TreeKind::Code("not understood"),
        }
    }
}

/// Negated action tests, joined with AND.
fn is_guard(expr: &Expr) -> bool {
    match &expr.ungrouped().kind {
        ExprKind::Logical { connector: Connector::And, operands, .. } => operands.iter().all(is_guard),
        _ => test(expr).is_some(),
    }
}

/// Whether some part of a conjunction has parentheses of its own, as a clause has.
fn holds_grouped(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Logical { operands, .. } => operands.iter().any(|o| matches!(o.kind, ExprKind::Group(_))),
        _ => false,
    }
}

fn guard_parts<'a>(expr: &'a Expr, into: &mut Vec<&'a Expr>) {
    match &expr.ungrouped().kind {
        ExprKind::Logical { connector: Connector::And, operands, .. } => {
            operands.iter().for_each(|operand| guard_parts(operand, into));
        }
        _ => into.push(expr),
    }
}

/// Place, action, and suboperation with its negation.
type TestParts<'a> = (Span, &'a str, Option<(&'a str, bool)>);

fn test(expr: &Expr) -> Option<TestParts<'_>> {
    let bare = expr.ungrouped();
    let ExprKind::Not { operand, .. } = &bare.kind else { return None };
    let inner = operand.ungrouped();
    if let Some(action) = action(inner) {
        return Some((bare.span, action, None));
    }
    let ExprKind::Logical { connector: Connector::And, operands, .. } = &inner.kind else { return None };
    let [first, second] = operands.as_slice() else { return None };
    let parts = action(first).zip(suboperation(second)).or_else(|| action(second).zip(suboperation(first)));
    parts.map(|(action, suboperation)| (bare.span, action, Some(suboperation)))
}

fn action(expr: &Expr) -> Option<&str> {
    match &expr.ungrouped().kind {
        ExprKind::ActionMatches(values) => only(values),
        _ => None,
    }
}

fn suboperation(expr: &Expr) -> Option<(&str, bool)> {
    match &expr.ungrouped().kind {
        ExprKind::SubOperationMatches(values) => only(values).map(|name| (name, false)),
        ExprKind::Not { operand, .. } => match &operand.ungrouped().kind {
            ExprKind::SubOperationMatches(values) => only(values).map(|name| (name, true)),
            _ => None,
        },
        _ => None,
    }
}

fn only(values: &[StringLiteral]) -> Option<&str> {
    match values {
        [one] => Some(&one.value),
        _ => None,
    }
}

/// Whether a clause with a guard stands here or in a conjunction here.
fn holds_clause(expr: &Expr) -> bool {
    match &expr.ungrouped().kind {
        ExprKind::Logical { connector: Connector::Or, operands, .. } => {
            operands.first().is_some_and(is_guard)
        }
        ExprKind::Logical { operands, .. } => operands.iter().any(holds_clause),
        _ => test(expr).is_some(),
    }
}

/// Runs of tokens that recovery from a mistake left out of the tree.
fn lost(condition: &Condition, clauses: &[ClauseNode]) -> Vec<Span> {
    let mut known: Vec<Span> = Vec::new();
    for clause in clauses {
        known.extend(clause.guard.iter().flat_map(|g| &g.tests).map(|t| t.span));
        if let Some(expression) = &clause.expression {
            leaves(expression, &mut known);
        }
    }
    known.sort_unstable();
    let mut runs: Vec<Span> = Vec::new();
    let mut open = false;
    let mut known = known.into_iter().peekable();
    for token in &condition.tokens {
        let joins = matches!(
            token.kind,
            TokenKind::LeftParen | TokenKind::RightParen | TokenKind::And | TokenKind::Or | TokenKind::Not
        );
        if joins || token.kind.is_trivia() {
            continue;
        }
        while known.next_if(|span| span.end <= token.span.start).is_some() {}
        if known.peek().is_some_and(|span| span.contains(token.span)) {
            open = false;
        } else if let Some(run) = runs.last_mut().filter(|_| open) {
            *run = run.to(token.span);
        } else {
            runs.push(token.span);
            open = true;
        }
    }
    runs
}

fn leaves(node: &TreeNode, into: &mut Vec<Span>) {
    match &node.kind {
        TreeKind::Group { children, .. } => children.iter().for_each(|child| leaves(child, into)),
        _ => into.push(node.span),
    }
}
