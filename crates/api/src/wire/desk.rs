//! What the window asks of the desk around it: clipboard, files, and which program this is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Text for the clipboard.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyText {
    pub text: String,
}

/// Text to keep in a file that the user chooses.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaveTextFile {
    pub suggested_name: String,
    pub text: String,
}

/// Where a file was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedFile {
    pub path: String,
}

/// A file that the user chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenedFile {
    /// Without its folder.
    pub name: String,
    pub text: String,
}

/// Which program this is.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AppInfo {
    pub version: String,
    /// Where drafts and settings are kept, as the user would type it.
    pub store_path_hint: String,
    /// The day of the built-in role catalogue, as RFC 3339 writes a date.
    pub roles_as_of: String,
}
