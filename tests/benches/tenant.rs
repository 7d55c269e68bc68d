//! What it costs to read a tenant over TLS, as one JSON object on standard output.
//!
//! `cargo bench -p rolewright-tests --bench tenant` reads 50,000 role assignments with their definitions three
//! ways in turn: into the store; the same pages through the same transport, discarded; and with a plain Python
//! script (`../shared/tools/az-local/plain_pull.py`, left out where it is missing). Then it pulls a whole tenant of
//! a million (or of the number given behind `--`) and says how much memory that took. The sandbox that answers and
//! whoever reads are processes of their own, so that neither counts for the other.
#![expect(clippy::expect_used, reason = "a benchmark that cannot start says why and stops")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use rolewright_api::pulls::{self, Into as PullInto, Watch, origin};
use rolewright_api::sandboxes::{SandboxFacts, StartSandbox, facts, start};
use rolewright_api::sign_in::{Desk, SignedIn, sign_in};
use rolewright_api::wire::session::Door;
use rolewright_arm::client::Azure;
use rolewright_arm::endpoints::management_groups::{self, Entity};
use rolewright_arm::endpoints::subscriptions;
use rolewright_arm::pull::{Progress, Pull, Step};
use rolewright_authz::records::Stage;
use rolewright_authz::scope_path::ScopePath;
use rolewright_store::Database;
use rolewright_store::pull::Reach;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Assignments of the tenant whose reading is compared.
const COMPARED: usize = 50_000;
const ROUNDS: usize = 5;
/// How many lists a pull reads at once; the discarding reader does the same.
const AT_ONCE: usize = 8;
const STAGES: [Stage; 4] =
    [Stage::ManagementGroups, Stage::Subscriptions, Stage::RoleDefinitions, Stage::RoleAssignments];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve", assignments] => serve(assignments.parse().expect("a number")),
        ["store", sandbox] => say(&runtime.block_on(store(Path::new(sandbox)))),
        ["discard", sandbox] => say(&runtime.block_on(discard(Path::new(sandbox)))),
        ["whole", sandbox] => say(&runtime.block_on(whole(Path::new(sandbox)))),
        [] => compare(1_000_000),
        [assignments, ..] => compare(assignments.parse().expect("a number of role assignments")),
    }
}

fn say(value: &Value) {
    writeln!(std::io::stdout(), "{value}").expect("somebody reads");
}

fn serve(assignments: usize) {
    let request =
        StartSandbox { assignments: Some(assignments), throttled: false, ..StartSandbox::default() };
    let sandbox = start(&request).expect("a sandbox starts");
    say(&serde_json::to_value(facts(&sandbox, None)).expect("JSON"));
    sandbox.wait().expect("the sandbox serves until it is stopped");
}

/// Of a tenant as large, definitions and assignments into a fresh store.
async fn store(sandbox: &Path) -> Value {
    let signed_in = enter(sandbox).await;
    let folder = tempfile::tempdir().expect("a folder");
    let database = Database::open(&folder.path().join("bench.db")).await.expect("a database");
    let start = Instant::now();
    let SignedIn { azure, account, tenant, tenant_name } = signed_in;
    let origin = origin(tenant, tenant_name, account, "bench".to_owned());
    let mut keeping = database.begin_pull(&origin, 1).await.expect("a pull begins");
    let mut pull = Pull::start(&azure, &STAGES, Progress::default());
    let mut rows = 0;
    while let Some(step) = pull.next().await {
        match step.expect("the sandbox answers") {
            Step::Begun { .. } | Step::Again { .. } => {}
            Step::Page { stage, scope, records, next } => {
                rows += records.len();
                keeping
                    .ingest(stage, &scope.key(), records, next.as_deref())
                    .await
                    .expect("a page is stored");
            }
            Step::Ended(coverage) => {
                let name = coverage.scope.key();
                keeping.finish_item(&name, Reach::At, &coverage).await.expect("an item is finished");
            }
        }
    }
    keeping.finish(2).await.expect("a pull ends");
    database.close().await;
    measured(start, rows)
}

