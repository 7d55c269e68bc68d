use super::*;
use crate::builder::model::model;
use crate::facts::NoDirectory;

const ROLE: &str = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

fn attribute(source: &str, text: &str) -> AttributeChoice {
    AttributeChoice { source: source.into(), text: text.into() }
}

fn action(name: &str) -> ActionChoice {
    ActionChoice {
        action: format!("Microsoft.Authorization/roleAssignments/{name}"),
        suboperation: None,
        suboperation_negated: false,
    }
}

fn row(operator: &str, values: &[&str]) -> RowChoice {
    RowChoice {
        attribute: attribute("Request", ROLE),
        operator: operator.into(),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
        right: None,
    }
}

fn new_row() -> RowChoice {
    RowChoice {
        attribute: attribute("Request", "new"),
        operator: "StringEquals".into(),
        values: vec!["n".into()],
        right: None,
    }
}

fn edited(text: &str, change: &ModelEdit) -> Result<String, EditError> {
    Ok(apply_edits(text, &edit(&parse(text), change)?))
}

fn check(cases: &[(&str, ModelEdit, &str)]) {
    for (text, change, expected) in cases {
        assert_eq!(edited(text, change).as_deref(), Ok(*expected), "{change:?} of {text}");
    }
}

#[test]
fn a_delegation_is_built_from_nothing_in_the_portals_layout() {
    let one = edited(
        "",
        &ModelEdit::AddClause {
            actions: vec![action("write")],
            row: Some(row("ForAnyOfAnyValues:GuidEquals", &[READER])),
        },
    )
    .unwrap();
    let row_text = format!("@Request[{ROLE}] ForAnyOfAnyValues:GuidEquals {{{READER}}}");
    let write = format!(
        "(\n (\n  !(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})\n )\n OR \n (\n  {row_text}\n )\n)"
    );
    assert_eq!(one, write);
    let typed = ModelEdit::AddComparison {
        parent: 0,
        after: None,
        row: RowChoice {
            attribute: attribute("Request", "Microsoft.Authorization/roleAssignments:PrincipalType"),
            operator: "ForAnyOfAnyValues:StringEqualsIgnoreCase".into(),
            values: vec!["User".into(), "Group".into()],
            right: None,
        },
    };
    let two = edited(&one, &typed).unwrap();
    let blocked = edited(&two, &ModelEdit::AddClause { actions: vec![action("delete")], row: None }).unwrap();
    assert!(
        blocked.ends_with("AND\n(\n !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})\n)")
    );
    let block = model(&parse(&blocked), &NoDirectory).clauses[1].id;
    let built = edited(&blocked, &ModelEdit::CopyExpression { from: 0, to: block }).unwrap();
    let template = crate::builder::templates::recognise(&parse(&built)).unwrap();
    assert_eq!(template.text(), built, "what is built by hand is the portal's text");
}

#[test]
fn rows_take_the_layout_of_their_neighbours() {
    let added = |parent, after| ModelEdit::AddComparison { parent, after, row: new_row() };
    check(&[
        (
            "!(ActionMatches{'w'}) OR Exists @Request[a]",
            added(0, None),
            "!(ActionMatches{'w'}) OR (Exists @Request[a] AND @Request[new] StringEquals 'n')",
        ),
        (
            "((!(ActionMatches{'w'})) OR (Exists @Request[a]))",
            added(0, None),
            "((!(ActionMatches{'w'})) OR (Exists @Request[a] AND @Request[new] StringEquals 'n'))",
        ),
        (
            "Exists @Request[a]&&Exists @Request[b]",
            added(1, Some(2)),
            "Exists @Request[a] && @Request[new] StringEquals 'n'&&Exists @Request[b]",
        ),
        (
            "(\n    (\n        !(ActionMatches{'w'})\n    )\n    OR\n    (\n        Exists @Request[a]\n    )\n)",
            added(0, None),
            "(\n    (\n        !(ActionMatches{'w'})\n    )\n    OR\n    (\n        Exists @Request[a]\n        AND\n        @Request[new] StringEquals 'n'\n    )\n)",
        ),
        (
            "(!(ActionMatches{'w'}))",
            added(0, None),
            "((!(ActionMatches{'w'})) OR (@Request[new] StringEquals 'n'))",
        ),
        (
            "(Exists @Request[a] OR Exists @Request[b]) AND !(ActionMatches{'w'})",
            added(1, None),
            "(Exists @Request[a] OR Exists @Request[b] OR @Request[new] StringEquals 'n') AND !(ActionMatches{'w'})",
        ),
        (
            "NOT (Exists @Request[a])",
            added(0, None),
            "NOT (Exists @Request[a]) AND @Request[new] StringEquals 'n'",
        ),
        (
            "Exists @Request[a]",
            ModelEdit::AddExists {
                parent: 0,
                after: None,
                attribute: attribute("resource", "b"),
                negated: true,
            },
            "Exists @Request[a] AND NOT Exists @Resource[b]",
        ),
    ]);
}

