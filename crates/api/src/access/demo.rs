//! The demo tenant in a database, pulled from a sandbox in this process; for tests.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::Timestamp;
use rolewright_store::Database;
use tokio_util::sync::CancellationToken;

use crate::app::{App, Host};
use crate::pulls::{self, Into, Watch, origin};
use crate::sandboxes::{StartSandbox, facts, start};
use crate::sign_in::{Desk, sign_in};
use crate::wire::access::{AssignmentPage, AssignmentPageRequest, AssignmentsOf, Reach};
use crate::wire::error::ApiError;
use crate::wire::tables::PageRequest;

/// What a desk was given.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) clipboard: Option<String>,
    /// Where the user keeps files.
    pub(crate) folder: PathBuf,
    /// Whether the user chooses a file.
    pub(crate) chooses: bool,
    pub(crate) full: bool,
}

struct TestDesk(Arc<Mutex<Given>>);

impl Host for TestDesk {
    fn now(&self) -> i64 {
        Timestamp::now().as_millisecond()
    }
    fn version(&self) -> &str {
        "1.2.3"
    }
    fn user(&self) -> String {
        "anna".into()
    }
    fn copy(&self, text: &str) -> Result<(), String> {
        self.0.lock().unwrap().clipboard = Some(text.into());
        Ok(())
    }
    fn choose_file_to_write(&self, suggested_name: &str) -> Option<PathBuf> {
        let given = self.0.lock().unwrap();
        let file = if given.full { PathBuf::from("/dev/full") } else { given.folder.join(suggested_name) };
        given.chooses.then_some(file)
    }
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        None
    }
    fn write(&self, path: &Path, text: &str) -> Result<(), String> {
        std::fs::write(path, text).map_err(|e| e.to_string())
    }
    fn size(&self, _: &Path) -> Result<u64, String> {
        Err("not found".into())
    }
    fn read(&self, _: &Path) -> Result<String, String> {
        Err("not found".into())
    }
}

/// An app with a pulled demo tenant of its own.
pub(crate) struct Demo {
    pub(crate) app: App,
    pub(crate) snapshot: i64,
    pub(crate) given: Arc<Mutex<Given>>,
    _folder: tempfile::TempDir,
}

/// Pulled once; every test has a copy.
fn pulled() -> &'static (tempfile::TempDir, i64) {
    static PULLED: OnceLock<(tempfile::TempDir, i64)> = OnceLock::new();
    PULLED.get_or_init(|| {
        let work = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(pull())
        };
        // A test's own runtime does not wait for another one.
        std::thread::spawn(work).join().unwrap()
    })
}

async fn pull() -> (tempfile::TempDir, i64) {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&folder.path().join("demo.db")).await.unwrap();
    let sandbox = start(&StartSandbox { throttled: false, ..StartSandbox::default() }).unwrap();
    let facts = facts(&sandbox, None);
    let (tenant, door) = facts.application(None).unwrap();
    let cancel = CancellationToken::new();
    let read = |_: &Path| Err(String::new());
    let desk = Desk { now: &Timestamp::now, read: &read, tell: &|_| {}, cancel: &cancel };
    let signed_in = sign_in(&facts.cloud().unwrap(), Some(&tenant), door, false, desk).await.unwrap();
    let of = origin(signed_in.tenant, signed_in.tenant_name, signed_in.account, "demo tenant".into());
    let now = || Timestamp::now().as_millisecond();
    let watch = Watch { now: &now, tell: &|_| {} };
    let pulled = pulls::pull(&signed_in.azure, &database, Into::New(of), watch).await.unwrap();
    database.close().await;
    (folder, pulled.snapshot)
}

impl Demo {
    pub(crate) fn new() -> Self {
        let (from, snapshot) = pulled();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rolewright.db");
        std::fs::copy(from.path().join("demo.db"), &path).unwrap();
        let kept = folder.path().to_owned();
        let given = Arc::new(Mutex::new(Given { chooses: true, folder: kept, ..Given::default() }));
        let app = App::new(path, Box::new(TestDesk(Arc::clone(&given))));
        Self { app, snapshot: *snapshot, given, _folder: folder }
    }

    /// The whole tenant.
    pub(crate) fn whole(&self) -> AssignmentsOf {
        self.of("/", Reach::Below)
    }

    pub(crate) fn of(&self, scope: &str, reach: Reach) -> AssignmentsOf {
        AssignmentsOf { snapshot: self.snapshot, scope: scope.to_owned(), reach }
    }

    pub(crate) async fn page(&self, of: AssignmentsOf, filter: &str) -> Result<AssignmentPage, ApiError> {
        let page = PageRequest { filter: filter.to_owned(), limit: 1_000, ..PageRequest::default() };
        super::page::assignment_page(&self.app, &AssignmentPageRequest { of, page }).await
    }
}
