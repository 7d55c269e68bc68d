//! Starts a sandbox and stops it.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

use axum_server::Handle;
use jiff::Timestamp;
use rolewright_condition::guid::Guid;

use crate::cloud::{Addresses, Cloud, MachineIdentity, Settings};
use crate::entra::signer::{Signer, verifier};
use crate::faults::{Fault, Faults};
use crate::seed::{self, Seed};
use crate::server::{self, Sockets};
use crate::world::{Clock, World};
use crate::{ids, tls};

/// How a sandbox is started.
#[derive(Clone)]
pub struct Config {
    /// What it is filled with.
    pub seed: Seed,
    /// Decides everything that looks random about its contents.
    pub random_seed: u64,
    /// Where Resource Manager listens; sign-in, Graph and the managed identity follow on the next ports. Port 0
    /// lets the system choose all four. It must be a loopback address.
    pub listen: SocketAddr,
    /// Tells the time.
    pub clock: Clock,
    /// Rows of a page; Azure's lists have up to 1,000.
    pub page_size: usize,
    /// Whether callers are throttled as in Azure.
    pub throttled: bool,
    /// For how long tokens are good.
    pub token_lifetime: Duration,
    /// How often a device that waits for its person is told to ask.
    pub device_code_interval: Duration,
    /// What goes wrong from the start.
    pub faults: Vec<Fault>,
}

impl Default for Config {
    /// The demo tenant on free ports, like Azure in every other way.
    fn default() -> Self {
        Self {
            seed: Seed::Demo,
            random_seed: 1,
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            clock: Arc::new(Timestamp::now),
            page_size: 1000,
            throttled: true,
            token_lifetime: Duration::from_secs(3900),
            device_code_interval: Duration::from_secs(5),
            faults: Vec::new(),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("seed", &self.seed)
            .field("random_seed", &self.random_seed)
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

/// An application that signs in by itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ApplicationCredential {
    /// `client_id`
    pub client_id: Guid,
    /// Its service principal.
    pub object_id: Guid,
    /// Its name.
    pub display_name: String,
    /// `client_secret`
    pub secret: String,
}

impl fmt::Debug for ApplicationCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplicationCredential")
            .field("client_id", &self.client_id)
            .field("display_name", &self.display_name)
            .finish_non_exhaustive()
    }
}

/// A tenant, and how to get in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantAccess {
    /// Its id.
    pub id: Guid,
    /// Its name.
    pub display_name: String,
    /// `contoso.example`
    pub default_domain: String,
    /// Applications that sign in with a secret, or with the sandbox's certificate.
    pub applications: Vec<ApplicationCredential>,
    /// User principal names of the first people at home here; there are no passwords.
    pub people: Vec<String>,
}

