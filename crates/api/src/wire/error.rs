//! The one error type that crosses to the webview.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the caller can act on. A code is added only when something acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ErrorCode {
    /// The input cannot be used; the message says what is wrong with it.
    InvalidInput,
    /// The thing asked for is gone.
    NotFound,
    /// The database cannot be used (locked, damaged, newer, disk full); the hint says what to do.
    Store,
    /// A file could not be read or written.
    File,
    /// No token can be had without the user; signing in again helps.
    SignInNeeded,
    /// Azure said no, or could not do it; the message has its words.
    Azure,
    /// No answer came, or none that can be read.
    Network,
    /// Somebody stopped it.
    Cancelled,
    /// A defect of ours.
    Internal,
}

/// An error with what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ApiError {
    pub code: ErrorCode,
    /// What failed.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}
