//! Drafts: named conditions with history, undo and a bench of requests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conditions::{Request, Truth};

/// One row of the draft list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftSummary {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
    /// The first 120 characters of the text, in one line.
    pub preview: String,
}

/// A draft as opened.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Draft {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
    pub content: DraftContent,
    pub updated_at: String,
    /// The revision shown; undo and redo move it.
    #[ts(type = "number")]
    pub revision: i64,
    pub can_undo: bool,
    pub can_redo: bool,
}

/// What is saved at every change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftContent {
    pub text: String,
    /// Role the condition is for, by id.
    pub role: Option<String>,
    /// Object id of the principal who gets the assignment.
    pub principal: Option<String>,
    pub principal_type: Option<String>,
    pub scope: Option<String>,
    pub description: Option<String>,
    #[serde(default)]
    pub principal_names: BTreeMap<String, String>,
    #[serde(default)]
    pub bench: Vec<BenchCase>,
}

/// A named request with what is expected of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BenchCase {
    pub name: String,
    pub request: Request,
    pub expect: Truth,
}

/// One step of a draft's history.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftRevision {
    #[ts(type = "number")]
    pub revision: i64,
    pub at: String,
    pub content: DraftContent,
    pub current: bool,
}

/// Asks for the draft list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ListDrafts {
    /// Words that must all occur in name or text; empty for all drafts.
    pub search: String,
}

/// Asks for a new draft.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CreateDraft {
    pub name: String,
    pub content: DraftContent,
}

/// Names a draft.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftId {
    #[ts(type = "number")]
    pub id: i64,
}

/// Saves what a draft holds.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaveDraft {
    #[ts(type = "number")]
    pub id: i64,
    pub content: DraftContent,
}

/// Gives a draft another name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RenameDraft {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
}

/// Asks for a step of a draft's history.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GoToRevision {
    #[ts(type = "number")]
    pub id: i64,
    #[ts(type = "number")]
    pub revision: i64,
}
