//! Callers must state the principal type.
//!
//! ### What it does
//! Points out a condition on `@Request[…:PrincipalType]`.
//!
//! ### Why it is bad
//! The attribute is there only if the request states it. Tools that leave `principalType` out of a role
//! assignment are refused with 403, whatever the principal.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'
//! ```
//!
//! ### Use instead
//! The same condition; state `principalType` in every request: `--assignee-principal-type` in Azure CLI,
//! `principal_type` in Terraform, `principalType` in Bicep and ARM templates.
//!
//! ### Fix safety
//! No fix: this is information.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
//! - <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template>

use crate::diagnostic::Severity;
use crate::lint::attributes::{PRINCIPAL_TYPE, is};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L35",
    name: "unstated-principal-type",
    severity: Severity::Info,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut uses = subject.attributes().filter(|(_, a)| is(a, PRINCIPAL_TYPE));
    if let Some((_, attribute)) = uses.find(|(_, a)| a.source == Some(Source::Request)) {
        findings.add(
            Finding::new(attribute.span, "requests must state the principal type, or they are refused")
                .help("send `principalType` with every role assignment; not all tools do so by themselves"),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let test = |source: &str| format!("@{source}[{PRINCIPAL_TYPE}] StringEqualsIgnoreCase 'User'");
    crate::lint::cases::Cases::default().pass(test("Resource")).fail(test("Request"), &[])
}
