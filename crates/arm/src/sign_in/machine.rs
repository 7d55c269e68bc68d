//! Identities that a machine already has: the Azure CLI's, a managed identity, a workload identity.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_identity::{
    AzureCliCredential, AzureCliCredentialOptions, ClientAssertionCredentialOptions,
    ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId, WorkloadIdentityCredential,
    WorkloadIdentityCredentialOptions,
};

use crate::adapter::core;
use crate::adapter::metadata::Metadata;
use crate::cloud::Cloud;
use crate::error::Error;
use crate::transport::{Patience, Transport};

/// An identity of the machine.
#[derive(Clone, Debug)]
pub struct Machine {
    cloud: Cloud,
    transport: Transport,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    AzureCli { tenant: Option<String> },
    ManagedIdentity { client_id: Option<String>, metadata: Arc<Metadata> },
    WorkloadIdentity,
}

impl Machine {
    /// Whoever is signed in with `az login`, in that tenant or in the CLI's own default.
    #[must_use]
    pub fn azure_cli(cloud: &Cloud, transport: &Transport, tenant: Option<&str>) -> Self {
        let kind = Kind::AzureCli { tenant: tenant.map(str::to_owned) };
        Self { cloud: cloud.clone(), transport: transport.clone(), kind }
    }

    /// The managed identity of the Azure resource that this runs on; the client id picks one of several.
    ///
    /// # Errors
    /// Where no HTTP client can be made.
    pub fn managed_identity(
        cloud: &Cloud,
        transport: &Transport,
        client_id: Option<&str>,
    ) -> Result<Self, Error> {
        let metadata = Arc::new(Metadata::new(&Patience::default())?);
        let kind = Kind::ManagedIdentity { client_id: client_id.map(str::to_owned), metadata };
        Ok(Self { cloud: cloud.clone(), transport: transport.clone(), kind })
    }

    /// The workload identity that Kubernetes hands to this process in its environment.
    /// Azure: <https://learn.microsoft.com/azure/aks/workload-identity-overview>
    #[must_use]
    pub fn workload_identity(cloud: &Cloud, transport: &Transport) -> Self {
        Self { cloud: cloud.clone(), transport: transport.clone(), kind: Kind::WorkloadIdentity }
    }

    /// A new credential each time: the SDK's keep their tokens, and a refused one must not come back.
    fn credential(&self) -> azure_core::Result<Arc<dyn TokenCredential>> {
        Ok(match &self.kind {
            Kind::AzureCli { tenant } => AzureCliCredential::new(Some(AzureCliCredentialOptions {
                tenant_id: tenant.clone(),
                ..AzureCliCredentialOptions::default()
            }))?,
            Kind::ManagedIdentity { client_id, metadata } => {
                let client_options = core::client_options(Arc::<Metadata>::clone(metadata), &self.cloud);
                let user_assigned_id = client_id.clone().map(UserAssignedId::ClientId);
                ManagedIdentityCredential::new(Some(ManagedIdentityCredentialOptions {
                    user_assigned_id,
                    client_options,
                }))?
            }
            Kind::WorkloadIdentity => {
                let client_options = core::options(&self.transport, &self.cloud);
                WorkloadIdentityCredential::new(Some(WorkloadIdentityCredentialOptions {
                    credential_options: ClientAssertionCredentialOptions { client_options },
                    ..WorkloadIdentityCredentialOptions::default()
                }))?
            }
        })
    }
}

#[async_trait]
impl TokenCredential for Machine {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        self.credential()?.get_token(scopes, options).await
    }
}
