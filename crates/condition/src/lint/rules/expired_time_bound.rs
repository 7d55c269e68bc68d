//! A bound on the time that has passed.
//!
//! ### What it does
//! Reports a comparison of `UtcNow` with a time in the past.
//!
//! ### Why it is bad
//! `DateTimeGreaterThan` a past time is always true from now on, `DateTimeLessThan` a past time always false:
//! the access has ended for good.
//!
//! ### Example
//! ```text
//! @Environment[UtcNow] DateTimeLessThan '2023-05-01T13:00:00.0Z'
//! ```
//!
//! ### Use instead
//! ```text
//! @Environment[UtcNow] DateTimeLessThan '2033-05-01T13:00:00.0Z'
//! ```
//!
//! ### Fix safety
//! No fix: the new bound is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, UTC_NOW, is};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::rules::malformed_time_comparison::parse_time;
use crate::lint::subject::{Subject, texts};
use crate::syntax::ast::{OperandType, Relation};

pub(crate) const RULE: Rule = Rule {
    code: "L26",
    name: "expired-time-bound",
    severity: Severity::Warning,
    needs: Need::Now,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let base = comparison.operator.base.filter(|b| b.operand_type() == OperandType::DateTime);
        let Some(base) = base else { continue };
        let now_is = |operand| attributes::of(operand).is_some_and(|a| is(a, UTC_NOW));
        let (other, later) = match base.relation() {
            Relation::GreaterThan | Relation::GreaterThanEquals => (&comparison.right, true),
            Relation::LessThan | Relation::LessThanEquals => (&comparison.right, false),
            _ => continue,
        };
        // The time may stand on either side.
        let (other, later) = if now_is(&comparison.left) {
            (other, later)
        } else if now_is(&comparison.right) {
            (&comparison.left, !later)
        } else {
            continue;
        };
        let Some(bound) = texts(other).find_map(|(_, t)| parse_time(t)) else { continue };
        let Some(now) = subject.context.now else { return findings.not_checked() };
        if bound < now {
            let result = if later { "true" } else { "false" };
            findings.add(
                Finding::new(
                    at.expr.span,
                    format!("this time has passed, so the comparison is always {result}"),
                )
                .help(if later {
                    "leave it out"
                } else {
                    "choose a later time, or remove the grant"
                }),
            );
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::context::Context;
    let context = Context { now: "2025-01-01T00:00:00Z".parse().ok(), ..Context::default() };
    crate::lint::cases::Cases::default()
        .with(context)
        .pass("@Environment[UtcNow] DateTimeLessThan '2025-05-01T13:00:00.0Z'")
        .pass("@Resource[a:b] DateTimeLessThan '2023-05-01T13:00:00.0Z'")
        .fail("@Environment[UtcNow] DateTimeLessThan '2023-05-01T13:00:00.0Z'", &[])
        .fail("@Environment[UtcNow] DateTimeGreaterThan '2023-05-01T13:00:00.0Z'", &[])
        .fail("'2023-05-01T13:00:00.0Z' DateTimeLessThan @Environment[UtcNow]", &[])
}
