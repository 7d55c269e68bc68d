//! The visual model: what the builder shows of a condition, whatever its shape.
//!
//! Edits of it are in `edit`. Ids name nodes of the model of one text and are the same for the same text.

use crate::builder::alike;
use crate::builder::outline::{ClauseNode, GuardTest, Outline, TreeKind, TreeNode};
use crate::builder::titles::{self, Target};
use crate::builder::view::View;
use crate::catalog::actions;
use crate::catalog::attributes;
use crate::facts::Directory;
use crate::span::Span;
use crate::syntax::ast::{Condition, Connector, Dialect};

/// The condition as clauses joined with AND.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisualModel {
    /// The clauses, in order of the text; code that stands outside of all of them comes last.
    pub clauses: Vec<Clause>,
    /// False where the text is read-only (version 1).
    pub editable: bool,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its number.
    pub id: u32,
    /// Its place.
    pub span: Span,
    /// Its form.
    pub kind: ClauseKind,
    /// `When assigning roles (write)`
    pub title: String,
    /// Targeted actions; empty for a bare expression.
    pub actions: Vec<ActionTest>,
    /// What must hold; `None` for a block without an expression half.
    pub expression: Option<Node>,
    /// Attribute ids of the catalogue that fit all targeted actions, to be offered.
    pub available_attributes: Vec<String>,
    /// An earlier clause that says the same for its own source (write and delete alike).
    pub same_as: Option<u32>,
}

/// The forms of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// `!(ActionMatches…) OR (expression)`
    Guarded,
    /// An expression without actions: applies to every action of the role.
    Bare,
    /// `!(ActionMatches…)` alone: forbids the actions.
    Block,
    /// Kept as text.
    Code,
}

/// One targeted action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionTest {
    /// Its number.
    pub id: u32,
    /// Its place, the `!` included.
    pub span: Span,
    /// As written.
    pub action: String,
    /// The portal's name of the action, if known.
    pub title: Option<String>,
    /// As written.
    pub suboperation: Option<String>,
    /// `AND NOT SubOperationMatches{…}`
    pub suboperation_negated: bool,
}

/// A node of the expression tree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields that every node has: number, place, whether `NOT` stands before it"
)]
pub enum Node {
    /// Children joined by one connector; one child only where a negation is negated again.
    Group {
        id: u32,
        span: Span,
        connector: Connector,
        negated: bool,
        parenthesized: bool,
        children: Vec<Node>,
    },
    /// `attribute operator value`
    Comparison { id: u32, span: Span, negated: bool, view: Box<ComparisonView> },
    /// `Exists attribute`
    Exists { id: u32, span: Span, negated: bool, attribute: AttributeView },
    /// `ActionMatches{…}` or `SubOperationMatches{…}` outside a guard.
    Action { id: u32, span: Span, negated: bool, suboperation: bool, value: String },
    /// Kept as text, with the reason.
    Code { id: u32, span: Span, text: String, why: String },
}

/// What a comparison says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonView {
    /// Left side.
    pub left: Operand,
    /// The operator.
    pub operator: OperatorView,
    /// Right side.
    pub right: Operand,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// An attribute.
    Attribute(AttributeView),
    /// A single value.
    Value(ValueView),
    /// Values in braces.
    Set {
        /// Braces included.
        span: Span,
        /// The values.
        items: Vec<ValueView>,
    },
    /// Kept as text.
    Code {
        /// Its place.
        span: Span,
        /// As written.
        text: String,
    },
}

/// An attribute as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeView {
    /// Its place.
    pub span: Span,
    /// `Request`, `Resource`, `Principal`, `Environment`, or what was written instead.
    pub source: String,
    /// As it stands between the brackets.
    pub text: String,
    /// Id in the catalogue, if known.
    pub id: Option<String>,
    /// `Role definition ID`
    pub title: String,
    /// The key of a tag or column attribute.
    pub key: Option<String>,
}

/// A value as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueView {
    /// Its place.
    pub span: Span,
    /// As written, quotes included.
    pub text: String,
    /// What kind of literal it is.
    pub kind: ValueKind,
    /// The value without quotes.
    pub value: String,
    /// Name of a role or principal, where known.
    pub label: Option<String>,
    /// For a role: why it is privileged.
    pub privileged: Option<String>,
}

