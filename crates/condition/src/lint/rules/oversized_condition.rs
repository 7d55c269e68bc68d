//! The condition is longer than Azure stores.
//!
//! ### What it does
//! Reports a text of more than 8 KB, counted in UTF-8 bytes.
//!
//! ### Why it is bad
//! Azure stores at most 8 KB of condition text per role assignment and refuses more.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {… 250 ids …}
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'
//! ```
//! Or split the grant into several role assignments. GUIDs may be written without dashes, which saves four
//! bytes each.
//!
//! ### Fix safety
//! No fix: what to leave out is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>

use crate::diagnostic::Severity;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::span::Span;
use crate::syntax::ast::Dialect;

pub(crate) const RULE: Rule = Rule {
    code: "L05",
    name: "oversized-condition",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Text,
    check,
};

/// The page says 8 KB, without saying whether of bytes or characters; bytes are the safe reading.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
const LIMIT: usize = 8192;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let size = subject.text().len();
    // How long a template gets is not known before it is filled in.
    if size <= LIMIT || subject.condition.dialect == Dialect::Template {
        return;
    }
    findings.add(
        Finding::new(
            Span::new(0, size),
            format!("the condition has {size} bytes, Azure stores {LIMIT} at most"),
        )
        .help(
            "leave out line breaks, write GUIDs without dashes, or split the grant into several assignments",
        ),
    );
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let padded = |size: usize| format!("{:<size$}", "Exists @Request[a]");
    crate::lint::cases::Cases::default().pass(padded(8192)).fail(padded(8193), &[])
}
