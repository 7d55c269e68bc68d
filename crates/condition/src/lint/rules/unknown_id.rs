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
//! Unsafe: the id that differs by one or two digits, if there is exactly one such role or principal, was
//! probably meant but need not be. No fix otherwise.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::guid::Guid;
use crate::lint::attributes::{PRINCIPAL_ID, ROLE_ID, is};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::{Member, list_test, member};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, literals};
use crate::syntax::ast::LiteralValue;

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
                let mut finding = Finding::new(
                    item.span,
                    format!("no {what} has the id `{}`", item.span.of(subject.text())),
                )
                .help("it is mistyped, from another tenant, or what it named was deleted");
                let meant = if of_role {
                    only_near(id, directory.roles().iter().map(|role| (role.id, role.name.as_str())))
                } else {
                    let known = directory.principals().unwrap_or_default();
                    only_near(id, known.iter().map(|principal| (principal.id, principal.name.as_str())))
                };
                if let Some((meant, name)) = meant {
                    let quoted = matches!(item.value, LiteralValue::String(_));
                    let written = if quoted { format!("'{meant}'") } else { meant.to_string() };
                    finding = finding
                        .unsafe_fix(format!("write the id of `{name}`"), vec![replace(item.span, written)]);
                }
                findings.add(finding);
            }
        }
    }
}

/// The only id that differs from this one by one or two digits, with its name.
fn only_near<'a>(id: Guid, known: impl Iterator<Item = (Guid, &'a str)>) -> Option<(Guid, &'a str)> {
    let written = id.to_string();
    let near = |known: &(Guid, &str)| {
        let known = known.0.to_string();
        written.bytes().zip(known.bytes()).filter(|(a, b)| a != b).count() <= 2
    };
    let mut found = known.filter(near);
    found.next().filter(|_| found.next().is_none())
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
        .fail(test(ROLE_ID, &OWNER.replace("bcb635", "bcb653")), &[&test(ROLE_ID, OWNER)])
        .fail(test(PRINCIPAL_ID, &ALICE.replacen("-1", "-7", 1)), &[&test(PRINCIPAL_ID, ALICE)])
}