/// What kind of literal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `'text'`
    String,
    /// `10`
    Integer,
    /// `true`
    Boolean,
    /// A bare GUID.
    Guid,
    /// Filled in by another tool.
    Placeholder,
    /// Not understood.
    Unknown,
}

/// An operator as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorView {
    /// Its place.
    pub span: Span,
    /// Azure's name, quantifier included: `ForAnyOfAnyValues:GuidEquals`; as written where it is unknown.
    pub name: String,
    /// `is one of`
    pub words: String,
    /// Operators that fit the attribute, the present one always among them if it is known.
    pub choices: Vec<OperatorChoice>,
}

/// One operator to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorChoice {
    /// Azure's name, quantifier included.
    pub name: String,
    /// `is one of`
    pub words: String,
    /// Whether the right side is a set.
    pub takes_set: bool,
}

/// Reads the visual model of a condition. Names come from the directory, where it knows them.
#[must_use]
pub fn model(condition: &Condition, directory: &dyn Directory) -> VisualModel {
    let outline = Outline::of(condition);
    let same = alike::same_as(&outline);
    let view = View { text: &condition.text, directory };
    let clauses = outline.clauses.iter().zip(same).map(|(clause, same)| Clause {
        id: clause.id,
        span: clause.span,
        kind: clause.kind,
        title: title(clause),
        actions: tests(clause).iter().map(action).collect(),
        expression: clause.expression.as_ref().map(|expression| node(&view, expression)),
        available_attributes: available(clause),
        same_as: same,
    });
    VisualModel { clauses: clauses.collect(), editable: condition.dialect != Dialect::V1 }
}

fn tests<'c, 'a>(clause: &'c ClauseNode<'a>) -> &'c [GuardTest<'a>] {
    clause.guard.as_ref().map_or(&[], |guard| &guard.tests)
}

impl<'a> GuardTest<'a> {
    pub(super) fn target(&self) -> Target<'a> {
        Target { action: self.action, suboperation: self.suboperation, negated: self.suboperation_negated }
    }
}

fn title(clause: &ClauseNode) -> String {
    match clause.kind {
        ClauseKind::Guarded | ClauseKind::Block => {
            let targets: Vec<_> = tests(clause).iter().map(GuardTest::target).collect();
            titles::title(&targets)
        }
        ClauseKind::Bare => "For every action of the role".into(),
        ClauseKind::Code => "Kept as code".into(),
    }
}

fn action(test: &GuardTest) -> ActionTest {
    ActionTest {
        id: test.id,
        span: test.span,
        action: test.action.to_owned(),
        title: titles::known(test.target()).map(|info| info.title.to_owned()),
        suboperation: test.suboperation.map(str::to_owned),
        suboperation_negated: test.suboperation_negated,
    }
}

/// What all targeted actions have in common; everything that is offered at all for a bare expression.
fn available(clause: &ClauseNode) -> Vec<String> {
    let mut common: Vec<_> = match clause.kind {
        ClauseKind::Code => return Vec::new(),
        ClauseKind::Bare => attributes::all().iter().filter(|a| a.offered).collect(),
        ClauseKind::Guarded | ClauseKind::Block => attributes::all().iter().collect(),
    };
    for test in tests(clause) {
        let fitting = actions::attributes_for(test.action, test.suboperation, test.suboperation_negated);
        common.retain(|info| fitting.iter().any(|other| std::ptr::eq(*info, *other)));
    }
    common.into_iter().map(attributes::AttributeInfo::id).collect()
}

fn node(view: &View, node: &TreeNode) -> Node {
    let (id, span, negated) = (node.id, node.span, node.negation.is_some());
    match &node.kind {
        TreeKind::Group { level, parenthesized, children } => Node::Group {
            id,
            span,
            connector: level.connector,
            negated,
            parenthesized: *parenthesized,
            children: children.iter().map(|child| self::node(view, child)).collect(),
        },
        TreeKind::Comparison(comparison) => {
            Node::Comparison { id, span, negated, view: Box::new(view.comparison(comparison)) }
        }
        TreeKind::Exists(attribute) => {
            Node::Exists { id, span, negated, attribute: view.attribute(attribute) }
        }
        TreeKind::Action { suboperation, value } => {
            Node::Action { id, span, negated, suboperation: *suboperation, value: value.value.clone() }
        }
        TreeKind::Code(why) => {
            Node::Code { id, span, text: span.of(view.text).to_owned(), why: (*why).to_owned() }
        }
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
