//! Where in the text a node of the model stands, and where a new neighbour of it goes.

use crate::builder::edit::EditError;
use crate::builder::edit::layout;
use crate::builder::model::ClauseKind;
use crate::builder::outline::{ClauseNode, Level, Outline, TreeKind, TreeNode};
use crate::diagnostic::TextEdit;
use crate::span::Span;
use crate::syntax::ast::{Comparison, Condition};

/// A condition with its outline.
pub(super) struct Site<'a> {
    pub(super) condition: &'a Condition,
    pub(super) text: &'a str,
    pub(super) outline: Outline<'a>,
}

/// What has a number.
#[derive(Clone, Copy)]
pub(super) enum Found<'o, 'a> {
    Clause(&'o ClauseNode<'a>),
    /// The action of a clause with this position in its guard.
    Action(&'o ClauseNode<'a>, usize),
    Node(Located<'o, 'a>),
}

/// A row or group with what it stands in.
#[derive(Clone, Copy)]
pub(super) struct Located<'o, 'a> {
    pub(super) node: &'o TreeNode<'a>,
    pub(super) clause: &'o ClauseNode<'a>,
    /// The group around it, and its position there.
    pub(super) parent: Option<(&'o TreeNode<'a>, usize)>,
}

/// Neighbours, and what goes between them and a new one.
pub(super) struct Slot {
    pub(super) items: Vec<Span>,
    pub(super) separator: String,
    /// The only item has no parentheses, and needs some before it gets a neighbour.
    wrap: bool,
}

impl<'a> Site<'a> {
    pub(super) fn of(condition: &'a Condition) -> Self {
        Self { condition, text: &condition.text, outline: Outline::of(condition) }
    }

    pub(super) fn find(&self, id: u32) -> Result<Found<'_, 'a>, EditError> {
        for clause in &self.outline.clauses {
            if clause.id == id {
                return Ok(Found::Clause(clause));
            }
            let mut tests = clause.guard.iter().flat_map(|guard| &guard.tests);
            if let Some(position) = tests.position(|test| test.id == id) {
                return Ok(Found::Action(clause, position));
            }
            let found = clause.expression.as_ref().and_then(|node| find(node, clause, None, id));
            if let Some(found) = found {
                return Ok(Found::Node(found));
            }
        }
        Err(EditError::UnknownNode(id))
    }

