//! A condition on repositories that the registry does not read.
//!
//! ### What it does
//! Reports the repository's name taken from `@Resource`, and any use of it where the registry is not in the
//! mode "RBAC Registry + ABAC Repository Permissions".
//!
//! ### Why it is bad
//! The name is an attribute of the request, even for reading. In the other mode the registry reads no
//! conditions, and its repository roles grant nothing.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'backend/'
//! ```
//!
//! ### Use instead
//! ```text
//! @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'backend/'
//! ```
//!
//! ### Fix safety
//! Unsafe: the comparison starts to match. The registry's mode has no fix here.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions>

use crate::diagnostic::Severity;
use crate::lint::attributes::{REPOSITORY, is};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L28",
    name: "unread-repository-attribute",
    severity: Severity::Warning,
    needs: Need::Registry,
    reach: Reach::Part,
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut mode_reported = false;
    for (_, attribute) in subject.attributes().filter(|(_, a)| is(a, REPOSITORY)) {
        if attribute.source == Some(Source::Resource) {
            findings.add(
                Finding::new(attribute.span, "the repository's name is an attribute of the request")
                    .help("use `@Request`, also for reading")
                    .unsafe_fix("use `@Request`", vec![replace(attribute.source_span, "Request")]),
            );
        }
        match subject.context.registry_reads_conditions {
            None => findings.not_checked(),
            Some(false) if !mode_reported => {
                mode_reported = true;
                findings.add(
                    Finding::new(attribute.span, "this registry does not read conditions")
                        .help("set its permissions mode to `RBAC Registry + ABAC Repository Permissions`"),
                );
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::context::Context;
    let test = |source: &str| format!("@{source}[{REPOSITORY}] StringStartsWith 'backend/'");
    let mode = |reads| Context { registry_reads_conditions: Some(reads), ..Context::default() };
    crate::lint::cases::Cases::default()
        .with(mode(true))
        .pass(test("Request"))
        .fail(test("Resource"), &[&test("Request")])
        .with(mode(false))
        .pass("@Request[a:b] StringEquals 'x'")
        .fail(test("Request"), &[])
}
