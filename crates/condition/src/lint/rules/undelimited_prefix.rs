//! A prefix that ends in the middle of a name.
//!
//! ### What it does
//! Reports `StringStartsWith` and `StringLike '…*'` on a repository, a path, a list's prefix or a secret
//! where the prefix ends with a letter or a digit.
//!
//! ### Why it is bad
//! `backend` is also how `backend-infra/…` begins. Without its delimiter the prefix lets names through that
//! belong to somebody else.
//!
//! ### Example
//! ```text
//! @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'backend'
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'backend/'
//! ```
//!
//! ### Fix safety
//! Unsafe: it refuses names that are allowed today. Secrets know no `/`, so `-` is added there.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions>
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>

use crate::diagnostic::Severity;
use crate::lint::attributes::{self, BLOB_PATH, BLOB_PREFIX, REPOSITORY, SECRET, is};
use crate::lint::edits::insert;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, texts};
use crate::syntax::ast::Relation;

pub(crate) const RULE: Rule = Rule {
    code: "L27",
    name: "undelimited-prefix",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, comparison) in subject.comparisons() {
        let Some(attribute) = attributes::of(&comparison.left) else { continue };
        let delimiter = if [REPOSITORY, BLOB_PATH, BLOB_PREFIX].iter().any(|n| is(attribute, n)) {
            '/'
        } else if is(attribute, SECRET) {
            '-'
        } else {
            continue;
        };
        let relation = comparison.operator.base.map(|b| b.relation());
        for (span, value) in texts(&comparison.right) {
            let prefix = match relation {
                Some(Relation::StartsWith) => value,
                Some(Relation::Like) => match value.strip_suffix('*') {
                    Some(prefix) if !prefix.contains(['*', '?', '\\']) => prefix,
                    _ => continue,
                },
                _ => continue,
            };
            if !prefix.ends_with(char::is_alphanumeric) {
                continue;
            }
            // Just behind the prefix, inside the quotes.
            let place = span.start + 1 + prefix.len();
            findings.add(
                Finding::new(span, format!("`{prefix}` is also the beginning of longer names"))
                    .help(format!("end it with its delimiter, as in `{prefix}{delimiter}`"))
                    .unsafe_fix(format!("add `{delimiter}`"), vec![insert(place, delimiter.to_string())]),
            );
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    let test =
        |attribute: &str, operator: &str, value: &str| format!("@Request[{attribute}] {operator} '{value}'");
    crate::lint::cases::Cases::default()
        .pass(test(REPOSITORY, "StringStartsWith", "backend/"))
        .pass(test(REPOSITORY, "StringEquals", "backend"))
        .pass(test(BLOB_PATH, "StringLike", "logs/*"))
        .pass(test(BLOB_PATH, "StringLike", "*.txt"))
        .pass(test("a:b", "StringStartsWith", "x"))
        .fail(
            test(REPOSITORY, "StringStartsWithIgnoreCase", "backend"),
            &[&test(REPOSITORY, "StringStartsWithIgnoreCase", "backend/")],
        )
        .fail(test(BLOB_PATH, "StringLike", "logs*"), &[&test(BLOB_PATH, "StringLike", "logs/*")])
        .fail(test(SECRET, "StringStartsWith", "app1"), &[&test(SECRET, "StringStartsWith", "app1-")])
}