#[test]
fn one_part_of_a_row_changes_alone() {
    let values = |node, values: &[&str]| ModelEdit::SetValues {
        node,
        values: values.iter().map(|v| (*v).into()).collect(),
    };
    let operator = |operator: &str| ModelEdit::SetOperator { node: 1, operator: operator.into() };
    let set = "@Request[a]  ForAnyOfAnyValues:StringEquals{'x' ,'y'}";
    check(&[
        (
            set,
            ModelEdit::AddValue { node: 1, value: "z".into() },
            "@Request[a]  ForAnyOfAnyValues:StringEquals{'x' ,'y' ,'z'}",
        ),
        (
            set,
            ModelEdit::RemoveValue { node: 1, index: 0 },
            "@Request[a]  ForAnyOfAnyValues:StringEquals{'y'}",
        ),
        (set, values(1, &["y"]), "@Request[a]  ForAnyOfAnyValues:StringEquals{'y'}"),
        (
            set,
            operator("ForAnyOfAllValues:StringNotEquals"),
            "@Request[a]  ForAnyOfAllValues:StringNotEquals{'x' ,'y'}",
        ),
        (
            "@Request[a] StringEquals 'x'",
            operator("ForAnyOfAnyValues:StringEquals"),
            "@Request[a] ForAnyOfAnyValues:StringEquals {'x'}",
        ),
        (
            "@Request[a] ForAnyOfAnyValues:StringEquals {'x'}",
            operator("StringEquals"),
            "@Request[a] StringEquals 'x'",
        ),
        ("@Request[a] StringEquals '10'", operator("NumericEquals"), "@Request[a] NumericEquals 10"),
        (
            "@Request[a] StringNotEquals 'x'",
            ModelEdit::AddValue { node: 1, value: "y".into() },
            "@Request[a] ForAnyOfAllValues:StringNotEquals {'x', 'y'}",
        ),
        (
            "@Request[a] StringEquals 'x'",
            ModelEdit::SetRightAttribute { node: 1, attribute: attribute("Principal", "p") },
            "@Request[a] StringEquals @Principal[p]",
        ),
        ("@Request[a] StringEquals @Principal[p]", values(1, &["x"]), "@Request[a] StringEquals 'x'"),
        (
            "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals{8b9dfcab4b774632a6df94bd07820648}",
            ModelEdit::SetAttribute {
                node: 1,
                attribute: attribute("Resource", "Microsoft.Authorization/roleAssignments:PrincipalId"),
                operator: None,
                values: None,
            },
            "@Resource[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAllValues:GuidNotEquals{8b9dfcab4b774632a6df94bd07820648}",
        ),
        (
            "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals{8b9dfcab4b774632a6df94bd07820648}",
            ModelEdit::SetAttribute {
                node: 1,
                attribute: attribute("Request", "Microsoft.Authorization/roleAssignments:PrincipalType"),
                operator: None,
                values: Some(vec!["User".into()]),
            },
            "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAllValues:StringNotEqualsIgnoreCase{'User'}",
        ),
    ]);
}

