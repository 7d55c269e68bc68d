//! An operator that does not fit what it compares.
//!
//! ### What it does
//! Reports an operator of another type than the attribute, a value of another type than the operator (a GUID
//! in quotes, a text without a GUID in it after a Guid operator), a set after an operator for one value, and
//! a single value after an operator for sets.
//!
//! ### Why it is bad
//! Azure refuses most of these as invalid; the others never hold.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals 8e3af657-a8ff-443c-a75c-2fe8c4bcb635
//! ```
//!
//! ### Fix safety
//! Taking the quotes off a GUID, a number or a Boolean, and putting a single value in braces, is safe.
//! Putting quotes on is unsafe, and so is choosing a quantifier.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>

use crate::catalog::attributes as catalogue;
use crate::diagnostic::Severity;
use crate::guid::Guid;
use crate::lint::attributes;
use crate::lint::edits::{around, operator, replace};
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, literals};
use crate::syntax::ast::{BaseOperator, Comparison, Literal, LiteralValue, Operand, OperandType, Quantifier};

pub(crate) const RULE: Rule = Rule {
    code: "L07",
    name: "operator-mismatch",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, comparison) in subject.comparisons() {
        let Some(base) = comparison.operator.base else { continue };
        let known = [&comparison.left, &comparison.right].into_iter().filter_map(attributes::of);
        let misfit = known.filter_map(catalogue::find).find(|info| !info.accepts(base));
        // The rule for time comparisons says what UtcNow takes.
        let time = [&comparison.left, &comparison.right]
            .into_iter()
            .filter_map(attributes::of)
            .any(|a| attributes::is(a, attributes::UTC_NOW));
        let written = comparison.operator.base_span.of(subject.text());
        if let Some(info) = misfit.filter(|_| !time) {
            findings.add(
                Finding::new(comparison.operator.span, format!("`{written}` does not fit `{}`", info.text))
                    .help(format!("it takes operators such as {}", examples(info.operators))),
            );
            continue;
        }
        if check_shape(comparison, base, written, findings) {
            continue;
        }
        for operand in [&comparison.left, &comparison.right] {
            check_values(subject, literals(operand), base, findings);
        }
    }
}

fn examples(operators: &[&str]) -> String {
    operators.iter().take(3).map(|o| format!("`{o}`")).collect::<Vec<_>>().join(", ")
}

/// One value or several: the operator's form against the value's.
fn check_shape(
    comparison: &Comparison,
    base: BaseOperator,
    written: &str,
    findings: &mut Findings<'_>,
) -> bool {
    let op = &comparison.operator;
    if op.quantified && op.quantifier.is_some() && !base.can_be_quantified() {
        findings.add(
            Finding::new(
                op.span,
                format!("`{written}` is not listed among the operators that compare with sets"),
            )
            .severity(Severity::Warning)
            .help("compare with one value at a time, joined with `OR`"),
        );
        return true;
    }
    match &comparison.right {
        Operand::Set(_) if !op.quantified => {
            let quantifier =
                if base.negated() { Quantifier::ForAnyOfAllValues } else { Quantifier::ForAnyOfAnyValues };
            let mut finding =
                Finding::new(op.span, format!("`{written}` compares with one value, not with a set"));
            if base.can_be_quantified() {
                let name = quantifier.as_str();
                finding = finding
                    .help(format!("`{name}:{written}` compares with all members of the set"))
                    .unsafe_fix(format!("use `{name}`"), vec![operator(op, Some(quantifier), base)]);
            } else {
                finding = finding.help("compare with one value at a time, joined with `OR`");
            }
            findings.add(finding);
            true
        }
        Operand::Literal(literal) if op.quantified && literal.value != LiteralValue::Placeholder => {
            findings.add(
                Finding::new(literal.span, "an operator with a quantifier compares with a set")
                    .help("put the value in braces")
                    .safe_fix("put it in braces", around(literal.span, "{", "}")),
            );
            true
        }
        _ => false,
    }
}