/// A running sandbox. It stops when it is dropped.
pub struct Sandbox {
    addresses: Addresses,
    ca_pem: String,
    certificate_pem: String,
    identity_header: String,
    world: Arc<RwLock<World>>,
    faults: Arc<Faults>,
    handle: Handle<SocketAddr>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Sandbox {
    /// Fills the world, binds the addresses and serves them from a thread of its own.
    ///
    /// # Errors
    /// If an address is not loopback or cannot be bound, or no key can be made.
    pub fn start(config: Config) -> io::Result<Self> {
        if !config.listen.ip().is_loopback() {
            let text = format!("`{}` is not a loopback address", config.listen.ip());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let sockets = Sockets::bind(config.listen)?;
        let addresses = Addresses {
            resource_manager: format!("https://{}", sockets.resource_manager.local_addr()?),
            login: format!("https://{}", sockets.login.local_addr()?),
            graph: format!("https://{}", sockets.graph.local_addr()?),
            managed_identity: format!("http://{}/msi/token", sockets.managed_identity.local_addr()?),
        };
        let world = seed::world(&config.seed, config.random_seed, (config.clock)());
        let identity = machine_identity(&world);
        let world = Arc::new(RwLock::new(world));
        let certificates = tls::make()?;
        let application = tls::application_certificate()?;
        let faults = Arc::new(Faults::default());
        faults.set(config.faults);
        let cloud = Arc::new(Cloud {
            world: world.clone(),
            clock: config.clock,
            addresses: addresses.clone(),
            settings: Settings {
                page_size: config.page_size,
                throttled: config.throttled,
                token_lifetime: config.token_lifetime,
                device_code_interval: config.device_code_interval,
            },
            signer: Signer::new()?,
            application_certificate: verifier(&application.key)?,
            identity,
            identity_header: ids::secret(),
            grants: Default::default(),
            faults: faults.clone(),
            buckets: Default::default(),
            cursors: Default::default(),
            expired: Mutex::default(),
        });
        let identity_header = cloud.identity_header.clone();
        let handle = Handle::new();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sandbox")
            .enable_all()
            .build()?;
        let serving = server::serve(cloud, sockets, certificates.config, handle.clone());
        let thread = std::thread::Builder::new()
            .name("sandbox".to_owned())
            .spawn(move || runtime.block_on(serving))?;
        Ok(Self {
            addresses,
            ca_pem: certificates.ca_pem,
            certificate_pem: application.pem,
            identity_header,
            world,
            faults,
            handle,
            thread: Some(thread),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The certificate authority that a client must trust, as PEM.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// Key and certificate, as PEM, with which every application of this run may sign in.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// The value of `IDENTITY_HEADER` for the managed identity.
    #[must_use]
    pub fn identity_header(&self) -> &str {
        &self.identity_header
    }

    /// Its tenants and who can sign in to them: of applications and of people the first hundred.
    #[must_use]
    pub fn tenants(&self) -> Vec<TenantAccess> {
        let world = self.world.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let access = |tenant: &crate::world::Tenant| TenantAccess {
            id: tenant.id,
            display_name: tenant.display_name.clone(),
            default_domain: tenant.default_domain.clone(),
            applications: (tenant.applications().iter())
                .take(100)
                .map(|app| ApplicationCredential {
                    client_id: app.app_id,
                    object_id: app.object_id,
                    display_name: app.display_name.clone(),
                    secret: app.secret.clone(),
                })
                .collect(),
            people: crate::entra::accounts::people(tenant)
                .filter_map(|person| person.user_principal_name.clone())
                .take(100)
                .collect(),
        };
        world.tenants().iter().map(access).collect()
    }

    /// Its contents, to look at and to change behind the back of whoever reads it.
    #[must_use]
    pub fn world(&self) -> Arc<RwLock<World>> {
        self.world.clone()
    }

    /// What goes wrong.
    #[must_use]
    pub fn faults(&self) -> Arc<Faults> {
        self.faults.clone()
    }

    /// Stops: no new connection is taken, requests in flight have a second to end.
    ///
    /// # Errors
    /// If a listener had failed.
    pub fn stop(mut self) -> io::Result<()> {
        self.end()
    }

    /// Serves until it is stopped from elsewhere or a listener fails.
    ///
    /// # Errors
    /// If a listener fails.
    pub fn wait(mut self) -> io::Result<()> {
        self.thread.take().map_or(Ok(()), joined)
    }

    fn end(&mut self) -> io::Result<()> {
        self.handle.graceful_shutdown(Some(server::GRACE));
        self.thread.take().map_or(Ok(()), joined)
    }
}

fn joined(thread: JoinHandle<io::Result<()>>) -> io::Result<()> {
    thread.join().unwrap_or_else(|_| Err(io::Error::other("the sandbox's thread ended early")))
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.end();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

/// The first managed identity of the first tenant that has one.
fn machine_identity(world: &World) -> Option<MachineIdentity> {
    world.tenants().iter().find_map(|tenant| {
        let managed = |p: &&rolewright_authz::records::Principal| {
            p.service_principal_type.as_deref() == Some("ManagedIdentity")
        };
        let principal = tenant.principals().find(managed)?;
        let app_id = principal.app_id.unwrap_or(principal.id);
        Some(MachineIdentity { tenant: tenant.id, app_id, object_id: principal.id })
    })
}
