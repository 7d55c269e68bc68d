//! The visual model: what the builder shows and the edits it can ask for.
//!
//! Ids name nodes of the model of one text; after an edit the next analysis brings new ones.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conditions::Span;

/// The condition as clauses joined with AND.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VisualModel {
    pub clauses: Vec<Clause>,
    /// False where the text is read-only (version 1).
    pub editable: bool,
}

/// One card.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Clause {
    pub id: u32,
    pub span: Span,
    pub kind: ClauseKind,
    /// `When assigning roles (write)`
    pub title: String,
    /// Targeted actions; empty for a bare expression.
    pub actions: Vec<ActionTest>,
    /// What must hold; `None` for a block without an expression half.
    pub expression: Option<Node>,
    /// Attribute ids of the catalogue that fit all targeted actions, to be offered.
    pub available_attributes: Vec<String>,
    /// Another clause that says the same for its own source (write and delete alike).
    pub same_as: Option<u32>,
}

/// The forms of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
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
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActionTest {
    pub id: u32,
    pub span: Span,
    pub action: String,
    /// The portal's name of the action, if known.
    pub title: Option<String>,
    pub suboperation: Option<String>,
    /// `AND NOT SubOperationMatches{…}`
    pub suboperation_negated: bool,
}

/// A node of the expression tree.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[ts(export)]
#[expect(
    clippy::large_enum_variant,
    reason = "a model has few nodes, lives for one answer, and most are comparisons"
)]
pub enum Node {
    /// Children joined by one connector.
    Group {
        id: u32,
        span: Span,
        connector: Connector,
        negated: bool,
        /// Whether it stands in parentheses of its own.
        parenthesized: bool,
        children: Vec<Node>,
    },
    /// `attribute operator value`
    Comparison { id: u32, span: Span, negated: bool, left: Operand, operator: OperatorView, right: Operand },
    /// `Exists attribute`
    Exists { id: u32, span: Span, negated: bool, attribute: AttributeView },
    /// `ActionMatches{…}` or `SubOperationMatches{…}` outside a guard.
    Action { id: u32, span: Span, negated: bool, suboperation: bool, value: String },
    /// Kept as text.
    Code { id: u32, span: Span, text: String, why: String },
}

/// AND or OR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Connector {
    And,
    Or,
}

/// One side of a comparison.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[ts(export)]
pub enum Operand {
    Attribute { attribute: AttributeView },
    Value { value: ValueView },
    Set { span: Span, items: Vec<ValueView> },
    Code { span: Span, text: String },
}

/// An attribute as shown.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttributeView {
    pub span: Span,
    /// `Request`, `Resource`, `Principal`, `Environment`.
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
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ValueView {
    pub span: Span,
    /// As written, quotes included.
    pub text: String,
    pub kind: ValueKind,
    /// The value without quotes.
    pub value: String,
    /// Name of a role or principal, where known.
    pub label: Option<String>,
    /// For a role: why it is privileged.
    pub privileged: Option<String>,
}

/// What kind of literal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ValueKind {
    String,
    Integer,
    Boolean,
    Guid,
    Placeholder,
    Unknown,
}

/// An operator as shown.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OperatorView {
    pub span: Span,
    /// Azure's name, quantifier included: `ForAnyOfAnyValues:GuidEquals`.
    pub name: String,
    /// `is one of`
    pub words: String,
    /// Operators that fit the attribute on the left.
    pub choices: Vec<OperatorChoice>,
}

/// One operator to offer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OperatorChoice {
    pub name: String,
    pub words: String,
    /// Whether the right side is a set.
    pub takes_set: bool,
}

