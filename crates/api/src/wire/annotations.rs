//! What a reviewer wrote beside an object. Annotations belong to the tenant and outlive its snapshots.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a reviewer thinks of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum AnnotationState {
    Reviewed,
    Question,
    AcceptRisk {
        /// A day: `2027-01-31`.
        until: String,
    },
}

/// What can be annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ObjectKind {
    RoleAssignment,
    RoleDefinition,
    Principal,
    Scope,
    Lock,
    Vault,
    ResourceGuard,
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Annotation {
    #[ts(type = "number")]
    pub id: i64,
    pub state: AnnotationState,
    pub note: String,
    /// Who wrote it: the account's name, or the name of the user of this computer.
    pub author: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// Whether an accepted risk has run out.
    pub expired: bool,
}

/// Asks to annotate an object of a snapshot's tenant; an earlier annotation stays in the history.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Annotate {
    #[ts(type = "number")]
    pub snapshot: i64,
    pub object: ObjectKind,
    /// A role assignment's row key, a role's or principal's id, a scope.
    pub key: String,
    pub state: AnnotationState,
    pub note: String,
}

/// Names an annotation.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AnnotationId {
    #[ts(type = "number")]
    pub id: i64,
}

/// How far the review of a snapshot's privileged assignments is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewProgress {
    #[ts(type = "number")]
    pub privileged: u64,
    #[ts(type = "number")]
    pub reviewed: u64,
    #[ts(type = "number")]
    pub questions: u64,
    #[ts(type = "number")]
    pub risks_accepted: u64,
    /// Of the accepted risks, those that have run out.
    #[ts(type = "number")]
    pub risks_expired: u64,
}

/// Asks for a review report in one self-contained file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaveReview {
    #[ts(type = "number")]
    pub snapshot: i64,
    pub format: ReviewFormat,
}

/// What a review report is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ReviewFormat {
    Html,
    Markdown,
}
