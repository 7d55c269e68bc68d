//! A condition in plain sentences, with the names of roles and principals where they are known.
//!
//! One line per clause where it fits, else a list; each line knows the part of the text it is about. What is
//! always or never true is called that, unknown ids stand as they are, and code that was not understood is
//! quoted. A text with mistakes is told as far as it was understood, the mistakes with their places first.

mod words;

use crate::builder::model::{ActionTest, Clause, ClauseKind, Node, model};
use crate::builder::titles::{self, Target};
use crate::diagnostic::Severity;
use crate::facts::Directory;
use crate::span::Span;
use crate::syntax::ast::{Condition, Connector, Dialect};

/// One line; nested lines are about parts of the line above them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far it is nested.
    pub depth: u32,
    /// A sentence, or a part of one at depth 1 and below.
    pub text: String,
    /// The part of the text that it is about.
    pub span: Option<Span>,
}

/// A clause that is longer than this is told as a list.
const ONE_SENTENCE: usize = 220;

/// Tells what a condition means.
#[must_use]
pub fn explain(condition: &Condition, directory: &dyn Directory) -> Vec<Line> {
    let whole = Some(Span::new(0, condition.text.len()));
    let line = |text: &str, span| Line { depth: 0, text: text.to_owned(), span };
    if condition.dialect == Dialect::V1 {
        return vec![
            line(
                "This is version 1 of the condition language, which Azure keeps on old roles. It is shown as it is.",
                whole,
            ),
            Line { depth: 1, text: condition.text.trim().to_owned(), span: whole },
        ];
    }
    let model = model(condition, directory);
    let mut lines = mistakes(condition);
    if model.clauses.is_empty() {
        if lines.is_empty() || condition.text.trim().is_empty() {
            return vec![line("There is no condition: the role is granted without one.", None)];
        }
        lines.push(line("Nothing else in it could be understood.", whole));
        return lines;
    }
    if !lines.is_empty() {
        lines.push(line("What was understood:", whole));
    }
    for clause in &model.clauses {
        let twin = model.clauses.iter().find(|other| Some(other.id) == clause.same_as);
        explain_clause(clause, twin, &mut lines);
    }
    let targeted = |clause: &Clause| matches!(clause.kind, ClauseKind::Guarded | ClauseKind::Block);
    if model.clauses.iter().all(targeted) {
        lines.push(line("Every other action the role grants stays unrestricted.", None));
    } else if model.clauses.iter().any(targeted) && model.clauses.iter().all(|c| c.kind != ClauseKind::Code) {
        lines.push(line("All of this must hold at once.", None));
    }
    lines
}

/// Mistakes beyond these are counted only.
const MOST_MISTAKES: usize = 5;

/// What was not understood, each with its place, under one line that says so.
fn mistakes(condition: &Condition) -> Vec<Line> {
    let errors = || condition.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let count = errors().count();
    if count == 0 {
        return Vec::new();
    }
    let many = if count == 1 { "one mistake".to_owned() } else { format!("{count} mistakes") };
    let told = format!("Azure would refuse this text, which has {many}:");
    let mut lines = vec![Line { depth: 0, text: told, span: errors().next().map(|d| d.span) }];
    for diagnostic in errors().take(MOST_MISTAKES) {
        let place = place(&condition.text, diagnostic.span.start);
        let text = format!("{place}: {}", diagnostic.message);
        lines.push(Line { depth: 1, text, span: Some(diagnostic.span) });
    }
    if let Some(more) = count.checked_sub(MOST_MISTAKES).filter(|more| *more > 0) {
        lines.push(Line { depth: 1, text: format!("and {more} more"), span: None });
    }
    lines
}

/// `line 3, column 5`, in characters from 1.
fn place(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("line {line}, column {column}")
}

