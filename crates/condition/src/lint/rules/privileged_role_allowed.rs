//! A delegate may assign a role that is itself privileged.
//!
//! ### What it does
//! Reports a role in the list of roles to assign that can assign roles, or is privileged for another reason.
//!
//! ### Why it is bad
//! Whoever may assign Owner, even with a condition, may make somebody an owner without one, and so escape it.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}
//! ```
//!
//! ### Fix safety
//! Unsafe: the role is taken off the list, which refuses what is allowed today. No fix where it is the only one:
//! which role to allow instead is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>
//! - <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps#privileged-administrator-roles>

use crate::diagnostic::Severity;
use crate::lint::attributes::{ROLE_ID, is};
use crate::lint::edits::without_item;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Meaning, Member, list_test, member};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, literals};
use crate::syntax::ast::{Operand, Source};

pub(crate) const RULE: Rule = Rule {
    code: "L32",
    name: "privileged-role-allowed",
    severity: Severity::Warning,
    needs: Need::Roles,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let Some(test) = list_test(comparison).filter(|t| is(t.attribute, ROLE_ID)) else { continue };
        // A list that a placeholder completes still holds what is written in it.
        let allows = test.any && !test.base.negated() && test.meaning() != Some(Meaning::AlwaysFalse);
        if !allows || at.under_not || test.attribute.source != Some(Source::Request) {
            continue;
        }
        let Some(directory) = subject.context.directory else { return findings.not_checked() };
        for (number, item) in literals(test.values).iter().enumerate() {
            let Some(Member::Guid(id)) = member(&item.value, test.base) else { continue };
            let Some(role) = directory.role(id) else { continue };
            let why = match (&role.privileged, role.can_assign_roles()) {
                (_, true) => "it can assign roles itself",
                (Some(why), false) => why.as_str(),
                (None, false) => continue,
            };
            let mut finding = Finding::new(item.span, format!("`{}` is privileged: {why}", role.name))
                .help("whoever is assigned it is not bound by this condition");
            if let Operand::Set(set) = test.values
                && let Some(edit) = without_item(set, number)
            {
                finding = finding.unsafe_fix(format!("take `{}` off the list", role.name), vec![edit]);
            }
            findings.add(finding);
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{OWNER, READER, in_tenant};
    let test = |operator: &str, list: &str| format!("@Request[{ROLE_ID}] {operator} {{{list}}}");
    crate::lint::cases::Cases::default()
        .with(in_tenant())
        .pass(test("ForAnyOfAnyValues:GuidEquals", READER))
        .pass(test("ForAnyOfAllValues:GuidNotEquals", OWNER))
        .fail(
            test("ForAnyOfAnyValues:GuidEquals", &format!("{READER}, {OWNER}")),
            &[&test("ForAnyOfAnyValues:GuidEquals", READER)],
        )
        .fail(
            test("ForAnyOfAnyValues:GuidEquals", &format!("{OWNER} ,{READER}")),
            &[&test("ForAnyOfAnyValues:GuidEquals", READER)],
        )
        .fail(test("ForAnyOfAnyValues:GuidEquals", OWNER), &[])
        .fail(format!("@Request[{ROLE_ID}] GuidEquals {OWNER}"), &[])
}
