//! What all listeners share.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use jiff::Timestamp;
use jsonwebtoken::DecodingKey;
use rolewright_condition::guid::Guid;

use crate::entra::grants::Grants;
use crate::entra::signer::Signer;
use crate::faults::Faults;
use crate::resource_manager::resource_graph::Cursors;
use crate::throttle::Buckets;
use crate::world::{Clock, World};

/// Where the sandbox listens: base addresses without a slash at the end.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// `https://127.0.0.1:8443`, in place of `https://management.azure.com`.
    pub resource_manager: String,
    /// In place of `https://login.microsoftonline.com`.
    pub login: String,
    /// In place of `https://graph.microsoft.com`.
    pub graph: String,
    /// The value of `IDENTITY_ENDPOINT` for a managed identity; plain http, as on a machine in Azure.
    pub managed_identity: String,
}

/// How the sandbox behaves beyond its seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    pub(crate) throttled: bool,
    pub(crate) token_lifetime: Duration,
    pub(crate) device_code_interval: Duration,
}

/// The identity of the machine that the sandbox runs on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MachineIdentity {
    pub(crate) tenant: Guid,
    pub(crate) app_id: Guid,
    pub(crate) object_id: Guid,
}

/// One sandbox.
pub(crate) struct Cloud {
    pub(crate) world: Arc<RwLock<World>>,
    pub(crate) clock: Clock,
    pub(crate) addresses: Addresses,
    pub(crate) settings: Settings,
    pub(crate) signer: Signer,
    /// Verifies client assertions: every application of the sandbox has the same certificate.
    pub(crate) application_certificate: DecodingKey,
    pub(crate) identity: Option<MachineIdentity>,
    pub(crate) identity_header: String,
    pub(crate) grants: Grants,
    pub(crate) faults: Arc<Faults>,
    pub(crate) buckets: Buckets,
    pub(crate) cursors: Cursors,
    /// Ids of tokens that count as expired before their time.
    pub(crate) expired: Mutex<HashSet<String>>,
}

impl Cloud {
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(crate) fn world(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn world_mut(&self) -> RwLockWriteGuard<'_, World> {
        self.world.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the token of this id counts as expired.
    pub(crate) fn expire(&self, uti: &str) {
        self.expired.lock().unwrap_or_else(PoisonError::into_inner).insert(uti.to_owned());
    }

    /// Whether the token of this id counts as expired before its time.
    pub(crate) fn is_expired(&self, uti: &str) -> bool {
        self.expired.lock().unwrap_or_else(PoisonError::into_inner).contains(uti)
    }
}
