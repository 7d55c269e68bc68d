//! An attribute that requests for the targeted action do not carry.
//!
//! ### What it does
//! Reports an attribute in a clause for an action, or a suboperation, that does not supply it by Azure's
//! tables.
//!
//! ### Why it is bad
//! An absent attribute makes the comparison fail, so the action is refused whatever the values. Blob tags,
//! for example, are not there when a blob is deleted.
//!
//! ### Example
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'))
//! ```
//!
//! ### Use instead
//! ```text
//! ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'))
//! ```
//!
//! ### Fix safety
//! No fix: whether the action or the attribute is wrong is for a person to say.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::catalog::actions::{self, ActionInfo};
use crate::catalog::attributes as catalogue;
use crate::diagnostic::Severity;
use crate::lint::attributes::of_role_assignment;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::{Subject, Target};
use crate::syntax::ast::Source;

pub(crate) const RULE: Rule = Rule {
    code: "L20",
    name: "unavailable-attribute",
    severity: Severity::Warning,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

/// Named in clauses to close it, not because the attributes apply, as in Azure's own examples.
/// Azure: <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples>
const SUPER_USER: &str =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/runAsSuperUser/action";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.condition.has_errors() {
        return;
    }
    let meant: Vec<Vec<(&Target<'_>, Vec<&ActionInfo>)>> = subject
        .clauses
        .iter()
        .map(|c| {
            c.targets
                .iter()
                .map(|t| {
                    let name = t.suboperation.map(|s| s.name);
                    let negated = t.suboperation.is_some_and(|s| s.negated);
                    (t, actions::matching(&t.action.value, name, negated))
                })
                .collect()
        })
        .collect();
    for (at, attribute) in subject.attributes() {
        let Some(targets) = at.clause.and_then(|i| meant.get(i)) else { continue };
        // Role assignments have a rule of their own, and the repository's source as well.
        let Some(info) = catalogue::find(attribute).filter(|_| !of_role_assignment(attribute)) else {
            continue;
        };
        let missing = targets
            .iter()
            .filter(|(t, _)| !t.covers(SUPER_USER))
            .find(|(_, forms)| !forms.is_empty() && !forms.iter().any(|f| f.takes(info)));
        let Some((target, forms)) = missing else { continue };
        let title = forms.first().map_or("", |f| f.title);
        let action = target.action.value.as_str();
        let other = match info.source {
            Source::Request => Some(Source::Resource),
            Source::Resource => Some(Source::Request),
            _ => None,
        };
        let elsewhere = catalogue::of_any_source(attribute)
            .find(|i| Some(i.source) == other && forms.iter().any(|f| f.takes(i)));
        let help = match elsewhere {
            Some(there) => format!("for `{action}` it comes from `@{}`", there.source.as_str()),
            None => format!("where an attribute is absent the action `{action}` is refused"),
        };
        findings.add(
            Finding::new(attribute.span, format!("`{}` is not available for `{title}`", info.text))
                .help(help),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    use crate::lint::attributes::{BLOB_PATH, BLOB_PREFIX, BLOB_TAGS};
    use crate::lint::cases::{blobs, clause};
    let path = format!("@Resource[{BLOB_PATH}] StringLike 'logs/*'");
    let tag = format!("@Resource[{BLOB_TAGS}:Project<$key_case_sensitive$>] StringEquals 'Cascade'");
    let prefix = format!("@Request[{BLOB_PREFIX}] StringStartsWith 'logs/'");
    let list = |body: &str| {
        format!("!(ActionMatches{{'{}'}} AND SubOperationMatches{{'Blob.List'}}) OR ({body})", blobs("read"))
    };
    crate::lint::cases::Cases::default()
        .pass(clause(&blobs("read"), &path))
        .pass(list(&prefix))
        .pass(&path)
        .pass(clause(SUPER_USER, &prefix))
        .pass(clause("Contoso.Unknown/read", &path))
        .pass(clause(&blobs("read"), "@Environment[isPrivateLink] BoolEquals true"))
        .fail(clause(&blobs("delete"), &tag), &[])
        .fail(list(&path), &[])
}
