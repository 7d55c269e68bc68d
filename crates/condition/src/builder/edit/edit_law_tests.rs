//! Laws of edits: every edit that a model offers, on every collected condition and on random ones, says what
//! was meant and leaves the rest alone. The yardstick is what a condition says, without its spelling.

use super::*;
use crate::builder::model::{ClauseKind, Node, VisualModel, model};
use crate::facts::NoDirectory;
use crate::sample::{condition_text, corpus};
use crate::span::Span;
use crate::syntax::ast::{Expr, ExprKind};

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

fn attribute(source: &str, text: &str) -> AttributeChoice {
    AttributeChoice { source: source.into(), text: text.into() }
}

fn new_row() -> RowChoice {
    RowChoice {
        attribute: attribute("Request", "new"),
        operator: "StringEquals".into(),
        values: vec!["n".into()],
        right: None,
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
        ModelEdit::MoveClause { clause, index } => {
            let from = clauses.iter().position(|c| c.id == *clause)?;
            let moved = clauses.remove(from);
            clauses.insert((*index as usize).min(clauses.len()), moved);
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
        all.extend([0, 1, 2].map(|index| ModelEdit::MoveClause { clause: clause.id, index }));
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
            ModelEdit::SetRightAttribute { node, attribute: attribute("Principal", "x:y") },
        ] {
            match edit(&parsed, &change) {
                Ok(edits) => assert!(edits.iter().all(|e| span.contains(e.span)), "{change:?} of {text}"),
                Err(EditError::DoesNotParse(problem)) => panic!("{change:?} of {text}: {problem}"),
                Err(_) => {}
            }
        }
    }
}

/// Clauses added, aimed elsewhere and copied.
fn try_clauses(text: &str) {
    let parsed = parse(text);
    let before = model(&parsed, &NoDirectory);
    let action =
        ActionChoice { action: "Contoso/x/write".into(), suboperation: None, suboperation_negated: false };
    let test = (u32::MAX, "!(ActionMatches{'Contoso/x/write'})".to_owned());
    let row = Said::Leaf { id: u32::MAX, not: false, text: "@Request[new] StringEquals 'n'".into() };
    for (tests, said_row, row) in [
        (vec![], Some(row.clone()), Some(new_row())),
        (vec![test.clone()], None, None),
        (vec![test.clone()], Some(row), Some(new_row())),
    ] {
        let actions = tests.iter().map(|_| action.clone()).collect();
        let edits = edit(&parsed, &ModelEdit::AddClause { actions, row }).unwrap();
        let after = apply_edits(text, &edits);
        let mut expected = said(text, &before);
        expected.push(SaidClause { id: u32::MAX, tests, said: said_row });
        assert_eq!(demand_of_text(&after), demand(&expected), "a clause added to\n{text}\ngave\n{after}");
        let clauses = model(&parse(&after), &NoDirectory).clauses;
        // Expressions without actions are rows of one card.
        let bare = before.clauses.iter().all(|c| c.kind == ClauseKind::Bare) && clauses.len() == 1;
        assert!(bare || clauses.len() == before.clauses.len() + 1, "{after}");
    }
    for clause in &before.clauses {
        let kept: Vec<_> = clause
            .actions
            .iter()
            .map(|a| ActionChoice {
                action: a.action.clone(),
                suboperation: a.suboperation.clone(),
                suboperation_negated: a.suboperation_negated,
            })
            .collect();
        for (actions, tests) in [
            ([kept.clone(), vec![action.clone()]].concat(), Some(true)),
            (vec![action.clone()], Some(false)),
            (vec![], None),
        ] {
            let Ok(edits) = edit(&parsed, &ModelEdit::SetActions { clause: clause.id, actions }) else {
                assert!(tests.is_none() && clause.kind == ClauseKind::Block);
                continue;
            };
            let after = apply_edits(text, &edits);
            let mut expected = said(text, &before);
            let changed = expected.iter_mut().find(|c| c.id == clause.id).unwrap();
            match tests {
                Some(true) => changed.tests.push(test.clone()),
                Some(false) => changed.tests = vec![test.clone()],
                None => changed.tests.clear(),
            }
            assert_eq!(
                demand_of_text(&after),
                demand(&expected),
                "{:?} of\n{text}\ngave\n{after}",
                clause.kind
            );
        }
        for other in &before.clauses {
            let copy = ModelEdit::CopyExpression { from: clause.id, to: other.id };
            let Ok(edits) = edit(&parsed, &copy) else { continue };
            let after = apply_edits(text, &edits);
            let mut expected = said(text, &before);
            let from = expected.iter().find(|c| c.id == clause.id).unwrap().said.clone();
            expected.iter_mut().find(|c| c.id == other.id).unwrap().said = from;
            // Which source the attributes get is another matter.
            let bare = |text: String| text.replace("@Resource", "@").replace("@Request", "@");
            assert_eq!(
                bare(demand_of_text(&after)),
                bare(demand(&expected)),
                "{copy:?} of\n{text}\ngave\n{after}"
            );
        }
    }
}

#[test]
fn a_copied_expression_takes_the_source_of_its_clause() {
    for (id, _, text) in corpus() {
        let parsed = parse(&text);
        let before = model(&parsed, &NoDirectory);
        let [write, delete] = before.clauses.as_slice() else { continue };
        if !id.starts_with("delegate-") {
            continue;
        }
        for (from, to) in [(write, delete), (delete, write)] {
            let edits = edit(&parsed, &ModelEdit::CopyExpression { from: from.id, to: to.id }).unwrap();
            assert_eq!(edits, [], "{id}: they say the same already");
        }
        let changed = apply_edits(
            &text,
            &edit(&parsed, &ModelEdit::AddComparison { parent: write.id, after: None, row: new_row() })
                .unwrap(),
        );
        let reparsed = parse(&changed);
        let clauses = model(&reparsed, &NoDirectory).clauses;
        assert_eq!(clauses[1].same_as, None);
        let edits =
            edit(&reparsed, &ModelEdit::CopyExpression { from: clauses[0].id, to: clauses[1].id }).unwrap();
        let after = model(&parse(&apply_edits(&changed, &edits)), &NoDirectory).clauses;
        assert!(after[1].expression.is_some(), "{id}");
    }
}

#[test]
fn the_deepest_nesting_is_shown_and_edited() {
    let depth = crate::syntax::parser::MAX_DEPTH - 1;
    let text = format!("{}Exists @Request[a]{}", "NOT (".repeat(depth / 2), ")".repeat(depth / 2));
    let parsed = parse(&text);
    let shown = model(&parsed, &NoDirectory);
    assert!(!offers(&shown).is_empty());
    assert!(edit(&parsed, &ModelEdit::SetNegated { node: 1, negated: true }).is_ok());
    assert!(!crate::explain::explain(&parsed, &NoDirectory).is_empty());
}

#[test]
fn every_edit_of_the_collected_conditions_says_what_was_meant() {
    for (_, kind, text) in corpus() {
        if kind == "valid" {
            try_all(&text);
            rows_stay_in_their_place(&text);
            try_clauses(&text);
        }
    }
}

proptest::proptest! {
    #[test]
    fn every_edit_says_what_was_meant(text in condition_text()) {
        try_all(&text);
        rows_stay_in_their_place(&text);
        try_clauses(&text);
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