#[test]
fn clauses_are_aimed_and_removed() {
    let actions = |clause, names: &[&str]| ModelEdit::SetActions {
        clause,
        actions: names
            .iter()
            .map(|n| ActionChoice { action: (*n).into(), suboperation: None, suboperation_negated: false })
            .collect(),
    };
    let two = "(!(ActionMatches {'w'}) OR Exists @Request[a]) AND Exists @Request[b]";
    check(&[
        (
            two,
            actions(0, &["w", "d"]),
            "((!(ActionMatches {'w'}) AND !(ActionMatches{'d'})) OR Exists @Request[a]) AND Exists @Request[b]",
        ),
        (two, actions(0, &["d"]), "(!(ActionMatches{'d'}) OR Exists @Request[a]) AND Exists @Request[b]"),
        (two, actions(0, &[]), "Exists @Request[a] AND Exists @Request[b]"),
        (
            two,
            actions(3, &["d"]),
            "(!(ActionMatches {'w'}) OR Exists @Request[a]) AND ((!(ActionMatches{'d'})) OR (Exists @Request[b]))",
        ),
        (two, ModelEdit::Remove { node: 2 }, "Exists @Request[b]"),
        (two, ModelEdit::Remove { node: 4 }, "(!(ActionMatches {'w'}) OR Exists @Request[a])"),
        ("Exists @Request[a] ", ModelEdit::Remove { node: 1 }, ""),
        (
            "(\n !(ActionMatches{'w'})\n AND\n !(ActionMatches{'d'})\n)",
            ModelEdit::Remove { node: 1 },
            "(\n !(ActionMatches{'d'})\n)",
        ),
        (
            "Exists @Request[a] OR Exists @Request[b]",
            ModelEdit::AddClause { actions: vec![], row: Some(new_row()) },
            "(Exists @Request[a] OR Exists @Request[b]) AND (@Request[new] StringEquals 'n')",
        ),
        (
            "(Exists @Request[a] OR Exists @Request[b])\nAND Exists @Request[c]",
            ModelEdit::AddClause { actions: vec![action("write")], row: None },
            "((Exists @Request[a] OR Exists @Request[b])\nAND Exists @Request[c])\nAND\n(\n !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})\n)",
        ),
    ]);
}

#[test]
fn groups_keep_what_the_rest_means() {
    let all = "Exists @Request[a] AND Exists @Request[b] AND Exists @Request[c]";
    let mixed = "Exists @Request[a] OR Exists @Request[b] AND Exists @Request[c]";
    let grouped = "(Exists @Request[a] OR Exists @Request[b]) AND Exists @Request[c]";
    check(&[
        (
            all,
            ModelEdit::Group { nodes: vec![2, 4] },
            "(Exists @Request[a] AND Exists @Request[c]) AND Exists @Request[b]",
        ),
        (
            grouped,
            ModelEdit::Ungroup { group: 2 },
            "Exists @Request[a] AND Exists @Request[b] AND Exists @Request[c]",
        ),
        (
            mixed,
            ModelEdit::SetConnector { group: 1, connector: Connector::And },
            "Exists @Request[a] AND (Exists @Request[b] AND Exists @Request[c])",
        ),
        (
            mixed,
            ModelEdit::SetConnector { group: 3, connector: Connector::Or },
            "Exists @Request[a] OR (Exists @Request[b] OR Exists @Request[c])",
        ),
        (
            mixed,
            ModelEdit::SetNegated { node: 3, negated: true },
            "Exists @Request[a] OR NOT (Exists @Request[b] AND Exists @Request[c])",
        ),
        (
            mixed,
            ModelEdit::Move { node: 3, parent: 1, index: 0 },
            "(Exists @Request[b] AND Exists @Request[c]) OR Exists @Request[a]",
        ),
        (
            mixed,
            ModelEdit::Move { node: 2, parent: 3, index: 2 },
            "Exists @Request[b] AND Exists @Request[c] AND Exists @Request[a]",
        ),
        (
            "(\n Exists @Request[a]\n AND\n Exists @Request[b]\n AND\n Exists @Request[c]\n)",
            ModelEdit::Group { nodes: vec![3, 4] },
            "(\n Exists @Request[a]\n AND\n (\n  Exists @Request[b]\n  AND\n  Exists @Request[c]\n )\n)",
        ),
        (
            "(\n Exists @Request[a]\n AND\n (\n  Exists @Request[b]\n  OR\n  Exists @Request[c]\n )\n)",
            ModelEdit::Ungroup { group: 3 },
            "(\n Exists @Request[a]\n AND\n Exists @Request[b]\n AND\n Exists @Request[c]\n)",
        ),
        ("NotExists @Request[a]", ModelEdit::SetNegated { node: 1, negated: false }, "Exists @Request[a]"),
        (
            "Exists @Request[a] AND!Exists @Request[b]",
            ModelEdit::SetNegated { node: 3, negated: false },
            "Exists @Request[a] AND Exists @Request[b]",
        ),
        (
            "Exists @Request[a] AND(Exists @Request[b])",
            ModelEdit::SetNegated { node: 3, negated: true },
            "Exists @Request[a] AND(NOT Exists @Request[b])",
        ),
        (
            "Exists @Request[a] AND ${var.x}",
            ModelEdit::SetCode { node: 3, text: "Exists @Request[b] OR Exists @Request[c]".into() },
            "Exists @Request[a] AND (Exists @Request[b] OR Exists @Request[c])",
        ),
    ]);
}

