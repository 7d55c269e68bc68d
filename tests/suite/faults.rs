//! The demo tenant is read while each fault that the sandbox knows is in force. A pull ends with all that an
//! undisturbed one brings, or it can be taken up again and then does, or its coverage report names what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use rolewright_api::pulls::{self, Into as PullInto, Pulled, Watch, origin};
use rolewright_api::sandboxes::{SandboxFacts, facts};
use rolewright_api::wire::error::{ApiError, ErrorCode};
use rolewright_arm::client::Azure;
use rolewright_arm::sign_in::{Proof, ServicePrincipal};
use rolewright_arm::transport::{Patience, Transport};
use rolewright_authz::records::{Outcome, Record, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use rolewright_sandbox::{Config, Fault, Sandbox};
use rolewright_store::Database;
use rolewright_store::object::{ObjectId, ObjectKind};
use rolewright_store::snapshots::Status;

/// What a snapshot holds: every record, and each line of the coverage report with its rows.
#[derive(Debug, PartialEq)]
struct Kept {
    records: BTreeMap<ObjectId, Record>,
    lines: BTreeMap<(Stage, String), (u64, Outcome)>,
}

/// A sandbox with the demo tenant in short pages, and what it gives to a pull that nothing disturbs.
struct Tenant {
    sandbox: Sandbox,
    facts: SandboxFacts,
    whole: Kept,
}

/// A database for one snapshot.
struct Store {
    _folder: tempfile::TempDir,
    database: Database,
}

impl Store {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("rolewright.db")).await.unwrap();
        Self { _folder: folder, database }
    }

    async fn kept(&self, snapshot: i64) -> Kept {
        let mut records = BTreeMap::new();
        for kind in ObjectKind::ALL {
            for row in self.database.records(snapshot, kind, 0, 1_000_000).await.unwrap() {
                assert_eq!(records.insert(ObjectId::of(&row.record), row.record), None, "each once");
            }
        }
        let mut lines = BTreeMap::new();
        for line in self.database.coverage(snapshot).await.unwrap() {
            let line = line.coverage;
            assert_eq!((line.unreadable, &line.problem), (0, &None), "{line:?}");
            let before = lines.insert((line.stage, line.scope.key()), (line.rows, line.outcome));
            assert_eq!(before, None, "each once: {} {}", line.stage, line.scope);
        }
        Kept { records, lines }
    }
}

impl Tenant {
    async fn start() -> Self {
        let sandbox =
            Sandbox::start(Config { throttled: false, page_size: 20, ..Config::default() }).unwrap();
        let facts = facts(&sandbox, None);
        let mut tenant =
            Self { sandbox, facts, whole: Kept { records: BTreeMap::new(), lines: BTreeMap::new() } };
        let store = Store::open().await;
        let pulled = tenant.pull(&store, None).await.unwrap();
        tenant.whole = store.kept(pulled.snapshot).await;
        assert!(pulled.whole, "{:?}", tenant.whole.lines);
        assert!(tenant.whole.records.len() > 400, "{} records", tenant.whole.records.len());
        tenant
    }

    /// These faults are in force from now on, and no others.
    fn faults(&self, faults: &[&str]) {
        self.sandbox.faults().set(faults.iter().map(|text| text.parse::<Fault>().unwrap()).collect());
    }

    /// Somebody who signs in anew and is in more of a hurry than a person at the window.
    fn azure(&self) -> Azure {
        let [tenant, ..] = self.facts.tenants.as_slice() else { panic!("a tenant") };
        let [reader, ..] = tenant.applications.as_slice() else { panic!("an application") };
        let cloud = self.facts.cloud().unwrap();
        let patience = Patience {
            // Several faults together hit two of five requests: no request is hit so often in a row.
            tries: 16,
            first_wait: Duration::from_millis(10),
            longest_wait: Duration::from_millis(40),
            ..Patience::default()
        };
        let transport = Transport::new(cloud.root_certificate.as_deref(), patience).unwrap();
        let proof = Proof::Secret(reader.client_secret.clone().into());
        let who = ServicePrincipal::new(&cloud, &transport, &tenant.id, &reader.client_id, proof).unwrap();
        Azure::new(cloud, transport, Arc::new(who))
    }

