//! Two snapshots of the demo tenant with changes between them, pulled once for all tests: real calls against a
//! sandbox in this process.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::Timestamp;
use rolewright_arm::client::Azure;
use rolewright_authz::records::{GuardLink, Lock, Record, RoleAssignment, RoleDefinition};
use rolewright_condition::guid::Guid;
use rolewright_sandbox::Sandbox;
use rolewright_store::Database;
use rolewright_store::object::ObjectKind;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::app::{App, Host};
use crate::pulls::{Into, Watch, origin, pull};
use crate::sandboxes::{SandboxFacts, StartSandbox, facts, start};
use crate::sign_in::{Desk, SignedIn, sign_in};
use crate::wire::session::{Door, Secret};

/// What was changed between the two snapshots.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) first: i64,
    pub(crate) second: i64,
    pub(crate) granted: Guid,
    pub(crate) revoked: RoleAssignment,
    /// As it was; now it may give Owner as well.
    pub(crate) widened: RoleAssignment,
    pub(crate) unlocked: Lock,
    pub(crate) unlinked: GuardLink,
    pub(crate) role: RoleDefinition,
    pub(crate) deleted: Guid,
}

pub(crate) const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/// A database of its own with the two snapshots, and an app over it whose dialogs answer with `chosen`.
pub(crate) struct Desktop {
    pub(crate) folder: TempDir,
    pub(crate) app: App,
    pub(crate) chosen: Arc<Mutex<Option<PathBuf>>>,
    pub(crate) story: Story,
}

impl Desktop {
    pub(crate) async fn open() -> Self {
        let (made, story) = made();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rolewright.db");
        std::fs::copy(made, &path).unwrap();
        let chosen = Arc::new(Mutex::new(None));
        let app = App::new(path, Box::new(OnDisk { chosen: Arc::clone(&chosen) }));
        Self { folder, app, chosen, story }
    }

    /// Answers the next dialogs.
    pub(crate) fn choose(&self, path: impl AsRef<Path>) {
        *self.chosen.lock().unwrap() = Some(self.folder.path().join(path));
    }

    pub(crate) async fn database(&self) -> &Database {
        self.app.database().await.unwrap()
    }
}

struct OnDisk {
    chosen: Arc<Mutex<Option<PathBuf>>>,
}

/// The day on which tests write: 2026-11-21T00:00:00Z.
pub(crate) const NOW: i64 = 1_795_219_200_000;

impl Host for OnDisk {
    fn now(&self) -> i64 {
        NOW
    }
    fn version(&self) -> &str {
        "1.2.3"
    }
    fn user(&self) -> String {
        "anna".into()
    }
    fn copy(&self, _: &str) -> Result<(), String> {
        Err("no clipboard".into())
    }
    fn choose_file_to_write(&self, suggested_name: &str) -> Option<PathBuf> {
        let chosen = self.chosen.lock().unwrap().clone()?;
        Some(if chosen.is_dir() { chosen.join(suggested_name) } else { chosen })
    }
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        self.chosen.lock().unwrap().clone()
    }
    fn write(&self, path: &Path, text: &str) -> Result<(), String> {
        let written = std::fs::OpenOptions::new().create(true).truncate(true).write(true).open(path);
        written.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|e| e.to_string())
    }
    fn size(&self, path: &Path) -> Result<u64, String> {
        std::fs::metadata(path).map(|file| file.len()).map_err(|e| e.to_string())
    }
    fn read(&self, path: &Path) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|e| e.to_string())
    }
}

fn made() -> (PathBuf, Story) {
    static MADE: OnceLock<(TempDir, Story)> = OnceLock::new();
    let (folder, story) = MADE.get_or_init(|| {
        // A runtime of its own: it ends before the tests' begin to use the file.
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(make())
        })
        .join()
        .unwrap()
    });
    (folder.path().join("made.db"), story.clone())
}

