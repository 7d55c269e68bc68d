//! Single mistakes in real conditions: each gives one error, in words that name it, and where it can be known what
//! was meant a fix that leaves no error.

use crate::diagnostic::{Diagnostic, Severity, apply_edits};
use crate::lint::{Context, lint};
use crate::syntax::parse;
use crate::syntax::print::print;

const DELEGATION: &str = "(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})\n )\n OR \n (\n  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}\n )\n)\nAND\n(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})\n )\n OR \n (\n  @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}\n )\n)";
const STORAGE: &str = "(\n (\n  !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})\n )\n OR \n (\n  @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'\n  OR\n  NOT Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot]\n )\n)";
const CALLER: &str = "@Environment[UtcNow] DateTimeGreaterThan '2022-06-01T00:00:00.0Z' AND @Environment[isPrivateLink] BoolEquals true AND (@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project] StringEquals @Resource[Microsoft.Storage/storageAccounts:name] OR @Resource[Microsoft.Storage/storageAccounts:name] StringLike 'logs*')";

/// The condition, what stands in it, what is written instead, the error, and the title of its first fix.
type Mistake = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>);

const MISTAKES: &[Mistake] = &[
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches('Microsoft.Authorization/roleAssignments/write')",
        "`ActionMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches['Microsoft.Authorization/roleAssignments/write']",
        "`ActionMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches 'Microsoft.Authorization/roleAssignments/write'",
        "`ActionMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{Microsoft.Authorization/roleAssignments/write}",
        "`Microsoft.Authorization/roleAssignments/write` lacks its quotes",
        Some("put it in single quotes"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{\"Microsoft.Authorization/roleAssignments/write\"}",
        "text stands in double quotes",
        Some("use single quotes"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{‘Microsoft.Authorization/roleAssignments/write’}",
        "typographic quotes are not quotes to Azure",
        Some("use single quotes"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write}",
        "text in quotes is never closed",
        Some("close the text with `'`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{Microsoft.Authorization/roleAssignments/write'}",
        "text lacks its first quote",
        Some("write `'` before it"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'",
        "`{` is never closed",
        Some("add `}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches'Microsoft.Authorization/roleAssignments/write'}",
        "`ActionMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatch{'Microsoft.Authorization/roleAssignments/write'}",
        "unknown test `ActionMatch`",
        Some("write `ActionMatches`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches{}",
        "`ActionMatches` names nothing",
        None,
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "ActionMatches = 'Microsoft.Authorization/roleAssignments/write'",
        "`ActionMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "'Microsoft.Authorization/roleAssignments/write'",
        "`'Microsoft.Authorization/roleAssignments/write'` is compared with nothing",
        Some("write `ActionMatches{'…'}`"),
    ),
    (
        DELEGATION,
        "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
        "Microsoft.Authorization/roleAssignments/write",
        "`Microsoft.Authorization/roleAssignments/write` is compared with nothing",
        Some("write `ActionMatches{'…'}`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "attribute source `Request` lacks its `@`",
        Some("write `@` before the source"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId",
        "attribute `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId` is never closed",
        Some("close the attribute with `]`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@RequestMicrosoft.Authorization/roleAssignments:RoleDefinitionId]",
        "attribute `@RequestMicrosoft.Authorization/roleAssignments:RoleDefinitionId]` lacks its square brackets",
        Some("write it with `[` and `]`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request(Microsoft.Authorization/roleAssignments:RoleDefinitionId)",
        "attribute `@Request(Microsoft.Authorization/roleAssignments:RoleDefinitionId)` lacks its square brackets",
        Some("write it with `[` and `]`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request{Microsoft.Authorization/roleAssignments:RoleDefinitionId}",
        "attribute `@Request{Microsoft.Authorization/roleAssignments:RoleDefinitionId}` lacks its square brackets",
        Some("write it with `[` and `]`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "Microsoft.Authorization/roleAssignments:RoleDefinitionId",
        "attribute `Microsoft.Authorization/roleAssignments:RoleDefinitionId` lacks its source and brackets",
        Some("write `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request.Microsoft.Authorization/roleAssignments:RoleDefinitionId",
        "attribute `@Request.Microsoft.Authorization/roleAssignments:RoleDefinitionId` lacks its square brackets",
        Some("write it with `[` and `]`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Reqest[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "unknown attribute source `Reqest`",
        Some("write `Request`"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request['Microsoft.Authorization/roleAssignments:RoleDefinitionId']",
        "an attribute's name stands in quotes",
        Some("remove the quotes"),
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request[Microsoft.Authorization/roleAssignments]",
        "unknown attribute `Microsoft.Authorization/roleAssignments` of `@Request`",
        None,
    ),
    (
        DELEGATION,
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
        "@Request[Microsoft.Authorization/roleAssignments/RoleDefinitionId]",
        "unknown attribute `Microsoft.Authorization/roleAssignments/RoleDefinitionId` of `@Request`",
        Some("write `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]`"),
    ),
    (
        DELEGATION,
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d\n  AND\n  @Request",
        "a list stands without its curly brackets",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "(acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d)\n  AND\n  @Request",
        "a list stands without its curly brackets",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "[acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d]\n  AND\n  @Request",
        "a list stands without its curly brackets",
        Some("write it with `{` and `}`"),
    ),
    (
        DELEGATION,
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d\n  AND\n  @Request",
        "`{` is never closed",
        Some("add `}`"),
    ),
    (
        DELEGATION,
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d,}\n  AND\n  @Request",
        "`,` has no value beside it",
        Some("remove `,`"),
    ),
    (
        DELEGATION,
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "acdd72a7-3385-48ef-bd42-f606fba81ae7 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "two members stand side by side",
        Some("write `,` between them"),
    ),
    (
        DELEGATION,
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "acdd72a7-3385-48ef-bd42-f606fba81ae7; 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "`;` does not separate members of a list",
        Some("write `,`"),
    ),
    (
        DELEGATION,
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "'acdd72a7-3385-48ef-bd42-f606fba81ae7', '7f951dda-4ed3-4680-a7ca-43fe172d538d'}\n  AND\n  @Request",
        "`'acdd72a7-3385-48ef-bd42-f606fba81ae7'` is no value for `GuidEquals`",
        Some("take the quotes off"),
    ),
    (
        DELEGATION,
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "acdd72a7-3385-48ef-bd42-f606fba81ae, 7f951dda-4ed3-4680-a7ca-43fe172d538d}\n  AND\n  @Request",
        "`acdd72a7-3385-48ef-bd42-f606fba81ae` is not a GUID",
        None,
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "ForAnyOfAnyValues: GuidEquals {acdd72a7",
        "white space stands inside an operator",
        Some("close the gap"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "ForAnyOfAnyValues GuidEquals {acdd72a7",
        "white space stands inside an operator",
        Some("close the gap"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "IN {acdd72a7",
        "unknown operator `IN`",
        Some("write `ForAnyOfAnyValues:GuidEquals`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "= {acdd72a7",
        "`=` is not an operator of the language",
        Some("write `ForAnyOfAnyValues:GuidEquals`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "{acdd72a7",
        "no operator stands between `@Request[Microsoft.Authorization/roleAssignments:RoleDefinit…` and `{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7…`",
        Some("write `ForAnyOfAnyValues:GuidEquals`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "ForAnyOfAnyValues {acdd72a7",
        "quantifier `ForAnyOfAnyValues` lacks its operator",
        Some("write `ForAnyOfAnyValues:GuidEquals`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "GuidEquals {acdd72a7",
        "`GuidEquals` compares with one value, not with a set",
        Some("use `ForAnyOfAnyValues`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "ForAnyOfAnyValue:GuidEquals {acdd72a7",
        "unknown quantifier `ForAnyOfAnyValue`",
        Some("write `ForAnyOfAnyValues`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "ForAnyOfAnyValues:GuidEqual {acdd72a7",
        "unknown operator `GuidEqual`",
        Some("write `GuidEquals`"),
    ),
    (
        DELEGATION,
        "ForAnyOfAnyValues:GuidEquals {acdd72a7",
        "NOT IN {acdd72a7",
        "`NOT` cannot stand before an operator",
        Some("write `ForAnyOfAllValues:GuidNotEquals`"),
    ),
    (
        DELEGATION,
        "\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "two expressions stand side by side",
        Some("write `AND` between them"),
    ),
    (
        DELEGATION,
        "\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "\n  ,\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "`,` does not join expressions",
        Some("write `AND`"),
    ),
    (
        DELEGATION,
        "\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "\n  AND AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "an expression is missing before `AND`",
        Some("remove it"),
    ),
    (
        DELEGATION,
        "\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "\n  & \n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "`&` does not join expressions",
        Some("write `AND`"),
    ),
    (
        DELEGATION,
        "\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "\n  ADN\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType]",
        "`ADN` does not join expressions",
        Some("write `AND`"),
    ),
    (
        DELEGATION,
        "\n OR \n (\n  @Request",
        "\n (\n  @Request",
        "two expressions stand side by side",
        Some("write `AND` between them"),
    ),
    (
        DELEGATION,
        "\n OR \n (\n  @Request",
        "\n | \n (\n  @Request",
        "`|` does not join expressions",
        Some("write `OR`"),
    ),
    (
        DELEGATION,
        "\n)\nAND\n(\n",
        "\n)\n(\n",
        "two expressions stand side by side",
        Some("write `AND` between them"),
    ),
    (DELEGATION, "\n)\nAND\n(\n", "\nAND\n(\n", "`(` is never closed", Some("add `)` at the end")),
    (DELEGATION, "\n)\nAND\n(\n", "\n))\nAND\n(\n", "`)` closes nothing", Some("remove `)`")),
    (DELEGATION, "\n)\nAND\n(\n", "\n)\nAND\n", "`)` closes nothing", Some("remove `)`")),
    (DELEGATION, "\n )\n)\nAND", "\n )\n}\nAND", "`}` closes a group that `(` opened", Some("write `)`")),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "'User, 'Group'}\n )\n)\nAND",
        "text in quotes is never closed",
        Some("close the text with `'`"),
    ),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "'User', 'Group}\n )\n)\nAND",
        "text in quotes is never closed",
        Some("close the text with `'`"),
    ),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "'User' 'Group'}\n )\n)\nAND",
        "two members stand side by side",
        Some("write `,` between them"),
    ),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "User, 'Group'}\n )\n)\nAND",
        "`User` lacks its quotes",
        Some("put it in single quotes"),
    ),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "\"User\", 'Group'}\n )\n)\nAND",
        "text stands in double quotes",
        Some("use single quotes"),
    ),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "“User”, 'Group'}\n )\n)\nAND",
        "typographic quotes are not quotes to Azure",
        Some("use single quotes"),
    ),
    (
        DELEGATION,
        "'User', 'Group'}\n )\n)\nAND",
        "'User', 'Group')\n )\n)\nAND",
        "`)` closes a list that `{` opened",
        Some("write `}`"),
    ),
    (
        DELEGATION,
        "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
        "NOT ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
        "`)` closes nothing",
        Some("remove `)`"),
    ),
    (
        DELEGATION,
        "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
        "!ActionMatches({'Microsoft.Authorization/roleAssignments/write'})",
        "`ActionMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "= 'Cascade'",
        "`=` is not an operator of the language",
        Some("write `StringEquals`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "== 'Cascade'",
        "`==` is not an operator of the language",
        Some("write `StringEquals`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "'Cascade'",
        "no operator stands between `@Resource[Microsoft.Storage/storageAccounts/blobServices/con…` and `'Cascade'`",
        Some("write `StringEquals`"),
    ),
    (STORAGE, "StringEquals 'Cascade'", "StringEquals", "`StringEquals` has no value after it", None),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals Cascade",
        "`Cascade` lacks its quotes",
        Some("put it in single quotes"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals \"Cascade\"",
        "text stands in double quotes",
        Some("use single quotes"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals 'Cascade",
        "text in quotes is never closed",
        Some("close the text with `'`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals Cascade'",
        "text lacks its first quote",
        Some("write `'` before it"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEqual 'Cascade'",
        "unknown operator `StringEqual`",
        Some("write `StringEquals`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "String Equals 'Cascade'",
        "white space stands inside an operator",
        Some("close the gap"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringContains 'Cascade'",
        "unknown operator `StringContains`",
        Some("write `StringLike '*Cascade*'`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "equals 'Cascade'",
        "unknown operator `equals`",
        Some("write `StringEquals`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals ('Cascade')",
        "brackets stand around a single value",
        Some("remove the brackets"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals {'Cascade'}",
        "`StringEquals` compares with one value, not with a set",
        Some("use `ForAnyOfAnyValues`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals 'Cas''cade'",
        "a quote cannot stand inside a text",
        None,
    ),
    (STORAGE, "StringEquals 'Cascade'", "StringEquals 'O'Brien'", "a quote cannot stand inside a text", None),
    (
        STORAGE,
        "<$key_case_sensitive$>",
        "<$>",
        "`<$>` is what a shell leaves of `<$key_case_sensitive$>`",
        Some("write `<$key_case_sensitive$>`"),
    ),
    (
        STORAGE,
        "NOT Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot]",
        "NOT Exists(@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot])",
        "`Exists` takes its attribute without parentheses",
        Some("remove the parentheses"),
    ),
    (
        STORAGE,
        "NOT Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot]",
        "NOT @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot] Exists",
        "`Exists` stands behind its attribute",
        Some("write it in front"),
    ),
    (
        STORAGE,
        "NOT SubOperationMatches{'Blob.List'}",
        "NOT SubOperationMatches('Blob.List')",
        "`SubOperationMatches` needs `{` and `}`",
        Some("write it with `{` and `}`"),
    ),
    (
        CALLER,
        "DateTimeGreaterThan",
        "> ",
        "`>` is not an operator of the language",
        Some("write `DateTimeGreaterThan`"),
    ),
    (
        CALLER,
        "DateTimeGreaterThan '2022-06-01T00:00:00.0Z'",
        "DateTimeGreaterThan 2022-06-01T00:00:00.0Z",
        "`2022-06-01T00:00:00.0Z` lacks its quotes",
        Some("put it in single quotes"),
    ),
    (
        CALLER,
        "BoolEquals true",
        "BoolEquals 'true'",
        "`'true'` is no value for `BoolEquals`",
        Some("take the quotes off"),
    ),
    (CALLER, "BoolEquals true", "", "`@Environment[isPrivateLink]` is compared with nothing", None),
    (
        CALLER,
        "BoolEquals true",
        "= true",
        "`=` is not an operator of the language",
        Some("write `BoolEquals`"),
    ),
    (CALLER, " OR @Resource", " OR OR @Resource", "an expression is missing before `OR`", Some("remove it")),
    (CALLER, "'logs*')", "'logs*') AND", "an expression is missing at the end", Some("remove it")),
    (CALLER, "'logs*')", "'logs*');", "`;` is not expected here", Some("remove it")),
    (CALLER, "'logs*')", "'logs*'", "`(` is never closed", Some("add `)` at the end")),
    (
        CALLER,
        "@Environment[isPrivateLink]",
        "@ Environment[isPrivateLink]",
        "white space stands inside an attribute",
        Some("close the gap"),
    ),
    (
        CALLER,
        "@Environment[isPrivateLink]",
        "@Environment [isPrivateLink]",
        "white space stands inside an attribute",
        Some("close the gap"),
    ),
    (
        CALLER,
        "@Environment[isPrivateLink]",
        "@Environment[ isPrivateLink ]",
        "unknown attribute ` isPrivateLink ` of `@Environment`",
        Some("write `@Environment[isPrivateLink]`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEndsWith 'Cascade'",
        "unknown operator `StringEndsWith`",
        Some("write `StringLike '*Cascade'`"),
    ),
    (
        STORAGE,
        "StringEquals 'Cascade'",
        "StringEquals ''Cascade''",
        "the quotes are doubled, as a script or a template writes them",
        Some("write single quotes once"),
    ),
    (
        STORAGE,
        "AND NOT SubOperationMatches",
        "AND != SubOperationMatches",
        "`!=` does not negate an expression",
        Some("write `NOT`"),
    ),
    (CALLER, "(@Principal", "-- who\n(@Principal", "conditions have no comments", Some("remove the comment")),
    (CALLER, "(@Principal", "// who\n(@Principal", "conditions have no comments", Some("remove the comment")),
];

fn errors(text: &str) -> Vec<Diagnostic> {
    let report = lint(&parse(text), &Context::default());
    report.diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect()
}

#[test]
fn one_mistake_is_one_error_and_its_fix_mends_it() {
    assert!(MISTAKES.len() > 40);
    for (condition, right, wrong, message, fix) in MISTAKES {
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
