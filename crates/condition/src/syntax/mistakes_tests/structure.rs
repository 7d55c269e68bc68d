//! How expressions are joined and grouped, and what does not belong between them.

use super::{CALLER, DELEGATION, Mistake, STORAGE};

pub(super) const MISTAKES: &[Mistake] = &[
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
    (CALLER, " OR @Resource", " OR OR @Resource", "an expression is missing before `OR`", Some("remove it")),
    (CALLER, "'logs*')", "'logs*') AND", "an expression is missing at the end", Some("remove it")),
    (CALLER, "'logs*')", "'logs*');", "`;` is not expected here", Some("remove it")),
    (CALLER, "'logs*')", "'logs*'", "`(` is never closed", Some("add `)` at the end")),
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
