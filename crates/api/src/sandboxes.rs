//! The local Azure: started for the demo tenant or for tests, and described so that others can sign in to it.

use std::io;
use std::net::SocketAddr;

use rolewright_arm::cloud::Cloud;
use rolewright_sandbox::seed::Seed;
use rolewright_sandbox::{Config, Fault, Sandbox};
use serde::{Deserialize, Serialize};

use crate::wire::error::ApiError;
use crate::wire::session::{Door, Secret};

/// How to start one.
#[derive(Clone, Debug)]
pub struct StartSandbox {
    /// One tenant with that many role assignments instead of the demo tenant.
    pub assignments: Option<usize>,
    /// Decides everything that looks random.
    pub seed: u64,
    /// Where it listens; loopback.
    pub listen: SocketAddr,
    /// What goes wrong, as `latency=200,at=roleAssignments`.
    pub faults: Vec<String>,
    /// Whether callers are throttled as in Azure.
    pub throttled: bool,
}

/// What a running sandbox tells of itself. Its credentials are good for nothing else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SandboxFacts {
    /// In place of `https://management.azure.com`.
    pub resource_manager: String,
    /// In place of `https://login.microsoftonline.com`.
    pub login: String,
    /// In place of `https://graph.microsoft.com`.
    pub graph: String,
    /// `IDENTITY_ENDPOINT` of a managed identity.
    pub managed_identity: String,
    /// `IDENTITY_HEADER` of a managed identity.
    pub identity_header: String,
    /// The certificate authority to trust, as PEM.
    pub ca: String,
    /// The file that the certificate authority was written to.
    pub ca_file: Option<String>,
    /// Key and certificate with which every application may sign in, as PEM.
    pub certificate: String,
    /// Its tenants.
    pub tenants: Vec<SandboxTenant>,
}

/// One tenant of a sandbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SandboxTenant {
    /// Its id.
    pub id: String,
    /// `Contoso`
    pub name: String,
    /// `contoso.example`
    pub domain: String,
    /// Who can sign in by themselves.
    pub applications: Vec<SandboxApplication>,
    /// Who can sign in with a browser or a device code; there are no passwords.
    pub people: Vec<String>,
}

/// One application of a sandbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SandboxApplication {
    /// Its name.
    pub name: String,
    /// `client_id`
    pub client_id: String,
    /// Object id of its service principal.
    pub object_id: String,
    /// `client_secret`
    pub client_secret: String,
}

impl Default for StartSandbox {
    fn default() -> Self {
        let Config { listen, random_seed, .. } = Config::default();
        Self { assignments: None, seed: random_seed, listen, faults: Vec::new(), throttled: true }
    }
}

/// Starts a sandbox; it stops when it is dropped.
///
/// # Errors
/// Where a fault is not understood, or the address cannot be listened on.
pub fn start(request: &StartSandbox) -> Result<Sandbox, ApiError> {
    let faults: Result<Vec<Fault>, String> = request.faults.iter().map(|text| text.parse()).collect();
    let faults = faults.map_err(|problem| {
        ApiError::invalid(problem).with_hint(
            "faults: latency=MS, throttle=SECONDS, server-error=STATUS, cut-body, truncated-json, repeat-page, \
             foreign-next-link, expired-token, forbidden=SCOPE; each with ,at=TEXT ,skip=N ,every=N ,times=N",
        )
    })?;
    let config = Config {
        seed: request.assignments.map_or(Seed::Demo, Seed::Assignments),
        random_seed: request.seed,
        listen: request.listen,
        throttled: request.throttled,
        faults,
        ..Config::default()
    };
    Sandbox::start(config).map_err(|error| cannot_listen(&error, request.listen))
}

fn cannot_listen(error: &io::Error, listen: SocketAddr) -> ApiError {
    ApiError::invalid(format!("cannot start the sandbox at {listen}: {error}"))
        .with_hint("choose another loopback address, or port 0 for free ports")
}

/// What others need to know of it.
#[must_use]
pub fn facts(sandbox: &Sandbox, ca_file: Option<&str>) -> SandboxFacts {
    let addresses = sandbox.addresses();
    let tenants = sandbox.tenants().into_iter().map(|tenant| SandboxTenant {
        id: tenant.id.to_string(),
        name: tenant.display_name,
        domain: tenant.default_domain,
        applications: (tenant.applications.into_iter())
            .map(|app| SandboxApplication {
                name: app.display_name,
                client_id: app.client_id.to_string(),
                object_id: app.object_id.to_string(),
                client_secret: app.secret,
            })
            .collect(),
        people: tenant.people,
    });
    SandboxFacts {
        resource_manager: addresses.resource_manager.clone(),
        login: addresses.login.clone(),
        graph: addresses.graph.clone(),
        managed_identity: addresses.managed_identity.clone(),
        identity_header: sandbox.identity_header().to_owned(),
        ca: sandbox.ca_pem().to_owned(),
        ca_file: ca_file.map(str::to_owned),
        certificate: sandbox.certificate_pem().to_owned(),
        tenants: tenants.collect(),
    }
}

impl SandboxFacts {
    /// The sandbox as a cloud to sign in to.
    ///
    /// # Errors
    /// Where an address is not https on a host of its own.
    pub fn cloud(&self) -> Result<Cloud, ApiError> {
        Ok(Cloud::custom(&self.resource_manager, &self.login, &self.graph, Some(self.ca.clone()))?)
    }

    /// What the application with that `client_id` is called.
    #[must_use]
    pub fn name_of(&self, client_id: &str) -> Option<String> {
        let apps = self.tenants.iter().flat_map(|tenant| &tenant.applications);
        apps.into_iter().find(|app| app.client_id.eq_ignore_ascii_case(client_id)).map(|app| app.name.clone())
    }

    /// The first application of the first tenant, or of the one named, as a way in.
    ///
    /// # Errors
    /// Where there is no such tenant or it has no application.
    pub fn application(&self, tenant: Option<&str>) -> Result<(String, Door), ApiError> {
        let named = |t: &&SandboxTenant| {
            tenant.is_none_or(|name| {
                [&t.id, &t.name, &t.domain].iter().any(|known| known.eq_ignore_ascii_case(name))
            })
        };
        let tenant = self
            .tenants
            .iter()
            .find(named)
            .ok_or_else(|| ApiError::invalid("the sandbox has no such tenant"))?;
        let app = tenant
            .applications
            .first()
            .ok_or_else(|| ApiError::invalid("no application can sign in to this tenant of the sandbox"))?;
        let door = Door::ServicePrincipalSecret {
            client_id: app.client_id.clone(),
            secret: Secret(app.client_secret.clone()),
        };
        Ok((tenant.id.clone(), door))
    }
}
