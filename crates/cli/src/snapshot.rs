//! `rolewright snapshot`: pull, list, coverage; the rest is in `compare` and `hand_on`.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jiff::Timestamp;
use rolewright_api::pulls::{self, Into as PullInto, Watch, origin};
use rolewright_api::sandboxes::{SandboxFacts, StartSandbox, facts, start};
use rolewright_api::sign_in::{self, Desk, SignedIn};
use rolewright_api::snapshots;
use rolewright_api::wire::progress::PullProgress;
use rolewright_api::wire::session::{Door, Secret, SignInStep};
use tokio_util::sync::CancellationToken;

use crate::azure_args::{CloudName, Coverage, List, Profile, Pull, Rows, Snapshot, Way};
use crate::failure::Failure;
use crate::{Outcome, compare, hand_on, input, rows};

/// As in `src-tauri/tauri.conf.json`: the terminal and the window share their data.
const IDENTIFIER: &str = "dev.rolewright.desktop";
const SECRET: &str = "AZURE_CLIENT_SECRET";

pub(crate) fn run(command: &Snapshot) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    runtime.block_on(async {
        match command {
            Snapshot::Pull(args) => pull(args).await,
            Snapshot::List(args) => list(args).await,
            Snapshot::Coverage(args) => coverage(args).await,
            Snapshot::Diff(args) => compare::diff(args).await,
            Snapshot::Export(args) => hand_on::export(args).await,
            Snapshot::Import(args) => hand_on::import(args).await,
            Snapshot::Review(args) => hand_on::review(args).await,
        }
    })
}

/// The database that was named, or the window's.
pub(crate) fn database(profile: &Profile) -> Result<PathBuf, Failure> {
    if let Some(file) = &profile.database {
        return Ok(file.clone());
    }
    let folder = match std::env::var_os("ROLEWRIGHT_DATA_DIR").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => dirs::data_dir()
            .ok_or_else(|| Failure::new("no folder for data is known").hint("name a file with --database"))?
            .join(IDENTIFIER),
    };
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    Ok(folder.join("rolewright.db"))
}

pub(crate) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

async fn pull(args: &Pull) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    });
    // Serves until the pull has ended.
    let demo = if args.demo { Some(start(&StartSandbox::default())?) } else { None };
    let source = match (&args.sandbox, &demo) {
        (_, Some(sandbox)) => Some(facts(sandbox, None)),
        (Some(file), None) => Some(sandbox_facts(file)?),
        (None, None) => None,
    };
    let (signed_in, source_name) = enter(args, source, &cancel).await?;
    let SignedIn { azure, account, tenant, tenant_name } = signed_in;
    let into = match args.resume {
        Some(snapshot) => PullInto::Interrupted(snapshot),
        None => PullInto::New(origin(tenant, tenant_name, account, source_name)),
    };
    let line = ProgressLine::default();
    let tell = |progress: PullProgress| line.show(&progress);
    let ended = pulls::pull(&azure, &database, into, Watch { now: &now, tell: &tell }).await;
    line.end();
    database.close().await;
    let pulled = ended?;
    let text = match args.format {
        Rows::Json => format!("{{\"snapshot\":{},\"whole\":{}}}\n", pulled.snapshot, pulled.whole),
        _ if pulled.whole => format!("snapshot {}: everything was read\n", pulled.snapshot),
        _ => format!(
            "snapshot {0}: some scopes could not be read; see: rolewright snapshot coverage {0} --problems\n",
            pulled.snapshot
        ),
    };
    Ok(Outcome { text, code: u8::from(!pulled.whole) })
}

fn sandbox_facts(file: &str) -> Result<SandboxFacts, Failure> {
    let text = input::read(file)?.text;
    let line = text.lines().next().unwrap_or_default();
    serde_json::from_str(line).map_err(|error| {
        Failure::new(format!("{file} is not what a sandbox printed: {error}"))
            .hint("write the first line of `rolewright sandbox` into the file")
    })
}

