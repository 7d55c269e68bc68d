//! Which clauses say the same, each for the source that its action demands.

use crate::builder::outline::{ClauseNode, Level, Outline, TreeKind, TreeNode};
use crate::builder::titles::{DELETE, WRITE};
use crate::catalog::operators;
use crate::syntax::ast::{Attribute, Comparison, LiteralValue, Operand, Source};

/// For each clause the id of the first earlier one that says the same.
pub(super) fn same_as(outline: &Outline) -> Vec<Option<u32>> {
    let mut said: Vec<(u32, String)> = Vec::new();
    let mut found = Vec::new();
    for clause in &outline.clauses {
        let meaning = clause.expression.as_ref().map(|node| meaning(node, own_source(clause)));
        found.push(meaning.and_then(|meaning| {
            let earlier = said.iter().find(|(_, other)| *other == meaning).map(|(id, _)| *id);
            if earlier.is_none() {
                said.push((clause.id, meaning));
            }
            earlier
        }));
    }
    found
}

/// The source under which role assignment attributes stand in a clause for its actions: the request when one
/// is made, the resource when one is removed.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
pub(super) fn own_source(clause: &ClauseNode) -> Option<Source> {
    let tests = &clause.guard.as_ref()?.tests;
    let all = |action: &str| !tests.is_empty() && tests.iter().all(|t| t.action.eq_ignore_ascii_case(action));
    if all(WRITE) {
        Some(Source::Request)
    } else if all(DELETE) {
        Some(Source::Resource)
    } else {
        None
    }
}

/// Whether it is one of the attributes of a role assignment.
pub(super) fn of_role_assignment(attribute: &Attribute) -> bool {
    attribute
        .base()
        .split_once(':')
        .is_some_and(|(path, _)| path.eq_ignore_ascii_case("Microsoft.Authorization/roleAssignments"))
}

/// One spelling for all spellings of the same demand.
fn meaning(node: &TreeNode, own: Option<Source>) -> String {
    let text = match &node.kind {
        TreeKind::Group { level, children, .. } => group(level, children, own),
        TreeKind::Comparison(comparison) => compare(comparison, own),
        TreeKind::Exists(named) => format!("exists {}", attribute(named, own)),
        TreeKind::Action { value, .. } => format!("action {}", value.value.to_lowercase()),
        // Code is alike to nothing, itself in another place included.
        TreeKind::Code(_) => format!("code {}", node.id),
    };
    if node.negation.is_some() { format!("!{text}") } else { text }
}

fn group(level: &Level, children: &[TreeNode], own: Option<Source>) -> String {
    let mut parts: Vec<_> = children.iter().map(|child| meaning(child, own)).collect();
    parts.sort_unstable();
    format!("({})", parts.join(level.connector.keyword()))
}

fn compare(comparison: &Comparison, own: Option<Source>) -> String {
    let operator = &comparison.operator;
    let name = operator.base.map_or_else(
        || format!("{:?}", operator.span),
        |base| operators::full_name(operator.quantifier, base),
    );
    format!("{} {name} {}", operand(&comparison.left, own), operand(&comparison.right, own))
}

fn operand(side: &Operand, own: Option<Source>) -> String {
    let value = |value: &LiteralValue| format!("{value:?}");
    match side {
        Operand::Attribute(named) => attribute(named, own),
        Operand::Literal(literal) => value(&literal.value),
        Operand::Set(set) => {
            let mut items: Vec<_> = set.items.iter().map(|item| value(&item.value)).collect();
            items.sort_unstable();
            items.dedup();
            format!("{{{}}}", items.join(","))
        }
        Operand::Placeholder(span) | Operand::Error(span) => format!("{span:?}"),
    }
}

fn attribute(attribute: &Attribute, own: Option<Source>) -> String {
    let source = match attribute.source {
        source if source == own && own.is_some() && of_role_assignment(attribute) => "own",
        Some(source) => source.as_str(),
        None => "unknown",
    };
    format!("@{source}[{}]", attribute.text.to_lowercase())
}