async fn make() -> (TempDir, Story) {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = start(&StartSandbox { throttled: false, ..StartSandbox::default() }).unwrap();
    let facts = facts(&sandbox, None);
    let database = Database::open(&folder.path().join("made.db")).await.unwrap();
    let reader = enter(&facts, "rolewright-reader").await;
    let first = read(&reader, &database, NOW - 86_400_000).await;
    let changed = change(&facts, &sandbox, &database, first).await;
    let second = read(&reader, &database, NOW - 3_600_000).await;
    database.close().await;
    (folder, Story { second, ..changed })
}

pub(crate) async fn enter(facts: &SandboxFacts, name: &str) -> SignedIn {
    let tenant = &facts.tenants[0];
    let app = tenant.applications.iter().find(|app| app.name == name).expect(name);
    let door = Door::ServicePrincipalSecret {
        client_id: app.client_id.clone(),
        secret: Secret(app.client_secret.clone()),
    };
    let cancel = CancellationToken::new();
    let desk =
        Desk { now: &Timestamp::now, read: &|_| Err("no file".to_owned()), tell: &|_| {}, cancel: &cancel };
    sign_in(&facts.cloud().unwrap(), Some(&tenant.id), door, false, desk).await.unwrap()
}

pub(crate) async fn read(signed_in: &SignedIn, database: &Database, now: i64) -> i64 {
    let SignedIn { azure, account, tenant, tenant_name } = signed_in;
    let origin = origin(*tenant, tenant_name.clone(), account.clone(), "demo tenant".to_owned());
    let watch = Watch { now: &move || now, tell: &|_| {} };
    pull(azure, database, Into::New(origin), watch).await.unwrap().snapshot
}

/// Every record of a kind.
pub(crate) async fn records(database: &Database, snapshot: i64, kind: ObjectKind) -> Vec<Record> {
    let rows = database.records(snapshot, kind, 0, 100_000).await.unwrap();
    rows.into_iter().map(|row| row.record).collect()
}

