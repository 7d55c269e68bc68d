//! What every table of a snapshot has in common: its filter, its order, its pages, its saved views.

use rolewright_authz::filter;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A table with a filter bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum TableName {
    RoleAssignments,
    SnapshotChanges,
}

impl TableName {
    /// What can be asked of its rows.
    #[must_use]
    pub fn columns(self) -> filter::Table {
        match self {
            Self::RoleAssignments => filter::ROLE_ASSIGNMENTS,
            Self::SnapshotChanges => filter::SNAPSHOT_CHANGES,
        }
    }
}

/// A part of a table: what is asked of its rows, in which order, from where on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct PageRequest {
    /// As typed in the filter bar; one with problems is refused.
    pub filter: String,
    /// First by the first, and so on; by the row's own order where all are equal or none is given.
    pub sort: Vec<SortBy>,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 1,000.
    pub limit: u32,
}

/// One column of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SortBy {
    pub column: String,
    pub descending: bool,
}

/// What stands below a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PageFacts {
    /// Rows that the filter leaves.
    #[ts(type = "number")]
    pub total: u64,
    /// Rows without the filter.
    #[ts(type = "number")]
    pub unfiltered: u64,
    /// How long the database took, in milliseconds.
    pub took_ms: f64,
    /// Scopes within what was asked for that could not be read.
    pub not_readable: u32,
}

/// Which of a table's rows are meant: these, or all of the filter but these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum Chosen {
    Rows { keys: Vec<String> },
    AllBut { keys: Vec<String> },
}

/// A value of a column, with how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnValue {
    /// As a filter names it; `None` stands for nothing there.
    pub value: Option<String>,
    /// As shown.
    pub label: String,
    #[ts(type = "number")]
    pub rows: u64,
}

/// The commonest values of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnValues {
    pub values: Vec<ColumnValue>,
    /// How many more there are.
    #[ts(type = "number")]
    pub more: u64,
}

/// Text of a filter bar.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilterText {
    pub table: TableName,
    pub text: String,
}

/// What the text of a filter bar means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadFilter {
    pub terms: Vec<FilterTerm>,
    pub problems: Vec<FilterProblem>,
    /// The whole as a sentence; empty without terms.
    pub words: String,
}

/// One term, shown as a chip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilterTerm {
    /// As typed.
    pub text: String,
    /// `role is Owner`
    pub words: String,
    /// `None` for free text.
    pub column: Option<String>,
    pub negated: bool,
    /// The values asked for on a column of text or of fixed values; empty for other tests.
    pub values: Vec<String>,
}

/// A part of the text that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilterProblem {
    /// As typed.
    pub text: String,
    pub message: String,
    pub help: String,
}

/// Asks for a change of a filter that leaves the rest of its text as typed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeFilter {
    pub table: TableName,
    pub text: String,
    pub change: FilterChange,
}

/// A change of a filter.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum FilterChange {
    /// Takes away the term of that number, from 0.
    RemoveTerm { number: u32 },
    /// Replaces what is asked of one column by "is one of these"; `None` among them is "nothing there", and no
    /// value at all asks nothing.
    ColumnValues { column: String, values: Vec<Option<String>>, negated: bool },
}

/// What can be typed into a table's filter bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilterColumn {
    pub name: String,
    /// How a sentence names it.
    pub words: String,
    /// The values it can have, where they are fixed.
    pub choices: Vec<FilterChoice>,
    /// `created>=2026-01-31`
    pub example: String,
}

/// One of a column's fixed values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilterChoice {
    pub name: String,
    pub words: String,
}

/// Names a table.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfTable {
    pub table: TableName,
}

/// A kept way to look at a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedView {
    #[ts(type = "number")]
    pub id: i64,
    pub table: TableName,
    pub name: String,
    pub filter: String,
    pub sort: Vec<SortBy>,
    /// Columns shown, in order; empty for the table's own choice.
    pub columns: Vec<String>,
}

/// Asks to keep a view; one of that table and name is replaced.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaveView {
    pub table: TableName,
    pub name: String,
    pub filter: String,
    pub sort: Vec<SortBy>,
    pub columns: Vec<String>,
}

/// Names a saved view.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ViewId {
    #[ts(type = "number")]
    pub id: i64,
}

/// A file format for rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum RowFormat {
    Csv,
    Json,
    Parquet,
}
