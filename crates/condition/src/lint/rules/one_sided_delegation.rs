//! Creating role assignments is limited, deleting them is not, or the other way round.
//!
//! ### What it does
//! Reports a condition with a clause for `Microsoft.Authorization/roleAssignments/write` and none for
//! `…/delete`, or the reverse. Where a role is chosen, only if the role grants the missing action.
//!
//! ### Why it is bad
//! Actions that no clause names stay allowed. A delegate who may only assign a few roles can then still
//! remove everybody's access, that of the administrators included.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'))
//! AND
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'))
//! ```
//!
//! ### Fix safety
//! Unsafe: it refuses what is allowed today. The new clause is a copy of the existing one with the other
//! action and the other source.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview>

use crate::diagnostic::{Severity, TextEdit, apply_edits};
use crate::lint::attributes::{DELETE, WRITE, of_role_assignment};
use crate::lint::edits::{around, insert, replace};
use crate::lint::findings::{Finding, Findings};
use crate::lint::role::grants;
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Clause, Subject};
use crate::span::Span;
use crate::syntax::ast::{Connector, ExprKind, Source};

pub(crate) const RULE: Rule = Rule {
    code: "L13",
    name: "one-sided-delegation",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Whole,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A bare expression limits every action, so nothing is left open.
    if subject.uses.iter().any(|u| u.clause.is_none()) {
        return;
    }
    for (named, missing, consequence) in [
        (WRITE, DELETE, "the delegate can delete any role assignment in scope"),
        (DELETE, WRITE, "the delegate can create any role assignment in scope"),
    ] {
        let granted = subject.context.role.is_none_or(|role| grants(role, missing));
        if !subject.targets(named) || subject.targets(missing) || !granted {
            continue;
        }
        let Some(clause) = subject.clauses.iter().find(|c| c.top && c.targets(named)) else { continue };
        let span = clause.targets.iter().find(|t| t.covers(named)).map_or(clause.expr.span, |t| t.test.span);
        let action = missing.rsplit('/').next().unwrap_or(missing);
        let mut finding = Finding::new(span, format!("no clause limits `roleAssignments/{action}`"))
            .help(format!("{consequence}; add a clause for it"));
        if clause.targets_only(named)
            && let Some(edits) = mirrored(subject, clause, named, missing)
        {
            finding = finding.unsafe_fix(format!("add the same limits for `{action}`"), edits);
        }
        findings.add(finding);
    }
}

/// A copy of the clause for the other action, behind the whole condition.
fn mirrored(subject: &Subject<'_>, clause: &Clause<'_>, from: &str, to: &str) -> Option<Vec<TextEdit>> {
    let root = subject.condition.root.as_ref()?;
    let mut changes: Vec<TextEdit> = clause
        .targets
        .iter()
        .map(|t| {
            let span = t.action.span;
            // Between the quotes.
            replace(Span::new(span.start + 1, span.end.saturating_sub(1)), to)
        })
        .collect();
    let source = if from == WRITE { Source::Resource } else { Source::Request };
    for (_, attribute) in subject
        .attributes()
        .filter(|(at, a)| of_role_assignment(a) && clause.expr.span.contains(at.expr.span))
    {
        changes.push(replace(attribute.source_span, source.as_str()));
    }
    let whole = clause.group.unwrap_or(clause.expr).span;
    for change in &mut changes {
        let (start, end) =
            (change.span.start.checked_sub(whole.start)?, change.span.end.checked_sub(whole.start)?);
        change.span = Span::new(start, end);
    }
    let mut copy = apply_edits(whole.of(subject.text()), &changes);
    if clause.group.is_none() {
        copy = format!("({copy})");
    }
    let joint = if subject.text().trim().contains('\n') { "\nAND\n" } else { " AND " };
    Some(match &root.kind {
        // An OR at the top needs parentheses before it can be joined.
        ExprKind::Logical { connector: Connector::Or, .. } => {
            around(root.span, "(", &format!("){joint}{copy}"))
        }
        _ => vec![insert(root.span.end, format!("{joint}{copy}"))],
    })
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{clause, on_role};
    let body = |source: &str| {
        format!(
            "@{source}[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'"
        )
    };
    let write = clause(WRITE, &body("Request"));
    let delete = clause(DELETE, &body("Resource"));
    let lines = |action: &str, source: &str| {
        format!("(\n (\n  !(ActionMatches{{'{action}'}})\n )\n OR \n (\n  {}\n )\n)", body(source))
    };
    let bare = format!("!(ActionMatches{{'{WRITE}'}}) OR {}", body("Request"));
    let both = format!("{write} AND {delete}");
    crate::lint::cases::Cases::default()
        .pass(&both)
        .pass(body("Request"))
        .pass(format!("{write} AND {}", body("Resource")))
        .fail(&write, &[&both])
        .fail(&delete, &[&format!("{delete} AND {write}")])
        .fail(
            lines(WRITE, "Request"),
            &[&format!("{}\nAND\n{}", lines(WRITE, "Request"), lines(DELETE, "Resource"))],
        )
        .fail(&bare, &[&format!("({bare}) AND (!(ActionMatches{{'{DELETE}'}}) OR {})", body("Resource"))])
        .with(on_role("Storage Blob Data Reader"))
        .pass(&write)
        .with(on_role("Owner"))
        .fail(&write, &[&both])
}
