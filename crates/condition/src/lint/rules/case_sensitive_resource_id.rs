//! A resource id compared with regard to case.
//!
//! ### What it does
//! Reports a subnet or private endpoint compared by an operator without `IgnoreCase`.
//!
//! ### Why it is bad
//! Resource ids are not case-sensitive, and Azure's tools differ in how they write them. The comparison fails
//! for the same resource in another spelling.
//!
//! ### Example
//! ```text
//! @Environment[Microsoft.Network/virtualNetworks/subnets] StringEquals '/subscriptions/…/subnets/default'
//! ```
//!
//! ### Use instead
//! ```text
//! @Environment[Microsoft.Network/virtualNetworks/subnets] StringEqualsIgnoreCase '/subscriptions/…/subnets/default'
//! ```
//!
//! ### Fix safety
//! Safe: it means what a resource id means.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes>

use crate::catalog::attributes::{self as catalogue, ValueType};
use crate::diagnostic::Severity;
use crate::lint::attributes;
use crate::lint::edits::operator;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::{BaseOperator, OperandType};

pub(crate) const RULE: Rule = Rule {
    code: "L30",
    name: "case-sensitive-resource-id",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, comparison) in subject.comparisons() {
        let Some(attribute) = attributes::of(&comparison.left).or_else(|| attributes::of(&comparison.right))
        else {
            continue;
        };
        if !catalogue::find(attribute).is_some_and(|info| info.value_type == ValueType::ResourceId) {
            continue;
        }
        let Some(instead) = comparison.operator.base.and_then(ignoring_case) else { continue };
        let name = instead.as_str();
        findings.add(
            Finding::new(comparison.operator.span, "resource ids compare without regard to case")
                .help(format!("use `{name}`"))
                .safe_fix(
                    format!("use `{name}`"),
                    vec![operator(&comparison.operator, comparison.operator.quantifier, instead)],
                ),
        );
    }
}

/// The operator that ignores case in place of one that does not.
pub(super) fn ignoring_case(base: BaseOperator) -> Option<BaseOperator> {
    let text = base.operand_type() == OperandType::String && !base.ignores_case();
    text.then(|| BaseOperator::from_name(&format!("{}IgnoreCase", base.as_str()))).flatten()
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let subnet = |rest: &str| format!("@Environment[Microsoft.Network/virtualNetworks/subnets] {rest}");
    crate::lint::cases::Cases::default()
        .pass(subnet("StringEqualsIgnoreCase '/subscriptions/a'"))
        .pass("@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'")
        .fail(subnet("stringEquals '/a'"), &[&subnet("StringEqualsIgnoreCase '/a'")])
        .fail(
            subnet("ForAnyOfAnyValues:StringEquals {'/a'}"),
            &[&subnet("ForAnyOfAnyValues:StringEqualsIgnoreCase {'/a'}")],
        )
}
