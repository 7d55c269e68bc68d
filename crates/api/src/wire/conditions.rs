//! Text in, meaning out: analysis, evaluation, comparison, import, export.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::{TemplateMatch, VisualModel};

/// A place in the text that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// First line, from 1.
    pub line: u32,
    /// First column in characters, from 1.
    pub column: u32,
    /// First UTF-16 code unit, which is what the code editor counts in.
    pub from: u32,
    /// One past the last UTF-16 code unit.
    pub to: u32,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Applicability {
    Safe,
    Unsafe,
    ShowOnly,
}

/// Replaces one span of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TextEdit {
    pub span: Span,
    pub replacement: String,
}

/// One way to mend a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Fix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<TextEdit>,
}

/// One problem with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Diagnostic {
    /// `L01` to `L45`.
    pub code: String,
    /// The rule's name.
    pub rule: String,
    pub severity: Severity,
    pub message: String,
    pub help: Option<String>,
    pub span: Span,
    pub fixes: Vec<Fix>,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Dialect {
    /// conditionVersion 2.0.
    V2,
    /// Version-1 text: read-only.
    V1,
    /// Version 2.0 with placeholders of a host language.
    Template,
}

/// Asks for everything the Conditions page shows about one text. One call per key press.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct AnalyzeRequest {
    pub text: String,
    /// The role this condition will be attached to, by id, if chosen.
    pub role: Option<String>,
    /// Names for principals that the user gave, by object id.
    pub principal_names: BTreeMap<String, String>,
}

/// Everything the Conditions page shows about one text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Analysis {
    pub dialect: Dialect,
    /// Size in UTF-8 bytes.
    pub size: u32,
    /// Azure's limit in bytes (8 KB).
    pub size_limit: u32,
    pub diagnostics: Vec<Diagnostic>,
    /// Rules that could not run, with what they would need (`"no role chosen"`).
    pub not_checked: Vec<NotChecked>,
    pub model: VisualModel,
    pub meaning: Vec<MeaningLine>,
    pub grid: Option<Grid>,
    /// The portal or Rolewright template that this text is, whatever its spacing.
    pub template: Option<TemplateMatch>,
}

/// A rule that could not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NotChecked {
    pub code: String,
    pub rule: String,
    pub needs: String,
}

/// One line of the condition in words; nested lines are indented by depth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeaningLine {
    pub depth: u32,
    pub text: String,
    /// The part of the text that the line is about.
    pub span: Option<Span>,
}

/// The value of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Truth {
    True,
    False,
    Unknown,
}

/// What a delegate may assign: roles by principal kinds, write and delete side by side.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Grid {
    /// "May assign 2 roles to service principals only; may not remove anything else; cannot reach Owner."
    pub summary: String,
    /// Principal kinds, then named principals.
    pub columns: Vec<GridColumn>,
    pub rows: Vec<GridRow>,
    /// Set where the two readings of mixed AND/OR give different cells.
    pub readings_differ: bool,
}

/// One column of the grid.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridColumn {
    /// `User`, `Group`, `ServicePrincipal`.
    pub principal_type: String,
    /// A named principal's object id; without it the column is "any other principal of that type".
    pub principal_id: Option<String>,
    pub label: String,
}

/// Which group a grid row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum GridGroup {
    /// Named in the condition.
    InCondition,
    /// Privileged administrator roles that the condition does not name.
    Privileged,
    /// Every other role.
    AnyOther,
}

/// One row of the grid: a role.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridRow {
    pub role_id: String,
    pub label: String,
    pub group: GridGroup,
    /// Why the role is privileged, if it is.
    pub privileged: Option<String>,
    /// One cell per column.
    pub cells: Vec<GridCell>,
}

/// May the delegate assign (write) and remove (delete) this role for this principal?
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridCell {
    pub write: Truth,
    pub delete: Truth,
}

/// A request to evaluate, as in a file given to `rolewright condition eval`.
///
/// Attribute names are as they stand between the brackets, a key suffix included or left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct Request {
    pub action: Option<String>,
    pub suboperation: Option<String>,
    pub request: BTreeMap<String, AttributeValue>,
    pub resource: BTreeMap<String, AttributeValue>,
    pub principal: BTreeMap<String, AttributeValue>,
    pub environment: BTreeMap<String, AttributeValue>,
}

/// A value or a list of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    untagged,
    expecting = "an attribute's value is a text, a whole number, `true`, `false`, or a list of these"
)]
#[ts(export)]
pub enum AttributeValue {
    One(ScalarValue),
    Many(Vec<ScalarValue>),
}

/// A single value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum ScalarValue {
    Boolean(bool),
    #[ts(type = "number")]
    Integer(i64),
    String(String),
}

/// Asks for the value of a condition for one request.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvaluateRequest {
    pub text: String,
    pub request: Request,
}

/// Asks how two conditions relate.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CompareRequest {
    pub a: String,
    pub b: String,
}

/// Asks for another layout of a condition.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormatRequest {
    pub text: String,
    pub single_line: bool,
}

/// A condition's text, on its own.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConditionText {
    pub text: String,
}

/// Asks which conditions stand in a text: a whole file, a role assignment, or a condition on its own.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportRequest {
    pub text: String,
    /// The file's name, which tells its language; without it the text is looked at.
    pub file_name: Option<String>,
}

