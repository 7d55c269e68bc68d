//! Who is signed in, in memory, and who stays so: names and tenants in the database, refresh tokens in the keyring.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rolewright_arm::client::Azure;
use rolewright_arm::endpoints::tenants;
use rolewright_condition::guid::Guid;
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::sign_in::{Entered, SignedIn, Way, kept_person, other_tenant, tenants_of};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::session::{Account, DoorKind, Tenant};

/// The setting under which accounts that stay signed in are listed. No token is in it.
const SETTING: &str = "accounts";

/// The accounts of this run.
#[derive(Default)]
pub(crate) struct Accounts {
    list: Mutex<Vec<Known>>,
    /// Whether those of earlier runs are in the list.
    read: OnceCell<()>,
    /// Certificates that the user chose: no other file is read as one.
    certificates: Mutex<Vec<PathBuf>>,
}

struct Known {
    account: Account,
    /// `None` for one of an earlier run that was not used yet.
    way: Option<Way>,
    opened: HashMap<Guid, Azure>,
}

/// An account that stays signed in, as the database lists it.
#[derive(Serialize, Deserialize)]
struct Remembered {
    name: String,
    door: DoorKind,
    cloud: String,
    tenants: Vec<Tenant>,
}

/// A tenant ready to be read.
pub(crate) struct Opened {
    pub(crate) azure: Azure,
    pub(crate) account: Account,
    pub(crate) tenant: Tenant,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same account has the same id at every start.
fn id_of(cloud: &str, door: DoorKind, name: &str) -> String {
    format!("{cloud}/{door:?}/{name}").to_lowercase()
}

pub(crate) fn tenant_id(text: &str) -> Result<Guid, ApiError> {
    Guid::parse(text).ok_or_else(|| {
        ApiError::invalid(format!("`{text}` is no tenant id")).with_hint("a tenant id is a GUID")
    })
}

impl Accounts {
    /// All of them, those of earlier runs too.
    pub(crate) async fn list(&self, app: &App) -> Result<Vec<Account>, ApiError> {
        self.read(app).await?;
        Ok(locked(&self.list).iter().map(|known| known.account.clone()).collect())
    }

    async fn read(&self, app: &App) -> Result<(), ApiError> {
        let read = || async {
            let settings = app.database().await?.settings().await?;
            let text = settings.into_iter().find(|(key, _)| key == SETTING).map(|(_, value)| value);
            // A list that cannot be read costs its people one sign-in.
            let remembered: Vec<Remembered> =
                text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
            let mut list = locked(&self.list);
            for Remembered { name, door, cloud, tenants } in remembered {
                let id = id_of(&cloud, door, &name);
                if list.iter().any(|known| known.account.id == id) {
                    continue;
                }
                let account = Account { id, name, door, cloud, usable: true, remembered: true, tenants };
                list.push(Known { account, way: None, opened: HashMap::new() });
            }
            Ok::<_, ApiError>(())
        };
        self.read.get_or_try_init(read).await.copied()
    }

    async fn write(&self, app: &App) -> Result<(), ApiError> {
        let remembered: Vec<Remembered> = (locked(&self.list).iter().map(|known| &known.account))
            .filter(|account| account.remembered)
            .map(|Account { name, door, cloud, tenants, .. }| Remembered {
                name: name.clone(),
                door: *door,
                cloud: cloud.clone(),
                tenants: tenants.clone(),
            })
            .collect();
        let text = serde_json::to_string(&remembered).map_err(|e| ApiError {
            code: ErrorCode::Internal,
            message: e.to_string(),
            hint: None,
        })?;
        Ok(app.database().await?.set_settings(&[(SETTING, text)]).await?)
    }

