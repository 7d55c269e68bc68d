//! A path or prefix that Azure writes in another way.
//!
//! ### What it does
//! Reports values compared with a blob's path or a list's prefix that start with `/`, start with the name of
//! the container that the same clause asks for, or hold percent-encoding.
//!
//! ### Why it is bad
//! The path begins behind the container, without a slash, and is not URL-encoded. Another spelling never
//! matches.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike '/logs/my%20file*'
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'logs/my file*'
//! ```
//!
//! ### Fix safety
//! Unsafe: the comparison starts to match.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, BLOB_PATH, BLOB_PREFIX, is, is_container};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, Use, texts};
use crate::span::Span;
use crate::syntax::ast::Attribute;

pub(crate) const RULE: Rule = Rule {
    code: "L23",
    name: "malformed-path",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, comparison) in subject.comparisons() {
        let is_path = |a: &Attribute| is(a, BLOB_PATH) || is(a, BLOB_PREFIX);
        if !attributes::of(&comparison.left).is_some_and(is_path) {
            continue;
        }
        for (span, value) in texts(&comparison.right) {
            // Just behind the opening quote.
            let start = span.start + 1;
            let strip = |length: usize| vec![replace(Span::new(start, start + length), "")];
            let slashes = value.len() - value.trim_start_matches('/').len();
            if slashes > 0 {
                findings.add(
                    Finding::new(span, "a path starts behind the container, without `/`")
                        .help("with it the comparison never matches")
                        .unsafe_fix("remove the leading `/`", strip(slashes)),
                );
            } else if let Some(container) = container_in_front(subject, at, value) {
                findings.add(
                    Finding::new(span, format!("a path starts behind the container `{container}`"))
                        .help("the container has an attribute of its own; the path does not repeat it")
                        .unsafe_fix("remove the container", strip(container.len() + 1)),
                );
            } else if let Some(code) = percent_encoded(value) {
                findings.add(
                    Finding::new(span, format!("the path is not URL-encoded, so `{code}` stands for itself"))
                        .help("write the character itself"),
                );
            }
        }
    }
}

/// The container that the same clause compares with, if the path starts with it.
fn container_in_front<'a>(subject: &'a Subject<'_>, at: &Use<'_>, path: &str) -> Option<&'a str> {
    let (first, _) = path.split_once('/')?;
    subject
        .comparisons()
        .filter(|(other, c)| other.clause == at.clause && attributes::of(&c.left).is_some_and(is_container))
        .flat_map(|(_, c)| texts(&c.right))
        .map(|(_, name)| name)
        .find(|name| *name == first)
}

fn percent_encoded(value: &str) -> Option<&str> {
    let at = value.match_indices('%').map(|(i, _)| i);
    at.filter_map(|i| value.get(i..i + 3)).find(|code| code.bytes().skip(1).all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let path = |value: &str| format!("@Resource[{BLOB_PATH}] StringLike '{value}'");
    let with = |value: &str| {
        format!(
            "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'data' AND {}",
            path(value)
        )
    };
    crate::lint::cases::Cases::default()
        .pass(path("logs/*"))
        .pass(path("100% sure"))
        .pass(with("logs/data/*"))
        .pass("@Resource[Microsoft.Storage/storageAccounts:name] StringLike '/a%20b'")
        .fail(path("/logs/*"), &[&path("logs/*")])
        .fail(with("data/logs/*"), &[&with("logs/*")])
        .fail(path("my%20logs/*"), &[])
}
