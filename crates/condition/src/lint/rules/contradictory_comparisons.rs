//! Comparisons of one attribute that cancel each other.
//!
//! ### What it does
//! Reports comparisons of the same attribute, joined by one connector, that together are always true or
//! always false: `x` not `a` OR `x` not `b`, and `x` is `a` AND `x` is `b`.
//!
//! ### Why it is bad
//! The first allows everything, the second allows nothing. The connectors have been mistaken for each other:
//! "not a and not b" is meant where "not a or not b" is written.
//!
//! ### Example
//! ```text
//! (
//!  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidNotEquals 8e3af657-a8ff-443c-a75c-2fe8c4bcb635
//!  OR
//!  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidNotEquals 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9
//! )
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}
//! ```
//!
//! ### Fix safety
//! Swapping the connector is unsafe; it is offered where exactly these comparisons are joined.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Severity;
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Meaning, Member, list_test, members};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::span::Span;
use crate::syntax::ast::{Connector, Expr, ExprKind, Source, Suffix};

pub(crate) const RULE: Rule = Rule {
    code: "L11",
    name: "contradictory-comparisons",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if let Some(root) = &subject.condition.root {
        visit(root, None, findings);
    }
}

fn visit(expr: &Expr, parent: Option<Connector>, findings: &mut Findings<'_>) {
    match &expr.kind {
        ExprKind::Group(inner) => visit(inner, parent, findings),
        ExprKind::Not { operand, .. } => visit(operand, None, findings),
        ExprKind::Logical { connector, operands, connectors } => {
            // A level inside one of the same connector belongs to it.
            if parent != Some(*connector) {
                let mut level = Level::default();
                level.read(expr, *connector);
                level.report(*connector, operands.len() == level.tests, connectors, findings);
            }
            operands.iter().for_each(|o| visit(o, Some(*connector), findings));
        }
        _ => {}
    }
}

/// What one level says about each attribute.
#[derive(Default)]
struct Level {
    known: HashMap<Key, Values>,
    order: Vec<Key>,
    tests: usize,
}

/// An attribute, and whether letters count.
type Key = (Option<Source>, String, bool);

#[derive(Default)]
struct Values {
    shown: String,
    span: Span,
    one_of: Option<HashSet<Member>>,
    none_of: Option<HashSet<Member>>,
    tests: usize,
}

impl Level {
    fn read(&mut self, expr: &Expr, connector: Connector) {
        match &expr.kind {
            ExprKind::Group(inner) => self.read(inner, connector),
            ExprKind::Logical { connector: inner, operands, .. } if *inner == connector => {
                operands.iter().for_each(|o| self.read(o, connector));
            }
            ExprKind::Not { operand, .. } => self.add(operand.ungrouped(), expr.span, true, connector),
            _ => self.add(expr, expr.span, false, connector),
        }
    }

    fn add(&mut self, expr: &Expr, span: Span, negated: bool, connector: Connector) {
        let ExprKind::Comparison(comparison) = &expr.kind else { return };
        let Some(test) = list_test(comparison) else { return };
        let one_of = match test.meaning() {
            Some(Meaning::OneOf) => !negated,
            Some(Meaning::NoneOf) => negated,
            _ => return,
        };
        self.tests += 1;
        let attribute = test.attribute;
        let name = match attribute.suffix {
            Suffix::KeyCaseSensitive => attribute.text.clone(),
            _ => attribute.text.to_ascii_lowercase(),
        };
        let key = (attribute.source, name, test.base.ignores_case());
        let listed = members(test.values, test.base);
        let values = self.known.entry(key.clone()).or_insert_with(|| {
            self.order.push(key);
            Values::default()
        });
        values.tests += 1;
        values.span = if values.tests == 1 { span } else { values.span.to(span) };
        values.shown.clone_from(&attribute.text);
        // AND narrows "one of" and widens "none of"; OR does the opposite.
        let (side, narrows) = match (one_of, connector) {
            (true, c) => (&mut values.one_of, c == Connector::And),
            (false, c) => (&mut values.none_of, c == Connector::Or),
        };
        match side {
            None => *side = Some(listed),
            Some(known) if narrows => known.retain(|v| listed.contains(v)),
            Some(known) => known.extend(listed),
        }
    }

    fn report(&self, connector: Connector, only: bool, connectors: &[Span], findings: &mut Findings<'_>) {
        for values in self.order.iter().filter_map(|key| self.known.get(key)) {
            let (narrowed, widened, result) = match connector {
                Connector::And => (&values.one_of, &values.none_of, "false"),
                Connector::Or => (&values.none_of, &values.one_of, "true"),
            };
            let nothing_left = narrowed
                .as_ref()
                .is_some_and(|n| n.iter().all(|v| widened.as_ref().is_some_and(|w| w.contains(v))));
            if values.tests < 2 || !nothing_left {
                continue;
            }
            let other = if connector == Connector::And { "OR" } else { "AND" };
            let mut finding = Finding::new(
                values.span,
                format!("these comparisons of `{}` together are always {result}", values.shown),
            )
            .help(format!("joined with `{other}` they would depend on the value"));
            // Where one is the other's negation, no connector helps.
            if only && self.order.len() == 1 && widened.is_none() {
                let edits = connectors.iter().map(|span| replace(*span, other)).collect();
                finding = finding.unsafe_fix(format!("join them with `{other}`"), edits);
            }
            findings.add(finding);
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("@Resource[a:b] StringEquals 'x' OR @Resource[a:b] StringEquals 'y'")
        .pass("@Resource[a:b] StringNotEquals 'x' AND @Resource[a:b] StringNotEquals 'y'")
        .pass("@Resource[a:b] StringEquals 'x' AND @Resource[a:c] StringEquals 'y'")
        .pass("@Resource[a:b] StringEquals 'x' AND @Request[a:b] StringEquals 'y'")
        .pass("@Resource[a:b] ForAnyOfAnyValues:StringEquals {'x', 'y'} AND @Resource[a:b] StringEquals 'y'")
        .pass("@Principal[a:b] StringEquals 'x' AND @Principal[a:b] StringEquals 'y'")
        .pass("@Resource[a:b] StringNotEquals 'x' OR @Resource[a:b] StringNotEquals 'x'")
        .pass("@Resource[a:b] ForAnyOfAnyValues:StringNotEquals {'x', 'y'}")
        .fail(
            "@Resource[a:b] StringNotEquals 'x' OR @Resource[A:b] StringNotEquals 'y'",
            &["@Resource[a:b] StringNotEquals 'x' AND @Resource[A:b] StringNotEquals 'y'"],
        )
        .fail(
            "(@Resource[a:b] StringEquals 'x' AND @Resource[a:b] StringEquals 'y')",
            &["(@Resource[a:b] StringEquals 'x' OR @Resource[a:b] StringEquals 'y')"],
        )
        .fail(
            "@Resource[a:b] StringEquals 'x' AND Exists @Request[c] AND (@Resource[a:b] StringEquals 'y')",
            &[],
        )
        .fail("@Resource[a:b] StringEquals 'x' OR NOT @Resource[a:b] StringEquals 'x'", &[])
}
