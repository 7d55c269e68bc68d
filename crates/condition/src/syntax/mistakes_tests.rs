//! Single mistakes in real conditions: each gives one error, in words that name it, and where it can be known what
//! was meant a fix that leaves no error.

mod attributes;
mod matches;
mod operators;
mod structure;
mod values;

use crate::diagnostic::{Diagnostic, Severity, apply_edits};
use crate::lint::{Context, lint};
use crate::syntax::parse;
use crate::syntax::print::print;

const DELEGATION: &str = "(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})\n )\n OR \n (\n  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}\n )\n)\nAND\n(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})\n )\n OR \n (\n  @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}\n )\n)";
const STORAGE: &str = "(\n (\n  !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})\n )\n OR \n (\n  @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'\n  OR\n  NOT Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot]\n )\n)";
const CALLER: &str = "@Environment[UtcNow] DateTimeGreaterThan '2022-06-01T00:00:00.0Z' AND @Environment[isPrivateLink] BoolEquals true AND (@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project] StringEquals @Resource[Microsoft.Storage/storageAccounts:name] OR @Resource[Microsoft.Storage/storageAccounts:name] StringLike 'logs*')";

/// The condition, what stands in it, what is written instead, the error, and the title of its first fix.
type Mistake = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>);

const MISTAKES: [&[Mistake]; 5] =
    [matches::MISTAKES, attributes::MISTAKES, operators::MISTAKES, values::MISTAKES, structure::MISTAKES];

fn errors(text: &str) -> Vec<Diagnostic> {
    let report = lint(&parse(text), &Context::default());
    report.diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect()
}

#[test]
fn one_mistake_is_one_error_and_its_fix_mends_it() {
    let mistakes = MISTAKES.concat();
    assert!(mistakes.len() > 40);
    for (condition, right, wrong, message, fix) in &mistakes {
        assert_eq!(errors(condition), [], "{condition}");
        assert!(condition.contains(right), "{right}");
        let text = condition.replacen(right, wrong, 1);
        assert_eq!(print(&parse(&text)), text, "{wrong}");
        let found = errors(&text);
        let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, [*message], "{wrong}");
        assert!(found[0].help.is_some(), "{wrong}");
        let first = found[0].fixes.first();
        assert_eq!(first.map(|f| f.title.as_str()), *fix, "{wrong}");
        if let Some(first) = first {
            let mended = apply_edits(&text, &first.edits);
            assert_eq!(errors(&mended), [], "{wrong}: {mended}");
        }
    }
}

#[test]
fn keywords_in_other_casing_are_warned_of_only() {
    for (right, wrong) in [
        ("AND NOT Sub", "and NOT Sub"),
        ("NOT Exists", "not exists"),
        ("NOT Exists", "NotExists"),
        ("\n OR ", "\n or "),
    ] {
        let text = STORAGE.replacen(right, wrong, 1);
        assert_ne!(text, STORAGE);
        let warned = parse(&text).diagnostics;
        assert!(!warned.is_empty() && warned.iter().all(|d| d.severity == Severity::Warning), "{wrong}");
        let edits: Vec<_> = warned.iter().flat_map(|d| d.fixes[0].edits.clone()).collect();
        assert_eq!(parse(&apply_edits(&text, &edits)).diagnostics, [], "{wrong}");
    }
}
