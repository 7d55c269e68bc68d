//! A condition in plain sentences, with the names of roles and principals where they are known.
//!
//! One line per clause where it fits, else a list; each line knows the part of the text it is about. What is
//! always or never true is called that, unknown ids stand as they are, and code that was not understood is
//! quoted.

mod words;

use crate::builder::model::{ActionTest, Clause, ClauseKind, Node, model};
use crate::builder::titles::{self, Target};
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
    if model.clauses.is_empty() {
        return vec![line("There is no condition: the role is granted without one.", None)];
    }
    let mut lines = Vec::new();
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

fn explain_clause(clause: &Clause, twin: Option<&Clause>, lines: &mut Vec<Line>) {
    let line = |text: String| Line { depth: 0, text, span: Some(clause.span) };
    let when = when(clause);
    let Some(node) = &clause.expression else {
        lines.push(line(format!("{when}: never allowed.")));
        return;
    };
    if let (ClauseKind::Code, Node::Code { text, why, .. }) = (clause.kind, node) {
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
