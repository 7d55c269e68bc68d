//! What a request needs beyond its own words: the database, the clock, and the desk around the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rolewright_store::Database;
use tokio::sync::OnceCell;

use crate::access::opened::OpenSnapshots;
use crate::changes::LastChanges;
use crate::wire::error::ApiError;

/// The surroundings, which differ between the desktop and a test.
pub trait Host: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now(&self) -> i64;
    /// Version of the program.
    fn version(&self) -> &str;
    /// Name of the user of this computer.
    fn user(&self) -> String;
    /// Puts text on the clipboard.
    ///
    /// # Errors
    /// What the system said.
    fn copy(&self, text: &str) -> Result<(), String>;
    /// Asks for a file to write; `None` when the user thinks better of it.
    fn choose_file_to_write(&self, suggested_name: &str) -> Option<PathBuf>;
    /// Asks for a file to read.
    fn choose_file_to_read(&self) -> Option<PathBuf>;
    /// Writes a whole file.
    ///
    /// # Errors
    /// What the system said.
    fn write(&self, path: &Path, text: &str) -> Result<(), String>;
    /// Size of a file in bytes.
    ///
    /// # Errors
    /// What the system said.
    fn size(&self, path: &Path) -> Result<u64, String>;
    /// Reads a whole file; one that is no text is an error.
    ///
    /// # Errors
    /// What the system said.
    fn read(&self, path: &Path) -> Result<String, String>;
}

/// The running app.
pub struct App {
    pub(crate) host: Box<dyn Host>,
    path: PathBuf,
    database: OnceCell<Database>,
    pub(crate) last_changes: LastChanges,
    pub(crate) open_snapshots: OpenSnapshots,
    pub(crate) open_snapshots: Arc<OpenSnapshots>,
}

impl App {
    /// An app that keeps its database at `path`, which is opened at the first request that needs it.
    #[must_use]
    pub fn new(path: PathBuf, host: Box<dyn Host>) -> Self {
        Self {
            host,
            path,
            database: OnceCell::new(),
            last_changes: LastChanges::default(),
            open_snapshots: OpenSnapshots::default(),
        }
        Self { host, path, database: OnceCell::new(), open_snapshots: Arc::default() }
    }

    /// Where the database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The time, for rules that judge dates.
    #[must_use]
    pub fn now(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.host.now()).ok()
    }

    /// Finishes writing. Call it before the process ends.
    pub async fn close(&self) {
        if let Some(database) = self.database.get() {
            database.close().await;
        }
    }

    /// The open database. One that could not be opened (locked, say) is tried again at the next request, so
    /// that the rest of the app works on without it.
    pub(crate) async fn database(&self) -> Result<&Database, ApiError> {
        Ok(self.database.get_or_try_init(|| Database::open(&self.path)).await?)
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("path", &self.path).finish_non_exhaustive()
    }
}