/// Asks what is wrong with the conditions in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckFileRequest {
    pub text: String,
    pub file_name: Option<String>,
    /// The role that the conditions are attached to, by name or id.
    pub role: Option<String>,
}

/// What is wrong with the conditions in a file. All places are places of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckedFile {
    pub conditions: Vec<ImportedCondition>,
    pub diagnostics: Vec<Diagnostic>,
    pub not_checked: Vec<NotChecked>,
    /// Why the file could not be read as what it seems to be, where conditions were found in it all the same.
    pub unreadable: Option<String>,
}

/// The value at one node, with the values below it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvaluationNode {
    pub span: Span,
    pub text: String,
    pub value: Truth,
    /// Why, in words: `RoleDefinitionId is …, which is in the list`, or the attribute that is missing.
    pub because: Option<String>,
    pub children: Vec<EvaluationNode>,
}

/// The answer for one request.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Evaluation {
    pub result: Truth,
    pub because: Vec<String>,
    /// Set where reading mixed AND/OR from left to right gives something else.
    pub left_to_right: Option<Truth>,
    pub tree: Option<EvaluationNode>,
}

/// How the sets of requests that two conditions allow relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Relation {
    Equivalent,
    AImpliesB,
    BImpliesA,
    Disjoint,
    Overlapping,
    /// Some part is outside what can be decided; `undecided` says which.
    CannotDecide,
}

/// The answer to "what do these two conditions share".
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Comparison {
    pub relation: Relation,
    /// The relation in words.
    pub words: String,
    pub only_a: Option<Request>,
    pub only_b: Option<Request>,
    /// `remove AcrPush from a group`
    pub only_a_words: Option<String>,
    pub only_b_words: Option<String>,
    /// The parts that stop an exact answer.
    pub undecided: Vec<String>,
    /// Always true or always false, per side.
    pub a_constant: Option<bool>,
    pub b_constant: Option<bool>,
}

/// A condition found in pasted or opened text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportedCondition {
    /// The condition after unescaping.
    pub text: String,
    /// `terraform`, `bicep`, `arm-json`, `role-assignment-json`, `plain`.
    pub host: String,
    /// Where it stands in the host text.
    pub span: Span,
    /// `azurerm_role_assignment.delegate`, `delegate (Microsoft.Authorization/roleAssignments)`.
    pub label: String,
    /// conditionVersion as written beside it.
    pub version: Option<String>,
    /// Whether it holds host placeholders.
    pub template: bool,
    /// What the file says of the role assignment around it.
    pub assignment: ImportedAssignment,
}

/// The fields of a role assignment, as far as a file says them.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportedAssignment {
    /// Id of the role; its name where that is not known here.
    pub role: Option<String>,
    /// Object id, or a sign-in name where the file has only that.
    pub principal: Option<String>,
    pub principal_name: Option<String>,
    /// `User`, `Group`, `ServicePrincipal`.
    pub principal_type: Option<String>,
    pub scope: Option<String>,
    pub description: Option<String>,
    /// What is written, but computed by the file's language and so not known.
    pub computed: Vec<ComputedPart>,
}

/// A field that the file's language computes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ComputedPart {
    /// `role`, `principal`, `principal type`, `scope`, `description`.
    pub part: String,
    /// As written: `var.role_id`.
    pub text: String,
}

/// One role assignment to write down in other languages.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Intent {
    pub condition: String,
    /// Role id or name.
    pub role: String,
    /// Object id.
    pub principal: String,
    /// `User`, `Group`, `ServicePrincipal`.
    pub principal_type: String,
    /// `/subscriptions/…`
    pub scope: String,
    pub description: Option<String>,
}

/// One output format.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportedFile {
    /// `arm`, `bicep`, `terraform-azurerm`, `terraform-azapi`, `az-bash`, `az-powershell`, `az-powershell-module`, `rest`, `pim-arm`, `pim-bicep`.
    pub format: String,
    /// `Terraform (azurerm)`
    pub title: String,
    pub file_name: String,
    pub code: String,
    /// What the host needs (`az 2.18 or later`).
    pub notes: Vec<String>,
    /// Set where this intent cannot be written in this format, and why; `code` is then empty.
    pub impossible: Option<String>,
}

/// One entry of a completion list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Completion {
    pub label: String,
    pub insert: String,
    /// `attribute`, `operator`, `action`, `role`, `keyword`, `value`.
    pub kind: String,
    pub detail: String,
    /// What the entry replaces.
    pub span: Span,
}

/// What stands under the mouse.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Hover {
    pub span: Span,
    pub title: String,
    pub text: String,
}

/// Asks for a request that the condition allows or refuses.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CounterexampleRequest {
    pub text: String,
    pub want: Wanted,
    /// Only requests for this role, by id.
    pub role: Option<String>,
    /// Only requests for this kind of principal.
    pub principal_type: Option<String>,
}

/// Which kind of request is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Wanted {
    Allowed,
    Refused,
}

/// Asks about one place of a text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlaceRequest {
    pub text: String,
    /// In UTF-16 code units, as the code editor counts.
    pub offset: u32,
}

/// Asks for a rule's manual page.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleRequest {
    /// `L01` to `L45`.
    pub code: String,
}

/// A rule's manual page in Markdown.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleManual {
    pub text: String,
}
