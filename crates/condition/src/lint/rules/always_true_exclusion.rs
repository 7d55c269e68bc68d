//! An exclusion list that excludes nothing.
//!
//! ### What it does
//! Reports `ForAnyOfAnyValues` or `ForAllOfAnyValues` with a Not-operator and two or more different values,
//! on an attribute that has one value.
//!
//! ### Why it is bad
//! It asks whether the value differs from *at least one* of the list. With two different values in the list
//! every value does, so the comparison is always true and everything on the list is allowed. Early samples
//! for "all roles except these" have this mistake: a delegate who may "not assign Owner" can assign Owner.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}
//! ```
//!
//! ### Fix safety
//! Unsafe: it is what the list was written for, but it forbids what is allowed today.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#cross-product-comparison-operators>
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-portal>

use crate::diagnostic::Severity;
use crate::lint::edits;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Meaning, list_test};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L09",
    name: "always-true-exclusion",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let Some(test) = list_test(comparison) else { continue };
        // A scalar operator with a set is reported as such.
        if test.meaning() != Some(Meaning::AlwaysTrue) || !comparison.operator.quantified {
            continue;
        }
        let other = test.other.as_str();
        findings.add(
            Finding::new(
                at.expr.span,
                "this list excludes nothing: every value differs from at least one of its members",
            )
            .help(format!(
                "`{other}:{}` holds only for values that differ from all of them",
                test.base.as_str()
            ))
            .unsafe_fix(
                format!("use `{other}`"),
                vec![edits::operator(&comparison.operator, Some(test.other), test.base)],
            ),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{OWNER, READER};
    let test = |operator: &str, list: &str| {
        format!("@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] {operator} {{{list}}}")
    };
    let two = format!("{OWNER}, {READER}");
    let fixed = test("ForAnyOfAllValues:GuidNotEquals", &two);
    crate::lint::cases::Cases::default()
        .pass(test("ForAnyOfAnyValues:GuidNotEquals", OWNER))
        .pass(test("ForAnyOfAnyValues:GuidNotEquals", &format!("{OWNER}, {}", OWNER.replace('-', ""))))
        .pass(test("ForAnyOfAnyValues:GuidNotEquals", &format!("{OWNER}, ${{var.more}}")))
        .pass(test("ForAnyOfAllValues:GuidNotEquals", &two))
        .pass(test("ForAllOfAllValues:GuidNotEquals", &two))
        .pass(test("ForAnyOfAnyValues:GuidEquals", &two))
        .pass("@Request[a/tags&$keys$&] ForAnyOfAnyValues:StringNotEquals {'a', 'b'}")
        .pass("@Resource[a:b] ForAnyOfAnyValues:StringNotEqualsIgnoreCase {'A', 'a'}")
        .pass("{'a', 'b'} ForAllOfAnyValues:StringNotEquals @Resource[a:b]")
        .fail(test("ForAnyOfAnyValues:GuidNotEquals", &two), &[&fixed])
        .fail(test("ForAllOfAnyValues:guidNotEquals", &two), &[&fixed])
        .fail(
            test("ForAnyOfAnyValues:GuidNotEquals", &format!("{two}, ${{var.more}}")),
            &[&test("ForAnyOfAllValues:GuidNotEquals", &format!("{two}, ${{var.more}}"))],
        )
        .fail(
            "@Resource[a:b] ForAnyOfAnyValues:StringNotEquals {'A', 'a'}",
            &["@Resource[a:b] ForAnyOfAllValues:StringNotEquals {'A', 'a'}"],
        )
        .fail(
            "{'a', 'b'} ForAnyOfAnyValues:StringNotEquals @Resource[a:b]",
            &["{'a', 'b'} ForAllOfAnyValues:StringNotEquals @Resource[a:b]"],
        )
}