async fn change(facts: &SandboxFacts, sandbox: &Sandbox, database: &Database, first: i64) -> Story {
    let azure = enter(facts, "rolewright-deployer").await.azure;
    let assignments: Vec<RoleAssignment> = records(database, first, ObjectKind::RoleAssignment)
        .await
        .into_iter()
        .filter_map(|record| if let Record::RoleAssignment(r) = record { Some(*r) } else { None })
        .collect();
    let subscription = assignments.iter().find_map(|r| r.scope.subscription_id()).unwrap();
    let scope = format!("/subscriptions/{subscription}");
    let is_owner = |principal: Guid| {
        let there = |r: &&RoleAssignment| r.scope.as_str().eq_ignore_ascii_case(&scope);
        assignments.iter().filter(there).any(|r| r.role.to_string() == OWNER && r.principal == principal)
    };
    let group_of_people = assignments
        .iter()
        .find(|r| r.principal_type.as_str() == "Group" && !is_owner(r.principal))
        .unwrap()
        .principal;

    let granted = Guid::from_u128(0x1111_2222_3333_4444_5555_6666_7777_8888);
    send(
        &azure,
        "PUT",
        &format!(
            "{scope}/providers/Microsoft.Authorization/roleAssignments/{granted}?api-version=2022-04-01"
        ),
        Some(assignment(OWNER, group_of_people, "Group", None)),
    )
    .await;

    let widened = assignments
        .iter()
        .find(|r| {
            r.scope.level() >= rolewright_authz::scope_path::ScopeLevel::Subscription
                && r.condition.as_deref().is_some_and(|c| c.contains("ForAnyOfAnyValues:GuidEquals {"))
        })
        .unwrap()
        .clone();
    let condition = widened
        .condition
        .as_deref()
        .unwrap()
        .replace("GuidEquals {", &format!("GuidEquals {{{OWNER}, "))
        .replace("{, ", "{");
    send(
        &azure,
        "PUT",
        &format!(
            "{}/providers/Microsoft.Authorization/roleAssignments/{}?api-version=2022-04-01",
            widened.scope, widened.name
        ),
        Some(assignment(
            &widened.role.to_string(),
            widened.principal,
            widened.principal_type.as_str(),
            Some(&condition),
        )),
    )
    .await;

    let mut locks = Vec::new();
    for record in records(database, first, ObjectKind::Lock).await {
        if let Record::Lock(lock) = record {
            locks.push(lock);
        }
    }
    let unlocked = locks.iter().find(|lock| lock.name == "connectivity-do-not-delete").unwrap().clone();
    send(&azure, "DELETE", &lock_path(&unlocked.scope.to_string(), &unlocked.name), None).await;
    // Not below a lock: deleting is then refused, as in Azure.
    let free = |r: &&RoleAssignment| {
        r.role.to_string() == READER
            && r.scope.level() == rolewright_authz::scope_path::ScopeLevel::Subscription
            && !locks.iter().any(|lock| lock.scope.covers(&r.scope) && lock.name != unlocked.name)
    };
    let revoked = assignments.iter().find(free).unwrap().clone();
    send(
        &azure,
        "DELETE",
        &format!(
            "{}/providers/Microsoft.Authorization/roleAssignments/{}?api-version=2022-04-01",
            revoked.scope, revoked.name
        ),
        None,
    )
    .await;

    let links = records(database, first, ObjectKind::GuardLink).await;
    let unlinked = links
        .into_iter()
        .find_map(|record| match record {
            Record::GuardLink(link) if link.vault.name() == "bvault-lake" => Some(link),
            _ => None,
        })
        .unwrap();
    // Its guard is gone, so nobody can consent to unlinking it; the vault goes as a whole.
    send(&azure, "DELETE", &format!("{}?api-version=2024-04-01", unlinked.vault), None).await;

    let roles = records(database, first, ObjectKind::RoleDefinition).await;
    let role = roles
        .into_iter()
        .find_map(|record| match record {
            Record::RoleDefinition(role) if role.name == "Legacy VM Operator" => Some(*role),
            _ => None,
        })
        .unwrap();
    let mut actions = role.permissions[0].actions.clone();
    actions.push("Microsoft.KeyVault/vaults/delete".to_owned());
    let scopes: Vec<&str> = role.assignable_scopes.iter().map(|scope| scope.as_str()).collect();
    let body = json!({"properties": {
        "roleName": role.name, "description": role.description, "type": "CustomRole", "assignableScopes": scopes,
        "permissions": [{"actions": actions, "notActions": role.permissions[0].not_actions,
                         "dataActions": [], "notDataActions": []}],
    }});
    let at = role.assignable_scopes[0].as_str();
    send(
        &azure,
        "PUT",
        &format!("{at}/providers/Microsoft.Authorization/roleDefinitions/{}?api-version=2022-04-01", role.id),
        Some(body),
    )
    .await;

    // Last, as nothing below it can be changed any more.
    let added = json!({"properties": {"level": "ReadOnly", "notes": "=HYPERLINK(\"https://evil.example\")"}});
    send(&azure, "PUT", &lock_path(&scope, "new-lock"), Some(added)).await;

    let deleted = assignments
        .iter()
        .find(|r| r.principal_type.as_str() == "User" && r.principal != widened.principal)
        .unwrap()
        .principal;
    let tenant = Guid::parse(&facts.tenants[0].id).unwrap();
    sandbox.world().write().unwrap().tenant_mut(tenant).unwrap().forget_principal(deleted);
    Story { first, second: 0, granted, revoked, widened, unlocked, unlinked, role, deleted }
}

fn lock_path(scope: &str, name: &str) -> String {
    format!("{scope}/providers/Microsoft.Authorization/locks/{name}?api-version=2020-05-01")
}

fn assignment(role: &str, principal: Guid, kind: &str, condition: Option<&str>) -> Value {
    let role = format!("/providers/Microsoft.Authorization/roleDefinitions/{role}");
    let mut properties = json!({
        "roleDefinitionId": role, "principalId": principal.to_string(), "principalType": kind,
    });
    if let Some(condition) = condition {
        properties["condition"] = condition.into();
        properties["conditionVersion"] = "2.0".into();
    }
    json!({ "properties": properties })
}

async fn send(azure: &Azure, method: &str, path: &str, body: Option<Value>) {
    let (status, answer) = azure.send(method, path, body.as_ref()).await.unwrap_or_else(|error| {
        panic!("{method} {path}: {error}");
    });
    assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
}