fn check_values(subject: &Subject<'_>, values: &[Literal], base: BaseOperator, findings: &mut Findings<'_>) {
    let wrong: Vec<&Literal> = values.iter().filter(|v| !fits(&v.value, base.operand_type())).collect();
    let Some(first) = wrong.first() else { return };
    let shown = first.span.of(subject.text());
    let wanted = match base.operand_type() {
        OperandType::String => "text in quotes",
        OperandType::Number => "a whole number",
        OperandType::DateTime => "a date and time in quotes",
        OperandType::Boolean => "`true` or `false`",
        OperandType::Guid => "a GUID without quotes",
    };
    let finding = Finding::new(first.span, format!("`{shown}` is no value for `{}`", base.as_str()))
        .help(format!("it takes {wanted}"));
    let unquoted: Option<Vec<_>> =
        wrong.iter().map(|v| bare(v, base.operand_type()).map(|t| replace(v.span, t))).collect();
    findings.add(match unquoted {
        Some(edits) => finding.safe_fix("take the quotes off", edits),
        None if base.operand_type() == OperandType::String => {
            let edits = wrong.iter().flat_map(|v| around(v.span, "'", "'")).collect();
            finding.unsafe_fix("put it in quotes", edits)
        }
        None => finding,
    });
}

fn fits(value: &LiteralValue, wanted: OperandType) -> bool {
    match value {
        LiteralValue::Placeholder | LiteralValue::Error => true,
        LiteralValue::String(_) => matches!(wanted, OperandType::String | OperandType::DateTime),
        LiteralValue::Integer(_) => wanted == OperandType::Number,
        LiteralValue::Boolean(_) => wanted == OperandType::Boolean,
        LiteralValue::Guid(_) => wanted == OperandType::Guid,
    }
}

/// The value without its quotes, if that makes it one of the wanted type.
fn bare(literal: &Literal, wanted: OperandType) -> Option<String> {
    let LiteralValue::String(text) = &literal.value else { return None };
    let text = text.trim();
    let good = match wanted {
        OperandType::Guid => Guid::parse(text).is_some(),
        OperandType::Number => text.parse::<i64>().is_ok(),
        OperandType::Boolean => matches!(text, "true" | "false"),
        OperandType::String | OperandType::DateTime => false,
    };
    good.then(|| text.to_owned())
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::{OWNER, READER};
    let role =
        |rest: &str| format!("@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] {rest}");
    crate::lint::cases::Cases::default()
        .pass(role(&format!("GuidEquals {OWNER}")))
        .pass(role("ForAnyOfAnyValues:GuidEquals {${var.roles}}"))
        .pass("@Resource[Microsoft.Storage/storageAccounts:isHnsEnabled] boolequals true")
        .pass("@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:A_B] NumericEquals 3")
        .fail(role(&format!("GuidEquals '{OWNER}'")), &[&role(&format!("GuidEquals {OWNER}"))])
        .fail(
            role(&format!("ForAnyOfAnyValues:GuidEquals {{'{OWNER}', {READER}}}")),
            &[&role(&format!("ForAnyOfAnyValues:GuidEquals {{{OWNER}, {READER}}}"))],
        )
        .fail(role("GuidEquals 'Owner'"), &[])
        .fail(role("StringLike '8e3*'"), &[])
        .fail(
            role(&format!("GuidEquals {{{OWNER}}}")),
            &[&role(&format!("ForAnyOfAnyValues:GuidEquals {{{OWNER}}}"))],
        )
        .fail(
            role(&format!("GuidNotEquals {{{OWNER}, {READER}}}")),
            &[&role(&format!("ForAnyOfAllValues:GuidNotEquals {{{OWNER}, {READER}}}"))],
        )
        .fail(
            role(&format!("ForAnyOfAnyValues:GuidEquals {OWNER}")),
            &[&role(&format!("ForAnyOfAnyValues:GuidEquals {{{OWNER}}}"))],
        )
        .fail("@Resource[a:b] StringEquals 10", &["@Resource[a:b] StringEquals '10'"])
        .fail("@Resource[a:b] BoolEquals 'true'", &["@Resource[a:b] BoolEquals true"])
        .fail("@Resource[a:b] ForAnyOfAnyValues:StringStartsWith {'a'}", &[])
}
