//! Where the database, the log and the window's place are kept.

use std::path::PathBuf;

use tauri::{AppHandle, Manager};

/// Names another folder, for tests and for people who carry their data on a stick.
const OVERRIDE: &str = "ROLEWRIGHT_DATA_DIR";

/// The platform's folder for the data of this app, or the one named in the environment.
pub(crate) fn of(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os(OVERRIDE).filter(|folder| !folder.is_empty()) {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => app.path().app_data_dir(),
    }
}
