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
//! No fix: whether the names of all secrets may be seen is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/key-vault/general/rbac-abac>

use crate::diagnostic::Severity;
use crate::lint::attributes::{SECRET, is};
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
        let target = subject.clause_of(at).and_then(|c| c.targets.iter().find(|t| t.covers(READ_METADATA)));
        if let Some(target) = target.filter(|_| reported != at.clause) {
            reported = at.clause;
            findings.add(
                Finding::new(
                    target.action.span,
                    "listing secrets is refused as well: a list has no secret's name",
                )
                .help("leave `readMetadata` out of this clause if lists are wanted"),
            );
        }
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::cases::clause;
    let body = format!("@Resource[{SECRET}] StringStartsWith 'app1-'");
    crate::lint::cases::Cases::default()
        .pass(clause("Microsoft.KeyVault/vaults/secrets/getSecret/action", &body))
        .pass(clause(READ_METADATA, "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'x'"))
        .fail(clause(READ_METADATA, &body), &[])
        .fail(clause("Microsoft.KeyVault/vaults/secrets/*", &body), &[])
}