/// The pages of the same lists, of which nothing is kept.
async fn discard(sandbox: &Path) -> Value {
    let azure = enter(sandbox).await.azure;
    let start = Instant::now();
    let tree = management_groups::entities(&azure).all().await.expect("management groups");
    let all = subscriptions::list(&azure).all().await.expect("subscriptions");
    let definitions = "/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-05-01-preview";
    let assignments = "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01";
    let mut above = vec![String::new()];
    above.extend(tree.iter().filter_map(|entity| match entity {
        Entity::ManagementGroup(group) => Some(ScopePath::management_group(&group.name).to_string()),
        Entity::Subscription { .. } => None,
    }));
    let below: Vec<String> = all.iter().map(|s| ScopePath::subscription(s.id).to_string()).collect();
    let mut lists = vec![definitions.to_owned()];
    for scope in above.iter().skip(1).chain(&below) {
        lists.push(format!("{scope}{definitions}&$filter=type%20eq%20'CustomRole'"));
    }
    lists.extend(above.iter().map(|scope| format!("{scope}{assignments}&$filter=atScope()")));
    lists.extend(below.iter().map(|scope| format!("{scope}{assignments}")));
    let pages = skim(&azure, lists).await;
    measured(start, pages)
}

async fn skim(azure: &Azure, lists: Vec<String>) -> usize {
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for first in lists {
        let (azure, turns) = (azure.clone(), Arc::clone(&turns));
        tasks.spawn(async move {
            let _turn = turns.acquire().await.expect("never closed");
            let mut pages = 0;
            let mut next = Some(first);
            while let Some(link) = next {
                next = azure.skim(&link).await.expect("a page");
                pages += 1;
            }
            pages
        });
    }
    tasks.join_all().await.into_iter().sum()
}

/// Everything of a tenant, as the app pulls it.
async fn whole(sandbox: &Path) -> Value {
    let SignedIn { azure, account, tenant, tenant_name } = enter(sandbox).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.db");
    let database = Database::open(&path).await.expect("a database");
    let start = Instant::now();
    let now = || jiff::Timestamp::now().as_millisecond();
    let into = PullInto::New(origin(tenant, tenant_name, account, "bench".to_owned()));
    let watch = Watch { now: &now, tell: &|_| {} };
    let pulled = pulls::pull(&azure, &database, into, watch).await.expect("a pull");
    let mut figures = measured(start, 0);
    let reading = peak_memory();
    let start = Instant::now();
    database.open_access(pulled.snapshot).await.expect("columns");
    let columns = start.elapsed().as_secs_f64();
    database.close().await;
    let size = std::fs::metadata(&path).map_or(0, |file| file.len());
    if let Some(figures) = figures.as_object_mut() {
        figures.remove("rows");
        figures.insert("whole".into(), json!(pulled.whole));
        figures.insert("peak_mib".into(), json!(reading.round()));
        figures.insert("file_mib".into(), json!(size / (1 << 20)));
        figures.insert("open_access_s".into(), json!(rounded(columns)));
    }
    figures
}

fn measured(start: Instant, rows: usize) -> Value {
    json!({ "seconds": rounded(start.elapsed().as_secs_f64()), "rows": rows })
}

fn rounded(figure: f64) -> f64 {
    (figure * 1e3).round() / 1e3
}

fn read(sandbox: &Path) -> SandboxFacts {
    let text = std::fs::read_to_string(sandbox).expect("the sandbox's line");
    serde_json::from_str(&text).expect("the sandbox's facts")
}

async fn enter(sandbox: &Path) -> SignedIn {
    let facts = read(sandbox);
    let (tenant, door) = facts.application(None).expect("an application");
    let cancel = CancellationToken::new();
    let read = |_: &Path| Err("no file is needed".to_owned());
    let desk = Desk { now: &jiff::Timestamp::now, read: &read, tell: &|_| {}, cancel: &cancel };
    let cloud = facts.cloud().expect("a cloud");
    sign_in(&cloud, Some(&tenant), door, false, desk).await.expect("signed in")
}

/// Most memory this process has had, in MiB; zero where the system does not tell.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

// What the first process does: starts the others and compares.

