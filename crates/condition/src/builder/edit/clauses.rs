//! Whole clauses: added, aimed at other actions, copied from one another.

use crate::builder::alike::{of_role_assignment, own_source};
use crate::builder::edit::layout::{self, insert, replace};
use crate::builder::edit::place::{Site, is_loose};
use crate::builder::edit::{ActionChoice, EditError, RowChoice, values};
use crate::builder::model::ClauseKind;
use crate::builder::outline::{ClauseNode, Guard, TreeKind, TreeNode};
use crate::diagnostic::TextEdit;
use crate::span::Span;
use crate::syntax::ast::{Attribute, Connector, Expr, ExprKind, Operand};

impl Site<'_> {
    pub(super) fn add_clause(
        &self,
        actions: &[ActionChoice],
        row: Option<&RowChoice>,
    ) -> Result<Vec<TextEdit>, EditError> {
        let tests = actions.iter().map(written).collect::<Result<Vec<_>, _>>()?;
        let row = row.map(values::comparison).transpose()?;
        let multi_line = layout::is_multi_line(self.text);
        let lines = Lines { newline: if multi_line { layout::newline(self.text) } else { "" } };
        let clause = match (tests.is_empty(), row) {
            (true, None) => return Err(EditError::EmptyClause),
            (true, Some(row)) => lines.group("", &lines.line(" ", &row)),
            (false, None) => lines.group("", &lines.conjunction(" ", &tests)),
            (false, Some(row)) => lines.guarded(&lines.conjunction("  ", &tests), &lines.line("  ", &row)),
        };
        let Some(root) = &self.condition.root else {
            return Ok(vec![replace(Span::new(0, self.text.len()), clause)]);
        };
        let joined = match lines.newline {
            "" => format!(" AND {clause}"),
            newline => format!("{newline}AND{newline}{clause}"),
        };
        // One clause of several parts would fall apart into several, or mix with the new AND.
        let one = self.outline.clauses.iter().any(|clause| clause.span == root.span);
        let loose = match &root.kind {
            ExprKind::Logical { connector, .. } => one || *connector == Connector::Or,
            _ => false,
        };
        let (open, close) = if loose { ("(", ")") } else { ("", "") };
        Ok(vec![insert(root.span.start, open), insert(root.span.end, format!("{close}{joined}"))])
    }

    /// The clauses change places; what stands between them stays.
    pub(super) fn move_clause(&self, id: u32, index: u32) -> Result<Vec<TextEdit>, EditError> {
        let clause = self.clause(id)?;
        let joined: Vec<_> = self.outline.clauses.iter().filter(|other| other.home.is_some()).collect();
        let refused = EditError::CannotRearrange("only clauses that stand beside others can be moved");
        let from = joined.iter().position(|other| other.id == clause.id).ok_or(refused)?;
        let to = usize::try_from(index).unwrap_or(usize::MAX).min(joined.len() - 1);
        let mut order = joined.clone();
        let moved = order.remove(from);
        order.insert(to, moved);
        let places = joined.iter().zip(&order).filter(|(place, clause)| place.id != clause.id);
        let edits = places.map(|(place, clause)| {
            let indent = |span: Span| layout::indent_of_line(self.text, span.start);
            let text = layout::shifted(self.condition, clause.span, indent(clause.span), indent(place.span));
            replace(place.span, text)
        });
        Ok(edits.collect())
    }

    pub(super) fn set_actions(&self, id: u32, actions: &[ActionChoice]) -> Result<Vec<TextEdit>, EditError> {
        let clause = self.clause(id)?;
        let wanted =
            actions.iter().map(|a| self.kept_or_written(clause, a)).collect::<Result<Vec<_>, _>>()?;
        match (&clause.guard, &clause.expression) {
            (Some(guard), _) if !wanted.is_empty() => Ok(vec![self.replace_guard(clause, guard, &wanted)]),
            (Some(_), Some(node)) => {
                let text = node.outer.of(self.text);
                let text = if is_loose(node) { format!("({text})") } else { text.to_owned() };
                Ok(vec![replace(clause.span, text)])
            }
            (Some(_), None) => Err(EditError::EmptyClause),
            (None, _) if wanted.is_empty() => Ok(Vec::new()),
            (None, Some(node)) => Ok(self.give_guard(clause, node, &wanted)),
            (None, None) => Err(EditError::WrongKind { node: id, needs: "a clause with an expression" }),
        }
    }

    /// Takes one action out of a guard that has others.
    pub(super) fn remove_action(
        &self,
        clause: &ClauseNode,
        position: usize,
    ) -> Result<Vec<TextEdit>, EditError> {
        let Some(guard) = clause.guard.as_ref().filter(|guard| guard.tests.len() > 1) else {
            return Err(EditError::CannotRearrange(
                "this is the clause's only action; remove the clause, or choose another action",
            ));
        };
        let rest = guard.tests.iter().enumerate().filter(|(i, _)| *i != position);
        let rest: Vec<_> = rest.map(|(_, test)| test.span.of(self.text).to_owned()).collect();
        Ok(vec![self.replace_guard(clause, guard, &rest)])
    }

    /// The action as it stands in the clause already, or newly written.
    fn kept_or_written(&self, clause: &ClauseNode, choice: &ActionChoice) -> Result<String, EditError> {
        let mut tests = clause.guard.iter().flat_map(|guard| &guard.tests);
        let same = tests.find(|test| {
            test.action == choice.action
                && test.suboperation == choice.suboperation.as_deref()
                && (test.suboperation.is_none() || test.suboperation_negated == choice.suboperation_negated)
        });
        match same {
            Some(test) => Ok(test.span.of(self.text).to_owned()),
            None => written(choice),
        }
    }

    fn replace_guard(&self, clause: &ClauseNode, guard: &Guard, wanted: &[String]) -> TextEdit {
        let (first, last) = match guard.tests.as_slice() {
            [first, .., last] => (first.span, last.span),
            [only] => (only.span, only.span),
            [] => (guard.expr.span, guard.expr.span),
        };
        let separator = match guard.tests.as_slice() {
            [one, two, ..] => {
                let between = Span::new(one.span.end, two.span.start).of(self.text);
                layout::connector_like(between, "AND")
            }
            _ => None,
        };
        let separator = separator.unwrap_or_else(|| layout::connector_after(self.text, first.start, "AND"));
        let text = wanted.join(&separator);
        // The parentheses around the whole conjunction stay; inner ones, if any, go with their tests.
        let bare = guard.expr.ungrouped().span;
        let span = if bare.contains(first) && bare.contains(last) { bare } else { guard.expr.span };
        let parenthesized = guard.expr.span != span;
        let only_guard =
            clause.expression.is_none() && (clause.span != guard.expr.span || clause.home.is_none());
        if wanted.len() > 1 && !parenthesized && !only_guard {
            return replace(span, format!("({text})"));
        }
        replace(span, text)
    }

    /// Makes a clause without actions one with actions.
    fn give_guard(&self, clause: &ClauseNode, node: &TreeNode, tests: &[String]) -> Vec<TextEdit> {
        let lines = self.lines(clause);
        let inner = inner(node).map_or(node.outer, |(inner, _)| inner);
        let from = layout::indent_of_line(self.text, inner.start);
        let row =
            layout::shifted(self.condition, inner, from, if lines.newline.is_empty() { from } else { "  " });
        let text = lines.guarded(&lines.conjunction("  ", tests), &lines.line("  ", &row));
        vec![replace(clause.span, text)]
    }

    /// Makes a clause that forbids its actions one that allows them where `row` holds.
    pub(super) fn give_expression(&self, clause: &ClauseNode, row: &str) -> Vec<TextEdit> {
        let lines = self.lines(clause);
        let tests = clause.guard.iter().flat_map(|guard| &guard.tests);
        let tests: Vec<_> = tests.map(|test| test.span.of(self.text).to_owned()).collect();
        let text = lines.guarded(&lines.conjunction("  ", &tests), &lines.line("  ", row));
        vec![replace(clause.span, text)]
    }

    pub(super) fn copy_expression(&self, from: u32, to: u32) -> Result<Vec<TextEdit>, EditError> {
        let (source, target) = (self.clause(from)?, self.clause(to)?);
        if from == to {
            return Ok(Vec::new());
        }
        let needs = EditError::WrongKind { node: from, needs: "a clause with an expression" };
        let node = source.expression.as_ref().filter(|_| source.kind != ClauseKind::Code).ok_or(needs)?;
        let (taken, grouped) = inner(node).unwrap_or((node.outer, false));
        let place = match &target.expression {
            Some(_) if target.kind == ClauseKind::Code => {
                return Err(EditError::WrongKind { node: to, needs: "a clause with actions or rows" });
            }
            Some(old) => Some(inner(old).unwrap_or((old.outer, false))),
            None => None,
        };
        let indent_at = place.map_or(taken.start, |(span, _)| span.start);
        let text = self.for_source_of(target, taken, indent_at);
        let Some((span, parenthesized)) = place else { return Ok(self.give_expression(target, &text)) };
        let joined = grouped || is_loose(node);
        Ok(vec![replace(span, if joined && !parenthesized { format!("({text})") } else { text })])
    }

    /// The text of a span with the attributes of role assignments under the source that a clause demands.
    fn for_source_of(&self, target: &ClauseNode, span: Span, place: usize) -> String {
        let from = layout::indent_of_line(self.text, span.start);
        let to = layout::indent_of_line(self.text, place);
        let text = layout::shifted(self.condition, span, from, to);
        let Some(own) = own_source(target) else { return text };
        let mut names = Vec::new();
        if let Some(root) = &self.condition.root {
            root.walk(&mut |expr: &Expr| names.extend(attributes(expr).filter(|a| span.contains(a.span))));
        }
        let mut text = text;
        for attribute in names.iter().filter(|a| a.source != Some(own) && of_role_assignment(a)) {
            let written = attribute.span.of(self.text);
            text = text.replace(written, &format!("@{}[{}]", own.as_str(), attribute.text));
        }
        text
    }

    fn lines(&self, clause: &ClauseNode) -> Lines {
        let multi_line = self.text.contains('\n')
            && (clause.span.of(self.text).contains('\n')
                || layout::own_line(self.text, clause.span.start).is_some());
        Lines { newline: if multi_line { layout::newline(self.text) } else { "" } }
    }
}

