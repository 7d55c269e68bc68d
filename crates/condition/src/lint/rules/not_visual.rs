//! A condition that the portal shows as code only.
//!
//! ### What it does
//! Says why the portal's visual editor cannot show the condition: more than five expressions in a clause,
//! wildcards in an action, `ActionMatches` among the expressions, or `Exists` on an attribute for which it is
//! not offered.
//!
//! ### Why it is bad
//! It works all the same, but who opens it in the portal gets the code editor, or "The current expression
//! cannot be recognized".
//!
//! ### Example
//! ```text
//! !(ActionMatches{'Microsoft.Authorization/roleAssignments/*'}) OR (…)
//! ```
//!
//! ### Use instead
//! ```text
//! (!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR (…))
//! ```
//!
//! ### Fix safety
//! No fix: this is information.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-overview>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-role-assignments-portal>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::catalog::attributes as catalogue;
use crate::diagnostic::Severity;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Form, Subject};
use crate::span::Span;

pub(crate) const RULE: Rule = Rule {
    code: "L41",
    name: "not-visual",
    severity: Severity::Info,
    needs: Need::Nothing,
    reach: Reach::Whole,
    check,
};

/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-overview>
const MOST_EXPRESSIONS: usize = 5;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if let Some((span, why)) = reason(subject) {
        findings.add(
            Finding::new(span, format!("the portal's visual editor cannot show this: {why}"))
                .help("it works all the same; the portal opens the code editor"),
        );
    }
}

fn reason(subject: &Subject<'_>) -> Option<(Span, String)> {
    if let Some(test) = subject.stray_tests.first() {
        return Some((test.span, "an action is tested among the expressions".into()));
    }
    for (i, clause) in subject.clauses.iter().enumerate() {
        if let Some(target) = clause.targets.iter().find(|t| t.action.value.contains('*')) {
            return Some((target.action.span, "the action has a wildcard".into()));
        }
        let count = subject.uses.iter().filter(|u| u.clause == Some(i)).count();
        if count > MOST_EXPRESSIONS {
            let why = format!("the clause has {count} expressions, more than {MOST_EXPRESSIONS}");
            return Some((clause.expr.span, why));
        }
    }
    subject.attributes().find_map(|(at, attribute)| {
        let Form::Exists(_) = at.form else { return None };
        let offered = catalogue::find(attribute).is_none_or(|info| info.exists);
        (!offered).then(|| (at.expr.span, format!("`Exists` is not offered for `{}`", attribute.base())))
    })
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::SNAPSHOT;
    use crate::lint::cases::{blobs, clause};
    let body = "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'";
    crate::lint::cases::Cases::default()
        .pass(clause(&blobs("read"), &[body; 5].join(" OR ")))
        .pass(clause(&blobs("read"), &format!("Exists @Request[{SNAPSHOT}]")))
        .fail(clause(&blobs("read"), &[body; 6].join(" OR ")), &[])
        .fail(clause(&blobs("*"), body), &[])
        .fail(clause(&blobs("read"), &format!("{body} OR ActionMatches{{'a/b'}}")), &[])
        .fail(clause(&blobs("read"), "Exists @Resource[Microsoft.Storage/storageAccounts:name]"), &[])
}
