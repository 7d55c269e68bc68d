//! Clipboard and files: the window has no access of its own.

use crate::app::App;
use crate::wire::desk::{AppInfo, CopyText, OpenedFile, SaveTextFile, SavedFile};
use crate::wire::error::ApiError;

/// Longest file that is opened; the largest Bicep files seen are a hundredth of it.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Puts text on the clipboard.
///
/// # Errors
/// When the system has no clipboard to give.
pub fn copy_text(app: &App, request: &CopyText) -> Result<(), ApiError> {
    app.host.copy(&request.text).map_err(|e| {
        ApiError::file(format!("the clipboard cannot be used: {e}"), "select the text and copy it by hand")
    })
}

/// Asks where to keep a text, and writes it there.
///
/// # Errors
/// When the file cannot be written.
pub fn save_text_file(app: &App, request: &SaveTextFile) -> Result<Option<SavedFile>, ApiError> {
    let Some(path) = app.host.choose_file_to_write(&request.suggested_name) else { return Ok(None) };
    let shown = path.display().to_string();
    app.host.write(&path, &request.text).map_err(|e| {
        ApiError::file(
            format!("`{shown}` cannot be written: {e}"),
            "choose another folder or free some space",
        )
    })?;
    Ok(Some(SavedFile { path: shown }))
}

/// Asks for a file and reads it.
///
/// # Errors
/// When it cannot be read, is no text, or is larger than any condition file is.
pub fn open_text_file(app: &App) -> Result<Option<OpenedFile>, ApiError> {
    let Some(path) = app.host.choose_file_to_read() else { return Ok(None) };
    let shown = path.display().to_string();
    let unreadable = |e: String| {
        ApiError::file(
            format!("`{shown}` cannot be read: {e}"),
            "choose a text file, such as Bicep or Terraform",
        )
    };
    // Asked before it is read, so that a file of many gigabytes does not fill the memory first.
    let size = app.host.size(&path).map_err(unreadable)?;
    if size > LARGEST_FILE {
        return Err(ApiError::file(
            format!("`{shown}` has {} MB", size / (1024 * 1024)),
            "open the part that holds the condition, or use `rolewright condition check`",
        ));
    }
    let text = app.host.read(&path).map_err(unreadable)?;
    let name = path.file_name().map_or(shown, |n| n.to_string_lossy().into_owned());
    Ok(Some(OpenedFile { name, text }))
}

/// Which program this is and where it keeps its data.
#[must_use]
pub fn app_info(app: &App) -> AppInfo {
    AppInfo {
        version: app.host.version().to_owned(),
        store_path_hint: app.path().display().to_string(),
        roles_as_of: rolewright_authz::roles::AS_OF.to_owned(),
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
