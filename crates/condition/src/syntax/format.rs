//! Lays a condition out anew: one comparison per line as the Azure portal writes it, or all on one line.
//!
//! Only spacing, `&&`/`||`/`!` and the words for them change; names, values and parentheses stay as written,
//! so the tree stays the same. What does not parse is not formatted, because something would be dropped.

use crate::syntax::ast::{Attribute, Condition, Connector, Dialect, Expr, ExprKind, Operand, StringLiteral};

/// The two layouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One space of indent per level, connectors on lines of their own.
    /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-role-assignments-portal>
    Portal,
    /// No line break at all, as shells want it.
    SingleLine,
}

/// Formats a condition; `None` where it does not parse or is version 1.
#[must_use]
pub fn format(condition: &Condition, layout: Layout) -> Option<String> {
    if condition.has_errors() || condition.dialect == Dialect::V1 {
        return None;
    }
    let root = condition.root.as_ref()?;
    let mut writer = Writer { text: &condition.text, out: String::with_capacity(condition.text.len()) };
    match layout {
        Layout::SingleLine => writer.inline(root),
        Layout::Portal => {
            writer.lines(root, 0);
            writer.out.pop();
        }
    }
    Some(writer.out)
}

/// Whether only actions are tested, in the form of a guard: negated tests joined with AND.
fn is_guard(expr: &Expr) -> bool {
    match &expr.ungrouped().kind {
        ExprKind::Not { operand, .. } => tests_actions_only(operand),
        ExprKind::Logical { connector: Connector::And, operands, .. } => operands.iter().all(is_guard),
        _ => false,
    }
}

/// Whether nothing but actions and suboperations is tested.
fn tests_actions_only(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::ActionMatches(_) | ExprKind::SubOperationMatches(_) => true,
        ExprKind::Logical { operands, .. } => operands.iter().all(tests_actions_only),
        ExprKind::Not { operand: inner, .. } | ExprKind::Group(inner) => tests_actions_only(inner),
        ExprKind::Exists(_) | ExprKind::Comparison(_) | ExprKind::Placeholder | ExprKind::Error => false,
    }
}

struct Writer<'a> {
    text: &'a str,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, write: impl FnOnce(&mut Self)) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        write(self);
        self.out.push('\n');
    }

    /// The expression over as many lines as it needs, each ended.
    fn lines(&mut self, expr: &Expr, indent: usize) {
        match &expr.kind {
            ExprKind::Group(inner) => self.block("(", inner, indent),
            ExprKind::Logical { connector, operands, .. } => {
                // The portal leaves a space behind the OR between a guard and its expression, and only there.
                let guarded = *connector == Connector::Or && operands.first().is_some_and(is_guard);
                for (i, operand) in operands.iter().enumerate() {
                    if i > 0 {
                        let space = if guarded && i == 1 { " " } else { "" };
                        self.line(indent, |w| {
                            w.out.push_str(connector.keyword());
                            w.out.push_str(space);
                        });
                    }
                    self.lines(operand, indent);
                }
            }
            ExprKind::Not { operand, .. } => match negated_block(operand) {
                Some((prefix, inner)) if !tests_actions_only(operand) => self.block(&prefix, inner, indent),
                _ => self.line(indent, |w| w.inline(expr)),
            },
            _ => self.line(indent, |w| w.inline(expr)),
        }
    }

    fn block(&mut self, open: &str, inner: &Expr, indent: usize) {
        self.line(indent, |w| w.out.push_str(open));
        self.lines(inner, indent + 1);
        self.line(indent, |w| w.out.push(')'));
    }

    fn inline(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Logical { connector, operands, .. } => {
                for (i, operand) in operands.iter().enumerate() {
                    if i > 0 {
                        self.out.push(' ');
                        self.out.push_str(connector.keyword());
                        self.out.push(' ');
                    }
                    self.inline(operand);
                }
            }
            ExprKind::Not { operand, .. } => {
                let guard =
                    tests_actions_only(operand) && !matches!(operand.kind, ExprKind::SubOperationMatches(_));
                self.out.push_str(if guard { "!" } else { "NOT " });
                self.inline(operand);
            }
            ExprKind::Group(inner) => {
                self.out.push('(');
                self.inline(inner);
                self.out.push(')');
            }
            ExprKind::ActionMatches(values) => self.test("ActionMatches", values),
            ExprKind::SubOperationMatches(values) => self.test("SubOperationMatches", values),
            ExprKind::Exists(Attribute { span, .. }) => {
                self.out.push_str("Exists ");
                self.out.push_str(span.of(self.text));
            }
            ExprKind::Comparison(comparison) => {
                self.operand(&comparison.left);
                self.out.push(' ');
                self.out.push_str(comparison.operator.span.of(self.text));
                self.out.push(' ');
                self.operand(&comparison.right);
            }
            ExprKind::Placeholder | ExprKind::Error => self.out.push_str(expr.span.of(self.text)),
        }
    }

    fn test(&mut self, name: &str, values: &[StringLiteral]) {
        self.out.push_str(name);
        self.set(values.iter().map(|v| v.span.of(self.text)));
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Set(set) => self.set(set.items.iter().map(|item| item.span.of(self.text))),
            other => self.out.push_str(other.span().of(self.text)),
        }
    }

    fn set<'t>(&mut self, items: impl Iterator<Item = &'t str>) {
        self.out.push('{');
        for (i, item) in items.enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.out.push_str(item);
        }
        self.out.push('}');
    }
}

/// `NOT … (` and what stands inside, where a negation ends in parentheses.
fn negated_block(operand: &Expr) -> Option<(String, &Expr)> {
    let mut prefix = String::from("NOT ");
    let mut expr = operand;
    loop {
        match &expr.kind {
            ExprKind::Not { operand, .. } => {
                prefix.push_str("NOT ");
                expr = operand;
            }
            ExprKind::Group(inner) => {
                prefix.push('(');
                return Some((prefix, inner));
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
