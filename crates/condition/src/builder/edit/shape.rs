//! Groups made and dissolved, and nodes moved from one to another.

use crate::builder::edit::EditError;
use crate::builder::edit::layout::{self, insert, replace};
use crate::builder::edit::place::{Found, Site, is_loose};
use crate::builder::outline::{TreeKind, TreeNode};
use crate::diagnostic::TextEdit;
use crate::span::Span;
use crate::syntax::ast::Connector;

impl Site<'_> {
    /// The nodes become one group in the place of the first, with the connector that joins them now.
    pub(super) fn group(&self, ids: &[u32]) -> Result<Vec<TextEdit>, EditError> {
        let refused = EditError::CannotRearrange;
        let mut positions = Vec::new();
        let mut around: Option<&TreeNode> = None;
        for id in ids {
            let (parent, position) =
                self.node(*id)?.parent.ok_or(refused("only rows that stand beside others can be grouped"))?;
            if around.is_some_and(|other| other.id != parent.id) {
                return Err(refused("only rows of one group can be grouped"));
            }
            around = Some(parent);
            if !positions.contains(&position) {
                positions.push(position);
            }
        }
        positions.sort_unstable();
        let parts = around.filter(|_| positions.len() > 1).map(|parent| &parent.kind);
        let Some(TreeKind::Group { level, parenthesized, .. }) = parts else {
            return Err(refused("a group needs at least two rows"));
        };
        if positions.len() == level.operands.len() {
            if *parenthesized {
                return Err(refused("these are all rows of their group already"));
            }
            let span = level.span();
            return Ok(vec![insert(span.start, "("), insert(span.end, ")")]);
        }
        let spans: Vec<Span> =
            positions.iter().filter_map(|i| level.operands.get(*i)).map(|o| o.span).collect();
        let Some(first) = spans.first().copied() else { return Ok(Vec::new()) };
        let separator = self.separator(level);
        let (open, close, indent, deeper) = self.parentheses_at(first.start, &separator);
        let inner: Vec<_> =
            spans.iter().map(|span| layout::shifted(self.condition, *span, &indent, &deeper)).collect();
        let separator = separator.replace(&format!("\n{indent}"), &format!("\n{deeper}"));
        let mut edits = vec![replace(first, format!("{open}{}{close}", inner.join(&separator)))];
        for position in positions.iter().skip(1) {
            let before = position.checked_sub(1).and_then(|i| level.operands.get(i));
            if let (Some(before), Some(operand)) = (before, level.operands.get(*position)) {
                edits.push(replace(Span::new(before.span.end, operand.span.end), ""));
            }
        }
        Ok(edits)
    }

    /// Parentheses at a place, on lines of their own where the neighbours have some; the indent there, and
    /// the one inside.
    fn parentheses_at(&self, at: usize, separator: &str) -> (String, String, String, String) {
        let own_line = layout::own_line(self.text, at).filter(|_| separator.contains('\n'));
        let Some(indent) = own_line else { return ("(".into(), ")".into(), String::new(), String::new()) };
        let newline = layout::newline(self.text);
        let step = if indent.starts_with('\t') { "\t" } else { " " };
        let deeper = format!("{indent}{step}");
        (format!("({newline}{deeper}"), format!("{newline}{indent})"), indent.to_owned(), deeper)
    }

    /// The group's children stand in its place, joined as their new neighbours are.
    pub(super) fn ungroup(&self, id: u32) -> Result<Vec<TextEdit>, EditError> {
        let refused = EditError::CannotRearrange;
        let located = self.group_node(id)?;
        let node = located.node;
        let TreeKind::Group { level, children, .. } = &node.kind else { return Ok(Vec::new()) };
        if node.negation.is_some() {
            return Err(refused("the group is negated as a whole; take the negation away first"));
        }
        let Some((parent, _)) = located.parent else {
            return Err(refused("the group is the whole expression of its clause"));
        };
        let TreeKind::Group { level: around, .. } = &parent.kind else { return Ok(Vec::new()) };
        let separator = self.separator(around);
        let from = layout::indent_of_line(self.text, level.span().start);
        let to = layout::indent_of_line(self.text, node.outer.start);
        let parts = children.iter().map(|child| {
            let text = layout::shifted(self.condition, child.outer, from, to);
            if is_loose(child) && around.connector == Connector::And { format!("({text})") } else { text }
        });
        let text = parts.collect::<Vec<_>>().join(&separator);
        Ok(vec![replace(node.outer, text)])
    }

    pub(super) fn move_node(&self, id: u32, parent: u32, index: u32) -> Result<Vec<TextEdit>, EditError> {
        let refused = EditError::CannotRearrange;
        let located = self.node(id)?;
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        // A clause stands for the group that is its expression.
        let home = match self.find(parent)? {
            Found::Clause(clause) => clause.expression.as_ref().map(|node| node.id),
            Found::Node(place) => Some(place.node.id),
            Found::Action(..) => None,
        };
        if home.is_some_and(|home| holds(located.node, home)) {
            return Err(refused("a group cannot be moved into itself"));
        }
        let text = |from: &str, to: &str| {
            let text = layout::shifted(self.condition, located.node.outer, from, to);
            if is_loose(located.node) { format!("({text})") } else { text }
        };
        let from = layout::indent_of_line(self.text, located.node.outer.start).to_owned();
        if let Found::Clause(clause) = self.find(parent)?
            && clause.expression.is_none()
        {
            let mut edits = self.give_expression(clause, &text(&from, "  "));
            edits.push(self.remove_node(located));
            return Ok(edits);
        }
        let mut slot = self.slot(parent)?;
        let to = slot.indent(self.text).to_owned();
        let leaving = self.goes_with(located);
        if let Some((_, position)) = leaving.parent.filter(|(around, _)| home == Some(around.id)) {
            let last = slot.items.len().saturating_sub(1);
            if leaving.node.id == located.node.id && index.min(last) == position {
                return Ok(Vec::new());
            }
            slot.items.remove(position.min(last));
        }
        let mut edits = slot.insert(index, &text(&from, &to));
        edits.retain(|edit| !edit.replacement.is_empty());
        let removal = self.remove_node(located);
        let clash =
            |edit: &TextEdit| removal.span.start < edit.span.start && edit.span.start < removal.span.end;
        if edits.iter().any(clash) {
            return Err(refused("the place it would go to disappears with it"));
        }
        edits.push(removal);
        Ok(edits)
    }
}

fn holds(node: &TreeNode, id: u32) -> bool {
    let inside = match &node.kind {
        TreeKind::Group { children, .. } => children.iter().any(|child| holds(child, id)),
        _ => false,
    };
    node.id == id || inside
}