    pub(super) fn clause(&self, id: u32) -> Result<&ClauseNode<'a>, EditError> {
        match self.find(id)? {
            Found::Clause(clause) => Ok(clause),
            _ => Err(EditError::WrongKind { node: id, needs: "a clause" }),
        }
    }

    pub(super) fn node(&self, id: u32) -> Result<Located<'_, 'a>, EditError> {
        match self.find(id)? {
            Found::Node(located) => Ok(located),
            _ => Err(EditError::WrongKind { node: id, needs: "a row or group" }),
        }
    }

    pub(super) fn comparison(&self, id: u32) -> Result<&'a Comparison, EditError> {
        match self.node(id)?.node.kind {
            TreeKind::Comparison(comparison) => Ok(comparison),
            _ => Err(EditError::WrongKind { node: id, needs: "a row with a comparison" }),
        }
    }

    /// The group with this number, or the group that is the expression of the clause with this number.
    pub(super) fn group_node(&self, id: u32) -> Result<Located<'_, 'a>, EditError> {
        let located = match self.find(id)? {
            Found::Node(located) => Some(located),
            Found::Clause(clause) => {
                clause.expression.as_ref().map(|node| Located { node, clause, parent: None })
            }
            Found::Action(..) => None,
        };
        located
            .filter(|l| matches!(l.node.kind, TreeKind::Group { .. }))
            .ok_or(EditError::WrongKind { node: id, needs: "a group" })
    }

    /// Where children of a group or clause stand.
    pub(super) fn slot(&self, id: u32) -> Result<Slot, EditError> {
        const NEEDS: &str = "a group or clause with an expression";
        let wrong = EditError::WrongKind { node: id, needs: NEEDS };
        let located = match self.find(id)? {
            Found::Node(located) => located,
            Found::Action(..) => return Err(wrong),
            Found::Clause(clause) => {
                let node = clause.expression.as_ref().ok_or(wrong.clone())?;
                let located = Located { node, clause, parent: None };
                if node.negation.is_some() || !matches!(node.kind, TreeKind::Group { .. }) {
                    return match node.kind {
                        TreeKind::Code(_) if clause.kind == ClauseKind::Code => Err(wrong),
                        _ => Ok(self.lone_slot(located)),
                    };
                }
                located
            }
        };
        let TreeKind::Group { level, parenthesized, .. } = &located.node.kind else { return Err(wrong) };
        let wrap = level.operands.len() == 1 && !parenthesized;
        Ok(Slot {
            items: level.operands.iter().map(|o| o.span).collect(),
            separator: self.separator(level),
            wrap,
        })
    }

    /// The place beside the only row of a clause.
    fn lone_slot(&self, located: Located) -> Slot {
        let node = located.node;
        let parenthesized = node.outer != node.span;
        let separator = layout::connector_after(self.text, node.span.start, "AND");
        Slot { items: vec![node.span], separator, wrap: !parenthesized && !self.is_whole(located) }
    }

    /// Whether nothing but this node is the condition.
    pub(super) fn is_whole(&self, located: Located) -> bool {
        located.parent.is_none() && located.clause.guard.is_none() && located.clause.home.is_none()
    }

    /// What stands between neighbours of a level.
    pub(super) fn separator(&self, level: &Level) -> String {
        let keyword = level.connector.keyword();
        let written = match level.operands {
            [first, second, ..] => {
                let between = Span::new(first.span.end, second.span.start).of(self.text);
                layout::connector_like(between, keyword)
            }
            _ => None,
        };
        let start = level.operands.first().map_or(0, |first| first.span.start);
        written.unwrap_or_else(|| layout::connector_after(self.text, start, keyword))
    }
}

impl Slot {
    /// Edits that make `text` child number `index`, or the last one.
    pub(super) fn insert(&self, index: usize, text: &str) -> Vec<TextEdit> {
        let separator = &self.separator;
        let (open, close) = if self.wrap { ("(", ")") } else { ("", "") };
        let Some(first) = self.items.first() else { return Vec::new() };
        let before = index.min(self.items.len()).checked_sub(1).and_then(|i| self.items.get(i));
        match before {
            None => vec![
                layout::insert(first.start, format!("{open}{text}{separator}")),
                layout::insert(first.end, close),
            ],
            Some(before) => vec![
                layout::insert(first.start, open),
                layout::insert(before.end, format!("{separator}{text}{close}")),
            ],
        }
    }

    /// The white space before the items, where they have lines of their own.
    pub(super) fn indent<'t>(&self, text: &'t str) -> &'t str {
        let start = self.items.first().map_or(0, |first| first.start);
        layout::indent_of_line(text, start)
    }
}

fn find<'o, 'a>(
    node: &'o TreeNode<'a>,
    clause: &'o ClauseNode<'a>,
    parent: Option<(&'o TreeNode<'a>, usize)>,
    id: u32,
) -> Option<Located<'o, 'a>> {
    if node.id == id {
        return Some(Located { node, clause, parent });
    }
    match &node.kind {
        TreeKind::Group { children, .. } => {
            children.iter().enumerate().find_map(|(i, child)| find(child, clause, Some((node, i)), id))
        }
        _ => None,
    }
}

/// Whether a group's children stand without parentheses of their own.
pub(super) fn is_loose(node: &TreeNode) -> bool {
    matches!(node.kind, TreeKind::Group { parenthesized: false, .. }) && node.negation.is_none()
}
