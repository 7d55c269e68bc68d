//! The desk around a terminal: clock and name; there are no dialogs and no clipboard.

use std::path::{Path, PathBuf};

use rolewright_api::app::{App, Host};

use crate::azure_args::Profile;
use crate::failure::Failure;
use crate::snapshot::{database, now};

struct Terminal;

/// The app over the database that was named, or the window's.
pub(crate) fn app(profile: &Profile) -> Result<App, Failure> {
    Ok(App::new(database(profile)?, Box::new(Terminal)))
}

const NO_DESK: &str = "a terminal has no desk";

impl Host for Terminal {
    fn now(&self) -> i64 {
        now()
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn copy(&self, _: &str) -> Result<(), String> {
        Err(NO_DESK.to_owned())
    }

    fn choose_file_to_write(&self, _: &str) -> Option<PathBuf> {
        None
    }

    fn choose_file_to_read(&self) -> Option<PathBuf> {
        None
    }

    fn write(&self, path: &Path, text: &str) -> Result<(), String> {
        std::fs::write(path, text).map_err(|e| e.to_string())
    }

    fn size(&self, path: &Path) -> Result<u64, String> {
        std::fs::metadata(path).map(|file| file.len()).map_err(|e| e.to_string())
    }

    fn read(&self, path: &Path) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|e| e.to_string())
    }
}
