//! What may be typed about tenants: sandbox, snapshots.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

pub(crate) const SANDBOX_HELP: &str = "\
A local Azure: Resource Manager, sign-in and Graph over https on loopback, with a certificate authority of its own.
It enforces what Azure enforces and says no as Azure does. One JSON line tells addresses, tenants and credentials.

Examples:
  rolewright sandbox > sandbox.json
  rolewright sandbox --assignments 50000 --seed 7 --listen 127.0.0.1:8443 --ca-out ca.pem
  rolewright sandbox --fault throttle=2,at=roleAssignments,every=5 --fault latency=50
  rolewright snapshot pull --sandbox sandbox.json";

pub(crate) const PULL_HELP: &str = "\
Nothing in Azure is changed. A pull that ends early is kept and goes on with --resume.
The client secret of a service principal is read from AZURE_CLIENT_SECRET.

Exit code: 0 everything was read, 1 some scopes could not be read, 2 the pull ended early.

Examples:
  rolewright snapshot pull --sign-in azure-cli
  rolewright snapshot pull --sign-in device-code --tenant contoso.onmicrosoft.com
  rolewright snapshot pull --sign-in service-principal --tenant contoso.onmicrosoft.com --client-id 11111111-…
  rolewright snapshot pull --demo";

pub(crate) const DIFF_HELP: &str = "\
Compares the latest snapshot with the one before it unless others are named; `snapshot list` shows their numbers.
A changed condition comes with requests that are newly allowed. The filter is the one of the window's Changes tab:
change:granted,condition  is:wider  is:privileged  role:owner  principal:anna  scope:hub  under:/subscriptions/…  -term

Exit code: 0 nothing changed, 1 something changed, 2 they could not be compared.

Examples:
  rolewright snapshot diff
  rolewright snapshot diff 3 5 --filter 'is:wider' --format csv > wider.csv
  rolewright snapshot diff 3 --format json";

pub(crate) const EXPORT_HELP: &str = "\
The file holds the snapshot, what could not be read, and the annotations of its tenant; no credential is in it.

Example:
  rolewright snapshot export 3 contoso.rolewright";

pub(crate) const IMPORT_HELP: &str = "\
Prints the number under which the snapshot is kept here. A damaged file, or one of a later version, is refused and
changes nothing; a file that was taken in before is not taken twice.

Example:
  rolewright snapshot import contoso.rolewright";

pub(crate) const REVIEW_HELP: &str = "\
One file without scripts or links: findings, annotations, what was not looked at, and what could not be read.

Examples:
  rolewright snapshot review > review.html
  rolewright snapshot review 3 --format markdown > review.md";

pub(crate) const ACCESS_HELP: &str = "\
Role assignments, active and eligible, of the latest snapshot unless another is named. Terms of the filter stand side by
side and must all hold:
  words  \"several words\"  role:owner  role=Owner  principal:anna  kind:guest  scope:hub  under:/subscriptions/…
  condition:none  state:eligible  created:30d  created>=2026-01-31  is:privileged,unconstrained  -term

Exit code: 0 listed, 2 not; a list without rows is an answer.