/// The portal's layout, or everything on one line where `newline` is empty.
struct Lines {
    newline: &'static str,
}

impl Lines {
    fn line(&self, indent: &str, text: &str) -> String {
        if self.newline.is_empty() { text.to_owned() } else { format!("{indent}{text}{}", self.newline) }
    }

    fn conjunction(&self, indent: &str, tests: &[String]) -> String {
        match self.newline {
            "" => tests.join(" AND "),
            newline => {
                let separator = format!("{newline}{indent}AND{newline}{indent}");
                self.line(indent, &tests.join(&separator))
            }
        }
    }

    fn group(&self, indent: &str, inner: &str) -> String {
        match self.newline {
            "" => format!("({inner})"),
            newline => format!("{indent}({newline}{inner}{indent})"),
        }
    }

    fn guarded(&self, guard: &str, row: &str) -> String {
        let (guard, row) = (self.group(" ", guard), self.group(" ", row));
        match self.newline {
            "" => format!("({guard} OR {row})"),
            newline => format!("({newline}{guard}{newline} OR {newline}{row}{newline})"),
        }
    }
}

/// What stands inside a node's parentheses, and whether it has some; `None` for a group without.
fn inner(node: &TreeNode) -> Option<(Span, bool)> {
    match &node.kind {
        TreeKind::Group { level, parenthesized, .. } if node.negation.is_none() => {
            parenthesized.then(|| (level.span(), true))
        }
        _ => Some((node.span, node.outer != node.span)),
    }
}

fn attributes(expr: &Expr) -> impl Iterator<Item = &Attribute> {
    let found: [Option<&Attribute>; 2] = match &expr.kind {
        ExprKind::Exists(attribute) => [Some(attribute), None],
        ExprKind::Comparison(comparison) => [&comparison.left, &comparison.right].map(|side| match side {
            Operand::Attribute(attribute) => Some(attribute),
            _ => None,
        }),
        _ => [None, None],
    };
    found.into_iter().flatten()
}

/// `!(ActionMatches{'…'} AND NOT SubOperationMatches{'…'})`
fn written(choice: &ActionChoice) -> Result<String, EditError> {
    let action = choice.action.trim();
    if action.is_empty() {
        return Err(EditError::CannotBeWritten(choice.action.clone()));
    }
    let action = values::quoted(action)?;
    match choice.suboperation.as_deref() {
        None => Ok(format!("!(ActionMatches{{{action}}})")),
        Some(name) => {
            let name = values::quoted(name.trim())?;
            let not = if choice.suboperation_negated { "NOT " } else { "" };
            Ok(format!("!(ActionMatches{{{action}}} AND {not}SubOperationMatches{{{name}}})"))
        }
    }
}
