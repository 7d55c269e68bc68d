//! Signing in through one of the doors, and what is then known of the tenant.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rolewright_arm::client::Azure;
use rolewright_arm::cloud::Cloud;
use rolewright_arm::endpoints::tenants::{self, Tenant};
use rolewright_arm::error::Error;
use rolewright_arm::sign_in::{
    AZURE_CLI, BrowserSignIn, DeviceCodeSignIn, InMemory, Keyring, Machine, Person, PersonSignIn, Proof,
    RefreshTokens, ServicePrincipal,
};
use rolewright_arm::transport::{Patience, Transport};
use rolewright_condition::guid::Guid;
use tokio_util::sync::CancellationToken;

use crate::wire::error::ApiError;
use crate::wire::session::{Door, Secret, SignInStep};

/// Where a person signs in whose tenant is not named.
const ANY_TENANT: &str = "organizations";

/// What a sign-in needs of its surroundings.
#[derive(Clone, Copy)]
pub struct Desk<'d> {
    /// The time, for saying until when a code is good.
    pub now: &'d (dyn Fn() -> Timestamp + Send + Sync),
    /// Reads a certificate's file.
    pub read: &'d (dyn Fn(&Path) -> Result<String, String> + Send + Sync),
    /// Is told what the person has to do.
    pub tell: &'d (dyn Fn(SignInStep) + Send + Sync),
    /// Ends it early.
    pub cancel: &'d CancellationToken,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

/// Who is in, and where.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The tenant, ready to be read.
    pub azure: Azure,
    /// `dara@contoso.example`, or an application's id.
    pub account: String,
    /// The tenant's id.
    pub tenant: Guid,
    /// Its name; the id where Azure does not tell.
    pub tenant_name: String,
}

/// Who is in, and where else they can get in.
pub(crate) struct Entered {
    pub(crate) signed_in: SignedIn,
    /// All tenants that the account belongs to, as far as this one's token tells.
    pub(crate) tenants: Vec<Tenant>,
    /// How the account gets into them.
    pub(crate) way: Way,
}

/// How an account gets into a tenant.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// By a refresh token, in every tenant the person belongs to.
    Person(Box<Person>),
    /// By the Azure CLI, which knows by itself.
    AzureCli,
    /// An application or a machine: where it signed in, and nowhere else.
    One,
}

/// Signs in to one tenant.
///
/// # Errors
/// Where Entra refuses, the person declines, or Azure cannot be reached.
pub async fn sign_in(
    cloud: &Cloud,
    tenant: Option<&str>,
    door: Door,
    remember: bool,
    desk: Desk<'_>,
) -> Result<SignedIn, ApiError> {
    let keep: Arc<dyn RefreshTokens> =
        if remember { Arc::new(Keyring) } else { Arc::new(InMemory::default()) };
    Ok(enter(cloud, tenant, door, keep, desk).await?.signed_in)
}

/// Signs in to one tenant; a person's refresh token goes to `keep`.
///
/// # Errors
/// As [`sign_in`].
pub(crate) async fn enter(
    cloud: &Cloud,
    tenant: Option<&str>,
    door: Door,
    keep: Arc<dyn RefreshTokens>,
    desk: Desk<'_>,
) -> Result<Entered, ApiError> {
    let transport = Transport::new(cloud.root_certificate.as_deref(), Patience::default())?;
    let mut way = Way::One;
    let azure = match door {
        Door::Browser | Door::DeviceCode => {
            let settings = PersonSignIn {
                cloud: cloud.clone(),
                transport: transport.clone(),
                tenant: tenant.unwrap_or(ANY_TENANT).to_owned(),
                client_id: AZURE_CLI.to_owned(),
                keep,
                claims: None,
            };
            let person = if matches!(door, Door::Browser) {
                with_browser(settings, desk).await?
            } else {
                with_code(settings, desk).await?
            };
            way = Way::Person(Box::new(person.clone()));
            Azure::new(cloud.clone(), transport, Arc::new(person))
        }
        Door::AzureCli => {
            way = Way::AzureCli;
            (desk.tell)(SignInStep::Waiting { words: "asking the Azure CLI for a token".to_owned() });
            let machine = Machine::azure_cli(cloud, &transport, tenant);
            Azure::new(cloud.clone(), transport, Arc::new(machine))
        }
        Door::ManagedIdentity { client_id } => {
            (desk.tell)(SignInStep::Waiting { words: "asking this machine for its identity".to_owned() });
            let machine = Machine::managed_identity(cloud, &transport, client_id.as_deref())?;
            Azure::new(cloud.clone(), transport, Arc::new(machine))
        }
        Door::ServicePrincipalSecret { client_id, secret: Secret(secret) } => {
            let proof = Proof::Secret(secret.into());
            application(cloud, transport, tenant, &client_id, proof, desk)?
        }
        Door::ServicePrincipalCertificate { client_id, path, password } => {
            if password.is_some() || path.to_ascii_lowercase().ends_with(".pfx") {
                return Err(ApiError::invalid("a certificate is read as PEM without a password").with_hint(
                    "convert it: openssl pkcs12 -in certificate.pfx -nodes -out certificate.pem",
                ));
            }
            let pem = (desk.read)(Path::new(&path))
                .map_err(|problem| ApiError::file(problem, "name a PEM file with certificate and key"))?;
            application(cloud, transport, tenant, &client_id, Proof::Certificate(pem.into()), desk)?
        }
    };
    signed_in(azure.cancelled_by(desk.cancel), tenant, way).await
}

