use super::*;
use crate::builder::model::{ClauseKind, Node, VisualModel, model};
use crate::facts::NoDirectory;
use crate::sample::{condition_text, corpus};
use crate::span::Span;
use crate::syntax::ast::{Expr, ExprKind};

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
    }
}

fn new_row() -> RowChoice {
    RowChoice {
        attribute: attribute("Request", "new"),
        operator: "StringEquals".into(),
        values: vec!["n".into()],
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

/// What a condition says, without its spelling: the yardstick for edits of the shape.
#[derive(Clone, Debug)]
enum Said {
    Leaf { id: u32, not: bool, text: String },
    Group { id: u32, not: bool, or: bool, parts: Vec<Said> },
}

#[derive(Clone, Debug)]
struct SaidClause {
    id: u32,
    tests: Vec<(u32, String)>,
    said: Option<Said>,
}

fn said(text: &str, model: &VisualModel) -> Vec<SaidClause> {
    let clause = |c: &crate::builder::model::Clause| SaidClause {
        id: c.id,
        tests: c.actions.iter().map(|a| (a.id, a.span.of(text).to_owned())).collect(),
        said: c.expression.as_ref().map(|node| said_node(text, node)),
    };
    model.clauses.iter().map(clause).collect()
}

fn said_node(text: &str, node: &Node) -> Said {
    // The text without the NOT and the parentheses before it.
    let leaf = |id: u32, not: bool, span: Span| {
        let mut shown = parse(span.of(text)).root.unwrap();
        while let ExprKind::Group(inner) | ExprKind::Not { operand: inner, .. } = shown.kind {
            shown = *inner;
        }
        Said::Leaf { id, not, text: one_line(shown.span.of(span.of(text))) }
    };
    match node {
        Node::Group { id, connector, negated, children, .. } => Said::Group {
            id: *id,
            not: *negated,
            or: *connector == Connector::Or,
            parts: children.iter().map(|child| said_node(text, child)).collect(),
        },
        Node::Comparison { id, span, negated, .. }
        | Node::Exists { id, span, negated, .. }
        | Node::Action { id, span, negated, .. } => leaf(*id, *negated, *span),
        Node::Code { id, span, .. } => leaf(*id, false, *span),
    }
}

impl Said {
    fn id(&self) -> u32 {
        let (Said::Leaf { id, .. } | Said::Group { id, .. }) = self;
        *id
    }

    fn find(&mut self, wanted: u32) -> Option<&mut Said> {
        if self.id() == wanted {
            return Some(self);
        }
        match self {
            Said::Group { parts, .. } => parts.iter_mut().find_map(|p| p.find(wanted)),
            Said::Leaf { .. } => None,
        }
    }

    /// Takes a node out; groups left empty go too.
    fn take(&mut self, wanted: u32) -> Option<Said> {
        let Said::Group { parts, .. } = self else { return None };
        if let Some(i) = parts.iter().position(|p| p.id() == wanted) {
            return Some(parts.remove(i));
        }
        let taken = parts.iter_mut().find_map(|p| p.take(wanted));
        parts.retain(|p| !matches!(p, Said::Group { parts, .. } if parts.is_empty()));
        taken
    }

    fn push(&mut self, index: usize, new: Said) {
        match self {
            Said::Group { not: false, parts, .. } => parts.insert(index.min(parts.len()), new),
            other => {
                let parts = if index == 0 { vec![new, other.clone()] } else { vec![other.clone(), new] };
                *other = Said::Group { id: u32::MAX, not: false, or: false, parts };
            }
        }
    }
}

/// One form for one demand: nested groups of one connector are one, double negation is none.
fn normal(said: &Said, negate: bool) -> Said {
    match said {
        Said::Leaf { id, not, text } => Said::Leaf { id: *id, not: not ^ negate, text: text.clone() },
        Said::Group { not, parts, .. } if parts.len() == 1 => normal(&parts[0], negate ^ not),
        Said::Group { id, not, or, parts } => {
            let mut flat = Vec::new();
            for part in parts {
                match normal(part, false) {
                    Said::Group { not: false, or: own, parts, .. } if own == *or => flat.extend(parts),
                    other => flat.push(other),
                }
            }
            Said::Group { id: *id, not: not ^ negate, or: *or, parts: flat }
        }
    }
}

fn plain(said: &Said) -> String {
    let mark = |not: &bool| if *not { "!" } else { "" };
    match said {
        Said::Leaf { not, text, .. } => format!("{}{text}", mark(not)),
        Said::Group { not, or, parts, .. } => {
            let parts: Vec<_> = parts.iter().map(plain).collect();
            format!("{}[{}]", mark(not), parts.join(if *or { " | " } else { " & " }))
        }
    }
}

fn demand(clauses: &[SaidClause]) -> String {
    let whole: Vec<_> = clauses
        .iter()
        .map(|c| {
            let mut parts: Vec<Said> = Vec::new();
            if !c.tests.is_empty() {
                let tests = c.tests.iter().map(|(_, t)| said_expr(t, parse(t).root.as_ref().unwrap()));
                parts.push(Said::Group { id: u32::MAX, not: false, or: false, parts: tests.collect() });
            }
            parts.extend(c.said.clone());
            Said::Group { id: c.id, not: false, or: true, parts }
        })
        .collect();
    plain(&normal(&Said::Group { id: u32::MAX, not: false, or: false, parts: whole }, false))
}

/// What a tree says, places and spelling left out.
fn said_expr(text: &str, expr: &Expr) -> Said {
    let id = u32::MAX;
    match &expr.kind {
        ExprKind::Group(inner) => said_expr(text, inner),
        ExprKind::Not { operand, .. } => {
            Said::Group { id, not: true, or: false, parts: vec![said_expr(text, operand)] }
        }
        ExprKind::Logical { connector, operands, .. } => Said::Group {
            id,
            not: false,
            or: *connector == Connector::Or,
            parts: operands.iter().map(|o| said_expr(text, o)).collect(),
        },
        _ => Said::Leaf { id, not: false, text: one_line(expr.span.of(text)) },
    }
}

/// Rows of several lines may be indented anew.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn demand_of_text(text: &str) -> String {
    parse(text)
        .root
        .as_ref()
        .map_or_else(|| "[]".into(), |root| plain(&normal(&said_expr(text, root), false)))
}

/// Makes the same change to what is said; `None` where the clause itself changes its form.
fn change(clauses: &mut Vec<SaidClause>, change: &ModelEdit) -> Option<()> {
    let new = || Said::Leaf { id: u32::MAX, not: false, text: "@Request[new] StringEquals 'n'".into() };
    let find = |clauses: &mut Vec<SaidClause>, id: u32| -> Option<Said> {
        clauses.iter_mut().find_map(|c| c.said.as_mut()?.find(id).map(|s| s.clone()))
    };
    match change {
        ModelEdit::Remove { node } => {
            if clauses.iter().any(|c| c.id == *node) {
                clauses.retain(|c| c.id != *node);
                return Some(());
            }
            for clause in clauses.iter_mut() {
                if clause.tests.iter().any(|(id, _)| id == node) {
                    clause.tests.retain(|(id, _)| id != node);
                    return Some(());
                }
            }
            take(clauses, *node).map(|_| ())
        }
        ModelEdit::AddComparison { parent, .. } => {
            if let Some(clause) = clauses.iter_mut().find(|c| c.id == *parent) {
                match &mut clause.said {
                    Some(said) => said.push(usize::MAX, new()),
                    none => *none = Some(new()),
                }
                return Some(());
            }
            match clauses.iter_mut().find_map(|c| c.said.as_mut()?.find(*parent))? {
                Said::Group { parts, .. } => parts.push(new()),
                Said::Leaf { .. } => return None,
            }
            Some(())
        }
        ModelEdit::SetNegated { node, negated } => {
            let (Said::Leaf { not, .. } | Said::Group { not, .. }) =
                clauses.iter_mut().find_map(|c| c.said.as_mut()?.find(*node))?;
            *not = *negated;
            Some(())
        }
        ModelEdit::SetConnector { group, connector } => {
            match clauses.iter_mut().find_map(|c| c.said.as_mut()?.find(*group))? {
                Said::Group { or, .. } => *or = *connector == Connector::Or,
                Said::Leaf { .. } => return None,
            }
            Some(())
        }
        ModelEdit::Group { nodes } => {
            let holder = clauses.iter_mut().find_map(|c| holder(c.said.as_mut()?, nodes[0]))?;
            let Said::Group { or, parts, .. } = holder else { return None };
            let at = parts.iter().position(|p| p.id() == nodes[0])?;
            let (taken, rest): (Vec<_>, Vec<_>) = parts.drain(..).partition(|p| nodes.contains(&p.id()));
            *parts = rest;
            parts.insert(at, Said::Group { id: u32::MAX, not: false, or: *or, parts: taken });
            Some(())
        }
        ModelEdit::Ungroup { group } => {
            let holder = clauses.iter_mut().find_map(|c| holder(c.said.as_mut()?, *group))?;
            let Said::Group { parts, .. } = holder else { return None };
            let at = parts.iter().position(|p| p.id() == *group)?;
            let Said::Group { parts: inner, .. } = parts.remove(at) else { return None };
            parts.splice(at..at, inner);
            Some(())
        }
        ModelEdit::Move { node, parent, index } => {
            let index = *index as usize;
            let moved = find(clauses, *node)?;
            // Marked, so that the place stays findable when it is emptied by the move.
            let same_clause_root = clauses.iter().any(|c| c.said.as_ref().is_some_and(|s| s.id() == *node));
            if same_clause_root {
                clauses.retain(|c| c.said.as_ref().is_none_or(|s| s.id() != *node));
            } else {
                take(clauses, *node)?;
            }
            if let Some(clause) = clauses.iter_mut().find(|c| c.id == *parent) {
                match &mut clause.said {
                    Some(said) => said.push(index, moved),
                    none => *none = Some(moved),
                }
                return Some(());
            }
            match clauses.iter_mut().find_map(|c| c.said.as_mut()?.find(*parent))? {
                Said::Group { parts, .. } => parts.insert(index.min(parts.len()), moved),
                Said::Leaf { .. } => return None,
            }
            Some(())
        }
        _ => None,
    }
}

fn take(clauses: &mut Vec<SaidClause>, id: u32) -> Option<Said> {
    if let Some(i) = clauses.iter().position(|c| c.said.as_ref().is_some_and(|s| s.id() == id)) {
        return clauses.remove(i).said;
    }
    let taken = clauses.iter_mut().find_map(|c| c.said.as_mut()?.take(id));
    clauses.retain(|c| !matches!(&c.said, Some(Said::Group { parts, .. }) if parts.is_empty()));
    taken
}

fn holder(said: &mut Said, id: u32) -> Option<&mut Said> {
    let Said::Group { parts, .. } = said else { return None };
    if parts.iter().any(|p| p.id() == id) {
        return Some(said);
    }
    let Said::Group { parts, .. } = said else { return None };
    parts.iter_mut().find_map(|p| holder(p, id))
}

/// Every edit of the shape that a model offers, a few of each kind.
fn offers(model: &VisualModel) -> Vec<ModelEdit> {
    fn walk(node: &Node, all: &mut Vec<ModelEdit>, groups: &mut Vec<u32>, nodes: &mut Vec<u32>) {
        let (Node::Group { id, .. }
        | Node::Comparison { id, .. }
        | Node::Exists { id, .. }
        | Node::Action { id, .. }
        | Node::Code { id, .. }) = node;
        nodes.push(*id);
        all.push(ModelEdit::Remove { node: *id });
        for negated in [true, false] {
            all.push(ModelEdit::SetNegated { node: *id, negated });
        }
        if let Node::Group { connector, children, .. } = node {
            groups.push(*id);
            let other = if *connector == Connector::And { Connector::Or } else { Connector::And };
            all.push(ModelEdit::AddComparison { parent: *id, after: None, row: new_row() });
            if children.len() > 1 {
                all.push(ModelEdit::SetConnector { group: *id, connector: other });
            }
            all.push(ModelEdit::Ungroup { group: *id });
            let ids: Vec<u32> = children
                .iter()
                .map(|c| {
                    let (Node::Group { id, .. }
                    | Node::Comparison { id, .. }
                    | Node::Exists { id, .. }
                    | Node::Action { id, .. }
                    | Node::Code { id, .. }) = c;
                    *id
                })
                .collect();
            if let [first, second, ..] = ids.as_slice() {
                all.push(ModelEdit::Group { nodes: vec![*first, *second] });
                all.push(ModelEdit::Group { nodes: vec![*first, ids[ids.len() - 1]] });
            }
            children.iter().for_each(|c| walk(c, all, groups, nodes));
        }
    }
    let (mut all, mut groups, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
    for clause in &model.clauses {
        all.push(ModelEdit::Remove { node: clause.id });
        all.extend(clause.actions.iter().map(|a| ModelEdit::Remove { node: a.id }));
        all.push(ModelEdit::AddComparison { parent: clause.id, after: None, row: new_row() });
        if let Some(node) = &clause.expression {
            walk(node, &mut all, &mut groups, &mut nodes);
        }
    }
    for (i, node) in nodes.iter().enumerate().take(12) {
        for parent in groups.iter().take(6) {
            all.push(ModelEdit::Move { node: *node, parent: *parent, index: (i % 3) as u32 });
        }
    }
    all
}

/// Tries every edit: the result parses, says what it should, and nothing outside the edits changes.
fn try_all(text: &str) {
    let parsed = parse(text);
    let before = model(&parsed, &NoDirectory);
    for offered in offers(&before) {
        let edits = match edit(&parsed, &offered) {
            Ok(edits) => edits,
            Err(EditError::DoesNotParse(problem)) => panic!("{offered:?} of {text}: {problem}"),
            Err(_) => continue,
        };
        let after = apply_edits(text, &edits);
        let mut expected = said(text, &before);
        if change(&mut expected, &offered).is_none() {
            continue;
        }
        assert_eq!(demand_of_text(&after), demand(&expected), "{offered:?} of\n{text}\ngave\n{after}");
    }
}

/// Places that an edit of one row may touch.
fn rows_stay_in_their_place(text: &str) {
    fn walk(node: &Node, rows: &mut Vec<(u32, Span)>) {
        match node {
            Node::Group { children, .. } => children.iter().for_each(|c| walk(c, rows)),
            Node::Comparison { id, span, .. } => rows.push((*id, *span)),
            _ => {}
        }
    }
    let parsed = parse(text);
    let mut rows = Vec::new();
    for clause in model(&parsed, &NoDirectory).clauses {
        if clause.kind != ClauseKind::Code {
            clause.expression.iter().for_each(|node| walk(node, &mut rows));
        }
    }
    for (node, span) in rows {
        for change in [
            ModelEdit::SetAttribute {
                node,
                attribute: attribute("Request", "x:y"),
                operator: None,
                values: None,
            },
            ModelEdit::SetOperator { node, operator: "ForAnyOfAnyValues:StringEquals".into() },
            ModelEdit::SetOperator { node, operator: "StringEquals".into() },
            ModelEdit::SetValues { node, values: vec![READER.into()] },
            ModelEdit::SetValues { node, values: vec!["true".into()] },
            ModelEdit::AddValue { node, value: OWNER.into() },
            ModelEdit::RemoveValue { node, index: 1 },
            ModelEdit::SetNegated { node, negated: true },
        ] {
            match edit(&parsed, &change) {
                Ok(edits) => assert!(edits.iter().all(|e| span.contains(e.span)), "{change:?} of {text}"),
                Err(EditError::DoesNotParse(problem)) => panic!("{change:?} of {text}: {problem}"),
                Err(_) => {}
            }
        }
    }
}

#[test]
fn every_edit_of_the_collected_conditions_says_what_was_meant() {
    for (_, kind, text) in corpus() {
        if kind == "valid" {
            try_all(&text);
            rows_stay_in_their_place(&text);
        }
    }
}

proptest::proptest! {
    #[test]
    fn every_edit_says_what_was_meant(text in condition_text()) {
        try_all(&text);
        rows_stay_in_their_place(&text);
    }

    #[test]
    fn no_edit_of_a_damaged_text_panics_or_damages_more(text in condition_text(), cut in 0usize..300, len in 0usize..20) {
        let mut damaged: Vec<char> = text.chars().collect();
        let from = cut.min(damaged.len());
        damaged.drain(from..(from + len).min(damaged.len()));
        let damaged: String = damaged.into_iter().collect();
        let parsed = parse(&damaged);
        for offered in offers(&model(&parsed, &NoDirectory)) {
            if let Ok(edits) = edit(&parsed, &offered) {
                let after = parse(&apply_edits(&damaged, &edits));
                proptest::prop_assert!(after.text.trim().is_empty() || after.diagnostics.len() <= parsed.diagnostics.len() + 2);
            }
        }
    }
}