    /// Takes in who has signed in; gives the account and the tenant that it signed in to.
    pub(crate) async fn add(
        &self,
        app: &App,
        cloud: &str,
        door: DoorKind,
        entered: Entered,
        remember: bool,
    ) -> Result<(Account, Tenant), ApiError> {
        self.read(app).await?;
        let Entered { signed_in, tenants, way } = entered;
        let SignedIn { azure, account, tenant, tenant_name } = signed_in;
        let name = account;
        let here = Tenant { id: tenant.to_string(), name: tenant_name, domain: None, opened: true };
        let mut tenants: Vec<Tenant> = match &way {
            Way::Person(_) | Way::AzureCli => tenants.into_iter().map(wire).collect(),
            Way::One => tenants.into_iter().filter(|t| t.id == tenant).map(wire).collect(),
        };
        if !tenants.iter().any(|known| known.id == here.id) {
            tenants.insert(0, here.clone());
        }
        // Where the keyring took no token the person is signed in all the same, until the program ends.
        let remembered = remember && matches!(&way, Way::Person(person) if person.not_kept().is_none());
        let id = id_of(cloud, door, &name);
        // The sign-in's own token ends with the sign-in.
        let azure = azure.cancelled_by(&CancellationToken::new());
        let (account, was_remembered) = {
            let mut list = locked(&self.list);
            let earlier = list.iter().position(|known| known.account.id == id).map(|at| list.remove(at));
            let was_remembered = earlier.as_ref().is_some_and(|known| known.account.remembered);
            let mut opened = earlier.map(|known| known.opened).unwrap_or_default();
            opened.insert(tenant, azure);
            for one in &mut tenants {
                one.opened = Guid::parse(&one.id).is_some_and(|id| opened.contains_key(&id));
            }
            let account =
                Account { id, name, door, cloud: cloud.to_owned(), usable: true, remembered, tenants };
            list.push(Known { account: account.clone(), way: Some(way), opened });
            (account, was_remembered)
        };
        if was_remembered && !remembered {
            forget(app, &account).await?;
        }
        if door != DoorKind::Demo {
            self.write(app).await?;
        }
        let tenant = account.tenants.iter().find(|known| known.id == here.id).cloned().unwrap_or(here);
        Ok((account, tenant))
    }

    /// A tenant of an account, ready to be read: whoever is in it can have a token without being asked.
    pub(crate) async fn open(&self, app: &App, id: &str, tenant: Guid) -> Result<Opened, ApiError> {
        self.read(app).await?;
        let (account, way, here, elsewhere) = {
            let list = locked(&self.list);
            let known = list.iter().find(|known| known.account.id == id).ok_or_else(unknown)?;
            let here = known.opened.get(&tenant).cloned();
            (known.account.clone(), known.way.clone(), here, known.opened.values().next().cloned())
        };
        let Some(place) = account.tenants.iter().find(|known| known.id == tenant.to_string()).cloned() else {
            return Err(ApiError::invalid(format!("`{}` has no tenant {tenant}", account.name))
                .with_hint("find its tenants again, or sign in to that tenant"));
        };
        let azure = match (here, way, elsewhere) {
            (Some(azure), ..) => azure,
            (None, Some(way), Some(from)) => {
                other_tenant(&from, &way, tenant).ok_or_else(|| must_sign_in(&account.name, &place.name))?
            }
            _ => {
                let cloud = app.clouds.find(&account.cloud)?;
                let keep = app.host.refresh_tokens();
                let person = kept_person(&cloud, &account.name, keep).await?;
                let person = person.ok_or_else(|| must_sign_in(&account.name, &place.name))?;
                self.found(id, person.clone());
                crate::sign_in::as_person(&cloud, &person, tenant)?
            }
        };
        // Proves that a token can be had, so that what begins after this does not end at once.
        azure.identity().await?;
        let tenant = self.opened(id, tenant, &azure, place).await;
        Ok(Opened { azure, account, tenant })
    }

    fn found(&self, id: &str, person: rolewright_arm::sign_in::Person) {
        if let Some(known) = locked(&self.list).iter_mut().find(|known| known.account.id == id) {
            known.way = Some(Way::Person(Box::new(person)));
        }
    }

    /// Notes that the account is in that tenant, and its name, which only a token of the tenant itself can ask for.
    async fn opened(&self, id: &str, tenant: Guid, azure: &Azure, mut place: Tenant) -> Tenant {
        if place.name == place.id
            && let Ok(tenants) = tenants_of(azure).await
            && let Some(found) = tenants.into_iter().find(|found| found.id == tenant)
        {
            place = wire(found);
        }
        place.opened = true;
        let mut list = locked(&self.list);
        if let Some(known) = list.iter_mut().find(|known| known.account.id == id) {
            known.opened.insert(tenant, azure.clone());
            for one in known.account.tenants.iter_mut().filter(|one| one.id == place.id) {
                *one = place.clone();
            }
        }
        place
    }

