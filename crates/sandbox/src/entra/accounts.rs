//! Who may sign in: people at home and as guests, applications, the managed identity.

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;

use super::refusal::Refusal;
use crate::world::{Tenant, World};

/// Applications of Microsoft's own that exist in every tenant and ask on behalf of people.
/// Azure: <https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in>
const FIRST_PARTY: [Guid; 3] = [
    Guid::from_u128(0x04b0_7795_8ddb_461a_bbee_02f9_e1bf_7b46),
    Guid::from_u128(0x1950_a258_227b_4e31_a9cf_7174_9594_5fc2),
    Guid::from_u128(0xaebc_6443_996d_45c2_90f0_388f_f96f_aa56),
];

/// A person, named by the directory that they come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) home: Guid,
    pub(crate) object_id: Guid,
}

/// The tenant that a path segment names: by id or domain. `None` for `common` and `organizations`, which leave
/// it to the account.
pub(crate) fn tenant<'w>(world: &'w World, name: &str) -> Result<Option<&'w Tenant>, Refusal> {
    if ["common", "organizations"].iter().any(|any| any.eq_ignore_ascii_case(name)) {
        return Ok(None);
    }
    let id = Guid::parse(name);
    (world.tenants().iter())
        .find(|t| Some(t.id) == id || t.default_domain.eq_ignore_ascii_case(name))
        .map(Some)
        .ok_or_else(|| Refusal::unknown_tenant(name))
}

/// The people of a tenant who have their home there.
pub(crate) fn people(tenant: &Tenant) -> impl Iterator<Item = &Principal> {
    tenant.principals().filter(|p| p.kind == PrincipalType::User && !p.guest)
}

/// The person of that user principal name, in whichever tenant they are at home.
pub(crate) fn person(world: &World, upn: &str) -> Result<Person, Refusal> {
    let named =
        |p: &&Principal| p.user_principal_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(upn));
    (world.tenants().iter())
        .find_map(|t| people(t).find(named).map(|p| Person { home: t.id, object_id: p.id }))
        .ok_or_else(|| Refusal::unknown_user(upn))
}

/// The person's object in a tenant: their own at home, a guest's elsewhere.
pub(crate) fn object_in(world: &World, who: Person, tenant: &Tenant, client: &str) -> Result<Guid, Refusal> {
    if tenant.id == who.home {
        return Ok(who.object_id);
    }
    world.object_id_in(who.home, who.object_id, tenant.id).ok_or_else(|| {
        let home = world.tenant(who.home);
        let person = home.and_then(|t| t.principal(who.object_id));
        let name = person.and_then(|p| p.user_principal_name.clone());
        Refusal::not_in_tenant(&name.unwrap_or_default(), &tenant.id.to_string(), client)
    })
}

/// Whether an application may ask on behalf of people here.
pub(crate) fn public_client(world: &World, tenant: Option<&Tenant>, client: &str) -> Result<Guid, Refusal> {
    let known = |id: &Guid| {
        FIRST_PARTY.contains(id)
            || (world.tenants().iter())
                .filter(|t| tenant.is_none_or(|only| only.id == t.id))
                .any(|t| t.applications().iter().any(|app| app.app_id == *id))
    };
    let place = tenant.map_or_else(|| "common".to_owned(), |t| t.id.to_string());
    Guid::parse(client).filter(known).ok_or_else(|| Refusal::unknown_application(client, &place))
}
