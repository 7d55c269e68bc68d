//! AND and OR stand side by side without parentheses.
//!
//! ### What it does
//! Reports a level that joins expressions with both `AND` and `OR`, and shows the two ways to read it.
//!
//! ### Why it is bad
//! Azure's page calls the order ambiguous and asks for parentheses. Rolewright reads AND first; nothing says
//! whether Azure does, or goes from left to right. If the readings differ, the condition may allow what it
//! was written to forbid.
//!
//! ### Example
//! ```text
//! Exists @Request[a] OR Exists @Request[b] AND Exists @Request[c]
//! ```
//!
//! ### Use instead
//! ```text
//! (Exists @Request[a] OR Exists @Request[b]) AND Exists @Request[c]
//! ```
//!
//! ### Fix safety
//! Safe where both readings agree. Otherwise there are two fixes, one per reading, and both are unsafe: only
//! the author knows which one was meant.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>

use crate::diagnostic::{Severity, TextEdit};
use crate::lint::edits::{around, insert};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::{Connector, Expr, ExprKind};

pub(crate) const RULE: Rule = Rule {
    code: "L08",
    name: "mixed-and-or",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(root) = subject.condition.root.as_ref().filter(|_| !subject.condition.has_errors()) else {
        return;
    };
    root.walk(&mut |expr: &Expr| {
        let ExprKind::Logical { connector: Connector::Or, operands, .. } = &expr.kind else { return };
        let and_first: Vec<TextEdit> = operands
            .iter()
            .filter(|o| matches!(o.kind, ExprKind::Logical { .. }))
            .flat_map(|o| around(o.span, "(", ")"))
            .collect();
        if and_first.is_empty() {
            return;
        }
        let finding = Finding::new(expr.span, "`AND` and `OR` are mixed without parentheses");
        let from_left = left_to_right(operands);
        findings.add(if from_left == and_first {
            finding
                .help("both readings agree here; parentheses make that plain")
                .safe_fix("put parentheses around the `AND` part", and_first)
        } else {
            finding
                .help("Azure does not say whether `AND` goes first or the order is from left to right; here they differ")
                .unsafe_fix("read `AND` first", and_first)
                .unsafe_fix("read from left to right", from_left)
        });
    });
}

/// The parentheses that make the reading from left to right explicit: one pair closes before each change of
/// connector.
fn left_to_right(operands: &[Expr]) -> Vec<TextEdit> {
    // Each expression with the connector in front of it.
    let mut sequence: Vec<(Connector, &Expr)> = Vec::new();
    for operand in operands {
        match &operand.kind {
            ExprKind::Logical { operands: inner, .. } => {
                for (i, e) in inner.iter().enumerate() {
                    sequence.push((if i == 0 { Connector::Or } else { Connector::And }, e));
                }
            }
            _ => sequence.push((Connector::Or, operand)),
        }
    }
    let Some((_, first)) = sequence.first() else { return Vec::new() };
    let mut closing = Vec::new();
    for window in sequence.windows(3) {
        if let [_, (here, last), (next, _)] = window
            && here != next
        {
            closing.push(insert(last.span.end, ")"));
        }
    }
    let mut edits = vec![insert(first.span.start, "(".repeat(closing.len()))];
    edits.append(&mut closing);
    edits
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("(Exists @Request[a] OR Exists @Request[b]) AND Exists @Request[c]")
        .pass("Exists @Request[a] AND Exists @Request[b] AND NOT Exists @Request[c]")
        .fail(
            "Exists @Request[a] OR Exists @Request[b] AND Exists @Request[c]",
            &[
                "Exists @Request[a] OR (Exists @Request[b] AND Exists @Request[c])",
                "(Exists @Request[a] OR Exists @Request[b]) AND Exists @Request[c]",
            ],
        )
        .fail(
            "Exists @Request[a] AND Exists @Request[b] OR Exists @Request[c]",
            &["(Exists @Request[a] AND Exists @Request[b]) OR Exists @Request[c]"],
        )
        .fail(
            "(Exists @Request[a]) AND !Exists @Request[b] OR Exists @Request[c] && Exists @Request[d]",
            &[
                "((Exists @Request[a]) AND !Exists @Request[b]) OR (Exists @Request[c] && Exists @Request[d])",
                "(((Exists @Request[a]) AND !Exists @Request[b]) OR Exists @Request[c]) && Exists @Request[d]",
            ],
        )
}