    /// An account that belongs to a tenant: the one of that name, else any.
    pub(crate) async fn of_tenant(
        &self,
        app: &App,
        tenant: Guid,
        name: &str,
    ) -> Result<Option<Account>, ApiError> {
        let has = |account: &Account| account.tenants.iter().any(|known| known.id == tenant.to_string());
        let mut list = self.list(app).await?;
        list.retain(has);
        list.sort_by_key(|account| account.name != name);
        Ok(list.into_iter().next())
    }

    /// Asks anew which tenants an account belongs to.
    pub(crate) async fn refresh(&self, app: &App, id: &str) -> Result<Account, ApiError> {
        self.read(app).await?;
        let account = self.get(id)?;
        // The tenant that it is in, or else the first one it was seen in.
        let tenant = account.tenants.iter().find(|tenant| tenant.opened).or(account.tenants.first());
        let tenant = tenant.ok_or_else(|| must_sign_in(&account.name, "a tenant"))?;
        let Opened { azure, .. } = self.open(app, id, tenant_id(&tenant.id)?).await?;
        let found = tenants_of(&azure).await?;
        let account = {
            let mut list = locked(&self.list);
            let known = list.iter_mut().find(|known| known.account.id == id).ok_or_else(unknown)?;
            if !matches!(known.way, Some(Way::One)) {
                known.account.tenants = found.into_iter().map(wire).collect();
                for one in &mut known.account.tenants {
                    one.opened = Guid::parse(&one.id).is_some_and(|id| known.opened.contains_key(&id));
                }
            }
            known.account.clone()
        };
        self.write(app).await?;
        Ok(account)
    }

    pub(crate) fn get(&self, id: &str) -> Result<Account, ApiError> {
        let list = locked(&self.list);
        let known = list.iter().find(|known| known.account.id == id);
        known.map(|known| known.account.clone()).ok_or_else(unknown)
    }

    /// Forgets an account with all its tokens.
    pub(crate) async fn remove(&self, app: &App, id: &str) -> Result<(), ApiError> {
        self.read(app).await?;
        // What is in memory goes with it.
        let Known { account, .. } = {
            let mut list = locked(&self.list);
            let at = list.iter().position(|known| known.account.id == id).ok_or_else(unknown)?;
            list.remove(at)
        };
        self.write(app).await?;
        if account.remembered { forget(app, &account).await } else { Ok(()) }
    }

    /// Remembers that the user chose a file as a certificate.
    pub(crate) fn offer_certificate(&self, path: PathBuf) {
        locked(&self.certificates).push(path);
    }

    pub(crate) fn is_offered(&self, path: &std::path::Path) -> bool {
        locked(&self.certificates).iter().any(|offered| offered == path)
    }
}

/// Takes the refresh token out of the keyring.
async fn forget(app: &App, account: &Account) -> Result<(), ApiError> {
    let by_hand =
        "the account is signed out here; take the entry `Rolewright` out of the system's keyring by hand";
    let cloud = app.clouds.find(&account.cloud)?;
    let kept = kept_person(&cloud, &account.name, app.host.refresh_tokens()).await;
    match kept.map_err(|problem| problem.with_hint(by_hand))? {
        Some(person) => person.sign_out().await.map_err(|problem| ApiError::from(problem).with_hint(by_hand)),
        None => Ok(()),
    }
}

fn wire(tenant: tenants::Tenant) -> Tenant {
    let tenants::Tenant { id, display_name, default_domain, category: _ } = tenant;
    let id = id.to_string();
    let name = display_name.or_else(|| default_domain.clone()).unwrap_or_else(|| id.clone());
    Tenant { id, name, domain: default_domain, opened: false }
}

fn unknown() -> ApiError {
    ApiError {
        code: ErrorCode::SignInNeeded,
        message: "that account is not signed in any more".to_owned(),
        hint: Some("sign in".to_owned()),
    }
}

fn must_sign_in(name: &str, tenant: &str) -> ApiError {
    ApiError {
        code: ErrorCode::SignInNeeded,
        message: format!("`{name}` is not signed in to `{tenant}`"),
        hint: Some("sign in to that tenant".to_owned()),
    }
}