/// What the builder asks to change. Only the bytes of the part named change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[ts(export)]
pub enum ModelEdit {
    /// Add a clause for these actions at the end, with a first row. Without a row it forbids the actions
    /// until one is added; without actions it applies to every action.
    AddClause {
        actions: Vec<ActionChoice>,
        row: Option<RowChoice>,
    },
    /// Replace the actions that a clause targets.
    SetActions {
        clause: u32,
        actions: Vec<ActionChoice>,
    },
    /// Make `to` say for its own source what `from` says.
    CopyExpression {
        from: u32,
        to: u32,
    },
    /// Remove a clause, a group or a row, with its connector.
    Remove {
        node: u32,
    },
    /// Add a row at the end of a group or clause, or after a row.
    AddComparison {
        parent: u32,
        after: Option<u32>,
        attribute: AttributeChoice,
        operator: String,
        values: Vec<String>,
        /// The attribute to compare with instead of values.
        #[serde(default)]
        right: Option<AttributeChoice>,
    },
    /// Add an `Exists` row.
    AddExists {
        parent: u32,
        after: Option<u32>,
        attribute: AttributeChoice,
        negated: bool,
    },
    /// Replace the attribute. Operator and values stay where they fit the new one; where they do not, the
    /// edit is refused unless `operator` or `values` are given.
    SetAttribute {
        node: u32,
        attribute: AttributeChoice,
        operator: Option<String>,
        values: Option<Vec<String>>,
    },
    SetOperator {
        node: u32,
        operator: String,
    },
    /// Replace the right side by values (one, or a set where the operator takes one). Values are without quotes.
    SetValues {
        node: u32,
        values: Vec<String>,
    },
    /// Replace the right side by an attribute of the same kind. The operator stays where it fits.
    SetRightAttribute {
        node: u32,
        attribute: AttributeChoice,
    },
    AddValue {
        node: u32,
        value: String,
    },
    RemoveValue {
        node: u32,
        index: u32,
    },
    SetNegated {
        node: u32,
        negated: bool,
    },
    SetConnector {
        group: u32,
        connector: Connector,
    },
    /// Put sibling nodes into a group of their own.
    Group {
        nodes: Vec<u32>,
    },
    Ungroup {
        group: u32,
    },
    /// Move a node to be child number `index` (counted after the move) of a group or clause.
    Move {
        node: u32,
        parent: u32,
        index: u32,
    },
    /// Move a clause to be number `index`, counted after the move.
    MoveClause {
        clause: u32,
        index: u32,
    },
    /// Replace a code block's text.
    SetCode {
        node: u32,
        text: String,
    },
}

/// An action to target.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActionChoice {
    pub action: String,
    pub suboperation: Option<String>,
    #[serde(default)]
    pub suboperation_negated: bool,
}

/// A comparison to write. Values are without quotes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowChoice {
    pub attribute: AttributeChoice,
    pub operator: String,
    pub values: Vec<String>,
    /// The attribute to compare with instead of values.
    #[serde(default)]
    pub right: Option<AttributeChoice>,
}

/// An attribute to write.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttributeChoice {
    /// `Request`, `Resource`, `Principal`, `Environment`.
    pub source: String,
    /// As it shall stand between the brackets.
    pub text: String,
}

/// The text after an edit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditedText {
    pub text: String,
    /// What changed, as edits of the text that was sent.
    pub edits: Vec<super::conditions::TextEdit>,
}

/// A recognised or requested template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TemplateMatch {
    /// `constrain-roles`, `constrain-roles-and-principal-types`, `constrain-roles-and-principals`,
    /// `exclude-roles`, `exclude-privileged-roles`, `paired-roles-and-principals`,
    /// `data-roles-to-service-principals`, `add-only`.
    pub name: String,
    pub roles: Vec<String>,
    pub principal_types: Vec<String>,
    pub principals: Vec<String>,
    /// For `paired-roles-and-principals`.
    pub pairs: Vec<TemplatePair>,
}

/// These principals only these roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TemplatePair {
    pub roles: Vec<String>,
    pub principals: Vec<String>,
}

/// Everything the pickers choose from; fetched once.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Catalogue {
    pub roles: Vec<RoleEntry>,
    pub actions: Vec<ActionEntry>,
    pub attributes: Vec<AttributeEntry>,
    pub templates: Vec<TemplateEntry>,
}

/// A role definition as the role picker shows it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RoleEntry {
    pub id: String,
    pub name: String,
    pub category: String,
    pub description: String,
    pub custom: bool,
    /// `can assign roles`
    pub privileged: Option<String>,
}

/// An action that supports conditions.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActionEntry {
    pub action: String,
    pub suboperation: Option<String>,
    pub suboperation_negated: bool,
    /// The portal's name.
    pub title: String,
    /// `Delegation`, `Blob storage`, …
    pub service: String,
}

/// An attribute that conditions may test.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttributeEntry {
    /// `Request:Microsoft.Authorization/roleAssignments:RoleDefinitionId`
    pub id: String,
    pub source: String,
    /// Text between the brackets; `<key>` stands for a key the user types.
    pub text: String,
    pub title: String,
    pub description: String,
    /// `role`, `principal`, `principal-type`, `string`, `boolean`, `number`, `date-time`, `string-list`.
    pub value_type: String,
    /// Values to choose from, if the set is closed.
    pub values: Vec<String>,
    pub operators: Vec<OperatorChoice>,
    pub exists: bool,
    /// Ids of the attributes of the same kind, which it can be compared with.
    pub comparable: Vec<String>,
}

/// A template to start from.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TemplateEntry {
    pub name: String,
    pub title: String,
    pub description: String,
    /// Whether the Azure portal has it too.
    pub portal: bool,
    pub needs_roles: bool,
    pub needs_principals: bool,
    pub needs_principal_types: bool,
    pub needs_pairs: bool,
}

/// Asks for a change of the visual model of a text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditRequest {
    pub text: String,
    pub edit: ModelEdit,
}
