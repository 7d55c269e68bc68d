//! What a request needs beyond its own words: the database, the clock, who is signed in, what runs beside the
//! window, and the desk around it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rolewright_arm::sign_in::{Keyring, RefreshTokens};
use rolewright_store::Database;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::opened::OpenSnapshots;
use crate::accounts::Accounts;
use crate::changes::LastChanges;
use crate::clouds::Clouds;
use crate::demo::Demo;
use crate::running::Running;
use crate::sandboxes::SandboxFacts;
use crate::wire::error::ApiError;
use crate::wire::progress::ProgressEvent;

/// The surroundings, which differ between the desktop and a test.
pub trait Host: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now(&self) -> i64;
    /// Version of the program.
    fn version(&self) -> &str;
    /// Name of the user of this computer.
    fn user(&self) -> String {
        let names = ["USER", "LOGNAME", "USERNAME"];
        let name =
            names.into_iter().filter_map(|name| std::env::var(name).ok()).find(|name| !name.is_empty());
        name.unwrap_or_else(|| "user of this computer".to_owned())
    }
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
    /// Tells the window how far long work is. Without a window nobody is told.
    fn emit(&self, event: ProgressEvent) {
        drop(event);
    }
    /// Shows a page in the system's browser. It is called with pages of Azure's sign-in only.
    ///
    /// # Errors
    /// What the system said.
    fn open_page(&self, url: &str) -> Result<(), String> {
        Err(format!("there is no browser to show {url}"))
    }
    /// Asks for the file of a certificate.
    fn choose_certificate(&self) -> Option<PathBuf> {
        self.choose_file_to_read()
    }
    /// Where refresh tokens outlive the program: the system's keyring.
    fn refresh_tokens(&self) -> Arc<dyn RefreshTokens> {
        Arc::new(Keyring)
    }
}

/// The running app. Cloning shares it, so that long work goes on beside the request that began it.
#[derive(Clone)]
pub struct App {
    pub(crate) host: Arc<dyn Host>,
    path: PathBuf,
    database: Arc<OnceCell<Database>>,
    pub(crate) clouds: Arc<Clouds>,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) running: Arc<Running>,
    pub(crate) demo: Arc<Demo>,
    /// Work that goes on beside requests; all of it ends with `closing`.
    pub(crate) tasks: TaskTracker,
    pub(crate) closing: CancellationToken,
    pub(crate) open_snapshots: Arc<OpenSnapshots>,
    pub(crate) last_changes: Arc<LastChanges>,
}

impl App {
    /// An app that keeps its database at `path`, which is opened at the first request that needs it.
    #[must_use]
    pub fn new(path: PathBuf, host: Box<dyn Host>) -> Self {
        Self {
            host: host.into(),
            path,
            database: Arc::default(),
            clouds: Arc::default(),
            accounts: Arc::default(),
            running: Arc::default(),
            demo: Arc::default(),
            tasks: TaskTracker::new(),
            closing: CancellationToken::new(),
            open_snapshots: Arc::default(),
            last_changes: Arc::default(),
        }
    }

    /// The same, which offers a sandbox on this machine before the clouds.
    ///
    /// # Errors
    /// Where it does not lie on this machine, so that nothing but a sandbox is ever trusted by its word.
    pub fn with_sandbox(self, facts: &SandboxFacts) -> Result<Self, ApiError> {
        Ok(Self { clouds: Arc::new(Clouds::with_sandbox(facts)?), ..self })
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

    /// Ends what runs and finishes writing. Call it before the process ends.
    pub async fn close(&self) {
        self.closing.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.demo.stop().await;
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
