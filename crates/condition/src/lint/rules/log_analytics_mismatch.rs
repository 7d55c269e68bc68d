//! Log Analytics reads this in another way.
//!
//! ### What it does
//! Reports patterns with `*` or `?` on tables and columns, operators that Log Analytics does not take for a
//! table's name, and values with characters that it does not take.
//!
//! ### Why it is bad
//! Log Analytics translates the condition into its query language. There `StringLike` looks for a whole word
//! and knows no wildcards, and an operator or a value that cannot be translated makes every query fail.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.OperationalInsights/workspaces/tables:name] ForAnyOfAnyValues:StringEquals {'Heartbeat'}
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.OperationalInsights/workspaces/tables:name] ForAllOfAnyValues:StringEquals {'Heartbeat'}
//! ```
//!
//! ### Fix safety
//! Choosing the quantifier that Log Analytics takes is safe: a table has one name. The other cases have no
//! fix.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-log-analytics>
//! - <https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-use-case>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, RECORD, TABLE, begins, is};
use crate::lint::edits::operator;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, texts};
use crate::syntax::ast::{BaseOperator, Comparison, Quantifier, Relation};

pub(crate) const RULE: Rule = Rule {
    code: "L42",
    name: "log-analytics-mismatch",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, comparison) in subject.comparisons() {
        let Some(attribute) = attributes::of(&comparison.left) else { continue };
        let (table, column) = (is(attribute, TABLE), begins(attribute, RECORD));
        let Some(base) = comparison.operator.base.filter(|_| table || column) else { continue };
        if table {
            check_table(comparison, base, findings);
        }
        for (span, value) in texts(&comparison.right) {
            let wildcard = base.relation() == Relation::Like && value.contains(['*', '?']);
            // Table names hold underscores, so the list of characters is for columns.
            let foreign =
                value.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | ' ')));
            if wildcard {
                findings.add(
                    Finding::new(
                        span,
                        "Log Analytics knows no wildcards: the operator looks for a whole word",
                    )
                    .help("write the word itself, or use `StringStartsWith`"),
                );
            } else if let Some(c) = foreign.filter(|_| column) {
                findings.add(
                    Finding::new(
                        span,
                        format!("Log Analytics does not take `{}` in a value", c.escape_default()),
                    )
                    .help("values hold letters, digits, spaces, `@`, `.` and `-`"),
                );
            }
        }
    }
}

/// What a table's name can be compared with.
fn check_table(comparison: &Comparison, base: BaseOperator, findings: &mut Findings<'_>) {
    use Quantifier::{ForAllOfAllValues, ForAllOfAnyValues, ForAnyOfAllValues, ForAnyOfAnyValues};
    let instead = match (comparison.operator.quantifier, base) {
        (None, BaseOperator::StringEquals | BaseOperator::StringNotEquals)
        | (Some(ForAllOfAnyValues), BaseOperator::StringEquals)
        | (Some(ForAllOfAllValues), BaseOperator::StringNotEquals) => return,
        (Some(ForAnyOfAnyValues), BaseOperator::StringEquals) => Some(ForAllOfAnyValues),
        (Some(ForAnyOfAllValues), BaseOperator::StringNotEquals) => Some(ForAllOfAllValues),
        _ => None,
    };
    let mut finding = Finding::new(
        comparison.operator.span,
        "Log Analytics does not take this operator for a table's name",
    )
    .help(
        "it takes `StringEquals` and `StringNotEquals`, and with sets `ForAllOfAnyValues:StringEquals` and \
                `ForAllOfAllValues:StringNotEquals`",
    );
    if let Some(instead) = instead {
        let name = instead.as_str();
        finding = finding
            .safe_fix(format!("use `{name}`"), vec![operator(&comparison.operator, Some(instead), base)]);
    }
    findings.add(finding);
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let table = |rest: &str| format!("@Resource[{TABLE}] {rest}");
    let column = |rest: &str| format!("@Resource[{RECORD}Computer<$key_case_sensitive$>] {rest}");
    crate::lint::cases::Cases::default()
        .pass(table("ForAllOfAnyValues:StringEquals {'Heartbeat', 'My_CL'}"))
        .pass(column("StringLike 'Check Point'"))
        .pass("@Resource[Microsoft.Storage/storageAccounts:name] StringLike 'a*'")
        .fail(
            table("ForAnyOfAnyValues:StringEquals {'Heartbeat'}"),
            &[&table("ForAllOfAnyValues:StringEquals {'Heartbeat'}")],
        )
        .fail(
            table("ForAnyOfAllValues:StringNotEquals {'A', 'B'}"),
            &[&table("ForAllOfAllValues:StringNotEquals {'A', 'B'}")],
        )
        .fail(table("StringStartsWith 'Heart'"), &[])
        .fail(column("StringLike 'web*'"), &[])
        .fail(column("StringEquals 'a/b'"), &[])
}
