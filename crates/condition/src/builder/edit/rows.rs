//! Rows added and removed, negated, and joined by the other connector.

use crate::builder::edit::EditError;
use crate::builder::edit::layout::{self, insert, replace};
use crate::builder::edit::place::{Found, Located, Site, is_loose};
use crate::builder::model::ClauseKind;
use crate::builder::outline::{ClauseNode, Level, TreeKind, TreeNode};
use crate::diagnostic::TextEdit;
use crate::span::Span;
use crate::syntax::ast::{Connector, ExprKind};
use crate::syntax::parse;

impl Site<'_> {
    pub(super) fn add_row(
        &self,
        parent: u32,
        after: Option<u32>,
        row: &str,
    ) -> Result<Vec<TextEdit>, EditError> {
        if let Found::Clause(clause) = self.find(parent)?
            && clause.kind == ClauseKind::Block
        {
            return Ok(self.give_expression(clause, row));
        }
        let slot = self.slot(parent)?;
        let index = match after {
            None => slot.items.len(),
            Some(after) => {
                let outer = self.node(after)?.node;
                let at = slot.items.iter().position(|item| *item == outer.outer || *item == outer.span);
                at.ok_or(EditError::WrongKind { node: after, needs: "a row of that group" })? + 1
            }
        };
        Ok(slot.insert(index, row))
    }

    pub(super) fn remove(&self, id: u32) -> Result<Vec<TextEdit>, EditError> {
        match self.find(id)? {
            Found::Clause(clause) => Ok(vec![self.remove_clause(clause)]),
            Found::Action(clause, position) => self.remove_action(clause, position),
            Found::Node(located) => Ok(vec![self.remove_node(located)]),
        }
    }

    /// A node goes with the connector beside it; the only one goes with what it stands in.
    pub(super) fn remove_node(&self, located: Located) -> TextEdit {
        let topmost = self.goes_with(located);
        match topmost.parent {
            Some((TreeNode { kind: TreeKind::Group { level, .. }, .. }, index)) => {
                remove_operand(level, index)
            }
            _ => self.remove_clause(topmost.clause),
        }
    }

    /// The outermost node that would be empty without this one.
    pub(super) fn goes_with<'o>(&'o self, located: Located<'o, 'o>) -> Located<'o, 'o> {
        let mut topmost = located;
        while let Some((parent, _)) = topmost.parent {
            let alone = matches!(&parent.kind, TreeKind::Group { level, .. } if level.operands.len() == 1);
            match self.node(parent.id) {
                Ok(above) if alone => topmost = above,
                _ => break,
            }
        }
        topmost
    }

    fn remove_clause(&self, clause: &ClauseNode) -> TextEdit {
        match clause.home {
            Some((level, index)) => remove_operand(&level, index),
            None if self.outline.clauses.len() == 1 => replace(Span::new(0, self.text.len()), ""),
            None => replace(clause.span, ""),
        }
    }

    pub(super) fn set_negated(&self, id: u32, negated: bool) -> Result<Vec<TextEdit>, EditError> {
        let node = self.node(id)?.node;
        match (node.negation, &node.kind) {
            (_, TreeKind::Code(_)) => Err(EditError::WrongKind { node: id, needs: "a row or group" }),
            (Some(not), _) if !negated => {
                // `NotExists` is one word: what it negates begins where it does.
                let (not, operand) = (not.operator, not.operand);
                let end = if operand.start > not.start { operand.start } else { not.end };
                Ok(vec![replace(Span::new(not.start, end), "")])
            }
            (None, _) if negated && is_loose(node) => {
                Ok(vec![insert(node.span.start, "NOT ("), insert(node.span.end, ")")])
            }
            (None, _) if negated => Ok(vec![insert(node.span.start, "NOT ")]),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn set_connector(&self, id: u32, connector: Connector) -> Result<Vec<TextEdit>, EditError> {
        let located = self.group_node(id)?;
        let TreeKind::Group { level, children, .. } = &located.node.kind else { return Ok(Vec::new()) };
        if level.connector == connector {
            return Ok(Vec::new());
        }
        let mut edits = Vec::new();
        for place in level.connectors {
            let symbols = matches!(place.of(self.text), "&&" | "||");
            let keyword = connector.keyword();
            let word = if symbols { layout::symbol(keyword) } else { keyword };
            let spaced = if place.is_empty() { format!(" {word} ") } else { word.to_owned() };
            edits.push(replace(*place, spaced));
        }
        // What was held together by AND alone would fall apart beside another AND.
        for child in children.iter().filter(|child| is_loose(child)) {
            edits.push(insert(child.span.start, "("));
            edits.push(insert(child.span.end, ")"));
        }
        if is_loose(located.node) && !self.is_whole(located) {
            edits.push(insert(located.node.span.start, "("));
            edits.push(insert(located.node.span.end, ")"));
        }
        Ok(edits)
    }

    pub(super) fn set_code(&self, id: u32, text: &str) -> Result<Vec<TextEdit>, EditError> {
        let span = match self.find(id)? {
            Found::Clause(clause) => clause.span,
            Found::Node(located) => located.node.outer,
            Found::Action(..) => {
                return Err(EditError::WrongKind { node: id, needs: "a clause, row or group" });
            }
        };
        let text = text.trim();
        let parsed = parse(text);
        if parsed.has_errors() || parsed.root.is_none() {
            let problem = parsed.diagnostics.first();
            return Err(EditError::DoesNotParse(
                problem.map_or_else(|| "version 1 of the language".into(), |d| d.message.clone()),
            ));
        }
        let joined = matches!(parsed.root.as_ref().map(|root| &root.kind), Some(ExprKind::Logical { .. }));
        let whole = self.condition.root.as_ref().is_some_and(|root| span.contains(root.span));
        Ok(vec![replace(span, if joined && !whole { format!("({text})") } else { text.to_owned() })])
    }
}

/// Takes one operand out of a level that has others.
fn remove_operand(level: &Level, index: usize) -> TextEdit {
    let span = |i: usize| level.operands.get(i).map_or_else(Span::default, |operand| operand.span);
    match index.checked_sub(1) {
        Some(before) => replace(Span::new(span(before).end, span(index).end), ""),
        None => replace(Span::new(span(0).start, span(1).start), ""),
    }
}
