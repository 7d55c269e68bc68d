//! Who asks for a change, and what they get.

use std::sync::Arc;

use jiff::Timestamp;
use rolewright_condition::guid::Guid;

/// Tells the time; injected, so that a test decides what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Who calls, as their tokens say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The tenant of the token.
    pub tenant: Guid,
    /// Their object id in that tenant.
    pub object_id: Guid,
    /// A user principal name, or the application's id: how messages and logs name them.
    pub name: String,
    /// For the token of an application: its id.
    pub app_id: Option<Guid>,
    /// The directory roles that the token has, by their template ids.
    pub wids: Vec<Guid>,
    /// Tenant and object id there, from `x-ms-authorization-auxiliary`.
    pub auxiliary: Vec<(Guid, Guid)>,
    /// Where the call came from.
    pub ip: String,
}

/// Template id of the directory role Global Administrator.
/// Azure: <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#global-administrator>
pub const GLOBAL_ADMINISTRATOR: Guid = Guid::from_u128(0x62e90394_69f5_4237_9190_012177145e10);

/// Template id of the directory role Global Reader, which reads the directory's audit log.
/// Azure: <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#global-reader>
pub const GLOBAL_READER: Guid = Guid::from_u128(0xf2ef992c_3afb_46b9_b7cf_a126ee74c451);

impl Caller {
    /// Whether the token says Global Administrator.
    #[must_use]
    pub fn is_global_administrator(&self) -> bool {
        self.wids.contains(&GLOBAL_ADMINISTRATOR)
    }

    /// Their object id in a tenant, where some token of theirs is for it.
    #[must_use]
    pub fn object_id_in(&self, tenant: Guid) -> Option<Guid> {
        if tenant == self.tenant {
            return Some(self.object_id);
        }
        self.auxiliary.iter().find(|(theirs, _)| *theirs == tenant).map(|(_, id)| *id)
    }
}

/// One call that changes something.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// When.
    pub now: Timestamp,
    /// Joins the records of this call.
    pub correlation: Guid,
    /// `x-ms-client-request-id`
    pub client_request: Option<Guid>,
    /// The body, byte for byte, for the activity log.
    pub request_body: Option<&'a str>,
}

/// What a PUT did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// The thing as it is now.
    pub value: T,
    /// Whether it is new.
    pub created: bool,
}

/// Which rows a list has.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Those at the scope and above it: `$filter=atScope()`.
    AtAndAbove,
    /// Those below it, too.
    AtAboveAndBelow,
}