    /// Pulls into a new snapshot or goes on with one.
    async fn pull(&self, store: &Store, snapshot: Option<i64>) -> Result<Pulled, ApiError> {
        let [tenant, ..] = self.facts.tenants.as_slice() else { panic!("a tenant") };
        let id = Guid::parse(&tenant.id).unwrap();
        let into = snapshot.map_or_else(
            || PullInto::New(origin(id, tenant.name.clone(), "a reader".to_owned(), "sandbox".to_owned())),
            PullInto::Interrupted,
        );
        let watch = Watch { now: &|| 1, tell: &|_| {} };
        pulls::pull(&self.azure(), &store.database, into, watch).await
    }

    /// What a pull under these faults brings, when it ends by itself.
    async fn under(&self, faults: &[&str]) -> (Pulled, Kept) {
        self.faults(faults);
        let store = Store::open().await;
        let pulled = self.pull(&store, None).await.unwrap_or_else(|error| panic!("{faults:?}: {error:?}"));
        let kept = store.kept(pulled.snapshot).await;
        store.database.close().await;
        (pulled, kept)
    }

    /// Fails with what differs, if something does.
    fn is_whole(&self, kept: &Kept, faults: &[&str]) {
        for (id, record) in &self.whole.records {
            assert_eq!(kept.records.get(id), Some(record), "{faults:?}");
        }
        assert_eq!(kept.records.len(), self.whole.records.len(), "{faults:?}");
        for (item, (rows, outcome)) in &self.whole.lines {
            // A list that shows again what an earlier turn has read above it counts that, too.
            let found = kept.lines.get(item);
            let found = found.unwrap_or_else(|| panic!("{faults:?}: {item:?} has no line"));
            assert!(found.0 >= *rows && found.1 == *outcome, "{faults:?}: {item:?} {found:?}");
        }
        assert_eq!(kept.lines.len(), self.whole.lines.len(), "{faults:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_passes_leaves_no_trace() {
    let tenant = Tenant::start().await;
    for faults in [
        &["latency=20"][..],
        &["throttle=0.05,every=7", "throttle=1,skip=60,times=4"],
        &[
            "server-error=500,every=7",
            "server-error=502,every=8",
            "server-error=503,every=9",
            "server-error=504,every=11",
        ],
        &["cut-body,every=5"],
        &["truncated-json,every=5"],
        &["expired-token,skip=10,every=60"],
        &["cut-body,at=oauth2/v2.0/token,times=2", "server-error=503,at=oauth2/v2.0/token,skip=2,times=2"],
        &["cut-body,every=9", "truncated-json,every=10", "server-error=500,every=11", "latency=10,every=3"],
    ] {
        let (pulled, kept) = tenant.under(faults).await;
        let unread: Vec<_> =
            kept.lines.iter().filter(|(_, (_, outcome))| *outcome != Outcome::Read).collect();
        assert!(pulled.whole, "{faults:?}: {unread:?}");
        tenant.is_whole(&kept, faults);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_again_and_again_ends_a_pull_that_can_be_resumed() {
    let tenant = Tenant::start().await;
    for (faults, ends) in [("expired-token,skip=40", true), ("expired-token,every=4", false)] {
        tenant.faults(&[faults]);
        let store = Store::open().await;
        let mut ended = tenant.pull(&store, None).await;
        let [snapshot] = store.database.snapshots(None).await.unwrap().try_into().unwrap();
        // As long as the fault lasts, each turn brings a little or nothing, and loses nothing.
        let mut read = 0;
        for _ in 0..5 {
            let Err(error) = &ended else { break };
            assert_eq!(error.code, ErrorCode::SignInNeeded, "{error:?}");
            assert!(error.hint.is_some(), "{error:?}");
            let now = store.database.snapshot(snapshot.id).await.unwrap();
            assert_eq!(now.status, Status::Running, "it can be taken up");
            let lines = store.kept(snapshot.id).await.lines;
            assert!(lines.len() >= read && lines.values().all(|(_, outcome)| *outcome == Outcome::Read));
            read = lines.len();
            ended = tenant.pull(&store, Some(snapshot.id)).await;
        }
        assert!(ended.is_err() || !ends, "nothing is read with tokens that are good for nothing");
        if ended.is_err() {
            tenant.faults(&[]);
            ended = tenant.pull(&store, Some(snapshot.id)).await;
        }
        assert!(ended.unwrap().whole, "{faults}");
        tenant.is_whole(&store.kept(snapshot.id).await, &[faults]);
    }
}

/// What a record is read by: a stage, and the scope of its item or of one above it.
fn place(record: &Record) -> (Stage, ScopePath) {
    let root = ScopePath::root;
    match record {
        Record::ManagementGroup(_) => (Stage::ManagementGroups, root()),
        Record::Subscription(_) => (Stage::Subscriptions, root()),
        Record::RoleDefinition(row) => {
            (Stage::RoleDefinitions, row.assignable_scopes.first().cloned().unwrap_or_else(root))
        }
        Record::RoleAssignment(row) => (Stage::RoleAssignments, row.scope.clone()),
        Record::PimInstance(row) => (Stage::PimInstances, row.scope.clone()),
        Record::DenyAssignment(row) => (Stage::DenyAssignments, row.scope.clone()),
        Record::Lock(row) => (Stage::Locks, row.scope.clone()),
        Record::PolicyAssignment(row) => (Stage::PolicyAssignments, row.scope.clone()),
        Record::ResourceGroup(row) => (Stage::ResourceGroups, row.id.clone()),
        Record::Resource(row) => (Stage::Resources, row.id.clone()),
        Record::Vault(row) => (Stage::Vaults, row.id.clone()),
        Record::GuardLink(row) => (Stage::Vaults, row.vault.clone()),
        Record::ResourceGuard(row) => (Stage::ResourceGuards, row.id.clone()),
        Record::Elevation(_) => (Stage::Elevations, root()),
        Record::Principal(_) => (Stage::Principals, root()),
        Record::GroupMembership(_) => (Stage::GroupMemberships, root()),
    }
}

/// The principals that hold or are denied something in a snapshot; whose names and members a pull asks for.
fn named(kept: &Kept) -> BTreeSet<Guid> {
    let mut named = BTreeSet::new();
    for record in kept.records.values() {
        match record {
            Record::RoleAssignment(row) => drop(named.insert(row.principal)),
            Record::PimInstance(row) => drop(named.insert(row.principal)),
            Record::DenyAssignment(row) => {
                named.extend(row.principals.iter().chain(&row.excluded).map(|principal| principal.id));
            }
            _ => {}
        }
    }
    named
}

/// Whether somebody is in a group of a snapshot; they are named together with the group.
fn is_member(id: Guid, kept: &Kept) -> bool {
    kept.records.values().any(|record| matches!(record, Record::GroupMembership(row) if row.member == id))
}

/// Whether a line of the coverage report says that this record may be missing, or nothing that is there leads to it.
fn is_accounted_for(record: &Record, kept: &Kept) -> bool {
    let unread = |stage: Stage, scope: &ScopePath| {
        kept.lines.iter().any(|((of, at), (_, outcome))| {
            let at = ScopePath::new(at);
            let below = at.subscription_id().is_some() && at.covers(scope);
            *of == stage && *outcome != Outcome::Read && (at == *scope || below)
        })
    };
    match record {
        Record::Principal(row) if !named(kept).contains(&row.id) && !is_member(row.id, kept) => true,
        Record::GroupMembership(row) if !named(kept).contains(&row.group) => true,
        other => {
            let (stage, scope) = place(other);
            unread(stage, &scope)
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lasts_is_named_by_the_coverage_report_and_nothing_else_is_missing() {
    let tenant = Tenant::start().await;
    let finance = subscription(&tenant, "corp-finance-prod");
    let forbidden = format!("forbidden={finance}");
    let platform = "/providers/microsoft.management/managementgroups/contoso-platform";
    let forbidden_group = format!("forbidden={platform}");
    for (fault, stages, scope, code) in [
        (
            "cut-body,at=roleAssignments",
            &[Stage::RoleAssignments, Stage::PimInstances][..],
            "/",
            "Interrupted",
        ),
        ("truncated-json,at=roleDefinitions", &[Stage::RoleDefinitions], "/", "UnreadableAnswer"),
        ("server-error=500,at=denyAssignments", &[Stage::DenyAssignments], "/", "InternalServerError"),
        ("server-error=503,at=/locks", &[Stage::Locks], "/", "ServiceUnavailable"),
        ("throttle=4000,at=policyAssignments", &[Stage::PolicyAssignments], "/", "TooManyRequests"),
        (
            "repeat-page,at=roleAssignments",
            &[Stage::RoleAssignments, Stage::PimInstances],
            "/",
            "RepeatedPage",
        ),
        ("foreign-next-link,at=resourceGuards", &[Stage::ResourceGuards], "/", "ForeignLink"),
        ("foreign-next-link,at=getByIds", &[Stage::Principals], "/", "ForeignLink"),
        ("server-error=500,at=$batch", &[Stage::GroupMemberships], "/", "InternalServerError"),
        (&forbidden, &[], finance.as_str(), "AuthorizationFailed"),
        (&forbidden_group, &[], platform, "AuthorizationFailed"),
    ] {
        let (pulled, kept) = tenant.under(&[fault]).await;
        assert!(!pulled.whole, "{fault}");
        let unread: Vec<_> =
            kept.lines.iter().filter(|(_, (_, outcome))| *outcome != Outcome::Read).collect();
        assert!(!unread.is_empty(), "{fault}");
        for ((of, at), (_, outcome)) in unread {
            let said = match outcome {
                Outcome::Forbidden { code, .. } if stages.is_empty() => code,
                Outcome::Failed { code, .. } if !stages.is_empty() => code,
                other => panic!("{fault}: {of} {at} {other:?}"),
            };
            assert_eq!(said, code, "{fault}: {of} {at}");
            assert!(stages.is_empty() || stages.contains(of), "{fault}: {of} {at}");
            assert!(ScopePath::new(scope).covers(&ScopePath::new(at)), "{fault}: {of} {at}");
        }
        for (id, record) in &kept.records {
            assert_eq!(tenant.whole.records.get(id), Some(record), "{fault}: only what is true is kept");
        }
        for (id, record) in &tenant.whole.records {
            let is_there = kept.records.contains_key(id);
            assert!(is_there || is_accounted_for(record, &kept), "{fault}: {id:?} is missing and not named");
        }
        // What was read all the same has as many rows as ever.
        for (item, (rows, outcome)) in &kept.lines {
            let derived = matches!(item.0, Stage::Principals | Stage::GroupMemberships);
            if *outcome == Outcome::Read && !derived {
                let whole = tenant.whole.lines.get(item).map(|(rows, _)| *rows);
                assert!(whole.is_none_or(|whole| *rows >= whole), "{fault}: {item:?}");
            }
        }
    }
}

/// The scope of a subscription by its name.
fn subscription(tenant: &Tenant, name: &str) -> String {
    let found = tenant.whole.records.values().find_map(|record| match record {
        Record::Subscription(row) if row.display_name == name => Some(row.id),
        _ => None,
    });
    ScopePath::subscription(found.unwrap()).key()
}