#[test]
fn what_cannot_be_done_is_refused_in_words() {
    let role = format!("@Request[{ROLE}] GuidEquals {READER}");
    for (text, change, message) in [
        ("@Subject.A == 'x'", ModelEdit::Remove { node: 0 }, "version 1 of the language is read-only"),
        (
            role.as_str(),
            ModelEdit::Remove { node: 9 },
            "the condition has no part number 9; it may have changed",
        ),
        (
            &role,
            ModelEdit::SetConnector { group: 1, connector: Connector::Or },
            "part number 1 is not a group",
        ),
        (&role, ModelEdit::SetValues { node: 1, values: vec!["Reader".into()] }, "`Reader` is not a GUID"),
        (&role, ModelEdit::SetValues { node: 1, values: vec![] }, "a row needs at least one value"),
        (
            &role,
            ModelEdit::SetValues { node: 1, values: vec![READER.into(), OWNER.into()] },
            "operator `GuidEquals` takes one value only",
        ),
        (&role, ModelEdit::SetOperator { node: 1, operator: "Equals".into() }, "unknown operator `Equals`"),
        (&role, ModelEdit::RemoveValue { node: 1, index: 0 }, "a row needs at least one value"),
        (
            &role,
            ModelEdit::RemoveValue { node: 1, index: u32::MAX },
            "part number 1 is not a row with that many values",
        ),
        (
            &role,
            ModelEdit::SetAttribute {
                node: 1,
                attribute: attribute("Rquest", "a"),
                operator: None,
                values: None,
            },
            "unknown attribute source `Rquest`",
        ),
        (
            &role,
            ModelEdit::SetAttribute {
                node: 1,
                attribute: attribute("Request", "a]b"),
                operator: None,
                values: None,
            },
            "`a]b` cannot be written: the language has no escape for brackets and quotes",
        ),
        (
            &role,
            ModelEdit::SetAttribute {
                node: 1,
                attribute: attribute("Request", "Microsoft.Authorization/roleAssignments:PrincipalType"),
                operator: None,
                values: None,
            },
            "`acdd72a7-3385-48ef-bd42-f606fba81ae7` is not one of User, Group, ServicePrincipal",
        ),
        (
            "@Request[a] StringEquals 'x'",
            ModelEdit::AddValue { node: 1, value: "it's".into() },
            "`it's` cannot be written: the language has no escape for brackets and quotes",
        ),
        (
            "@Environment[b] BoolEquals true",
            ModelEdit::AddValue { node: 1, value: "false".into() },
            "operator `BoolEquals` has no form for a list of values",
        ),
        (&role, ModelEdit::Group { nodes: vec![1] }, "only rows that stand beside others can be grouped"),
        (&role, ModelEdit::AddClause { actions: vec![], row: None }, "a clause needs an action or a row"),
        (
            &role,
            ModelEdit::SetCode { node: 1, text: "Exists".into() },
            "the text does not parse: `Exists` needs an attribute after it",
        ),
        (
            "(Exists @Request[a] AND Exists @Request[b])",
            ModelEdit::Ungroup { group: 1 },
            "the group is the whole expression of its clause",
        ),
        (
            "(Exists @Request[a] AND Exists @Request[b])",
            ModelEdit::Group { nodes: vec![2, 3] },
            "these are all rows of their group already",
        ),
        (
            "Exists @Request[a] AND NOT (Exists @Request[b] OR Exists @Request[c])",
            ModelEdit::Ungroup { group: 3 },
            "the group is negated as a whole; take the negation away first",
        ),
        (
            "Exists @Request[a] AND (Exists @Request[b] OR Exists @Request[c])",
            ModelEdit::Move { node: 3, parent: 3, index: 0 },
            "a group cannot be moved into itself",
        ),
    ] {
        assert_eq!(edited(text, &change).unwrap_err().to_string(), message, "{change:?} of {text}");
    }
}

const BLOB_TAG: &str =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>";
const PROJECT: &str = "Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project";