/// A sandbox in a process of its own.
struct Served {
    process: Child,
    folder: tempfile::TempDir,
}

impl Served {
    fn start(assignments: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = ourselves()
            .args(["serve", &assignments.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("a sandbox starts");
        let mut line = String::new();
        let out = process.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("the sandbox's line");
        let served = Self { process, folder };
        std::fs::write(served.file(), &line).expect("a file");
        std::fs::write(served.folder.path().join("ca.pem"), read(&served.file()).ca).expect("a file");
        served
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("sandbox.json")
    }

    fn ask(&self, what: &str) -> Value {
        let output = ourselves().arg(what).arg(self.file()).stderr(Stdio::inherit()).output();
        let output = output.expect("a reader starts");
        assert!(output.status.success(), "{what} has failed");
        serde_json::from_slice(&output.stdout).expect("its figures")
    }

    /// The figures of the plain Python script; `None` where there is no such script or no Python.
    fn python(&self) -> Option<Value> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/tools/az-local/plain_pull.py");
        let facts = read(&self.file());
        let (tenant, door) = facts.application(None).expect("an application");
        let Door::ServicePrincipalSecret { client_id, secret } = door else { return None };
        let ca = self.folder.path().join("ca.pem");
        let token = Command::new("python3")
            .args(["-c", TOKEN, &format!("{}/{tenant}/oauth2/v2.0/token", facts.login.trim_end_matches('/'))])
            .args([&client_id, &secret.0, &facts.resource_manager])
            .arg(&ca)
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        let output = Command::new("python3")
            .arg(&script)
            .arg(&facts.resource_manager)
            .arg(self.folder.path().join("python.db"))
            .args(["--plain", "--ca"])
            .arg(&ca)
            .env("ARM_TOKEN", String::from_utf8(token.stdout).ok()?.trim())
            .stderr(Stdio::inherit())
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        serde_json::from_slice(&output.stdout).ok()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Signs an application in and prints the token.
const TOKEN: &str = "
import json, ssl, sys, urllib.parse, urllib.request
url, client, secret, resource, ca = sys.argv[1:]
form = {'grant_type': 'client_credentials', 'client_id': client, 'client_secret': secret,
        'scope': resource.rstrip('/') + '/.default'}
body = urllib.parse.urlencode(form).encode()
context = ssl.create_default_context(cafile=ca)
print(json.load(urllib.request.urlopen(url, body, context=context))['access_token'])
";

fn ourselves() -> Command {
    Command::new(std::env::current_exe().expect("this program"))
}

fn compare(many: usize) {
    let served = Served::start(COMPARED);
    let mut rounds: [Vec<Value>; 3] = Default::default();
    for round in 1..=ROUNDS {
        writeln!(std::io::stderr(), "round {round} of {ROUNDS}").expect("somebody reads");
        let figures = [Some(served.ask("store")), Some(served.ask("discard")), served.python()];
        for (all, figure) in rounds.iter_mut().zip(figures) {
            all.extend(figure);
        }
    }
    let [store, discard, python] = rounds.each_ref().map(|all| median(all));
    let ratio = |to: Option<f64>| Some(rounded(store? / to?));
    let rows = rounds.first().and_then(|all| all.first()).and_then(|figures| figures.get("rows").cloned());
    drop(served);
    writeln!(std::io::stderr(), "a tenant of {many}").expect("somebody reads");
    let whole = Served::start(many).ask("whole");
    say(&json!({
        "pull": {
            "rows": rows, "rounds": ROUNDS,
            "into_the_store_s": store, "same_pages_discarded_s": discard, "plain_python_s": python,
            "to_discarding": ratio(discard), "target_to_discarding": 1.5,
            "to_python": ratio(python), "target_to_python": 1.0,
        },
        "whole_tenant": { "assignments": many, "pull": whole, "target_peak_mib": 400 },
    }));
}

/// Of the seconds.
fn median(figures: &[Value]) -> Option<f64> {
    let mut seconds: Vec<f64> = figures.iter().filter_map(|f| f.get("seconds")?.as_f64()).collect();
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied()
}
