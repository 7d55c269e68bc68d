//! Edits of the visual model as edits of the text: only the part named changes its bytes.
//!
//! Parentheses are added where the other parts would otherwise mean something else. Whatever cannot be done
//! is refused with a reason; nothing here panics, whatever ids and values it is given.

mod clauses;
mod layout;
mod place;
mod rows;
mod shape;
mod values;

use std::fmt;

use crate::builder::edit::place::Site;
use crate::diagnostic::{Severity, TextEdit, apply_edits};
use crate::syntax::ast::{Condition, Connector, Dialect};
use crate::syntax::parse;

/// What the builder asks to change. Numbers are those of the model of the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named for the node that they point at")]
pub enum ModelEdit {
    /// Add a clause at the end. Without a row it forbids the actions; without actions it is for every action.
    AddClause { actions: Vec<ActionChoice>, row: Option<RowChoice> },
    /// Replace the actions that a clause targets. Without any the clause becomes one for every action.
    SetActions { clause: u32, actions: Vec<ActionChoice> },
    /// Make `to` say for its own source what `from` says.
    CopyExpression { from: u32, to: u32 },
    /// Remove a clause, an action, a group or a row, with its connector; with the last row goes its clause.
    Remove { node: u32 },
    /// Add a row at the end of a group or clause, or after a row of it.
    AddComparison { parent: u32, after: Option<u32>, row: RowChoice },
    /// Add an `Exists` row.
    AddExists { parent: u32, after: Option<u32>, attribute: AttributeChoice, negated: bool },
    /// Replace the attribute. Operator and values stay where they fit the new one, unless given.
    SetAttribute {
        node: u32,
        attribute: AttributeChoice,
        operator: Option<String>,
        values: Option<Vec<String>>,
    },
    /// Replace the operator; one value gets its braces or loses them.
    SetOperator { node: u32, operator: String },
    /// Replace the right side by values, without quotes.
    SetValues { node: u32, values: Vec<String> },
    /// Replace the right side by an attribute of the same kind. The operator stays where it fits.
    SetRightAttribute { node: u32, attribute: AttributeChoice },
    /// Add a value; a row with one value becomes one with a list.
    AddValue { node: u32, value: String },
    /// Remove a value of a list.
    RemoveValue { node: u32, index: u32 },
    /// Write or remove `NOT`.
    SetNegated { node: u32, negated: bool },
    /// Join the children of a group by the other connector.
    SetConnector { group: u32, connector: Connector },
    /// Put neighbours into a group of their own.
    Group { nodes: Vec<u32> },
    /// Put a group's children in its place.
    Ungroup { group: u32 },
    /// Move a row or group to be child number `index`, counted after the move.
    Move { node: u32, parent: u32, index: u32 },
    /// Move a clause to be number `index`, counted after the move.
    MoveClause { clause: u32, index: u32 },
    /// Replace a row, group, clause or piece of code by text.
    SetCode { node: u32, text: String },
}

/// An action to target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionChoice {
    /// As it shall stand in `ActionMatches{'…'}`.
    pub action: String,
    /// As it shall stand in `SubOperationMatches{'…'}`.
    pub suboperation: Option<String>,
    /// Everything but the suboperation.
    pub suboperation_negated: bool,
}

/// An attribute to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeChoice {
    /// `Request`, `Resource`, `Principal`, `Environment`.
    pub source: String,
    /// As it shall stand between the brackets.
    pub text: String,
}

/// A comparison to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChoice {
    /// Left side.
    pub attribute: AttributeChoice,
    /// Azure's name, quantifier included.
    pub operator: String,
    /// The values, without quotes; none are read where `right` is given.
    pub values: Vec<String>,
    /// The attribute to compare with instead of values.
    pub right: Option<AttributeChoice>,
}