Examples:
  rolewright access list --filter 'is:privileged kind:guest'
  rolewright access list --snapshot 3 --filter role=Owner --format csv > owners.csv
  rolewright access list --scope /subscriptions/11111111-1111-1111-1111-111111111111 --reach inherited --format json";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
    /// For people
    Table,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Sandbox {
    /// The tenant to serve: the demo tenant is Contoso, with a story for each page
    #[arg(long, value_parser = ["demo"], default_value = "demo", conflicts_with = "assignments")]
    pub(crate) tenant: String,
    /// Serve one tenant with so many role assignments instead
    #[arg(long, value_name = "N")]
    pub(crate) assignments: Option<usize>,
    /// The same number makes the same tenant
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// A loopback address; with port 0 free ports are chosen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    /// Write the certificate authority to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_out: Option<PathBuf>,
    /// Something that goes wrong, as latency=200,at=roleAssignments,every=3; may be repeated
    #[arg(long, value_name = "FAULT")]
    pub(crate) fault: Vec<String>,
    /// Do not throttle callers
    #[arg(long)]
    pub(crate) no_throttling: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Snapshot {
    /// Read everything that bears on authorization into a new snapshot
    #[command(after_help = PULL_HELP)]
    Pull(Box<Pull>),
    /// List the snapshots, the latest first
    #[command(after_help = "Example:\n  rolewright snapshot list --format json")]
    List(List),
    /// Say what a snapshot could and could not read
    #[command(after_help = "Example:\n  rolewright snapshot coverage 3 --problems")]
    Coverage(Coverage),
    /// Say what changed from one snapshot to another
    #[command(after_help = DIFF_HELP)]
    Diff(Diff),
    /// Write a snapshot to one file, to hand on
    #[command(after_help = EXPORT_HELP)]
    Export(Export),
    /// Take in a snapshot from a file
    #[command(after_help = IMPORT_HELP)]
    Import(Import),
    /// Write the review report of a snapshot
    #[command(after_help = REVIEW_HELP)]
    Review(Review),
}

/// Where the snapshots are kept.
#[derive(Debug, Args)]
pub(crate) struct Profile {
    /// The database; the window's own unless another is named
    #[arg(long, value_name = "FILE")]
    pub(crate) database: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Way {
    /// Whoever `az login` signed in
    AzureCli,
    /// The system's browser
    Browser,
    /// A code to type on any device
    DeviceCode,
    /// An application, with AZURE_CLIENT_SECRET or --certificate
    ServicePrincipal,
    /// The identity of the machine that this runs on
    ManagedIdentity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CloudName {
    /// Azure
    Public,
    /// Azure US Government
    UsGovernment,
    /// Azure operated by 21Vianet
    China,
}

#[derive(Debug, Args)]
pub(crate) struct Pull {
    #[command(flatten)]
    pub(crate) profile: Profile,
    /// Who reads
    #[arg(long, value_enum, default_value = "azure-cli", conflicts_with_all = ["demo", "sandbox"])]
    pub(crate) sign_in: Way,
    /// The tenant, by id or domain
    #[arg(long, value_name = "ID|DOMAIN")]
    pub(crate) tenant: Option<String>,
    /// The application's id
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// The application's certificate and key, as PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) certificate: Option<String>,
    /// Which cloud
    #[arg(long, value_enum, default_value = "public")]
    pub(crate) cloud: CloudName,
    /// Read a running sandbox: the file with the JSON line that it printed
    #[arg(long, value_name = "FILE", conflicts_with = "demo")]
    pub(crate) sandbox: Option<String>,
    /// Read the built-in demo tenant; needs no network
    #[arg(long)]
    pub(crate) demo: bool,
    /// Go on with a snapshot that was interrupted
    #[arg(long, value_name = "SNAPSHOT")]
    pub(crate) resume: Option<i64>,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Rows,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) profile: Profile,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Rows,
}

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// The snapshot's number; the latest without one
    #[arg(value_name = "SNAPSHOT")]
    pub(crate) snapshot: Option<i64>,
    /// Only what could not be read
    #[arg(long)]
    pub(crate) problems: bool,
    #[command(flatten)]
    pub(crate) profile: Profile,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Rows,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The earlier snapshot's number; the one before the later without one
    #[arg(value_name = "FROM")]
    pub(crate) from: Option<i64>,
    /// The later snapshot's number; the latest without one
    #[arg(value_name = "TO")]
    pub(crate) to: Option<i64>,
    /// Only these changes
    #[arg(long, value_name = "FILTER", default_value = "", allow_hyphen_values = true)]
    pub(crate) filter: String,
    #[command(flatten)]
    pub(crate) profile: Profile,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Rows,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The snapshot's number
    #[arg(value_name = "SNAPSHOT")]
    pub(crate) snapshot: i64,
    /// The file to write; one that is there is replaced when the new one is whole
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) profile: Profile,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file that `rolewright snapshot export` or the window wrote
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) profile: Profile,
}

#[derive(Debug, Args)]
pub(crate) struct Review {
    /// The snapshot's number; the latest without one
    #[arg(value_name = "SNAPSHOT")]
    pub(crate) snapshot: Option<i64>,
    #[command(flatten)]
    pub(crate) profile: Profile,
    #[arg(long, value_enum, default_value = "html")]
    pub(crate) format: Report,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// One self-contained page
    Html,
    /// For wikis and pull requests
    Markdown,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Access {
    /// List role assignments
    #[command(after_help = ACCESS_HELP)]
    List(AccessList),
}

#[derive(Debug, Args)]
pub(crate) struct AccessList {
    /// The snapshot's number; the latest without one
    #[arg(long, value_name = "SNAPSHOT")]
    pub(crate) snapshot: Option<i64>,
    /// Only these assignments
    #[arg(long, value_name = "FILTER", default_value = "", allow_hyphen_values = true)]
    pub(crate) filter: String,
    /// Seen from this scope
    #[arg(long, value_name = "SCOPE", default_value = "/")]
    pub(crate) scope: String,
    /// Which of them, seen from there
    #[arg(long, value_enum, default_value = "below")]
    pub(crate) reach: Standing,
    #[command(flatten)]
    pub(crate) profile: Profile,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Rows,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Standing {
    /// At the scope and everywhere below it
    Below,
    /// At the scope itself
    Direct,
    /// All that apply at the scope: at it and above it
    Inherited,
}
