//! An id that no role or principal has.
//!
//! ### What it does
//! Reports role ids that are in no role definition of the tenant, and principal ids that are in no list of
//! its users, groups and service principals.
//!
//! ### Why it is bad
//! The id is mistyped, belongs to another tenant, or what it named has been deleted. In a list of allowed ids
//! it allows nothing; in a list of excluded ids it excludes nothing.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {99999999-9999-9999-9999-999999999999}
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}
//! ```
//!
//! ### Fix safety
//! No fix: which id was meant is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::lint::attributes::{PRINCIPAL_ID, ROLE_ID, is};
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Member, list_test, member};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, literals};

pub(crate) const RULE: Rule = Rule {
    code: "L34",
    name: "unknown-id",
    severity: Severity::Info,
    needs: Need::Roles,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let directory = subject.context.directory;
    for (_, comparison) in subject.comparisons() {
        let Some(test) = list_test(comparison) else { continue };
        let (of_role, of_principal) = (is(test.attribute, ROLE_ID), is(test.attribute, PRINCIPAL_ID));
        let (directory, what) = if of_role {
            let Some(known) = directory.filter(|d| d.roles_are_complete()) else {
                findings.not_checked();
                continue;
            };
            (known, "role")
        } else if of_principal {
            let Some(known) = directory.filter(|d| d.principals().is_some()) else {
                findings.not_checked_for(Need::Principals);
                continue;
            };
            (known, "principal")
        } else {
            continue;
        };
        for item in literals(test.values) {
            let Some(Member::Guid(id)) = member(&item.value, test.base) else { continue };
            let known =
                if of_role { directory.role(id).is_some() } else { directory.principal(id).is_some() };
            if !known {
                findings.add(
                    Finding::new(
                        item.span,
                        format!("no {what} has the id `{}`", item.span.of(subject.text())),
                    )
                    .help("it is mistyped, from another tenant, or what it named was deleted"),
                );
            }
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{ALICE, NOBODY, OWNER, in_tenant};
    let test = |attribute: &str, id: &str| format!("@Request[{attribute}] GuidEquals {id}");
    crate::lint::cases::Cases::default()
        .with(in_tenant())
        .pass(test(ROLE_ID, OWNER))
        .pass(test(PRINCIPAL_ID, ALICE))
        .fail(test(ROLE_ID, NOBODY), &[])
        .fail(test(PRINCIPAL_ID, NOBODY), &[])
}
