//! The log: what happened, never what was in it. No condition, name, id or path of a user's file is logged.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::filter::LevelFilter;

/// A longer log is begun anew, the old one kept beside it.
const LONGEST: u64 = 1024 * 1024;

/// Writes the log into the data folder; without a writable folder there is no log, and the app works on.
pub(crate) fn start(folder: &Path) {
    let path = folder.join("rolewright.log");
    if std::fs::metadata(&path).is_ok_and(|log| log.len() > LONGEST) {
        // A log that cannot be moved only grows on.
        let _ = std::fs::rename(&path, folder.join("rolewright.1.log"));
    }
    let file = std::fs::create_dir_all(folder)
        .and_then(|()| OpenOptions::new().create(true).append(true).open(&path));
    if let Ok(file) = file {
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::INFO)
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .init();
    }
}
