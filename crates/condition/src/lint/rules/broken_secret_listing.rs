//! A condition on secrets that also refuses to list them.
//!
//! ### What it does
//! Reports the name of a secret in a clause for `secrets/readMetadata/action`.
//!
//! ### Why it is bad
//! Listing secrets is that action without a name, so a condition on the name refuses every list, and the
//! portal shows no secrets at all.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/readMetadata/action'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'app1-'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'app1-'))
//! ```
//!
//! ### Fix safety
//! Unsafe: taking `readMetadata` out of the clause lets the names of all secrets be seen. No fix where the clause
//! targets nothing else, or names the action by a wildcard.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/key-vault/general/rbac-abac>

use crate::diagnostic::Severity;
use crate::lint::attributes::{SECRET, is};
use crate::lint::edits::without_target;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;

pub(crate) const RULE: Rule = Rule {
    code: "L29",
    name: "broken-secret-listing",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

const READ_METADATA: &str = "Microsoft.KeyVault/vaults/secrets/readMetadata/action";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut reported = None;
    for (at, _) in subject.attributes().filter(|(_, a)| is(a, SECRET)) {
        let Some(clause) = subject.clause_of(at).filter(|_| reported != at.clause) else { continue };
        let Some(number) = clause.targets.iter().position(|t| t.covers(READ_METADATA)) else { continue };
        let Some(target) = clause.targets.get(number) else { continue };
        reported = at.clause;
        let mut finding = Finding::new(
            target.action.span,
            "listing secrets is refused as well: a list has no secret's name",
        )
        .help("leave `readMetadata` out of this clause if lists are wanted");
        let by_name = target.action.value.eq_ignore_ascii_case(READ_METADATA);
        if let Some(edit) = without_target(subject, clause, number).filter(|_| by_name) {
            finding = finding.unsafe_fix("leave `readMetadata` out of this clause", vec![edit]);
        }
        findings.add(finding);
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::clause;
    const GET: &str = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
    let body = format!("@Resource[{SECRET}] StringStartsWith 'app1-'");
    crate::lint::cases::Cases::default()
        .pass(clause("Microsoft.KeyVault/vaults/secrets/getSecret/action", &body))
        .pass(clause(READ_METADATA, "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'x'"))
        .fail(clause(READ_METADATA, &body), &[])
        .fail(clause("Microsoft.KeyVault/vaults/secrets/*", &body), &[])
        .fail(
            clause(&format!("{READ_METADATA}'}}) AND !(ActionMatches{{'{GET}"), &body),
            &[&clause(GET, &body)],
        )
        .fail(
            clause(&format!("{GET}'}}) AND !(ActionMatches{{'{READ_METADATA}"), &body),
            &[&clause(GET, &body)],
        )
}
