//! A value that adds nothing.
//!
//! ### What it does
//! Reports a set with a member that it holds already, an empty set, and a comparison of a value with a value.
//!
//! ### Why it is bad
//! A member twice wastes some of the 8 KB and hides a slip: another value was meant. An empty set is
//! documented nowhere. A comparison without an attribute has the same result for every request.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts:name] ForAnyOfAnyValues:StringEquals {'a', 'b', 'a'}
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts:name] ForAnyOfAnyValues:StringEquals {'a', 'b'}
//! ```
//!
//! ### Fix safety
//! Removing a repeated member is safe. The other cases have no fix.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::lists::member;
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::span::Span;
use crate::syntax::ast::{BaseOperator, Operand, Relation, Set};

pub(crate) const RULE: Rule = Rule {
    code: "L43",
    name: "redundant-value",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let constant = |o: &Operand| matches!(o, Operand::Literal(_) | Operand::Set(_));
        if constant(&comparison.left) && constant(&comparison.right) {
            findings.add(
                Finding::new(
                    at.expr.span,
                    "a value is compared with a value, so the result is always the same",
                )
                .help("put an attribute on one side, as in `@Request[…]`"),
            );
        }
        let Some(base) = comparison.operator.base else { continue };
        for operand in [&comparison.left, &comparison.right] {
            if let Operand::Set(set) = operand {
                check_set(subject, set, base, findings);
            }
        }
    }
}

fn check_set(subject: &Subject<'_>, set: &Set, base: BaseOperator, findings: &mut Findings<'_>) {
    if set.items.is_empty() {
        findings.add(
            Finding::new(set.span, "the set is empty")
                .help("no page says what a comparison with an empty set yields; name a value"),
        );
    }
    let mut seen = HashSet::with_capacity(set.items.len());
    let mut edits = Vec::new();
    let mut first = None;
    let mut end = set.span.start;
    for item in &set.items {
        let known = member(&item.value, base);
        // A pattern's case is left alone: two patterns that differ in it are still two texts.
        let repeated = known.is_some_and(|m| !seen.insert(m)) && base.relation() != Relation::Like;
        if repeated {
            first.get_or_insert(item.span);
            edits.push(replace(Span::new(end, item.span.end), ""));
        }
        end = item.span.end;
    }
    if let Some(span) = first {
        let shown = span.of(subject.text());
        let message = match edits.len() {
            1 => format!("`{shown}` is in this set already"),
            n => format!("{n} members are in this set already, `{shown}` first"),
        };
        findings.add(
            Finding::new(span, message)
                .help("remove it, or write the value that was meant")
                .safe_fix("remove what is repeated", edits),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("@Resource[a:b] ForAnyOfAnyValues:StringEquals {'a', 'A'}")
        .pass("@Resource[a:b] ForAnyOfAnyValues:StringEquals {'a', '${var.x}', '${var.x}'}")
        .pass("@Resource[a:b] StringEquals @Request[c:d]")
        .fail(
            "@Resource[a:b] ForAnyOfAnyValues:StringEqualsIgnoreCase {'a', 'A' , 'b','a'}",
            &["@Resource[a:b] ForAnyOfAnyValues:StringEqualsIgnoreCase {'a' , 'b'}"],
        )
        .fail(
            "@Request[a:b] ForAnyOfAnyValues:GuidEquals {8e3af657a8ff443ca75c2fe8c4bcb635, 8E3AF657-a8ff-443c-a75c-2fe8c4bcb635}",
            &["@Request[a:b] ForAnyOfAnyValues:GuidEquals {8e3af657a8ff443ca75c2fe8c4bcb635}"],
        )
        .fail("@Resource[a:b] ForAnyOfAnyValues:StringEquals {}", &[])
        .fail("{'a'} ForAnyOfAnyValues:StringEquals {'b'}", &[])
}
