use super::*;
use crate::facts::{NoDirectory, PrincipalFacts};
use crate::syntax::parse;

const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const ADMIN: &str = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const PULL: &str = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const GROUP: &str = "00000000-0000-0000-0000-0000000000aa";

struct Known(Vec<RoleFacts>, Vec<PrincipalFacts>);

impl Directory for Known {
    fn roles(&self) -> &[RoleFacts] {
        &self.0
    }
    fn roles_are_complete(&self) -> bool {
        true
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        Some(&self.1)
    }
}

fn known() -> Known {
    let role = |id: &str, name: &str, privileged: bool| RoleFacts {
        id: Guid::parse(id).unwrap(),
        name: name.into(),
        custom: false,
        privileged: privileged.then(|| "can assign roles".into()),
        permissions: Vec::new(),
    };
    let group = PrincipalFacts {
        id: Guid::parse(GROUP).unwrap(),
        name: "Platform team".into(),
        kind: Some("Group".into()),
    };
    Known(
        vec![
            role(OWNER, "Owner", true),
            role(ADMIN, "User Access Administrator", true),
            role(READER, "Reader", false),
            role(PULL, "AcrPull", false),
        ],
        vec![group],
    )
}

fn clauses(write: &str, delete: &str) -> String {
    let attribute = "Microsoft.Authorization/roleAssignments:";
    let clause = |action: &str, expression: &str, source: &str| {
        let expression = expression
            .replace("ROLE", &format!("{source}[{attribute}RoleDefinitionId]"))
            .replace("TYPE", &format!("{source}[{attribute}PrincipalType]"))
            .replace("WHO", &format!("{source}[{attribute}PrincipalId]"));
        format!(
            "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/{action}'}})) OR ({expression}))"
        )
    };
    format!("{} AND {}", clause("write", write, "@Request"), clause("delete", delete, "@Resource"))
}

fn both(expression: &str) -> String {
    clauses(expression, expression)
}

#[test]
fn one_sentence_says_it() {
    let two = format!("ROLE ForAnyOfAnyValues:GuidEquals {{{READER}, {PULL}}}");
    let kinds = format!("{two} AND TYPE StringEqualsIgnoreCase 'serviceprincipal'");
    let no_owner = format!("ROLE ForAnyOfAllValues:GuidNotEquals {{{OWNER}, {ADMIN}}}");
    let vacuous = format!("ROLE ForAnyOfAnyValues:GuidNotEquals {{{OWNER}, {ADMIN}}}");
    let one = format!("ROLE GuidEquals {READER} AND WHO ForAnyOfAnyValues:GuidEquals {{{GROUP}}}");
    let pairs = format!(
        "(ROLE GuidEquals {READER} AND TYPE StringEquals 'User') OR (ROLE GuidEquals {PULL} AND TYPE StringEquals 'Group')"
    );
    let told =
        format!("ROLE GuidEquals {READER} OR (ROLE GuidEquals {PULL} AND @Principal[x] StringEquals 'y')");
    for (text, expected) in [
        (
            both(&told),
            "May assign Reader to anyone; may not remove anything else; cannot reach Owner; some answers are unknown.",
        ),
        (
            both(&kinds),
            "May assign 2 roles to service principals only; may not remove anything else; cannot reach Owner.",
        ),
        (both(&two), "May assign 2 roles to anyone; may not remove anything else; cannot reach Owner."),
        (
            both(&no_owner),
            "May assign every role except Owner and User Access Administrator to anyone; \
             may not remove anything else; cannot reach Owner.",
        ),
        (
            both(&vacuous),
            "May assign every role to anyone; may remove every role from anyone; \
             can reach Owner and User Access Administrator.",
        ),
        (
            both(&one),
            "May assign Reader to 1 named principal only; may not remove anything else; cannot reach Owner.",
        ),
        (
            both(&pairs),
            "May assign 2 roles to principals that depend on the role; may not remove anything else; cannot reach Owner.",
        ),
        (
            format!(
                "!(ActionMatches{{'Microsoft.Authorization/roleAssignments/delete'}}) AND ({})",
                both(&two)
            ),
            "May assign 2 roles to anyone; may not remove any; cannot reach Owner.",
        ),
        (
            // Deleting reads the request, which has nothing to read.
            both(&two).replace("@Resource", "@Request"),
            "May assign 2 roles to anyone; whether it may remove any is unknown; cannot reach Owner.",
        ),
        (
            "!(ActionMatches{'Microsoft.Authorization/roleAssignments/*'})".to_owned(),
            "May not assign any role; may not remove any; cannot reach Owner.",
        ),
    ] {
        assert_eq!(grid(&parse(&text), &known()).unwrap().summary, expected, "{text}");
    }
}

#[test]
fn rows_and_columns_are_named_first_and_any_other_last() {
    let unknown = "11111111-2222-3333-4444-555555555555";
    let text = both(&format!(
        "ROLE ForAnyOfAnyValues:GuidEquals {{{PULL}, {unknown}, {OWNER}}} AND WHO ForAnyOfAnyValues:GuidEquals {{{GROUP}, {unknown}}}"
    ));
    let grid = grid(&parse(&text), &known()).unwrap();
    let rows: Vec<_> = grid.rows.iter().map(|r| (r.label.as_str(), r.group)).collect();
    assert_eq!(
        rows,
        [
            ("AcrPull", Group::InCondition),
            (unknown, Group::InCondition),
            ("Owner", Group::InCondition),
            ("User Access Administrator", Group::Privileged),
            ("any other role", Group::AnyOther),
        ]
    );
    let columns: Vec<_> = grid.columns.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(columns[..4], ["User", "Group", "Service principal", "Platform team"]);
    assert_eq!(columns[4..], [unknown], "the condition does not ask for types");
    let typed = parse(&format!("{text} AND Exists @Request[{PRINCIPAL_TYPE}]"));
    let typed = super::grid(&typed, &known()).unwrap();
    assert_eq!(typed.columns.len(), 3 + 1 + 3, "a principal of unknown type has a column for each");
    assert!(grid.rows.iter().all(|r| r.cells.len() == columns.len()));
    let cell = grid.rows[0].cells[3];
    assert_eq!((cell.write, cell.delete), (Truth::True, Truth::True));
    assert_eq!(grid.rows[4].cells[3].write, Truth::False);
    assert!(!grid.readings_differ);
}

#[test]
fn readings_that_differ_are_told() {
    // The landing-zone vending shape: AND binds tighter, so deleting is left open.
    let text = format!(
        "(!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals {READER}) AND ((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/delete'}})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals {READER}))"
    );
    let grid = grid(&parse(&text), &known()).unwrap();
    assert!(grid.readings_differ);
    let any = grid.rows.last().unwrap();
    assert_eq!((any.cells[0].write, any.cells[0].delete), (Truth::False, Truth::True));
    assert!(grid.summary.contains("left to right"));
}

#[test]
fn other_conditions_have_no_grid() {
    for text in ["", "@Resource[a:b] StringEquals 'x'", "(@Subject.Application == 'x')", "ActionMatches{'*'}"]
    {
        assert!(grid(&parse(text), &NoDirectory).is_none(), "{text}");
    }
    let odd = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals (";
    assert!(grid(&parse(odd), &NoDirectory).is_some(), "half a condition still has a grid");
    let principal = both("Exists @Principal[x]");
    let grid = grid(&parse(&principal), &NoDirectory).unwrap();
    assert_eq!(grid.rows[0].cells[0].write, Truth::Unknown, "nothing is known of the delegate");
}