#[test]
fn the_right_side_becomes_an_attribute_and_a_value_again() {
    let before = format!("( @Principal[{PROJECT}]  StringEquals\n'Baker' ) AND Exists @Resource[a]");
    let right = ModelEdit::SetRightAttribute { node: 2, attribute: attribute("resource", BLOB_TAG) };
    let compared =
        format!("( @Principal[{PROJECT}]  StringEquals\n@Resource[{BLOB_TAG}] ) AND Exists @Resource[a]");
    let set = |node, values: &[&str]| ModelEdit::SetValues {
        node,
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    };
    let list = format!("@Resource[{BLOB_TAG}] ForAnyOfAnyValues:StringEquals {{'a', 'b'}}");
    let listed = format!("@Resource[{BLOB_TAG}] ForAnyOfAnyValues:StringEquals @Principal[{PROJECT}]");
    let principal = |node| ModelEdit::SetRightAttribute { node, attribute: attribute("Principal", PROJECT) };
    check(&[
        (&before, right, &compared),
        (&compared, set(2, &["Baker"]), &before),
        (&list, principal(1), &listed),
        (&listed, set(1, &["a", "b"]), &list),
        (&listed, ModelEdit::AddValue { node: 1, value: "a".into() }, &list.replace(", 'b'", "")),
        // What nobody knows may be compared with anything.
        (
            "@Request[a:b] StringEquals 'x'",
            ModelEdit::SetRightAttribute { node: 1, attribute: attribute("Principal", "c:d") },
            "@Request[a:b] StringEquals @Principal[c:d]",
        ),
    ]);
}

#[test]
fn an_attribute_of_another_operator_brings_its_own() {
    let hns = "Microsoft.Storage/storageAccounts:isHnsEnabled";
    let text = format!("@Principal[{PROJECT}] StringEquals 'x'");
    let change = ModelEdit::SetRightAttribute { node: 1, attribute: attribute("Resource", hns) };
    assert_eq!(edited(&text, &change).unwrap(), format!("@Principal[{PROJECT}] BoolEquals @Resource[{hns}]"));
}

#[test]
fn attributes_that_cannot_be_the_same_are_not_compared() {
    let kind = "Microsoft.Authorization/roleAssignments:PrincipalType";
    let role = format!("@Request[{ROLE}] GuidEquals {READER}");
    for (text, source, right, words) in [
        (role.as_str(), "Request", kind, "can be compared with"),
        (role.as_str(), "Principal", PROJECT, "can be compared with"),
        (role.as_str(), "request", ROLE, "another attribute"),
        (role.as_str(), "Subject", kind, "unknown attribute source"),
        (role.as_str(), "Request", "a]b", "cannot be written"),
        ("'x' StringEquals @Request[a:b]", "Request", "c:d", "on its left"),
        ("Exists @Request[a:b]", "Request", "c:d", "a row with a comparison"),
    ] {
        let change = ModelEdit::SetRightAttribute { node: 1, attribute: attribute(source, right) };
        let error = edited(text, &change).unwrap_err().to_string();
        assert!(error.contains(words), "{change:?} of {text}: {error}");
    }
}

#[test]
fn a_row_is_added_that_compares_two_attributes() {
    let row = |source: &str, text: &str| RowChoice {
        attribute: attribute("Principal", PROJECT),
        operator: "StringEquals".into(),
        values: Vec::new(),
        right: Some(attribute(source, text)),
    };
    let add = |row| ModelEdit::AddComparison { parent: 0, after: None, row };
    assert_eq!(
        edited("(Exists @Resource[a])", &add(row("Resource", BLOB_TAG))).unwrap(),
        format!("(Exists @Resource[a] AND @Principal[{PROJECT}] StringEquals @Resource[{BLOB_TAG}])")
    );
    assert!(edited("(Exists @Resource[a])", &add(row("Principal", PROJECT))).is_err());
}

#[test]
fn clauses_change_places_and_what_stands_between_them_stays() {
    let three = "(\n Exists @Request[a]\n)\nAND\n  (!(ActionMatches{'w'}) OR Exists @Request[b]) &&Exists @Request[c]";
    let ids: Vec<u32> = model(&parse(three), &NoDirectory).clauses.iter().map(|clause| clause.id).collect();
    let moved = |clause: usize, index| ModelEdit::MoveClause { clause: ids[clause], index };
    check(&[
        (
            three,
            moved(0, 1),
            "(!(ActionMatches{'w'}) OR Exists @Request[b])\nAND\n  (\n   Exists @Request[a]\n  ) &&Exists @Request[c]",
        ),
        (
            three,
            moved(2, 0),
            "Exists @Request[c]\nAND\n  (\n   Exists @Request[a]\n  ) &&(!(ActionMatches{'w'}) OR Exists @Request[b])",
        ),
        (three, moved(1, 1), three),
        (three, moved(2, 99), three),
    ]);
    let alone = ModelEdit::MoveClause { clause: 0, index: 1 };
    assert!(matches!(edited("Exists @Request[a]", &alone), Err(EditError::CannotRearrange(_))));
    let row = ModelEdit::MoveClause { clause: 1, index: 1 };
    assert!(matches!(edited("Exists @Request[a]", &row), Err(EditError::WrongKind { .. })));
}
