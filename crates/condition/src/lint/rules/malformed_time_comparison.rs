//! A comparison with a time that Azure does not read.
//!
//! ### What it does
//! Reports `UtcNow` with an operator other than `DateTimeGreaterThan` and `DateTimeLessThan`, and values of
//! date-time operators that are not of the form `2024-06-01T00:00:00.0Z`.
//!
//! ### Why it is bad
//! Azure lists only these two operators for the time of the request, and only this form of a date and time,
//! in UTC.
//!
//! ### Example
//! ```text
//! @Environment[UtcNow] DateTimeGreaterThanEquals '2024-06-01'
//! ```
//!
//! ### Use instead
//! ```text
//! @Environment[UtcNow] DateTimeGreaterThan '2024-06-01T00:00:00.0Z'
//! ```
//!
//! ### Fix safety
//! Unsafe: taking a date as midnight UTC, or leaving the equal instant out, changes when access starts or
//! ends.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, UTC_NOW, is};
use crate::lint::edits::{operator, replace};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, texts};
use crate::syntax::ast::{BaseOperator, Comparison, OperandType};
use jiff::Timestamp;

pub(crate) const RULE: Rule = Rule {
    code: "L25",
    name: "malformed-time-comparison",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, comparison) in subject.comparisons() {
        let Some(base) = comparison.operator.base else { continue };
        let sides = [&comparison.left, &comparison.right];
        let of_now = sides.into_iter().filter_map(attributes::of).any(|a| is(a, UTC_NOW));
        if of_now && !check_operator(comparison, base, findings) {
            continue;
        }
        if base.operand_type() != OperandType::DateTime {
            continue;
        }
        for (span, value) in sides.into_iter().flat_map(texts).filter(|(_, v)| parse_time(v).is_none()) {
            let mut finding =
                Finding::new(span, format!("`{value}` is not a date and time that Azure reads"))
                    .help("write it in UTC, as in `2024-06-01T00:00:00.0Z`");
            let guesses = [format!("{value}T00:00:00.0Z"), format!("{value}Z")];
            if let Some(guess) = guesses.into_iter().find(|g| parse_time(g).is_some()) {
                finding =
                    finding.unsafe_fix(format!("write `{guess}`"), vec![replace(span, format!("'{guess}'"))]);
            }
            findings.add(finding);
        }
    }
}

fn check_operator(comparison: &Comparison, base: BaseOperator, findings: &mut Findings<'_>) -> bool {
    use BaseOperator::{
        DateTimeGreaterThan, DateTimeGreaterThanEquals, DateTimeLessThan, DateTimeLessThanEquals,
    };
    let instead = match base {
        DateTimeGreaterThan | DateTimeLessThan => return true,
        DateTimeGreaterThanEquals => Some(DateTimeGreaterThan),
        DateTimeLessThanEquals => Some(DateTimeLessThan),
        _ => None,
    };
    let mut finding =
        Finding::new(comparison.operator.span, format!("`UtcNow` does not take `{}`", base.as_str()))
            .help("it takes `DateTimeGreaterThan` and `DateTimeLessThan`");
    if let Some(instead) = instead {
        let edits = vec![operator(&comparison.operator, None, instead)];
        finding = finding.unsafe_fix(format!("use `{}`", instead.as_str()), edits);
    }
    findings.add(finding);
    false
}

/// Reads `yyyy-mm-ddThh:mm:ss.fffffffZ`, with up to seven digits of fraction or none.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
pub(super) fn parse_time(text: &str) -> Option<Timestamp> {
    let (seconds, fraction) = match text.strip_suffix('Z')?.split_once('.') {
        Some((seconds, fraction)) => (seconds, fraction),
        None => (text.strip_suffix('Z')?, "0"),
    };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let shape = seconds.len() == 19 && seconds.get(10..11) == Some("T");
    (shape && digits(fraction) && fraction.len() <= 7).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let now = |rest: &str| format!("@Environment[UtcNow] {rest}");
    crate::lint::cases::Cases::default()
        .pass(now("DateTimeGreaterThan '2023-05-01T13:00:00.0Z'"))
        .pass(now("DateTimeLessThan '2023-05-01T13:00:00.8883645Z'"))
        .pass(now("DateTimeLessThan '2023-05-01T13:00:00Z'"))
        .pass(now("DateTimeLessThan '${var.end}'"))
        .pass("@Resource[a:b] StringEquals 'yesterday'")
        .fail(now("DateTimeEquals '2023-05-01T13:00:00.0Z'"), &[])
        .fail(
            now("DateTimeLessThanEquals '2023-05-01T13:00:00.0Z'"),
            &[&now("DateTimeLessThan '2023-05-01T13:00:00.0Z'")],
        )
        .fail(now("DateTimeLessThan '2023-05-01'"), &[&now("DateTimeLessThan '2023-05-01T00:00:00.0Z'")])
        .fail(
            now("DateTimeLessThan '2023-05-01T13:00:00.0'"),
            &[&now("DateTimeLessThan '2023-05-01T13:00:00.0Z'")],
        )
        .fail(now("DateTimeLessThan '2023-02-30T00:00:00.0Z'"), &[])
        .fail(now("DateTimeLessThan 'tomorrow'"), &[])
}