/// Why an edit was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Version-1 text.
    ReadOnly,
    /// No node of the text has the number.
    UnknownNode(u32),
    /// The node is of another kind than the edit needs.
    WrongKind {
        /// Its number.
        node: u32,
        /// What is needed: `a row with a comparison`.
        needs: &'static str,
    },
    /// Not one of the language's operators.
    UnknownOperator(String),
    /// Not one of the four sources.
    UnknownSource(String),
    /// Text that cannot stand between brackets or quotes.
    CannotBeWritten(String),
    /// A value that the operator or attribute cannot be compared with.
    ValueDoesNotFit {
        /// As given.
        value: String,
        /// `a GUID`, `a whole number`, …
        needs: String,
    },
    /// No value, where one is needed.
    NoValue,
    /// Several values for an operator that takes one.
    OneValueOnly(String),
    /// An operator that takes no list.
    NoList(String),
    /// A clause needs an action or a row.
    EmptyClause,
    /// The nodes cannot be grouped, ungrouped or moved this way.
    CannotRearrange(&'static str),
    /// The text given does not parse, or would break what stands around it.
    DoesNotParse(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly => write!(f, "version 1 of the language is read-only"),
            Self::UnknownNode(id) => write!(f, "the condition has no part number {id}; it may have changed"),
            Self::WrongKind { node, needs } => write!(f, "part number {node} is not {needs}"),
            Self::UnknownOperator(name) => write!(f, "unknown operator `{name}`"),
            Self::UnknownSource(name) => write!(f, "unknown attribute source `{name}`"),
            Self::CannotBeWritten(text) => {
                write!(f, "`{text}` cannot be written: the language has no escape for brackets and quotes")
            }
            Self::ValueDoesNotFit { value, needs } => write!(f, "`{value}` is not {needs}"),
            Self::NoValue => write!(f, "a row needs at least one value"),
            Self::OneValueOnly(operator) => write!(f, "operator `{operator}` takes one value only"),
            Self::NoList(operator) => write!(f, "operator `{operator}` has no form for a list of values"),
            Self::EmptyClause => write!(f, "a clause needs an action or a row"),
            Self::CannotRearrange(why) => write!(f, "{why}"),
            Self::DoesNotParse(problem) => write!(f, "the text does not parse: {problem}"),
        }
    }
}

impl std::error::Error for EditError {}

/// The text edits that change one part of the model.
///
/// # Errors
/// Numbers that the model does not have, values that do not fit, version-1 text, and what the language
/// cannot say.
pub fn edit(condition: &Condition, change: &ModelEdit) -> Result<Vec<TextEdit>, EditError> {
    if condition.dialect == Dialect::V1 {
        return Err(EditError::ReadOnly);
    }
    let site = Site::of(condition);
    let edits = match change {
        ModelEdit::AddClause { actions, row } => site.add_clause(actions, row.as_ref()),
        ModelEdit::SetActions { clause, actions } => site.set_actions(*clause, actions),
        ModelEdit::CopyExpression { from, to } => site.copy_expression(*from, *to),
        ModelEdit::Remove { node } => site.remove(*node),
        ModelEdit::AddComparison { parent, after, row } => {
            site.add_row(*parent, *after, &values::comparison(row)?)
        }
        ModelEdit::AddExists { parent, after, attribute, negated } => {
            let not = if *negated { "NOT " } else { "" };
            site.add_row(*parent, *after, &format!("{not}Exists {}", values::attribute(attribute)?))
        }
        ModelEdit::SetAttribute { node, attribute, operator, values } => {
            site.set_attribute(*node, attribute, operator.as_deref(), values.as_deref())
        }
        ModelEdit::SetOperator { node, operator } => site.set_operator(*node, operator),
        ModelEdit::SetValues { node, values } => site.set_values(*node, values),
        ModelEdit::SetRightAttribute { node, attribute } => site.set_right_attribute(*node, attribute),
        ModelEdit::AddValue { node, value } => site.add_value(*node, value),
        ModelEdit::RemoveValue { node, index } => site.remove_value(*node, *index),
        ModelEdit::SetNegated { node, negated } => site.set_negated(*node, *negated),
        ModelEdit::SetConnector { group, connector } => site.set_connector(*group, *connector),
        ModelEdit::Group { nodes } => site.group(nodes),
        ModelEdit::Ungroup { group } => site.ungroup(*group),
        ModelEdit::Move { node, parent, index } => site.move_node(*node, *parent, *index),
        ModelEdit::MoveClause { clause, index } => site.move_clause(*clause, *index),
        ModelEdit::SetCode { node, text } => site.set_code(*node, text),
    }?;
    let edits: Vec<_> = edits.into_iter().filter_map(|edit| layout::settle(&condition.text, edit)).collect();
    checked(condition, edits)
}

/// Refuses edits that would leave a text with more mistakes than it had: the last line of defence where the
/// text around the part was not understood.
fn checked(condition: &Condition, edits: Vec<TextEdit>) -> Result<Vec<TextEdit>, EditError> {
    let errors = |condition: &Condition| {
        condition.diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    };
    let after = apply_edits(&condition.text, &edits);
    if after.trim().is_empty() {
        return Ok(edits);
    }
    let parsed = parse(&after);
    if errors(&parsed) > errors(condition) {
        let problem = parsed.diagnostics.iter().find(|d| d.severity == Severity::Error);
        return Err(EditError::DoesNotParse(problem.map_or_else(String::new, |d| d.message.clone())));
    }
    Ok(edits)
}

#[cfg(test)]
#[path = "edit_law_tests.rs"]
mod law_tests;

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
