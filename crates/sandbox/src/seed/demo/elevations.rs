//! Elevation, performed by the rules themselves at their times, so that both logs tell of it as they would:
//!
//! - Emergency Access Two has been elevated for 400 days: older than any log, only the role assignment tells.
//! - Amara Okafor elevated 61 days ago and removed it two hours later.
//! - Bastian Köhler elevated 24 days ago; Amara had to elevate three days later to take it from him.
//! - An application, `entra-sync-legacy`, elevated 15 days ago and removed it at once.
//! - Emergency Access One elevated nine days ago, again two days ago, and still is.
//!
//! A few role assignments of the last days are made here, too, so that the activity log has something to show.

use jiff::{SignedDuration, Timestamp};
use rolewright_authz::elevation::USER_ACCESS_ADMINISTRATOR;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::people::People;
use super::places::Places;
use crate::world::{Act, Caller, NewRoleAssignment, NewRow, Texts, World};

fn caller(world: &World, tenant: Guid, object_id: Guid) -> Option<Caller> {
    let home = world.tenant(tenant)?;
    let principal = home.principal(object_id)?;
    Some(Caller {
        tenant,
        object_id,
        name: principal
            .user_principal_name
            .clone()
            .or_else(|| principal.app_id.map(|id| id.to_string()))
            .unwrap_or_default(),
        app_id: principal.app_id,
        wids: home.directory_roles(object_id).to_vec(),
        auxiliary: Vec::new(),
        ip: "203.0.113.24".to_owned(),
    })
}

fn ago(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}

/// One step of the story; a step that the rules refuse is no part of it.
fn elevate(world: &mut World, tenant: Guid, who: Guid, at: Timestamp) {
    let Some(caller) = caller(world, tenant, who) else { return };
    let Some(correlation) = world.tenant_mut(tenant).map(crate::world::Tenant::fresh) else { return };
    let act = Act { caller: &caller, now: at, correlation, client_request: None, request_body: None };
    let done = world.elevate_access(&act);
    debug_assert!(done.is_ok(), "{done:?}");
}

fn end(world: &mut World, tenant: Guid, by: Guid, of: Guid, at: Timestamp) {
    let root = ScopePath::root();
    let Some(caller) = caller(world, tenant, by) else { return };
    let Some(home) = world.tenant_mut(tenant) else { return };
    let correlation = home.fresh();
    let held = home
        .role_assignments_of(&[of], &root, crate::world::Reach::AtAndAbove, None)
        .find(|(_, row)| row.role == USER_ACCESS_ADMINISTRATOR)
        .map(|(_, row)| row.name);
    let Some(name) = held else { return };
    let act = Act { caller: &caller, now: at, correlation, client_request: None, request_body: None };
    let done = world.delete_role_assignment(&act, &root, name);
    debug_assert!(matches!(done, Ok(Some(_))), "{done:?}");
}

fn give(world: &mut World, tenant: Guid, by: Guid, to: Guid, role: &str, scope: &ScopePath, at: Timestamp) {
    let (Some(caller), Some(role)) = (caller(world, tenant, by), crate::world::built_in::id(role)) else {
        return;
    };
    let Some(home) = world.tenant_mut(tenant) else { return };
    let (correlation, name) = (home.fresh(), home.fresh());
    let kind = home.principal(to).map(|p| p.kind.clone());
    let body = format!(
        "{{\"properties\": {{\"roleDefinitionId\": \"/providers/Microsoft.Authorization/roleDefinitions/{role}\", \
         \"principalId\": \"{to}\", \"principalType\": \"{}\"}}}}",
        kind.as_ref().map_or("User", PrincipalType::as_str)
    );
    let act = Act { caller: &caller, now: at, correlation, client_request: None, request_body: Some(&body) };
    let new = NewRoleAssignment {
        role,
        principal: to,
        principal_type: kind,
        condition: None,
        condition_version: None,
        description: None,
        delegated_managed_identity: None,
    };
    let done = world.put_role_assignment(&act, scope, name, new);
    debug_assert!(done.is_ok(), "{done:?}");
}

pub(super) fn perform(world: &mut World, tenant: Guid, people: &People, places: &Places, now: Timestamp) {
    let admin = |at| people.administrator(at);
    let (amara, bastian, one, two) = (admin(0), admin(1), admin(2), admin(3));
    if let Some(home) = world.tenant_mut(tenant) {
        let name = home.fresh();
        home.assignments.add(NewRow {
            name,
            scope: &ScopePath::root(),
            role: USER_ACCESS_ADMINISTRATOR,
            principal: two,
            principal_type: PrincipalType::User,
            texts: Texts::default(),
            at: ago(now, 400 * 24),
            by: Some(two),
        });
    }
    let day = 24;
    elevate(world, tenant, amara, ago(now, 61 * day));
    end(world, tenant, amara, amara, ago(now, 61 * day - 2));
    elevate(world, tenant, bastian, ago(now, 24 * day));
    elevate(world, tenant, amara, ago(now, 21 * day));
    end(world, tenant, amara, bastian, ago(now, 21 * day - 1));
    end(world, tenant, amara, amara, ago(now, 21 * day - 1));
    elevate(world, tenant, people.legacy_sync, ago(now, 15 * day));
    end(world, tenant, people.legacy_sync, people.legacy_sync, ago(now, 15 * day));
    elevate(world, tenant, one, ago(now, 9 * day));
    let (deployer, pipeline) = (people.deployer, people.application("pipeline-shop"));
    let reader = people.person("Giorgos Pappas");
    give(
        world,
        tenant,
        deployer,
        people.team("app-ledger-owners"),
        "Reader",
        &places.monitoring,
        ago(now, 8 * day),
    );
    give(
        world,
        tenant,
        pipeline,
        people.identity("id-shop-web"),
        "AcrPull",
        &places.shop_group,
        ago(now, 4 * day),
    );
    elevate(world, tenant, one, ago(now, 2 * day));
    give(world, tenant, one, reader, "Contributor", &places.connectivity, ago(now, 2 * day - 1));
}