/// Asks for a first token, which also proves that the sign-in works, and for the tenant's name.
async fn signed_in(azure: Azure, tenant: Option<&str>, way: Way) -> Result<Entered, ApiError> {
    let identity = azure.identity().await?;
    let Some(tenant) = identity.tenant.or_else(|| tenant.and_then(Guid::parse)) else {
        return Err(ApiError::invalid("the token does not tell its tenant").with_hint("name the tenant's id"));
    };
    let tenants = tenants_of(&azure).await.unwrap_or_default();
    let name = tenants.iter().find(|t| t.id == tenant).and_then(|t| t.display_name.clone());
    let tenant_name = name.unwrap_or_else(|| tenant.to_string());
    let signed_in = SignedIn { azure, account: identity.name, tenant, tenant_name };
    Ok(Entered { signed_in, tenants, way })
}

/// The tenants that the account belongs to; one that cannot be understood is left out. Names are nice to have: a
/// tenant that refuses to tell them is read all the same.
pub(crate) async fn tenants_of(azure: &Azure) -> Result<Vec<Tenant>, ApiError> {
    let mut tenants = Vec::new();
    let mut pages = tenants::list(azure);
    while let Some(page) = pages.next().await? {
        tenants.extend(page.rows);
    }
    Ok(tenants)
}

/// A person who signed in at an earlier start, if the keyring still has the refresh token.
pub(crate) async fn kept_person(
    cloud: &Cloud,
    name: &str,
    keep: Arc<dyn RefreshTokens>,
) -> Result<Option<Person>, ApiError> {
    let settings = PersonSignIn {
        cloud: cloud.clone(),
        transport: Transport::new(cloud.root_certificate.as_deref(), Patience::default())?,
        tenant: ANY_TENANT.to_owned(),
        client_id: AZURE_CLI.to_owned(),
        keep,
        claims: None,
    };
    Ok(Person::kept(settings, name).await?)
}

/// A tenant as a person sees it. Nothing is asked yet.
pub(crate) fn as_person(cloud: &Cloud, person: &Person, tenant: Guid) -> Result<Azure, ApiError> {
    let transport = Transport::new(cloud.root_certificate.as_deref(), Patience::default())?;
    Ok(Azure::new(cloud.clone(), transport, Arc::new(person.in_tenant(&tenant.to_string()))))
}

/// A tenant as an account that has signed in to another one sees it. Nothing is asked yet.
pub(crate) fn other_tenant(from: &Azure, way: &Way, tenant: Guid) -> Option<Azure> {
    match way {
        Way::Person(person) => Some(from.seen_by(Arc::new(person.in_tenant(&tenant.to_string())))),
        Way::AzureCli => Some(from.in_tenant_of_azure_cli(&tenant.to_string())),
        Way::One => None,
    }
}

fn application(
    cloud: &Cloud,
    transport: Transport,
    tenant: Option<&str>,
    client_id: &str,
    proof: Proof,
    desk: Desk<'_>,
) -> Result<Azure, ApiError> {
    let Some(tenant) = tenant else {
        return Err(ApiError::invalid("an application has no home tenant")
            .with_hint("name the tenant to sign in to, by id or domain"));
    };
    (desk.tell)(SignInStep::Waiting { words: format!("signing in to {tenant} as the application") });
    let principal = ServicePrincipal::new(cloud, &transport, tenant, client_id, proof)?;
    Ok(Azure::new(cloud.clone(), transport, Arc::new(principal)))
}

async fn with_browser(settings: PersonSignIn, desk: Desk<'_>) -> Result<Person, ApiError> {
    let waiting = BrowserSignIn::start(settings).await?;
    (desk.tell)(SignInStep::Browser { page: waiting.address().to_owned() });
    Ok(waiting.finish(desk.cancel).await?)
}

async fn with_code(settings: PersonSignIn, desk: Desk<'_>) -> Result<Person, ApiError> {
    let waiting = DeviceCodeSignIn::start(settings).await?;
    (desk.tell)(SignInStep::DeviceCode {
        code: waiting.user_code().to_owned(),
        page: waiting.page().to_owned(),
        expires_at: later((desk.now)(), waiting.expires_in()),
    });
    Ok(waiting.finish(desk.cancel).await?)
}

fn later(now: Timestamp, after: Duration) -> String {
    now.checked_add(after).unwrap_or(now).to_string()
}

/// The cloud of that id.
///
/// # Errors
/// Where there is none.
pub fn cloud(id: &str) -> Result<Cloud, ApiError> {
    let [public, government, china] = Cloud::known()?;
    match id {
        "public" => Ok(public),
        "us-government" => Ok(government),
        "china" => Ok(china),
        _ => Err(ApiError::invalid(format!("`{id}` is no cloud"))
            .with_hint("the clouds are public, us-government and china")),
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        use crate::wire::error::ErrorCode;
        let (code, hint) = match &error {
            Error::Cancelled => (ErrorCode::Cancelled, None),
            Error::SignIn(_) => (ErrorCode::SignInNeeded, Some("sign in again")),
            Error::Refused(refusal) if refusal.status == 401 => {
                (ErrorCode::SignInNeeded, Some("sign in again"))
            }
            Error::NotOffered(_) => (ErrorCode::Azure, None),
            Error::Refused(_) => {
                (ErrorCode::Azure, Some("Azure's words say what is missing; ask who administers that scope"))
            }
            Error::Unreachable { .. } | Error::Interrupted { .. } => {
                (ErrorCode::Network, Some("check the network, then try again; what was read is kept"))
            }
            Error::Unreadable { .. }
            | Error::ForeignLink { .. }
            | Error::RepeatedPage { .. }
            | Error::TooManyPages { .. } => (
                ErrorCode::Network,
                Some("try again; if it stays so, something between here and Azure answers"),
            ),
            Error::NotHttps { .. } | Error::Setup(_) => (ErrorCode::InvalidInput, None),
        };
        Self { code, message: error.to_string(), hint: hint.map(str::to_owned) }
    }
}