async fn enter(
    args: &Pull,
    sandbox: Option<SandboxFacts>,
    cancel: &CancellationToken,
) -> Result<(SignedIn, String), Failure> {
    let (cloud, tenant, door, source) = match sandbox {
        Some(facts) => {
            let (tenant, door) = facts.application(args.tenant.as_deref())?;
            let source = if args.demo { "demo tenant" } else { "sandbox" };
            (facts.cloud()?, Some(tenant), door, source.to_owned())
        }
        None => {
            let id = match args.cloud {
                CloudName::Public => "public",
                CloudName::UsGovernment => "us-government",
                CloudName::China => "china",
            };
            (sign_in::cloud(id)?, args.tenant.clone(), door(args)?, id.to_owned())
        }
    };
    let read = |path: &Path| {
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
    };
    let desk = Desk { now: &Timestamp::now, read: &read, tell: &say, cancel };
    Ok((sign_in::sign_in(&cloud, tenant.as_deref(), door, false, desk).await?, source))
}

fn door(args: &Pull) -> Result<Door, Failure> {
    let client_id = || {
        args.client_id
            .clone()
            .ok_or_else(|| Failure::new("which application signs in?").hint("name it with --client-id"))
    };
    Ok(match args.sign_in {
        Way::AzureCli => Door::AzureCli,
        Way::Browser => Door::Browser,
        Way::DeviceCode => Door::DeviceCode,
        Way::ManagedIdentity => Door::ManagedIdentity { client_id: args.client_id.clone() },
        Way::ServicePrincipal => match (&args.certificate, std::env::var(SECRET)) {
            (Some(path), _) => Door::ServicePrincipalCertificate {
                client_id: client_id()?,
                path: path.clone(),
                password: None,
            },
            (None, Ok(secret)) => {
                Door::ServicePrincipalSecret { client_id: client_id()?, secret: Secret(secret) }
            }
            (None, Err(_)) => {
                return Err(Failure::new("the application has nothing to prove itself with")
                    .hint(format!("set {SECRET}, or name a PEM file with --certificate")));
            }
        },
    })
}

/// Says on the error output what the person has to do.
fn say(step: SignInStep) {
    let words = match step {
        SignInStep::Waiting { words } => words,
        SignInStep::DeviceCode { code, page, .. } => format!("open {page} and type {code}"),
        SignInStep::Browser { page } => format!("open this page in a browser of this machine:\n{page}"),
        _ => return,
    };
    _ = writeln!(std::io::stderr(), "{words}");
}

/// One line that is written over, where somebody looks.
#[derive(Default)]
struct ProgressLine(Mutex<usize>);

impl ProgressLine {
    fn show(&self, progress: &PullProgress) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let of = progress.total.map(|total| format!(" of {total}")).unwrap_or_default();
        let left = progress.seconds_left.map(|s| format!(", {s} s left")).unwrap_or_default();
        let stage = format!("{:?}", progress.stage);
        let text = format!(
            "{}/{} {stage} {}{of}, {:.0}/s{left}",
            progress.stage_number, progress.stages, progress.done, progress.rate
        );
        let mut width = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        _ = write!(std::io::stderr(), "\r{text:<width$}", width = *width);
        *width = text.len();
    }

    fn end(&self) {
        let width = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *width > 0 {
            _ = write!(std::io::stderr(), "\r{:width$}\r", "", width = *width);
        }
    }
}

async fn list(args: &List) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let lines = snapshots::list(&database).await?;
    database.close().await;
    let titles = [
        ("id", "ID"),
        ("tenant_name", "TENANT"),
        ("state", "STATE"),
        ("started_at", "STARTED"),
        ("finished_at", "FINISHED"),
        ("account", "ACCOUNT"),
        ("source", "SOURCE"),
    ];
    Ok(Outcome::done(rows::write(&lines, &titles, args.format)?))
}

async fn coverage(args: &Coverage) -> Result<Outcome, Failure> {
    let database = snapshots::open(&database(&args.profile)?).await?;
    let snapshot = snapshots::named_or_latest(&database, args.snapshot).await?;
    let mut lines = snapshots::coverage(&database, snapshot).await?;
    database.close().await;
    if args.problems {
        lines.retain(|line| line.outcome != "read" || line.unreadable > 0);
    }
    let titles = [
        ("stage", "STAGE"),
        ("scope", "SCOPE"),
        ("outcome", "OUTCOME"),
        ("rows", "ROWS"),
        ("source", "SOURCE"),
        ("reason", "REASON"),
    ];
    Ok(Outcome::done(rows::write(&lines, &titles, args.format)?))
}
