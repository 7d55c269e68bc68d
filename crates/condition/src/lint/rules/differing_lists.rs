//! Creating and deleting role assignments are limited by different lists.
//!
//! ### What it does
//! Reports clauses for `Microsoft.Authorization/roleAssignments/write` and `…/delete` that compare the same
//! attribute in the same way with different values.
//!
//! ### Why it is bad
//! A delegate can then create assignments that they cannot remove, or remove some that they could not have
//! created. Usually one list was changed and the other forgotten.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}))
//! AND
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User'}))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}))
//! AND
//! ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}))
//! ```
//!
//! ### Fix safety
//! Unsafe: either list may be the right one, so there is one fix for each.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>

use crate::diagnostic::Severity;
use crate::lint::attributes::{DELETE, PRINCIPAL_ID, PRINCIPAL_TYPE, ROLE_ID, WRITE, is};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{ListTest, Meaning, list_test, members};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Comparison;

pub(crate) const RULE: Rule = Rule {
    code: "L14",
    name: "differing-lists",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Whole,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for name in [ROLE_ID, PRINCIPAL_ID, PRINCIPAL_TYPE] {
        // With several comparisons of one attribute nobody can say which belongs to which.
        let (Some((write, w)), Some((delete, d))) = (only(subject, WRITE, name), only(subject, DELETE, name))
        else {
            continue;
        };
        let same_kind =
            w.meaning() == d.meaning() && matches!(w.meaning(), Some(Meaning::OneOf | Meaning::NoneOf));
        let (listed, other) = (members(w.values, w.base), members(d.values, d.base));
        if !same_kind || listed == other {
            continue;
        }
        let (only_write, only_delete) =
            (listed.difference(&other).count(), other.difference(&listed).count());
        let short = name.rsplit(':').next().unwrap_or(name);
        let text = subject.text();
        let side = |c: &Comparison, t: &ListTest<'_>| c.operator.span.to(t.values.span()).of(text).to_owned();
        let (from_write, from_delete) = (side(write, &w), side(delete, &d));
        findings.add(
            Finding::new(
                d.values.span(),
                format!("`write` and `delete` are limited by different lists of `{short}`"),
            )
            .help(format!(
                "values only in the list of `write`: {only_write}; only in that of `delete`: {only_delete}"
            ))
            .unsafe_fix(
                "use the list of `write` for both",
                vec![replace(delete.operator.span.to(d.values.span()), from_write)],
            )
            .unsafe_fix(
                "use the list of `delete` for both",
                vec![replace(write.operator.span.to(w.values.span()), from_delete)],
            ),
        );
    }
}

/// The only comparison of the attribute in the clauses for an action, if there is exactly one.
fn only<'a>(subject: &'a Subject<'_>, action: &str, name: &str) -> Option<(&'a Comparison, ListTest<'a>)> {
    let mut found = subject.comparisons().filter_map(|(at, comparison)| {
        let test = list_test(comparison)?;
        let starts = std::ptr::eq(&raw const *test.values, &raw const comparison.right);
        let here = subject.clause_of(at).is_some_and(|c| c.targets_only(action));
        (starts && here && !at.under_not && is(test.attribute, name)).then_some((comparison, test))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{OWNER, READER, clause};
    let both = |write: &str, delete: &str| {
        let side = |source: &str, list: &str| format!("@{source}[{ROLE_ID}] {list}");
        format!(
            "{} AND {}",
            clause(WRITE, &side("Request", write)),
            clause(DELETE, &side("Resource", delete))
        )
    };
    let one = format!("ForAnyOfAnyValues:GuidEquals {{{OWNER}}}");
    let two = format!("ForAnyOfAnyValues:GuidEquals {{{OWNER}, {READER}}}");
    let turned = format!("ForAnyOfAnyValues:GuidEquals {{{READER},{}}}", OWNER.to_uppercase());
    let not = format!("ForAnyOfAllValues:GuidNotEquals {{{OWNER}}}");
    crate::lint::cases::Cases::default()
        .pass(both(&two, &turned))
        .pass(both(&one, &format!("GuidEquals {OWNER}")))
        .pass(both(&one, &not))
        .pass(clause(WRITE, &format!("@Request[{ROLE_ID}] {two}")))
        .fail(both(&two, &one), &[&both(&two, &two), &both(&one, &one)])
        .fail(
            both(&not, &format!("GuidNotEquals {READER}")),
            &[
                &both(&not, &not),
                &both(&format!("GuidNotEquals {READER}"), &format!("GuidNotEquals {READER}")),
            ],
        )
}
