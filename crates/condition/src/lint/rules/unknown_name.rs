//! An attribute, an operator or a word that Azure does not know.
//!
//! ### What it does
//! Reports attribute sources, attributes, quantifiers and operators that stand in none of Azure's tables,
//! with the nearest one that does.
//!
//! ### Why it is bad
//! Azure refuses the condition as invalid and does not say which word it stumbled over. Names such as
//! `StringContains` sound right but are not part of the language.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.ServiceBus/namespaces/queues:Name] StringEquals 'orders'
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/queueServices/queues:name] StringEquals 'orders'
//! ```
//!
//! ### Fix safety
//! Unsafe: the nearest name need not be the one that was meant.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use std::collections::HashMap;

use crate::catalog::attributes::{self as catalogue, Suggestion};
use crate::diagnostic::Severity;
use crate::lint::attributes::{REPOSITORY, is, swallowed_suffix};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::lexer::is_invisible;

pub(crate) const RULE: Rule = Rule {
    code: "L06",
    name: "unknown-name",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

/// Finding the nearest name takes longer than anything else here, and whoever has more unknown names than
/// this is not helped by suggestions.
const MOST_SUGGESTIONS: usize = 20;

/// The parser reports unknown sources and operators; this looks the attributes up.
fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut suggestions: HashMap<&str, Option<Suggestion>> = HashMap::new();
    for (_, attribute) in subject.attributes() {
        let name = attribute.base();
        // Reported already, by the parser or by the rules for what mangled the name.
        let mangled = attribute.source.is_none()
            || name.trim().is_empty()
            || name.chars().any(is_invisible)
            || swallowed_suffix(attribute).is_some()
            || !attribute.span.of(subject.text()).ends_with(']');
        // A repository under `@Resource` has a rule of its own.
        if mangled || is(attribute, REPOSITORY) {
            continue;
        }
        if let Some(info) = catalogue::find(attribute) {
            if let (Some(note), Some(written)) = (info.alias_note(attribute), catalogue::other_spelling(name))
            {
                findings.add(
                    Finding::new(attribute.text_span, note)
                        .help("it is read as the other name here; whether Azure does so at run time is not documented")
                        .severity(Severity::Info)
                        .unsafe_fix(format!("write `{written}`"), vec![replace(attribute.text_span, written)]),
                );
            }
            continue;
        }
        let source = attribute.source.map_or("", |s| s.as_str());
        let mut finding =
            Finding::new(attribute.text_span, format!("unknown attribute `{name}` of `@{source}`"));
        let written = attribute.span.of(subject.text());
        if suggestions.len() < MOST_SUGGESTIONS {
            suggestions.entry(written).or_insert_with(|| catalogue::suggest(attribute));
        }
        finding = match suggestions.get(written).and_then(Option::as_ref) {
            Some(best) => {
                let written = format!("@{}[{}]", best.source.as_str(), best.text);
                finding
                    .help(format!("did you mean `{written}`?"))
                    .unsafe_fix(format!("write `{written}`"), vec![replace(attribute.span, written)])
            }
            None => finding.help("conditions can use the attributes in Azure's tables only"),
        };
        findings.add(finding);
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:Name] StringEquals 'x'")
        .pass("@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Any_Thing] StringEquals 'x'")
        .pass("@Resource[${var.attribute}] StringEquals 'x'")
        .fail("@Resource[Microsoft.ServiceBus/namespaces/queues:Name] StringEquals 'foo'", &[])
        .fail(
            "@Resource[Microsoft.Storage/storageAccount:name] StringEquals 'x'",
            &["@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'"],
        )
        .fail(
            "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName] StringEquals 'x'",
            &["@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'x'"],
        )
        .fail(
            "@Resource[Microsoft.Storage/storageAccounts:name] StringEqual 'x'",
            &["@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'"],
        )
}
