//! A Guid operator on a role with storage data actions.
//!
//! ### What it does
//! Reports a condition with a Guid operator where the chosen role also has data actions of
//! `Microsoft.Storage`.
//!
//! ### Why it is bad
//! A known issue of Azure: with such a pair, requests to storage fail with AuthorizationFailed.
//!
//! ### Example
//! ```text
//! On a custom role with roleAssignments/write and storage data actions: @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {…}
//! ```
//!
//! ### Use instead
//! Two roles: one with the storage data actions, one to assign roles, which carries the condition.
//!
//! ### Fix safety
//! No fix: the role must be split.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview>
//! - <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>

use crate::diagnostic::Severity;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::OperandType;

pub(crate) const RULE: Rule = Rule {
    code: "L36",
    name: "guid-with-storage-actions",
    severity: Severity::Warning,
    needs: Need::Role,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let guid = subject
        .comparisons()
        .find(|(_, c)| c.operator.base.is_some_and(|b| b.operand_type() == OperandType::Guid));
    let Some((_, comparison)) = guid else { return };
    let Some(role) = subject.context.role else { return findings.not_checked() };
    let of_storage =
        |action: &String| action == "*" || action.to_ascii_lowercase().starts_with("microsoft.storage/");
    if role.permissions.iter().flat_map(|p| &p.data_actions).any(of_storage) {
        findings.add(
            Finding::new(
                comparison.operator.span,
                format!("`{}` has storage data actions, and they fail beside a Guid operator", role.name),
            )
            .help("a known issue of Azure: split the role in two"),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{OWNER, on_role};
    let guid =
        format!("@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals {OWNER}");
    crate::lint::cases::Cases::default()
        .with(on_role("Owner"))
        .pass(&guid)
        .with(on_role("Storage Blob Data Owner"))
        .pass("@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'")
        .fail(&guid, &[])
}
