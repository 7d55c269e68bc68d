//! A shell has swallowed the end of an attribute's name.
//!
//! ### What it does
//! Reports `<$>` or `<>` behind a tag key or a column, and `&$&` or `&&` behind `tags`.
//!
//! ### Why it is bad
//! In double quotes, bash and PowerShell replace `$key_case_sensitive` by nothing, and `<$>` is left of the
//! suffix `<$key_case_sensitive$>`. Azure answers "Resource attribute … is not valid".
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$>] StringEquals 'Cascade'
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'
//! ```
//!
//! ### Fix safety
//! Safe: there is only one suffix that it can have been. The command that swallowed it needs mending as well:
//! write `\$key_case_sensitive\$` in bash, or use single quotes.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::Severity;
use crate::lint::attributes::swallowed_suffix;
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::span::Span;

pub(crate) const RULE: Rule = Rule {
    code: "L03",
    name: "swallowed-key-suffix",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for attribute in subject.uses.iter().flat_map(|u| u.attributes().into_iter().flatten()) {
        let Some((start, suffix)) = swallowed_suffix(attribute) else { continue };
        let span = Span::new(attribute.text_span.start + start, attribute.text_span.end);
        let left = span.of(subject.text());
        findings.add(
            Finding::new(span, format!("`{left}` is what a shell leaves of `{suffix}`"))
                .help("in bash put `\\` before each `$`, in PowerShell a backtick, or use single quotes")
                .safe_fix(format!("write `{suffix}`"), vec![replace(span, suffix)]),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let tag = |suffix: &str| {
        format!("@Resource[{}:Project{suffix}] StringEquals 'Cascade'", crate::lint::attributes::BLOB_TAGS)
    };
    let keys = |suffix: &str| {
        let tags = crate::lint::attributes::BLOB_TAGS;
        format!("@Request[{tags}{suffix}] ForAllOfAnyValues:StringEquals {{'Project'}}")
    };
    crate::lint::cases::Cases::default()
        .pass(tag("<$key_case_sensitive$>"))
        .pass(keys("&$keys$&"))
        .fail(tag("<$>"), &[&tag("<$key_case_sensitive$>")])
        .fail(tag("<>"), &[&tag("<$key_case_sensitive$>")])
        .fail(keys("&$&"), &[&keys("&$keys$&")])
}
