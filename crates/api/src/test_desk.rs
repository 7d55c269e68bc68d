//! A desk without a window: events, opened pages and tokens are kept for tests to look at, and a real sandbox stands
//! beside it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rolewright_arm::sign_in::{InMemory, RefreshTokens};
use rolewright_sandbox::{Config, Fault, Sandbox};

use crate::app::{App, Host};
use crate::pull_tasks::start_pull;
use crate::sandboxes::{SandboxFacts, facts};
use crate::session::start_sign_in;
use crate::wire::progress::{ProgressEvent, PullProgress, PullState};
use crate::wire::session::{Account, Door, Secret, SignInStep, StartSignIn, Tenant};
use crate::wire::snapshots::{SnapshotId, StartPull};

/// What comes at all comes within this time, on a slow machine as well.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Default)]
struct Seen {
    events: Vec<ProgressEvent>,
    pages: Vec<String>,
    chosen: Option<PathBuf>,
}

struct Desk {
    seen: Arc<Mutex<Seen>>,
    tokens: Arc<InMemory>,
}

impl Host for Desk {
    fn now(&self) -> i64 {
        Timestamp::now().as_millisecond()
    }
    fn version(&self) -> &str {
        "1.2.3"
    }
    fn user(&self) -> String {
        "anna".to_owned()
    }
    fn copy(&self, _: &str) -> Result<(), String> {
        Err("no clipboard".to_owned())
    }
    fn choose_file_to_write(&self, _: &str) -> Option<PathBuf> {
        None
    }
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        self.seen.lock().unwrap().chosen.clone()
    }
    fn write(&self, _: &Path, _: &str) -> Result<(), String> {
        Err("no files".to_owned())
    }
    fn size(&self, path: &Path) -> Result<u64, String> {
        std::fs::metadata(path).map(|file| file.len()).map_err(|e| e.to_string())
    }
    fn read(&self, path: &Path) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|e| e.to_string())
    }
    fn emit(&self, event: ProgressEvent) {
        self.seen.lock().unwrap().events.push(event);
    }
    fn open_page(&self, url: &str) -> Result<(), String> {
        self.seen.lock().unwrap().pages.push(url.to_owned());
        Ok(())
    }
    fn refresh_tokens(&self) -> Arc<dyn RefreshTokens> {
        self.tokens.clone()
    }
}

/// An app with its data in a folder of its own.
pub(crate) struct Bench {
    pub(crate) folder: Arc<tempfile::TempDir>,
    pub(crate) app: App,
    seen: Arc<Mutex<Seen>>,
}

/// A sandbox with the demo tenant that asks devices to poll each second and throttles nobody.
pub(crate) fn sandbox(faults: &[&str]) -> (Sandbox, SandboxFacts) {
    let faults = faults.iter().map(|text| text.parse::<Fault>().unwrap()).collect();
    let config = Config {
        faults,
        throttled: false,
        page_size: 100,
        device_code_interval: Duration::from_secs(1),
        ..Config::default()
    };
    let sandbox = Sandbox::start(config).unwrap();
    let facts = facts(&sandbox, None);
    (sandbox, facts)
}

impl Bench {
    pub(crate) fn new(facts: Option<&SandboxFacts>) -> Self {
        Self::at(Arc::new(tempfile::tempdir().unwrap()), facts)
    }

    /// The same data, as after a restart of the program.
    pub(crate) fn at(folder: Arc<tempfile::TempDir>, facts: Option<&SandboxFacts>) -> Self {
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let desk = Desk { seen: Arc::clone(&seen), tokens: Arc::default() };
        let mut app = App::new(folder.path().join("rolewright.db"), Box::new(desk));
        if let Some(facts) = facts {
            app = app.with_sandbox(facts).unwrap();
        }
        Self { folder, app, seen }
    }

    pub(crate) fn events(&self) -> Vec<ProgressEvent> {
        self.seen.lock().unwrap().events.clone()
    }

    pub(crate) fn pages(&self) -> Vec<String> {
        self.seen.lock().unwrap().pages.clone()
    }

    pub(crate) fn choose(&self, path: &Path) {
        self.seen.lock().unwrap().chosen = Some(path.to_owned());
    }

    /// Waits for an event.
    pub(crate) async fn until<T>(&self, what: &str, wanted: impl Fn(&ProgressEvent) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = self.events().iter().find_map(&wanted) {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "{what} never came; there came {:?}", self.events());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits for a step of a sign-in.
    pub(crate) async fn step<T>(&self, sign_in: u32, wanted: impl Fn(&SignInStep) -> Option<T>) -> T {
        self.until("the step", |event| match event {
            ProgressEvent::SignIn(progress) if progress.sign_in == sign_in => wanted(&progress.step),
            _ => None,
        })
        .await
    }

    /// Waits for the end of a pull, the `turn`th of the snapshot.
    pub(crate) async fn end(&self, snapshot: i64, turn: usize) -> PullProgress {
        let begun = Instant::now();
        loop {
            let ends = self.events().into_iter().filter_map(|event| match event {
                ProgressEvent::Pull(progress) if progress.snapshot == snapshot => Some(progress),
                _ => None,
            });
            let mut ends = ends.filter(|p| !matches!(p.state, PullState::Running | PullState::Cancelling));
            if let Some(end) = ends.nth(turn) {
                return end;
            }
            assert!(begun.elapsed() < PATIENCE, "the pull never ended: {:?}", self.events().last());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Signs in as an application of the sandbox.
    pub(crate) async fn sign_in_as(&self, facts: &SandboxFacts, name: &str) -> (Account, Tenant) {
        let (tenant, app) = (facts.tenants.iter())
            .find_map(|t| Some((t, t.applications.iter().find(|app| app.name == name)?)))
            .unwrap();
        let secret = Secret(app.client_secret.clone());
        let request = StartSignIn {
            door: Door::ServicePrincipalSecret { client_id: app.client_id.clone(), secret },
            cloud: "sandbox".to_owned(),
            tenant: Some(tenant.id.clone()),
            remember: false,
        };
        let id = start_sign_in(&self.app, request).unwrap().sign_in;
        self.step(id, |step| match step {
            SignInStep::Done { account, tenant } => Some((account.clone(), tenant.clone())),
            SignInStep::Failed { error } => panic!("{error:?}"),
            _ => None,
        })
        .await
    }

    /// Signs in as the sandbox's first application and begins to read its tenant.
    pub(crate) async fn begin(&self, facts: &SandboxFacts) -> i64 {
        let (account, tenant) = self.sign_in_as(facts, &facts.tenants[0].applications[0].name).await;
        let SnapshotId { snapshot } =
            start_pull(&self.app, StartPull { account: account.id, tenant: tenant.id }).await.unwrap();
        snapshot
    }
}
