//! An attribute of the principal on an assignment made through PIM.
//!
//! ### What it does
//! Reports `@Principal[…]` where the assignment is made through Privileged Identity Management.
//!
//! ### Why it is bad
//! Azure does not support attributes of the principal together with PIM.
//!
//! ### Example
//! ```text
//! @Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project] StringEquals 'Cascade'
//! ```
//!
//! ### Use instead
//! A condition without `@Principal`, or an assignment that is not made through PIM.
//!
//! ### Fix safety
//! No fix: what to test instead is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles>

use crate::diagnostic::Severity;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L37",
    name: "principal-attribute-with-pim",
    severity: Severity::Warning,
    needs: Need::Pim,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let of_principal = subject.attributes().find(|(_, a)| a.source == Some(Source::Principal));
    let Some((_, attribute)) = of_principal else { return };
    match subject.context.managed_by_pim {
        None => findings.not_checked(),
        Some(false) => {}
        Some(true) => findings.add(
            Finding::new(
                attribute.span,
                "attributes of the principal are not supported with Privileged Identity Management",
            )
            .help("test something else, or make the assignment without it"),
        ),
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::context::Context;
    let test = "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:A_B] StringEquals 'x'";
    let pim = |managed_by_pim| Context { managed_by_pim: Some(managed_by_pim), ..Context::default() };
    crate::lint::cases::Cases::default()
        .with(pim(false))
        .pass(test)
        .with(pim(true))
        .pass("@Request[a:b] StringEquals 'x'")
        .fail(test, &[])
}