fn explain_clause(clause: &Clause, twin: Option<&Clause>, lines: &mut Vec<Line>) {
    let line = |text: String| Line { depth: 0, text, span: Some(clause.span) };
    let when = when(clause);
    let Some(node) = &clause.expression else {
        lines.push(line(format!("{when}: never allowed.")));
        return;
    };
    if let (ClauseKind::Code, Node::Code { text, why, .. }) = (clause.kind, node) {
        if text.trim().is_empty() {
            lines.push(line("An expression is missing; what it demands is not known.".to_owned()));
            return;
        }
        let why = if why == "not understood" { "was not understood" } else { why.as_str() };
        lines.push(line(format!("`{}` {why}; what it demands is not known.", text.trim())));
        return;
    }
    if let Some(twin) = twin.filter(|twin| twin.kind == ClauseKind::Guarded) {
        let doing = doing(twin);
        lines.push(line(format!("{when}: allowed only on the same terms as when {doing}.")));
        return;
    }
    if let Some(sentence) = sentence(node).filter(|s| s.len() <= ONE_SENTENCE) {
        lines.push(line(format!("{when}: allowed only if {sentence}.")));
        return;
    }
    lines.push(line(format!("{when}: allowed only if {}", opening(node))));
    match node {
        Node::Group { children, .. } => children.iter().for_each(|child| part(child, 1, lines)),
        leaf => part(leaf, 1, lines),
    }
}

fn when(clause: &Clause) -> String {
    if clause.kind == ClauseKind::Bare {
        return "For every action the role grants".into();
    }
    format!("When {}", doing(clause))
}

/// `assigning a role`
fn doing(clause: &Clause) -> String {
    let target = |test| -> Target<'_> {
        let ActionTest { action, suboperation, suboperation_negated, .. }: &ActionTest = test;
        Target { action, suboperation: suboperation.as_deref(), negated: *suboperation_negated }
    };
    let targets: Vec<_> = clause.actions.iter().map(target).collect();
    let text = titles::doing(&targets);
    match text.strip_suffix(" roles") {
        Some(verb) => format!("{verb} a role"),
        None => text,
    }
}

/// The whole expression in one breath, where it is one row or rows of one group.
fn sentence(node: &Node) -> Option<String> {
    match node {
        Node::Group { negated: false, connector, children, .. } => {
            let rows = children.iter().map(words::row).collect::<Option<Vec<_>>>()?;
            if rows.len() > 1 && rows.iter().any(|row| row.starts_with(words::NOT_SO)) {
                return None;
            }
            let connector = if *connector == Connector::And { " and " } else { " or " };
            Some(rows.join(connector))
        }
        leaf => words::row(leaf),
    }
}

/// What the lines below have to do with each other.
fn opening(node: &Node) -> &'static str {
    match node {
        Node::Group { negated: false, connector: Connector::And, .. } => "all of this holds:",
        Node::Group { negated: false, connector: Connector::Or, .. } => "at least one of these holds:",
        Node::Group { negated: true, connector: Connector::Or, .. } => "none of these holds:",
        Node::Group { negated: true, children, .. } if children.len() == 1 => "this does not hold:",
        Node::Group { negated: true, .. } => "these do not all hold at once:",
        _ => "this holds:",
    }
}

fn part(node: &Node, depth: u32, lines: &mut Vec<Line>) {
    if let Node::Group { span, children, .. } = node {
        match sentence(node).filter(|s| s.len() <= ONE_SENTENCE) {
            Some(text) => lines.push(Line { depth, text, span: Some(*span) }),
            None => {
                lines.push(Line { depth, text: opening(node).to_owned(), span: Some(*span) });
                children.iter().for_each(|child| part(child, depth + 1, lines));
            }
        }
        return;
    }
    let (Node::Group { span, .. }
    | Node::Comparison { span, .. }
    | Node::Exists { span, .. }
    | Node::Action { span, .. }
    | Node::Code { span, .. }) = node;
    if let Some(text) = words::row(node) {
        lines.push(Line { depth, text, span: Some(*span) });
    }
}

#[cfg(test)]
#[path = "explain_tests.rs"]
mod tests;
